import json
from dataclasses import replace
from uuid import UUID

import pytest

from rules.complaint_states import Move
from rules.packets import (
    KIND_OF,
    WITHHELD,
    Entry,
    Manifest,
    PacketBroken,
    PacketKind,
    decoded,
    encoded,
    event_read,
    event_written,
    packet_id,
    without_words,
)
from tests.rules.chains import COMPLAINT_ID, manifest_of, overdue

CHAIN = overdue()
MANIFEST = manifest_of(CHAIN, files=(Entry("answers.json", 2, "00"), Entry("clocks.json", 3, "11")))


def test_an_event_has_one_packet() -> None:
    assert packet_id(COMPLAINT_ID, 3) == packet_id(COMPLAINT_ID, 3) == UUID("291671ef-c331-59c9-baba-27fbfd6cb816")
    assert packet_id(COMPLAINT_ID, 3) not in (packet_id(COMPLAINT_ID, 4), packet_id(UUID(int=8), 3))


def test_the_moves_that_hand_over() -> None:
    assert dict(KIND_OF) == {Move.HAND_OVER: PacketKind.OMBUDSMAN, Move.REFER: PacketKind.APIP}


def test_the_same_facts_are_the_same_bytes() -> None:
    assert encoded({"b": [1, None], "a": "é\n"}) == '{"a":"é\\n","b":[1,null]}'.encode()
    assert encoded({"a": "é\n", "b": [1, None]}) == encoded({"b": [1, None], "a": "é\n"})


@pytest.mark.parametrize("data", [b"", b"{", b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b"\xff", b"[" * 100_000])
def test_other_spellings_are_refused(data: bytes) -> None:
    with pytest.raises(PacketBroken, match=r"^events\.json: "):
        decoded("events.json", data)


class TestManifest:
    def test_it_comes_back(self) -> None:
        assert Manifest.decode(MANIFEST.encode()) == MANIFEST

    @pytest.mark.parametrize("name", ["kind", "files", "head", "event", "format"])
    def test_nothing_may_be_missing(self, name: str) -> None:
        said = json.loads(MANIFEST.encode())
        del said[name]
        if name == "format":
            assert Manifest.decode(encoded(said)) == MANIFEST  # its own format is what it is read as
            return
        with pytest.raises(PacketBroken) as broken:
            Manifest.decode(encoded(said))
        assert broken.value.where == "manifest.json"

    def test_another_format(self) -> None:
        with pytest.raises(PacketBroken, match="format 2 is not known"):
            Manifest.decode(replace(MANIFEST, format=2).encode())

    @pytest.mark.parametrize("said", [[], {"files": 1}, {**json.loads(MANIFEST.encode()), "more": 1}, None])
    def test_something_else(self, said: object) -> None:
        with pytest.raises(PacketBroken):
            Manifest.decode(encoded(said))


class TestEvents:
    @pytest.mark.parametrize("number", range(len(CHAIN.links)))
    def test_it_comes_back_whole(self, number: int) -> None:
        event, hash_ = CHAIN.links[number]
        written = json.loads(encoded(event_written(event, hash_)))
        assert event_read(COMPLAINT_ID, written) == (event, hash_, True)

    def test_without_words_its_hash_stands_for_it(self) -> None:
        event, hash_ = CHAIN.links[5]
        read, kept, whole = event_read(COMPLAINT_ID, without_words(event_written(event, hash_), "identity"))
        assert (read, kept, whole) == (replace(event, reason="", data={}), hash_, False)
        assert without_words(event_written(event, hash_), "identity")[WITHHELD] == "identity"

    @pytest.mark.parametrize(
        "change", [{"move": "FLY"}, {"at": "yesterday"}, {"hash": "zz"}, {"actor": None}, {"to": 1}]
    )
    def test_what_is_no_event(self, change: dict[str, object]) -> None:
        with pytest.raises(PacketBroken, match=r"^events\.json"):
            event_read(COMPLAINT_ID, {**event_written(*CHAIN.links[0]), **change})
