"""The state table of a complaint: which move is legal from where, where it leads, who records it, which clock runs."""

from dataclasses import dataclass
from enum import StrEnum

from rules.errors import move_refused
from rules.roles import Role


class Status(StrEnum):
    """Where a complaint is in the work; what came of it is the outcome (design 5)."""

    RECEIVED = "RECEIVED"
    AWAITING_REPORTER = "AWAITING_REPORTER"
    DISPOSED = "DISPOSED"
    IN_PROGRESS = "IN_PROGRESS"
    ANSWERED = "ANSWERED"
    CLOSED = "CLOSED"
    ARCHIVED = "ARCHIVED"


LABELS: dict[Status, str] = {
    Status.RECEIVED: "Belum terverifikasi",
    Status.AWAITING_REPORTER: "Tertunda",
    Status.DISPOSED: "Terdisposisi, belum ditindaklanjuti",
    Status.IN_PROGRESS: "Proses",
    Status.ANSWERED: "Ditindaklanjuti",
    Status.CLOSED: "Selesai",
    Status.ARCHIVED: "Diarsipkan",
}
OPEN = frozenset(
    {Status.RECEIVED, Status.AWAITING_REPORTER, Status.DISPOSED, Status.IN_PROGRESS, Status.ANSWERED},
)
HANDLED = frozenset({Status.DISPOSED, Status.IN_PROGRESS})


class Move(StrEnum):
    """Everything that can happen to a complaint; each is recorded as one event."""

    SUBMIT = "SUBMIT"
    VERIFY = "VERIFY"
    CLASSIFY = "CLASSIFY"
    FLAG = "FLAG"
    REQUEST_COMPLETION = "REQUEST_COMPLETION"
    SUPPLEMENT = "SUPPLEMENT"
    LAPSE_COMPLETION = "LAPSE_COMPLETION"
    TRANSFER = "TRANSFER"
    RETURN_TO_NATION = "RETURN_TO_NATION"
    DISPOSE = "DISPOSE"
    REFER = "REFER"
    ANSWER_DIRECTLY = "ANSWER_DIRECTLY"
    ARCHIVE = "ARCHIVE"
    RESTORE = "RESTORE"
    PROGRESS = "PROGRESS"
    ANSWER = "ANSWER"
    RETURN = "RETURN"
    RULE = "RULE"
    REQUEST_EXTENSION = "REQUEST_EXTENSION"
    EXTEND = "EXTEND"
    REFUSE_EXTENSION = "REFUSE_EXTENSION"
    ADD_TEMBUSAN = "ADD_TEMBUSAN"
    REMOVE_TEMBUSAN = "REMOVE_TEMBUSAN"
    ADD_HANDLING = "ADD_HANDLING"
    ANSWER_HANDLING = "ANSWER_HANDLING"
    RETURN_HANDLING = "RETURN_HANDLING"
    MERGE = "MERGE"
    SHARE_ANSWER = "SHARE_ANSWER"
    UNMERGE = "UNMERGE"
    ACCEPT = "ACCEPT"
    OBJECT = "OBJECT"
    CLOSE = "CLOSE"
    LAPSE_REACTION = "LAPSE_REACTION"
    REOPEN = "REOPEN"
    RATE = "RATE"
    COMMENT = "COMMENT"
    REPLY = "REPLY"
    NOTE = "NOTE"
    DRAFT = "DRAFT"
    EDIT_TEXT = "EDIT_TEXT"
    PUBLISH = "PUBLISH"
    UNPUBLISH = "UNPUBLISH"
    OPEN_IDENTITY = "OPEN_IDENTITY"
    RAISE_DESK = "RAISE_DESK"
    LOWER_DESK = "LOWER_DESK"
    WARN = "WARN"
    ESCALATE = "ESCALATE"
    HAND_OVER = "HAND_OVER"
    OMBUDSMAN_DECISION = "OMBUDSMAN_DECISION"
    IMPORT = "IMPORT"
    IMPORT_CHANGE = "IMPORT_CHANGE"


class Clock(StrEnum):
    """The clock that runs: whose turn it is and until when (design 6)."""

    NATIONAL_VERIFICATION = "NATIONAL_VERIFICATION"
    INSTANSI_VERIFICATION = "INSTANSI_VERIFICATION"
    FIRST_RESPONSE = "FIRST_RESPONSE"
    COMPLETION = "COMPLETION"
    REPORTER_COMPLETION = "REPORTER_COMPLETION"
    REPORTER_REACTION = "REPORTER_REACTION"
    RULING = "RULING"


class Turn(StrEnum):
    """What a move does to the clocks of the case (rules/turns.py)."""

    KEEP = "KEEP"
    START_VERIFICATION = "START_VERIFICATION"
    VERIFY_AGAIN = "VERIFY_AGAIN"
    RESUME_VERIFICATION = "RESUME_VERIFICATION"
    START_HANDLING = "START_HANDLING"
    CONTINUE_COMPLETION = "CONTINUE_COMPLETION"
    RESTART_COMPLETION = "RESTART_COMPLETION"
    RECLASSIFY = "RECLASSIFY"
    WAIT_COMPLETION = "WAIT_COMPLETION"
    WAIT_REACTION = "WAIT_REACTION"
    EXTEND = "EXTEND"
    START_PARALLEL = "START_PARALLEL"
    STOP_PARALLEL = "STOP_PARALLEL"
    STEP = "STEP"
    STOP = "STOP"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table. `targets` empty: the status stays; two targets: RETURN lands on the next desk up."""

    sources: frozenset[Status]
    targets: tuple[Status, ...]
    recorders: frozenset[Role]
    turn: Turn
    duty: str


_R, _W, _D, _P, _A, _C, _X = Status
_ADMIN = frozenset({Role.NASIONAL, Role.INSTANSI})
_INSTANSI = frozenset({Role.INSTANSI})
_DESK = frozenset({Role.PENGHUBUNG, Role.PENGAWAS, Role.INSTANSI, Role.NASIONAL})
_UNIT = frozenset({Role.PENGHUBUNG, Role.PENGAWAS})
_REPORTER = frozenset({Role.PELAPOR})
_SISTEM = frozenset({Role.SISTEM})
_IMPORT = frozenset({Role.INTEGRASI, Role.INSTANSI, Role.NASIONAL})
_INTAKE = frozenset(
    {Role.PELAPOR, Role.PUBLIK, Role.INSTANSI, Role.NASIONAL, Role.PENGHUBUNG, Role.STAF, Role.INTEGRASI}
)


def _row(sources: object, targets: object, recorders: frozenset[Role], turn: Turn, duty: str) -> Transition:
    froms = frozenset({sources}) if isinstance(sources, Status) else frozenset(sources)  # type: ignore[call-overload]
    tos = (targets,) if isinstance(targets, Status) else tuple(targets)  # type: ignore[arg-type]
    return Transition(froms, tos, recorders, turn, duty)


TRANSITIONS: dict[Move, Transition] = {
    Move.SUBMIT: _row((), _R, _INTAKE, Turn.START_VERIFICATION, "admin 14; penghubung 1: input pengaduan"),
    Move.VERIFY: _row(_R, (), _ADMIN, Turn.KEEP, "admin 1, 2, 3, 5, 6: telaah dan verifikasi"),
    Move.CLASSIFY: _row((_R, _D, _P), (), _DESK, Turn.RECLASSIFY, "admin 7: kategori pengaduan"),
    Move.FLAG: _row((_R, _W, _D, _P, _A), (), _DESK, Turn.KEEP, "admin 5; penghubung 2: fitur anonim dan rahasia"),
    Move.REQUEST_COMPLETION: _row(_R, _W, _ADMIN, Turn.WAIT_COMPLETION, "admin 4, 10: meminta kelengkapan data"),
    Move.SUPPLEMENT: _row(_W, _R, _REPORTER | _ADMIN, Turn.RESUME_VERIFICATION, "admin 4: klarifikasi pengadu"),
    Move.LAPSE_COMPLETION: _row(_W, _X, _SISTEM, Turn.STOP, "admin 11: 10 hari kerja tanpa kelengkapan diarsipkan"),
    Move.TRANSFER: _row(
        _R, _R, frozenset({Role.NASIONAL}), Turn.START_VERIFICATION, "SOP Batam 2: disposisi ke instansi"
    ),
    Move.RETURN_TO_NATION: _row(_R, _R, _INSTANSI, Turn.START_VERIFICATION, "admin 12: teruskan kepada admin nasional"),
    Move.DISPOSE: _row((_R, _D, _P), _D, _DESK, Turn.START_HANDLING, "admin 7: meneruskan kepada pejabat penghubung"),
    Move.REFER: _row(_R, _D, _INSTANSI, Turn.START_HANDLING, "admin 13: koordinasi dengan APIP"),
    Move.ANSWER_DIRECTLY: _row(_R, _A, _ADMIN, Turn.WAIT_REACTION, "admin 8: aspirasi direspon langsung"),
    Move.ARCHIVE: _row((_R, _W), _X, _ADMIN, Turn.STOP, "admin 6: kelayakan pengaduan"),
    Move.RESTORE: _row(_X, _R, _ADMIN, Turn.START_VERIFICATION, "design 5: restore by the admin"),
    Move.PROGRESS: _row((_D, _P), _P, _DESK, Turn.CONTINUE_COMPLETION, "penghubung 4: merespon pengaduan"),
    Move.ANSWER: _row((_D, _P), _A, _DESK, Turn.WAIT_REACTION, "penghubung 4: merespon pengaduan"),
    Move.RETURN: _row((_D, _P), (_R, _D), _UNIT, Turn.VERIFY_AGAIN, "penghubung 3, 5: bukan kewenangan"),
    Move.RULE: _row((_R, _D), _D, _DESK, Turn.START_HANDLING, "design 5: the common superior rules"),
    Move.REQUEST_EXTENSION: _row((_D, _P), (), _DESK, Turn.KEEP, "design 5: extend, asked with a reason"),
    Move.EXTEND: _row((_D, _P), (), _DESK, Turn.EXTEND, "design 5: extend, granted by the level above"),
    Move.REFUSE_EXTENSION: _row((_D, _P), (), _DESK, Turn.KEEP, "design 5: extend, refused by the level above"),
    Move.ADD_TEMBUSAN: _row((_R, _D, _P, _A), (), _DESK, Turn.KEEP, "admin 9: tembusan"),
    Move.REMOVE_TEMBUSAN: _row((_R, _D, _P, _A), (), _DESK, Turn.KEEP, "admin 9: tembusan"),
    Move.ADD_HANDLING: _row((_D, _P), (), _DESK, Turn.START_PARALLEL, "admin 9: koordinasi lebih dari satu instansi"),
    Move.ANSWER_HANDLING: _row((_D, _P), (), _DESK, Turn.STOP_PARALLEL, "penghubung 4: merespon pengaduan"),
    Move.RETURN_HANDLING: _row((_D, _P), (), _DESK, Turn.STOP_PARALLEL, "penghubung 5: bukan kewenangan"),
    Move.MERGE: _row((_R, _D, _P), _P, _DESK, Turn.CONTINUE_COMPLETION, "design 5: kasus induk"),
    Move.SHARE_ANSWER: _row(_P, _A, _DESK, Turn.WAIT_REACTION, "design 5: one shared answer"),
    Move.UNMERGE: _row(_P, _R, _DESK, Turn.VERIFY_AGAIN, "design 5: kasus induk"),
    Move.ACCEPT: _row(_A, _C, _REPORTER, Turn.STOP, "SOP Batam 6: selesai"),
    Move.OBJECT: _row(_A, _P, _REPORTER, Turn.RESTART_COMPLETION, "design 5: the close timer dies"),
    Move.CLOSE: _row(_A, _C, _ADMIN, Turn.STOP, "Ditutup oleh Admin"),
    Move.LAPSE_REACTION: _row(_A, _C, _SISTEM, Turn.STOP, "SOP Batam 6: 10 hari tanpa tanggapan pelapor"),
    Move.REOPEN: _row(_C, _P, _REPORTER, Turn.RESTART_COMPLETION, "design 5: reopen within the window"),
    Move.RATE: _row(_C, (), _REPORTER, Turn.KEEP, "kolom Rating"),
    Move.COMMENT: _row((_R, _D, _P), (), _REPORTER, Turn.KEEP, "design 5: talk back"),
    Move.REPLY: _row(_A, _P, _REPORTER, Turn.START_HANDLING, "domain 1.3 row 9: a reply reopens the waiting"),
    Move.NOTE: _row((_R, _W, _D, _P, _A), (), _DESK | {Role.STAF}, Turn.KEEP, "catatan internal"),
    Move.DRAFT: _row((_D, _P), (), _UNIT | {Role.STAF}, Turn.KEEP, "staf pengelola menyiapkan tanggapan"),
    Move.EDIT_TEXT: _row((_R, _W, _D, _P, _A, _C), (), _ADMIN, Turn.KEEP, "Isi Laporan Akhir"),
    Move.PUBLISH: _row((_R, _D, _P, _A, _C), (), _ADMIN, Turn.KEEP, "published once forwarded"),
    Move.UNPUBLISH: _row((_R, _W, _D, _P, _A, _C), (), _ADMIN, Turn.KEEP, "admin 5: fitur rahasia"),
    Move.OPEN_IDENTITY: _row(
        (_R, _W, _D, _P, _A), (), _DESK, Turn.KEEP, "kode etik 1e: merahasiakan informasi pengadu"
    ),
    Move.RAISE_DESK: _row((_R, _W, _D, _P, _A), (), _SISTEM, Turn.KEEP, "design 3: vacancy raised to the level above"),
    Move.LOWER_DESK: _row((_R, _W, _D, _P, _A), (), _SISTEM, Turn.KEEP, "design 3: a desk is live again"),
    Move.WARN: _row((_R, _W, _D, _P, _A), (), _SISTEM, Turn.STEP, "design 6: warn before the breach"),
    Move.ESCALATE: _row((_R, _D, _P), (), _SISTEM, Turn.STEP, "design 6: the ladder"),
    Move.HAND_OVER: _row((_R, _D, _P), (), _SISTEM, Turn.STEP, "SOP Batam 5: diteruskan ke Ombudsman RI"),
    Move.OMBUDSMAN_DECISION: _row(
        tuple(Status), (), frozenset({Role.OMBUDSMAN}), Turn.KEEP, "SOP Batam 5: putusan Ombudsman RI"
    ),
    Move.IMPORT: _row((), (_R, _C, _X), _IMPORT, Turn.START_VERIFICATION, "domain 4: ekspor LAPOR!"),
    Move.IMPORT_CHANGE: _row(_R, (_C, _X), _IMPORT, Turn.STOP, "domain 4: ekspor LAPOR!"),
}


def transition(status: Status | None, move: Move) -> Transition:
    """The row for this move from this status (None: not yet received). Raises MOVE_REFUSED naming the table's row."""
    row = TRANSITIONS[move]
    legal = status is None if not row.sources else status in row.sources
    if not legal:
        at = "—" if status is None else LABELS[status]
        froms = ", ".join(sorted(row.sources)) or "nothing"
        raise move_refused(
            f"state table: {move} from {froms}",
            f"{move} is not possible while the complaint is {status or 'not yet received'}.",
            f"Langkah {move} tidak dapat dilakukan pada status {at}.",
        )
    return row
