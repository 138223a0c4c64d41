"""Who is told that something happened to a complaint, and as what? A table from moves to people."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from rules.complaint_states import Move, Status
from rules.timeline import AUDIENCE
from rules.vocabulary import Audience


class Told(StrEnum):
    """Who is told, by what they have to do with the complaint when it is told."""

    DESK = "DESK"
    LEFT = "LEFT"
    REPORTER = "REPORTER"
    NEW_PARTY = "NEW_PARTY"
    PARTIES = "PARTIES"
    SUPERIOR = "SUPERIOR"
    OMBUDSMAN = "OMBUDSMAN"


class NoticeKind(StrEnum):
    """What somebody is told. People choose by these which channels they hear it on."""

    ARRIVED = "ARRIVED"
    LEFT = "LEFT"
    REPORTER_SPOKE = "REPORTER_SPOKE"
    OBJECTED = "OBJECTED"
    COLLEAGUES = "COLLEAGUES"
    DUE_SOON = "DUE_SOON"
    ESCALATED = "ESCALATED"
    COPY = "COPY"
    HANDED_OVER = "HANDED_OVER"
    OMBUDSMAN_DECIDED = "OMBUDSMAN_DECIDED"
    DIGEST = "DIGEST"
    FORWARDED = "FORWARDED"
    QUESTION = "QUESTION"
    PROGRESS = "PROGRESS"
    ANSWERED = "ANSWERED"
    EXTENDED = "EXTENDED"
    REMINDER = "REMINDER"
    ENDED = "ENDED"
    IDENTITY_OPENED = "IDENTITY_OPENED"


class NoticeChannel(StrEnum):
    """How a notice leaves the house. In the console it always is; programs hear of moves by webhooks of their own."""

    EMAIL = "EMAIL"
    SMS = "SMS"
    WHATSAPP = "WHATSAPP"


class Notice(NamedTuple):
    """One kind of people, and what they are told."""

    told: Told
    kind: NoticeKind


FOR_REPORTERS: Final = frozenset(
    {
        NoticeKind.FORWARDED,
        NoticeKind.QUESTION,
        NoticeKind.PROGRESS,
        NoticeKind.ANSWERED,
        NoticeKind.EXTENDED,
        NoticeKind.REMINDER,
        NoticeKind.ENDED,
        NoticeKind.IDENTITY_OPENED,
        NoticeKind.HANDED_OVER,
        NoticeKind.OMBUDSMAN_DECIDED,
    }
)
FOR_BOTH: Final = frozenset({NoticeKind.HANDED_OVER, NoticeKind.OMBUDSMAN_DECIDED})
FOR_OFFICES: Final = frozenset(NoticeKind) - FOR_REPORTERS | FOR_BOTH
URGENT: Final = frozenset({NoticeKind.ESCALATED, NoticeKind.HANDED_OVER})
"""These come at any hour; everything else waits for a sensible one."""
MAILED: Final = FOR_REPORTERS | {
    NoticeKind.ARRIVED,
    NoticeKind.OBJECTED,
    NoticeKind.DUE_SOON,
    NoticeKind.ESCALATED,
    NoticeKind.DIGEST,
}
"""What goes by e-mail to whoever chose nothing: the rest is in the console and in the morning's digest."""
LABELS: Final[Mapping[NoticeKind, str]] = MappingProxyType(
    {
        NoticeKind.ARRIVED: "Laporan masuk ke meja Anda",
        NoticeKind.LEFT: "Laporan keluar dari meja Anda",
        NoticeKind.REPORTER_SPOKE: "Pelapor menyampaikan sesuatu",
        NoticeKind.OBJECTED: "Pelapor berkeberatan atau membuka kembali laporan",
        NoticeKind.COLLEAGUES: "Ada perkembangan pada laporan di meja Anda",
        NoticeKind.DUE_SOON: "Tenggat laporan sudah dekat",
        NoticeKind.ESCALATED: "Laporan melewati tenggat dan dinaikkan kepada Anda",
        NoticeKind.COPY: "Tembusan laporan untuk unit Anda",
        NoticeKind.HANDED_OVER: "Laporan diteruskan ke Ombudsman RI",
        NoticeKind.OMBUDSMAN_DECIDED: "Ombudsman RI mengambil keputusan",
        NoticeKind.DIGEST: "Ringkasan meja pagi ini",
        NoticeKind.FORWARDED: "Laporan Anda diteruskan",
        NoticeKind.QUESTION: "Laporan Anda perlu dilengkapi",
        NoticeKind.PROGRESS: "Laporan Anda sedang ditindaklanjuti",
        NoticeKind.ANSWERED: "Laporan Anda sudah dijawab",
        NoticeKind.EXTENDED: "Tenggat laporan Anda diperpanjang",
        NoticeKind.REMINDER: "Laporan Anda menunggu tanggapan Anda",
        NoticeKind.ENDED: "Laporan Anda selesai atau diarsipkan",
        NoticeKind.IDENTITY_OPENED: "Identitas Anda dibuka oleh petugas",
    }
)
_ARRIVES: Final = Notice(Told.DESK, NoticeKind.ARRIVED)
_LEAVES: Final = Notice(Told.LEFT, NoticeKind.LEFT)
_DEVELOPS: Final = Notice(Told.DESK, NoticeKind.COLLEAGUES)
_SPEAKS: Final = Notice(Told.DESK, NoticeKind.REPORTER_SPOKE)
_OBJECTS: Final = Notice(Told.DESK, NoticeKind.OBJECTED)
_COPIED: Final = Notice(Told.PARTIES, NoticeKind.COPY)


def _to_reporter(kind: NoticeKind) -> Notice:
    return Notice(Told.REPORTER, kind)


NOTICES: Final[Mapping[str, tuple[Notice, ...]]] = MappingProxyType(
    {
        "SUBMIT": (_ARRIVES,),
        "VERIFY": (),
        "CLASSIFY": (),
        "FLAG": (),
        "REQUEST_COMPLETION": (_to_reporter(NoticeKind.QUESTION),),
        "SUPPLEMENT": (_SPEAKS,),
        "LAPSE_COMPLETION": (_to_reporter(NoticeKind.ENDED),),
        "TRANSFER": (_ARRIVES, _LEAVES, _to_reporter(NoticeKind.FORWARDED)),
        "RETURN_TO_NATION": (_ARRIVES, _LEAVES, _to_reporter(NoticeKind.FORWARDED)),
        "DISPOSE": (_ARRIVES, _LEAVES, _to_reporter(NoticeKind.FORWARDED)),
        "REFER": (_ARRIVES, _LEAVES),
        "ANSWER_DIRECTLY": (_COPIED, _to_reporter(NoticeKind.ANSWERED)),
        "ARCHIVE": (_COPIED, _to_reporter(NoticeKind.ENDED)),
        "RESTORE": (_ARRIVES,),
        "PROGRESS": (_to_reporter(NoticeKind.PROGRESS),),
        "ANSWER": (_COPIED, _to_reporter(NoticeKind.ANSWERED)),
        "RETURN": (_ARRIVES, _LEAVES),
        "RULE": (_ARRIVES, _LEAVES),
        "REQUEST_EXTENSION": (Notice(Told.SUPERIOR, NoticeKind.COLLEAGUES),),
        "EXTEND": (_DEVELOPS, _to_reporter(NoticeKind.EXTENDED)),
        "REFUSE_EXTENSION": (_DEVELOPS,),
        "ADD_TEMBUSAN": (Notice(Told.NEW_PARTY, NoticeKind.COPY),),
        "REMOVE_TEMBUSAN": (),
        "ADD_HANDLING": (Notice(Told.NEW_PARTY, NoticeKind.ARRIVED),),
        "ANSWER_HANDLING": (_DEVELOPS,),
        "RETURN_HANDLING": (_DEVELOPS,),
        "MERGE": (_LEAVES, _to_reporter(NoticeKind.FORWARDED)),
        "SHARE_ANSWER": (_COPIED, _to_reporter(NoticeKind.ANSWERED)),
        "UNMERGE": (_ARRIVES,),
        "ACCEPT": (_SPEAKS,),
        "OBJECT": (_OBJECTS, _COPIED),
        "CLOSE": (_COPIED, _to_reporter(NoticeKind.ENDED)),
        "LAPSE_REACTION": (_DEVELOPS, _to_reporter(NoticeKind.ENDED)),
        "REOPEN": (_OBJECTS, _COPIED),
        "RATE": (_SPEAKS,),
        "COMMENT": (_SPEAKS,),
        "REPLY": (_SPEAKS,),
        "NOTE": (),
        "DRAFT": (_DEVELOPS,),
        "EDIT_TEXT": (),
        "PUBLISH": (),
        "UNPUBLISH": (),
        "OPEN_IDENTITY": (_to_reporter(NoticeKind.IDENTITY_OPENED),),
        "RAISE_DESK": (_ARRIVES,),
        "LOWER_DESK": (_ARRIVES, _LEAVES),
        "WARN": (Notice(Told.DESK, NoticeKind.DUE_SOON),),
        "ESCALATE": (Notice(Told.SUPERIOR, NoticeKind.ESCALATED),),
        "HAND_OVER": (
            Notice(Told.OMBUDSMAN, NoticeKind.HANDED_OVER),
            Notice(Told.DESK, NoticeKind.HANDED_OVER),
            _to_reporter(NoticeKind.HANDED_OVER),
        ),
        "IMPORT": (),
        "IMPORT_CHANGE": (),
        "OMBUDSMAN_DECISION": (
            Notice(Told.DESK, NoticeKind.OMBUDSMAN_DECIDED),
            _to_reporter(NoticeKind.OMBUDSMAN_DECIDED),
        ),
    }
)
"""By the name of the move. Nobody is told of what they did themselves: whoever tells leaves the actor out."""
_REPORTERS_TURN: Final = frozenset({Status.AWAITING_REPORTER, Status.ANSWERED})


def notices(move: Move, status: Status) -> tuple[Notice, ...]:
    """Who is told of a move that left the complaint in this status. A warning goes to whose time is running out."""
    if move.value == "WARN" and status in _REPORTERS_TURN:
        return (_to_reporter(NoticeKind.REMINDER),)
    return NOTICES[move.value]


def leaves_a_trace(move: Move) -> bool:
    """Does the outbox keep it? What somebody is told, and whatever its reporter or the public may know of."""
    return bool(NOTICES[move.value]) or AUDIENCE[move] is not Audience.OFFICES
