"""The traffic of a working day in one process: requests when they are due, and desks that listen.

python -m bench.traffic < JOB (pickled) > RESULT (pickled)
"""

import asyncio
import contextlib
import pickle
import random
import sys
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from time import perf_counter
from typing import Any, Final

import httpx
import orjson
import uvloop

from bench import documents
from bench.lifecycle import Life, Lives

INBOX, DETAIL, STATISTICS, LIFE = "inbox", "detail", "statistics", "life"
_MIX: Final = {INBOX: 52, DETAIL: 30, STATISTICS: 10, LIFE: 8}
_CONNECTIONS: Final = 200
_TIMEOUT: Final = 60.0


@dataclass(frozen=True, slots=True)
class Job:
    """Where to ask, as whom, how often a second, how long; `burst` seconds of `times` as much follow, then `after`."""

    port: int
    rate: float
    seconds: float
    burst: float
    times: int
    after: float
    lives: Lives
    nation: str
    details: Sequence[str]
    desks: Sequence[str]
    statistics: tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Sample:
    """One request: when it was due, since the beginning; how long until its answer, and whether that was one."""

    at: float
    kind: str
    seconds: float
    fine: bool


@dataclass(slots=True)
class Result:
    """All requests; pieces of news that desks heard, streams that broke off, and the first things that went wrong."""

    samples: list[Sample] = field(default_factory=list)
    news: int = 0
    broken: int = 0
    wrong: list[str] = field(default_factory=list)


class Traffic:
    """One run."""

    def __init__(self, job: Job, http: httpx.AsyncClient) -> None:
        self.job, self.http, self.result = job, http, Result()
        self.dice, self.began, self.ended = random.Random(7), perf_counter(), False
        self._ways: dict[str, Callable[[], Coroutine[Any, Any, bool]]] = {
            INBOX: lambda: self.ask(job.lives.admin, documents.INBOX, {}),
            DETAIL: lambda: self.ask(job.lives.admin, documents.DETAIL, {"id": self.dice.choice(job.details)}),
            STATISTICS: lambda: self.ask(job.nation, *job.statistics),
        }

    async def run(self) -> Result:
        listening = [asyncio.create_task(self.listen(token)) for token in self.job.desks]
        await asyncio.sleep(min(5.0, len(listening) / 50))
        self.began = perf_counter()
        running: set[asyncio.Task[None]] = set()
        at, ends = 0.0, self.job.seconds + self.job.burst + self.job.after
        while at < ends:
            await asyncio.sleep(max(0.0, at - self.now()))
            task = asyncio.create_task(self.one(at, self.dice.choices(list(_MIX), list(_MIX.values()))[0]))
            running.add(task)
            task.add_done_callback(running.discard)
            bursting = self.job.seconds <= at < self.job.seconds + self.job.burst
            at += self.dice.expovariate(self.job.rate * (self.job.times if bursting else 1))
        await asyncio.gather(*running)
        self.ended = True
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
        return self.result

    def now(self) -> float:
        return perf_counter() - self.began

    async def one(self, at: float, kind: str) -> None:
        if kind == LIFE:
            await Lived(self, self.job.lives, self.dice.randrange(1_000_000)).go()
        else:
            await self.timed(at, kind, self._ways[kind])

    async def timed(self, at: float, kind: str, way: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        answer: Any = None
        try:
            answer = await way()
        except (httpx.HTTPError, RuntimeError) as error:
            self.complain(f"{kind}: {error!r}")
        self.result.samples.append(Sample(at, kind, self.now() - at, bool(answer)))
        return answer

    async def ask(self, who: str, document: str, variables: dict[str, Any]) -> bool:
        body = orjson.dumps({"query": document, "variables": variables})
        headers = {"authorization": f"Bearer {who}", "content-type": "application/json"}
        answer = (await self.http.post("/graphql", content=body, headers=headers)).content
        if b'"errors"' in answer or not answer.startswith(b'{"data"'):
            self.complain(answer[:300].decode())
            return False
        return True

    def complain(self, what: str) -> None:
        if len(self.result.wrong) < 10:
            self.result.wrong.append(what)

    async def listen(self, token: str) -> None:
        """One desk; a stream that ends is opened again, as browsers do."""
        while not self.ended:
            with contextlib.suppress(OSError):
                await self._heard(token)
            if not self.ended:
                self.result.broken += 1
                await asyncio.sleep(1)

    async def _heard(self, token: str) -> None:
        body = orjson.dumps({"query": documents.DESK_NEWS, "variables": {}})
        head = [
            "POST /graphql HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json", "Accept: text/event-stream",
            f"Authorization: Bearer {token}", f"Content-Length: {len(body)}", "", "",
        ]  # fmt: skip
        reader, writer = await asyncio.open_connection("127.0.0.1", self.job.port)
        try:
            writer.write("\r\n".join(head).encode() + body)
            while line := await reader.readline():
                self.result.news += line.startswith(b"event: next")
        finally:
            writer.close()


class Lived(Life):
    """A whole life whose every request is a sample; its steps follow each other."""

    __slots__ = ("traffic",)

    def __init__(self, traffic: Traffic, lives: Lives, number: int) -> None:
        super().__init__(traffic.http, lives, random.Random(token_hex(8)), number)
        self.traffic = traffic

    async def go(self) -> None:
        with contextlib.suppress(_GivenUpError):
            await self.live()

    def house(self) -> str:
        """Like no other: among hundreds of new ones at once, the search for a number finds its likes first."""
        return f"Gang {token_hex(8)}"

    async def send(self, who: str, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        sent: Callable[[], Coroutine[Any, Any, Any]] = lambda: Life.send(self, who, document, variables)  # noqa: E731
        answer = await self.traffic.timed(self.traffic.now(), LIFE, sent)
        if not answer:
            raise _GivenUpError
        return dict(answer)


class _GivenUpError(Exception):
    """A step failed, and was told: the rest of this life is left out."""


async def work(job: Job) -> Result:
    """Do all of it."""
    limits = httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{job.port}", limits=limits, timeout=_TIMEOUT) as http:
        return await Traffic(job, http).run()


def main() -> None:
    from bench import traffic  # noqa: PLC0415, PLW0406 - pickle must find the classes where the other process knows them

    job = pickle.load(sys.stdin.buffer)
    sys.stdout.buffer.write(pickle.dumps(uvloop.run(traffic.work(job))))


if __name__ == "__main__":
    main()
