"""The rows of packets and of the Ombudsman's decisions, as the store hands them out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rules.packets import PacketKind


@dataclass(slots=True)
class PacketRow:
    """The packet of one hand-over. It is owed from the hand-over on; `made_at` and what belongs to it come later."""

    tenant_id: int
    id: UUID
    complaint_id: UUID
    event_seq: int
    kind: PacketKind
    storage_key: str
    owed_at: datetime
    sha256: bytes | None
    manifest_sha256: bytes | None
    size: int | None
    made_at: datetime | None


@dataclass(slots=True)
class DecisionRow:
    """What the Ombudsman decided on a complaint: an event of its chain."""

    tenant_id: int
    complaint_id: UUID
    seq: int
    reason: str
    data: dict[str, Any]
    actor_title: str
    at: datetime
