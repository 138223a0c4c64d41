"""Whole lives of complaints over HTTP: submit, verify, dispose, answer, accept, search; so many a second, all told."""

import asyncio
import pickle
import random
import subprocess
import sys
from dataclasses import dataclass
from secrets import token_hex
from statistics import median
from time import perf_counter
from typing import Any, Final

import httpx
import orjson

from bench import documents
from bench.offices import CITIZENS, UNITS, citizen, officer, unit_node
from bench.serving import cpu_below, module
from bench.site import MAIN, Place
from bench.table import Table

CONCURRENCY: Final = 8
TARGET: Final = 37.0
_PASSED: Final = {"identity": "MET", "substance": "MET", "evidence": "NOT_NEEDED", "nature": "BUKAN_KEDUANYA"}
_PASSED_TOO: Final = {"subject": "Dinas", "object": "Lampu", "anonymous": False, "secret": False, "eligible": True}


@dataclass(frozen=True, slots=True)
class Lives:
    """What the process that lives them needs: where to ask, as whom, how many."""

    port: int
    times: int
    admin: str
    officers: dict[int, str]
    citizens: list[str]
    units: dict[int, str]


@dataclass(frozen=True, slots=True)
class Lived:
    """Lives a second; CPU of server and database for one, milliseconds."""

    rate: float
    server: float
    database: float


def run(place: Place, times: int, postmaster: int, *arguments: str) -> Lived:
    """So many lives on a database, by eight clients at once; `arguments` are the service's own."""
    with module("ours", place.database.admin_url, *arguments) as server:
        lives = people(place, server.port, times)
        _lived(lives, max(times // 10, 16))  # warms up
        before = server.cpu(), cpu_below(postmaster)
        seconds = _lived(lives, times)
        after = server.cpu(), cpu_below(postmaster)
    each = 1000 / times
    return Lived(times / seconds, (after[0] - before[0]) * each, (after[1] - before[1]) * each)


def people(place: Place, port: int, times: int) -> Lives:
    """Who lives them: the main pemda's admin, some of its units, citizens."""
    units = range(1, UNITS + 1, 5)
    return Lives(
        port,
        times,
        officer(place).token,
        {number: officer(place, number).token for number in units},
        [citizen(place, number).token for number in range(1, min(CITIZENS, 32) + 1)],
        {number: unit_node(place.main, number) for number in units},
    )


def tell(table: Table, size: int, lived: Lived, first: Lived | None) -> None:
    """The rate at a size, and what is left of the one at the first size."""
    figures = f"{lived.server:.1f} + {lived.database:.1f} ms"
    table.say(f"lifecycle at {size:,} complaints: server + database CPU", figures)
    target = TARGET if size >= 1_000_000 else None
    table.ratio(f"lifecycle at {size:,} complaints: lives a second", lived.rate, at_least=target)
    if first is not None:
        table.ratio("lifecycle: rate to that at the first size", lived.rate / first.rate, at_least=0.9)


def _lived(lives: Lives, times: int) -> float:
    job = pickle.dumps((lives, times))
    done = subprocess.run([sys.executable, "-m", "bench.lifecycle"], input=job, stdout=subprocess.PIPE, check=True)
    return float(done.stdout)


async def living(lives: Lives, times: int) -> float:
    """Live them; the seconds it took."""
    numbers = iter(range(times))
    limits = httpx.Limits(max_connections=CONCURRENCY)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{lives.port}", limits=limits, timeout=60) as http:

        async def one_after_the_other() -> None:
            for number in numbers:
                await Life(http, lives, random.Random(token_hex(8)), number).live()

        began = perf_counter()
        await asyncio.gather(*(one_after_the_other() for _ in range(CONCURRENCY)))
        return perf_counter() - began


@dataclass(slots=True)
class Life:
    """One complaint from its submission until it is found again."""

    http: httpx.AsyncClient
    lives: Lives
    dice: random.Random
    number: int

    async def live(self) -> None:
        lives = self.lives
        reporter = lives.citizens[self.number % len(lives.citizens)]
        unit = self.dice.choice(list(lives.units))
        house = self.house()
        given = {
            "kind": "PENGADUAN_TIDAK_BERKADAR",
            "title": f"Lampu padam di {house}",
            "body": f"Lampu jalan di depan {house} padam sejak {self.dice.randrange(2, 30)} hari, mohon diperbaiki.",
            "pemda": MAIN,
        }
        filed = (await self.ask(reporter, documents.SUBMIT, given))["submitComplaint"]["complaint"]
        filed = await self.move(lives.admin, documents.VERIFY, filed, **_PASSED, **_PASSED_TOO)
        filed = await self.move(lives.admin, documents.DISPOSE, filed, unit=lives.units[unit])
        answer = {"outcome": "SOLVED", "body": "Lampu sudah diganti oleh petugas kami pagi ini.", "evidence": "Foto"}
        filed = await self.move(lives.officers[unit], documents.ANSWER, filed, **answer)
        filed = await self.move(reporter, documents.ACCEPT, filed)
        found = await self.send(lives.admin, documents.SEARCH, {"text": house})
        if filed["id"] not in [node["id"] for node in found["complaints"]["nodes"]]:
            raise RuntimeError(f"{house} is not found again")

    def house(self) -> str:
        """What it is found again by."""
        return f"Jalan Kamboja {self.dice.randrange(10_000)}"

    async def move(self, who: str, document: str, filed: dict[str, Any], **given: object) -> dict[str, Any]:
        moved = await self.ask(who, document, {"complaint": filed["id"], "version": filed["version"], **given})
        (row,) = moved.values()
        return dict(row)

    async def ask(self, who: str, document: str, given: dict[str, Any]) -> dict[str, Any]:
        return await self.send(who, document, {"input": {**given, "clientKey": token_hex(16)}})

    async def send(self, who: str, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        address = f"10.{self.dice.randrange(256)}.{self.dice.randrange(256)}.{self.dice.randrange(1, 255)}"
        headers = {"authorization": f"Bearer {who}", "content-type": "application/json", "x-forwarded-for": address}
        body = orjson.dumps({"query": document, "variables": variables})
        answer = orjson.loads((await self.http.post("/graphql", content=body, headers=headers)).content)
        if "errors" in answer:
            raise RuntimeError(f"{document.split('(', maxsplit=1)[0]}: {answer['errors']}")
        return dict(answer["data"])


def middle(lived: list[Lived]) -> Lived:
    """The medians of several runs."""
    return Lived(
        median(one.rate for one in lived), median(one.server for one in lived), median(one.database for one in lived)
    )


def main() -> None:
    from bench import lifecycle  # noqa: PLC0415, PLW0406 - pickle must find the classes where the other process knows them

    lives, times = pickle.load(sys.stdin.buffer)
    print(asyncio.run(lifecycle.living(lives, times)))


if __name__ == "__main__":
    main()
