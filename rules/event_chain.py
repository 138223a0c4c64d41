"""How the events of one complaint hold together: each carries the SHA-256 of itself and of the one before."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from rules.case import Case, apply
from rules.complaint_states import Move, Status
from rules.roles import Role

GENESIS: Final = bytes(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who recorded an event: a role in a tenant, its position and unit; a reporter has neither."""

    role: Role
    tenant: int
    position: UUID | None = None
    unit: UUID | None = None
    title: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened. `changes` are the facts that became true; `data` what else must be remembered."""

    complaint_id: UUID
    seq: int
    move: Move
    actor: Actor
    from_status: Status | None
    to_status: Status
    reason: str
    changes: dict[str, Any]
    data: dict[str, Any]
    at: datetime


class ChainBroken(Exception):
    """An event's hash, number or predecessor is not what it must be: someone changed the record."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"event {seq} does not follow from the one before")
        self.seq = seq


def canonical(event: Event) -> bytes:
    """The bytes that are hashed: JSON with sorted keys, UTC times with microseconds.

    The tenant is not among them: a transfer moves events between partitions without changing what happened.
    """
    actor = event.actor
    document = {
        "complaint": str(event.complaint_id),
        "seq": event.seq,
        "move": event.move.value,
        "actor": [
            actor.role.value,
            actor.tenant,
            str(actor.position or ""),
            str(actor.unit or ""),
            actor.title,
            actor.name,
        ],
        "from": event.from_status.value if event.from_status else None,
        "to": event.to_status.value,
        "reason": event.reason,
        "changes": event.changes,
        "data": event.data,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def link(previous: bytes, event: Event) -> bytes:
    """The hash of an event that follows the one with hash `previous`."""
    return hashlib.sha256(previous + canonical(event)).digest()


def verify(links: Iterable[tuple[Event, bytes]]) -> bytes:
    """Walk a complaint's events from the first; returns the last hash. Raises ChainBroken at one that is wrong."""
    previous, expected = GENESIS, 1
    for event, stored in links:
        if event.seq != expected or link(previous, event) != stored:
            raise ChainBroken(event.seq)
        previous, expected = stored, expected + 1
    return previous


def rebuild(events: Iterable[Event]) -> Case | None:
    """The case as its events tell it, from nothing; None without events."""
    case: Case | None = None
    for event in events:
        case = apply(case, event.changes, event.seq, event.at)
    return case
