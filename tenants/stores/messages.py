"""What was said on a complaint: answers, requests, supplements, objections, notes, drafts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple
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
_BEGINNINGS: Final = (
    "SELECT "
    + ", ".join(COLUMNS)
    + " FROM (SELECT "
    + ", ".join(COLUMNS)
    + ", row_number() OVER (PARTITION BY complaint_id ORDER BY at, id) n FROM tuntas.message"
    " WHERE tenant_id = ANY(%(tenants)s) AND complaint_id = ANY(%(ids)s) AND audience = ANY(%(audiences)s)) m"
    " WHERE n <= %(most)s ORDER BY complaint_id, at, id"
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


class Beginning(NamedTuple):
    """The first words on one complaint to these audiences."""

    tenant: int
    complaint: UUID
    audiences: tuple[str, ...]
    most: int


async def beginnings(sessions: Sessions, keys: Sequence[Beginning]) -> list[list[MessageRow]]:
    """The first words on many complaints: one statement for all that are asked for the same audiences and number."""
    found: dict[tuple[int, UUID], list[MessageRow]] = {}
    for audiences, most in dict.fromkeys((key.audiences, key.most) for key in keys):
        asked = [key for key in keys if (key.audiences, key.most) == (audiences, most)]
        values = {
            "tenants": sorted({key.tenant for key in asked}),
            "ids": [key.complaint for key in asked],
            "audiences": list(audiences),
            "most": most,
        }
        for row in await sessions.read(_BEGINNINGS, values, MessageRow):
            found.setdefault((row.tenant_id, row.complaint_id), []).append(row)
    return [found.get((key.tenant, key.complaint), []) for key in keys]


async def by_key(sessions: Sessions, keys: Sequence[tuple[int, UUID]]) -> list[MessageRow | None]:
    """Messages by (tenant, id)."""
    values = {"tenants": sorted({tenant for tenant, _ in keys}), "ids": [id_ for _, id_ in keys]}
    found = {(row.tenant_id, row.id): row for row in await sessions.read(_BY_ID, values, MessageRow)}
    return [found.get(key) for key in keys]
