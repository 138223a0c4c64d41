"""The same promises on disk and on an S3 service; nothing in the folder is for other eyes."""

import hashlib
import io
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gateway.storage.store import BlobMissingError, Storage, StorageSettingError, new_key


class FakeS3(BaseHTTPRequestHandler):
    """Just enough of S3: one object is put or got, some are deleted."""

    objects: dict[str, bytes]
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the standard library
        pass

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"')
        self.send_header("Last-Modified", "Mon, 23 Nov 2026 00:00:00 GMT")
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self) -> None:
        self.objects[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200)

    def do_GET(self) -> None:
        found = self.objects.get(self.path)
        self.answer(404) if found is None else self.answer(200, found)

    def do_POST(self) -> None:
        """POST /bucket?delete: a list of keys."""
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
        keys = re.findall(r"<Key>(.*?)</Key>", asked)
        for key in keys:
            self.objects.pop(f"{self.path.partition('?')[0]}/{key}", None)
        deleted = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        self.answer(200, f"<DeleteResult>{deleted}</DeleteResult>".encode())


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    objects: dict[str, bytes] = {}
    handler = type("Handler", (FakeS3,), {"objects": objects})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_address[1]}")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setenv("AWS_REGION", "ap-southeast-3")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "uji")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "uji")
    yield objects
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["folder", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "folder":
        return Storage.open(None, tmp_path)
    request.getfixturevalue("bucket")
    return Storage.open("s3://lampiran/tuntas", tmp_path)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def open_to_others(folder: Path) -> list[Path]:
    return [path for path in (folder, *folder.rglob("*")) if path.stat().st_mode & 0o077]


async def read(storage: Storage, key: str) -> bytes:
    blob = await storage.get_stream(key)
    content = b"".join([chunk async for chunk in blob.chunks])
    assert blob.size == len(content)
    return content


@pytest.mark.anyio
@pytest.mark.parametrize("size", [0, 1, 1_000_000])
async def test_what_is_put_comes_back_until_it_is_deleted(storage: Storage, size: int) -> None:
    key, content = new_key(), bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    await storage.put_stream(key, io.BytesIO(content))
    assert await read(storage, key) == content
    await storage.delete([key])
    with pytest.raises(BlobMissingError):
        await storage.get_stream(key)
    await storage.delete([key, new_key()])


@pytest.mark.anyio
async def test_a_large_blob_leaves_in_pieces(storage: Storage) -> None:
    key = new_key()
    await storage.put_stream(key, io.BytesIO(bytes(2_000_000)))
    blob = await storage.get_stream(key)
    sizes = [len(chunk) async for chunk in blob.chunks]
    assert sum(sizes) == 2_000_000
    assert len(sizes) > 1


@pytest.mark.anyio
async def test_the_bucket_holds_it_under_its_prefix(bucket: dict[str, bytes], tmp_path: Path) -> None:
    storage = Storage.open("s3://lampiran/tuntas", tmp_path)
    await storage.put_stream("aa/bb/key", io.BytesIO(b"isi"))
    assert bucket == {"/lampiran/tuntas/aa/bb/key": b"isi"}
    assert files_in(tmp_path) == []


@pytest.mark.anyio
async def test_nobody_else_can_look_into_the_folder(tmp_path: Path) -> None:
    (tmp_path / "attachments").mkdir(mode=0o755)
    storage = Storage.open(None, tmp_path)
    for _ in range(3):
        await storage.put_stream(new_key(), io.BytesIO(b"isi"))
    assert open_to_others(tmp_path / "attachments") == []
    assert len(files_in(tmp_path)) == 3


class Breaks(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 0:
            raise OSError("the line went dead")
        return super().read(1000)


@pytest.mark.anyio
async def test_an_interrupted_put_leaves_nothing(tmp_path: Path) -> None:
    storage = Storage.open(None, tmp_path)
    with pytest.raises(OSError, match="dead"):
        await storage.put_stream(new_key(), Breaks(bytes(50_000_000)))
    assert files_in(tmp_path) == []


@pytest.mark.anyio
async def test_a_folder_elsewhere(tmp_path: Path) -> None:
    storage = Storage.open(f"file://{tmp_path}/lampiran%20warga", Path("/nonexistent"))
    await storage.put_stream("aa/bb/key", io.BytesIO(b"isi"))
    assert (tmp_path / "lampiran warga" / "aa" / "bb" / "key").read_bytes() == b"isi"


@pytest.mark.parametrize("url", ["", "s3://", "ftp://x/y", "/var/lib", "file://host/x", "s3:/bucket"])
def test_what_is_no_place_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(StorageSettingError):
        Storage.open(url, tmp_path)


def test_keys_are_random_and_spread() -> None:
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert len({key.partition("/")[0] for key in keys}) > 200
