"""What people were told, in the console: theirs, newest first, read or not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from rules.pages import Key, Order, Page, PageRequest
from tenants.batch import OfTenant, Reader, one_per_key, pairs
from tenants.notification_rows import NotificationRow
from tenants.session import Sessions, Transaction

NEWEST: Final = Order("notifications", (Key("at", datetime), Key("id", UUID)))
COLUMNS: Final = (
    "tenant_id",
    "id",
    "account_id",
    "position_id",
    "complaint_tenant",
    "complaint_id",
    "event_seq",
    "kind",
    "at",
    "read_at",
)
_SELECT: Final = "SELECT " + ", ".join(COLUMNS) + " FROM tuntas.notification"
_PAGE: Final = (
    _SELECT
    + """
WHERE tenant_id = ANY(%(tenants)s) AND account_id = %(account)s AND (NOT %(unread)s OR read_at IS NULL)
  AND (%(after_at)s::timestamptz IS NULL OR (at, id) < (%(after_at)s, %(after_id)s::uuid))
ORDER BY at DESC, id DESC LIMIT %(limit)s
"""
)
_UNREAD: Final = """
SELECT count(*) FROM (
    SELECT 1 FROM tuntas.notification
    WHERE tenant_id = ANY(%(tenants)s) AND account_id = %(account)s AND read_at IS NULL LIMIT %(most)s
) n
"""
_BY_ID: Final = (
    _SELECT
    + """
WHERE tenant_id = ANY(%(tenants)s)
  AND (tenant_id, id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)
_OF_EVENT: Final = (
    _SELECT
    + """
WHERE tenant_id = ANY(%(tenants)s) AND account_id = %(account)s AND complaint_id = %(complaint)s AND event_seq = %(seq)s
ORDER BY kind
"""
)
_INSERT: Final = (
    "INSERT INTO tuntas.notification ("
    + ", ".join(COLUMNS)
    + ") VALUES ("
    + ", ".join("%(" + name + ")s" for name in COLUMNS)
    + ") ON CONFLICT DO NOTHING"
)
_READ: Final = """
UPDATE tuntas.notification SET read_at = %(now)s
WHERE tenant_id = %(tenant)s AND account_id = %(account)s AND read_at IS NULL
  AND (%(ids)s::uuid[] IS NULL OR id = ANY(%(ids)s)) AND at <= %(until)s
"""
_PRUNE: Final = "DELETE FROM tuntas.notification WHERE tenant_id = %(tenant)s AND at < %(before)s RETURNING id"
MOST_COUNTED: Final = 1_000


async def page(
    sessions: Sessions, tenants: Sequence[int], account: UUID, request: PageRequest, *, unread: bool = False
) -> Page[NotificationRow]:
    """What an account was told as somebody of these pemda, newest first."""
    at, after = request.after or (None, None)
    values = {
        "tenants": list(tenants), "account": account, "unread": unread, "after_at": at, "after_id": after,
        "limit": request.limit,
    }  # fmt: skip
    return Page.cut(request, await sessions.read(_PAGE, values, NotificationRow))


async def unread(reader: Reader, tenants: Sequence[int], account: UUID) -> int:
    """How many of them were not read; counted up to MOST_COUNTED."""
    ((count,),) = await reader.read(_UNREAD, {"tenants": list(tenants), "account": account, "most": MOST_COUNTED})
    return int(count)


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[NotificationRow | None]:
    """Notifications by (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), NotificationRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def of_event(
    reader: Reader, tenants: Sequence[int], account: UUID, complaint: UUID, seq: int
) -> list[NotificationRow]:
    """What an account was told of one event."""
    values = {"tenants": list(tenants), "account": account, "complaint": complaint, "seq": seq}
    return await reader.read(_OF_EVENT, values, NotificationRow)


def add(tx: Transaction, row: NotificationRow) -> None:
    """Tell somebody, unless they were told that already."""
    tx.execute(_INSERT, {name: getattr(row, name) for name in COLUMNS})


def read(tx: Transaction, tenant: int, account: UUID, now: datetime, ids: Sequence[UUID] | None) -> None:
    """The account has seen these, or all up to now."""
    values = {"tenant": tenant, "account": account, "now": now, "until": now, "ids": None if ids is None else list(ids)}
    tx.execute(_READ, values)


async def prune(tx: Transaction, tenant: int, before: datetime) -> int:
    """Forget what was told long ago, and answer how much: the timeline keeps what happened."""
    return len(await tx.read(_PRUNE, {"tenant": tenant, "before": before}))
