"""A million open clocks in the nation, and ten thousand cases due at once: what does the sweep look at, how fast is it?

The cases lie with a desk and run one completion clock each; those that are due have missed it by an hour, so that each
takes one step of the ladder. The sweep is the worker's own, in one process, against the graph as the service role.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any, Final, LiteralString

import orjson
import psycopg

from bench.options import Options
from bench.site import KEY, Place
from bench.table import Table
from gateway.delivery.inside import House
from gateway.worker.sweeping import Sweep
from rules.clocks import OpenClock, written
from rules.complaint_states import Clock
from rules.limits import Limit, LimitUnit
from tenants.database import open_pool
from tenants.stores.reminders import DUE
from tenants.timetables import Timetables
from tenants.vault import Vault

DUE_CASES: Final = 10_000
PAGE: Final = 100
_OPEN: Final[LiteralString] = """
UPDATE tuntas.complaint SET status = 'DISPOSED', outcome = NULL, answered_at = NULL, closed_at = NULL, closed_by = NULL,
    merged_into = NULL, handed_over = false, clock = 'COMPLETION', due_at = %(later)s, wake_at = %(later)s,
    open_clocks = %(clocks)s::jsonb
WHERE tenant_id = ANY(%(tenants)s) AND unit_id IS NOT NULL
"""
_MISSED: Final[LiteralString] = """
UPDATE tuntas.complaint c SET due_at = %(missed)s, wake_at = %(missed)s, open_clocks = %(clocks)s::jsonb
FROM (SELECT tenant_id, id FROM tuntas.complaint WHERE wake_at IS NOT NULL ORDER BY md5(id::text) LIMIT %(count)s) d
WHERE c.tenant_id = d.tenant_id AND c.id = d.id
"""
_COUNT: Final[LiteralString] = "SELECT count(*) FROM tuntas.complaint WHERE wake_at IS NOT NULL"
_LEFT: Final[LiteralString] = "SELECT count(*) FROM tuntas.complaint WHERE wake_at <= now()"


def measure(table: Table, place: Place, options: Options) -> None:
    """Open the clocks, let some run out, sweep."""
    now = datetime.now(UTC)
    due = min(DUE_CASES, options.sizes[-1] // 10)
    clocks = _prepare(place, now, due)
    table.say("clocks open, cases due", f"{clocks:,}, {due:,}")
    table.say(f"rows that the first page of {PAGE} due cases touches", f"{_touched(place, now):,}")
    swept, seconds = asyncio.run(_sweep(place))
    table.say("steps done, lost, failed", f"{swept.done:,}, {swept.lost}, {swept.failed}")
    table.say("due cases a second, one worker", f"{swept.done / seconds:.0f} ({seconds:.0f} s)")
    table.say("rows that a look at nothing touches", f"{_touched(place, now):,}")
    with psycopg.connect(place.database.admin_url) as connection:
        row = connection.execute(_LEFT).fetchone()
    table.say("still due", str(row and row[0]))


def _prepare(place: Place, now: datetime, due: int) -> int:
    later, missed = now + timedelta(days=30), now - timedelta(hours=1)
    with psycopg.connect(place.database.admin_url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        connection.execute(_OPEN, {"later": later, "clocks": _clock(now, later), "tenants": list(place.tenants)})
        connection.execute(_MISSED, {"missed": missed, "clocks": _clock(now, missed), "count": due})
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM (ANALYZE) tuntas.complaint")
        row = connection.execute(_COUNT).fetchone()
    return int(row[0]) if row else 0


def _clock(now: datetime, due: datetime) -> str:
    """One completion clock of fourteen days that was warned of."""
    clock = OpenClock(
        clock=Clock.COMPLETION, started=now - timedelta(days=20), limit=Limit(14, LimitUnit.DAY), due=due, warned=True
    )
    return orjson.dumps([written(clock)]).decode()


def _touched(place: Place, now: datetime) -> int:
    values = {"lo": 0, "hi": 9999, "now": now, "after": None, "after_id": None, "limit": PAGE + 1}
    with psycopg.connect(place.database.service_url) as connection:
        connection.execute("SELECT tuntas.enter(0, 9999, '{}')")
        row = connection.execute(b"EXPLAIN (ANALYZE, BUFFERS OFF, FORMAT JSON) " + DUE.encode(), values).fetchone()
    return scanned(row[0][0]["Plan"]) if row else 0


def scanned(plan: dict[str, Any]) -> int:
    """Rows that tables gave up, those thrown away too."""
    below = sum(scanned(node) for node in plan.get("Plans", ()))
    if "Relation Name" not in plan:
        return below
    gone = plan.get("Rows Removed by Filter", 0) + plan.get("Rows Removed by Index Recheck", 0)
    return int(below + (plan["Actual Rows"] + gone) * plan["Actual Loops"])


async def _sweep(place: Place) -> tuple[Any, float]:
    async with open_pool(place.database.service_url, 8) as pool:
        sweep = Sweep(House(pool, Vault(KEY), Timetables(pool)))
        began = perf_counter()
        return await sweep(), perf_counter() - began
