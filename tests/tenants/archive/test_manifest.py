"""A manifest is what was written, or it is refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from rules.errors import Refusal
from tenants.archive.container import DamagedError
from tenants.archive.manifest import Manifest, verified

MANIFEST = Manifest(
    code="21.71",
    tenant=2171,
    name="Kota Batam",
    revision="0006",
    key_mark="mark",
    exported_at="2026-01-05T00:00:00+00:00",
    rows={"unit": 3},
    blobs=0,
    sums="00",
)


def test_there_and_back() -> None:
    assert Manifest.decode(MANIFEST.encode()) == MANIFEST


def test_every_single_bit_counts() -> None:
    whole = MANIFEST.encode()
    for place in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[place // 8] ^= 1 << (place % 8)
        with pytest.raises(DamagedError):
            Manifest.decode(bytes(changed))


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b'{"facts": {}}', b'{"facts": 1, "sha256": ""}', b"\xff"])
def test_what_is_no_manifest(text: bytes) -> None:
    with pytest.raises(DamagedError):
        Manifest.decode(text)


def test_another_format_is_another_format() -> None:
    with pytest.raises(DamagedError, match="another version"):
        Manifest.decode(replace(MANIFEST, format=2).encode())


def test_it_tells_what_is_in_the_archive(archive: Path) -> None:
    with archive.open("rb") as file:
        found = verified(file)
    assert [table for table, count in found.rows.items() if not count and table != "topic"] == []


def test_an_empty_file_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "empty.tar"
    path.touch()
    with path.open("rb") as file, pytest.raises(Refusal, match="damaged"):
        verified(file)
