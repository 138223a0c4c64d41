"""Who in this process watches which desk, and what reaches them of what the database announces?"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final, Self
from uuid import UUID
from weakref import WeakSet

import orjson
import structlog

from graph.notices import Notice
from rules.complaint_states import Move
from rules.errors import RATE_LIMITED, Refusal
from tenants.stores import desk_channel

WAITING: Final = 100
"""Notices that wait for one watcher; beyond that one takes the place of all: look at everything again."""
MOST_AT_ONCE: Final = 30
"""Subscriptions that one holder of a position may have open in a process: tabs and devices, not a flood."""

log = structlog.get_logger("tuntas.desks")


class Watcher(AsyncIterator[Notice]):
    """One subscription's notices, from the moment it was made; forgotten with its last reference, or by `aclose`."""

    def __init__(self, tenant: int, path_lo: str, path_hi: str, holder: UUID | None = None) -> None:
        self.tenant = tenant
        self.holder = holder
        self._lo = path_lo
        self._hi = path_hi
        self._waiting: deque[Notice] = deque()
        self._news = asyncio.Event()
        self._closed = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Notice:
        """The next notice, as soon as there is one."""
        while not self._waiting:
            if self._closed:
                raise StopAsyncIteration
            self._news.clear()
            await self._news.wait()
        return self._waiting.popleft()

    async def aclose(self) -> None:
        """End it: nothing more is delivered, and whoever waits stops waiting."""
        self.close()

    def close(self) -> None:
        """The same, without waiting for anything."""
        self._closed = True
        self._waiting.clear()
        self._news.set()

    @property
    def is_open(self) -> bool:
        """Is anything delivered still?"""
        return not self._closed

    def wants(self, notice: Notice) -> bool:
        """Is it about a desk that is watched, or one it left?"""
        return self._lo <= notice.desk_path < self._hi or (
            notice.left is not None and self._lo <= notice.left < self._hi
        )

    def offer(self, notice: Notice) -> None:
        """Deliver it, unless too many wait already."""
        if self._closed:
            return
        if len(self._waiting) < WAITING:
            self._waiting.append(notice)
            self._news.set()
        else:
            self.resync()

    def resync(self) -> None:
        """Put one notice in the place of all: something was missed."""
        if self._closed:
            return
        self._waiting.clear()
        self._waiting.append(Notice(self.tenant, self._lo, None, None, None, None))
        self._news.set()


class DeskNotices:
    """The watchers of one process, by pemda: what `Context.notices` is."""

    def __init__(self) -> None:
        self._watchers: dict[int, WeakSet[Watcher]] = {}

    def subscribe(self, tenant: int, path_lo: str, path_hi: str, holder: UUID | None = None) -> Watcher:
        """Watch desks of a pemda from now on. Raises RATE_LIMITED when the holder watches with too many already."""
        watchers = self._watchers.setdefault(tenant, WeakSet())
        if holder is not None and sum(one.holder == holder and one.is_open for one in watchers) >= MOST_AT_ONCE:
            raise Refusal(
                RATE_LIMITED,
                f"You have {MOST_AT_ONCE} subscriptions open: close some.",
                f"Anda sudah membuka {MOST_AT_ONCE} langganan kabar: tutup sebagian.",
                rule=f"subscriptions: {MOST_AT_ONCE} at once",
            )
        watcher = Watcher(tenant, path_lo, path_hi, holder)
        watchers.add(watcher)
        return watcher

    def hear(self, payload: str) -> None:
        """Deliver what the database announced; what is no notice of ours is written to the log and dropped."""
        notice = _read(payload)
        if notice is None:
            log.warning("desks.no_notice", length=len(payload))
            return
        watchers = self._watchers.get(notice.tenant)
        if not watchers:
            self._watchers.pop(notice.tenant, None)
            return
        for watcher in list(watchers):
            if watcher.wants(notice):
                watcher.offer(notice)

    def missed(self) -> None:
        """Tell every watcher that something may have been missed."""
        for watcher in self._all():
            watcher.resync()

    def close(self) -> None:
        """End every subscription."""
        for watcher in self._all():
            watcher.close()
        self._watchers.clear()

    def _all(self) -> list[Watcher]:
        return [watcher for watchers in self._watchers.values() for watcher in watchers]


@asynccontextmanager
async def listening(service_url: str) -> AsyncIterator[DeskNotices]:
    """The notices of this process while the block runs; whoever watches at its end is told that it is over."""
    notices = DeskNotices()
    task = asyncio.create_task(desk_channel.listen(service_url, notices.hear, notices.missed))
    try:
        yield notices
    finally:
        notices.close()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _read(payload: str) -> Notice | None:
    try:
        said = orjson.loads(payload)
        left, move = said.get("left"), said["move"]
        return Notice(
            tenant=int(said["tenant"]),
            desk_path=str(said["desk_path"]),
            left=None if left is None else str(left),
            complaint=UUID(said["complaint"]),
            move=None if move is None else Move(move),
            version=int(said["version"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
