"""Sums that were read a moment ago, or are being read: whoever asks for the same within it gets the same answer.

Before a meeting or at the end of a month hundreds of desks open the same page at once. What they see is a moment old
anyway: sums are counted after the event, and an answer says how many changes it does not know yet, as of its reading.
What may be asked was decided before; an answer is shared only by those of the same reach, for which the database gave
the same.
"""

from collections.abc import Hashable
from typing import Final

from async_lru import alru_cache

from tenants.session import Sessions
from tenants.stores import statistics
from tenants.stores.statistics import Answered, Asking

SECONDS: Final = 2.0
MOST: Final = 64
"""Answers that are kept; the largest, of all pemda by month, holds some ten megabytes."""


class RecentSums:
    """The answers of the last moments of this process."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._answer = alru_cache(maxsize=MOST, ttl=seconds, key=_same)(statistics.answer)

    async def answer(self, sessions: Sessions, asking: Asking) -> Answered:
        """What `statistics.answer` says, or said at most `seconds` ago. A failed reading is read again."""
        return await self._answer(sessions, asking)


def _same(sessions: Sessions, asking: Asking) -> Hashable:
    return sessions.reach, asking
