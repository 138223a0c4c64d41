"""Keys asked in one tick become one statement; answers are remembered."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from graph.loading import Loader


class Reads:
    """A store that counts."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []

    async def doubled(self, keys: Sequence[int]) -> list[Any]:
        self.batches.append(list(keys))
        return [ValueError(key) if key == 13 else key * 2 for key in keys]


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


async def test_of_those_who_wait_one_may_be_cancelled() -> None:
    reads = Reads()
    loader: Loader[int, Any] = Loader(reads.doubled)

    async def ask() -> Any:
        return await loader.load(1)

    first, second = asyncio.create_task(ask()), asyncio.create_task(ask())
    await asyncio.sleep(0)
    first.cancel()
    assert await second == 2
    with pytest.raises(asyncio.CancelledError):
        await first
