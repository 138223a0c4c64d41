"""tuntas uploads sweep, on an installation of its own."""

import asyncio
import io
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from typer.testing import CliRunner

from gateway.command_line import app
from gateway.installation import Installation, installed
from gateway.settings import Settings
from gateway.storage.store import Storage, new_key
from rules.identifiers import NOWHERE
from tenants.database import open_pool
from tenants.session import Sessions
from tenants.stores import uploads


@pytest.fixture
def installation(monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    """A data directory of its own: the name is short, for a socket lies in it."""
    data = Path(tempfile.mkdtemp(prefix="tuntas-sweep-"))
    for name in ("TUNTAS_DATABASE_URL", "TUNTAS_MASTER_KEY", "TUNTAS_STORAGE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TUNTAS_DATA", str(data))
    with installed(Settings()) as found:
        found.prepare()
        yield found
    shutil.rmtree(data)


async def left_behind(installation: Installation) -> None:
    """An upload whose bytes came and whose sender never did."""
    key, now = new_key(), datetime.now(UTC)
    async with open_pool(installation.database.service_url, size=1) as pool:
        sessions = Sessions(pool, NOWHERE)
        row = await uploads.stage(
            sessions, uuid4(), owner="budi", name="a.txt", at=now, until=now + timedelta(hours=24)
        )
        await uploads.begin(sessions, row.id, key)
    await Storage.open(None, installation.settings.data).put_stream(key, io.BytesIO(b"isi"))


def age(installation: Installation) -> None:
    with psycopg.connect(installation.database.owner_url) as connection:
        connection.execute("UPDATE tuntas.staged_upload SET expires_at = now() - interval '2 hours'")


def swept() -> str:
    result = CliRunner().invoke(app, ["uploads", "sweep"])
    assert (result.exit_code, result.exception) == (0, None), result.output
    return result.stdout.strip()


def test_it_removes_what_expired_and_says_how_much(installation: Installation) -> None:
    folder = Path(installation.settings.data) / "attachments"
    asyncio.run(left_behind(installation))
    assert swept() == "0 uploads removed."
    age(installation)
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1
    assert swept() == "1 uploads removed."
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert swept() == "0 uploads removed."
