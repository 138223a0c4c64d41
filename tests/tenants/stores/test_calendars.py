"""Versions of calendars: everybody reads them, whose they are writes them, nobody rewrites them."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import psycopg
import pytest

from rules.calendars import CIVIL_SERVICE_WEEK, DayOff, DayOffKind, Hours
from rules.errors import CONFLICT, Refusal
from rules.identifiers import NOWHERE, Reach
from tenants.calendar_rows import days_of, versions_of
from tenants.database import Pool
from tenants.session import Sessions
from tenants.stores import calendars
from tenants.stores.calendars import Author
from tests.tenancy import EnrolledPemda, NewTenant

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 3, 4, 2, tzinfo=UTC)
AUTHOR = Author(position=uuid4(), title="Admin Instansi", at=NOW)
FLOOD = DayOff(date(2026, 3, 9), DayOffKind.EMERGENCY, "Banjir", 1)
FOUNDING = DayOff(date(2026, 5, 2), DayOffKind.LOCAL_HOLIDAY, "Hari jadi", 1)


async def flooded(pool: Pool, pemda: EnrolledPemda) -> Sessions:
    sessions = Sessions(pool, pemda.reach)
    async with sessions.write((pemda.id,)) as tx:
        assert (await calendars.held(tx, pemda.id)).versions == []
        calendars.add_version(tx, pemda.id, 1, AUTHOR, note="Banjir")
        calendars.add_days(tx, pemda.id, [FLOOD, FOUNDING])
    return sessions


async def test_versions_are_read_by_everybody(pool: Pool, new_tenant: NewTenant) -> None:
    pemda = new_tenant()
    await flooded(pool, pemda)
    for reach in (NOWHERE, pemda.reach, Reach(2101, 2101), Reach(0, 9999)):
        (row, nation) = await calendars.stored(Sessions(pool, reach), [pemda.id, 0])
        assert (row.tenant_id, nation.tenant_id) == (pemda.id, 0)
        assert days_of(row) == (FLOOD, FOUNDING)
        (version,) = versions_of(row)
        assert (version.version, version.note, version.set_by_title, version.at) == (1, "Banjir", AUTHOR.title, NOW)
        assert "set_by" not in row.versions[0]
        assert nation.versions[0]["version"] == 1


async def test_every_pemda_is_answered_for_however_many(pool: Pool) -> None:
    """The function stops at 600 a call."""
    asked = [0, *range(1100, 1100 + 700), 1100]
    found = await calendars.stored(Sessions(pool, NOWHERE), asked)
    assert [row.tenant_id for row in found] == asked[:-1]


async def test_a_version_settles_two_minutes_after_it_was_written(pool: Pool, new_tenant: NewTenant) -> None:
    pemda = new_tenant()
    sessions = await flooded(pool, pemda)
    (version,) = versions_of((await calendars.stored(sessions, [pemda.id]))[0])
    ((now,),) = await sessions.read("SELECT clock_timestamp()")
    assert not version.settled
    assert timedelta(seconds=90) < version.settles_at - now <= timedelta(minutes=2)


async def test_a_day_ends_with_a_version_and_stays_in_the_list(pool: Pool, new_tenant: NewTenant) -> None:
    pemda = new_tenant()
    sessions = await flooded(pool, pemda)
    week = {**CIVIL_SERVICE_WEEK, 5: Hours(time(8), time(12))}
    async with sessions.write((pemda.id,)) as tx:
        calendars.add_version(tx, pemda.id, 2, AUTHOR, note="Surut", week=week)
        calendars.end_days(tx, pemda.id, [FLOOD.day], 2)
    (row,) = await calendars.stored(sessions, [pemda.id])
    first, second = days_of(row)
    assert (first.since, first.until, second.until) == (1, 2, None)
    assert [version.week for version in versions_of(row)] == [None, week]


async def test_what_is_not_in_the_list_cannot_end(pool: Pool, new_tenant: NewTenant) -> None:
    pemda = new_tenant()
    sessions = await flooded(pool, pemda)

    async def wrongly() -> None:
        async with sessions.write((pemda.id,)) as tx:
            calendars.add_version(tx, pemda.id, 2, AUTHOR, note="Salah")
            calendars.end_days(tx, pemda.id, [date(2026, 3, 10)], 2)

    with pytest.raises(Refusal) as refused:
        await wrongly()
    assert refused.value.code == CONFLICT
    assert [one["version"] for one in (await calendars.stored(sessions, [pemda.id]))[0].versions] == [1]


async def test_nobody_writes_what_is_not_in_the_write_list(pool: Pool, new_tenant: NewTenant) -> None:
    pemda, sibling = new_tenant(), new_tenant()
    for other in (sibling.id, 0):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            async with Sessions(pool, Reach(0, 9999)).write((pemda.id,)) as tx:
                calendars.add_version(tx, other, 9, AUTHOR, note="Menumpang")
    rows = await calendars.stored(Sessions(pool, NOWHERE), [sibling.id, 0])
    assert [len(row.versions) for row in rows] == [0, 1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tuntas.calendar_version SET note = 'lain' WHERE tenant_id = %(tenant)s",
        "DELETE FROM tuntas.calendar_version WHERE tenant_id = %(tenant)s",
        "UPDATE tuntas.day_off SET name = 'lain' WHERE tenant_id = %(tenant)s",
        "UPDATE tuntas.day_off SET since = 1 WHERE tenant_id = %(tenant)s",
        "DELETE FROM tuntas.day_off WHERE tenant_id = %(tenant)s",
        "UPDATE tuntas.clock_rules SET source = 'lain' WHERE tenant_id = %(tenant)s",
        "DELETE FROM tuntas.clock_rules WHERE tenant_id = %(tenant)s",
    ],
)
async def test_the_service_rewrites_nothing(pool: Pool, new_tenant: NewTenant, statement: str) -> None:
    pemda = new_tenant()
    sessions = await flooded(pool, pemda)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with sessions.write((pemda.id,)) as tx:
            tx.execute(statement, {"tenant": pemda.id})
