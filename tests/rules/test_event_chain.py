import json
from dataclasses import fields, replace
from datetime import timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.complaint_states import Move, Status
from rules.event_chain import GENESIS, Actor, ChainBroken, Event, canonical, link, verify
from rules.roles import Role
from tests.rules.walks import NOW, later

ACTOR = Actor(
    role=Role.PENGHUBUNG, tenant=2101, position=UUID(int=2), unit=UUID(int=3), title="Sekretaris", name="Siti"
)

PARTS_OF_ACTOR = [field.name for field in fields(Actor)]


def event(seq: int, **other: Any) -> Event:
    told: dict[str, Any] = {
        "complaint_id": UUID(int=1),
        "seq": seq,
        "move": Move.PROGRESS,
        "actor": ACTOR,
        "from_status": Status.DISPOSED,
        "to_status": Status.IN_PROGRESS,
        "reason": "Petugas menuju lokasi",
        "changes": {"status": "IN_PROGRESS", "tags": ["jalan"]},
        "data": {"files": 2},
        "at": later(NOW, seq),
    }
    return Event(**{**told, **other})


def chained(events: list[Event]) -> list[tuple[Event, bytes]]:
    links, previous = [], GENESIS
    for one in events:
        previous = link(previous, one)
        links.append((one, previous))
    return links


CHAIN = chained([event(1, from_status=None), *(event(seq) for seq in range(2, 8))])


def test_an_untouched_chain_holds() -> None:
    assert verify(CHAIN) == CHAIN[-1][1]
    assert verify([]) == GENESIS
    assert len({stored for _, stored in CHAIN}) == len(CHAIN)


TAMPERED: list[dict[str, Any]] = [
    {"complaint_id": UUID(int=9)},
    {"move": Move.ANSWER},
    {"actor": replace(ACTOR, role=Role.INSTANSI)},
    {"actor": replace(ACTOR, tenant=2102)},
    {"actor": replace(ACTOR, position=None)},
    {"actor": replace(ACTOR, unit=UUID(int=4))},
    {"actor": replace(ACTOR, title="Kepala")},
    {"actor": replace(ACTOR, name="Sita")},
    {"from_status": Status.RECEIVED},
    {"from_status": None},
    {"to_status": Status.ANSWERED},
    {"reason": "Petugas menuju lokasi."},
    {"changes": {"status": "IN_PROGRESS", "tags": ["Jalan"]}},
    {"changes": {}},
    {"data": {"files": 3}},
    {"at": later(NOW, 4) + timedelta(microseconds=1)},
]


def test_every_part_of_an_event_and_of_its_actor_is_sealed() -> None:
    told = {name for change in TAMPERED for name in change} | {"seq"}
    assert told == {field.name for field in fields(Event)}
    actors = [change["actor"] for change in TAMPERED if "actor" in change]
    changed = {part for actor in actors for part in PARTS_OF_ACTOR if getattr(actor, part) != getattr(ACTOR, part)}
    assert changed == set(PARTS_OF_ACTOR)


@pytest.mark.parametrize("change", TAMPERED)
def test_one_changed_fact_breaks_the_chain_where_it_is(change: dict[str, Any]) -> None:
    tampered = [*CHAIN]
    tampered[3] = (replace(CHAIN[3][0], **change), CHAIN[3][1])
    with pytest.raises(ChainBroken) as broken:
        verify(tampered)
    assert broken.value.seq == 4


@given(at=st.integers(0, len(CHAIN) - 1), byte=st.integers(0, 31), flip=st.integers(1, 255))
def test_one_changed_byte_of_a_hash_breaks_it(at: int, byte: int, flip: int) -> None:
    stored = bytearray(CHAIN[at][1])
    stored[byte] ^= flip
    tampered = [*CHAIN]
    tampered[at] = (CHAIN[at][0], bytes(stored))
    with pytest.raises(ChainBroken) as broken:
        verify(tampered)
    assert broken.value.seq == at + 1


@given(st.integers(0, len(CHAIN) - 2))
def test_an_event_that_was_taken_out_is_missed(at: int) -> None:
    with pytest.raises(ChainBroken):
        verify([*CHAIN[:at], *CHAIN[at + 1 :]])


@given(st.integers(0, len(CHAIN) - 2))
def test_two_events_that_changed_places_are_noticed(at: int) -> None:
    swapped = [*CHAIN]
    swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
    with pytest.raises(ChainBroken):
        verify(swapped)


def test_a_rewritten_tail_does_not_fit_its_head() -> None:
    """Who recomputes every later hash still cannot keep the head that is printed on the receipt and in the row."""
    forged = chained([replace(one, reason="Selesai") if one.seq == 4 else one for one, _ in CHAIN])
    assert verify(forged) != CHAIN[-1][1]


def test_the_same_moment_in_another_zone_is_the_same_event() -> None:
    one = event(1)
    jakarta = replace(one, at=one.at.astimezone(timezone(timedelta(hours=7))))
    assert canonical(one) == canonical(jakarta)


def test_the_order_of_keys_does_not_matter_and_letters_stay_letters() -> None:
    one = event(1, data={"a": 1, "b": "Désa Kijang ✓"})
    other = event(1, data={"b": "Désa Kijang ✓", "a": 1})
    assert canonical(one) == canonical(other)
    assert "Désa Kijang ✓".encode() in canonical(one)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(changes=st.dictionaries(st.text(max_size=4), JSON, max_size=3), reason=st.text(max_size=20))
def test_what_the_database_gives_back_hashes_the_same(changes: dict[str, Any], reason: str) -> None:
    one = event(1, changes=changes, reason=reason)
    back = event(1, changes=json.loads(json.dumps(changes)), reason=reason)
    assert link(GENESIS, one) == link(GENESIS, back)
