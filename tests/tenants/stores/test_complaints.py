"""Complaints are read by page, by key and under a lock; what lies beyond the reach is as if it were not there."""

from typing import Any
from uuid import uuid4

import psycopg
import pytest

from rules.errors import Refusal
from rules.identifiers import Reach
from rules.pages import PageRequest
from tenants.database import Database
from tenants.stores import complaints, events
from tenants.stores.complaint_sql import BY_DUE, NEWEST, Sorted
from tenants.stores.complaints import EVERYTHING, Listing, Visible
from tests.organisation import Organisation

pytestmark = pytest.mark.anyio


def own(organisation: Organisation, **given: Any) -> Listing:
    sort = given.get("sort", BY_DUE)
    given.setdefault("visible", EVERYTHING)
    given.setdefault("request", PageRequest(sort.order, 10))
    return Listing(reach=Reach(organisation.tenant, organisation.tenant), **given)


@pytest.mark.parametrize("sort", [BY_DUE, NEWEST], ids=["due", "newest"])
async def test_pages_meet_without_gap_or_overlap_and_count_all(organisation: Organisation, sort: Sorted) -> None:
    unit = await organisation.unit()
    filed = {(await organisation.complaint(unit)).id for _ in range(5)}
    seen, after = [], None
    for size in (2, 2, 1):
        request = PageRequest(sort.order, 2, after)
        page = await complaints.page(organisation.sessions, own(organisation, sort=sort, request=request, counted=True))
        assert (len(page.rows), page.total, page.has_next) == (size, 5, size == 2)
        seen += [row.id for row in page.rows]
        after = sort.order.position(page.rows[-1])
    assert len(seen) == 5
    assert set(seen) == filed


async def test_only_what_is_visible_is_listed_and_counted(organisation: Organisation) -> None:
    unit = await organisation.unit()
    row = await organisation.complaint(unit)
    await organisation.complaint(await organisation.unit())
    visible = Visible("c.unit_path = %(own_path)s", {"own_path": unit.path})
    page = await complaints.page(organisation.sessions, own(organisation, visible=visible, counted=True))
    assert ([found.id for found in page.rows], page.total) == ([row.id], 1)


async def test_one_takes_other_statements_along(organisation: Organisation) -> None:
    row = await organisation.complaint(await organisation.unit())
    along = events.along(row.tenant_id, row.id, 3, whole=True)
    found, (timeline,) = await complaints.one(organisation.sessions, own(organisation, filters={"id": row.id}), along)
    assert found is not None
    assert (found.id, [event.seq for event in timeline]) == (row.id, [1])
    missing, (none,) = await complaints.one(
        organisation.sessions,
        own(organisation, filters={"id": uuid4()}),
        events.along(row.tenant_id, uuid4(), 3, whole=False),
    )
    assert (missing, none) == (None, [])


async def test_by_key_keeps_the_order_of_the_keys(organisation: Organisation) -> None:
    unit = await organisation.unit()
    one, other = await organisation.complaint(unit), await organisation.complaint(unit)
    keys = [(other.tenant_id, other.id), (other.tenant_id, uuid4()), (one.tenant_id, one.id)]
    found = await complaints.by_key(organisation.sessions, keys)
    assert [row and row.id for row in found] == [other.id, None, one.id]


async def test_beyond_the_reach_nothing_is_found_or_locked(organisation: Organisation) -> None:
    row = await organisation.complaint(await organisation.unit())
    assert await complaints.by_key(organisation.outside, [(row.tenant_id, row.id)]) == [None]
    assert (await complaints.page(organisation.outside, own(organisation))).rows == []
    async with organisation.outside.write() as tx:
        assert await complaints.locked(tx, row.tenant_id, row.id) is None


async def test_a_second_complaint_is_not_waited_for(organisation: Organisation, database: Database) -> None:
    row = await organisation.complaint(await organisation.unit())
    held = "SELECT FROM tuntas.complaint WHERE tenant_id = %s AND id = %s FOR UPDATE"
    with psycopg.connect(database.owner_url) as somebody:
        somebody.execute(held, (row.tenant_id, row.id))
        with pytest.raises(Refusal) as refused:
            async with organisation.sessions.write() as tx:
                await complaints.locked_now(tx, row.tenant_id, row.id)
    assert refused.value.code == "RETRY"


async def test_merged_complaints_that_are_open_are_locked_with_their_parent(organisation: Organisation) -> None:
    row = await organisation.complaint(await organisation.unit())
    async with organisation.sessions.write() as tx:
        assert await complaints.merged_into(tx, row.tenant_id, row.id) == []
