"""Versions of limits are kept as they were set, one number each."""

from datetime import UTC, date, datetime
from uuid import uuid4

import psycopg
import pytest

from rules.complaint_states import Clock
from rules.errors import CONFLICT, Refusal
from rules.identifiers import NOWHERE, Reach
from rules.limits import DEFAULT_LADDER, DEFAULT_LIMITS, Limit, LimitUnit, RuleVersion, Term
from rules.rehearsals import asked_of
from rules.time_zones import WIB
from tenants.calendar_rows import rules_of
from tenants.database import Pool
from tenants.session import Sessions
from tenants.stores import calendars, limits
from tenants.stores.calendars import Author
from tests.organisation import Organisation
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
AUTHOR = Author(position=uuid4(), title="Admin Instansi", at=datetime(2026, 3, 4, 2, tzinfo=UTC))
BATAM = RuleVersion(
    number=1,
    from_date=date(2026, 4, 1),
    limits={**DEFAULT_LIMITS, Term.INSTANSI_VERIFICATION: Limit(5, LimitUnit.DAY)},
    ladder=DEFAULT_LADDER,
    source="SOP Batam 2023",
)


async def test_a_version_comes_back(pool: Pool, new_tenant: NewTenant) -> None:
    pemda, stranger = new_tenant(), new_tenant(apart=True)
    async with Sessions(pool, pemda.reach).write((pemda.id,)) as tx:
        limits.add(tx, pemda.id, BATAM, AUTHOR)
    (row,) = await calendars.stored(Sessions(pool, stranger.reach), [pemda.id])
    (found,) = rules_of(row)
    assert (found.version, found.set_by_title, found.at) == (BATAM, AUTHOR.title, AUTHOR.at)


async def test_a_number_is_given_once(pool: Pool, new_tenant: NewTenant) -> None:
    pemda = new_tenant()

    async def set_it() -> None:
        async with Sessions(pool, pemda.reach).write((pemda.id,)) as tx:
            limits.add(tx, pemda.id, BATAM, AUTHOR)

    await set_it()
    with pytest.raises(Refusal) as refused:
        await set_it()
    assert refused.value.code == CONFLICT


async def test_nobody_sets_anothers(pool: Pool, new_tenant: NewTenant) -> None:
    pemda, sibling = new_tenant(), new_tenant()
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with Sessions(pool, pemda.reach).write((pemda.id,)) as tx:
            limits.add(tx, sibling.id, BATAM, AUTHOR)
    (row,) = await calendars.stored(Sessions(pool, sibling.reach), [sibling.id])
    assert row.rules == []


async def test_clocks_that_fall_due_alike_are_one_group(pool: Pool, new_tenant: NewTenant) -> None:
    tenant, sibling = new_tenant().id, new_tenant().id
    organisation = Organisation(pool, tenant)
    unit, beside = await organisation.unit(), Organisation(pool, sibling)
    for _ in range(3):
        await organisation.complaint(unit)
    await beside.complaint(await beside.unit())
    sessions = Sessions(pool, Reach(0, 9999))
    asked = asked_of([Term.FIRST_RESPONSE])
    total, counted, groups = await limits.open_clocks(sessions, tenant, asked, WIB.key, by_minute=False)
    assert (total, counted) == (3, 3)
    assert sum(group.count for group in groups) == 3
    assert len({one for group in groups for one in group.complaints}) == 3
    assert {group.clock.clock for group in groups} == {Clock.FIRST_RESPONSE}
    assert await limits.open_clocks(sessions, tenant, asked_of([Term.RULING]), WIB.key, by_minute=False) == (3, 0, [])
    assert (await limits.open_clocks(sessions, sibling, asked, WIB.key, by_minute=True))[:2] == (1, 1)
    assert await limits.open_clocks(Sessions(pool, NOWHERE), tenant, asked, WIB.key, by_minute=False) == (0, 0, [])
