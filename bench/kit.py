"""What the GraphQL kit costs on top of one statement, and on top of an empty request. Prints ratios of one run.

    python -m bench.kit

(1) A trivial operation through the whole view against a Starlette route that reads JSON and answers JSON: server CPU of
a request over HTTP with uvicorn, and both called in process as ASGI applications. (2) An inbox of 50 with three
relations and `viewerCan`, in process: the plan, the compiled executor and strawberry's own executor against one psycopg
statement whose rows go through orjson as nested dicts.
"""

import asyncio
import contextlib
import gc
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final
from uuid import UUID

import orjson
import psycopg
import strawberry
import uvicorn
from graphql import execute, parse
from psycopg.rows import dict_row
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from strawberry.execution import optimized_is_awaitable
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext as StockExecutor

from gateway.documents import Documents
from gateway.plan import PlannedView
from graph.compiled import CompiledExecutor
from graph.context import Context, Info
from graph.declarations import attribute, enum_type
from graph.fields import derived, edge, query
from graph.nodes import Node, node_type
from graph.paging import Connection, First, page_request
from graph.plan import OperationPlan
from graph.schema_base import TuntasSchema, merged
from policies.permissions import Permission
from policies.principal import Principal
from rules.complaint_states import Move, Status
from rules.pages import Key, Order, Page
from rules.roles import Role
from tenants.embedded import EmbeddedServer, ServerOptions

ROUNDS, TIMES = 9, 60
SETUP: Final = """
CREATE TABLE unit (tenant_id int, id uuid, name text, PRIMARY KEY (tenant_id, id));
CREATE TABLE topic (id int PRIMARY KEY, name text);
CREATE TABLE event (tenant_id int, complaint_id uuid, seq int, move text, at timestamptz,
    PRIMARY KEY (tenant_id, complaint_id, seq));
CREATE TABLE complaint (tenant_id int, id uuid, code text, title text, status text, due_at timestamptz, received_at
    timestamptz, unit_id uuid, topic_id int, version int, unit_path text, PRIMARY KEY (tenant_id, id));
INSERT INTO unit SELECT 2101, gen_random_uuid(), 'Dinas ' || n FROM generate_series(1, 40) n;
INSERT INTO topic SELECT n, 'Topik ' || n FROM generate_series(1, 30) n;
INSERT INTO complaint SELECT 2101, gen_random_uuid(), 'KODE' || n, 'Jalan rusak di kampung ' || n,
    (array['RECEIVED', 'DISPOSED', 'IN_PROGRESS'])[1 + n % 3], now() + n * interval '1 minute',
    now() - n * interval '1 minute', (SELECT id FROM unit ORDER BY md5(name || n) LIMIT 1), 1 + n % 30, 1 + n % 4,
    '0001000' || n % 7 FROM generate_series(1, 5000) n;
INSERT INTO event SELECT tenant_id, id, s, 'SUBMIT', now() FROM complaint, generate_series(1, version) s;
CREATE INDEX ON complaint (tenant_id, due_at, id);
ANALYZE;
"""
INBOX: Final = b"""
WITH c AS MATERIALIZED (SELECT * FROM complaint WHERE tenant_id = %(tenant)s ORDER BY due_at, id LIMIT %(limit)s)
SELECT c.tenant_id, c.id, c.code, c.title, c.status, c.due_at, c.received_at, c.unit_path,
    u.id AS u_id, u.name AS u_name, t.id AS t_id, t.name AS t_name, e.seq, e.move, e.at
FROM c LEFT JOIN unit u ON u.tenant_id = c.tenant_id AND u.id = c.unit_id LEFT JOIN topic t ON t.id = c.topic_id
LEFT JOIN event e ON e.tenant_id = c.tenant_id AND e.complaint_id = c.id AND e.seq = c.version ORDER BY c.due_at, c.id
"""
DOCUMENT: Final = """
query Inbox($first: Int) { inbox(first: $first) { nodes { id code title status dueAt receivedAt viewerCan
  unit { id name } topic { id name } lastEvent { seq move at } } pageInfo { hasNextPage endCursor } } }
"""
TRIVIAL: Final = "query One { one }"
BY_DUE: Final = Order("DUE", (Key("due_at", datetime), Key("id", UUID)))
MOVES: Final = tuple(Move)[:3]
enum_type(Status, {member: member.value for member in Status})
enum_type(Move, {member: member.value for member in Move})


@dataclass(slots=True)
class UnitRow:
    tenant_id: int
    id: UUID
    name: str


@dataclass(slots=True)
class TopicRow:
    id: int
    name: str


@dataclass(slots=True)
class EventRow:
    seq: int
    move: str
    at: datetime


@dataclass(slots=True)
class ComplaintRow:
    tenant_id: int
    id: UUID
    code: str
    title: str
    status: str
    due_at: datetime
    received_at: datetime
    unit_path: str
    unit: Any = field(init=False)
    topic: Any = field(init=False)
    last_event: Any = field(init=False)


@node_type(UnitRow)
class Unit(Node):
    """A unit."""

    name: str = attribute("Its name.")


@node_type(TopicRow)
class Topic(Node):
    """A topic."""

    name: str = attribute("Its name.")


@strawberry.type(description="An event.")
class Event:
    seq: int = attribute("Its number.")
    move: Move = attribute("What.")
    at: datetime = attribute("When.")


@node_type(ComplaintRow)
class Complaint(Node):
    """A complaint."""

    code: str = attribute("Its code.")
    title: str = attribute("What it is about.")
    status: Status = attribute("Where it is.")
    due_at: datetime = attribute("Until when.")
    received_at: datetime = attribute("Since when.")

    @derived(list[Move])
    @staticmethod
    def viewer_can(row: ComplaintRow, context: Context) -> list[Move]:
        """What may be done."""
        return [move for move in MOVES if row.unit_path >= context.principal.unit_path and row.status != "CLOSED"]

    @edge(Unit | None)
    @staticmethod
    async def unit(row: ComplaintRow, context: Context) -> Any:
        """The unit."""
        raise NotImplementedError

    @edge(Topic | None)
    @staticmethod
    async def topic(row: ComplaintRow, context: Context) -> Any:
        """The topic."""
        raise NotImplementedError

    @edge(Event | None)
    @staticmethod
    async def last_event(row: ComplaintRow, context: Context) -> Any:
        """The newest event."""
        raise NotImplementedError


@strawberry.type
class Queries:
    @query(Permission.COMPLAINT_READ, Connection[Complaint])
    async def inbox(self, info: Info, first: First = 20) -> Page[ComplaintRow]:
        """The inbox."""
        request = page_request(BY_DUE, first)
        connection: Any = info.context.sessions
        cursor = await connection.execute(INBOX, {"tenant": 2101, "limit": request.limit})
        return Page.cut(request, [complaint_of(values) for values in await cursor.fetchall()])

    @query(Permission.COMPLAINT_READ, int)
    async def one(self, info: Info) -> int:
        """A number."""
        return info.context.now.day


def complaint_of(v: tuple[Any, ...]) -> ComplaintRow:
    row = ComplaintRow(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7])
    row.unit, row.topic = UnitRow(v[0], v[8], v[9]), TopicRow(v[10], v[11])
    row.last_event = EventRow(v[12], v[13], v[14])
    return row


def nested(r: dict[str, Any]) -> dict[str, Any]:
    can = [move.value for move in MOVES if r["unit_path"] >= "-" and r["status"] != "CLOSED"]
    return {
        "id": r["id"],
        "code": r["code"],
        "title": r["title"],
        "status": r["status"],
        "dueAt": r["due_at"],
        "receivedAt": r["received_at"],
        "viewerCan": can,
        "unit": {"id": r["u_id"], "name": r["u_name"]},
        "topic": {"id": r["t_id"], "name": r["t_name"]},
        "lastEvent": {"seq": r["seq"], "move": r["move"], "at": r["at"]},
    }


Run = Callable[[], Awaitable[Any]]


async def compare(ways: dict[str, Run], *, times: int = TIMES) -> None:
    """Each way in turn, several rounds; medians relative to the first."""
    wall: dict[str, list[float]] = {name: [] for name in ways}
    cpu: dict[str, list[float]] = {name: [] for name in ways}
    for run in ways.values():
        for _ in range(20):
            await run()
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 20, 50)  # as the service does
    for _ in range(ROUNDS):
        for name, run in ways.items():
            began, busy = perf_counter(), process_time()
            for _ in range(times):
                await run()
            wall[name].append((perf_counter() - began) / times)
            cpu[name].append((process_time() - busy) / times)
    first = next(iter(ways))
    for name in ways:
        by_wall = median(one / base for one, base in zip(wall[name], wall[first], strict=True))
        by_cpu = median(one / base for one, base in zip(cpu[name], cpu[first], strict=True))
        print(f"  {name:34} wall {by_wall:6.2f}   CPU {by_cpu:6.2f}   ({median(wall[name]) * 1e3:.3f} ms)")


async def inbox(url: str) -> None:
    schema = TuntasSchema(merged("Query", "q", Queries))
    core, document = schema._schema, parse(DOCUMENT)  # noqa: SLF001 - strawberry has no public name for it
    plan = OperationPlan.of(schema, document)
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:

        def context() -> Context:
            sessions: Any = connection
            return Context(Principal(Role.NASIONAL), sessions, datetime.now(UTC))

        async def raw() -> bytes:
            cursor = connection.cursor(row_factory=dict_row)
            await cursor.execute(INBOX, {"tenant": 2101, "limit": 51})
            rows = await cursor.fetchall()
            page = {"nodes": [nested(row) for row in rows[:50]], "pageInfo": {"hasNextPage": len(rows) > 50}}
            return orjson.dumps({"data": {"inbox": page}})

        async def planned() -> bytes:
            result = await plan.run({"first": 50}, context())
            assert result is not None
            assert not result.errors
            return orjson.dumps({"data": result.data})

        async def by(executor: Any) -> bytes:
            answer: Any = execute(
                core,
                document,
                context_value=context(),
                variable_values={"first": 50},
                is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type]
                executor_class=executor,
            )
            return orjson.dumps({"data": (await answer).data})

        await by(CompiledExecutor)
        assert await by(StockExecutor) == await by(CompiledExecutor) == await planned()
        print(f"inbox of 50, 3 relations, viewerCan, in process ({len(await planned())} bytes):")
        await compare(
            {
                "one psycopg statement + orjson": raw,
                "plan": planned,
                "compiled executor": lambda: by(CompiledExecutor),
                "strawberry's executor": lambda: by(StockExecutor),
            }
        )


def applications() -> dict[str, Any]:
    """The floor and ours, as uvicorn would be given them."""

    async def opened(_connection: Any) -> Context:
        nothing: Any = None
        return Context(Principal(Role.NASIONAL), nothing, datetime.now(UTC))

    async def closed(_context: Any) -> None:
        return None

    async def answer(request: Request) -> JSONResponse:
        body = await request.json()
        return JSONResponse({"data": {"one": len(body)}})

    view = PlannedView(
        TuntasSchema(merged("Query", "q", Queries)),
        open_context=opened,
        close_context=closed,
        documents=Documents.of(TRIVIAL),
        is_staff=lambda _context: True,
    )
    floor = Starlette(routes=[Route("/graphql", answer, methods=["POST"])])
    return {"Starlette: JSON in, JSON out": floor, "plan, the whole view": Starlette(routes=[Route("/graphql", view)])}


async def trivial() -> None:
    body = orjson.dumps({"query": TRIVIAL, "operationName": "One", "variables": {}})
    print("a trivial operation, called as ASGI applications (no server, no socket):")
    await compare({name: asgi(app, body) for name, app in applications().items()}, times=2000)


def over_http() -> None:
    """Server CPU of a trivial operation, one process each, one connection, rounds in turn."""
    print("a trivial operation over HTTP (uvicorn), server CPU:")
    servers = [served(number) for number in range(2)]
    try:
        used: list[list[float]] = [[], []]
        for _ in range(ROUNDS):
            for number, (process, port) in enumerate(servers):
                before = cpu_of(process.pid)
                exchange(port, 2_000)
                used[number].append((cpu_of(process.pid) - before) / 2_000)
        for number, name in enumerate(applications()):
            ratio = median(one / base for one, base in zip(used[number], used[0], strict=True))
            print(f"  {name:34} CPU {ratio:6.2f}   ({median(used[number]) * 1e3:.3f} ms)")
    finally:
        for process, _port in servers:
            process.terminate()
            process.wait()


def served(number: int) -> tuple[subprocess.Popen[bytes], int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "bench.kit", str(number), str(port)])
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            break
        time.sleep(0.05)
    exchange(port, 500)
    return process, port


def exchange(port: int, times: int) -> None:
    body = orjson.dumps({"query": TRIVIAL, "operationName": "One", "variables": {}})
    head = b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\naccept: application/json\r\n"
    request = head + b"content-length: %d\r\n\r\n" % len(body) + body
    with socket.create_connection(("127.0.0.1", port)) as connection:
        for _ in range(times):
            connection.sendall(request)
            answer = b""
            while b'"data"' not in answer:
                answer += connection.recv(65536)


def cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def asgi(app: Any, body: bytes) -> Run:
    headers = [
        (b"host", b"testserver"),
        (b"content-type", b"application/json"),
        (b"accept", b"application/graphql-response+json, application/json;q=0.9"),
        (b"content-length", b"%d" % len(body)),
        (b"authorization", b"Bearer x"),
    ]

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async def run() -> None:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
        }
        scope |= {"path": "/graphql", "raw_path": b"/graphql", "root_path": "", "query_string": b"", "state": {}}
        scope |= {"headers": list(headers), "client": ("127.0.0.1", 1), "server": ("testserver", 80)}
        await app(scope, receive, send)
        assert sent[0]["status"] == 200, sent

    return run


def main() -> None:
    if len(sys.argv) > 1:
        app = list(applications().values())[int(sys.argv[1])]
        uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="critical", access_log=False)
        return
    over_http()
    asyncio.run(trivial())
    with tempfile.TemporaryDirectory() as folder, EmbeddedServer(Path(folder), ServerOptions(durable=False)) as server:
        with psycopg.connect(server.admin_url, autocommit=True) as connection:
            connection.execute(SETUP.encode())
        asyncio.run(inbox(server.admin_url))


if __name__ == "__main__":
    main()
