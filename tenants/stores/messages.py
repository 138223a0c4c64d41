"""What was said on a complaint: answers, requests, supplements, objections, notes, drafts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from rules.pages import Key, Order, Page, PageRequest
from tenants.rows import MessageRow
from tenants.session import Sessions, Transaction

OLDEST_FIRST: Final = Order("messages", (Key("at", datetime), Key("id", UUID)))
COLUMNS: Final = (
    "tenant_id",
    "id",
    "complaint_id",
    "event_seq",
    "kind",
    "audience",
    "author_role",
    "author_unit",
    "author_title",
    "body",
    "evidence",
    "at",
)
INSERT: Final = (
    "INSERT INTO tuntas.message ("
    + ", ".join(COLUMNS)
    + ") VALUES ("
    + ", ".join("%(" + name + ")s" for name in COLUMNS)
    + ")"
)
_FROM: Final = "SELECT " + ", ".join(COLUMNS) + " FROM tuntas.message"
_PAGE: Final = (
    _FROM + " WHERE tenant_id = %(tenant)s AND complaint_id = %(id)s AND audience = ANY(%(audiences)s)"
    " AND (%(after_at)s::timestamptz IS NULL OR (at, id) > (%(after_at)s, %(after_id)s))"
    " ORDER BY at, id LIMIT %(limit)s"
)
_BY_ID: Final = _FROM + " WHERE tenant_id = ANY(%(tenants)s) AND id = ANY(%(ids)s)"


def say(tx: Transaction, message: MessageRow) -> None:
    """Queue a message; it belongs to the event of its number."""
    tx.execute(INSERT, {name: getattr(message, name) for name in COLUMNS})


async def page(
    sessions: Sessions, tenant: int, id_: UUID, audiences: Sequence[str], request: PageRequest
) -> Page[MessageRow]:
    """One page of what was said to these audiences, oldest first."""
    at, after = request.after or (None, None)
    values = {
        "tenant": tenant,
        "id": id_,
        "audiences": list(audiences),
        "after_at": at,
        "after_id": after,
        "limit": request.limit,
    }
    return Page.cut(request, await sessions.read(_PAGE, values, MessageRow))


async def by_key(sessions: Sessions, keys: Sequence[tuple[int, UUID]]) -> list[MessageRow | None]:
    """Messages by (tenant, id)."""
    values = {"tenants": sorted({tenant for tenant, _ in keys}), "ids": [id_ for _, id_ in keys]}
    found = {(row.tenant_id, row.id): row for row in await sessions.read(_BY_ID, values, MessageRow)}
    return [found.get(key) for key in keys]
