"""An inbox of fifty without HTTP: the planned operation against one psycopg statement and orjson, same rows."""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from statistics import median
from time import perf_counter, process_time
from typing import Any

import orjson
from graphql import parse

from bench import documents
from bench.options import Options
from bench.raw import Handlers
from bench.site import Place
from bench.table import Table
from graph.context import Context
from graph.plan import OperationPlan
from graph.schema import schema
from policies.principal import Principal
from tenants.database import open_pool
from tenants.session import Sessions

Run = Callable[[], Awaitable[bytes]]


def measure(table: Table, place: Place, principal: Principal, options: Options) -> None:
    """Wall time and CPU of one request at a time."""
    wall, cpu = asyncio.run(_both(place, principal, options))
    table.ratio("inbox in process: wall to one statement + orjson", wall, at_most=1.3)
    table.ratio("inbox in process: CPU to the same", cpu)


async def _both(place: Place, principal: Principal, options: Options) -> tuple[float, float]:
    plan = OperationPlan.of(schema, parse(documents.INBOX))
    async with open_pool(place.database.service_url, 2) as pool:
        raw = Handlers(pool, place.main).inbox_bytes

        async def planned() -> bytes:
            context = Context(principal, Sessions(pool, principal.reach), datetime.now(UTC))
            result = await plan.run({}, context)
            if result is None or result.errors:
                raise RuntimeError(f"the plan did not answer: {result and result.errors}")
            return orjson.dumps({"data": result.data})

        agree(await planned(), await raw())
        return await _ratios(planned, raw, options)


async def _ratios(ours: Run, raw: Run, options: Options) -> tuple[float, float]:
    wall: list[float] = []
    cpu: list[float] = []
    for run in (ours, raw):
        await _timed(run, 30)
    gc.collect()
    gc.freeze()
    for number in range(options.rounds * 2 + 1):
        order = (ours, raw) if number % 2 else (raw, ours)
        taken = {run: await _timed(run, options.in_process) for run in order}
        wall.append(taken[ours][0] / taken[raw][0])
        cpu.append(taken[ours][1] / taken[raw][1])
    return median(wall), median(cpu)


async def _timed(run: Run, times: int) -> tuple[float, float]:
    began, busy = perf_counter(), process_time()
    for _ in range(times):
        await run()
    return perf_counter() - began, process_time() - busy


def agree(ours: bytes, raw: bytes) -> None:
    """Raise when the two answers do not tell the same, ids and cursors aside. Raw names actions in its own words."""
    one, other = (_plain(orjson.loads(answer)["data"]) for answer in (ours, raw))
    if one != other:
        nodes = zip(one["complaints"]["nodes"], other["complaints"]["nodes"], strict=True)
        differing = next((pair for pair in nodes if pair[0] != pair[1]), "the page itself")
        raise RuntimeError(f"the answers differ: {differing}")


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        kept = {name: one for name, one in value.items() if name not in ("id", "endCursor")}
        return {name: len(one) if name == "viewerCan" else _plain(one) for name, one in kept.items()}
    return value
