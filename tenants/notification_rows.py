"""The rows of what is told, to whom and how, as the stores hand them out."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(slots=True)
class OutboxRow:
    """Something that happened and was not told yet. `desk_path` is empty where the case has left for another pemda."""

    tenant_id: int
    id: UUID
    complaint_id: UUID
    event_seq: int
    move: str
    status: str
    desk_path: str
    left_path: str | None
    level: str | None
    handling_id: UUID | None
    actor: UUID | None
    at: datetime


@dataclass(slots=True)
class HolderRow:
    """Somebody who holds a position now: the Plh, where there is one, and not who is away."""

    tenant_id: int
    unit_path: str
    role: str
    position_id: UUID
    account_id: UUID
    region_code: str | None


@dataclass(slots=True)
class NotificationRow:
    """One person was told one thing."""

    tenant_id: int
    id: UUID
    account_id: UUID
    position_id: UUID | None
    complaint_tenant: int
    complaint_id: UUID
    event_seq: int
    kind: str
    at: datetime
    read_at: datetime | None


@dataclass(slots=True)
class DeliveryRow:
    """One notice on one channel for one recipient: an account, whoever has the receipt, or an endpoint."""

    tenant_id: int
    id: UUID
    channel: str
    kind: str
    recipient: str
    line: str
    account_id: UUID | None
    position_id: UUID | None
    complaint_tenant: int | None
    complaint_id: UUID | None
    event_seq: int | None
    at: datetime
    state: str
    attempts: int
    next_at: datetime
    settled_at: datetime | None
    failure: str


@dataclass(slots=True)
class LineRow:
    """Deliveries of one case to one recipient, whose first may leave now."""

    tenant_id: int
    line: str


@dataclass(slots=True)
class SettingRow:
    """How an account wants to be told: the channels of each kind that it chose itself."""

    account_id: UUID
    choices: dict[str, Any] = field(default_factory=dict)
    digest: bool = True
    quiet: str = ""


@dataclass(slots=True)
class AddressRow:
    """Where an account is reached."""

    account_id: UUID
    name: str
    email: str
