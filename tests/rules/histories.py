"""Histories of complaints as the rules make them: by hand, and at random; and as a tally wants them told."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from rules.case import Case, changes
from rules.clocks import Extension
from rules.complaint_states import OPEN, TRANSITIONS, Move, Status
from rules.course import advance, return_superior, take_over
from rules.deadlines import Timetable
from rules.errors import Refusal
from rules.facts import AT_INSTANSI, Facts
from rules.identifiers import NATION
from rules.ladder import Act
from rules.limits import DEFAULT_LIMITS, Limit, LimitUnit, RuleBook, RuleVersion, Term
from rules.roles import Role
from rules.tallies import Told
from rules.turns import next_of
from rules.vocabulary import Channel, Closer, Kind, Outcome
from tests.rules.walks import BINTAN, DINAS, FITTING, NOW, PATHS, TIMETABLE, place

HOLIDAYS = frozenset({date(2026, 1, 16), date(2026, 2, 17), date(2026, 3, 19), date(2026, 3, 20)})
HOURS = RuleBook.of(
    [RuleVersion(1, date.min, {**DEFAULT_LIMITS, Term.INSTANSI_VERIFICATION: Limit(6, LimitUnit.HOUR)})]
)
HURRIED = replace(Timetable.simple(ZoneInfo("Asia/Jayapura"), HOLIDAYS), rules=HOURS)
"""With days off, in the east, and with a limit in office hours."""
_ACTS = {Act.WARN: Move.WARN, Act.ESCALATE: Move.ESCALATE, Act.HAND_OVER: Move.HAND_OVER}
_SYSTEM = frozenset({*_ACTS.values(), Move.LAPSE_COMPLETION, Move.LAPSE_REACTION})
_OFTEN = (
    Move.VERIFY,
    Move.DISPOSE,
    Move.DISPOSE,
    Move.PROGRESS,
    Move.ANSWER,
    Move.ANSWER,
    Move.CLOSE,
    Move.WARN,
    Move.SUPPLEMENT,
    Move.SHARE_ANSWER,
    Move.UNMERGE,
    Move.OBJECT,
    Move.REPLY,
)


class History:
    """A complaint, and what happened to it until now."""

    def __init__(
        self,
        timetable: Timetable = TIMETABLE,
        *,
        now: datetime = NOW,
        received: datetime | None = None,
        move: Move = Move.SUBMIT,
        **given: Any,
    ) -> None:
        self.timetable, self.now, self.received = timetable, now, received or now
        new = Case(
            **{
                "tenant_id": BINTAN,
                "status": Status.RECEIVED,
                "kind": Kind.PENGADUAN_TIDAK_BERKADAR,
                "channel": Channel.WEB,
                **given,
            }
        )
        self.case = take_over(new, Facts(now=now, timetable=timetable, place=AT_INSTANSI))
        self.events: list[Told] = []
        role = Role.INTEGRASI if move is Move.IMPORT else Role.PELAPOR
        self._keep(None, move, role, {"received_at": self.received.isoformat()})

    def then(
        self, move: Move, *, after: timedelta = timedelta(days=1), role: Role | None = None, **told: Any
    ) -> "History":
        """One more event, so long after the one before."""
        now = self.now + after
        case = advance(self.case, move, self._facts(move, now, told))
        before, self.now, self.case = self.case, now, case
        self._keep(before, move, role or min(TRANSITIONS[move].recorders), {})
        return self

    def copied(self) -> "History":
        """Another one with the same past."""
        other = object.__new__(History)
        other.__dict__.update(self.__dict__, events=list(self.events))
        return other

    @property
    def is_late(self) -> bool:
        """Does it lie here after its deadline?"""
        office = [clock.due for clock in self.case.open_clocks if clock.clock.value[:8] != "REPORTER"]
        return self.case.status in OPEN and any(due is not None and due < self.now for due in office)

    def _facts(self, move: Move, now: datetime, told: Mapping[str, Any]) -> Facts:
        fitting = dict(FITTING.get(move, {}))
        if move in _ACTS.values():
            plain = Facts(now=now, timetable=self.timetable)
            fitting["step"] = next_of(self.case, plain, handed_over=self.case.handed_over)
        if move is Move.RETURN:
            fitting["place"] = place(return_superior(self.case))
        if move in (Move.ANSWER_HANDLING, Move.RETURN_HANDLING):
            fitting["handling"] = next((one.handling for one in self.case.open_clocks if one.handling), None)
        return Facts(**{**fitting, "now": now, "timetable": self.timetable, **told})

    def _keep(self, before: Case | None, move: Move, role: Role, data: dict[str, Any]) -> None:
        changed = json.loads(json.dumps(changes(before, self.case)))
        self.events.append(Told(self.case.version, move, role, self.case.tenant_id, self.now, changed, data))


def disposed(**given: Any) -> History:
    """Received on Monday 5 January 2026, verified and disposed on Tuesday: completion until Monday 26 January."""
    history = History(**given).then(Move.VERIFY, role=Role.INSTANSI)
    return history.then(Move.DISPOSE, after=timedelta(hours=1), place=place(DINAS), role=Role.INSTANSI)


def random_history(seed: int, most: int = 14) -> History:
    """Some course that the rules allow."""
    chance = Random(seed)
    history = _beginning(chance)
    for _ in range(chance.randrange(most + 1)):
        move = _some_move(history, chance)
        if move is not None:
            one_more(history, chance, move)
    return history


def _some_move(history: History, chance: Random) -> Move | None:
    """Half of the time something that leads on; what the rules refuse is no move."""
    case = history.case
    moves = [move for move, row in TRANSITIONS.items() if case.status in row.sources]
    told = Facts(now=history.now, timetable=history.timetable)
    step = next_of(case, told, handed_over=case.handed_over)
    rare = [Move.EXTEND if case.extension_asked else Move.REQUEST_EXTENSION, Move.RETURN]
    rare += [] if step is None or step.act is Act.LAPSE else [_ACTS[step.act]] * 2
    for among in (_OFTEN, rare, moves):
        found = [move for move in among if move in moves]
        if found and chance.random() < 0.4:
            return chance.choice(found)
    return chance.choice(moves) if moves else None


def one_more(history: History, chance: Random, move: Move) -> None:
    """This move, if the rules allow it."""
    case = history.case
    after = timedelta(days=chance.choice((0, 0, 0, 1, 1, 2, 3, 7, 20)), minutes=chance.randrange(1, 900))
    told: dict[str, Any] = {"outcome": chance.choice(list(Outcome)), "rating": chance.randrange(1, 6), "days": 5}
    if move in (Move.ANSWER_HANDLING, Move.RETURN_HANDLING) and not case.handlings_open:
        return
    if move in _SYSTEM and case.wake_at is not None:
        after = max(after, case.wake_at - history.now + timedelta(seconds=1))
    if move in (Move.DISPOSE, Move.REFER, Move.RULE, Move.MERGE):
        below = PATHS[1:] if case.status is Status.RECEIVED else (case.unit_path + "0001",)
        told["place"] = place(chance.choice(below))
    if move is Move.CLASSIFY:
        told["set"] = {"kind": chance.choice(list(Kind)), "topic_id": chance.randrange(1, 9)}
    if move is Move.EXTEND:
        told["granted"] = Extension(max(1, case.extension_asked - 1), history.now + after, "Kepala", "Material.")
    if move is Move.TRANSFER:
        told["tenant"] = chance.choice((BINTAN, 2171))
    if move is Move.ADD_HANDLING:
        told["handling"] = UUID(int=100 + case.version)
    try:
        history.then(move, after=after, role=chance.choice(list(Role)), **told)
    except Refusal:
        return


def _beginning(chance: Random) -> History:
    now = NOW + timedelta(days=chance.randrange(60), minutes=chance.randrange(1440))
    received = now - timedelta(hours=chance.choice((0, 0, 0, 5, 70, 200)))
    given: dict[str, Any] = {
        "timetable": chance.choice((TIMETABLE, HURRIED)), "now": now, "received": received,
        "kind": chance.choice(list(Kind)), "tenant_id": chance.choice((BINTAN, BINTAN, BINTAN, NATION)),
    }  # fmt: skip
    if chance.random() < 0.2:
        status = chance.choice((Status.RECEIVED, Status.CLOSED, Status.ARCHIVED))
        closer = None if status is Status.RECEIVED else chance.choice(list(Closer))
        rating = 4 if status is Status.CLOSED else None
        given |= {"move": Move.IMPORT, "status": status, "closed_by": closer, "rating": rating}
    else:
        given["verified"] = chance.random() < 0.6  # else most courses would stop at the first desk
    return History(**given)


__all__ = ["HURRIED", "History", "disposed", "one_more", "random_history"]
