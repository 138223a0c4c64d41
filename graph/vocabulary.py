"""The enums of the rules as the interface publishes them, each value with its Indonesian term.

Types and inputs import them from here: an enum must be published before the first type that uses it is declared.
"""

from enum import StrEnum

from graph.declarations import enum_type
from policies.permissions import Permission
from rules.complaint_states import LABELS as STATUS_LABELS
from rules.complaint_states import Clock, Move, Status
from rules.limits import Level
from rules.ombudsman import OmbudsmanFinding
from rules.packets import PacketKind
from rules.verification import CheckResult
from rules.vocabulary import (
    ArchiveReason,
    Audience,
    Channel,
    Closer,
    HandlingStatus,
    Kind,
    MessageKind,
    Nature,
    Outcome,
    Part,
    Priority,
)

enum_type(
    Status,
    {
        Status.RECEIVED: f"Not verified yet, at the national or the instansi desk ({STATUS_LABELS[Status.RECEIVED]}).",
        Status.AWAITING_REPORTER: f"The reporter was asked for more ({STATUS_LABELS[Status.AWAITING_REPORTER]}).",
        Status.DISPOSED: f"Sent to a unit that has not responded ({STATUS_LABELS[Status.DISPOSED]}).",
        Status.IN_PROGRESS: f"A unit is working on it ({STATUS_LABELS[Status.IN_PROGRESS]}).",
        Status.ANSWERED: f"Answered, waiting ten working days for the reporter ({STATUS_LABELS[Status.ANSWERED]}).",
        Status.CLOSED: f"Closed by admin, system or reporter ({STATUS_LABELS[Status.CLOSED]}).",
        Status.ARCHIVED: f"Not processed, with a reason ({STATUS_LABELS[Status.ARCHIVED]}).",
    },
)
enum_type(
    Kind,
    {
        Kind.PENGADUAN_TIDAK_BERKADAR: "Pengaduan tidak berkadar pengawasan: criticism of a service.",
        Kind.PENGADUAN_BERKADAR: "Pengaduan berkadar pengawasan: abuse of authority or breach of law by officials.",
        Kind.PERMINTAAN_INFORMASI: "Permintaan informasi: a request for information.",
        Kind.ASPIRASI: "Aspirasi: a wish or proposal.",
    },
)
enum_type(
    Channel,
    {
        Channel.WEB: "The public website.",
        Channel.APP: "The mobile application.",
        Channel.SMS_1708: "SMS to 1708.",
        Channel.WHATSAPP: "WhatsApp.",
        Channel.CALL_CENTER: "Call centre (pusat panggilan).",
        Channel.FACE_TO_FACE: "Face to face at the desk (tatap muka).",
        Channel.LETTER: "A letter (surat).",
        Channel.EMAIL: "E-mail (surel).",
        Channel.SOCIAL_MEDIA: "Social media (media sosial).",
        Channel.NEIGHBOUR_APP: "A connected local application (aplikasi terhubung).",
    },
)
enum_type(
    Outcome,
    {
        Outcome.SOLVED: "Solved (selesai ditangani).",
        Outcome.PARTLY_SOLVED: "Partly solved (selesai sebagian).",
        Outcome.NOT_SOLVED: "Not solved (belum terselesaikan).",
        Outcome.INFORMATION_GIVEN: "Information given (informasi diberikan).",
        Outcome.ASPIRATION_NOTED: "Aspiration noted (aspirasi dicatat).",
        Outcome.NOT_OUR_AUTHORITY: "Not the authority of this pemda (bukan kewenangan).",
    },
)
enum_type(
    Closer,
    {
        Closer.ADMIN: "Ditutup oleh admin.",
        Closer.SYSTEM: "Ditutup oleh sistem.",
        Closer.REPORTER: "Ditutup oleh pelapor.",
    },
)
enum_type(
    Priority,
    {
        Priority.LOW: "Can wait (rendah).",
        Priority.NORMAL: "In its turn (biasa).",
        Priority.HIGH: "Before others (tinggi).",
        Priority.URGENT: "Danger to life or many people (mendesak).",
    },
)
enum_type(
    Nature,
    {
        Nature.SENGKETA: "A dispute (sengketa).",
        Nature.INDIKASI_PELANGGARAN: "An indicated violation of rules (indikasi pelanggaran).",
        Nature.BUKAN_KEDUANYA: "Neither (bukan keduanya).",
    },
)
enum_type(
    CheckResult,
    {
        CheckResult.MET: "Looked at and there (terpenuhi).",
        CheckResult.NOT_MET: "Looked at and missing (tidak terpenuhi).",
        CheckResult.NOT_NEEDED: "Not needed here (tidak diperlukan).",
    },
)
enum_type(
    ArchiveReason,
    {
        ArchiveReason.OUT_OF_SCOPE: "Outside of public service complaints (di luar ruang lingkup).",
        ArchiveReason.TOO_GENERAL: "Too general to act on (terlalu umum).",
        ArchiveReason.DUPLICATE: "Filed before by the same reporter (ganda).",
        ArchiveReason.NOT_COMPLETED: "Not completed in ten working days (tidak dilengkapi).",
        ArchiveReason.MISADDRESSED: "Addressed to the wrong place (salah peruntukan).",
        ArchiveReason.ABUSIVE: "Abuse, advertising or a test (tidak pantas).",
        ArchiveReason.WITHDRAWN: "Withdrawn by the reporter (dicabut).",
    },
)
enum_type(
    Part,
    {
        Part.HOLDER: "Holds it: the lead unit (unit utama).",
        Part.HANDLER: "Handles it in parallel (unit pendukung).",
        Part.TEMBUSAN: "Reads a copy (tembusan).",
    },
)
enum_type(
    HandlingStatus,
    {
        HandlingStatus.OPEN: "Being handled (sedang ditangani).",
        HandlingStatus.ANSWERED: "The unit has answered the lead unit (sudah dijawab).",
        HandlingStatus.RETURNED: "The unit gave it back: not its authority (dikembalikan).",
    },
)
enum_type(
    MessageKind,
    {
        MessageKind.COMPLETION_REQUEST: "The desk asks the reporter for more (permintaan kelengkapan).",
        MessageKind.SUPPLEMENT: "The reporter adds what was asked for (kelengkapan).",
        MessageKind.PROGRESS: "A unit tells how far it is (tanggapan sementara).",
        MessageKind.ANSWER: "The answer (tindak lanjut).",
        MessageKind.HANDLING_ANSWER: "A supporting unit answers the lead unit (jawaban unit pendukung).",
        MessageKind.OBJECTION: "The reporter disagrees with the answer (keberatan).",
        MessageKind.COMMENT: "The reporter says something (komentar pelapor).",
        MessageKind.NOTE: "A note between offices (catatan internal).",
        MessageKind.DRAFT: "A draft answer by staff (konsep tanggapan).",
    },
)
enum_type(
    Audience,
    {
        Audience.PUBLIC: "Everyone, once the complaint is published (publik).",
        Audience.REPORTER: "The reporter and the offices (pelapor).",
        Audience.OFFICES: "The offices only (internal).",
    },
)
enum_type(
    Clock,
    {
        Clock.NATIONAL_VERIFICATION: "The nation verifies (verifikasi nasional).",
        Clock.INSTANSI_VERIFICATION: "The instansi verifies (verifikasi instansi).",
        Clock.FIRST_RESPONSE: "The unit responds (tanggapan pertama).",
        Clock.COMPLETION: "The unit completes; how long depends on the kind (penyelesaian).",
        Clock.REPORTER_COMPLETION: "The reporter completes (kelengkapan pelapor).",
        Clock.REPORTER_REACTION: "The reporter reacts (tanggapan pelapor).",
        Clock.RULING: "The common superior rules on a case returned twice (putusan).",
    },
)
enum_type(
    Level,
    {
        Level.HEAD: "The head of the unit or of the pemda (pimpinan).",
        Level.INSTANSI: "The admin of the instansi (admin instansi).",
        Level.PROVINCE: "The admin of the province (admin provinsi).",
        Level.NATION: "The national admin (admin nasional).",
        Level.OMBUDSMAN: "The Ombudsman of the Republic (Ombudsman RI).",
    },
)
_MOVES = {
    Move.SUBMIT: "Received (pengaduan masuk).",
    Move.VERIFY: "Verified by the checks of the regulation (verifikasi).",
    Move.CLASSIFY: "Kind, topic, tags or priority changed (klasifikasi).",
    Move.FLAG: "Anonymity or secrecy added (anonim, rahasia).",
    Move.REQUEST_COMPLETION: "The reporter was asked for more (permintaan kelengkapan).",
    Move.SUPPLEMENT: "The reporter completed it (kelengkapan diterima).",
    Move.LAPSE_COMPLETION: "Archived: not completed in time (diarsipkan oleh sistem).",
    Move.TRANSFER: "Disposed to another pemda (disposisi ke instansi).",
    Move.RETURN_TO_NATION: "Returned to the national desk (dikembalikan ke admin nasional).",
    Move.DISPOSE: "Disposed to a unit (disposisi).",
    Move.REFER: "Referred to the Inspektorat (diteruskan ke APIP).",
    Move.ANSWER_DIRECTLY: "Answered by the desk itself (dijawab langsung).",
    Move.ARCHIVE: "Archived with a reason (diarsipkan).",
    Move.RESTORE: "Taken out of the archive (dipulihkan).",
    Move.PROGRESS: "The unit told how far it is (tanggapan sementara).",
    Move.ANSWER: "The unit answered (tindak lanjut).",
    Move.RETURN: "Returned one level up: not its authority (dikembalikan).",
    Move.RULE: "The common superior ruled who handles it (putusan).",
    Move.REQUEST_EXTENSION: "The unit asked for more time (permintaan perpanjangan).",
    Move.EXTEND: "The level above gave more time (perpanjangan).",
    Move.REFUSE_EXTENSION: "The level above gave no more time (perpanjangan ditolak).",
    Move.ADD_TEMBUSAN: "A copy to another unit (tembusan).",
    Move.REMOVE_TEMBUSAN: "Copy taken back (tembusan dicabut).",
    Move.ADD_HANDLING: "Another unit handles it in parallel (unit pendukung).",
    Move.ANSWER_HANDLING: "A supporting unit answered (jawaban unit pendukung).",
    Move.RETURN_HANDLING: "A supporting unit gave it back (unit pendukung mengembalikan).",
    Move.MERGE: "Merged into a parent complaint (digabung ke kasus induk).",
    Move.SHARE_ANSWER: "Answered with its parent complaint (jawaban kasus induk).",
    Move.UNMERGE: "Taken out of its parent complaint (dipisahkan).",
    Move.ACCEPT: "The reporter accepted the answer (diterima pelapor).",
    Move.OBJECT: "The reporter objected to the answer (keberatan pelapor).",
    Move.CLOSE: "Closed by the admin (ditutup oleh admin).",
    Move.LAPSE_REACTION: "Closed by the system: no reaction in time (ditutup oleh sistem).",
    Move.REOPEN: "Reopened by the reporter (dibuka kembali).",
    Move.RATE: "Rated by the reporter (penilaian).",
    Move.COMMENT: "The reporter said something (komentar pelapor).",
    Move.REPLY: "The reporter replied to the answer, so the office is waited for again (balasan pelapor).",
    Move.NOTE: "A note between offices (catatan internal).",
    Move.DRAFT: "Staff drafted an answer (konsep tanggapan).",
    Move.EDIT_TEXT: "The published text was edited (isi laporan akhir).",
    Move.PUBLISH: "Published (dipublikasikan).",
    Move.UNPUBLISH: "Taken from the public list (tidak dipublikasikan).",
    Move.OPEN_IDENTITY: "The reporter's identity was opened, with a reason (identitas dibuka).",
    Move.RAISE_DESK: "The desk is vacant: the level above acts (meja naik ke atasan).",
    Move.LOWER_DESK: "The desk is filled again (meja kembali).",
    Move.WARN: "Its deadline is near (peringatan tenggat).",
    Move.ESCALATE: "Its deadline was missed: the next level was told (eskalasi).",
    Move.HAND_OVER: "Handed over to the Ombudsman (diteruskan ke Ombudsman RI).",
    Move.OMBUDSMAN_DECISION: "The Ombudsman decided (putusan Ombudsman RI).",
    Move.IMPORT: "Taken over from LAPOR! as it was there (impor dari LAPOR!).",
    Move.IMPORT_CHANGE: "It was closed or archived in LAPOR! meanwhile (perubahan dari LAPOR!).",
}
enum_type(Move, _MOVES)
enum_type(
    PacketKind,
    {
        PacketKind.OMBUDSMAN: "For the Ombudsman: left too long (untuk Ombudsman RI).",
        PacketKind.APIP: "For the Inspektorat: berkadar pengawasan (untuk APIP).",
    },
)
enum_type(
    OmbudsmanFinding,
    {
        OmbudsmanFinding.MALADMINISTRATION_FOUND: "Maladministration was found (ditemukan maladministrasi).",
        OmbudsmanFinding.NOT_FOUND: "None was found (tidak ditemukan maladministrasi).",
        OmbudsmanFinding.MEDIATED: "Both sides agreed (selesai melalui mediasi atau konsiliasi).",
        OmbudsmanFinding.CLOSED: "Closed without a finding (laporan ditutup).",
    },
)


class ComplaintOrder(StrEnum):
    """In which order complaints are listed (urutan)."""

    DUE = "DUE"
    NEWEST = "NEWEST"


enum_type(
    ComplaintOrder,
    {
        ComplaintOrder.DUE: "What falls due first, then what has no deadline (tenggat terdekat).",
        ComplaintOrder.NEWEST: "What was received last (terbaru).",
    },
)


ComplaintAction = StrEnum(  # type: ignore[misc] # its members are the permissions on complaints
    "ComplaintAction",
    {member.action.upper(): member.value for member in Permission if member.object == "complaint"},
)
ComplaintAction.__doc__ = "What a viewer may do with a complaint now, by policy and status (aksi)."
enum_type(ComplaintAction, {member: f"The permission {member.value}." for member in ComplaintAction})

__all__ = [
    "ArchiveReason",
    "Audience",
    "Channel",
    "CheckResult",
    "Clock",
    "Closer",
    "ComplaintAction",
    "ComplaintOrder",
    "HandlingStatus",
    "Kind",
    "Level",
    "MessageKind",
    "Move",
    "Nature",
    "OmbudsmanFinding",
    "Outcome",
    "PacketKind",
    "Part",
    "Priority",
    "Status",
]
