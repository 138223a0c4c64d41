"""The words a complaint is described with: kinds, channels, outcomes, closers, checks, priorities."""

from enum import StrEnum


class Kind(StrEnum):
    """Classification; the citizen chooses pengaduan, information or aspirasi, the admin refines."""

    PENGADUAN_TIDAK_BERKADAR = "PENGADUAN_TIDAK_BERKADAR"
    PENGADUAN_BERKADAR = "PENGADUAN_BERKADAR"
    PERMINTAAN_INFORMASI = "PERMINTAAN_INFORMASI"
    ASPIRASI = "ASPIRASI"


CHOSEN_BY_CITIZEN = frozenset({Kind.PENGADUAN_TIDAK_BERKADAR, Kind.PERMINTAAN_INFORMASI, Kind.ASPIRASI})
ANSWERED_DIRECTLY = frozenset({Kind.ASPIRASI, Kind.PERMINTAAN_INFORMASI})


class Channel(StrEnum):
    """Where the complaint came from; everything received by hand is typed in by the admin (Bintan duty 14)."""

    WEB = "WEB"
    APP = "APP"
    SMS_1708 = "SMS_1708"
    WHATSAPP = "WHATSAPP"
    CALL_CENTER = "CALL_CENTER"
    FACE_TO_FACE = "FACE_TO_FACE"
    LETTER = "LETTER"
    EMAIL = "EMAIL"
    SOCIAL_MEDIA = "SOCIAL_MEDIA"
    NEIGHBOUR_APP = "NEIGHBOUR_APP"


class Outcome(StrEnum):
    """What came of it: never the same thing as the status."""

    SOLVED = "SOLVED"
    PARTLY_SOLVED = "PARTLY_SOLVED"
    NOT_SOLVED = "NOT_SOLVED"
    INFORMATION_GIVEN = "INFORMATION_GIVEN"
    ASPIRATION_NOTED = "ASPIRATION_NOTED"
    NOT_OUR_AUTHORITY = "NOT_OUR_AUTHORITY"


class Closer(StrEnum):
    """Who closed it: ditutup oleh admin, sistem or pelapor."""

    ADMIN = "ADMIN"
    SYSTEM = "SYSTEM"
    REPORTER = "REPORTER"


class Priority(StrEnum):
    """How urgent the desk finds it; LAPOR! has none, the regencies made their own."""

    LOW = "LOW"
    NORMAL = "NORMAL"
    HIGH = "HIGH"
    URGENT = "URGENT"


class Check(StrEnum):
    """The checks of verification that Perbup Bintan 53/2021, 2.1.1 (Nilai Responsif) names."""

    IDENTITY = "IDENTITY"
    SUBSTANCE = "SUBSTANCE"
    EVIDENCE = "EVIDENCE"
    NATURE = "NATURE"
    SUBJECT_OBJECT = "SUBJECT_OBJECT"
    ANONYMITY = "ANONYMITY"
    SECRECY = "SECRECY"
    ELIGIBILITY = "ELIGIBILITY"


class Nature(StrEnum):
    """Duty 2 of the admin: is it a dispute (sengketa), an indicated violation (indikasi pelanggaran), or neither?"""

    SENGKETA = "SENGKETA"
    INDIKASI_PELANGGARAN = "INDIKASI_PELANGGARAN"
    BUKAN_KEDUANYA = "BUKAN_KEDUANYA"


class ArchiveReason(StrEnum):
    """Why a report is not processed (V3 of LAPOR! and local monthly reports)."""

    OUT_OF_SCOPE = "OUT_OF_SCOPE"
    TOO_GENERAL = "TOO_GENERAL"
    DUPLICATE = "DUPLICATE"
    NOT_COMPLETED = "NOT_COMPLETED"
    MISADDRESSED = "MISADDRESSED"
    ABUSIVE = "ABUSIVE"
    WITHDRAWN = "WITHDRAWN"


class Part(StrEnum):
    """How a unit takes part in a complaint; TEMBUSAN reads only."""

    HOLDER = "HOLDER"
    HANDLER = "HANDLER"
    TEMBUSAN = "TEMBUSAN"


class HandlingStatus(StrEnum):
    """Where one unit's parallel handling is."""

    OPEN = "OPEN"
    ANSWERED = "ANSWERED"
    RETURNED = "RETURNED"


class MessageKind(StrEnum):
    """What a message on a complaint is."""

    COMPLETION_REQUEST = "COMPLETION_REQUEST"
    SUPPLEMENT = "SUPPLEMENT"
    PROGRESS = "PROGRESS"
    ANSWER = "ANSWER"
    HANDLING_ANSWER = "HANDLING_ANSWER"
    OBJECTION = "OBJECTION"
    COMMENT = "COMMENT"
    NOTE = "NOTE"
    DRAFT = "DRAFT"


class Audience(StrEnum):
    """Who may read a message: everyone (when published), the reporter and the offices, or the offices only."""

    PUBLIC = "PUBLIC"
    REPORTER = "REPORTER"
    OFFICES = "OFFICES"
