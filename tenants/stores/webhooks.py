"""The webhooks of a pemda: kept, changed, and taken on by one worker at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from rules.errors import not_found
from rules.identifiers import Reach
from rules.pages import Key, Order, Page, PageRequest
from tenants.batch import OfTenant, Reader, one_per_key, pairs
from tenants.session import Sessions, Transaction
from tenants.webhook_rows import WebhookRow

NEWEST: Final = Order("webhook_newest", (Key("created_at", datetime), Key("id", UUID)))
_COLUMNS: Final = """w.tenant_id, w.id, w.url, w.kinds, w.active, w.key_version, w.secret, w.old_key_version,
    w.old_secret, w.old_until, w.failures, w.not_before, w.created_at, w.created_by"""
_SELECT: Final = "SELECT " + _COLUMNS + " FROM tuntas.webhook w "
_BY_ID: Final = (
    _SELECT
    + """
WHERE w.tenant_id = ANY(%(tenants)s)
  AND (w.tenant_id, w.id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)
_PAGE: Final = (
    _SELECT
    + """
WHERE w.tenant_id = %(tenant)s
  AND (%(after_at)s::timestamptz IS NULL OR (w.created_at, w.id) < (%(after_at)s, %(after_id)s::uuid))
ORDER BY w.created_at DESC, w.id DESC LIMIT %(limit)s
"""
)
_LOCK: Final = _SELECT + "WHERE w.tenant_id = %(tenant)s AND w.id = %(id)s FOR UPDATE"
_COUNT: Final = "SELECT count(*)::int FROM tuntas.webhook w WHERE w.tenant_id = %(tenant)s"
_INSERT: Final = """
INSERT INTO tuntas.webhook (tenant_id, id, url, kinds, active, key_version, secret, created_at, created_by)
VALUES (%(tenant_id)s, %(id)s, %(url)s, %(kinds)s, true, %(key_version)s, %(secret)s, %(created_at)s, %(created_by)s)
"""
_ROTATE: Final = """
UPDATE tuntas.webhook SET old_key_version = key_version, old_secret = secret, old_until = %(until)s,
    key_version = %(key_version)s, secret = %(secret)s
WHERE tenant_id = %(tenant)s AND id = %(id)s
"""
_SWITCH: Final = """
UPDATE tuntas.webhook SET active = %(active)s, failures = 0, not_before = NULL
WHERE tenant_id = %(tenant)s AND id = %(id)s
"""
_REMOVE: Final = "DELETE FROM tuntas.webhook WHERE tenant_id = %(tenant)s AND id = %(id)s"
# Webhooks are few: they are looked through, and each asks its own partition whether something waits.
_WAITING: Final = """
SELECT w.tenant_id, w.id FROM tuntas.webhook w
WHERE w.tenant_id BETWEEN %(lo)s AND %(hi)s AND w.active
  AND (w.not_before IS NULL OR w.not_before <= %(now)s) AND (w.leased_until IS NULL OR w.leased_until <= %(now)s)
  AND EXISTS (SELECT 1 FROM tuntas.webhook_delivery d WHERE d.tenant_id = w.tenant_id AND d.webhook_id = w.id
      AND d.state = 'PENDING' AND d.next_attempt_at <= %(now)s)
ORDER BY w.not_before NULLS FIRST, w.tenant_id, w.id LIMIT %(limit)s
"""
_LEASE: Final = (
    """
UPDATE tuntas.webhook w SET leased_by = %(worker)s, leased_until = %(until)s
WHERE w.tenant_id = %(tenant)s AND w.id = %(id)s AND w.active
  AND (w.not_before IS NULL OR w.not_before <= %(now)s) AND (w.leased_until IS NULL OR w.leased_until <= %(now)s)
RETURNING """
    + _COLUMNS
)
_RELEASE: Final = """
UPDATE tuntas.webhook SET leased_by = NULL, leased_until = NULL
WHERE tenant_id = %(tenant)s AND id = %(id)s AND leased_by = %(worker)s
"""
_WENT: Final = """
UPDATE tuntas.webhook SET failures = %(failures)s, not_before = %(not_before)s
WHERE tenant_id = %(tenant)s AND id = %(id)s
"""


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[WebhookRow | None]:
    """The webhooks with these (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), WebhookRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def page(reader: Sessions, tenant: int, request: PageRequest) -> Page[WebhookRow]:
    """The pemda's webhooks, newest first."""
    at, after = request.after or (None, None)
    params = {"tenant": tenant, "after_at": at, "after_id": after, "limit": request.limit}
    return Page.cut(request, await reader.read(_PAGE, params, WebhookRow))


async def locked(tx: Transaction, tenant: int, webhook: UUID) -> WebhookRow:
    """The webhook, held until the transaction ends. Raises NOT_FOUND."""
    rows = await tx.read(_LOCK, {"tenant": tenant, "id": webhook}, WebhookRow)
    if not rows:
        raise not_found("No such webhook.", "Webhook tidak ditemukan.")
    return rows[0]


async def count(tx: Transaction, tenant: int) -> int:
    """How many webhooks the pemda has."""
    ((found,),) = await tx.read(_COUNT, {"tenant": tenant})
    return int(found)


def add(tx: Transaction, row: WebhookRow) -> None:
    """A new webhook."""
    values = {name: getattr(row, name) for name in ("tenant_id", "id", "url", "key_version", "secret")}
    more = {"kinds": [str(kind) for kind in row.kinds], "created_at": row.created_at, "created_by": row.created_by}
    tx.execute(_INSERT, {**values, **more})


def rotate(tx: Transaction, row: WebhookRow, sealed: tuple[int, bytes], until: datetime) -> None:
    """Another secret; the one before signs beside it until this moment."""
    version, secret = sealed
    params = {"tenant": row.tenant_id, "id": row.id, "key_version": version, "secret": secret, "until": until}
    tx.execute(_ROTATE, params, expect=1)


def switch(tx: Transaction, row: WebhookRow, *, active: bool) -> None:
    """Let it hear from now on, at once, or no more."""
    tx.execute(_SWITCH, {"tenant": row.tenant_id, "id": row.id, "active": active}, expect=1)


def remove(tx: Transaction, row: WebhookRow) -> None:
    """Forget it, its secrets and its log."""
    tx.execute(_REMOVE, {"tenant": row.tenant_id, "id": row.id}, expect=1)


async def waiting(sessions: Sessions, within: Reach, now: datetime, most: int) -> list[tuple[int, UUID]]:
    """Webhooks for which something is due and that no worker has taken on, as (tenant, id)."""
    params = {"lo": within.lo, "hi": within.hi, "now": now, "limit": most}
    return [(tenant, id_) for tenant, id_ in await sessions.read(_WAITING, params)]


async def lease(
    tx: Transaction, webhook: tuple[int, UUID], worker: UUID, now: datetime, until: datetime
) -> WebhookRow | None:
    """Take a webhook on, alone, until this moment at the latest; None when another worker was first."""
    tenant, id_ = webhook
    params = {"tenant": tenant, "id": id_, "worker": worker, "now": now, "until": until}
    rows = await tx.read(_LEASE, params, WebhookRow)
    return rows[0] if rows else None


def release(tx: Transaction, webhook: tuple[int, UUID], worker: UUID) -> None:
    """Leave it to whoever comes next."""
    tenant, id_ = webhook
    tx.execute(_RELEASE, {"tenant": tenant, "id": id_, "worker": worker})


def went(tx: Transaction, webhook: tuple[int, UUID], failures: int, not_before: datetime | None) -> None:
    """How many attempts in a row failed, and until when its receiver is left alone."""
    tenant, id_ = webhook
    tx.execute(_WENT, {"tenant": tenant, "id": id_, "failures": failures, "not_before": not_before})
