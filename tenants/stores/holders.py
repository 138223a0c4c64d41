"""Who sits at these desks now? The definitive holder, the Plt of a vacant position, the Plh while that one is away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from tenants.batch import Reader
from tenants.notification_rows import HolderRow
from tenants.session import Query

_HOLDERS: Final = """
SELECT p.tenant_id, p.unit_path, p.role, p.id AS position_id, a.account_id, u.region_code
FROM tuntas.position p
JOIN tuntas.unit u ON u.tenant_id = p.tenant_id AND u.id = p.unit_id AND u.tenant_id = %(tenant)s
    AND (u.active_to IS NULL OR u.active_to >= %(now)s::timestamptz::date)
JOIN tuntas.appointment a ON a.tenant_id = p.tenant_id AND a.position_id = p.id AND a.tenant_id = %(tenant)s
    AND a.valid_from <= %(now)s AND (a.valid_to IS NULL OR a.valid_to > %(now)s)
WHERE p.tenant_id = %(tenant)s AND p.role = ANY(%(roles)s)
  AND (%(paths)s::text[] IS NULL OR p.unit_path = ANY(%(paths)s))
  AND p.active_from <= %(now)s::timestamptz::date
  AND (p.active_to IS NULL OR p.active_to >= %(now)s::timestamptz::date)
  AND (a.kind = 'PLH' OR NOT EXISTS (
    SELECT 1 FROM tuntas.appointment h WHERE h.tenant_id = %(tenant)s AND h.position_id = p.id AND h.kind = 'PLH'
      AND h.valid_from <= %(now)s AND (h.valid_to IS NULL OR h.valid_to > %(now)s)))
ORDER BY p.unit_path, p.role, p.id
"""


async def of_desks(
    reader: Reader, wanted: Sequence[tuple[int, Sequence[str] | None]], roles: Sequence[str], now: datetime
) -> list[HolderRow]:
    """Who holds positions of these roles in these (tenant, unit paths; None: all); one round trip."""
    queries = [
        Query(
            _HOLDERS,
            {"tenant": tenant, "paths": None if paths is None else list(paths), "roles": list(roles), "now": now},
            HolderRow,
        )
        for tenant, paths in wanted
    ]
    return [row for rows in await reader.read_many(*queries) for row in rows] if queries else []
