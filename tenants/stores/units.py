"""The tree of units of each pemda: read in order of its paths, changed one unit at a time."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from rules.errors import CONFLICT, Refusal, not_found
from rules.pages import Key, Order, Page, PageRequest
from rules.roles import UnitKind
from rules.unit_paths import ROOT, WIDTH, number_of, segment
from tenants.batch import OfTenant, Reader, one_per_key, pairs
from tenants.integrity import means
from tenants.people_rows import UnitRow
from tenants.session import Sessions, Transaction

COLUMNS: Final = (
    "u.tenant_id, u.id, u.parent_id, u.path, u.code, u.name, u.kind, u.region_code, u.active_from, u.active_to"
)
BY_PATH: Final = Order("unit_path", (Key("path", str),))
_BY_ID: Final = (
    "SELECT "
    + COLUMNS
    + """
FROM tuntas.unit u
WHERE u.tenant_id = ANY(%(tenants)s)
  AND (u.tenant_id, u.id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)
_BY_PATH: Final = (
    "SELECT "
    + COLUMNS
    + """
FROM tuntas.unit u
WHERE u.tenant_id = ANY(%(tenants)s)
  AND (u.tenant_id, u.path) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::text[]))
"""
)
_TREE: Final = (
    "SELECT "
    + COLUMNS
    + """
FROM tuntas.unit u
WHERE u.tenant_id = %(tenant)s AND u.path >= %(under)s AND u.path < %(under)s || '~'
  AND (%(longest)s::int IS NULL OR length(u.path) <= %(longest)s)
  AND (%(after)s::text IS NULL OR u.path > %(after)s)
  AND (%(on)s::date IS NULL OR (u.active_from <= %(on)s AND (u.active_to IS NULL OR u.active_to >= %(on)s)))
  AND (%(words)s::text IS NULL OR strpos(lower(u.name), lower(%(words)s)) > 0)
ORDER BY u.path LIMIT %(limit)s
"""
)
_LOCK: Final = "SELECT " + COLUMNS + " FROM tuntas.unit u WHERE u.tenant_id = %(tenant)s AND u.id = %(id)s FOR UPDATE"
_ROOT: Final = "SELECT " + COLUMNS + " FROM tuntas.unit u WHERE u.tenant_id = %(tenant)s AND u.path = %(path)s"
_LAST_CHILD: Final = "SELECT max(path) FROM tuntas.unit WHERE tenant_id = %(tenant)s AND parent_id = %(parent)s"
_INSERT: Final = """
INSERT INTO tuntas.unit (tenant_id, id, parent_id, path, code, name, kind, region_code, active_from, active_to)
VALUES (%(tenant_id)s, %(id)s, %(parent_id)s, %(path)s, %(code)s, %(name)s, %(kind)s, %(region_code)s, %(active_from)s,
        %(active_to)s)
"""
_RENAME: Final = "UPDATE tuntas.unit SET name = %(name)s WHERE tenant_id = %(tenant)s AND id = %(id)s"
_CLOSE: Final = "UPDATE tuntas.unit SET active_to = %(last)s WHERE tenant_id = %(tenant)s AND id = %(id)s"
_CLOSE_POSITIONS: Final = """
UPDATE tuntas.position SET active_to = %(last)s
WHERE tenant_id = %(tenant)s AND unit_id = %(id)s AND (active_to IS NULL OR active_to > %(last)s)
"""
_REPATH_UNITS: Final = """
UPDATE tuntas.unit SET path = %(new)s || substr(path, length(%(old)s) + 1)
WHERE tenant_id = %(tenant)s AND path >= %(old)s AND path < %(old)s || '~'
"""
_REPATH_POSITIONS: Final = """
UPDATE tuntas.position SET unit_path = %(new)s || substr(unit_path, length(%(old)s) + 1)
WHERE tenant_id = %(tenant)s AND unit_path >= %(old)s AND unit_path < %(old)s || '~'
"""
_REPATH_VACANCIES: Final = """
UPDATE tuntas.vacancy SET unit_path = %(new)s || substr(unit_path, length(%(old)s) + 1)
WHERE tenant_id = %(tenant)s AND unit_path >= %(old)s AND unit_path < %(old)s || '~'
"""
_REPATH_RAISED: Final = """
UPDATE tuntas.vacancy SET raised_to_path = %(new)s || substr(raised_to_path, length(%(old)s) + 1)
WHERE tenant_id = %(tenant)s AND raised_to_path >= %(old)s AND raised_to_path < %(old)s || '~'
"""
_REPARENT: Final = "UPDATE tuntas.unit SET parent_id = %(parent)s WHERE tenant_id = %(tenant)s AND id = %(id)s"
_KEEPS_CASES: Final = """
SELECT EXISTS (SELECT 1 FROM tuntas.complaint c WHERE c.tenant_id = %(tenant)s AND (
        (c.unit_path >= %(path)s AND c.unit_path < %(path)s || '~')
        OR (c.desk_path >= %(path)s AND c.desk_path < %(path)s || '~')
        OR EXISTS (SELECT 1 FROM unnest(c.returned_by) r WHERE r >= %(path)s AND r < %(path)s || '~')))
    OR EXISTS (SELECT 1 FROM tuntas.complaint_party p
        WHERE p.tenant_id = %(tenant)s AND p.unit_path >= %(path)s AND p.unit_path < %(path)s || '~')
"""
_WORKS_ON_CASES: Final = """
SELECT EXISTS (SELECT 1 FROM tuntas.complaint c WHERE c.tenant_id = %(tenant)s
        AND c.status NOT IN ('CLOSED', 'ARCHIVED')
        AND ((c.unit_path >= %(path)s AND c.unit_path < %(path)s || '~')
             OR (c.desk_path >= %(path)s AND c.desk_path < %(path)s || '~')))
    OR EXISTS (SELECT 1 FROM tuntas.handling h WHERE h.tenant_id = %(tenant)s AND h.status = 'OPEN'
        AND h.unit_path >= %(path)s AND h.unit_path < %(path)s || '~')
"""
_OCCUPIED: Final = """
SELECT EXISTS (SELECT 1 FROM tuntas.unit u
        WHERE u.tenant_id = %(tenant)s AND u.path > %(path)s AND u.path < %(path)s || '~'
        AND (u.active_to IS NULL OR u.active_to > %(last)s))
    OR EXISTS (SELECT 1 FROM tuntas.appointment a
        JOIN tuntas.position p ON p.tenant_id = a.tenant_id AND p.id = a.position_id
        WHERE a.tenant_id = %(tenant)s AND p.tenant_id = %(tenant)s AND p.unit_id = %(id)s
          AND (a.valid_to IS NULL OR a.valid_to > %(now)s))
"""

means(
    "uq_unit_tenant_id_code",
    lambda: Refusal(
        CONFLICT, "Another unit has this code.", "Kode unit ini sudah dipakai.", field="code", rule="unit code"
    ),
)


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[UnitRow | None]:
    """The units with these (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), UnitRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def by_path(reader: Reader, keys: Sequence[tuple[int, str]]) -> list[UnitRow | None]:
    """The units at these (tenant, path)."""
    rows = await reader.read(_BY_PATH, pairs(keys), UnitRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.path))


async def tree(
    reader: Sessions,
    tenant: int,
    request: PageRequest,
    *,
    under: str,
    levels: int | None = None,
    on: date | None = None,
    words: str | None = None,
) -> Page[UnitRow]:
    """The unit at the path `under` and those below it, at most `levels` down; at work `on` that day; named so."""
    params = {
        "tenant": tenant,
        "under": under,
        "longest": None if levels is None else len(under) + levels * WIDTH,
        "on": on,
        "words": words or None,
        "after": request.after[0] if request.after else None,
        "limit": request.limit,
    }
    return Page.cut(request, await reader.read(_TREE, params, UnitRow))


async def locked(tx: Transaction, tenant: int, unit: UUID) -> UnitRow:
    """The unit, held until the transaction ends. Raises NOT_FOUND."""
    rows = await tx.read(_LOCK, {"tenant": tenant, "id": unit}, UnitRow)
    if not rows:
        raise not_found("No such unit.", "Unit tidak ditemukan.")
    return rows[0]


async def next_path(tx: Transaction, parent: UnitRow) -> str:
    """The path of the parent's next child; the parent is locked."""
    ((last,),) = await tx.read(_LAST_CHILD, {"tenant": parent.tenant_id, "parent": parent.id})
    return parent.path + segment(1 if last is None else number_of(last) + 1)


def add(tx: Transaction, row: UnitRow) -> None:
    """A new unit."""
    tx.execute(
        _INSERT,
        {
            "tenant_id": row.tenant_id, "id": row.id, "parent_id": row.parent_id, "path": row.path, "code": row.code,
            "name": row.name, "kind": row.kind, "region_code": row.region_code, "active_from": row.active_from,
            "active_to": row.active_to,
        },
    )  # fmt: skip


async def ensure_root(tx: Transaction, tenant: int, name: str, *, id: UUID, today: date) -> UnitRow:
    """The pemda's root, the desk of its instansi, made with this id and name when it is missing."""
    rows = await tx.read(_ROOT, {"tenant": tenant, "path": ROOT}, UnitRow)
    if rows:
        return rows[0]
    root = UnitRow(tenant, id, None, ROOT, "INSTANSI", name, UnitKind.ROOT, None, today, None)
    add(tx, root)
    return root


def rename(tx: Transaction, row: UnitRow, name: str) -> None:
    """Give it another name; the old one stays in the events of its complaints."""
    tx.execute(_RENAME, {"tenant": row.tenant_id, "id": row.id, "name": name}, expect=1)


def close(tx: Transaction, row: UnitRow, last: date) -> None:
    """Its last day, and that of its positions."""
    params = {"tenant": row.tenant_id, "id": row.id, "last": last}
    tx.execute(_CLOSE, params, expect=1)
    tx.execute(_CLOSE_POSITIONS, params)


def move(tx: Transaction, row: UnitRow, parent: UnitRow, path: str) -> None:
    """Hang it, with everything below it, under another parent at this path."""
    params = {"tenant": row.tenant_id, "old": row.path, "new": path, "id": row.id, "parent": parent.id}
    for statement in (_REPATH_UNITS, _REPATH_POSITIONS, _REPATH_VACANCIES, _REPATH_RAISED):
        tx.execute(statement, params)
    tx.execute(_REPARENT, params, expect=1)


async def has_ever_had_cases(tx: Transaction, row: UnitRow) -> bool:
    """Does any complaint, open or not, name this unit or one below it?"""
    return await _yes(tx, _KEEPS_CASES, row)


async def has_open_cases(tx: Transaction, row: UnitRow) -> bool:
    """Does it, or a unit below it, hold, answer for or handle an open complaint?"""
    return await _yes(tx, _WORKS_ON_CASES, row)


async def is_occupied(tx: Transaction, row: UnitRow, last: date, now: object) -> bool:
    """Has it a unit below that works on after its last day, or somebody appointed to it?"""
    params = {"tenant": row.tenant_id, "path": row.path, "id": row.id, "last": last, "now": now}
    ((found,),) = await tx.read(_OCCUPIED, params)
    return bool(found)


async def _yes(tx: Transaction, statement: str, row: UnitRow) -> bool:
    ((found,),) = await tx.read(statement, {"tenant": row.tenant_id, "path": row.path})
    return bool(found)
