"""What do other programs hear of a complaint, and when is a message that did not arrive tried again?"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from rules.complaint_states import Move
from rules.timeline import AUDIENCE
from rules.vocabulary import Audience


class DeliveryState(StrEnum):
    """Where a message to a receiver is."""

    PENDING = "PENDING"
    DELIVERED = "DELIVERED"
    DEAD = "DEAD"
    WITHHELD = "WITHHELD"


TOLD: Final = frozenset(move for move, audience in AUDIENCE.items() if audience is Audience.PUBLIC)
"""The moves that a webhook may be told of: those of the public timeline, which a tracking code shows to everybody."""
MOST: Final = 20
"""How many webhooks a pemda has."""
GIVE_UP_AFTER: Final = timedelta(days=3)
"""How long a message is tried, from the moment it was queued (or replayed)."""
KEPT_FOR: Final = timedelta(days=90)
"""How long the log of a finished message is kept."""
LONGEST_SAID: Final = 1_000
"""How many characters of a receiver's answer the log keeps."""
_FIRST: Final = timedelta(seconds=10)
_FACTOR: Final = 3
_LONGEST: Final = timedelta(hours=6)
_LONGEST_PAUSE: Final = timedelta(minutes=15)
_SETTLED: Final = 20
"""More steps than any ladder has: the exponent stops here."""


def next_attempt(failures: int, queued_at: datetime, now: datetime, chance: float) -> datetime | None:
    """When a message that failed so many times is tried again; None when three days are over: it is dead.

    10 s, 30 s, 90 s, ... at most six hours. `chance` (0 to 1) spreads each delay over its upper half, so that
    receivers that were down together are not all tried in the same second.
    """
    at = now + _spread(_delay(failures, _LONGEST), chance)
    return None if at > queued_at + GIVE_UP_AFTER else at


def pause(failures: int, now: datetime, chance: float) -> datetime:
    """Until when a receiver that failed so many times in a row is left alone, whatever waits for it."""
    return now + _spread(_delay(failures, _LONGEST_PAUSE), chance)


def message(move: Move, facts: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The body of a message: what happened, when, and where the complaint is now. No words, no person, no unit."""
    return {"type": f"complaint.{move.value.lower()}", "timestamp": at.isoformat(), "data": facts}


def _delay(failures: int, longest: timedelta) -> timedelta:
    steps = min(max(failures, 1), _SETTLED) - 1
    return min(_FIRST * int(_FACTOR**steps), longest)


def _spread(delay: timedelta, chance: float) -> timedelta:
    return delay * (0.5 + chance / 2)
