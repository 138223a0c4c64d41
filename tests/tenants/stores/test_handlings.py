"""A parallel handling starts, ends once, and is read with its complaint."""

from datetime import timedelta
from uuid import uuid4

import pytest

from rules.errors import CONFLICT, Refusal
from rules.vocabulary import HandlingStatus
from tenants.rows import ComplaintRow, HandlingRow
from tenants.stores import handlings
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio


def handling(complaint: ComplaintRow, days: int = 0) -> HandlingRow:
    return HandlingRow(
        complaint.tenant_id, uuid4(), complaint.id, uuid4(), "00010007", "00010007", HandlingStatus.OPEN, "Bantu kami.",
        None, "", NOW + timedelta(days=9), NOW + timedelta(days=days), None,
    )  # fmt: skip


@pytest.fixture
async def complaint(organisation: Organisation) -> ComplaintRow:
    return await organisation.complaint(await organisation.unit())


async def started(organisation: Organisation, *rows: HandlingRow) -> None:
    async with organisation.sessions.write() as tx:
        for row in rows:
            handlings.start(tx, row)


async def test_it_ends_once(organisation: Organisation, complaint: ComplaintRow) -> None:
    row = handling(complaint)
    await started(organisation, row)
    async with organisation.sessions.write() as tx:
        locked = await handlings.locked(tx, organisation.tenant, row.id)
        assert locked == row
        handlings.end(tx, row, HandlingStatus.ANSWERED, outcome="SOLVED", answer="Sudah.", at=NOW)
    (found,) = await handlings.by_key(organisation.sessions, [(organisation.tenant, row.id)])
    assert found is not None
    assert (found.status, found.outcome, found.answer, found.ended_at) == ("ANSWERED", "SOLVED", "Sudah.", NOW)
    with pytest.raises(Refusal) as refused:
        async with organisation.sessions.write() as tx:
            handlings.end(tx, row, HandlingStatus.RETURNED, outcome=None, answer="Bukan kami.", at=NOW)
    assert refused.value.code == CONFLICT
    assert await handlings.by_key(organisation.sessions, [(organisation.tenant, row.id)]) == [found]


async def test_those_of_each_complaint_oldest_first(organisation: Organisation, complaint: ComplaintRow) -> None:
    other = await organisation.complaint(await organisation.unit())
    late, early, theirs = handling(complaint, 2), handling(complaint, 1), handling(other)
    await started(organisation, late, early, theirs)
    tenant = organisation.tenant
    keys = [(tenant, other.id), (tenant, uuid4()), (tenant, complaint.id)]
    assert await handlings.of_complaints(organisation.sessions, keys) == [[theirs], [], [early, late]]


async def test_a_sibling_sees_none(organisation: Organisation, sibling: Organisation, complaint: ComplaintRow) -> None:
    row = handling(complaint)
    await started(organisation, row)
    assert await handlings.by_key(sibling.sessions, [(organisation.tenant, row.id)]) == [None]
    assert await handlings.of_complaints(sibling.sessions, [(organisation.tenant, complaint.id)]) == [[]]
