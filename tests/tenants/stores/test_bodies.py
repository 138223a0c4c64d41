"""The citizen's own text stays; what is published may be edited."""

from uuid import uuid4

import pytest

from rules.errors import CONFLICT, Refusal
from tenants.rows import BodyRow, ComplaintRow
from tenants.stores import bodies, complaints
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio


@pytest.fixture
async def complaint(organisation: Organisation) -> ComplaintRow:
    row = await organisation.complaint(await organisation.unit())
    async with organisation.sessions.write() as tx:
        bodies.keep(tx, BodyRow(row.tenant_id, row.id, 1, row.title, row.body, "", None, NOW))
    return row


def edited(row: ComplaintRow, revision: int) -> BodyRow:
    return BodyRow(row.tenant_id, row.id, revision, "Judul umum", "Isi untuk umum", "Disingkat.", None, NOW)


async def test_an_edit_is_a_new_version_and_what_the_public_reads(
    organisation: Organisation, complaint: ComplaintRow
) -> None:
    async with organisation.sessions.write() as tx:
        assert await bodies.next_revision(tx, complaint.tenant_id, complaint.id) == 2
        bodies.keep(tx, edited(complaint, 2))
        bodies.publish(tx, edited(complaint, 2), "Judul dinas")
    key = (complaint.tenant_id, complaint.id)
    ((first, second),) = await bodies.of_complaints(organisation.sessions, [key])
    assert (first.revision, first.body, second.revision, second.body) == (1, complaint.body, 2, "Isi untuk umum")
    (row,) = await complaints.by_key(organisation.sessions, [key])
    assert row is not None
    assert (row.title, row.body, row.public_title, row.public_body) == (
        "Judul dinas", complaint.body, "Judul umum", "Isi untuk umum",
    )  # fmt: skip


async def test_a_revision_is_written_once(organisation: Organisation, complaint: ComplaintRow) -> None:
    with pytest.raises(Refusal) as refused:
        async with organisation.sessions.write() as tx:
            bodies.keep(tx, edited(complaint, 1))
    assert refused.value.code == CONFLICT


async def test_nothing_is_published_where_nothing_is(organisation: Organisation, complaint: ComplaintRow) -> None:
    complaint.id = uuid4()
    with pytest.raises(Refusal) as refused:
        async with organisation.sessions.write() as tx:
            bodies.publish(tx, edited(complaint, 2), "Judul")
    assert refused.value.code == CONFLICT
    assert await bodies.of_complaints(organisation.sessions, [(complaint.tenant_id, complaint.id)]) == [[]]
