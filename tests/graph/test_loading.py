"""Keys asked in one tick become one statement; answers are remembered, and forgotten after a write."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from graph.context import Context
from graph.loading import Loader
from policies.principal import ANONYMOUS


class Reads:
    """A store that counts."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []

    async def doubled(self, keys: Sequence[int]) -> list[Any]:
        self.batches.append(list(keys))
        return [ValueError(key) if key == 13 else key * 2 for key in keys]


class Sessions:
    """Sessions as far as the context uses them."""

    written: list[tuple[int, ...]]

    def __init__(self) -> None:
        self.written = []

    @asynccontextmanager
    async def write(self, tenants: tuple[int, ...], first: Any) -> AsyncIterator[str]:
        self.written.append(tenants)
        yield f"transaction {first}"


async def test_all_keys_of_a_tick_are_one_batch_and_asked_once() -> None:
    reads = Reads()
    loader: Loader[int, Any] = Loader(reads.doubled)
    assert list(await asyncio.gather(loader.load(1), loader.load(2), loader.load(1))) == [2, 4, 2]
    assert await loader.load(2) == 4
    assert await loader.load(3) == 6
    assert reads.batches == [[1, 2], [3]]


async def test_an_exception_among_the_answers_fails_its_key_only() -> None:
    loader: Loader[int, Any] = Loader(Reads().doubled)
    good, bad = loader.load(1), loader.load(13)
    assert await good == 2
    with pytest.raises(ValueError, match="13"):
        await bad


async def test_a_failing_read_fails_every_key_of_its_batch() -> None:
    async def broken(_keys: Sequence[int]) -> list[int]:
        raise OSError("gone")

    loader: Loader[int, Any] = Loader(broken)
    found = await asyncio.gather(loader.load(1), loader.load(2), return_exceptions=True)
    assert [type(error) for error in found] == [OSError, OSError]


async def test_a_read_that_forgets_keys_is_caught() -> None:
    async def short(_keys: Sequence[int]) -> list[int]:
        return [1]

    loader: Loader[int, Any] = Loader(short)
    found = await asyncio.gather(loader.load(1), loader.load(2), return_exceptions=True)
    assert all(isinstance(error, ValueError) for error in found)


async def test_a_cancelled_question_is_asked_again() -> None:
    reads = Reads()
    loader: Loader[int, Any] = Loader(reads.doubled)
    loader.load(1).cancel()
    assert await loader.load(1) == 2


async def test_the_context_loads_through_the_batch_read_and_forgets_after_a_write() -> None:
    asked: list[tuple[Any, list[int]]] = []

    async def by_number(sessions: Any, keys: Sequence[int]) -> list[int]:
        asked.append((sessions, list(keys)))
        return list(keys)

    sessions: Any = Sessions()
    context = Context(ANONYMOUS, sessions, datetime.now(UTC))
    assert list(await asyncio.gather(context.load(by_number, 1), context.load(by_number, 2))) == [1, 2]
    assert await context.load(by_number, 1) == 1
    async with context.write((2101,)) as transaction:
        assert str(transaction) == "transaction None"
    assert await context.load(by_number, 1) == 1
    assert asked == [(sessions, [1, 2]), (sessions, [1])]
    assert sessions.written == [(2101,)]
