"""Restrictions: in force from-to, below a unit or everywhere, lifted once."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from rules.errors import CONFLICT, NOT_FOUND, Refusal
from rules.pages import PageRequest
from rules.roles import Role
from rules.unit_paths import ROOT
from tenants.people_rows import RestrictionRow
from tenants.stores import restrictions
from tenants.stores.complaints import EVERYTHING, Visible
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio


async def taken(organisation: Organisation, unit: UUID | None = None) -> RestrictionRow:
    row = RestrictionRow(
        organisation.tenant, uuid4(), Role.PENGHUBUNG, unit, "complaint:note", "uji", NOW, None, uuid4()
    )
    async with organisation.sessions.write() as tx:
        restrictions.add(tx, row)
    return row


async def test_what_is_in_force_says_below_which_unit(organisation: Organisation, sibling: Organisation) -> None:
    unit = await organisation.unit()
    everywhere, there = await taken(organisation), await taken(organisation, unit.id)
    found = await restrictions.in_force(organisation.sessions, organisation.tenant, Role.PENGHUBUNG, NOW)
    assert {(one.id, one.permission, one.path) for one in found} == {
        (everywhere.id, "complaint:note", ROOT),
        (there.id, "complaint:note", unit.path),
    }
    before = NOW - timedelta(seconds=1)
    assert await restrictions.in_force(organisation.sessions, organisation.tenant, Role.PENGHUBUNG, before) == []
    assert await restrictions.in_force(organisation.sessions, organisation.tenant, Role.STAF, NOW) == []
    assert await restrictions.in_force(sibling.sessions, organisation.tenant, Role.PENGHUBUNG, NOW) == []


async def test_it_is_lifted_once_and_stays_on_record(organisation: Organisation) -> None:
    row = await taken(organisation)
    async with organisation.sessions.write() as tx:
        restrictions.lift(tx, await restrictions.locked(tx, organisation.tenant, row.id), NOW + timedelta(days=1))
    later = NOW + timedelta(days=2)
    request = PageRequest(restrictions.NEWEST, 10)
    assert (await restrictions.page(organisation.sessions, organisation.tenant, request, at=later)).rows == []
    assert len((await restrictions.page(organisation.sessions, organisation.tenant, request)).rows) == 1
    with pytest.raises(Refusal) as refused:
        async with organisation.sessions.write() as tx:
            restrictions.lift(tx, row, later)
    assert refused.value.code == CONFLICT
    assert len(await restrictions.by_id(organisation.sessions, [(organisation.tenant, row.id)])) == 1


async def test_desks_of_a_role_are_found_below_a_unit(organisation: Organisation) -> None:
    first, second = await organisation.unit(), await organisation.unit()
    await organisation.position(first)
    await organisation.position(first)
    await organisation.position(second)
    await organisation.position(second, Role.STAF)

    async def desks(under: str, most: int = 10) -> list[tuple[UUID, str]]:
        tenant = organisation.tenant
        return await restrictions.desks(organisation.sessions, tenant, Role.PENGHUBUNG, under, NOW, most=most)

    assert await desks(ROOT) == [(first.id, first.path), (second.id, second.path)]
    assert await desks(second.path) == [(second.id, second.path)]
    assert await desks(ROOT, most=1) == [(first.id, first.path)]


async def test_open_complaints_are_counted_under_each_condition(organisation: Organisation) -> None:
    unit = await organisation.unit()
    await organisation.complaint(unit)
    await organisation.complaint(await organisation.root())
    conditions = [EVERYTHING, Visible("c.desk_path = %(sub_x)s", {"sub_x": unit.path}), Visible("false", {})]
    counted = await restrictions.count_open(organisation.sessions, organisation.tenant, conditions)
    assert counted == [2, 1, 0]
    assert await restrictions.count_open(organisation.sessions, organisation.tenant, []) == []


async def test_one_that_is_not_there_cannot_be_locked(organisation: Organisation) -> None:
    async with organisation.sessions.write() as tx:
        with pytest.raises(Refusal) as refused:
            await restrictions.locked(tx, organisation.tenant, uuid4())
    assert refused.value.code == NOT_FOUND
