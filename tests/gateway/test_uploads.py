"""A file comes in within limits, clean, once; whatever goes wrong leaves neither bytes nor rows."""

import asyncio
import hashlib
import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image
from starlette.routing import Router

from gateway.storage.store import Storage
from gateway.upload_door import SignedDoor
from gateway.uploads import Uploads, UploadSettings
from graph.nodes import node_id, parse_id
from rules.identifiers import NOWHERE
from tenants.database import Pool
from tenants.session import Sessions
from tenants.stores import uploads
from tests.gateway.asgi import Channel, Reply, call, http_scope
from tests.gateway.cleaning import files

LIMIT = 2_000_000


@dataclass
class Desk:
    """An endpoint with its storage, and what is left behind."""

    app: Router
    door: SignedDoor
    sessions: Sessions
    storage: Storage
    data: Path

    async def announce(self, name: str = "foto.jpg", *, hours: float = 1) -> UUID:
        now = datetime.now(UTC)
        row = await uploads.stage(
            self.sessions, uuid4(), owner="budi", name=name, at=now, until=now + timedelta(hours=hours)
        )
        return row.id

    async def put(self, upload: UUID, *chunks: bytes, channel: Channel | None = None, **headers: str) -> Reply:
        address = self.door.address(upload, datetime.now(UTC) + timedelta(hours=1))
        scope = http_scope("PUT", list(headers.items()), path=address)
        return await call(self.app, scope, channel or Channel(chunks))

    async def row(self, upload: UUID) -> Any:
        return await uploads.staged(self.sessions, upload)

    def bytes_kept(self) -> list[Path]:
        return [path for path in self.data.rglob("*") if path.is_file()]


Open = Callable[..., Desk]


@pytest.fixture
def open_desk(pool: Pool, tmp_path: Path) -> Open:
    def open_(**options: Any) -> Desk:
        storage = options.pop("storage", None) or Storage.open(None, tmp_path)
        door = SignedDoor(b"k" * 32, max_bytes=LIMIT)
        app = Router(Uploads(pool, storage, door, tmp_path, **options).routes())
        return Desk(app, door, Sessions(pool, NOWHERE), storage, tmp_path)

    return open_


@pytest.fixture
def desk(open_desk: Open) -> Desk:
    return open_desk()


async def stored(desk: Desk, upload: UUID) -> bytes:
    row = await desk.row(upload)
    blob = await desk.storage.get_stream(row.storage_key)
    return b"".join([chunk async for chunk in blob.chunks])


def pieces(data: bytes, size: int = 1000) -> Sequence[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


@pytest.mark.anyio
async def test_a_photo_comes_in_without_its_place(desk: Desk) -> None:
    upload = await desk.announce("IMG_0001.JPG")
    reply = await desk.put(upload, *pieces(files.jpeg(6)))
    content = await stored(desk, upload)
    assert reply.status == 200
    assert reply.json() == {
        "id": node_id("Upload", 0, upload),
        "name": "IMG_0001.JPG",
        "mediaType": "image/jpeg",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    assert parse_id(reply.json()["id"], "Upload").uuid == upload
    image = Image.open(io.BytesIO(content))
    assert image.size == (40, 64)
    assert dict(image.getexif()) == {}
    assert files.SECRET_BYTES not in content
    assert reply.headers["cache-control"] == "no-store"
    assert len(desk.bytes_kept()) == 1


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("sent", "data", "kept", "media_type"),
    [
        ("laporan.jpg", files.pdf(), "laporan.pdf", "application/pdf"),
        ("virus.exe", files.png(), "virus.png", "image/png"),
        ("../../surat", files.docx(), "surat.docx", "wordprocessingml"),
        ("bukti.mov", files.mp4(), "bukti.mp4", "video/mp4"),
        ("catatan", b"Jalan rusak.\n", "catatan.txt", "text/plain"),
    ],
)
async def test_the_name_tells_the_truth(desk: Desk, sent: str, data: bytes, kept: str, media_type: str) -> None:
    upload = await desk.announce(sent)
    told = (await desk.put(upload, data)).json()
    assert told["name"] == kept
    assert media_type in told["mediaType"]


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "FILE_DAMAGED"),
        (b"MZ\x90\x00" + bytes(100), 415, "UNSUPPORTED_MEDIA_TYPE"),
        (b"<html><script>alert(1)</script>", 422, "FILE_DANGEROUS"),
        (files.jpeg()[:400], 422, "FILE_DAMAGED"),
        (files.pdf(password="x"), 422, "FILE_DANGEROUS"),
        (files.docx(word__vbaProject_dot_bin=b"x"), 422, "FILE_DANGEROUS"),
        (files.docx(word__media__a_dot_bmp=bytes(170_000_000)), 413, "PAYLOAD_TOO_LARGE"),
    ],
)
async def test_a_refused_file_leaves_nothing(desk: Desk, data: bytes, status: int, code: str) -> None:
    upload = await desk.announce()
    reply = await desk.put(upload, data)
    assert (reply.status, reply.codes) == (status, [code])
    assert reply.json()["errors"][0]["extensions"]["messageId"]
    assert desk.bytes_kept() == []
    assert await desk.row(upload) is None
    assert (await desk.put(upload, files.jpeg())).status == 410


@pytest.mark.anyio
async def test_a_file_that_says_it_is_too_large_is_not_even_read(desk: Desk) -> None:
    upload = await desk.announce()
    channel = Channel([b"x" * 1000])
    reply = await desk.put(upload, channel=channel, **{"content-length": str(LIMIT + 1)})
    assert (reply.status, reply.codes) == (413, ["PAYLOAD_TOO_LARGE"])
    assert channel.taken == 0
    assert desk.bytes_kept() == []


@pytest.mark.anyio
async def test_a_file_that_grows_too_large_is_cut_off(desk: Desk) -> None:
    upload = await desk.announce()
    channel = Channel([bytes(100_000)] * 100)
    reply = await desk.put(upload, channel=channel)
    assert (reply.status, reply.headers["connection"]) == (413, "close")
    assert channel.taken == LIMIT // 100_000 + 1
    assert desk.bytes_kept() == []
    assert not (await desk.row(upload)).is_complete


@pytest.mark.anyio
async def test_an_interrupted_upload_leaves_nothing_and_can_be_sent_again(desk: Desk) -> None:
    upload = await desk.announce()
    data = files.jpeg()
    address = desk.door.address(upload, datetime.now(UTC) + timedelta(hours=1))
    broken = Channel(pieces(data)[:1], hangs_up=True)
    await desk.app(http_scope("PUT", path=address), broken.receive, broken.send)
    assert broken.sent == []
    assert desk.bytes_kept() == []
    assert not (await desk.row(upload)).is_complete
    assert (await desk.put(upload, data)).status == 200


@pytest.mark.anyio
async def test_who_falls_silent_is_not_waited_for(open_desk: Open) -> None:
    desk = open_desk(settings=UploadSettings(silence=0.05))
    upload = await desk.announce()
    reply = await desk.put(upload, channel=Channel([b"\xff\xd8"], silent=True))
    assert (reply.status, reply.codes) == (408, ["REQUEST_TIMEOUT"])
    assert desk.bytes_kept() == []


@pytest.mark.anyio
async def test_who_drips_is_not_waited_for_either(open_desk: Open) -> None:
    class Drip(Channel):
        async def receive(self) -> Any:
            await asyncio.sleep(0.02)
            return {"type": "http.request", "body": b"x", "more_body": True}

    desk = open_desk(settings=UploadSettings(silence=1, longest=0.2))
    started = time.monotonic()
    reply = await desk.put(await desk.announce(), channel=Drip())
    assert reply.status == 408
    assert time.monotonic() - started < 5


@pytest.mark.anyio
async def test_the_answer_that_got_lost_is_given_again(desk: Desk) -> None:
    upload = await desk.announce()
    first = await desk.put(upload, files.jpeg())
    channel = Channel([files.png()])
    again = await desk.put(upload, channel=channel)
    assert (again.status, again.json()) == (200, first.json())
    assert channel.taken == 0
    assert len(desk.bytes_kept()) == 1


@pytest.mark.anyio
async def test_the_same_file_sent_many_times_at_once_is_kept_once(desk: Desk) -> None:
    upload = await desk.announce()
    replies = await asyncio.gather(*(desk.put(upload, files.jpeg()) for _ in range(6)))
    assert {reply.status for reply in replies} <= {200, 409}
    assert any(reply.status == 200 for reply in replies)
    assert len(desk.bytes_kept()) == 1
    row = await desk.row(upload)
    assert hashlib.sha256(await stored(desk, upload)).digest() == row.sha256


@pytest.mark.anyio
async def test_only_so_many_come_in_at_once(open_desk: Open) -> None:
    desk = open_desk(settings=UploadSettings(at_once=2, silence=5))
    waiting = [
        asyncio.create_task(desk.put(await desk.announce(), channel=Channel([b"x"], silent=True))) for _ in range(2)
    ]
    await asyncio.sleep(0.1)
    reply = await desk.put(await desk.announce(), files.jpeg())
    assert (reply.status, reply.codes, reply.headers["retry-after"]) == (503, ["BUSY"], "10")
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert (await desk.put(await desk.announce(), files.jpeg())).status == 200


@pytest.mark.anyio
async def test_addresses_that_lead_nowhere(desk: Desk) -> None:
    upload = await desk.announce()
    assert (await desk.put(uuid4(), b"x")).status == 410
    for path in ("/uploads/x", "/uploads/" + "A" * 75, SignedDoor(bytes(32)).address(upload, datetime.now(UTC))):
        reply = await call(desk.app, http_scope("PUT", path=path), Channel([b"x"]))
        assert (reply.status, reply.codes) == (404, ["NOT_FOUND"])
    old = desk.door.address(upload, datetime.now(UTC) - timedelta(seconds=1))
    assert (await call(desk.app, http_scope("PUT", path=old), Channel([b"x"]))).status == 410


@pytest.mark.anyio
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PATCH", "HEAD"])
async def test_only_put_is_served(desk: Desk, method: str) -> None:
    address = desk.door.address(await desk.announce(), datetime.now(UTC) + timedelta(hours=1))
    reply = await call(desk.app, http_scope(method, path=address), Channel([b"x"]))
    assert (reply.status, reply.headers["allow"]) == (405, "PUT")


class Full(Storage):
    """A disk without room."""

    def __init__(self) -> None:
        pass

    async def put_stream(self, key: str, content: Any) -> None:
        raise OSError(28, "No space left on device")


@pytest.mark.anyio
async def test_a_storage_that_fails_is_our_fault_and_leaves_nothing(
    open_desk: Open, caplog: pytest.LogCaptureFixture
) -> None:
    desk = open_desk(storage=Full())
    upload = await desk.announce()
    reply = await desk.put(upload, files.jpeg())
    assert (reply.status, reply.codes) == (500, ["INTERNAL"])
    assert b"space" not in reply.body
    assert "No space" in caplog.text
    assert desk.bytes_kept() == []
    assert not (await desk.row(upload)).is_complete


class Dies(Storage):
    """The process dies when the bytes are there, before anybody notes it."""

    async def put_stream(self, key: str, content: Any) -> None:
        await super().put_stream(key, content)
        raise asyncio.CancelledError


@pytest.mark.anyio
async def test_bytes_of_an_attempt_that_died_go_with_the_next(open_desk: Open, tmp_path: Path) -> None:
    dying = open_desk(storage=Dies.open(None, tmp_path))
    upload = await dying.announce()
    with pytest.raises(asyncio.CancelledError):
        await dying.put(upload, files.jpeg())
    (left,) = dying.bytes_kept()
    desk = open_desk()
    assert (await desk.put(upload, files.png())).status == 200
    (kept,) = desk.bytes_kept()
    assert kept != left


@pytest.mark.anyio
async def test_nobody_else_can_look_at_what_comes_in(desk: Desk) -> None:
    assert (desk.data / "incoming").stat().st_mode & 0o777 == 0o700
