"""Rehearsed limits tell what would have been, and count every open clock once."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.complaint_states import Clock
from rules.deadlines import Timetable
from rules.limits import BOUNDS, DEFAULT_LIMITS, Limit, LimitUnit, Term
from rules.rehearsals import MOST_SHOWN, Alike, asked_of, rehearse
from rules.time_zones import WIB
from rules.vocabulary import Kind

TIMETABLE = Timetable.simple(WIB)
WEDNESDAY = datetime(2026, 3, 4, 2, tzinfo=UTC)
KIND = Kind.PENGADUAN_TIDAK_BERKADAR


def alike(start: datetime, count: int = 1, clock: Clock = Clock.INSTANSI_VERIFICATION, kind: Kind = KIND) -> Alike:
    return Alike(TIMETABLE.start(clock, kind, start), kind, count, (UUID(int=count),))


def limits(term: Term, amount: int, unit: LimitUnit = LimitUnit.WORKING_DAY) -> dict[Term, Limit]:
    return {**DEFAULT_LIMITS, term: Limit(amount, unit)}


@pytest.mark.parametrize(("amount", "counts"), [(1, (7, 0, 0)), (3, (0, 0, 7)), (5, (0, 7, 0))])
def test_shorter_is_earlier_and_longer_is_later(amount: int, counts: tuple[int, int, int]) -> None:
    found = rehearse([alike(WEDNESDAY, 7)], limits(Term.INSTANSI_VERIFICATION, amount), TIMETABLE, WEDNESDAY)
    assert (found.earlier, found.later, found.same) == counts
    assert found.overdue_at_once == 0


def test_what_would_be_late_already_is_counted_and_shown_first() -> None:
    groups = [alike(WEDNESDAY + timedelta(days=1), 2), alike(WEDNESDAY, 3)]
    friday = WEDNESDAY + timedelta(days=2)
    found = rehearse(groups, limits(Term.INSTANSI_VERIFICATION, 1), TIMETABLE, friday)
    assert (found.earlier, found.overdue_at_once) == (5, 3)
    first, second = found.shown
    assert (first.complaint, second.complaint) == (UUID(int=3), UUID(int=2))
    assert first.would_be_due_at == datetime(2026, 3, 5, 16, 59, 59, tzinfo=UTC)
    assert first.due_at == datetime(2026, 3, 9, 16, 59, 59, tzinfo=UTC)


def test_a_clock_that_waits_for_the_reporter_has_no_deadline() -> None:
    group = alike(WEDNESDAY, 4)
    paused = Alike(group.clock.paused(WEDNESDAY + timedelta(hours=1)), KIND, 4, group.complaints)
    found = rehearse([paused], limits(Term.INSTANSI_VERIFICATION, 1), TIMETABLE, WEDNESDAY)
    assert (found.paused, found.earlier, found.shown) == (4, 0, ())


def test_completion_is_limited_by_kind() -> None:
    assert asked_of([Term.COMPLETION_ASPIRATION]) == [(Clock.COMPLETION, Kind.ASPIRASI)]
    assert asked_of([Term.RULING]) == [(Clock.RULING, kind) for kind in Kind]
    assert asked_of([]) == []
    every = asked_of(Term)
    assert len(every) == len(set(every)) == len(Clock) * len(Kind)


def test_so_many_are_shown() -> None:
    many = Alike(alike(WEDNESDAY).clock, KIND, 500, tuple(UUID(int=number) for number in range(100)))
    found = rehearse([many, many], limits(Term.INSTANSI_VERIFICATION, 5), TIMETABLE, WEDNESDAY)
    assert (found.later, len(found.shown)) == (1000, MOST_SHOWN)


@given(
    starts=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 50)), max_size=12),
    term=st.sampled_from([term for term in Term if BOUNDS[term].least == 1]),
    amount=st.integers(1, 3),
    unit=st.sampled_from(LimitUnit),
    later=st.integers(0, 90),
)
def test_every_clock_is_counted_once_and_nothing_is_changed(
    *, starts: list[tuple[int, int]], term: Term, amount: int, unit: LimitUnit, later: int
) -> None:
    groups = [
        alike(WEDNESDAY + timedelta(days=day), count, clock, kind)
        for (day, count), (clock, kind) in zip(starts, asked_of([term]) * len(starts), strict=False)
    ]
    before = [group.clock for group in groups]
    now = WEDNESDAY + timedelta(days=later)
    found = rehearse(groups, limits(term, amount, unit), TIMETABLE, now)
    assert found.earlier + found.later + found.same + found.paused == sum(group.count for group in groups)
    assert found.overdue_at_once <= found.earlier
    assert [group.clock for group in groups] == before
    for group in groups:
        again = Timetable.simple(WIB).start(group.clock.clock, group.kind, group.clock.started)
        assert again.due == group.clock.due
