"""What lies on a desk when its holder leaves: open complaints, parallel handlings and drafts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from rules.pages import Key, Order, Page, PageRequest
from tenants.people_rows import OpenItemRow
from tenants.session import Query, Sessions

BY_DUE: Final = Order("handover_due", (Key("due_order", datetime), Key("item_id", UUID)))
_OPEN: Final = "c.status NOT IN ('CLOSED', 'ARCHIVED')"
_ITEMS: Final = (
    """
    SELECT c.tenant_id, c.id AS complaint_id, 'COMPLAINT' AS item, c.id AS item_id, c.tracking_code,
           c.public_title AS title, c.status, c.due_order, c.due_at
    FROM tuntas.complaint c
    WHERE c.tenant_id = %(tenant)s AND c.desk_path = %(path)s AND """
    + _OPEN
    + """
    UNION ALL
    SELECT h.tenant_id, h.complaint_id, 'HANDLING', h.id, c.tracking_code, c.public_title, h.status, h.due_at, h.due_at
    FROM tuntas.handling h
    LEFT JOIN tuntas.complaint c ON c.tenant_id = h.tenant_id AND c.id = h.complaint_id AND c.tenant_id = %(tenant)s
    WHERE h.tenant_id = %(tenant)s AND h.desk_path = %(path)s AND h.status = 'OPEN'
    UNION ALL
    SELECT m.tenant_id, m.complaint_id, 'DRAFT', m.id, c.tracking_code, c.public_title, c.status, c.due_order, c.due_at
    FROM tuntas.complaint c
    JOIN tuntas.message m ON m.tenant_id = c.tenant_id AND m.complaint_id = c.id AND m.tenant_id = %(tenant)s
    WHERE c.tenant_id = %(tenant)s AND c.desk_path = %(path)s AND """
    + _OPEN
    + """ AND m.kind = 'DRAFT' AND m.author_unit = %(unit)s
"""
)
_PAGE: Final = (
    "SELECT i.tenant_id, i.complaint_id, i.item, i.item_id, i.tracking_code, i.title, i.status, i.due_order, i.due_at"
    " FROM ("
    + _ITEMS
    + """) i
WHERE (%(items)s::text[] IS NULL OR i.item = ANY(%(items)s))
  AND (%(statuses)s::text[] IS NULL OR i.status = ANY(%(statuses)s))
  AND (%(after_due)s::timestamptz IS NULL OR (i.due_order, i.item_id) > (%(after_due)s, %(after_id)s::uuid))
ORDER BY i.due_order, i.item_id LIMIT %(limit)s
"""
)
_COUNTS: Final = (
    "SELECT i.item, i.status, count(*)::int FROM (" + _ITEMS + ") i GROUP BY i.item, i.status ORDER BY i.item, i.status"
)


async def page(
    sessions: Sessions,
    tenant: int,
    unit: UUID,
    path: str,
    request: PageRequest,
    *,
    items: Sequence[str] | None = None,
    statuses: Sequence[str] | None = None,
) -> Page[OpenItemRow]:
    """What lies on the desk of the unit at this path, the most urgent first."""
    after = request.after or (None, None)
    params = {
        "tenant": tenant, "unit": unit, "path": path, "items": list(items) if items else None,
        "statuses": list(statuses) if statuses else None,
        "after_due": after[0], "after_id": after[1], "limit": request.limit,
    }  # fmt: skip
    return Page.cut(request, await sessions.read(_PAGE, params, OpenItemRow))


async def counts(sessions: Sessions, tenant: int, unit: UUID, path: str) -> list[tuple[str, str, int]]:
    """How many of each item and status lie there."""
    query = Query(_COUNTS, {"tenant": tenant, "unit": unit, "path": path})
    (rows,) = await sessions.read_many(query)
    return [(item, status, many) for item, status, many in rows]
