"""Who reported lies sealed beside the complaint; whoever opened it is on record."""

from datetime import timedelta
from uuid import uuid4

import pytest

from rules.errors import Refusal
from tenants.rows import ComplaintRow, IdentityAccessRow, ReporterRow
from tenants.stores import reporters
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio


@pytest.fixture
async def complaint(organisation: Organisation) -> ComplaintRow:
    return await organisation.complaint(await organisation.unit())


def access(row: ComplaintRow, reason: str, minutes: int) -> IdentityAccessRow:
    at = NOW + timedelta(minutes=minutes)
    return IdentityAccessRow(row.tenant_id, uuid4(), row.id, uuid4(), "Siti", "Admin", reason, at)


async def test_one_seal_for_one_complaint(
    organisation: Organisation, sibling: Organisation, complaint: ComplaintRow
) -> None:
    sealed = ReporterRow(complaint.tenant_id, complaint.id, uuid4(), 1, b"\x00sealed\xff")
    key = (complaint.tenant_id, complaint.id)
    async with organisation.sessions.write() as tx:
        reporters.keep(tx, sealed)
        assert await reporters.by_key(tx, [key]) == [sealed]
    assert await reporters.by_key(organisation.sessions, [(key[0], uuid4()), key]) == [None, sealed]
    assert await reporters.by_key(sibling.sessions, [key]) == [None]
    with pytest.raises(Refusal):
        async with organisation.sessions.write() as tx:
            reporters.keep(tx, sealed)


async def test_accesses_oldest_first(organisation: Organisation, complaint: ComplaintRow) -> None:
    late, early = access(complaint, "Klarifikasi.", 5), access(complaint, "Alamat.", 1)
    async with organisation.sessions.write() as tx:
        reporters.note_access(tx, late)
        reporters.note_access(tx, early)
    keys = [(complaint.tenant_id, uuid4()), (complaint.tenant_id, complaint.id)]
    assert await reporters.accesses(organisation.sessions, keys) == [[], [early, late]]


async def test_an_access_cannot_be_taken_back(organisation: Organisation, complaint: ComplaintRow) -> None:
    async with organisation.sessions.write() as tx:
        reporters.note_access(tx, access(complaint, "Alamat.", 1))
    for sql in ("UPDATE tuntas.identity_access SET reason = ''", "DELETE FROM tuntas.identity_access"):
        with pytest.raises(Exception, match="permission denied"):
            async with organisation.sessions.write() as tx:
                tx.execute(sql)
