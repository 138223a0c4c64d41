"""What must Tuntas do something about, and at which levels above a desk does anybody sit?"""

from datetime import datetime
from typing import Final
from uuid import UUID

from rules.identifiers import NATION
from rules.limits import Level
from rules.pages import Key, Order, Page, PageRequest
from rules.roles import Role
from rules.unit_paths import ancestors
from tenants.rows import ComplaintRow
from tenants.session import Sessions, Transaction
from tenants.stores.complaint_sql import COLUMNS

BY_WAKING: Final = Order("wake", (Key("wake_at", datetime), Key("id", UUID)))
_SEATED: Final = """
SELECT DISTINCT p.tenant_id, p.role FROM tuntas.position p
JOIN tuntas.appointment a ON a.tenant_id = p.tenant_id AND a.position_id = p.id
JOIN tuntas.unit u ON u.tenant_id = p.tenant_id AND u.id = p.unit_id
WHERE p.tenant_id = ANY(%(tenants)s) AND a.tenant_id = ANY(%(tenants)s) AND u.tenant_id = ANY(%(tenants)s)
  AND (p.role = ANY(%(roles)s) OR p.role = %(head)s AND p.tenant_id = %(tenant)s AND u.path = ANY(%(paths)s))
  AND (p.active_to IS NULL OR p.active_to >= %(now)s::timestamptz::date)
  AND a.valid_from <= %(now)s AND (a.valid_to IS NULL OR a.valid_to > %(now)s)
"""
_CHANGED: Final = """
SELECT DISTINCT a.tenant_id FROM tuntas.appointment a WHERE a.tenant_id BETWEEN %(lo)s AND %(hi)s
  AND (a.valid_to > %(since)s AND a.valid_to <= %(until)s OR a.valid_from > %(since)s AND a.valid_from <= %(until)s)
ORDER BY a.tenant_id
"""
DUE: Final = (
    "SELECT "
    + ", ".join("c." + name for name in COLUMNS)
    + """
FROM tuntas.complaint c
WHERE c.wake_at <= %(now)s AND c.tenant_id BETWEEN %(lo)s AND %(hi)s
  AND (%(after)s::timestamptz IS NULL OR (c.wake_at, c.id) > (%(after)s::timestamptz, %(after_id)s::uuid))
ORDER BY c.wake_at, c.id LIMIT %(limit)s
"""
)


async def vacant_levels(tx: Transaction, row: ComplaintRow, now: datetime) -> frozenset[Level]:
    """The levels above the desk of a complaint where nobody is appointed now. The Ombudsman is never vacant."""
    tenant, province = row.tenant_id, row.tenant_id // 100 * 100
    values = {
        "tenants": sorted({tenant, province, NATION}),
        "tenant": tenant,
        "paths": list(ancestors(row.desk_path)),
        "roles": [Role.INSTANSI.value, Role.NASIONAL.value],
        "head": Role.PIMPINAN.value,
        "now": now,
    }
    seated = set(await tx.read(_SEATED, values))
    asked = {
        Level.HEAD: (tenant, Role.PIMPINAN.value),
        Level.INSTANSI: (tenant, Role.INSTANSI.value),
        Level.PROVINCE: (province, Role.INSTANSI.value),
        Level.NATION: (NATION, Role.NASIONAL.value),
    }
    return frozenset(level for level, seat in asked.items() if seat not in seated)


async def due(sessions: Sessions, now: datetime, request: PageRequest) -> Page[ComplaintRow]:
    """Complaints of the reach about which Tuntas must do something, the longest waiting first."""
    at, id_ = request.after or (None, None)
    reach = sessions.reach
    values = {"lo": reach.lo, "hi": reach.hi, "now": now, "after": at, "after_id": id_, "limit": request.limit}
    return Page.cut(request, await sessions.read(DUE, values, ComplaintRow))


async def changed_desks(sessions: Sessions, since: datetime, until: datetime) -> list[int]:
    """The tenants of the reach in which an appointment ended or began in that time."""
    reach = sessions.reach
    values = {"lo": reach.lo, "hi": reach.hi, "since": since, "until": until}
    return [tenant for (tenant,) in await sessions.read(_CHANGED, values)]
