"""Positions (jabatan) of each pemda's units."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from rules.errors import not_found
from rules.pages import Key, Order, Page, PageRequest
from tenants.batch import OfTenant, Reader, many_per_key, one_per_key, pairs
from tenants.people_rows import PositionRow
from tenants.session import Sessions, Transaction

COLUMNS: Final = "p.tenant_id, p.id, p.unit_id, p.unit_path, p.role, p.title, p.active_from, p.active_to"
BY_UNIT_PATH: Final = Order("position_unit_path", (Key("unit_path", str), Key("id", UUID)))
_BY_ID: Final = (
    "SELECT "
    + COLUMNS
    + """
FROM tuntas.position p
WHERE p.tenant_id = ANY(%(tenants)s)
  AND (p.tenant_id, p.id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)
_BY_UNIT: Final = (
    "SELECT "
    + COLUMNS
    + """
FROM tuntas.position p
WHERE p.tenant_id = ANY(%(tenants)s)
  AND (p.tenant_id, p.unit_id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
ORDER BY p.tenant_id, p.unit_path, p.role, p.title, p.id
"""
)
_PAGE: Final = (
    "SELECT "
    + COLUMNS
    + """
FROM tuntas.position p
WHERE p.tenant_id = %(tenant)s AND p.unit_path >= %(under)s AND p.unit_path < %(under)s || '~'
  AND (%(roles)s::text[] IS NULL OR p.role = ANY(%(roles)s))
  AND (%(on)s::date IS NULL OR (p.active_from <= %(on)s AND (p.active_to IS NULL OR p.active_to >= %(on)s)))
  AND (%(after_path)s::text IS NULL OR (p.unit_path, p.id) > (%(after_path)s, %(after_id)s::uuid))
ORDER BY p.unit_path, p.id LIMIT %(limit)s
"""
)
_LOCK: Final = (
    "SELECT " + COLUMNS + " FROM tuntas.position p WHERE p.tenant_id = %(tenant)s AND p.id = %(id)s FOR UPDATE"
)
_INSERT: Final = """
INSERT INTO tuntas.position (tenant_id, id, unit_id, unit_path, role, title, active_from, active_to)
VALUES (%(tenant_id)s, %(id)s, %(unit_id)s, %(unit_path)s, %(role)s, %(title)s, %(active_from)s, %(active_to)s)
"""
_CLOSE: Final = "UPDATE tuntas.position SET active_to = %(last)s WHERE tenant_id = %(tenant)s AND id = %(id)s"


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[PositionRow | None]:
    """The positions with these (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), PositionRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def by_unit(reader: Reader, keys: Sequence[OfTenant]) -> list[list[PositionRow]]:
    """The positions of these (tenant, unit)."""
    rows = await reader.read(_BY_UNIT, pairs(keys), PositionRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.unit_id))


async def page(
    reader: Sessions,
    tenant: int,
    request: PageRequest,
    *,
    under: str,
    roles: Sequence[str] | None = None,
    on: date | None = None,
) -> Page[PositionRow]:
    """The positions of the unit at the path `under` and below, in order of the tree, existing `on` that day."""
    after = request.after or (None, None)
    params = {
        "tenant": tenant, "under": under, "roles": list(roles) if roles else None, "on": on,
        "after_path": after[0], "after_id": after[1], "limit": request.limit,
    }  # fmt: skip
    return Page.cut(request, await reader.read(_PAGE, params, PositionRow))


async def locked(tx: Transaction, tenant: int, position: UUID) -> PositionRow:
    """The position, held until the transaction ends. Raises NOT_FOUND."""
    rows = await tx.read(_LOCK, {"tenant": tenant, "id": position}, PositionRow)
    if not rows:
        raise not_found("No such position.", "Jabatan tidak ditemukan.")
    return rows[0]


def add(tx: Transaction, row: PositionRow) -> None:
    """A new position."""
    tx.execute(
        _INSERT,
        {
            "tenant_id": row.tenant_id, "id": row.id, "unit_id": row.unit_id, "unit_path": row.unit_path,
            "role": row.role, "title": row.title, "active_from": row.active_from, "active_to": row.active_to,
        },
    )  # fmt: skip


def close(tx: Transaction, row: PositionRow, last: date) -> None:
    """Its last day."""
    tx.execute(_CLOSE, {"tenant": row.tenant_id, "id": row.id, "last": last}, expect=1)
