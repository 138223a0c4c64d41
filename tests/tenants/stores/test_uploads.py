# ruff: noqa: PT012 - what is raised is raised where a transaction's block ends
"""An upload is announced, arrives once, is claimed once by its owner, or is swept; nobody can list them."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from rules.errors import BAD_USER_INPUT, IDEMPOTENCY_MISMATCH, Refusal
from rules.identifiers import NOWHERE
from tenants.attachment_rows import StagedUploadRow
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import uploads
from tenants.stores.uploads import Arrived

ARRIVED = Arrived(name="foto.jpg", media_type="image/jpeg", size=1234, sha256=bytes(range(32)))


@pytest.fixture
def sessions(pool: Pool) -> Sessions:
    return Sessions(pool, NOWHERE)


@pytest.fixture
def owner() -> str:
    return str(uuid4())


async def announced(
    sessions: Sessions, owner: str, *, name: str = "foto.exe", hours: float = 24, id: UUID | None = None
) -> StagedUploadRow:
    now = datetime.now(UTC)
    return await uploads.stage(
        sessions, id or uuid4(), owner=owner, name=name, at=now, until=now + timedelta(hours=hours)
    )


async def arrived(sessions: Sessions, owner: str) -> UUID:
    row = await announced(sessions, owner)
    key = f"key/{row.id}"
    assert await uploads.begin(sessions, row.id, key) == (True, None)
    assert await uploads.complete(sessions, row.id, key, ARRIVED)
    return row.id


async def claim(sessions: Sessions, ids: list[UUID], owner: str) -> list[StagedUploadRow]:
    async with sessions.write() as tx:
        return await uploads.claim(tx, ids, owner)


def age(database: Database, upload: UUID, hours: float) -> None:
    with psycopg.connect(database.owner_url) as connection:
        connection.execute(
            "UPDATE tuntas.staged_upload SET expires_at = now() - %s WHERE id = %s", (timedelta(hours=hours), upload)
        )


@pytest.mark.anyio
async def test_the_way_of_an_upload(sessions: Sessions, owner: str) -> None:
    row = await announced(sessions, owner)
    assert (row.owner, row.name, row.is_complete, row.storage_key) == (owner, "foto.exe", False, None)
    assert await uploads.begin(sessions, row.id, "a/b/c") == (True, None)
    assert await uploads.complete(sessions, row.id, "a/b/c", ARRIVED)
    whole = await uploads.staged(sessions, row.id)
    assert whole is not None
    assert whole.is_complete
    assert (whole.name, whole.media_type, whole.size, whole.sha256) == (
        "foto.jpg", "image/jpeg", 1234, bytes(range(32)),
    )  # fmt: skip
    assert await claim(sessions, [row.id], owner) == [whole]
    assert await uploads.staged(sessions, row.id) is None


@pytest.mark.anyio
async def test_announced_again_it_is_the_same(sessions: Sessions, owner: str) -> None:
    row = await announced(sessions, owner)
    again = await announced(sessions, owner, id=row.id)
    assert (again.id, again.created_at) == (row.id, row.created_at)
    assert again.expires_at > row.expires_at


@pytest.mark.anyio
async def test_announced_again_for_another_file_or_by_another_is_refused(sessions: Sessions, owner: str) -> None:
    row = await announced(sessions, owner)
    for name, who in (("lain.pdf", owner), ("foto.exe", "somebody else")):
        with pytest.raises(Refusal) as refused:
            await announced(sessions, who, id=row.id, name=name)
        assert refused.value.code == IDEMPOTENCY_MISMATCH
    assert await uploads.staged(sessions, row.id) == row


@pytest.mark.anyio
async def test_announced_again_when_it_is_there_it_stays(sessions: Sessions, owner: str) -> None:
    upload = await arrived(sessions, owner)
    before = await uploads.staged(sessions, upload)
    assert await announced(sessions, owner, id=upload) == before


@pytest.mark.anyio
async def test_a_newer_attempt_makes_an_older_one_void(sessions: Sessions, owner: str) -> None:
    row = await announced(sessions, owner)
    assert await uploads.begin(sessions, row.id, "first") == (True, None)
    assert await uploads.begin(sessions, row.id, "second") == (True, "first")
    assert not await uploads.complete(sessions, row.id, "first", ARRIVED)
    assert await uploads.complete(sessions, row.id, "second", ARRIVED)
    assert not await uploads.complete(sessions, row.id, "second", ARRIVED)
    assert await uploads.begin(sessions, row.id, "third") == (False, None)


@pytest.mark.anyio
async def test_what_nobody_announced_does_not_begin(sessions: Sessions) -> None:
    assert await uploads.begin(sessions, uuid4(), "x") == (False, None)
    assert not await uploads.complete(sessions, uuid4(), "x", ARRIVED)
    assert await uploads.staged(sessions, uuid4()) is None


@pytest.mark.anyio
async def test_a_refused_file_ends_its_upload(sessions: Sessions, owner: str) -> None:
    row = await announced(sessions, owner)
    await uploads.discard(sessions, row.id)
    assert await uploads.staged(sessions, row.id) is None
    whole = await arrived(sessions, owner)
    await uploads.discard(sessions, whole)
    assert await uploads.staged(sessions, whole) is not None


@pytest.mark.anyio
async def test_several_are_claimed_in_the_order_asked_for(sessions: Sessions, owner: str) -> None:
    ids = [await arrived(sessions, owner) for _ in range(4)]
    ids.reverse()
    assert [row.id for row in await claim(sessions, ids, owner)] == ids


@pytest.mark.anyio
async def test_what_cannot_be_claimed_leaves_all_as_it_was(sessions: Sessions, owner: str, database: Database) -> None:
    whole = await arrived(sessions, owner)
    swept = await arrived(sessions, owner)
    age(database, swept, 2)
    assert swept in dict(await uploads.take_expired(sessions, datetime.now(UTC), 1000))
    others = (
        await arrived(sessions, "somebody else"),
        (await announced(sessions, owner)).id,
        swept,
        uuid4(),
    )
    for other in others:
        with pytest.raises(Refusal) as refused:
            await claim(sessions, [whole, other], owner)
        assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "attachments.1")
    assert await uploads.staged(sessions, whole) is not None


@pytest.mark.anyio
async def test_a_failed_transaction_gives_its_claim_back(sessions: Sessions, owner: str) -> None:
    upload = await arrived(sessions, owner)
    with pytest.raises(ZeroDivisionError):
        async with sessions.write() as tx:
            await uploads.claim(tx, [upload], owner)
            raise ZeroDivisionError
    assert len(await claim(sessions, [upload], owner)) == 1


@pytest.mark.anyio
async def test_of_many_claims_one_wins(sessions: Sessions, owner: str) -> None:
    upload = await arrived(sessions, owner)

    async def once() -> int:
        try:
            return len(await claim(sessions, [upload], owner))
        except Refusal as refused:
            assert refused.code == BAD_USER_INPUT  # noqa: PT017 - both outcomes are counted
            return 0

    assert sum(await asyncio.gather(*(once() for _ in range(8)))) == 1


@pytest.mark.anyio
async def test_what_the_sweep_took_is_gone_for_everyone_else(
    sessions: Sessions, owner: str, database: Database
) -> None:
    begun = await announced(sessions, owner)
    await uploads.begin(sessions, begun.id, "begun")
    whole = await arrived(sessions, owner)
    fresh = await arrived(sessions, owner)
    for upload in (begun.id, whole):
        age(database, upload, 2)
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    for _ in range(2):  # what an interrupted sweep took is taken again
        found = dict(await uploads.take_expired(sessions, hour_ago, 1000))
        assert found[begun.id] == "begun"
        assert found[whole] == f"key/{whole}"
        assert fresh not in found
    assert await uploads.staged(sessions, whole) is None
    assert not await uploads.complete(sessions, begun.id, "begun", ARRIVED)
    assert await uploads.begin(sessions, begun.id, "again") == (False, None)
    for who in (owner, ""):
        with pytest.raises(Refusal):
            await claim(sessions, [whole], who)
    assert await uploads.forget(sessions, [begun.id, whole, fresh]) == 2
    assert await uploads.staged(sessions, fresh) is not None


@pytest.mark.anyio
async def test_the_sweep_cannot_be_told_to_take_what_still_waits(sessions: Sessions, owner: str) -> None:
    upload = await arrived(sessions, owner)
    far = datetime.now(UTC) + timedelta(days=365)
    assert upload not in dict(await uploads.take_expired(sessions, far, 1000))
    assert await uploads.forget(sessions, [upload]) == 0


@pytest.mark.anyio
async def test_the_table_itself_is_closed(sessions: Sessions) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        await sessions.read("SELECT id FROM tuntas.staged_upload")
