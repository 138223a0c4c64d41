"""What was asked for is written once, as whoever asked sees it, and kept with its fingerprint; what fails says why."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from gateway.rendering import formats
from gateway.storage.store import Storage
from gateway.worker import writing
from gateway.worker.writing import Writing
from graph.nodes import parse_id
from rules.documents import LEASE, DocumentFormat
from tenants.database import Database, Pool
from tests.casework import submitted
from tests.gateway.worker.scribe import Inside, listed, requested, scribe
from tests.offices import Asking, Office, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
MAGIC = {"PDF": b"%PDF-", "DOCX": b"PK\x03\x04", "XLSX": b"PK\x03\x04"}


@pytest.fixture
def ask(pool: Pool) -> Asking:
    return Asking(pool)


@pytest.fixture
def office(database: Database, new_tenant: NewTenant) -> Office:
    return open_office(database, new_tenant())


def kept(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]


@pytest.mark.parametrize("format_", ["PDF", "DOCX", "XLSX"])
async def test_a_report_is_written_and_kept(
    ask: Asking, pool: Pool, office: Office, tmp_path: Path, format_: str
) -> None:
    await (await submitted(ask, office)).answered()
    asked = await requested(ask, office.admin, "COMPLAINT_REPORT", format_, year=2026, month=3)
    assert (asked["state"], asked["progress"], asked["sha256"], asked["url"]) == ("WAITING", 0, None, None)
    write = scribe(pool, office, ask, tmp_path)
    assert (await write(), await write()) == (1, 0)
    (made,) = await listed(ask, office.admin)
    (file,) = kept(tmp_path)
    assert file.startswith(MAGIC[format_])
    assert (made["state"], made["progress"], made["code"]) == ("DONE", 100, None)
    assert (made["size"], made["sha256"]) == (len(file), hashlib.sha256(file).hexdigest())
    assert made["name"] == f"laporan-pengaduan-{office.pemda.code}-2026-03.{format_.lower()}"
    assert made["url"] == f"/documents/{made['id']}"


async def test_the_same_report_of_the_same_moment_is_the_same_file(
    ask: Asking, pool: Pool, office: Office, tmp_path: Path
) -> None:
    for _ in range(2):
        await requested(ask, office.admin, "COMPLAINT_REPORT", "XLSX", year=2026, month=3)
    assert await scribe(pool, office, ask, tmp_path)() == 2
    one, other = await listed(ask, office.admin)
    assert one["id"] != other["id"]
    assert one["sha256"] == other["sha256"]


async def test_what_nothing_can_write_is_said_to_fail(
    ask: Asking, pool: Pool, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "CONTENTS", {})
    await requested(ask, office.admin, "COMPLAINT_REPORT", year=2026)
    assert await scribe(pool, office, ask, tmp_path)() == 0
    (failed,) = await listed(ask, office.admin)
    assert (failed["state"], failed["code"]) == ("FAILED", "NOT_AVAILABLE")


async def test_whoever_left_the_position_gets_nothing(
    ask: Asking, pool: Pool, office: Office, database: Database, tmp_path: Path
) -> None:
    await requested(ask, office.by("dinkes"), "COMPLAINT_REPORT", year=2026)
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "UPDATE tuntas.appointment SET valid_to = %s WHERE tenant_id = %s AND position_id = %s",
            (ask.now - timedelta(days=1), office.tenant, office.by("dinkes").position),
        )
    assert await scribe(pool, office, ask, tmp_path)() == 0
    (failed,) = await listed(ask, office.by("dinkes"))
    assert (failed["state"], failed["code"], failed["sha256"]) == ("FAILED", "FORBIDDEN", None)
    assert kept(tmp_path) == []


async def test_what_breaks_is_tried_three_times(
    ask: Asking, pool: Pool, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any) -> bytes:
        raise OSError("the disk is full")

    monkeypatch.setattr(writing, "WRITING", {**formats.WRITING, DocumentFormat.PDF: breaks})
    await requested(ask, office.admin, "COMPLAINT_REPORT", year=2026)
    states = []
    for minutes in (0, 5, 10, 15):
        assert await scribe(pool, office, ask.later(minutes=minutes), tmp_path)() == 0
        ((found),) = await listed(ask, office.admin)
        states.append((found["state"], found["code"]))
    assert states == [("WAITING", None), ("WAITING", None), ("FAILED", "INTERNAL"), ("FAILED", "INTERNAL")]


class Killed(BaseException):
    """The worker's process ends."""


async def test_a_worker_that_is_killed_loses_only_time(
    ask: Asking, pool: Pool, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Dying(Storage):
        async def put_stream(self, key: str, content: Any) -> None:
            await super().put_stream(key, content)
            raise Killed

    storage = Storage.open(None, tmp_path)
    await requested(ask, office.admin, "COMPLAINT_REPORT", "DOCX", year=2026)
    with pytest.raises(Killed):
        await Writing(Inside(pool, office, ask), Dying(storage._store, tmp_path))()
    (running,) = await listed(ask, office.admin)
    assert (running["state"], running["sha256"]) == ("RUNNING", None)
    assert await scribe(pool, office, ask.later(minutes=1), tmp_path)() == 0  # somebody has it, as far as is known
    later = ask.later(seconds=LEASE.total_seconds() + 1)
    assert await scribe(pool, office, later, tmp_path)() == 1
    (made,) = await listed(ask, office.admin)
    assert len(kept(tmp_path)) == 2, "each attempt has a key of its own"
    assert await scribe(pool, office, ask.later(hours=23), tmp_path).clear() == 0
    assert await scribe(pool, office, ask.later(days=2), tmp_path).clear() == 1
    (file,) = kept(tmp_path)
    assert (made["state"], made["sha256"]) == ("DONE", hashlib.sha256(file).hexdigest())


async def test_what_kills_every_worker_is_given_up(
    ask: Asking, pool: Pool, office: Office, tmp_path: Path, database: Database
) -> None:
    made = await requested(ask, office.admin, "COMPLAINT_REPORT", year=2026)
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "UPDATE tuntas.document SET state = 'RUNNING', attempts = 3, leased_until = %s WHERE id = %s",
            (ask.now - timedelta(seconds=1), parse_id(made["id"]).uuid),
        )
    assert await scribe(pool, office, ask, tmp_path)() == 0
    (found,) = await listed(ask, office.admin)
    assert (found["state"], found["code"]) == ("FAILED", "WORKER_LOST")


async def test_a_slow_worker_overwrites_nothing(ask: Asking, pool: Pool, office: Office, tmp_path: Path) -> None:
    later = ask.later(seconds=LEASE.total_seconds() + 1)

    class Slow(Storage):
        async def put_stream(self, key: str, content: Any) -> None:
            assert await scribe(pool, office, later, tmp_path)() == 1  # another one takes over, and is done
            await super().put_stream(key, content)

    storage = Storage.open(None, tmp_path)
    await requested(ask, office.admin, "COMPLAINT_REPORT", "DOCX", year=2026)
    assert await Writing(Inside(pool, office, ask), Slow(storage._store, tmp_path))() == 0
    (made,) = await listed(ask, office.admin)
    (file,) = kept(tmp_path)
    assert (made["state"], made["sha256"]) == ("DONE", hashlib.sha256(file).hexdigest())
    assert made["finishedAt"] == later.now.isoformat()


async def test_a_file_that_could_not_be_finished_is_removed(
    ask: Asking, pool: Pool, office: Office, tmp_path: Path
) -> None:
    class Breaking(Storage):
        async def put_stream(self, key: str, content: Any) -> None:
            await super().put_stream(key, content)
            raise OSError("the connection broke")

    storage = Storage.open(None, tmp_path)
    await requested(ask, office.admin, "COMPLAINT_REPORT", "DOCX", year=2026)
    assert await Writing(Inside(pool, office, ask), Breaking(storage._store, tmp_path))() == 0
    assert kept(tmp_path) == []
    assert await scribe(pool, office, ask.later(minutes=5), tmp_path)() == 1
    assert len(kept(tmp_path)) == 1


async def test_documents_go_when_their_time_is_over_and_their_fingerprint_stays(
    ask: Asking, pool: Pool, office: Office, tmp_path: Path
) -> None:
    for kind in ("COMPLAINT_REPORT", "LAPOR_EXPORT"):
        await requested(ask, office.admin, kind, "XLSX", year=2026)
    assert await scribe(pool, office, ask, tmp_path)() == 2
    asked = "query { documents(first: 9) { nodes { kind url sha256 size keptUntil removedAt state } } }"
    before = {one["kind"]: one for one in (await ask(office.admin, asked))["documents"]["nodes"]}
    assert before["LAPOR_EXPORT"]["keptUntil"] == ask.later(days=30).now.isoformat()
    assert before["COMPLAINT_REPORT"]["keptUntil"] is None
    later = ask.later(days=31)
    assert [await scribe(pool, office, later, tmp_path).clear() for _ in (1, 2)] == [1, 0]
    after = {one["kind"]: one for one in (await later(office.admin, asked))["documents"]["nodes"]}
    gone = {"url": None, "removedAt": later.now.isoformat()}
    assert after == {**before, "LAPOR_EXPORT": {**before["LAPOR_EXPORT"], **gone}}
    assert len(kept(tmp_path)) == 1
