import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from rules.complaint_states import Move
from rules.event_chain import GENESIS, link
from rules.packet_check import check
from rules.packets import (
    ALWAYS,
    ANSWERS,
    COMPLAINT,
    DISPOSITIONS,
    EVENTS,
    FILES,
    IDENTITY,
    Entry,
    Manifest,
    PacketBroken,
    PacketKind,
    event_written,
    without_words,
)
from tests.rules.chains import Chain, documents_of, manifest_of, overdue

CHAIN = overdue()
DOCUMENTS = documents_of(CHAIN)


def listing(*more: str, chain: Chain = CHAIN, **other: Any) -> Manifest:
    files = tuple(Entry(path, 1, "00") for path in sorted([*ALWAYS, *more]))
    return manifest_of(chain, files=files, **other)


def broken(manifest: Manifest, documents: dict[str, Any]) -> str:
    with pytest.raises(PacketBroken) as found:
        check(manifest, documents)
    return found.value.where


def test_what_follows_from_itself_is_counted() -> None:
    assert tuple(check(listing(), DOCUMENTS)) == (12, 0, 4, 0)


Lie = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("lie", "where"),
    [
        (lambda told: told[EVENTS].pop(), EVENTS),
        (lambda told: told[EVENTS].pop(3), EVENTS),
        (lambda told: told[EVENTS].insert(3, told[EVENTS][3]), EVENTS),
        (lambda told: told[EVENTS][4].update(reason="Lain"), EVENTS),
        (lambda told: told[EVENTS][4]["actor"].update(name="Lain"), EVENTS),
        (lambda told: told[EVENTS][4].update(at="2026-01-11T02:31:00.000000+00:00"), EVENTS),
        (lambda told: told[EVENTS][4]["changes"].update(verified=False), EVENTS),
        (lambda told: told[EVENTS][4].update(withheld="identity", hash="00" * 32), EVENTS),
        (lambda told: told[EVENTS].clear(), EVENTS),
        (lambda told: told.update({EVENTS: {}}), EVENTS),
        (lambda told: told[COMPLAINT].update(body="Semua baik-baik saja di kelurahan kami."), COMPLAINT),
        (lambda told: told[COMPLAINT].update(title="Lain"), COMPLAINT),
        (lambda told: told[COMPLAINT].pop("masked"), COMPLAINT),
        (lambda told: told[DISPOSITIONS][0].update(move="RETURN"), DISPOSITIONS),
        (lambda told: told[DISPOSITIONS][0].update(seq=99), DISPOSITIONS),
        (lambda told: told[DISPOSITIONS][0].update(at="2026-01-01T00:00:00.000000+00:00"), DISPOSITIONS),
        (lambda told: told[ANSWERS][0].update(event=13), ANSWERS),
        (lambda told: told[FILES].append({"path": "attachments/001.jpg", "sha256": "00", "left_out": None}), FILES),
        (lambda told: told.pop(ANSWERS), "contents"),
    ],
)
def test_whatever_is_told_differently_shows(lie: Lie, where: str) -> None:
    told = copy.deepcopy(DOCUMENTS)
    lie(told)
    assert broken(listing(), told) == where


@pytest.mark.parametrize(
    "other",
    [{"head": "00" * 32}, {"event": 11}, {"move": Move.REFER}, {"kind": PacketKind.APIP}, {"at": "2026-01-28"}],
)
def test_the_manifest_is_about_its_last_event(other: dict[str, Any]) -> None:
    assert broken(listing(**other), DOCUMENTS) == EVENTS


def test_the_members_that_belong_and_no_others() -> None:
    assert broken(listing("more.json"), DOCUMENTS) == "manifest.json"
    assert broken(listing(IDENTITY), DOCUMENTS) == "manifest.json"
    assert broken(listing(identity=True), DOCUMENTS) == "manifest.json"
    assert broken(replace(listing(), files=listing().files[1:]), DOCUMENTS) == "manifest.json"
    assert broken(replace(listing(), files=listing().files[::-1]), DOCUMENTS) == "manifest.json"
    assert broken(listing("attachments/001.jpg"), DOCUMENTS) == FILES


def test_a_file_has_the_fingerprint_it_is_listed_with() -> None:
    one = {"path": "attachments/001.jpg", "sha256": "00", "left_out": None}
    gone = {"path": "attachments/002.jpg", "sha256": "22", "left_out": "missing"}
    assert check(listing("attachments/001.jpg"), {**DOCUMENTS, FILES: [one, gone]}).files == 1
    assert broken(listing("attachments/001.jpg"), {**DOCUMENTS, FILES: [{**one, "sha256": "01"}]}) == FILES


def test_an_event_without_words_still_binds_the_others() -> None:
    told = copy.deepcopy(DOCUMENTS)
    told[EVENTS][5] = without_words(told[EVENTS][5], "identity")
    assert check(listing(), told).withheld == 1
    told[EVENTS][5]["hash"] = "11" * 32
    assert broken(listing(), told) == EVENTS


def test_masked_words_are_not_compared() -> None:
    masked = {**DOCUMENTS, COMPLAINT: {**DOCUMENTS[COMPLAINT], "body": "▇▇▇▇", "masked": True}}
    assert check(listing(), masked).events == 12


def rechained(chain: Chain, number: int, **changes: Any) -> Chain:
    """The same chain with an event that also changed this, hashed again from there."""
    event, _ = chain.links[number]
    chain.links[number] = (replace(event, changes={**event.changes, **changes}), b"")
    previous = GENESIS
    for place, (one, _) in enumerate(chain.links):
        previous = link(previous, one)
        chain.links[place] = (one, previous)
    return chain


def test_an_anonymous_reporter_is_not_named() -> None:
    named = listing(IDENTITY, identity=True)
    assert check(named, DOCUMENTS).events == 12
    chain = rechained(overdue(), 2, anonymous=True)
    told = {**DOCUMENTS, EVENTS: [event_written(*one) for one in chain.links]}
    assert check(listing(chain=chain), told).events == 12
    assert broken(listing(IDENTITY, chain=chain, identity=True), told) == IDENTITY


def test_the_first_is_the_submission() -> None:
    chain = overdue()
    event, _ = chain.links[0]
    chain.links[0] = (replace(event, move=Move.NOTE), b"")
    rechained(chain, 0)
    assert broken(listing(chain=chain), {**DOCUMENTS, EVENTS: [event_written(*one) for one in chain.links]}) == EVENTS
