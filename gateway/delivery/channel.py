"""What has to be known of a notice that leaves the house, and what a channel that carries it has to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from rules.notices import NoticeChannel, NoticeKind


class Retry(Exception):
    """Not now: the other side is down, busy, or wants to be asked again. `after` is the least time to wait."""

    def __init__(self, reason: str, after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Permanent(Exception):
    """Never: the address does not exist, or what is sent is refused. Its text must not hold personal data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What people read: a subject, plain text, the same as HTML, and where it leads."""

    subject: str
    text: str
    html: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One notice for one recipient on one channel. `id` is the same in every attempt, so receivers can tell a repeat.

    `told` is what the graph showed the recipient; a channel for programs sends that, one for people the letter.
    """

    id: UUID
    tenant: int
    channel: NoticeChannel
    kind: NoticeKind
    at: datetime
    attempt: int
    recipient: str
    to: str = field(repr=False)
    name: str = field(default="", repr=False)
    complaint: UUID | None = None
    event_seq: int | None = None
    letter: Letter | None = field(default=None, repr=False)
    told: Mapping[str, Any] = field(default_factory=dict, repr=False)


class Channel(Protocol):
    """Carries deliveries to where people are."""

    async def send(self, delivery: Delivery) -> None:
        """Returns when the other side has taken it. Raises Retry or Permanent; anything else counts as Retry."""
