"""What would a handler written by hand do? Starlette, a psycopg pool, one pipeline of scope and statement, orjson.

    python -m bench.raw PORT TENANT SERVICE_URL

No GraphQL, no authentication, no policy, no client keys: the same role, the same row security, the same rows.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import UUID

import orjson
import uvicorn
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from policies.decisions import viewer_can
from policies.principal import Principal
from rules.identifiers import TenantId, reach_of
from rules.roles import Role
from rules.unit_paths import ROOT
from tenants.database import Pool, open_pool

ENTER: Final = "SELECT tuntas.enter(%s, %s, %s::int[])"
POOL: Final = 16
INBOX: Final = """
WITH c AS MATERIALIZED (
    SELECT c.tenant_id, c.id, c.tracking_code, c.title, c.status, c.kind, c.priority, c.clock, c.due_at, c.received_at,
        c.version, c.unit_id, c.topic_id, c.desk_path, c.secret, c.due_order
    FROM tuntas.complaint c WHERE c.tenant_id = %(tenant)s ORDER BY c.due_order, c.id LIMIT 51)
SELECT c.*, u.name AS unit_name, t.name AS topic_name, e.seq, e.move, e.actor_title, e.at
FROM c LEFT JOIN tuntas.unit u ON u.tenant_id = c.tenant_id AND u.id = c.unit_id AND u.tenant_id = %(tenant)s
LEFT JOIN tuntas.topic t ON t.id = c.topic_id
LEFT JOIN tuntas.complaint_event e ON e.tenant_id = c.tenant_id AND e.complaint_id = c.id AND e.seq = c.version
    AND e.tenant_id = %(tenant)s
ORDER BY c.due_order, c.id
"""
DETAIL: Final = """
SELECT c.tenant_id, c.id, c.tracking_code, c.title, c.body, c.status, c.kind, c.priority, c.clock, c.due_at,
    c.received_at, c.version, c.unit_id, c.topic_id, c.desk_path, c.secret, u.name AS unit_name, t.name AS topic_name
FROM tuntas.complaint c
LEFT JOIN tuntas.unit u ON u.tenant_id = c.tenant_id AND u.id = c.unit_id AND u.tenant_id = %(tenant)s
LEFT JOIN tuntas.topic t ON t.id = c.topic_id
WHERE c.tenant_id = %(tenant)s AND c.id = %(id)s
"""
TIMELINE: Final = """
SELECT seq, move, from_status, to_status, actor_title, actor_name, reason, at FROM tuntas.complaint_event
WHERE tenant_id = %(tenant)s AND complaint_id = %(id)s ORDER BY seq LIMIT 21
"""
LOCK: Final = """
SELECT version, status, head_hash FROM tuntas.complaint WHERE tenant_id = %(tenant)s AND id = %(id)s FOR UPDATE
"""
EVENT: Final = """
INSERT INTO tuntas.complaint_event (tenant_id, complaint_id, seq, move, actor_role, actor_tenant, actor_title,
    actor_name, from_status, to_status, reason, changes, data, at, hash)
VALUES (%(tenant)s, %(id)s, %(seq)s, 'CLASSIFY', 'INSTANSI', %(tenant)s, 'Admin Instansi', 'Petugas', %(status)s,
    %(status)s, '', %(changes)s, '{}', now(), %(hash)s)
"""
UPDATE: Final = """
UPDATE tuntas.complaint SET priority = %(priority)s, version = %(seq)s, last_event_at = now(), head_hash = %(hash)s
WHERE tenant_id = %(tenant)s AND id = %(id)s
"""


def actions(tenant: int) -> Any:
    """What the admin may do, by status, desk and secrecy: looked up in a dict, as a hand-written handler would."""
    principal = Principal(Role.INSTANSI, TenantId(tenant), reach_of(TenantId(tenant)), unit_path=ROOT)
    known: dict[tuple[str, bool, bool], list[str]] = {}

    def can(row: dict[str, Any]) -> list[str]:
        key = (row["status"], row["desk_path"] == ROOT, row["secret"])
        found = known.get(key)
        if found is None:
            given = type("Row", (), {"anonymous": False, **row})()
            found = known[key] = [permission.value for permission in viewer_can(principal, given, "complaint")]
        return found

    return can


def head(row: dict[str, Any], can: Any) -> dict[str, Any]:
    code = row["tracking_code"]
    return {
        "id": row["id"],
        "trackingCode": f"{code[:4]}-{code[4:8]}-{code[8:]}",
        "title": row["title"],
        "status": row["status"],
        "kind": row["kind"],
        "priority": row["priority"],
        "clock": row["clock"],
        "dueAt": row["due_at"],
        "receivedAt": row["received_at"],
        "version": row["version"],
        "unit": None if row["unit_id"] is None else {"id": row["unit_id"], "name": row["unit_name"]},
        "topic": None if row["topic_id"] is None else {"id": row["topic_id"], "name": row["topic_name"]},
        "viewerCan": can(row),
    }


def inbox_of(rows: list[dict[str, Any]], can: Any) -> bytes:
    nodes = [
        {
            **head(row, can),
            "lastEvent": {"seq": row["seq"], "move": row["move"], "actorTitle": row["actor_title"], "at": row["at"]},
        }
        for row in rows[:50]
    ]
    last = {"hasNextPage": len(rows) > 50, "endCursor": f"{rows[49]['due_order']}.{rows[49]['id']}"}
    return orjson.dumps({"data": {"complaints": {"nodes": nodes, "pageInfo": last}}})


def detail_of(row: dict[str, Any], events: list[dict[str, Any]], can: Any) -> bytes:
    nodes = [
        {
            "seq": event["seq"],
            "move": event["move"],
            "fromStatus": event["from_status"],
            "toStatus": event["to_status"],
            "actorTitle": event["actor_title"],
            "actorName": event["actor_name"],
            "reason": event["reason"],
            "at": event["at"],
        }
        for event in events[:20]
    ]
    last = {"hasNextPage": len(events) > 20, "endCursor": str(nodes[-1]["seq"])}
    timeline = {"nodes": nodes, "pageInfo": last}
    return orjson.dumps({"data": {"complaint": {**head(row, can), "body": row["body"], "timeline": timeline}}})


class Handlers:
    """The three handlers of one tenant."""

    def __init__(self, pool: Pool, tenant: int) -> None:
        self.pool = pool
        self.tenant = tenant
        self.can = actions(tenant)

    async def read(self, *queries: tuple[str, dict[str, Any]]) -> list[list[dict[str, Any]]]:
        async with self.pool.connection() as connection:
            cursors = []
            async with connection.pipeline():
                await connection.execute(ENTER, (self.tenant, self.tenant, []))
                for text, values in queries:
                    cursor = connection.cursor(row_factory=dict_row)
                    cursors.append(await cursor.execute(text.encode(), values))
            return [await cursor.fetchall() for cursor in cursors]

    async def inbox_bytes(self) -> bytes:
        (rows,) = await self.read((INBOX, {"tenant": self.tenant}))
        return inbox_of(rows, self.can)

    async def inbox(self, request: Request) -> Response:
        await request.json()
        return Response(await self.inbox_bytes(), media_type="application/json")

    async def detail(self, request: Request) -> Response:
        values = {"tenant": self.tenant, "id": UUID((await request.json())["id"])}
        rows, events = await self.read((DETAIL, values), (TIMELINE, values))
        return Response(detail_of(rows[0], events, self.can), media_type="application/json")

    async def move(self, request: Request) -> Response:
        given = await request.json()
        values: dict[str, Any] = {"tenant": self.tenant, "id": UUID(given["id"]), "priority": given["priority"]}
        async with self.pool.connection() as connection:
            async with connection.pipeline():
                await connection.execute("BEGIN")
                await connection.execute(ENTER, (self.tenant, self.tenant, [self.tenant]))
                cursor = connection.cursor(row_factory=dict_row)
                await cursor.execute(LOCK, values)
            row: Any = await cursor.fetchone()
            if row["version"] != given["version"]:
                await connection.rollback()
                return Response(b'{"errors":[{"message":"conflict"}]}', media_type="application/json")
            values |= {"seq": row["version"] + 1, "status": row["status"], "hash": row["head_hash"]}
            values["changes"] = Jsonb({"priority": given["priority"]})
            async with connection.pipeline():
                await connection.execute(EVENT, values)
                await connection.execute(UPDATE, values)
                await connection.execute("COMMIT")
        answer = {"id": given["id"], "version": values["seq"], "status": row["status"], "priority": given["priority"]}
        return Response(orjson.dumps({"data": {"move": answer}}), media_type="application/json")


def application(service_url: str, tenant: int) -> Starlette:
    """The raw service as an ASGI application."""
    routes: list[Route] = []

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with open_pool(service_url, POOL) as pool:
            own = Handlers(pool, tenant)
            app.router.routes[:] = [
                Route("/inbox", own.inbox, methods=["POST"]),
                Route("/detail", own.detail, methods=["POST"]),
                Route("/move", own.move, methods=["POST"]),
            ]
            yield

    return Starlette(lifespan=lifespan, routes=routes)


def main() -> None:
    port, tenant, url = sys.argv[1:]
    app = application(url, int(tenant))
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning", access_log=False, server_header=False)


if __name__ == "__main__":
    main()
