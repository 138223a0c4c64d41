"""Releases are read whatever the reach, and made from the sums of exactly the pemda within it."""

import pytest

from rules.identifiers import NATION, NOWHERE, Reach
from rules.releases import OPEN, Period, next_release
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import releases
from tenants.stores.releases import Publisher
from tests.offices import NOW
from tests.tenancy import NewTenant
from tests.tenants.stores.releasing import Counting, counting

pytestmark = pytest.mark.anyio
ALL = Reach(0, 9999)


@pytest.fixture
def counts(database: Database, new_tenant: NewTenant) -> Counting:
    return counting(database, new_tenant)


async def published(pool: Pool, name: str) -> int:
    """Publish the next version through the store."""
    period = Period.of(name)
    async with Sessions(pool, ALL).write((NATION,)) as tx:
        held = await releases.held(tx, period.year)
        counted = await releases.counted(tx, period, NOW, ALL)
        made = next_release(period, counted.regions, counted.sums, held)
        releases.add(tx, made, Publisher(None, "Tuntas", NOW, "alasan"))
    return made.version


async def test_sums_by_month_and_the_backlog_until_its_end(pool: Pool, counts: Counting) -> None:
    one = counts.first[0]
    for number in (1, 2, 3):
        counts.counted(number, {one: number * 10})
    async with Sessions(pool, ALL).write((NATION,)) as tx:
        year = await releases.counted(tx, counts.year, NOW, ALL)
        february = await releases.counted(tx, Period.of(counts.month(2)), NOW, ALL)
    assert year.complete
    assert [year.sums[counts.month(number)]["received"][one.code] for number in (1, 2, 3)] == [10, 20, 30]
    assert [year.sums[counts.month(number)]["closed"][one.code] for number in (1, 2, 3)] == [10, 20, 30]
    assert year.sums[counts.month(4)]["received"] == {}
    assert (february.sums[counts.month(2)][OPEN][one.code], year.sums[counts.month(12)][OPEN][one.code]) == (6, 9)
    names = {region.key: region.name for region in february.regions}
    assert names[one.code] == one.name
    assert names[f"ID-{one.code[:2]}"] == f"Provinsi Uji {one.code[:2]}"


async def test_versions_are_held_and_read_by_everybody(pool: Pool, counts: Counting) -> None:
    month = counts.counted(1)
    assert await published(pool, month) == 1
    counts.counted(1, {counts.first[0]: 70})
    assert await published(pool, month) == 2
    async with Sessions(pool, ALL).write((NATION,)) as tx:
        held = await releases.held(tx, counts.year.year)
    assert {name: [one.version for one in found] for name, found in held.items()} == {month: [1, 2]}
    nobody = Sessions(pool, NOWHERE)
    rows = await releases.with_tables(nobody, [(month, 2), (month, 7), (month, 1)])
    assert [None if row is None else (row.version, row.newest, row.made_by_title) for row in rows] == [
        (2, True, "Tuntas"), None, (1, False, "Tuntas"),
    ]  # fmt: skip
    newest = await releases.one(nobody, month)
    assert newest is not None
    assert newest.release == held[month][1]
    assert await releases.one(nobody, counts.month(2)) is None


async def test_outside_of_the_nations_reach_nothing_is_written(pool: Pool, counts: Counting) -> None:
    tenant = counts.first[0].id
    with pytest.raises(ValueError, match="cannot write"):
        async with Sessions(pool, Reach(tenant, tenant)).write((NATION,)):
            pass
