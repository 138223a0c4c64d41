"""A packet is made from documents and files alone, always the same, and kept under its key."""

import hashlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.packets.office import PacketOffice
from gateway.packets.verifying import verify
from rules.packets import Attached
from tests.gateway.packets.whole import KEY, PHOTO, contents, packet, stored

pytestmark = pytest.mark.anyio


async def test_what_is_told_of_it_is_what_lies_there(tmp_path: Path) -> None:
    made = await PacketOffice(KEY, await stored(tmp_path)).make(contents(), "packets/one")
    kept = (tmp_path / "attachments" / "packets" / "one").read_bytes()
    assert (made.size, made.sha256) == (len(kept), hashlib.sha256(kept).digest())
    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert archive.read("attachments/001.jpg") == PHOTO
        assert made.manifest_sha256 == hashlib.sha256(archive.read("manifest.json")).digest()


async def test_again_it_is_the_same(tmp_path: Path) -> None:
    assert await packet(tmp_path / "a") == await packet(tmp_path / "b")


async def test_a_large_packet_spills_to_disk(tmp_path: Path) -> None:
    large = b"0123456789abcdef" * 400_000
    storage = await stored(tmp_path, large)
    one = Attached("attachments/001.jpg", "aa/bb/photo", len(large), hashlib.sha256(large).hexdigest(), {"name": "a"})
    made = await PacketOffice(KEY, storage).make(replace(contents(), attached=[one]), "packets/one")
    assert made.size > len(large)
    with (tmp_path / "attachments" / "packets" / "one").open("rb") as file:
        assert verify(file, KEY.public).checked.files == 1


@pytest.mark.parametrize(
    ("most", "photo", "left_out"),
    [(len(PHOTO) - 1, PHOTO, "size"), (10**6, PHOTO[:-1] + b"x", "changed"), (10**6, PHOTO + b"x", "changed")],
)
async def test_a_file_that_cannot_come_along(tmp_path: Path, most: int, photo: bytes, left_out: str) -> None:
    await PacketOffice(KEY, await stored(tmp_path, photo), most).make(contents(), "packets/one")
    with zipfile.ZipFile(tmp_path / "attachments" / "packets" / "one") as archive:
        assert f'"left_out":"{left_out}"'.encode() in archive.read("files.json")
        assert "attachments/001.jpg" not in archive.namelist()
    with (tmp_path / "attachments" / "packets" / "one").open("rb") as file:
        assert verify(file, KEY.public).checked.files == 0
