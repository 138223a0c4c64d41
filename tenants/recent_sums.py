"""Sums that were read a moment ago, or are being read: whoever asks for the same within it gets the same answer.

Before a meeting or at the end of a month hundreds of desks open the same page at once. What they see is a moment old
anyway: sums are counted after the event, and an answer says how many changes it does not know yet, as of its reading.
What may be asked was decided before; an answer is shared only by those of the same reach, for which the database gave
the same.
"""

from collections.abc import Hashable
from datetime import datetime
from typing import Final, NamedTuple

from async_lru import alru_cache

from tenants.session import Sessions
from tenants.stores import statistics
from tenants.stores.statistics import Answered, Asking

SECONDS: Final = 2.0
MOST: Final = 32
"""Answers that are kept; the largest, of all pemda by month, holds some ten megabytes."""


class Reading(NamedTuple):
    """What was read, and when it was asked for: nothing that came later is missing from it unsaid."""

    answered: Answered
    asked_at: datetime


async def read_now(sessions: Sessions, asking: Asking, now: datetime) -> Reading:
    """Read it, whoever else does."""
    return Reading(await statistics.answer(sessions, asking), now)


class RecentSums:
    """The answers of the last moments of this process."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._read = alru_cache(maxsize=MOST, ttl=seconds, key=_same)(read_now)

    async def read(self, sessions: Sessions, asking: Asking, now: datetime) -> Reading:
        """What is there, or was read at most `seconds` ago. A reading that failed is not kept."""
        return await self._read(sessions, asking, now)


def _same(sessions: Sessions, asking: Asking, _now: datetime) -> Hashable:
    return sessions.reach, asking
