"""The rows of pemda, units, positions, who holds them, accounts and topics, as the stores hand them out."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from rules.roles import AppointmentKind, Role, SanctionKind, TeamSeat, UnitKind


@dataclass(slots=True)
class PemdaRow:
    """A pemda of the registry, enrolled or not, as its region is called today."""

    tenant_id: int
    code: str
    parent_code: str | None
    level: str
    name: str
    time_zone: str | None
    brand: str | None
    enrolled_at: datetime | None


@dataclass(slots=True)
class UnitRow:
    """A unit in its pemda's tree. `active_to` is its last day."""

    tenant_id: int
    id: UUID
    parent_id: UUID | None
    path: str
    code: str
    name: str
    kind: UnitKind
    region_code: str | None
    active_from: date
    active_to: date | None

    @property
    def unit_path(self) -> str:
        """Where it stands, in the word that policies use."""
        return self.path


@dataclass(slots=True)
class PositionRow:
    """A position (jabatan): a role in a unit, whoever holds it."""

    tenant_id: int
    id: UUID
    unit_id: UUID
    unit_path: str
    role: Role
    title: str
    active_from: date
    active_to: date | None
    unit: Any = field(init=False, repr=False, compare=False)


@dataclass(slots=True)
class AppointmentRow:
    """A person holds a position from-to, by an SK; `role` and `unit_path` are the position's, they decide who may."""

    tenant_id: int
    id: UUID
    position_id: UUID
    account_id: UUID
    person_name: str
    kind: AppointmentKind
    sk_number: str
    sk_date: date
    sk_attachment_id: UUID | None
    valid_from: datetime
    valid_to: datetime | None
    ended_reason: str
    role: Role
    unit_id: UUID
    unit_path: str

    def is_live(self, now: datetime) -> bool:
        """Does it hold at this moment?"""
        return self.valid_from <= now and (self.valid_to is None or now < self.valid_to)


@dataclass(slots=True)
class VacancyRow:
    """A unit without a live desk: since when, and which unit's desk answers for it (None: nobody does)."""

    tenant_id: int
    id: UUID
    unit_id: UUID
    unit_path: str
    raised_to_unit_id: UUID | None
    raised_to_path: str | None
    since: datetime
    until: datetime | None


@dataclass(slots=True)
class TeamRow:
    """A coordination team (tim koordinasi) by its SK."""

    tenant_id: int
    id: UUID
    name: str
    sk_number: str
    sk_date: date
    valid_from: date
    valid_to: date | None


@dataclass(slots=True)
class MemberRow:
    """A seat of a coordination team: a person by name and office, with or without an account."""

    tenant_id: int
    id: UUID
    team_id: UUID
    seat: TeamSeat
    person_name: str
    office: str


@dataclass(slots=True)
class SanctionRow:
    """A sanction of the code of ethics against a person."""

    tenant_id: int
    id: UUID
    account_id: UUID
    person_name: str
    kind: SanctionKind
    duty: str
    reason: str
    sk_number: str
    imposed_on: date
    recorded_by: UUID
    recorded_at: datetime


@dataclass(slots=True)
class RestrictionRow:
    """What the pemda took away from a role, everywhere or in one unit and below."""

    tenant_id: int
    id: UUID
    role: Role
    unit_id: UUID | None
    permission: str
    reason: str
    valid_from: datetime
    valid_to: datetime | None
    created_by: UUID


@dataclass(slots=True)
class AccountRow:
    """An account without what proves it."""

    id: UUID
    name: str
    kind: str
    active: bool


@dataclass(slots=True)
class SecretRow:
    """An account with the hash of its password: for signing in, never for showing."""

    id: UUID
    name: str
    kind: str
    password_hash: str | None
    active: bool


@dataclass(slots=True)
class TokenRow:
    """A bearer token as its owner may see it; the token itself was shown once."""

    id: UUID
    account_id: UUID
    label: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


@dataclass(slots=True)
class AccessRow:
    """What a session or token opens: the account, then a row for each position it holds or will hold."""

    account_id: UUID
    account_name: str
    account_kind: str
    csrf: str | None
    opened_at: datetime
    expires_at: datetime
    tenant_id: int | None
    position_id: UUID | None
    role: Role | None
    title: str | None
    unit_id: UUID | None
    unit_path: str | None
    valid_from: datetime | None
    valid_to: datetime | None
    restricted: list[str] | None


@dataclass(slots=True)
class SeatRow:
    """A position that an account holds now or will hold."""

    tenant_id: int
    position_id: UUID
    role: Role
    title: str
    unit_id: UUID
    unit_path: str
    valid_from: datetime
    valid_to: datetime | None
    restricted: list[str]

    def is_live(self, now: datetime) -> bool:
        """Does the appointment hold at this moment?"""
        return self.valid_from <= now and (self.valid_to is None or now < self.valid_to)


@dataclass(slots=True)
class TopicRow:
    """A node of the tree of topics (kategori); tenant 0 is the nation's, others extend it. `valid_to` is exclusive."""

    id: int
    tenant_id: int
    parent_id: int | None
    name: str
    valid_from: date
    valid_to: date | None


@dataclass(slots=True)
class OpenItemRow:
    """Something that a desk leaves behind: a complaint, a parallel handling, or a draft."""

    tenant_id: int
    complaint_id: UUID
    item: str
    item_id: UUID
    tracking_code: str
    title: str
    status: str
    due_order: datetime
    due_at: datetime | None


@dataclass(slots=True)
class StandingRow:
    """A unit as desks see it: has it a seat for a desk, and is somebody sitting there now?"""

    unit_id: UUID
    path: str
    has_seat: bool
    live: bool
