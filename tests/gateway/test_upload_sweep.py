from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from gateway.storage.store import Storage, new_key
from gateway.upload_sweep import sweep
from rules.identifiers import NOWHERE
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import uploads
from tenants.stores.uploads import Arrived


@pytest.fixture
def sessions(pool: Pool) -> Sessions:
    return Sessions(pool, NOWHERE)


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage.open(None, tmp_path)


def kept(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


async def upload(sessions: Sessions, storage: Storage, *, complete: bool, put: bool = True) -> tuple[UUID, str]:
    now, key = datetime.now(UTC), new_key()
    row = await uploads.stage(sessions, uuid4(), owner="budi", name="a.txt", at=now, until=now + timedelta(hours=24))
    await uploads.begin(sessions, row.id, key)
    if put:
        await storage.put_stream(key, BytesIO(b"isi"))
    if complete:
        await uploads.complete(
            sessions, row.id, key, Arrived(name="a.txt", media_type="text/plain", size=3, sha256=b"x")
        )
    return row.id, key


def age(database: Database, upload: UUID, hours: float) -> None:
    with psycopg.connect(database.owner_url) as connection:
        connection.execute(
            "UPDATE tuntas.staged_upload SET expires_at = now() - %s WHERE id = %s", (timedelta(hours=hours), upload)
        )


def exists(database: Database, upload: UUID) -> bool:
    with psycopg.connect(database.owner_url) as connection:
        return connection.execute("SELECT 1 FROM tuntas.staged_upload WHERE id = %s", (upload,)).fetchone() is not None


@pytest.mark.anyio
async def test_what_nobody_claimed_goes_with_its_bytes(
    sessions: Sessions, storage: Storage, database: Database, tmp_path: Path
) -> None:
    await sweep(sessions, storage, datetime.now(UTC))
    complete, died, never_put = (
        await upload(sessions, storage, complete=True),
        await upload(sessions, storage, complete=False),
        await upload(sessions, storage, complete=False, put=False),
    )
    just_over = await upload(sessions, storage, complete=True)
    waiting = await upload(sessions, storage, complete=True)
    for id_, _ in (complete, died, never_put):
        age(database, id_, 2)
    age(database, just_over[0], 0.5)
    assert await sweep(sessions, storage, datetime.now(UTC)) == 3
    assert [exists(database, id_) for id_, _ in (complete, died, never_put, just_over, waiting)] == [
        False, False, False, True, True,
    ]  # fmt: skip
    assert kept(tmp_path) == {key.rpartition("/")[2] for _, key in (just_over, waiting)}
    assert await sweep(sessions, storage, datetime.now(UTC)) == 0


@pytest.mark.anyio
async def test_when_the_storage_fails_the_rows_stay_for_the_next_time(
    sessions: Sessions, storage: Storage, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_, _ = await upload(sessions, storage, complete=True)
    age(database, id_, 2)

    async def fails(_self: Storage, _keys: object) -> None:
        raise OSError("away")

    with monkeypatch.context() as patch:
        patch.setattr(Storage, "delete", fails)
        with pytest.raises(OSError, match="away"):
            await sweep(sessions, storage, datetime.now(UTC))
    assert exists(database, id_)
    assert await sweep(sessions, storage, datetime.now(UTC)) == 1
