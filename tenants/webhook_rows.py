"""What is read of webhooks and of what was sent to them: the shapes of their rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rules.complaint_states import Move, Status
from rules.webhooks import DeliveryState


@dataclass(slots=True)
class WebhookRow:
    """Where a pemda's own program hears of moves; its secrets stay sealed."""

    tenant_id: int
    id: UUID
    url: str
    kinds: list[Move]
    active: bool
    key_version: int
    secret: bytes
    old_key_version: int | None
    old_secret: bytes | None
    old_until: datetime | None
    failures: int
    not_before: datetime | None
    created_at: datetime
    created_by: UUID

    def __post_init__(self) -> None:
        """The words of the database become the words of the rules."""
        self.kinds = [Move(kind) for kind in self.kinds]

    def secrets(self, now: datetime) -> list[tuple[int, bytes]]:
        """The sealed secrets that sign at this moment, each with the version of its key: the new one first."""
        found = [(self.key_version, self.secret)]
        if self.old_secret is not None and self.old_key_version is not None and self.old_until is not None:
            found += [(self.old_key_version, self.old_secret)] if now < self.old_until else []
        return found


@dataclass(slots=True)
class DeliveryRow:
    """One message to one webhook, with every attempt that was made. `secret` is the complaint's, as far as known."""

    tenant_id: int
    id: UUID
    webhook_id: UUID
    complaint_id: UUID
    tracking_code: str
    move: Move
    status: Status
    version: int
    secret: bool
    at: datetime
    state: DeliveryState
    queued_at: datetime
    next_attempt_at: datetime | None
    finished_at: datetime | None
    failures: int
    attempts: list[dict[str, Any]]

    def __post_init__(self) -> None:
        """The words of the database become the words of the rules."""
        self.move, self.status, self.state = Move(self.move), Status(self.status), DeliveryState(self.state)
