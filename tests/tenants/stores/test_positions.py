"""Positions: by id, by unit, page by page."""

from datetime import timedelta
from uuid import uuid4

import pytest

from rules.errors import NOT_FOUND, Refusal
from rules.pages import PageRequest
from rules.roles import Role
from rules.unit_paths import ROOT
from tenants.stores import positions
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio


async def test_positions_are_found_by_id_and_by_unit(organisation: Organisation, sibling: Organisation) -> None:
    dinas, empty = await organisation.unit(), await organisation.unit()
    made = [await organisation.position(dinas), await organisation.position(dinas, Role.STAF)]
    keys = [(organisation.tenant, made[1].id), (organisation.tenant, uuid4())]
    assert await positions.by_id(organisation.sessions, keys) == [made[1], None]
    by_unit = [(organisation.tenant, empty.id), (organisation.tenant, dinas.id)]
    assert await positions.by_unit(organisation.sessions, by_unit) == [[], made]
    assert await positions.by_id(sibling.sessions, keys) == [None, None]
    assert await positions.by_unit(sibling.sessions, by_unit) == [[], []]


async def test_pages_follow_the_tree_and_narrow_by_role_place_and_day(organisation: Organisation) -> None:
    first, second = await organisation.unit(), await organisation.unit()
    a, b = await organisation.position(first), await organisation.position(first, Role.STAF)
    c = await organisation.position(second)

    async def ids(
        first_: int = 10, after: tuple[object, ...] | None = None, under: str = ROOT, **more: object
    ) -> set[object]:
        request = PageRequest(positions.BY_UNIT_PATH, first_, after)
        page = await positions.page(organisation.sessions, organisation.tenant, request, under=under, **more)  # type: ignore[arg-type]
        return {row.id for row in page.rows}

    assert await ids() == {a.id, b.id, c.id}
    assert await ids(under=second.path) == {c.id}
    assert await ids(roles=[Role.STAF.value]) == {b.id}
    assert await ids(after=(first.path, max(a.id, b.id, key=str))) == {c.id}
    async with organisation.sessions.write() as tx:
        positions.close(tx, await positions.locked(tx, organisation.tenant, c.id), NOW.date())
    assert await ids(on=NOW.date()) == {a.id, b.id, c.id}
    assert await ids(on=NOW.date() + timedelta(days=1)) == {a.id, b.id}


async def test_a_position_that_is_not_there_cannot_be_locked(organisation: Organisation) -> None:
    async with organisation.sessions.write() as tx:
        with pytest.raises(Refusal) as refused:
            await positions.locked(tx, organisation.tenant, uuid4())
    assert refused.value.code == NOT_FOUND
