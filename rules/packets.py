"""What is in a packet for the Ombudsman or the APIP, and how is it written so that the same case is the same bytes?

A packet is about one event, the hand-over, and tells what was known then, whoever makes it and whenever.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID, uuid5

from rules.complaint_states import Move, Status
from rules.event_chain import Actor, Event
from rules.roles import Role

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
COMPLAINT: Final = "complaint.json"
EVENTS: Final = "events.json"
CLOCKS: Final = "clocks.json"
DISPOSITIONS: Final = "dispositions.json"
ANSWERS: Final = "answers.json"
FILES: Final = "files.json"
IDENTITY: Final = "identity.json"
SUMMARY: Final = "ringkasan.html"
FOLDER: Final = "attachments/"
ALWAYS: Final = (ANSWERS, CLOCKS, COMPLAINT, DISPOSITIONS, EVENTS, FILES, SUMMARY)
"""Members that every packet has, beside the manifest and its signature."""
MAX_FILES: Final = 256 * 1024 * 1024
"""All attachments of a packet together; what goes beyond is listed with its fingerprint and left out."""


class PacketKind(StrEnum):
    """For whom a packet is."""

    OMBUDSMAN = "OMBUDSMAN"
    APIP = "APIP"


KIND_OF: Final[Mapping[Move, PacketKind]] = MappingProxyType(
    {Move.HAND_OVER: PacketKind.OMBUDSMAN, Move.REFER: PacketKind.APIP}
)
"""Which hand-over makes which packet (SOP Batam 5; Perbup Bintan 53/2021, admin 13)."""


class PacketBroken(Exception):
    """A packet is not what was issued. `where` names the first member or rule that is wrong."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where


def packet_id(complaint: UUID, seq: int) -> UUID:
    """The id of the packet of an event: one event has one packet, whoever makes it."""
    return uuid5(complaint, f"packet of event {seq}")


def encoded(document: Any) -> bytes:
    """JSON with sorted keys and nothing to choose, so that the same facts are the same bytes."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def decoded(where: str, data: bytes) -> Any:
    """The document out of its bytes. Raises PacketBroken when they are not how it is written here."""
    try:
        document = json.loads(data)
        again = encoded(document)
    except (RecursionError, ValueError):
        raise PacketBroken(where, "it cannot be read") from None
    if again != data:
        raise PacketBroken(where, "it is not written as this service writes")
    return document


@dataclass(frozen=True, slots=True)
class Entry:
    """One member of a packet: where, how large, its fingerprint."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a packet says about itself; everything else in it is bound to this, and this to the signature."""

    kind: PacketKind
    tracking_code: str
    complaint: str
    pemda_code: str
    pemda_name: str
    event: int
    move: Move
    at: str
    head: str
    key: str
    public_key: str
    identity: bool
    files: tuple[Entry, ...] = ()
    format: int = FORMAT

    def encode(self) -> bytes:
        """As it is written and signed."""
        return encoded(asdict(self))

    @classmethod
    def decode(cls, data: bytes) -> "Manifest":
        """Raises PacketBroken for what was not written by `encode`."""
        said = decoded(MANIFEST, data)
        try:
            files = tuple(Entry(**entry) for entry in said.pop("files"))
            kind, move = PacketKind(said.pop("kind")), Move(said.pop("move"))
            manifest = cls(**said, kind=kind, move=move, files=files)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise PacketBroken(MANIFEST, "it lacks what a manifest has") from None
        if manifest.format != FORMAT:
            raise PacketBroken(MANIFEST, f"format {manifest.format} is not known to this version")
        return manifest


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of the complaint that the reader may have: where its bytes lie, and what is known of them."""

    path: str
    storage_key: str
    size: int
    sha256: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contents:
    """All that goes into a packet but the signature: the manifest without files, the documents, the attachments."""

    manifest: Manifest
    documents: Mapping[str, Any]
    attached: Sequence[Attached] = ()


def moment(at: datetime) -> str:
    """A time as packets write it: UTC with microseconds, as in the chain."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def event_written(event: Event, hash_: bytes) -> dict[str, Any]:
    """An event with its hash, as a packet keeps it."""
    actor = event.actor
    return {
        "seq": event.seq,
        "move": event.move.value,
        "actor": {
            "role": actor.role.value,
            "tenant": actor.tenant,
            "position": None if actor.position is None else str(actor.position),
            "unit": None if actor.unit is None else str(actor.unit),
            "title": actor.title,
            "name": actor.name,
        },
        "from": None if event.from_status is None else event.from_status.value,
        "to": event.to_status.value,
        "reason": event.reason,
        "changes": event.changes,
        "data": event.data,
        "at": moment(event.at),
        "hash": hash_.hex(),
    }


WITHHELD: Final = "withheld"
"""Key of an event whose words are left out: its hash stands for them, and the next event still binds it."""


def without_words(written: dict[str, Any], why: str) -> dict[str, Any]:
    """The event without reason and data, and why they are not there."""
    return {**written, "reason": "", "data": {}, WITHHELD: why}


def event_read(complaint: UUID, written: Mapping[str, Any]) -> tuple[Event, bytes, bool]:
    """The event out of a packet, its hash, and whether it is whole. Raises PacketBroken."""
    try:
        actor = written["actor"]
        event = Event(
            complaint_id=complaint,
            seq=written["seq"],
            move=Move(written["move"]),
            actor=Actor(
                role=Role(actor["role"]),
                tenant=actor["tenant"],
                position=_maybe_uuid(actor["position"]),
                unit=_maybe_uuid(actor["unit"]),
                title=actor["title"],
                name=actor["name"],
            ),
            from_status=None if written["from"] is None else Status(written["from"]),
            to_status=Status(written["to"]),
            reason=written["reason"],
            changes=dict(written["changes"]),
            data=dict(written["data"]),
            at=datetime.fromisoformat(written["at"]),
        )
        return event, bytes.fromhex(written["hash"]), WITHHELD not in written
    except (AttributeError, KeyError, TypeError, ValueError):
        raise PacketBroken(EVENTS, "an event lacks what an event has") from None


def _maybe_uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
