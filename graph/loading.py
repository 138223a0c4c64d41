"""How many keys that are asked one by one become one statement: everything asked in the same tick is one batch."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Answer(asyncio.Future[V]):
    """One key's answer. Many may wait for it: when one of them is cancelled, the others still get it."""

    def cancel(self, msg: Any | None = None) -> bool:  # noqa: ARG002 - as futures have it
        """Refuses; whoever is cancelled while waiting learns it when the answer is there."""
        return False


class Loader(Generic[K, V]):
    """Asks a batch read once for all keys of a tick, and remembers each answer for the rest of the request.

    An exception among the answers fails its key only; an exception raised by the read fails the whole batch.
    """

    __slots__ = ("_known", "_read", "_running", "_waiting")

    def __init__(self, read: Callable[[Sequence[K]], Awaitable[Sequence[Any]]]) -> None:
        self._read = read
        self._known: dict[K, Answer[V]] = {}
        self._waiting: list[K] = []
        self._running: set[asyncio.Task[None]] = set()  # the loop itself holds tasks weakly

    def load(self, key: K) -> Answer[V]:
        """The answer for one key, to be awaited."""
        known = self._known.get(key)
        if known is not None:
            return known
        loop = asyncio.get_running_loop()
        future = self._known[key] = Answer(loop=loop)
        if not self._waiting:
            loop.call_soon(self._start, loop)
        self._waiting.append(key)
        return future

    def _start(self, loop: asyncio.AbstractEventLoop) -> None:
        keys, self._waiting = self._waiting, []
        futures = [self._known[key] for key in keys]
        task = loop.create_task(self._answer(keys, futures))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _answer(self, keys: list[K], futures: list[Answer[V]]) -> None:
        answers: Sequence[Any]
        try:
            answers = await self._read(keys)
        except Exception as error:  # noqa: BLE001 - whoever asked gets it
            answers = [error] * len(keys)
        if len(answers) != len(keys):
            answers = [ValueError(f"{self._read} answered {len(answers)} of {len(keys)} keys")] * len(keys)
        for future, answer in zip(futures, answers, strict=True):
            if future.done():
                continue
            if isinstance(answer, BaseException):
                future.set_exception(answer)
                future.exception()  # seen: a planned operation may have turned to the stock executor meanwhile
            else:
                future.set_result(answer)
