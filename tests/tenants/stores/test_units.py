"""The tree of units: read in its order, changed without leaving anything behind."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from rules.errors import CONFLICT, NOT_FOUND, Refusal
from rules.pages import PageRequest
from rules.roles import UnitKind
from rules.unit_paths import ROOT
from tenants.stores import positions, units
from tests.organisation import NOW, SINCE, Organisation

pytestmark = pytest.mark.anyio


async def test_units_are_read_by_id_and_by_path_in_the_order_of_the_keys(organisation: Organisation) -> None:
    root, first = await organisation.root(), await organisation.unit()
    keys = [(organisation.tenant, first.id), (organisation.tenant, uuid4()), (organisation.tenant, root.id)]
    assert await units.by_id(organisation.sessions, keys) == [first, None, root]
    paths = [(organisation.tenant, "zzzz"), (organisation.tenant, first.path), (organisation.tenant, first.path)]
    assert await units.by_path(organisation.sessions, paths) == [None, first, first]


async def test_another_pemda_sees_none_of_them(organisation: Organisation, sibling: Organisation) -> None:
    unit = await organisation.unit()
    assert await units.by_id(sibling.sessions, [(organisation.tenant, unit.id)]) == [None]
    page = await units.tree(sibling.sessions, organisation.tenant, PageRequest(units.BY_PATH, 10), under=ROOT)
    assert page.rows == []


async def test_the_tree_is_paged_narrowed_and_searched(organisation: Organisation) -> None:
    dinas = await organisation.unit(name="Dinas Kesehatan")
    upt = await organisation.unit(dinas, kind=UnitKind.UPT, name="UPT Puskesmas")
    other = await organisation.unit(name="Dinas Perkim")

    async def names(under: str = ROOT, **more: object) -> list[str]:
        request = PageRequest(units.BY_PATH, 10)
        page = await units.tree(organisation.sessions, organisation.tenant, request, under=under, **more)  # type: ignore[arg-type]
        return [row.name for row in page.rows]

    assert await names() == ["Kabupaten Uji", "Dinas Kesehatan", "UPT Puskesmas", "Dinas Perkim"]
    assert await names(dinas.path) == [dinas.name, upt.name]
    assert await names(levels=1) == ["Kabupaten Uji", "Dinas Kesehatan", "Dinas Perkim"]
    assert await names(words="dinas") == [dinas.name, other.name]
    first = await units.tree(organisation.sessions, organisation.tenant, PageRequest(units.BY_PATH, 2), under=ROOT)
    assert first.has_next
    rest = await units.tree(
        organisation.sessions, organisation.tenant, PageRequest(units.BY_PATH, 2, (first.rows[-1].path,)), under=ROOT
    )
    assert [row.name for row in rest.rows] == [upt.name, other.name]
    assert not rest.has_next


async def test_children_are_numbered_one_after_the_other(organisation: Organisation) -> None:
    made = [await organisation.unit() for _ in range(3)]
    assert [row.path for row in made] == ["00010001", "00010002", "00010003"]
    below = await organisation.unit(made[1])
    assert below.path == "000100020001"


async def test_a_code_is_used_once_in_a_pemda(organisation: Organisation, sibling: Organisation) -> None:
    unit = await organisation.unit()
    root = await sibling.root()
    with pytest.raises(Refusal) as refused:
        async with organisation.sessions.write() as tx:
            units.add(tx, replace(unit, id=uuid4(), path="0001zzzz"))
    assert (refused.value.code, refused.value.field) == (CONFLICT, "code")
    async with sibling.sessions.write() as tx:
        units.add(tx, replace(unit, tenant_id=sibling.tenant, id=uuid4(), parent_id=root.id))


async def test_a_unit_moves_with_all_below_it_and_its_positions(organisation: Organisation) -> None:
    dinas, badan = await organisation.unit(), await organisation.unit()
    upt = await organisation.unit(dinas, kind=UnitKind.UPT)
    position = await organisation.position(upt)
    async with organisation.sessions.write() as tx:
        held = await units.locked(tx, organisation.tenant, dinas.id)
        units.move(tx, held, badan, await units.next_path(tx, await units.locked(tx, organisation.tenant, badan.id)))
    moved = await units.by_id(organisation.sessions, [(organisation.tenant, dinas.id), (organisation.tenant, upt.id)])
    assert [row.path for row in moved if row] == [badan.path + "0001", badan.path + "00010001"]
    assert [row.parent_id for row in moved if row] == [badan.id, dinas.id]
    (found,) = await positions.by_id(organisation.sessions, [(organisation.tenant, position.id)])
    assert found is not None
    assert found.unit_path == badan.path + "00010001"


async def test_a_closed_unit_closes_its_positions_and_leaves_the_tree(organisation: Organisation) -> None:
    unit = await organisation.unit()
    position = await organisation.position(unit)
    last = date(2026, 2, 1)
    async with organisation.sessions.write() as tx:
        units.close(tx, unit, last)
    (found,) = await positions.by_id(organisation.sessions, [(organisation.tenant, position.id)])
    assert found is not None
    assert found.active_to == last
    request = PageRequest(units.BY_PATH, 10)
    open_then = await units.tree(organisation.sessions, organisation.tenant, request, under=ROOT, on=last)
    open_later = await units.tree(
        organisation.sessions, organisation.tenant, request, under=ROOT, on=last + timedelta(days=1)
    )
    assert len(open_then.rows) == 2
    assert len(open_later.rows) == 1


async def test_what_is_in_use_is_known(organisation: Organisation) -> None:
    dinas = await organisation.unit()
    empty = await organisation.unit()
    officer = await organisation.officer(unit=dinas)
    async with organisation.sessions.write() as tx:
        for row, occupied in ((dinas, True), (empty, False)):
            assert await units.is_occupied(tx, row, NOW.date(), NOW) is occupied
            assert not await units.has_open_cases(tx, row)
            assert not await units.has_ever_had_cases(tx, row)
    assert officer.unit == dinas
    await organisation.unit(empty)
    async with organisation.sessions.write() as tx:
        assert await units.is_occupied(tx, empty, NOW.date(), NOW)


async def test_a_name_changes_and_the_root_is_made_once(organisation: Organisation) -> None:
    unit = await organisation.unit()
    async with organisation.sessions.write() as tx:
        units.rename(tx, unit, "Dinas Baru")
        assert (await units.by_id(tx, [(organisation.tenant, unit.id)]))[0] == replace(unit, name="Dinas Baru")
        again = await units.ensure_root(tx, organisation.tenant, "Lain", id=uuid4(), today=SINCE.date())
    assert again == await organisation.root()


async def test_a_unit_that_is_not_there_cannot_be_locked(organisation: Organisation) -> None:
    async with organisation.sessions.write() as tx:
        with pytest.raises(Refusal) as refused:
            await units.locked(tx, organisation.tenant, uuid4())
    assert refused.value.code == NOT_FOUND
