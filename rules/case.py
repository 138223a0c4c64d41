"""The facts about a complaint that its events decide, and how one event's changes are written and read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from rules.clocks import OpenClock, clocks_of, written
from rules.complaint_states import Clock, Status
from rules.limits import Level
from rules.unit_paths import ROOT
from rules.vocabulary import Channel, Closer, Kind, Outcome, Priority

type_of_json = str | int | bool | list[str] | list[dict[str, Any]] | None
Changes = dict[str, type_of_json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The derived part of a complaint's row. Every field follows from the events alone (a test rebuilds it)."""

    tenant_id: int
    status: Status
    kind: Kind
    channel: Channel
    outcome: Outcome | None = None
    topic_id: int | None = None
    anonymous: bool = False
    secret: bool = False
    published: bool = False
    handed_over: bool = False
    verified: bool = False
    unit_id: UUID | None = None
    unit_path: str = ROOT
    desk_id: UUID | None = None
    desk_path: str = ROOT
    clock: Clock | None = None
    due_at: datetime | None = None
    open_clocks: tuple[OpenClock, ...] = ()
    wake_at: datetime | None = None
    escalation: Level | None = None
    extension_asked: int = 0
    returns: int = 0
    returned_by: tuple[str, ...] = ()
    ruling_required: bool = False
    ruled: bool = False
    objections: int = 0
    reopenings: int = 0
    rating: int | None = None
    merged_into: UUID | None = None
    handlings_open: int = 0
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: Closer | None = None
    priority: Priority = Priority.NORMAL
    tags: tuple[str, ...] = ()
    version: int = 0
    last_event_at: datetime | None = None


def _maybe(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


_READ: Mapping[str, Callable[[Any], Any]] = {
    "status": Status,
    "kind": Kind,
    "channel": Channel,
    "outcome": _maybe(Outcome),
    "unit_id": _maybe(UUID),
    "desk_id": _maybe(UUID),
    "merged_into": _maybe(UUID),
    "clock": _maybe(Clock),
    "due_at": _maybe(datetime.fromisoformat),
    "open_clocks": clocks_of,
    "wake_at": _maybe(datetime.fromisoformat),
    "escalation": _maybe(Level),
    "answered_at": _maybe(datetime.fromisoformat),
    "closed_at": _maybe(datetime.fromisoformat),
    "last_event_at": _maybe(datetime.fromisoformat),
    "returned_by": tuple,
    "closed_by": _maybe(Closer),
    "priority": Priority,
    "tags": tuple,
}
FIELDS = tuple(field.name for field in fields(Case))
CHANGING = tuple(name for name in FIELDS if name not in ("version", "last_event_at"))
"""Version and time of the last event are the event's own number and time, so no event repeats them."""


def _write(value: Any) -> type_of_json:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple):
        return [written(one) if isinstance(one, OpenClock) else one for one in value]
    return value  # type: ignore[no-any-return]


def changes(before: Case | None, after: Case) -> Changes:
    """What differs, as JSON values: this is what the event keeps."""
    return {
        name: _write(getattr(after, name))
        for name in CHANGING
        if before is None or getattr(before, name) != getattr(after, name)
    }


def apply(case: Case | None, change: Mapping[str, Any], seq: int, at: datetime) -> Case:
    """The case after an event with these changes. Raises TypeError when a first event lacks what a case must have."""
    values = {name: _READ[name](value) if name in _READ else value for name, value in change.items()}
    if case is None:
        return Case(**values, version=seq, last_event_at=at)
    return replace(case, **values, version=seq, last_event_at=at)
