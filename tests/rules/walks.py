"""Cases to try moves on, and facts with which every move can be recorded."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from rules.case import Case
from rules.clocks import Extension, OpenClock
from rules.complaint_states import Clock, Move, Status
from rules.course import return_superior
from rules.deadlines import Timetable
from rules.facts import Facts, Place
from rules.ladder import Act
from rules.turns import next_of, settled
from rules.unit_paths import ROOT
from rules.vocabulary import Channel, Closer, Kind, Outcome, Priority

NOW = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
STARTED = NOW - timedelta(days=2)
BINTAN, BATAM = 2101, 2171
TIMETABLE = Timetable.simple(ZoneInfo("Asia/Jakarta"))
DINAS, BIDANG, SEKSI, BADAN = "00010002", "000100020001", "0001000200010003", "00010003"
PATHS = (ROOT, DINAS, BIDANG, SEKSI, BADAN)


EXTENSION = Extension(5, NOW, "Admin Instansi", "Menunggu material.")
LAPSING = frozenset({Move.LAPSE_COMPLETION, Move.LAPSE_REACTION})
STEPS = {Move.WARN: Act.WARN, Move.ESCALATE: Act.ESCALATE, Move.HAND_OVER: Act.HAND_OVER}


def unit_of(path: str) -> UUID | None:
    return None if path == ROOT else UUID(int=int(path, 36) % 2**128)


def place(path: str, desk: str | None = None) -> Place:
    at = desk or path
    return Place(unit_id=unit_of(path), unit_path=path, desk_id=unit_of(at), desk_path=at)


def facts(**told: Any) -> Facts:
    return Facts(**{"now": NOW, "timetable": TIMETABLE, **told})


def case(status: Status = Status.RECEIVED, **other: Any) -> Case:
    """A verified complaint in this status, at the dinas once it was disposed."""
    at = place(ROOT if status in (Status.RECEIVED, Status.AWAITING_REPORTER, Status.ARCHIVED) else DINAS)
    answered = status in (Status.ANSWERED, Status.CLOSED)
    ended = status in (Status.CLOSED, Status.ARCHIVED)
    told: dict[str, Any] = {
        "tenant_id": BINTAN,
        "status": status,
        "kind": Kind.PENGADUAN_TIDAK_BERKADAR,
        "channel": Channel.WEB,
        "verified": True,
        "unit_id": at.unit_id,
        "unit_path": at.unit_path,
        "desk_id": at.desk_id,
        "desk_path": at.desk_path,
        "outcome": Outcome.SOLVED if answered else None,
        "answered_at": NOW if answered else None,
        "closed_at": NOW if ended else None,
        "closed_by": Closer.ADMIN if ended else None,
        "version": 3,
        "last_event_at": NOW,
    }
    found = Case(**{**told, "open_clocks": running(status, told["kind"]), **other})
    return replace(settled(found, facts()), **other)


def running(status: Status, kind: Kind, since: datetime = STARTED) -> tuple[OpenClock, ...]:
    """The clocks that usually run in a status."""
    start = TIMETABLE.start
    if status is Status.RECEIVED:
        return (start(Clock.INSTANSI_VERIFICATION, kind, since),)
    if status is Status.AWAITING_REPORTER:
        waiting = start(Clock.INSTANSI_VERIFICATION, kind, since).paused(since)
        return (waiting, start(Clock.REPORTER_COMPLETION, kind, since))
    if status is Status.DISPOSED:
        return (start(Clock.FIRST_RESPONSE, kind, since), start(Clock.COMPLETION, kind, since))
    if status is Status.IN_PROGRESS:
        return (start(Clock.COMPLETION, kind, since),)
    return (start(Clock.REPORTER_REACTION, kind, since),) if status is Status.ANSWERED else ()


FITTING: dict[Move, dict[str, Any]] = {
    Move.VERIFY: {"passed": True},
    Move.TRANSFER: {"place": place(ROOT), "tenant": BATAM},
    Move.RETURN_TO_NATION: {"place": place(ROOT), "tenant": 0},
    Move.DISPOSE: {"place": place(BIDANG)},
    Move.REFER: {"place": place(BADAN)},
    Move.RESTORE: {"place": place(ROOT)},
    Move.ANSWER_DIRECTLY: {"outcome": Outcome.INFORMATION_GIVEN},
    Move.ANSWER: {"outcome": Outcome.SOLVED},
    Move.SHARE_ANSWER: {"outcome": Outcome.SOLVED},
    Move.RETURN: {"place": place(ROOT)},
    Move.RULE: {"place": place(BADAN)},
    Move.REQUEST_EXTENSION: {"days": 5},
    Move.EXTEND: {"granted": EXTENSION},
    Move.MERGE: {"place": place(DINAS), "set": {"merged_into": UUID(int=7)}},
    Move.UNMERGE: {"place": place(ROOT)},
    Move.RATE: {"rating": 4},
    Move.IMPORT_CHANGE: {"set": {"status": Status.CLOSED, "closed_by": Closer.SYSTEM}},
}
"""What a recorder must say for a move to be complete."""

READY: dict[Move, dict[str, Any]] = {
    Move.ANSWER_DIRECTLY: {"kind": Kind.ASPIRASI},
    Move.RULE: {"ruling_required": True, "returns": 2, "returned_by": (DINAS, BADAN)},
    Move.SHARE_ANSWER: {"merged_into": UUID(int=7)},
    Move.UNMERGE: {"merged_into": UUID(int=7)},
    Move.ANSWER_HANDLING: {"handlings_open": 1},
    Move.RETURN_HANDLING: {"handlings_open": 1},
    Move.EXTEND: {"extension_asked": 5},
    Move.REFUSE_EXTENSION: {"extension_asked": 5},
    Move.OMBUDSMAN_DECISION: {"handed_over": True},
}
"""What a case must be like for a move to be possible at all."""


def ready(status: Status, move: Move) -> Case:
    """A case on which this move is possible now: with what was asked before, its time run out, its step due."""
    found = replace(case(status), **READY.get(move, {}))
    if found.handlings_open:
        parallel = TIMETABLE.start(Clock.COMPLETION, found.kind, STARTED, UUID(int=9))
        found = settled(replace(found, open_clocks=(*found.open_clocks, parallel)), facts())
    long_ago = NOW - timedelta(days=120)
    if move in LAPSING:
        return settled(replace(found, open_clocks=running(status, found.kind, long_ago)), facts())
    if move in STEPS:
        clocks = running(status, found.kind, long_ago)
        told = move is not Move.WARN
        rung = {Move.ESCALATE: 0, Move.HAND_OVER: 3 if status is Status.RECEIVED else 4}.get(move, 0)
        return settled(
            replace(found, open_clocks=tuple(replace(one, warned=told, rung=rung) for one in clocks)), facts()
        )
    return found


def fitting(move: Move, before: Case, now: datetime = NOW) -> dict[str, Any]:
    """What a recorder must say for a move to be complete, on this case."""
    told: dict[str, Any] = {**FITTING.get(move, {}), "now": now, "timetable": TIMETABLE}
    if move is Move.ADD_HANDLING:
        told["handling"] = UUID(int=100 + before.version)
    if move in (Move.ANSWER_HANDLING, Move.RETURN_HANDLING):
        told["handling"] = next((clock.handling for clock in before.open_clocks if clock.handling), None)
    if move in STEPS:
        told["step"] = next_of(before, Facts(now=now, timetable=TIMETABLE), handed_over=before.handed_over)
    return told


@st.composite
def facts_for(draw: st.DrawFn, move: Move, now: datetime, before: Case) -> Facts:
    """Something that a recorder of this move might say, fitting three times out of four."""
    if draw(st.integers(0, 3)):
        given = fitting(move, before, now)
        if move is Move.RETURN:
            given["place"] = place(return_superior(before))
        if move in (Move.DISPOSE, Move.RULE, Move.REFER) and before.status is not Status.RECEIVED:
            given["place"] = place(before.unit_path + "0001")
        return Facts(**given)
    chosen: dict[str, Any] = {
        **fitting(move, before, now),
        "actor_path": draw(st.sampled_from(PATHS)),
        "passed": draw(st.booleans()),
        "days": draw(st.integers(0, 61)),
        "rating": draw(st.integers(0, 6)),
        "outcome": draw(st.none() | st.sampled_from(Outcome)),
    }
    if move in FITTING and "place" in FITTING[move]:
        up = return_superior(before) if move is Move.RETURN else draw(st.sampled_from(PATHS))
        chosen["place"] = place(up, draw(st.sampled_from([up, ROOT])))
    if move in (Move.VERIFY, Move.FLAG):
        chosen["set"] = draw(st.fixed_dictionaries({}, optional={"anonymous": st.booleans(), "secret": st.booleans()}))
    if move is Move.CLASSIFY:
        chosen["set"] = draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "kind": st.sampled_from(Kind),
                    "topic_id": st.integers(1, 99),
                    "priority": st.sampled_from(Priority),
                    "tags": st.lists(st.text(max_size=5), max_size=3).map(tuple),
                },
            )
        )
    if move in (Move.RAISE_DESK, Move.LOWER_DESK):
        at = place(before.unit_path, draw(st.sampled_from([before.unit_path, ROOT])))
        chosen["set"] = {"desk_id": at.desk_id, "desk_path": at.desk_path}
    return Facts(**chosen)


def later(now: datetime, days: int) -> datetime:
    return now + timedelta(days=days, microseconds=days + 1)
