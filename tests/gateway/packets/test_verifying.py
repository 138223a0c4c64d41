"""One byte changed anywhere fails; a forger with another key fails; what is told must follow from itself."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.packets.container import Writer
from gateway.packets.signing import PacketKey, PacketPublicKey
from gateway.packets.verifying import Verdict, verify
from rules.event_chain import rebuild
from rules.packet_summary import page
from rules.packets import CLOCKS, MANIFEST, SIGNATURE, SUMMARY, Entry, Manifest, PacketBroken, encoded
from tests.gateway.packets.whole import KEY, contents, packet
from tests.rules.chains import overdue

pytestmark = pytest.mark.anyio
OTHER = PacketKey(bytes(32))


@pytest.fixture(scope="module")
async def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return await packet(tmp_path_factory.mktemp("packet"))


def checked(data: bytes, pinned: PacketPublicKey | None = KEY.public) -> Verdict:
    return verify(io.BytesIO(data), pinned)


def broken(data: bytes, pinned: PacketPublicKey | None = KEY.public) -> str:
    with pytest.raises(PacketBroken) as found:
        checked(data, pinned)
    return found.value.where


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    writer = Writer(file)
    for name in sorted(files):
        writer.add(name, files[name])
    writer.close()
    return file.getvalue()


def forged(data: bytes, key: PacketKey, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The packet with other documents, everything after them made fit, signed with some key."""
    files = unpacked(data)
    documents = {name: json.loads(text) for name, text in files.items() if name.endswith(".json") and name != MANIFEST}
    change(documents)
    files |= {name: encoded(document) for name, document in documents.items()}
    manifest = replace(Manifest.decode(files[MANIFEST]), key=key.public.id, public_key=key.public.hex)
    files[SUMMARY] = page(manifest, documents)
    listed = sorted(files.keys() - {MANIFEST, SIGNATURE})
    entries = tuple(Entry(name, len(files[name]), hashlib.sha256(files[name]).hexdigest()) for name in listed)
    files[MANIFEST] = replace(manifest, files=entries).encode()
    files[SIGNATURE] = key.sign(files[MANIFEST])
    return packed(files)


async def test_a_packet_proves_itself_from_the_file_alone(whole: bytes) -> None:
    verdict = checked(whole)
    assert (verdict.pinned, verdict.key.raw) == (True, KEY.public.raw)
    assert tuple(verdict.checked) == (12, 0, 4, 1)
    assert verdict.manifest_sha256 == hashlib.sha256(unpacked(whole)[MANIFEST]).hexdigest()
    assert not checked(whole, None).pinned


async def test_replaying_its_events_gives_the_same_deadlines(whole: bytes) -> None:
    case = rebuild(overdue().events)
    assert case is not None
    told = {one["clock"]["clock"]: one["clock"] for one in json.loads(unpacked(whole)[CLOCKS])}
    assert {clock.clock: clock.due.isoformat() for clock in case.open_clocks if clock.due} == {
        clock.clock: told[clock.clock]["due"] for clock in case.open_clocks
    }


async def test_one_bit_changed_at_every_place(whole: bytes) -> None:
    """Every byte of a packet that has every kind of member: no place is forgotten."""
    changed = bytearray(whole)
    accepted = []
    for place in range(0, len(whole), 7):
        changed[place] ^= 1 << (place % 8)
        try:
            verify(io.BytesIO(changed), KEY.public)
            accepted.append(place)
        except PacketBroken:
            pass
        changed[place] = whole[place]
    assert accepted == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(data=st.data())
async def test_any_byte_changed_to_any_other(whole: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(1, 255))
    changed = whole[:place] + bytes([whole[place] ^ other]) + whole[place + 1 :]
    for pinned in (KEY.public, None):
        with pytest.raises(PacketBroken):
            checked(changed, pinned)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(data=st.data())
async def test_torn_or_continued(whole: bytes, data: st.DataObject) -> None:
    end = data.draw(st.integers(0, len(whole) - 1))
    for other in (whole[:end], whole[end:] if end else b"", whole + whole[end:]):
        with pytest.raises(PacketBroken):
            checked(other)


async def test_a_forger_signs_with_another_key(whole: bytes) -> None:
    lie = forged(whole, OTHER, lambda told: told["answers.json"][0].update(body="Sudah selesai."))
    assert broken(lie) == SIGNATURE
    verdict = checked(lie, None)  # it is whole: only the key tells that it is not ours
    assert (verdict.pinned, verdict.key.id) == (False, OTHER.public.id)


async def test_the_key_of_another_cannot_be_named(whole: bytes) -> None:
    files = unpacked(whole)
    for said in ({"key": OTHER.public.id}, {"public_key": OTHER.public.hex}, {"public_key": "zz"}):
        manifest = replace(Manifest.decode(files[MANIFEST]), **dict[str, Any](said)).encode()
        lie = packed({**files, MANIFEST: manifest, SIGNATURE: OTHER.sign(manifest)})
        assert broken(lie, None) == MANIFEST


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda told: told["clocks.json"][2].update(due="2027-01-01T16:59:59.000000+00:00"), "clocks.json"),
        (lambda told: told["clocks.json"].pop(), "clocks.json"),
        (lambda told: told["events.json"][3].update(reason="Lain"), "events.json"),
        (lambda told: told["events.json"].pop(), "events.json"),
        (lambda told: told["complaint.json"].update(body="Semua baik-baik saja."), "complaint.json"),
        (lambda told: told["dispositions.json"][0].update(move="RETURN"), "dispositions.json"),
        (lambda told: told["files.json"].clear(), "files.json"),
    ],
)
async def test_even_the_owner_of_the_key_cannot_tell_another_story(
    whole: bytes, change: Callable[[dict[str, Any]], object], where: str
) -> None:
    assert broken(forged(whole, KEY, change)) == where


async def test_members_missing_or_added(whole: bytes) -> None:
    files = unpacked(whole)
    for name in files:
        without = {other: data for other, data in files.items() if other != name}
        assert broken(packed(without)) == name
    assert broken(packed({**files, "zebra.html": b"<p>"})) == "zebra.html"
    assert broken(packed({**files, "attachments/002.jpg": b"x"})) == "attachments/002.jpg"


async def test_the_page_tells_what_the_documents_tell(whole: bytes) -> None:
    files = unpacked(whole)
    files[SUMMARY] = files[SUMMARY].replace(b"Lampu jalan", b"Semua baik")
    listed = sorted(files.keys() - {MANIFEST, SIGNATURE})
    entries = tuple(Entry(name, len(files[name]), hashlib.sha256(files[name]).hexdigest()) for name in listed)
    files[MANIFEST] = replace(Manifest.decode(files[MANIFEST]), files=entries).encode()
    files[SIGNATURE] = KEY.sign(files[MANIFEST])
    assert broken(packed(files)) == SUMMARY


async def test_the_packet_of_an_installation_with_another_master_key(tmp_path: Path) -> None:
    other = await packet(tmp_path, contents(key=OTHER), OTHER)
    assert broken(other) == SIGNATURE
    assert checked(other, OTHER.public).pinned
