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
from tenants.stores.documents import Attempt
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
        documents.went(tx, Attempt(pemda.id, made.id, 1), 60, NOW + timedelta(minutes=5))
        documents.went(tx, Attempt(pemda.id, made.id, 1), 30, NOW + timedelta(minutes=6))
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
        documents.done(tx, Attempt(pemda.id, done.id, 1), (b"x" * 32, 7), NOW)
        documents.failed(tx, Attempt(pemda.id, done.id, 1), "FORBIDDEN", NOW)
        documents.again(tx, Attempt(pemda.id, done.id, 1), NOW)
        documents.failed(tx, Attempt(pemda.id, failed.id, 0), "FORBIDDEN", NOW)
        documents.done(tx, Attempt(pemda.id, failed.id, 0), (b"y" * 32, 7), NOW)
    one, other = await documents.by_id(sessions, [(pemda.id, done.id), (pemda.id, failed.id)])
    assert one is not None
    assert other is not None
    assert (one.state, one.size, one.code, one.progress) == (DocumentState.DONE, 7, None, 100)
    assert (other.state, other.sha256, other.code) == (DocumentState.FAILED, None, "FORBIDDEN")
    assert await waiting(sessions, NOW + timedelta(days=1)) == []


async def test_a_slow_worker_changes_nothing_of_what_another_took_over(
    sessions: Sessions, pemda: EnrolledPemda
) -> None:
    made, late = await asked(sessions, pemda), NOW + LEASE + timedelta(seconds=1)
    slow, fast = await begun(sessions, made, NOW), await begun(sessions, made, late)
    assert slow is not None
    assert fast is not None
    assert (slow.storage_key, fast.storage_key) == (f"{made.storage_key}-1", f"{made.storage_key}-2")
    stale = Attempt(pemda.id, made.id, 1)
    async with sessions.write((pemda.id,)) as tx:
        documents.went(tx, stale, 90, late)
        documents.done(tx, stale, (b"x" * 32, 7), late)
        documents.failed(tx, stale, "FORBIDDEN", late)
        documents.again(tx, stale, late + timedelta(days=1))
    assert await documents.by_id(sessions, [(pemda.id, made.id)]) == [fast]


async def remaining(sessions: Sessions, now: datetime) -> list[UUID]:
    page = await documents.remains(sessions, now, PageRequest(documents.OLDEST_FIRST, 10, None))
    return [one.id for one in page.rows]


async def test_what_may_go_and_when(sessions: Sessions, pemda: EnrolledPemda) -> None:
    once, twice, failed = [await asked(sessions, pemda, NOW + timedelta(seconds=n)) for n in range(3)]
    for made, attempts in ((once, 1), (twice, 2), (failed, 1)):
        for attempt in range(attempts):
            await begun(sessions, made, NOW + attempt * 2 * LEASE)
    async with sessions.write((pemda.id,)) as tx:
        documents.done(tx, Attempt(pemda.id, once.id, 1), (b"x" * 32, 7), NOW)
        documents.done(tx, Attempt(pemda.id, twice.id, 2), (b"x" * 32, 7), NOW)
        documents.failed(tx, Attempt(pemda.id, failed.id, 1), "FORBIDDEN", NOW)
    assert await remaining(sessions, NOW + timedelta(hours=20)) == []
    assert await remaining(sessions, NOW + timedelta(days=2)) == [twice.id, failed.id]
    async with sessions.write((pemda.id,)) as tx:
        for made in (twice, failed):
            documents.cleared(tx, (pemda.id, made.id), NOW + timedelta(days=2), removed=False)
    assert await remaining(sessions, NOW + timedelta(days=4000)) == [], "reports are kept for good"


async def test_an_ordinary_document_goes_after_its_time(sessions: Sessions, pemda: EnrolledPemda) -> None:
    made = row(pemda.id)
    made.kind, made.year, made.subject = DocumentKind.ACTION_PLAN, None, "plan"
    async with sessions.write((pemda.id,)) as tx:
        documents.ask(tx, made)
    await begun(sessions, made, NOW)
    async with sessions.write((pemda.id,)) as tx:
        documents.done(tx, Attempt(pemda.id, made.id, 1), (b"x" * 32, 7), NOW)
    over = NOW + timedelta(days=90, seconds=1)
    assert (await remaining(sessions, NOW + timedelta(days=90)), await remaining(sessions, over)) == ([], [made.id])
    async with sessions.write((pemda.id,)) as tx:
        documents.cleared(tx, (pemda.id, made.id), over, removed=True)
    (seen,) = await documents.by_id(sessions, [(pemda.id, made.id)])
    assert seen is not None
    assert (seen.state, seen.removed_at, seen.sha256) == (DocumentState.DONE, over, b"x" * 32)
    assert documents.keys_of(seen) == [made.storage_key, f"{made.storage_key}-1"]
    assert await remaining(sessions, over) == []


async def test_a_letterhead_is_set_and_set_again(sessions: Sessions, pemda: EnrolledPemda) -> None:
    assert await documents.letterheads(sessions, [pemda.id]) == [None]
    for office in ("Dinas", "Setda"):
        head = LetterheadRow(pemda.id, office, "", "", "", "", "", NOW, UUID(int=1))
        async with sessions.write((pemda.id,)) as tx:
            documents.set_letterhead(tx, head)
        assert await documents.letterheads(sessions, [pemda.id]) == [head]


async def test_parts_are_those_of_the_newest_attempt(sessions: Sessions, pemda: EnrolledPemda) -> None:
    made = await asked(sessions, pemda)
    await begun(sessions, made, NOW)
    part = documents.Part(1, 1000, cut=False, resume_after="x", seen_as="a", progress=45)

    async def keep(attempt: int, part: documents.Part) -> DocumentRow:
        async with sessions.write((pemda.id,)) as tx:
            documents.kept(tx, Attempt(pemda.id, made.id, attempt), part, NOW)
        (seen,) = await documents.by_id(sessions, [(pemda.id, made.id)])
        assert seen is not None
        return seen

    assert (await keep(1, part)).parts == [1]
    assert (await keep(1, part._replace(number=3))).parts == [1], "a part is missing between"
    await begun(sessions, made, NOW + LEASE + timedelta(seconds=1))
    assert (await keep(1, part._replace(number=2))).parts == [1], "another worker has it"
    seen = await keep(2, part._replace(number=2, rows=1500, resume_after=None, progress=60))
    assert (seen.parts, seen.rows, seen.resume_after, seen.progress) == ([1, 2], 1500, None, 60)
    base = documents.storage_key(made.id)
    assert documents.part_keys(seen) == [f"{base}-1-part-1", f"{base}-2-part-2"]
    anew = await keep(2, part._replace(rows=900))
    assert (anew.parts, anew.rows) == ([2], 900)
    anew.kind = DocumentKind.COMPLAINT_LIST
    assert {f"{base}-{attempt}-part-{number}" for attempt in (1, 2) for number in (1, 2)} < set(documents.keys_of(anew))
