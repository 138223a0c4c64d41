"""The rows of a complaint and what belongs to it, as the stores hand them out."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple
from uuid import UUID

from rules.case import FIELDS, Case
from rules.clock_history import RunClock
from rules.clocks import clocks_of
from rules.complaint_states import Clock, Move, Status
from rules.deadlines import Timetable
from rules.event_chain import Actor, Event
from rules.limits import Level
from rules.roles import Role
from rules.vocabulary import Audience, Channel, Closer, HandlingStatus, Kind, MessageKind, Outcome, Part, Priority

NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)
_ENUMS: Final[dict[str, type[StrEnum]]] = {
    "status": Status,
    "outcome": Outcome,
    "kind": Kind,
    "channel": Channel,
    "clock": Clock,
    "closed_by": Closer,
    "priority": Priority,
    "escalation": Level,
}


class Party(NamedTuple):
    """How one unit takes part, as the policy looks at it: HOLDER, HANDLER or TEMBUSAN."""

    part: str
    unit_path: str


@dataclass(slots=True)
class PartyRow:
    """A unit that takes part in a complaint."""

    tenant_id: int
    complaint_id: UUID
    unit_id: UUID
    part: Part
    unit_path: str
    since: datetime


@dataclass(slots=True)
class ComplaintRow:
    """A complaint. A list fills only the slots that its selection needs; the last five are what is read along."""

    tenant_id: int
    id: UUID
    tracking_code: str
    external_id: str | None
    status: Status
    outcome: Outcome | None
    kind: Kind
    channel: Channel
    topic_id: int | None
    title: str
    body: str
    public_title: str
    public_body: str
    place: str
    latitude: float | None
    longitude: float | None
    incident_on: date | None
    anonymous: bool
    secret: bool
    published: bool
    handed_over: bool
    verified: bool
    reporter_account: UUID | None
    unit_id: UUID | None
    unit_path: str
    desk_id: UUID | None
    desk_path: str
    clock: Clock | None
    due_at: datetime | None
    open_clocks: list[dict[str, Any]]
    wake_at: datetime | None
    escalation: Level | None
    extension_asked: int
    returns: int
    returned_by: list[str]
    ruling_required: bool
    ruled: bool
    objections: int
    reopenings: int
    rating: int | None
    merged_into: UUID | None
    handlings_open: int
    answered_at: datetime | None
    closed_at: datetime | None
    closed_by: Closer | None
    priority: Priority
    tags: list[str]
    received_at: datetime
    entered_at: datetime
    entered_by: UUID | None
    version: int
    last_event_at: datetime
    head_hash: bytes
    party_list: list[str] = field(default_factory=list)
    unit: Any = field(init=False, repr=False, compare=False)
    desk: Any = field(init=False, repr=False, compare=False)
    topic: Any = field(init=False, repr=False, compare=False)
    last_event: Any = field(init=False, repr=False, compare=False)
    timeline: Any = field(init=False, repr=False, compare=False)

    def case(self) -> Case:
        """The part that its events decide."""
        values = {name: getattr(self, name) for name in FIELDS}
        for name, read in _ENUMS.items():
            values[name] = None if values[name] is None else read(values[name])
        values |= {
            "tags": tuple(self.tags),
            "returned_by": tuple(self.returned_by),
            "open_clocks": clocks_of(self.open_clocks),
        }
        return Case(**values)

    @property
    def parties(self) -> list[Party]:
        """The units that take part, as far as they were read along."""
        return [Party(*text.split(":", 1)) for text in self.party_list]

    @property
    def due_order(self) -> datetime:
        """Where the row stands in the order of deadlines: without one it comes last."""
        return self.due_at or NEVER


@dataclass(slots=True)
class EventRow:
    """One event of a complaint, as it is kept."""

    tenant_id: int
    complaint_id: UUID
    seq: int
    move: Move
    actor_role: Role
    actor_tenant: int
    actor_position: UUID | None
    actor_unit: UUID | None
    actor_title: str
    actor_name: str
    from_status: Status | None
    to_status: Status
    reason: str
    changes: dict[str, Any]
    data: dict[str, Any]
    at: datetime
    hash: bytes

    def event(self) -> Event:
        """The event as it was hashed."""
        return Event(
            complaint_id=self.complaint_id,
            seq=self.seq,
            move=Move(self.move),
            actor=Actor(
                role=Role(self.actor_role),
                tenant=self.actor_tenant,
                position=self.actor_position,
                unit=self.actor_unit,
                title=self.actor_title,
                name=self.actor_name,
            ),
            from_status=None if self.from_status is None else Status(self.from_status),
            to_status=Status(self.to_status),
            reason=self.reason,
            changes=self.changes,
            data=self.data,
            at=self.at,
        )


@dataclass(slots=True)
class MessageRow:
    """What was said on a complaint, by whom, for whom."""

    tenant_id: int
    id: UUID
    complaint_id: UUID
    event_seq: int
    kind: MessageKind
    audience: Audience
    author_role: Role
    author_unit: UUID | None
    author_title: str
    body: str
    evidence: str
    at: datetime


@dataclass(slots=True)
class HandlingRow:
    """One unit's parallel handling with its own clock and answer."""

    tenant_id: int
    id: UUID
    complaint_id: UUID
    unit_id: UUID
    unit_path: str
    desk_path: str
    status: HandlingStatus
    task: str
    outcome: Outcome | None
    answer: str
    due_at: datetime
    started_at: datetime
    ended_at: datetime | None


@dataclass(slots=True)
class BodyRow:
    """One version of a complaint's text; revision 1 is the citizen's original."""

    tenant_id: int
    complaint_id: UUID
    revision: int
    title: str
    body: str
    reason: str
    by_position: UUID | None
    at: datetime


@dataclass(slots=True)
class TransferRow:
    """What stays behind when a complaint moves to another pemda."""

    tenant_id: int
    id: UUID
    complaint_id: UUID
    tracking_code: str
    to_tenant: int
    move: Move
    by_position: UUID | None
    by_title: str
    reason: str
    clock: Clock | None
    due_at: datetime | None
    in_time: bool | None
    at: datetime


@dataclass(slots=True)
class ReporterRow:
    """The reporter's identity, sealed with the tenant's key."""

    tenant_id: int
    complaint_id: UUID
    account_id: UUID | None
    key_version: int
    sealed: bytes


@dataclass(slots=True)
class IdentityAccessRow:
    """Who opened a reporter's identity, when and why."""

    tenant_id: int
    id: UUID
    complaint_id: UUID
    position_id: UUID | None
    person_name: str
    title: str
    reason: str
    at: datetime


@dataclass(slots=True)
class PlacementRow:
    """A unit and the desk that answers for it now."""

    unit_id: UUID
    unit_path: str
    kind: str
    active: bool
    desk_id: UUID | None
    desk_path: str


@dataclass(slots=True)
class SimilarRow:
    """A complaint that may be about the same thing, and how alike it is."""

    score: float
    complaint: ComplaintRow


@dataclass(slots=True)
class DeskNewsRow:
    """A piece of news for a desk; without a complaint: look at the list again."""

    complaint: ComplaintRow | None
    move: Move | None
    version: int | None


@dataclass(frozen=True, slots=True)
class ClockRow:
    """A clock that ran on a complaint, told by its events, with the calendar and the limits it goes by."""

    tenant_id: int
    run: RunClock
    timetable: Timetable
