"""The context of a request: batch reads that forget after a write, and a reach that grows by what is public."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from graph.context import Context
from policies.principal import ANONYMOUS
from rules.identifiers import NOWHERE, Reach


@dataclass
class Sessions:
    """Sessions as far as the context uses them."""

    reach: Reach = NOWHERE
    written: list[tuple[int, ...]] = field(default_factory=list)

    @asynccontextmanager
    async def write(self, tenants: tuple[int, ...], first: Any) -> AsyncIterator[str]:
        self.written.append(tenants)
        yield f"transaction {first}"

    def with_reach(self, reach: Reach) -> "Sessions":
        return Sessions(reach)


def context_over(sessions: Any) -> Context:
    return Context(ANONYMOUS, sessions, datetime.now(UTC))


async def test_loads_through_the_batch_read_and_forgets_after_a_write() -> None:
    asked: list[tuple[Any, list[int]]] = []

    async def by_number(sessions: Any, keys: Sequence[int]) -> list[int]:
        asked.append((sessions, list(keys)))
        return list(keys)

    sessions = Sessions()
    context = context_over(sessions)
    assert list(await asyncio.gather(context.load(by_number, 1), context.load(by_number, 2))) == [1, 2]
    assert await context.load(by_number, 1) == 1
    async with context.write((2101,)) as transaction:
        assert str(transaction) == "transaction None"
    assert await context.load(by_number, 1) == 1
    assert asked == [(sessions, [1, 2]), (sessions, [1])]
    assert sessions.written == [(2101,)]


@pytest.mark.parametrize(
    ("before", "tenant", "after"),
    [
        (NOWHERE, 2101, Reach(2101, 2101)),
        (Reach(2101, 2101), 2101, Reach(2101, 2101)),
        (Reach(2100, 2199), 2172, Reach(2100, 2199)),
        (Reach(2101, 2101), 2172, Reach(2101, 2172)),
    ],
)
def test_a_request_reaches_one_more_pemda(before: Reach, tenant: int, after: Reach) -> None:
    context = context_over(Sessions(before))
    context.extend(tenant)
    assert context.sessions.reach == after


def test_sums_come_from_the_replica_where_there_is_one() -> None:
    context = context_over(Sessions())
    assert context.for_sums is context.sessions
    copy: Any = Sessions()
    context.replica = copy
    assert context.for_sums is copy
