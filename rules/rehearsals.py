"""Which open clocks would fall due when, had they started under other limits? Nothing is changed by asking."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID

from rules.clocks import OpenClock
from rules.complaint_states import Clock
from rules.deadlines import Timetable
from rules.limits import Limit, Term, term_of
from rules.vocabulary import Kind

MOST_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Alike:
    """Open clocks that differ in nothing that their deadline depends on. `complaints` are the first hundred of them."""

    clock: OpenClock
    kind: Kind
    count: int
    complaints: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One clock with its deadline and the one that it would have."""

    complaint: UUID
    clock: Clock
    due_at: datetime
    would_be_due_at: datetime


@dataclass(slots=True)
class Rehearsal:
    """How many clocks would fall due earlier, later or at the same time, are paused, or would be overdue at once."""

    earlier: int = 0
    later: int = 0
    same: int = 0
    paused: int = 0
    overdue_at_once: int = 0
    shown: tuple[Rehearsed, ...] = ()


def asked_of(limits: Iterable[Term]) -> list[tuple[Clock, Kind]]:
    """The clocks, by kind of complaint, that these terms limit."""
    terms = frozenset(limits)
    return [(clock, kind) for clock in Clock for kind in Kind if term_of(clock, kind) in terms]


def rehearse(groups: Iterable[Alike], limits: Mapping[Term, Limit], timetable: Timetable, now: datetime) -> Rehearsal:
    """What these limits would do to open clocks, each on the calendar of its start. Earliest first."""
    found = Rehearsal()
    changed: list[tuple[Alike, datetime, datetime]] = []
    for group in groups:
        before, after = group.clock.due, _due(group, limits, timetable)
        if before is None or after is None:
            found.paused += group.count
            continue
        found.earlier += group.count if after < before else 0
        found.later += group.count if after > before else 0
        found.same += group.count if after == before else 0
        found.overdue_at_once += group.count if after < now <= before else 0
        if after != before:
            changed.append((group, before, after))
    changed.sort(key=lambda one: one[2])
    found.shown = tuple(islice(_each(changed), MOST_SHOWN))
    return found


def _due(group: Alike, limits: Mapping[Term, Limit], timetable: Timetable) -> datetime | None:
    clock = group.clock
    if clock.is_paused:
        return None
    limited = replace(clock, limit=limits[term_of(clock.clock, group.kind)])
    return limited.timed(timetable.calendar_of(clock)).due


def _each(changed: Iterable[tuple[Alike, datetime, datetime]]) -> Iterator[Rehearsed]:
    for group, before, after in changed:
        yield from (Rehearsed(complaint, group.clock.clock, before, after) for complaint in group.complaints)
