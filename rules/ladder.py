"""What Tuntas does by itself when time runs out: warn, tell the next level, archive or close what nobody follows up.

The state of the ladder lies in the clock itself, so doing it twice is impossible and nothing can be skipped: whoever
looks, however late, finds the next step that is due and no other.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from rules.clocks import OpenClock
from rules.complaint_states import Clock
from rules.deadlines import Timetable
from rules.identifiers import NATION
from rules.limits import LEVELS, Level, LimitUnit
from rules.vocabulary import Kind

WARNING_DAYS: Final = 1
"""A warning comes so many working days before the last one that counts."""
REPORTERS: Final = frozenset({Clock.REPORTER_COMPLETION, Clock.REPORTER_REACTION})
ADMINS: Final = frozenset({Clock.NATIONAL_VERIFICATION, Clock.INSTANSI_VERIFICATION})
"""Clocks of the instansi's own desk: it is not told by itself."""


class Act(StrEnum):
    """What is to be done."""

    WARN = "WARN"
    ESCALATE = "ESCALATE"
    HAND_OVER = "HAND_OVER"
    LAPSE = "LAPSE"


class Step(NamedTuple):
    """One thing to be done for one clock, and since when."""

    at: datetime
    act: Act
    clock: OpenClock
    level: Level | None = None


def rungs(clock: Clock, tenant: int, kind: Kind) -> tuple[Level, ...]:
    """The levels that this clock climbs. Aspirations are no complaints: they end at the nation (SOP Batam, step 5)."""
    skipped: set[Level] = set()
    if clock in ADMINS:
        skipped.add(Level.INSTANSI)
    if tenant == NATION:
        skipped |= {Level.INSTANSI, Level.PROVINCE, Level.NATION}
    elif tenant % 100 == 0:
        skipped.add(Level.PROVINCE)
    if kind is Kind.ASPIRASI:
        skipped.add(Level.OMBUDSMAN)
    return tuple(level for level in LEVELS if level not in skipped)


def next_step(clock: OpenClock, timetable: Timetable, tenant: int, kind: Kind, *, handed_over: bool) -> Step | None:
    """What Tuntas does next for a clock, and when; None when everything is done, or while it is paused."""
    if clock.due is None:
        return None
    if not clock.warned:
        return Step(_warning(clock, timetable), Act.WARN, clock)
    if clock.clock in REPORTERS:
        return Step(clock.due, Act.LAPSE, clock)
    climbing = rungs(clock.clock, tenant, kind)
    if clock.rung >= len(climbing):
        return None
    level = climbing[clock.rung]
    if level is Level.OMBUDSMAN and handed_over:  # by another clock of the case
        return None
    days = timetable.rules.number(clock.rule).ladder[level]
    calendar = timetable.calendar.edition(clock.edition)
    at = clock.due
    if days:
        at = calendar.end(calendar.working_day_after(calendar.date_of(clock.due), days))
    return Step(at, Act.HAND_OVER if level is Level.OMBUDSMAN else Act.ESCALATE, clock, level)


def due_step(
    clocks: Iterable[OpenClock], timetable: Timetable, tenant: int, kind: Kind, *, handed_over: bool = False
) -> Step | None:
    """The next step of all the clocks of a case: the earliest."""
    steps = [next_step(clock, timetable, tenant, kind, handed_over=handed_over) for clock in clocks]
    found = [step for step in steps if step is not None]
    return min(found, key=lambda step: (step.at, LEVELS.index(step.level) if step.level else -1), default=None)


def done(step: Step, tenant: int, kind: Kind, vacant: frozenset[Level] = frozenset()) -> OpenClock:
    """The clock after its step, so that it is never done again.

    A level where nobody sits is climbed over at once, so that the work becomes visible to the next one; the Ombudsman
    is not reached that way.
    """
    if step.act is Act.WARN:
        return replace(step.clock, warned=True)
    climbing, rung = rungs(step.clock.clock, tenant, kind), step.clock.rung
    while climbing[rung] in vacant and rung + 1 < len(climbing) and climbing[rung + 1] is not Level.OMBUDSMAN:
        rung += 1
    return replace(step.clock, rung=rung + 1)


def told(before: OpenClock, after: OpenClock, tenant: int, kind: Kind) -> tuple[Level, ...]:
    """The levels that a step told, or found empty."""
    return rungs(before.clock, tenant, kind)[before.rung : after.rung]


def remembered(
    step: Step, tenant: int, kind: Kind, now: datetime, vacant: frozenset[Level] = frozenset()
) -> dict[str, Any]:
    """What the event of a step keeps: for which clock, since when it was due, how late Tuntas was, whom it told."""
    clock = step.clock
    data: dict[str, Any] = {
        "clock": clock.clock.value,
        "handling": None if clock.handling is None else str(clock.handling),
        "due": None if clock.due is None else clock.due.isoformat(),
        "since": step.at.isoformat(),
        "late_seconds": max(0, int((now - step.at).total_seconds())),
    }
    if step.level is not None:
        levels = told(clock, done(step, tenant, kind, vacant), tenant, kind)
        data |= {"levels": [level.value for level in levels], "vacant": [one.value for one in levels if one in vacant]}
    return data


def level_of(clocks: Iterable[OpenClock], tenant: int, kind: Kind) -> Level | None:
    """The highest level that was told of any of these clocks.

    A clock that climbed further than its ladder stands at its top: an aspirasi has fewer levels than what it was.
    """
    climbed = [(rungs(clock.clock, tenant, kind), clock.rung) for clock in clocks if clock.rung]
    told = [ladder[min(rung, len(ladder)) - 1] for ladder, rung in climbed if ladder]
    return max(told, key=LEVELS.index, default=None)


def _warning(clock: OpenClock, timetable: Timetable) -> datetime:
    """The morning of the working day before the last one; for office hours and very short limits, its own morning."""
    assert clock.due is not None  # noqa: S101 - asked by next_step
    calendar = timetable.calendar.edition(clock.edition)
    last = calendar.date_of(clock.due)
    days = 0 if clock.limit.unit is LimitUnit.HOUR or clock.allowed <= WARNING_DAYS else WARNING_DAYS
    return max(calendar.beginning(calendar.working_day_before(last, days)), clock.started)
