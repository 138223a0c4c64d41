"""A process's timetables: one round trip, remembered for a minute, never behind what a clock names."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time

import psycopg
import pytest

from rules.calendars import CIVIL_SERVICE_WEEK, DayOff, DayOffKind, Edition, Hours
from rules.complaint_states import Clock
from rules.limits import DEFAULT_LADDER, DEFAULT_LIMITS, Limit, LimitUnit, RuleVersion, Term
from rules.time_zones import WIB, WIT, WITA
from rules.vocabulary import Kind
from tenants.calendar_rows import StoredCalendar
from tenants.database import Database, Pool
from tenants.session import Sessions, on_statement
from tenants.stores import calendars, limits
from tenants.stores.calendars import Author
from tenants.timetables import SECONDS, Timetables, timetable_of
from tests.tenancy import EnrolledPemda, NewTenant

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 3, 18, 3, tzinfo=UTC)
"""A Wednesday, the first cuti bersama of Nyepi and Lebaran."""
AUTHOR = Author(position=None, title="Tuntas", at=NOW)
LEAVE = date(2026, 3, 25)


class Ticking:
    """A monotonic clock that moves when it is told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def counted() -> Iterator[list[str]]:
    heard: list[str] = []
    with on_statement(lambda sql, _: heard.append(sql)):
        yield heard


async def leave(pool: Pool, pemda: EnrolledPemda, version: int = 1, day: date = LEAVE) -> None:
    async with Sessions(pool, pemda.reach).write((pemda.id,)) as tx:
        calendars.add_version(tx, pemda.id, version, AUTHOR, note="Cuti daerah")
        calendars.add_days(tx, pemda.id, [DayOff(day, DayOffKind.LOCAL_HOLIDAY, "Cuti daerah", version)])


def settle(database: Database, pemda: EnrolledPemda) -> None:
    """Two minutes pass for this pemda's calendar."""
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "UPDATE tuntas.calendar_version SET settles_at = settles_at - interval '2 minutes' WHERE tenant_id = %s",
            (pemda.id,),
        )


async def test_lebaran_stops_the_clock(pool: Pool, new_tenant: NewTenant) -> None:
    pemda, timetables = new_tenant(), Timetables(pool)
    await timetables.prepare(pemda.id)
    timetable = timetables.timetable(pemda.id)
    due = timetable.due(Clock.INSTANSI_VERIFICATION, Kind.ASPIRASI, NOW)
    assert due.astimezone(WIB).date() == date(2026, 3, 27)
    assert timetable.calendar.newest == Edition(1, 0)


async def test_own_days_hours_and_limits_count(pool: Pool, new_tenant: NewTenant) -> None:
    pemda, timetables = new_tenant(), Timetables(pool, at_once=True)
    await leave(pool, pemda)
    week = {day: Hours(time(8), time(14)) for day in range(6)}
    rules = RuleVersion(1, date(2026, 3, 18), {**DEFAULT_LIMITS, Term.RULING: Limit(1)}, DEFAULT_LADDER, "Perbup")
    async with Sessions(pool, pemda.reach).write((pemda.id,)) as tx:
        calendars.add_version(tx, pemda.id, 2, AUTHOR, note="Enam hari kerja", week=week)
        limits.add(tx, pemda.id, rules, AUTHOR)
    await timetables.prepare(pemda.id)
    timetable = timetables.timetable(pemda.id)
    assert timetable.calendar.newest == Edition(1, 2)
    assert timetable.calendar.edition(Edition(1, 1)).week == CIVIL_SERVICE_WEEK
    started = timetable.start(Clock.RULING, Kind.ASPIRASI, NOW)
    assert (started.rule, started.limit) == (1, Limit(1, LimitUnit.WORKING_DAY))
    assert started.due is not None
    assert started.due.astimezone(WIB).date() == date(2026, 3, 26)
    assert timetable.is_working_day(date(2026, 3, 28))  # a Saturday


@pytest.mark.parametrize(("tenant", "zone"), [(0, WIB), (2101, WIB), (5171, WITA), (9471, WIT)])
def test_a_pemda_has_the_timetable_of_its_zone(tenant: int, zone: object) -> None:
    nation, own = (StoredCalendar(one, [], [], []) for one in (0, tenant))
    assert timetable_of(nation, own).zone is zone


async def test_the_nation_counts_its_days_once(pool: Pool) -> None:
    timetables = Timetables(pool)
    await timetables.prepare()
    book = timetables.timetable(0).calendar
    assert (book.newest.national, book.newest.own, book.own) == (1, 1, ())
    assert len(book.national) > 100


async def test_one_round_trip_and_none_when_warm(pool: Pool, new_tenant: NewTenant) -> None:
    one, other, clock = new_tenant(), new_tenant(), Ticking()
    timetables = Timetables(pool, clock)
    with counted() as heard:
        await timetables.prepare(one.id, other.id)
        first = timetables.timetable(one.id)
        clock.now = SECONDS - 1
        await timetables.prepare(one.id)
        await timetables.prepare(other.id, one.id)
    assert len(heard) == 1
    assert timetables.timetable(one.id) is first
    clock.now = SECONDS
    with counted() as heard:
        await timetables.prepare(one.id)
    assert len(heard) == 1
    assert timetables.timetable(one.id) is first, "nothing changed: what was made of it stays"


async def test_what_was_not_prepared_is_no_guess(pool: Pool) -> None:
    with pytest.raises(LookupError):
        Timetables(pool).timetable(2101)


async def test_a_change_is_seen_after_a_minute_or_at_once_when_forgotten(pool: Pool, new_tenant: NewTenant) -> None:
    pemda, clock = new_tenant(), Ticking()
    waiting, changing = (Timetables(pool, clock, at_once=True) for _ in range(2))
    for timetables in (waiting, changing):
        await timetables.prepare(pemda.id)
    await leave(pool, pemda)
    changing.forget(pemda.id)
    for timetables in (waiting, changing):
        await timetables.prepare(pemda.id)
    assert waiting.timetable(pemda.id).is_working_day(LEAVE)
    assert not changing.timetable(pemda.id).is_working_day(LEAVE)
    clock.now = SECONDS
    await waiting.prepare(pemda.id)
    assert not waiting.timetable(pemda.id).is_working_day(LEAVE)


async def test_no_clock_starts_under_a_version_that_others_may_not_know(
    pool: Pool, new_tenant: NewTenant, database: Database
) -> None:
    pemda, clock = new_tenant(), Ticking()
    timetables = Timetables(pool, clock)
    await leave(pool, pemda)
    await timetables.prepare(pemda.id)
    unsettled = timetables.timetable(pemda.id)
    assert unsettled.calendar.newest == Edition(1, 0)
    assert unsettled.is_working_day(LEAVE)
    assert not unsettled.calendar.edition(Edition(1, 1)).is_working_day(LEAVE), "but it knows what others start"
    settle(database, pemda)
    clock.now = SECONDS
    await timetables.prepare(pemda.id)
    assert timetables.timetable(pemda.id).calendar.newest == Edition(1, 1)


async def test_a_later_version_changes_no_started_clock(pool: Pool, new_tenant: NewTenant) -> None:
    pemda, timetables = new_tenant(), Timetables(pool, at_once=True)
    await timetables.prepare(pemda.id)
    started = timetables.timetable(pemda.id).start(Clock.INSTANSI_VERIFICATION, Kind.ASPIRASI, NOW)
    await leave(pool, pemda)
    rules = RuleVersion(
        1, NOW.date(), {**DEFAULT_LIMITS, Term.INSTANSI_VERIFICATION: Limit(1)}, DEFAULT_LADDER, "Perbup"
    )
    async with Sessions(pool, pemda.reach).write((pemda.id,)) as tx:
        limits.add(tx, pemda.id, rules, AUTHOR)
    timetables.forget(pemda.id)
    await timetables.prepare(pemda.id)
    later = timetables.timetable(pemda.id)
    assert started.timed(later.calendar_of(started)).due == started.due
    assert later.rules.number(started.rule).limits[Term.INSTANSI_VERIFICATION] == Limit(3)
    fresh = later.start(Clock.INSTANSI_VERIFICATION, Kind.ASPIRASI, NOW)
    assert (fresh.edition, fresh.rule, fresh.limit) == (Edition(1, 1), 1, Limit(1))
