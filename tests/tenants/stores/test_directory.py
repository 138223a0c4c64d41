"""The directory answers one code, one receipt or one account, and lists nothing."""

from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from rules.identifiers import Reach
from rules.pages import PageRequest
from tenants.rows import ComplaintRow
from tenants.stores import directory
from tenants.stores.directory import Entry
from tests.organisation import NOW, Organisation

pytestmark = pytest.mark.anyio
_HASH = b"h" * 32


async def registered(
    organisation: Organisation, *, account: UUID | None = None, minutes: int = 0, external: str | None = None
) -> Entry:
    complaint: ComplaintRow = await organisation.complaint(await organisation.root())
    entry = Entry(complaint.tracking_code, complaint.tenant_id, complaint.id, NOW + timedelta(minutes=minutes))
    async with organisation.sessions.write() as tx:
        receipt = None if account else _HASH
        directory.register(tx, entry, account=account, receipt_hash=receipt, external=external)
    return entry


async def test_anybody_finds_where_a_code_lives(organisation: Organisation) -> None:
    entry = await registered(organisation, external="7654321")
    where = (organisation.tenant, entry.complaint_id)
    assert await directory.find(organisation.outside, entry.tracking_code) == where
    assert await directory.find_external(organisation.outside, "7654321") == where
    assert await directory.find(organisation.outside, "AAAABBBBCCCC") is None
    assert await directory.find_external(organisation.outside, "1") is None


async def test_a_receipt_needs_code_and_secret(organisation: Organisation) -> None:
    entry, accounted = await registered(organisation), await registered(organisation, account=uuid4())
    where = (organisation.tenant, entry.complaint_id)
    assert await directory.of_receipt(organisation.outside, entry.tracking_code, _HASH) == where
    assert await directory.of_receipt(organisation.outside, entry.tracking_code, b"x" * 32) is None
    assert await directory.of_receipt(organisation.outside, accounted.tracking_code, _HASH) is None


async def test_what_one_account_filed_newest_first(organisation: Organisation) -> None:
    account = uuid4()
    entries = [await registered(organisation, account=account, minutes=number // 2) for number in range(5)]
    await registered(organisation, account=uuid4())
    told = sorted(entries, key=lambda entry: (entry.entered_at, entry.tracking_code), reverse=True)
    whole = PageRequest(directory.NEWEST, 100)
    assert await directory.of_account(organisation.outside, account, whole) == told
    seen: list[Entry] = []
    request = PageRequest(directory.NEWEST, 1)
    while page := (await directory.of_account(organisation.outside, account, request))[:1]:
        seen += page
        request = PageRequest(directory.NEWEST, 1, (page[-1].entered_at, page[-1].tracking_code))
    assert seen == told


async def test_a_line_is_written_for_a_pemda_that_is_written(organisation: Organisation, sibling: Organisation) -> None:
    complaint = await organisation.complaint(await organisation.root())
    entry = Entry(complaint.tracking_code, organisation.tenant, complaint.id, NOW)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="is not being written"):
        async with sibling.sessions.write() as tx:
            directory.register(tx, entry, account=None, receipt_hash=None, external=None)
    assert await directory.find(organisation.outside, complaint.tracking_code) is None


@pytest.mark.parametrize("sql", ["SELECT 1 FROM tuntas.directory", "DELETE FROM tuntas.directory"])
async def test_nobody_lists_it(organisation: Organisation, sql: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        await organisation.sessions.with_reach(Reach(0, 9999)).read(sql)
