"""What leaves the house: in lines of one case and one recipient, whose first goes first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from tenants.batch import OfTenant, Reader, one_per_key, pairs
from tenants.notification_rows import DeliveryRow, LineRow
from tenants.session import Sessions, Transaction

COLUMNS: Final = (
    "tenant_id",
    "id",
    "channel",
    "kind",
    "recipient",
    "line",
    "account_id",
    "position_id",
    "complaint_tenant",
    "complaint_id",
    "event_seq",
    "at",
    "state",
    "attempts",
    "next_at",
    "settled_at",
    "failure",
)
_SELECT: Final = "SELECT " + ", ".join(COLUMNS) + " FROM tuntas.delivery"
_INSERT: Final = (
    "INSERT INTO tuntas.delivery ("
    + ", ".join(COLUMNS)
    + ") VALUES ("
    + ", ".join("%(" + name + ")s" for name in COLUMNS)
    + ") ON CONFLICT DO NOTHING"
)
_HURRY: Final = """
UPDATE tuntas.delivery SET next_at = %(now)s
WHERE tenant_id = %(tenant)s AND line = %(line)s AND state = 'WAITING' AND attempts = 0 AND next_at > %(now)s
"""
_DUE: Final = """
SELECT d.tenant_id, d.line, min(d.next_at) FROM tuntas.delivery d
WHERE d.tenant_id BETWEEN %(lo)s AND %(hi)s AND d.state = 'WAITING' AND d.next_at <= %(now)s AND NOT EXISTS (
    SELECT 1 FROM tuntas.delivery e
    WHERE e.tenant_id = d.tenant_id AND e.line = d.line AND e.state = 'WAITING' AND e.next_at > %(now)s
      AND (e.at, coalesce(e.event_seq, 0), e.id) < (d.at, coalesce(d.event_seq, 0), d.id))
GROUP BY d.tenant_id, d.line ORDER BY min(d.next_at), d.tenant_id, d.line LIMIT %(most)s
"""
_HEAD: Final = (
    _SELECT
    + """
WHERE tenant_id = %(tenant)s AND line = %(line)s AND state = 'WAITING'
ORDER BY at, coalesce(event_seq, 0), id LIMIT 1 FOR UPDATE
"""
)
_TAKE: Final = """
UPDATE tuntas.delivery SET attempts = attempts + 1, next_at = %(next_at)s
WHERE tenant_id = %(tenant)s AND id = %(id)s AND state = 'WAITING'
"""
_SETTLE: Final = """
UPDATE tuntas.delivery SET state = %(state)s, settled_at = %(now)s, failure = %(failure)s
WHERE tenant_id = %(tenant)s AND id = %(id)s AND state = 'WAITING'
"""
_AGAIN: Final = """
UPDATE tuntas.delivery SET next_at = greatest(next_at, %(not_before)s), failure = %(failure)s
WHERE tenant_id = %(tenant)s AND id = %(id)s AND state = 'WAITING'
"""
_BY_ID: Final = (
    _SELECT
    + """
WHERE tenant_id = ANY(%(tenants)s)
  AND (tenant_id, id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)
_PRUNE: Final = "DELETE FROM tuntas.delivery WHERE tenant_id = %(tenant)s AND settled_at < %(before)s RETURNING id"


async def due(sessions: Sessions, now: datetime, most: int) -> list[LineRow]:
    """The lines within reach whose first delivery may leave now, those that wait longest first."""
    reach = sessions.reach
    rows = await sessions.read(_DUE, {"lo": reach.lo, "hi": reach.hi, "now": now, "most": most})
    return [LineRow(tenant, line) for tenant, line, _ in rows]


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[DeliveryRow | None]:
    """Deliveries by (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), DeliveryRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def head(tx: Transaction, tenant: int, line: str) -> DeliveryRow | None:
    """The first that waits in a line, held until the transaction ends."""
    rows = await tx.read(_HEAD, {"tenant": tenant, "line": line}, DeliveryRow)
    return rows[0] if rows else None


def add(tx: Transaction, row: DeliveryRow, now: datetime) -> None:
    """A delivery, unless it is there already. What waits before it in its line for the morning leaves with it."""
    tx.execute(_INSERT, {name: getattr(row, name) for name in COLUMNS})
    if row.next_at <= now:
        tx.execute(_HURRY, {"tenant": row.tenant_id, "line": row.line, "now": now})


def take(tx: Transaction, row: DeliveryRow, next_at: datetime) -> None:
    """An attempt begins; should nobody hear of its end, the next one may begin then."""
    tx.execute(_TAKE, {"tenant": row.tenant_id, "id": row.id, "next_at": next_at}, expect=1)


def settle(tx: Transaction, row: DeliveryRow, state: str, now: datetime, failure: str) -> None:
    """It was sent, or never will be."""
    values = {"tenant": row.tenant_id, "id": row.id, "state": state, "now": now, "failure": failure}
    tx.execute(_SETTLE, values)


def again(tx: Transaction, row: DeliveryRow, not_before: datetime, failure: str) -> None:
    """An attempt failed; the next one comes no earlier than this."""
    tx.execute(_AGAIN, {"tenant": row.tenant_id, "id": row.id, "not_before": not_before, "failure": failure})


async def prune(tx: Transaction, tenant: int, before: datetime) -> int:
    """Forget what was settled long ago, and answer how much."""
    return len(await tx.read(_PRUNE, {"tenant": tenant, "before": before}))
