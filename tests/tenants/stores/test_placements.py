"""Which desk answers for a unit now: its own, or the nearest live one above."""

from datetime import timedelta
from uuid import uuid4

import pytest

from rules.errors import BAD_USER_INPUT, Refusal
from rules.facts import Place
from rules.roles import Role, UnitKind
from rules.unit_paths import ROOT
from tenants.people_rows import UnitRow
from tenants.stores import placements, units
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio


async def placed(organisation: Organisation, unit: UnitRow) -> Place:
    async with organisation.sessions.write() as tx:
        by_id = placements.place(await placements.of_unit(tx, organisation.tenant, unit.id, NOW))
        assert await placements.of_path(tx, organisation.tenant, unit.path, NOW) == by_id
    return by_id


async def test_a_unit_with_a_live_desk_answers_itself(organisation: Organisation) -> None:
    dinas = await organisation.officer()
    unit = dinas.unit
    assert await placed(organisation, unit) == Place(
        unit_id=unit.id, unit_path=unit.path, desk_id=unit.id, desk_path=unit.path
    )


async def test_a_vacant_one_is_served_by_the_nearest_above(organisation: Organisation) -> None:
    dinas = await organisation.officer()
    bidang = await organisation.unit(dinas.unit)
    seksi = await organisation.unit(bidang)
    found = await placed(organisation, seksi)
    assert (found.unit_id, found.desk_id, found.desk_path) == (seksi.id, dinas.unit.id, dinas.unit.path)


async def test_with_nobody_above_it_is_the_instansi(organisation: Organisation) -> None:
    unit = await organisation.unit()
    found = await placed(organisation, unit)
    assert (found.unit_path, found.desk_id, found.desk_path) == (unit.path, None, ROOT)


@pytest.mark.parametrize(
    ("begins", "ends", "live"),
    [(-9, None, True), (-9, 1, True), (-9, 0, False), (1, None, False), (0, None, True)],
)
async def test_a_desk_lives_while_somebody_is_appointed(
    organisation: Organisation, *, begins: int, ends: int | None, live: bool
) -> None:
    unit = await organisation.unit()
    position, account = await organisation.position(unit), await organisation.account()
    until = None if ends is None else NOW + timedelta(days=ends)
    await organisation.appoint(position, account, begins=NOW + timedelta(days=begins), ends=until)
    assert ((await placed(organisation, unit)).desk_id == unit.id) is live


@pytest.mark.parametrize("role", [Role.STAF, Role.PIMPINAN])
async def test_who_decides_nothing_makes_no_desk(organisation: Organisation, role: Role) -> None:
    officer = await organisation.officer(role)
    assert (await placed(organisation, officer.unit)).desk_path == ROOT


async def test_the_inspektorat_is_found_by_its_kind(organisation: Organisation) -> None:
    with pytest.raises(Refusal) as refused:
        async with organisation.sessions.write() as tx:
            await placements.of_inspectorate(tx, organisation.tenant, NOW)
    assert refused.value.code == BAD_USER_INPUT
    unit = await organisation.unit(kind=UnitKind.INSPEKTORAT)
    officer = await organisation.officer(Role.PENGAWAS, unit)
    async with organisation.sessions.write() as tx:
        found = await placements.of_inspectorate(tx, organisation.tenant, NOW)
    assert found.desk_id == officer.unit.id


async def test_unknown_closed_and_foreign_units_are_refused(organisation: Organisation, sibling: Organisation) -> None:
    theirs, closed = await sibling.unit(), await organisation.unit()
    async with organisation.sessions.write() as tx:
        units.close(tx, closed, (NOW - timedelta(days=1)).date())
    for unit in (uuid4(), theirs.id, closed.id):
        with pytest.raises(Refusal) as refused:
            async with organisation.sessions.write() as tx:
                await placements.of_unit(tx, organisation.tenant, unit, NOW)
        assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "unit")
