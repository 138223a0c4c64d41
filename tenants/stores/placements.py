"""Where a unit stands and which desk answers for it now: its own, or the nearest live one above."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from rules.errors import bad_input
from rules.facts import Place
from rules.roles import DESK_ROLES
from rules.unit_paths import ROOT
from tenants.rows import PlacementRow
from tenants.session import Query, Transaction
from tenants.stores.desks import holding

LIVE_DESK: Final = """
EXISTS (
    SELECT 1 FROM tuntas.position p
    JOIN tuntas.appointment a ON a.tenant_id = p.tenant_id AND a.position_id = p.id
    WHERE p.tenant_id = %(tenant)s AND a.tenant_id = %(tenant)s AND p.unit_id = s.id AND p.role = ANY(%(desk_roles)s)
      AND (p.active_to IS NULL OR p.active_to >= %(now)s::date)
      AND a.valid_from <= %(now)s AND (a.valid_to IS NULL OR a.valid_to > %(now)s)
)
"""
_PLACED: Final = (
    """
SELECT u.id, u.path, u.kind, (u.active_to IS NULL OR u.active_to >= %(now)s::date), d.id, coalesce(d.path, %(root)s)
FROM tuntas.unit u
LEFT JOIN LATERAL (
    SELECT s.id, s.path FROM tuntas.unit s
    WHERE s.tenant_id = %(tenant)s AND u.path >= s.path AND u.path < s.path || '~' AND """
    + LIVE_DESK
    + """
    ORDER BY length(s.path) DESC LIMIT 1
) d ON true
WHERE u.tenant_id = %(tenant)s AND """
)
_BY_ID: Final = _PLACED + "u.id = %(unit)s"
_BY_PATH: Final = _PLACED + "u.path = %(path)s"
_INSPECTORATE: Final = _PLACED + "u.kind = 'INSPEKTORAT' ORDER BY u.path LIMIT 1"
_ROLES: Final = sorted(role.value for role in DESK_ROLES)


async def of_unit(tx: Transaction, tenant: int, unit: UUID, now: datetime) -> PlacementRow:
    """Where this unit stands. Raises BAD_USER_INPUT when the pemda has no such unit or it is closed."""
    params = {"tenant": tenant, "unit": unit, "now": now, "root": ROOT, "desk_roles": _ROLES}
    return _found(await _held(tx, tenant, _BY_ID, params), tenant)


async def of_path(tx: Transaction, tenant: int, path: str, now: datetime) -> Place:
    """Where the unit at this path stands; the root's desk is the instansi's own."""
    params = {"tenant": tenant, "path": path, "now": now, "root": ROOT, "desk_roles": _ROLES}
    return place(_found(await _held(tx, tenant, _BY_PATH, params), tenant))


async def of_inspectorate(tx: Transaction, tenant: int, now: datetime) -> Place:
    """Where the pemda's Inspektorat (APIP) stands. Raises BAD_USER_INPUT when it has none."""
    params = {"tenant": tenant, "now": now, "root": ROOT, "desk_roles": _ROLES}
    return place(_found(await _held(tx, tenant, _INSPECTORATE, params), tenant))


async def _held(tx: Transaction, tenant: int, statement: str, params: dict[str, Any]) -> list[tuple[object, ...]]:
    """The rows, with the pemda's desks held as they are until the transaction ends: nobody falls vacant meanwhile."""
    _, rows = await tx.read_many(holding(tenant), Query(statement, params))
    return rows


def place(row: PlacementRow) -> Place:
    """The placement as the rules take it."""
    return Place(unit_id=row.unit_id, unit_path=row.unit_path, desk_id=row.desk_id, desk_path=row.desk_path)


def _found(rows: list[tuple[object, ...]], tenant: int) -> PlacementRow:
    found = PlacementRow(*rows[0]) if rows else None  # type: ignore[arg-type]
    if found is None or not found.active:
        raise bad_input(
            "unit",
            f"No such unit is at work in pemda {tenant}.",
            "Unit ini tidak ada atau sudah tidak aktif di pemda tersebut.",
        )
    return found
