"""How other processes hear that something happened: after the commit, many at once, and never in its way.

NOTIFY inside a writing transaction makes every commit of the database wait for the one before, disk included: measured,
eight writers then commit at an eighth to a quarter of their rate. A notice says only where to look again: it may come
a moment later, and the very last ones of a process that dies may be lost.
"""

import asyncio
import logging
from typing import Final
from weakref import WeakKeyDictionary

import psycopg
from psycopg_pool import PoolClosed, PoolTimeout

from tenants.database import Pool
from tenants.round_trip import exchange

_SEND: Final = (
    "SELECT pg_notify(channel, payload) FROM unnest(%(channels)s::text[], %(payloads)s::text[]) n (channel, payload)"
)
_NOT_ON_DISK: Final = "SET LOCAL synchronous_commit = off"
_GATHERING: Final = 0.01
"""Seconds in which notices gather: those of many writers go out together."""
log = logging.getLogger(__name__)


class Announcer:
    """What one process has to tell, sent by a task of its own as soon as the one before is through."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._waiting: list[tuple[str, str]] = []
        self._sending: asyncio.Task[None] | None = None

    def tell(self, notices: list[tuple[str, str]]) -> None:
        """Have these (channel, payload) sent; returns at once."""
        self._waiting += notices
        if self._waiting and (self._sending is None or self._sending.done()):
            self._sending = asyncio.create_task(self._send())

    async def _send(self) -> None:
        while self._waiting:
            await asyncio.sleep(_GATHERING)
            batch, self._waiting = self._waiting, []
            channels, payloads = zip(*batch, strict=True)
            try:
                async with self._pool.connection() as connection:
                    values = {"channels": list(channels), "payloads": list(payloads)}
                    await exchange(connection, [(_NOT_ON_DISK, {}), (_SEND, values)])
            except (psycopg.Error, PoolClosed, PoolTimeout):
                log.warning("%s notices were not sent", len(batch), exc_info=True)


_announcers: WeakKeyDictionary[Pool, Announcer] = WeakKeyDictionary()


def announcer_of(pool: Pool) -> Announcer:
    """The announcer that goes with a pool."""
    known = _announcers.get(pool)
    if known is None:
        known = _announcers[pool] = Announcer(pool)
    return known
