"""What a resolver may reach: who asks, the database as that principal, the time of the request, and batch reads."""

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias, TypeVar

import strawberry

from graph.loading import Loader
from policies.principal import Principal
from rules.errors import OPERATION_TOO_COMPLEX, Refusal
from rules.identifiers import Reach
from tenants.recent_sums import Reading, read_now
from tenants.session import Query, Sessions, Transaction
from tenants.stores.statistics import Asking

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
SumsRead: TypeAlias = Callable[[Sessions, Asking, datetime], Awaitable[Reading]]
BatchRead: TypeAlias = Callable[[Sessions, Sequence[K]], Awaitable[Sequence[V]]]
"""A store's read of many keys at once: the answers stand in the order of the keys."""


def _unthrottled(_kind: str) -> None:
    """The seam of the gateway's limits for visitors: nothing is limited where no gateway stands before it."""


@dataclass(slots=True)
class Context:
    """One request. `now` is aware UTC and stands still while the request runs; the gateway fills the seams."""

    principal: Principal
    sessions: Sessions
    now: datetime
    replica: Sessions | None = None
    read_sums: SumsRead = read_now
    vault: Any = None
    storage: Any = None
    timetables: Any = None
    notices: Any = None
    packets: Any = None
    receipt_key: bytes = b""
    plain_webhooks: bool = False
    throttle: Callable[[str], None] = _unthrottled
    renew: Callable[[], Awaitable[Principal]] | None = None
    _spent: dict[str, int] = field(default_factory=dict)
    _loaders: dict[BatchRead[Any, Any], Loader[Any, Any]] = field(default_factory=dict)

    def load(self, read: BatchRead[K, V], key: K) -> Awaitable[V]:
        """Ask a store's batch read for one key; all keys asked in this tick become one statement."""
        return self._loader(read).load(key)

    def _loader(self, read: BatchRead[K, V]) -> Loader[K, V]:
        loader = self._loaders.get(read)
        if loader is None:
            loader = self._loaders[read] = Loader(partial(self._read, read))
        return loader

    async def _read(self, read: BatchRead[K, V], keys: list[K]) -> Sequence[V]:
        return await read(self.sessions, keys)

    @property
    def for_sums(self) -> Sessions:
        """What answers statistics: the replica where there is one, which may be a moment behind."""
        return self.sessions if self.replica is None else self.replica

    def ration(self, field: str, most: int) -> None:
        """Let a field that costs a statement for each object be asked for so many times in a request, no more."""
        self._spent[field] = used = self._spent.get(field, 0) + 1
        if used > most:
            raise Refusal(
                OPERATION_TOO_COMPLEX,
                f"{field} can be asked for {most} objects in one request.",
                f"{field} hanya dapat diminta untuk {most} data dalam satu permintaan.",
                field=field,
            )

    def extend(self, tenant: int) -> None:
        """Let this request reach one more pemda: where a reporter's own case, or what is public, lies."""
        reach = self.sessions.reach
        if not reach.covers(tenant):
            lo, hi = (tenant, tenant) if reach.lo > reach.hi else (min(reach.lo, tenant), max(reach.hi, tenant))
            self.sessions = self.sessions.with_reach(Reach(lo, hi))

    @asynccontextmanager
    async def write(
        self, tenants: tuple[int, ...] = (), first: Query | None = None, *more: Query
    ) -> AsyncIterator[Transaction]:
        """One transaction that may write these tenants; afterwards everything loaded before it is forgotten.

        Raises what the session raises; when the block raises, nothing was written.
        """
        async with self.sessions.write(tenants, first, *more) as transaction:
            yield transaction
        self.forget()

    def forget(self) -> None:
        """Drop what was loaded: it may have changed."""
        self._loaders.clear()


Info: TypeAlias = strawberry.Info[Context, None]
