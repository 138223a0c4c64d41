"""Words on a complaint are paged oldest first, each audience its own."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from rules.pages import PageRequest
from rules.roles import Role
from rules.vocabulary import Audience, MessageKind
from tenants.rows import ComplaintRow, MessageRow
from tenants.stores import messages
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio
_AUDIENCES = [Audience.PUBLIC, Audience.OFFICES, Audience.REPORTER, Audience.PUBLIC, Audience.OFFICES]


def message(complaint: ComplaintRow, number: int, audience: Audience) -> MessageRow:
    return MessageRow(
        complaint.tenant_id, uuid4(), complaint.id, 1, MessageKind.NOTE, audience, Role.STAF, None, "Staf",
        f"Kata {number}", "", NOW + timedelta(minutes=number // 2),
    )  # fmt: skip


@pytest.fixture
async def said(organisation: Organisation) -> list[MessageRow]:
    """Five messages, two and two at the same moment, in the order in which they are read."""
    complaint = await organisation.complaint(await organisation.unit())
    rows = [message(complaint, number, audience) for number, audience in enumerate(_AUDIENCES)]
    async with organisation.sessions.write() as tx:
        for row in rows:
            messages.say(tx, row)
    return sorted(rows, key=lambda row: (row.at, row.id))


async def read(organisation: Organisation, id_: UUID, audiences: list[Audience], first: int) -> list[MessageRow]:
    """All pages put together."""
    seen: list[MessageRow] = []
    after = None
    while True:
        request = PageRequest(messages.OLDEST_FIRST, first, after)
        page = await messages.page(organisation.sessions, organisation.tenant, id_, audiences, request)
        seen += page.rows
        if not page.has_next:
            return seen
        after = messages.OLDEST_FIRST.position(page.rows[-1])


@pytest.mark.parametrize("first", [1, 2, 5, 100])
async def test_pages_put_together_are_the_whole(organisation: Organisation, said: list[MessageRow], first: int) -> None:
    assert await read(organisation, said[0].complaint_id, list(Audience), first) == said


@pytest.mark.parametrize("audiences", [[], [Audience.PUBLIC], [Audience.PUBLIC, Audience.REPORTER]])
async def test_each_audience_reads_its_own(
    organisation: Organisation, said: list[MessageRow], audiences: list[Audience]
) -> None:
    found = await read(organisation, said[0].complaint_id, audiences, 2)
    assert found == [row for row in said if row.audience in audiences]


async def test_by_key_keeps_the_order_and_the_wall(
    organisation: Organisation, sibling: Organisation, said: list[MessageRow]
) -> None:
    keys = [(organisation.tenant, said[3].id), (organisation.tenant, uuid4()), (organisation.tenant, said[0].id)]
    assert await messages.by_key(organisation.sessions, keys) == [said[3], None, said[0]]
    assert await messages.by_key(sibling.sessions, keys) == [None, None, None]
