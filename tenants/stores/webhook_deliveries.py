"""Messages to webhooks: which is next, what became of it, and the log."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

from rules.errors import not_found
from rules.pages import Key, Order, Page, PageRequest
from rules.webhooks import DeliveryState
from tenants.batch import OfTenant, Reader, one_per_key, pairs
from tenants.session import Sessions, Transaction
from tenants.webhook_rows import DeliveryRow

NEWEST: Final = Order("webhook_delivery_newest", (Key("queued_at", datetime), Key("id", UUID)))
_COLUMNS: Final = """d.tenant_id, d.id, d.webhook_id, d.complaint_id, d.tracking_code, d.move, d.status, d.version,
    d.secret, d.at, d.state, d.queued_at, d.next_attempt_at, d.finished_at, d.failures, d.attempts"""
_SELECT: Final = "SELECT " + _COLUMNS + " FROM tuntas.webhook_delivery d "
_BY_ID: Final = (
    _SELECT
    + """
WHERE d.tenant_id = ANY(%(tenants)s)
  AND (d.tenant_id, d.id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)
_PAGE: Final = (
    _SELECT
    + """
WHERE d.tenant_id = %(tenant)s AND d.webhook_id = %(webhook)s
  AND (%(state)s::text IS NULL OR d.state = %(state)s)
  AND (%(after_at)s::timestamptz IS NULL OR (d.queued_at, d.id) < (%(after_at)s, %(after_id)s::uuid))
ORDER BY d.queued_at DESC, d.id DESC LIMIT %(limit)s
"""
)
_LOCK: Final = _SELECT + "WHERE d.tenant_id = %(tenant)s AND d.id = %(id)s FOR UPDATE"
# The oldest message of each complaint, when it is due: one that waits for its next attempt holds back those after it.
# What became secret since it was queued is secret; what lies with another pemda now is what it was.
_HEADS: Final = (
    "SELECT "
    + _COLUMNS.replace("d.secret", "coalesce(c.secret, d.secret) AS secret")
    + """ FROM tuntas.webhook_delivery d
LEFT JOIN tuntas.complaint c ON c.tenant_id = d.tenant_id AND c.id = d.complaint_id AND c.tenant_id = %(tenant)s
WHERE d.tenant_id = %(tenant)s AND d.webhook_id = %(webhook)s AND d.state = 'PENDING' AND d.next_attempt_at <= %(now)s
  AND NOT EXISTS (SELECT 1 FROM tuntas.webhook_delivery e WHERE e.tenant_id = %(tenant)s
      AND e.webhook_id = %(webhook)s AND e.complaint_id = d.complaint_id AND e.state = 'PENDING'
      AND e.version < d.version)
ORDER BY d.next_attempt_at, d.id LIMIT %(limit)s
"""
)
_SETTLE: Final = """
UPDATE tuntas.webhook_delivery SET state = %(state)s, next_attempt_at = %(next)s, finished_at = %(finished)s,
    failures = %(failures)s, attempts = attempts || %(attempt)s::jsonb
WHERE tenant_id = %(tenant)s AND id = %(id)s AND state = 'PENDING'
"""
_REPLAY: Final = """
UPDATE tuntas.webhook_delivery SET state = 'PENDING', queued_at = %(now)s, next_attempt_at = %(now)s,
    finished_at = NULL, failures = 0
WHERE tenant_id = %(tenant)s AND id = %(id)s
"""
_FORGET: Final = """
DELETE FROM tuntas.webhook_delivery
WHERE tenant_id = %(tenant)s AND webhook_id = %(webhook)s AND queued_at < %(before)s AND state <> 'PENDING'
"""


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[DeliveryRow | None]:
    """The messages with these (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), DeliveryRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def page(
    reader: Sessions, webhook: tuple[int, UUID], request: PageRequest, state: DeliveryState | None = None
) -> Page[DeliveryRow]:
    """What was sent to a webhook, or waits for it, newest first."""
    tenant, id_ = webhook
    at, after = request.after or (None, None)
    params = {
        "tenant": tenant, "webhook": id_, "state": None if state is None else state.value, "after_at": at,
        "after_id": after, "limit": request.limit,
    }  # fmt: skip
    return Page.cut(request, await reader.read(_PAGE, params, DeliveryRow))


async def locked(tx: Transaction, tenant: int, delivery: UUID) -> DeliveryRow:
    """The message, held until the transaction ends. Raises NOT_FOUND."""
    rows = await tx.read(_LOCK, {"tenant": tenant, "id": delivery}, DeliveryRow)
    if not rows:
        raise not_found("No such message.", "Pengiriman tidak ditemukan.")
    return rows[0]


async def heads(sessions: Sessions, webhook: tuple[int, UUID], now: datetime, most: int) -> list[DeliveryRow]:
    """What may be sent to a webhook now: of each complaint its oldest message, those that wait longest first."""
    tenant, id_ = webhook
    return await sessions.read(_HEADS, {"tenant": tenant, "webhook": id_, "now": now, "limit": most}, DeliveryRow)


def settle(
    tx: Transaction,
    row: DeliveryRow,
    state: DeliveryState,
    attempt: dict[str, Any] | None,
    *,
    now: datetime,
    again: datetime | None = None,
) -> None:
    """What became of a message: finished, or to be tried `again`; the attempt is appended to its log."""
    failed = state in (DeliveryState.PENDING, DeliveryState.DEAD)
    tx.execute(
        _SETTLE,
        {
            "tenant": row.tenant_id, "id": row.id, "state": state.value, "next": again,
            "finished": None if state is DeliveryState.PENDING else now, "failures": row.failures + failed,
            "attempt": orjson.dumps([] if attempt is None else [attempt]).decode(),
        },
    )  # fmt: skip


def replay(tx: Transaction, row: DeliveryRow, now: datetime) -> None:
    """Send it again as if it had been queued now; its log stays."""
    tx.execute(_REPLAY, {"tenant": row.tenant_id, "id": row.id, "now": now}, expect=1)


def forget(tx: Transaction, webhook: tuple[int, UUID], before: datetime) -> None:
    """Drop finished messages that were queued before this moment."""
    tenant, id_ = webhook
    tx.execute(_FORGET, {"tenant": tenant, "webhook": id_, "before": before})
