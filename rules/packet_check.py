"""Is what a packet tells true by its own events? The chain, the deadlines, the citizen's words, who may be named."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from rules.clock_proof import recount
from rules.complaint_states import Move
from rules.event_chain import GENESIS, Event, link, rebuild
from rules.packets import (
    ALWAYS,
    ANSWERS,
    CLOCKS,
    COMPLAINT,
    DISPOSITIONS,
    EVENTS,
    FILES,
    FOLDER,
    IDENTITY,
    KIND_OF,
    MANIFEST,
    Manifest,
    PacketBroken,
    event_read,
    moment,
)


class Checked(NamedTuple):
    """What was looked at: how many events, of how many the words are withheld, how many clocks and files."""

    events: int
    withheld: int
    clocks: int
    files: int


def check(manifest: Manifest, documents: Mapping[str, Any]) -> Checked:
    """Compare a packet's documents with each other; fingerprints and signature are compared already.

    Raises PacketBroken at the first thing that does not follow.
    """
    _complete(manifest)
    try:
        return _checked(manifest, documents)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        raise PacketBroken("contents", "a record lacks what it must have") from None


def _checked(manifest: Manifest, documents: Mapping[str, Any]) -> Checked:
    links = [event_read(UUID(manifest.complaint), one) for one in _list(documents, EVENTS)]
    events = [event for event, _, _ in links]
    _chained(manifest, links)
    clocks = recount(_list(documents, CLOCKS), events)
    _own_words(documents[COMPLAINT], events[0], whole=links[0][2])
    _of_events(DISPOSITIONS, _list(documents, DISPOSITIONS), events)
    _said_before(_list(documents, ANSWERS), len(events))
    _may_be_named(manifest, events)
    files = _attached(manifest, _list(documents, FILES))
    return Checked(len(events), sum(not whole for _, _, whole in links), clocks, files)


def _list(documents: Mapping[str, Any], name: str) -> Sequence[Any]:
    found = documents[name]
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise PacketBroken(name, "it is not a list of records")
    return found


def _complete(manifest: Manifest) -> None:
    """The members that must be there, and none that nobody would look at."""
    paths = [entry.path for entry in manifest.files]
    if paths != sorted(set(paths)):
        raise PacketBroken(MANIFEST, "its files are not in order")
    wanted = {*ALWAYS, *([IDENTITY] if manifest.identity else [])}
    others = {path for path in paths if not path.startswith(FOLDER)}
    if wanted != others:
        raise PacketBroken(MANIFEST, f"{min(wanted ^ others)} is missing or does not belong")


def _chained(manifest: Manifest, links: Sequence[tuple[Event, bytes, bool]]) -> None:
    previous = GENESIS
    for number, (event, hash_, whole) in enumerate(links, 1):
        if event.seq != number or (whole and link(previous, event) != hash_):
            raise PacketBroken(EVENTS, f"event {number} does not follow from the one before")
        previous = hash_
    if not links or len(links) != manifest.event or previous.hex() != manifest.head:
        raise PacketBroken(EVENTS, "they do not end with the event of the manifest")
    last = links[-1][0]
    told = (manifest.move, manifest.at, manifest.kind)
    if told != (last.move, moment(last.at), KIND_OF.get(last.move)):
        raise PacketBroken(EVENTS, "the last is not the hand-over of the manifest")


def _own_words(complaint: Any, first: Event, *, whole: bool) -> None:
    """The citizen's text is the one whose fingerprint the first event keeps, unless something is masked in it."""
    try:
        title, body, masked = complaint["title"], complaint["body"], complaint["masked"]
    except (KeyError, TypeError):
        raise PacketBroken(COMPLAINT, "it lacks what a complaint has") from None
    kept = first.data.get("text_sha256")
    if first.move not in (Move.SUBMIT, Move.IMPORT):
        raise PacketBroken(EVENTS, "the first is not the submission")
    if whole and kept and not masked and hashlib.sha256(f"{title}\n{body}".encode()).hexdigest() != kept:
        raise PacketBroken(COMPLAINT, "these are not the words that were submitted")


def _of_events(name: str, records: Sequence[Mapping[str, Any]], events: Sequence[Event]) -> None:
    for record in records:
        seq = record.get("seq")
        if not isinstance(seq, int) or not 1 <= seq <= len(events):
            raise PacketBroken(name, "a record names no event")
        event = events[seq - 1]
        if (record.get("move"), record.get("at")) != (event.move.value, moment(event.at)):
            raise PacketBroken(name, f"the record of event {seq} tells another story")


def _said_before(answers: Sequence[Mapping[str, Any]], newest: int) -> None:
    for answer in answers:
        seq = answer.get("event")
        if not isinstance(seq, int) or not 1 <= seq <= newest:
            raise PacketBroken(ANSWERS, "something was said after the hand-over")


def _may_be_named(manifest: Manifest, events: Sequence[Event]) -> None:
    case = rebuild(events)
    if manifest.identity and (case is None or case.anonymous):
        raise PacketBroken(IDENTITY, "the reporter asked for anonymity")


def _attached(manifest: Manifest, listed: Sequence[Mapping[str, Any]]) -> int:
    """Every file is listed with the fingerprint that it has, and nothing else lies in the folder."""
    inside = {entry.path: entry.sha256 for entry in manifest.files if entry.path.startswith(FOLDER)}
    told = {one.get("path"): one.get("sha256") for one in listed if one.get("left_out") is None}
    if inside != told:
        raise PacketBroken(FILES, "the list and the files differ")
    return len(inside)
