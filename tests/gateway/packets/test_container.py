"""A ZIP that any program opens, of which no byte can be another."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.packets.container import Member, Writer, read
from rules.packets import PacketBroken

FILES = {"a.json": b"{}", "attachments/001.jpg": bytes(range(256)) * 2000, "b.json": b"", "é.html": b"<p>"}


def written(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    writer = Writer(file)
    for name in sorted(files):
        writer.add(name, files[name])
    writer.close()
    return file.getvalue()


def broken(data: bytes) -> str:
    with pytest.raises(PacketBroken) as found:
        read(io.BytesIO(data))
    return found.value.where


def test_any_program_reads_it() -> None:
    with zipfile.ZipFile(io.BytesIO(written(FILES))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == FILES
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}


def test_it_comes_back_and_attachments_are_not_held() -> None:
    members = read(io.BytesIO(written(FILES)))
    assert {member.name: member.data for member in members} == FILES | {"attachments/001.jpg": None}
    assert [member.size for member in members] == [2, 512_000, 0, 3]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.binary(max_size=50), min_size=1))
def test_the_same_members_are_the_same_bytes(files: dict[str, bytes]) -> None:
    assert written(files) == written(dict(reversed(files.items())))
    assert {member.name: member.data for member in read(io.BytesIO(written(files)))} == files


@given(st.data())
def test_no_byte_can_be_another(data: st.DataObject) -> None:
    whole = bytearray(written({"a.json": b'{"a":1}', "attachments/1": b"xyz", "b": b"12"}))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    try:
        members = read(io.BytesIO(bytes(whole)))
    except PacketBroken:
        return
    raise AssertionError(f"byte {place} can be another: {members}")


def test_nothing_before_between_or_after() -> None:
    whole = written(FILES)
    assert broken(b"x" + whole) == "container"
    assert broken(whole + b"x") == "container"
    assert broken(whole[:-1]) == "container"
    assert broken(whole[:37]) == "a.json"
    assert broken(b"") == "container"
    assert broken(whole[: whole.index(b"PK\1\2")] + b"\0" + whole[whole.index(b"PK\1\2") :]) == "container"


def test_a_zip_of_another_program() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", b"{}")
    assert broken(file.getvalue()) == "a.json"


def test_members_come_in_order_and_once() -> None:
    writer = Writer(io.BytesIO())
    writer.add("b", b"")
    for name in ("a", "b"):
        with pytest.raises(ValueError, match="does not come after"):
            writer.add(name, b"")
    one, two = written({"a": b"1"}), written({"b": b"2"})
    first, second = (whole[: whole.index(b"PK\1\2")] for whole in (one, two))
    assert broken(second + first) == "container"
    assert broken(first + first) == "container"


def test_a_dropped_member_was_never_there() -> None:
    file = io.BytesIO()
    writer = Writer(file)
    writer.add("a", b"1")
    dropped = writer.begin("b")
    dropped.write(b"much more than what comes after")
    dropped.drop()
    writer.add("c", b"3")
    writer.close()
    assert file.getvalue() == written({"a": b"1", "c": b"3"})


def test_too_large_is_said_before_it_is_read() -> None:
    member = Member("a.json", size=4_000_000_000)
    assert broken(member.local() + b"x") == "a.json"
    assert broken(Member("a" * 300).local()) == "container"
