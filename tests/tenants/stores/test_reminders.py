"""What is due, and who sits above a desk."""

from datetime import datetime, timedelta

import pytest

from rules.identifiers import NATION, Reach
from rules.limits import Level
from rules.pages import PageRequest
from rules.roles import Role
from tenants.database import Pool
from tenants.session import Sessions
from tenants.stores import reminders
from tests.organisation import NOW, Organisation
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


@pytest.fixture
def organisation(pool: Pool, new_tenant: NewTenant) -> Organisation:
    return Organisation(pool, new_tenant().id)


async def woken(organisation: Organisation, now: datetime, first: int = 10) -> list[object]:
    request = PageRequest(reminders.BY_WAKING, first)
    sessions = organisation.sessions.with_reach(Reach(organisation.tenant, organisation.tenant))
    return [row.id for row in (await reminders.due(sessions, now, request)).rows]


async def test_what_is_due_comes_the_longest_waiting_first_and_nothing_before_its_time(
    organisation: Organisation,
) -> None:
    unit = await organisation.unit()
    first, second = await organisation.complaint(unit), await organisation.complaint(unit)
    assert first.wake_at is not None
    assert await woken(organisation, first.wake_at - timedelta(seconds=1)) == []
    assert await woken(organisation, first.wake_at) == sorted([first.id, second.id])
    assert await woken(organisation, first.wake_at, first=1) == [min(first.id, second.id)]


async def test_another_pemda_is_not_in_the_reach(organisation: Organisation, new_tenant: NewTenant) -> None:
    row = await organisation.complaint(await organisation.unit())
    other = new_tenant().id
    elsewhere = Sessions(organisation.pool, Reach(other, other))
    page = await reminders.due(elsewhere, row.wake_at or NOW, PageRequest(reminders.BY_WAKING, 100))
    assert page.rows == []


async def vacant(organisation: Organisation, row: object) -> frozenset[Level]:
    whole = Sessions(organisation.pool, Reach(0, 9999))
    async with whole.write((organisation.tenant,)) as tx:
        return await reminders.vacant_levels(tx, row, NOW)  # type: ignore[arg-type]


async def test_a_level_is_vacant_until_somebody_is_appointed(organisation: Organisation) -> None:
    unit = await organisation.unit()
    row = await organisation.complaint(unit)
    assert {Level.HEAD, Level.INSTANSI} <= await vacant(organisation, row)
    assert Level.OMBUDSMAN not in await vacant(organisation, row)
    head = await organisation.position(unit, Role.PIMPINAN)
    assert Level.HEAD in await vacant(organisation, row)
    await organisation.appoint(head, await organisation.account())
    assert Level.HEAD not in await vacant(organisation, row)
    assert NATION == 0


async def test_the_head_of_another_unit_is_not_this_ones(organisation: Organisation) -> None:
    unit, beside = await organisation.unit(), await organisation.unit()
    row = await organisation.complaint(unit)
    head = await organisation.position(beside, Role.PIMPINAN)
    await organisation.appoint(head, await organisation.account())
    assert Level.HEAD in await vacant(organisation, row)
