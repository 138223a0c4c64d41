"""Events are read page by page as far as the reader may, whole for proof, and singly for lists."""

from uuid import uuid4

import pytest

from rules.complaint_states import Move
from rules.course import advance
from rules.deadlines import Timetable
from rules.event_chain import Actor
from rules.facts import Facts
from rules.pages import PageRequest
from rules.roles import Role
from tenants.rows import ComplaintRow
from tenants.stores import events
from tenants.stores.recording import Happening, record
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio
_MOVES = [Move.NOTE, Move.PROGRESS, Move.NOTE, Move.PROGRESS, Move.NOTE]
_ALL = [move.value for move in Move]


@pytest.fixture
async def moved(organisation: Organisation) -> ComplaintRow:
    """A complaint with six events."""
    row = await organisation.complaint(await organisation.unit())
    for move in _MOVES:
        async with organisation.sessions.write() as tx:
            case = advance(row.case(), move, Facts(now=NOW, timetable=Timetable()))
            row = record(tx, row, Happening(move=move, case=case, actor=Actor(role=Role.STAF, tenant=row.tenant_id)))
    return row


async def test_a_timeline_is_paged_in_order(organisation: Organisation, moved: ComplaintRow) -> None:
    pages = []
    after = None
    for _ in range(3):
        request = PageRequest(events.OLDEST_FIRST, 2, after)
        pages.append(await events.page(organisation.sessions, organisation.tenant, moved.id, _ALL, request))
        after = events.OLDEST_FIRST.position(pages[-1].rows[-1])
    assert [row.seq for page in pages for row in page.rows] == [1, 2, 3, 4, 5, 6]
    assert [page.has_next for page in pages] == [True, True, False]


async def test_moves_that_may_not_be_read_are_left_out(organisation: Organisation, moved: ComplaintRow) -> None:
    request = PageRequest(events.OLDEST_FIRST, 3)
    page = await events.page(organisation.sessions, organisation.tenant, moved.id, ["SUBMIT", "PROGRESS"], request)
    assert [(row.seq, row.move) for row in page.rows] == [(1, "SUBMIT"), (3, "PROGRESS"), (5, "PROGRESS")]
    assert not page.has_next
    nothing = await events.page(organisation.sessions, organisation.tenant, moved.id, [], request)
    assert nothing.rows == []


async def test_the_whole_is_for_its_own_pemda(
    organisation: Organisation, sibling: Organisation, moved: ComplaintRow
) -> None:
    assert [row.seq for row in await events.whole(organisation.sessions, moved.tenant_id, moved.id)] == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]
    assert await events.whole(sibling.sessions, moved.tenant_id, moved.id) == []
    assert await events.whole(organisation.sessions, moved.tenant_id, uuid4()) == []


async def test_the_newest_of_each_in_the_order_of_the_keys(organisation: Organisation, moved: ComplaintRow) -> None:
    other = await organisation.complaint(await organisation.unit())
    tenant = organisation.tenant
    keys = [(tenant, moved.id, 6), (tenant, other.id, 1), (tenant, uuid4(), 1), (tenant, moved.id, 7)]
    found = await events.by_key(organisation.sessions, keys)
    assert [None if row is None else (row.complaint_id, row.seq) for row in found] == [
        (moved.id, 6), (other.id, 1), None, None,
    ]  # fmt: skip
