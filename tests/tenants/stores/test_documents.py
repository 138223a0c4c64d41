"""Documents are taken by one worker at a time, tried a few times, and stay done; statements name their tenant."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from rules.documents import LEASE, MOST_ATTEMPTS, DocumentFormat, DocumentKind, DocumentState
from rules.identifiers import Reach
from rules.pages import PageRequest
from tenants.database import Pool
from tenants.document_rows import DocumentRow, LetterheadRow
from tenants.session import Sessions
from tenants.stores import documents
from tenants.tables.documents import document
from tests.tenancy import EnrolledPemda, NewTenant

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 3, 4, tzinfo=UTC)


@pytest.fixture
def pemda(new_tenant: NewTenant) -> EnrolledPemda:
    return new_tenant()


@pytest.fixture
def sessions(pool: Pool, pemda: EnrolledPemda) -> Sessions:
    return Sessions(pool, Reach(pemda.id, pemda.id))


def row(tenant: int, at: datetime = NOW) -> DocumentRow:
    id_ = uuid4()
    return DocumentRow(
        tenant, id_, DocumentKind.COMPLAINT_REPORT, DocumentFormat.PDF, 2026, None, None, UUID(int=1), UUID(int=2),
        "Admin", DocumentState.WAITING, 0, 0, None, at, None, None, documents.storage_key(id_), None, None,
    )  # fmt: skip


async def asked(sessions: Sessions, pemda: EnrolledPemda, at: datetime = NOW) -> DocumentRow:
    made = row(pemda.id, at)
    async with sessions.write((pemda.id,)) as tx:
        documents.ask(tx, made)
    return made


async def begun(sessions: Sessions, made: DocumentRow, now: datetime) -> DocumentRow | None:
    async with sessions.write((made.tenant_id,), documents.beginning(made.tenant_id, made.id, now)) as tx:
        return tx.first[0] if tx.first else None


async def waiting(sessions: Sessions, now: datetime) -> list[UUID]:
    page = await documents.waiting(sessions, now, PageRequest(documents.OLDEST_FIRST, 10, None))
    return [one.id for one in page.rows]


def test_rows_have_the_columns_of_the_table() -> None:
    assert list(documents.COLUMNS) == [column.name for column in document.columns]


async def test_the_longest_waiting_comes_first(sessions: Sessions, pemda: EnrolledPemda) -> None:
    late, early = await asked(sessions, pemda), await asked(sessions, pemda, NOW - timedelta(hours=1))
    assert await waiting(sessions, NOW) == [early.id, late.id]


async def test_a_lease_keeps_others_away_until_it_ends(sessions: Sessions, pemda: EnrolledPemda) -> None:
    made = await asked(sessions, pemda)
    taken = await begun(sessions, made, NOW)
    assert taken is not None
    assert (taken.state, taken.attempts, taken.leased_until) == (DocumentState.RUNNING, 1, NOW + LEASE)
    assert await begun(sessions, made, NOW + LEASE) is None
    assert await waiting(sessions, NOW + LEASE) == []
    async with sessions.write((pemda.id,)) as tx:
        documents.went(tx, (pemda.id, made.id), 60, NOW + timedelta(minutes=5))
        documents.went(tx, (pemda.id, made.id), 30, NOW + timedelta(minutes=6))
    (seen,) = await documents.by_id(sessions, [(pemda.id, made.id)])
    assert seen is not None
    assert (seen.progress, seen.leased_until) == (60, NOW + timedelta(minutes=16))
    again = await begun(sessions, made, NOW + timedelta(minutes=17))
    assert again is not None
    assert (again.attempts, again.progress) == (2, 0)


async def test_it_is_tried_a_few_times(sessions: Sessions, pemda: EnrolledPemda) -> None:
    made, now = await asked(sessions, pemda), NOW
    for _ in range(MOST_ATTEMPTS):
        assert await begun(sessions, made, now) is not None
        now += LEASE + timedelta(seconds=1)
    assert await begun(sessions, made, now) is None


async def test_done_is_done_and_failed_is_failed(sessions: Sessions, pemda: EnrolledPemda) -> None:
    done, failed = await asked(sessions, pemda), await asked(sessions, pemda)
    await begun(sessions, done, NOW)
    async with sessions.write((pemda.id,)) as tx:
        documents.done(tx, (pemda.id, done.id), (b"x" * 32, 7), NOW)
        documents.failed(tx, (pemda.id, done.id), "FORBIDDEN", NOW)
        documents.again(tx, (pemda.id, done.id), NOW)
        documents.failed(tx, (pemda.id, failed.id), "FORBIDDEN", NOW)
        documents.done(tx, (pemda.id, failed.id), (b"y" * 32, 7), NOW)
    one, other = await documents.by_id(sessions, [(pemda.id, done.id), (pemda.id, failed.id)])
    assert one is not None
    assert other is not None
    assert (one.state, one.size, one.code, one.progress) == (DocumentState.DONE, 7, None, 100)
    assert (other.state, other.sha256, other.code) == (DocumentState.FAILED, None, "FORBIDDEN")
    assert await waiting(sessions, NOW + timedelta(days=1)) == []


async def test_a_letterhead_is_set_and_set_again(sessions: Sessions, pemda: EnrolledPemda) -> None:
    assert await documents.letterheads(sessions, [pemda.id]) == [None]
    for office in ("Dinas", "Setda"):
        head = LetterheadRow(pemda.id, office, "", "", "", "", "", NOW, UUID(int=1))
        async with sessions.write((pemda.id,)) as tx:
            documents.set_letterhead(tx, head)
        assert await documents.letterheads(sessions, [pemda.id]) == [head]
