"""How an administrative mutation acts at most once, in one transaction, and who learns of changed access.

    async with once(info.context, ref.tenant, input) as change:
        if change.is_new:
            unit = await units.locked(change.tx, ref.tenant, ref.uuid)
            permit(info.context.principal, Permission.UNIT_MANAGE, unit)
            units.rename(change.tx, unit, input.name)
            change.keep(unit.id)
        row = await change.kept(units.by_id)

The answer is read again inside the transaction: a retry gets the object as it is now.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar
from uuid import UUID

from graph.context import Context
from graph.moving import fingerprint, keeper_of, reaching
from rules.errors import not_found
from tenants.session import Transaction
from tenants.stores import access_changes, idempotency

Row = TypeVar("Row")


class Once(Protocol):
    """An input that acts at most once."""

    client_key: str


@dataclass(slots=True)
class Change:
    """A change under way. `done` is what an earlier request with the same key did; then do nothing."""

    tx: Transaction
    tenant: int
    done: dict[str, Any] | None
    told: dict[str, Any] = field(default_factory=dict)
    affected: list[str] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Was nothing done with this key yet?"""
        return self.done is None

    def keep(self, id: UUID, **more: Any) -> None:
        """Remember what was made or changed, for a retry of the same request."""
        self.told = {"id": str(id), **more}

    async def kept(self, read: Callable[[Transaction, Sequence[tuple[int, UUID]]], Awaitable[list[Row | None]]]) -> Row:
        """The object that was made or changed, now or by the request that is repeated. Raises NOT_FOUND."""
        (row,) = await read(self.tx, [(self.tenant, self.id)])
        if row is None:
            raise not_found()
        return row

    @property
    def id(self) -> UUID:
        """The id of the object that was made or changed."""
        return UUID((self.done or self.told)["id"])

    def affects(self, *accounts: object) -> None:
        """What these accounts may do has changed; EVERYBODY when it is not about single ones."""
        access_changes.announce(self.tx, *accounts)
        self.affected += [str(account) for account in accounts]


@asynccontextmanager
async def once(context: Context, tenant: int, given: Once) -> AsyncIterator[Change]:
    """One transaction on one pemda for one client key. Raises NOT_FOUND outside of the principal's reach."""
    reaching(context, tenant)
    keeper, mark, name = keeper_of(context.principal), fingerprint(given), type(given).__name__
    asking = idempotency.asking(tenant, keeper, given.client_key)
    async with context.write((tenant,), first=asking) as tx:
        change = Change(tx, tenant, idempotency.recalled(tx.first, name, mark))
        yield change
        if change.is_new:
            idempotency.remember(
                tx, tenant, keeper, given.client_key, mutation=name, fingerprint=mark, result=change.told
            )
    access_changes.changed(*change.affected)
