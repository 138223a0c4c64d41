"""The enums of people and places as the interface publishes them, each value with its Indonesian term.

Types and inputs import them from here: an enum must be published before the first type that uses it is declared.
"""

from enum import StrEnum

from graph.declarations import enum_type
from rules.roles import LABELS, AppointmentKind, Role, SanctionKind, TeamSeat, UnitKind

enum_type(
    Role,
    {
        Role.NASIONAL: f"The national desk ({LABELS[Role.NASIONAL]}).",
        Role.INSTANSI: f"The admin of a province, regency or city ({LABELS[Role.INSTANSI]}).",
        Role.PENGHUBUNG: f"The liaison officer of a work unit ({LABELS[Role.PENGHUBUNG]}).",
        Role.STAF: f"Works for a liaison officer ({LABELS[Role.STAF]}).",
        Role.PIMPINAN: f"Leadership: reads all of its pemda, decides on its plan alone ({LABELS[Role.PIMPINAN]}).",
        Role.PENGAWAS: f"Internal oversight ({LABELS[Role.PENGAWAS]}).",
        Role.OMBUDSMAN: f"Receives what was left too long ({LABELS[Role.OMBUDSMAN]}).",
        Role.PELAPOR: f"A citizen, by account or by receipt ({LABELS[Role.PELAPOR]}).",
        Role.SISTEM: f"Tuntas itself: deadlines and desks ({LABELS[Role.SISTEM]}).",
        Role.INTEGRASI: f"A neighbour application ({LABELS[Role.INTEGRASI]}).",
        Role.PUBLIK: f"A visitor without an account ({LABELS[Role.PUBLIK]}).",
    },
)
enum_type(
    UnitKind,
    {
        UnitKind.ROOT: "The pemda itself: the desk of the instansi (pemerintah daerah).",
        UnitKind.SETDA: "The regional secretariat or a bureau of it (sekretariat daerah).",
        UnitKind.DINAS: "A service agency (dinas).",
        UnitKind.BADAN: "A supporting agency (badan).",
        UnitKind.INSPEKTORAT: "The inspectorate (inspektorat, APIP).",
        UnitKind.SATPOL_PP: "The public order police (Satpol PP).",
        UnitKind.WILAYAH_ADMINISTRASI: "One of Jakarta's six administrative areas, no pemda (wilayah administrasi).",
        UnitKind.KECAMATAN: "A district (kecamatan).",
        UnitKind.KELURAHAN: "An urban village (kelurahan).",
        UnitKind.RSUD: "A regional hospital (RSUD).",
        UnitKind.UPT: "A technical unit of an agency, such as a puskesmas (UPT).",
        UnitKind.BUMD: "An enterprise of the pemda (BUMD).",
        UnitKind.EXTERNAL: "An office outside of the pemda that receives items: PLN, BPN (instansi vertikal).",
    },
)
enum_type(
    AppointmentKind,
    {
        AppointmentKind.DEFINITIVE: "Appointed for good (definitif).",
        AppointmentKind.PLT: "Acting for a vacant position (pelaksana tugas, Plt).",
        AppointmentKind.PLH: "Acting while the holder is away (pelaksana harian, Plh).",
    },
)
enum_type(
    TeamSeat,
    {
        TeamSeat.PEMBINA: "Guarantees organisation, people and budget (pembina).",
        TeamSeat.PENANGGUNG_JAWAB: "Answers for the management, monitors and evaluates it (penanggung jawab).",
        TeamSeat.KETUA: "Leads and coordinates (ketua).",
        TeamSeat.WAKIL_KETUA: "Assists the head (wakil ketua).",
        TeamSeat.SEKRETARIS: "Formulates mechanisms and reports (sekretaris).",
        TeamSeat.ANGGOTA: "Coordinates with liaison officers where work is slow (anggota).",
    },
)
enum_type(
    SanctionKind,
    {
        SanctionKind.TEGURAN_LISAN: "An oral reprimand (teguran lisan).",
        SanctionKind.TEGURAN_TERTULIS: "A written reprimand (teguran tertulis).",
        SanctionKind.PEMBERHENTIAN: "Removal from every position in this pemda (pemberhentian).",
    },
)


class PemdaLevel(StrEnum):
    """The level of a pemda (tingkat)."""

    NASIONAL = "nasional"
    PROVINSI = "provinsi"
    KABUPATEN = "kabupaten"
    KOTA = "kota"


enum_type(
    PemdaLevel,
    {
        PemdaLevel.NASIONAL: "The nation (nasional).",
        PemdaLevel.PROVINSI: "A province (provinsi).",
        PemdaLevel.KABUPATEN: "A regency (kabupaten).",
        PemdaLevel.KOTA: "A city (kota).",
    },
)


class OfficeAction(StrEnum):
    """What may be done to an object of the organisation (tindakan)."""

    READ = "READ"
    MANAGE = "MANAGE"


enum_type(
    OfficeAction,
    {
        OfficeAction.READ: "Read it (membaca).",
        OfficeAction.MANAGE: "Create, change or end it (mengelola).",
    },
)


class ItemKind(StrEnum):
    """What can lie on a desk when its holder leaves (jenis berkas)."""

    COMPLAINT = "COMPLAINT"
    HANDLING = "HANDLING"
    DRAFT = "DRAFT"


enum_type(
    ItemKind,
    {
        ItemKind.COMPLAINT: "An open complaint (pengaduan terbuka).",
        ItemKind.HANDLING: "A parallel handling that is not answered (penanganan bersama).",
        ItemKind.DRAFT: "A draft of an answer (konsep tanggapan).",
    },
)

__all__ = [
    "AppointmentKind",
    "ItemKind",
    "OfficeAction",
    "PemdaLevel",
    "Role",
    "SanctionKind",
    "TeamSeat",
    "UnitKind",
]
