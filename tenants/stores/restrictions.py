"""What a pemda took away from its own roles and desks; it can give back, never add."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from rules.errors import not_found
from rules.pages import Key, Order, Page, PageRequest
from tenants.batch import OfTenant, Reader, one_per_key, pairs
from tenants.people_rows import RestrictionRow
from tenants.session import Query, Sessions, Transaction
from tenants.stores.complaints import Visible


class InForce(NamedTuple):
    """A restriction in force: the permission it takes, from every desk at this path and below."""

    id: UUID
    permission: str
    path: str


NEWEST: Final = Order("restriction_newest", (Key("valid_from", datetime), Key("id", UUID)))
_SELECT: Final = """
SELECT r.tenant_id, r.id, r.role, r.unit_id, r.permission, r.reason, r.valid_from, r.valid_to, r.created_by
FROM tuntas.restriction r
"""
_BY_ID: Final = (
    _SELECT
    + """
WHERE r.tenant_id = ANY(%(tenants)s)
  AND (r.tenant_id, r.id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)
_PAGE: Final = (
    _SELECT
    + """
WHERE r.tenant_id = %(tenant)s
  AND (%(at)s::timestamptz IS NULL OR (r.valid_from <= %(at)s AND (r.valid_to IS NULL OR r.valid_to > %(at)s)))
  AND (%(after_from)s::timestamptz IS NULL OR (r.valid_from, r.id) < (%(after_from)s, %(after_id)s::uuid))
ORDER BY r.valid_from DESC, r.id DESC LIMIT %(limit)s
"""
)
_LOCK: Final = _SELECT + "WHERE r.tenant_id = %(tenant)s AND r.id = %(id)s FOR UPDATE"
_INSERT: Final = """
INSERT INTO tuntas.restriction (tenant_id, id, role, unit_id, permission, reason, valid_from, valid_to, created_by)
VALUES (%(tenant_id)s, %(id)s, %(role)s, %(unit_id)s, %(permission)s, %(reason)s, %(valid_from)s, %(valid_to)s,
    %(created_by)s)
"""
_LIFT: Final = """
UPDATE tuntas.restriction SET valid_to = %(until)s
WHERE tenant_id = %(tenant)s AND id = %(id)s AND (valid_to IS NULL OR valid_to > %(until)s)
"""
_IN_FORCE: Final = """
SELECT r.id, r.permission, CASE WHEN r.unit_id IS NULL THEN '0001' ELSE u.path END FROM tuntas.restriction r
LEFT JOIN tuntas.unit u ON u.tenant_id = r.tenant_id AND u.id = r.unit_id AND u.tenant_id = %(tenant)s
WHERE r.tenant_id = %(tenant)s AND r.role = %(role)s
  AND r.valid_from <= %(at)s AND (r.valid_to IS NULL OR r.valid_to > %(at)s)
"""
_COUNT: Final = """
SELECT count(*)::int FROM tuntas.complaint c
WHERE c.tenant_id = %(tenant)s AND c.status NOT IN ('CLOSED', 'ARCHIVED') AND """
_DESKS: Final = """
SELECT DISTINCT p.role, p.unit_id, p.unit_path FROM tuntas.position p
JOIN tuntas.unit u ON u.tenant_id = p.tenant_id AND u.id = p.unit_id AND u.tenant_id = %(tenant)s
WHERE p.tenant_id = %(tenant)s AND p.role = %(role)s
  AND p.unit_path >= %(under)s AND p.unit_path < %(under)s || '~'
  AND (p.active_to IS NULL OR p.active_to >= %(at)s::timestamptz::date)
  AND (u.active_to IS NULL OR u.active_to >= %(at)s::timestamptz::date)
ORDER BY p.unit_path LIMIT %(limit)s
"""


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[RestrictionRow | None]:
    """The restrictions with these (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), RestrictionRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def page(
    reader: Sessions, tenant: int, request: PageRequest, *, at: datetime | None = None
) -> Page[RestrictionRow]:
    """The pemda's restrictions, newest first; those in force `at` a moment, or all there ever were."""
    after = request.after or (None, None)
    params = {"tenant": tenant, "at": at, "after_from": after[0], "after_id": after[1], "limit": request.limit}
    return Page.cut(request, await reader.read(_PAGE, params, RestrictionRow))


async def locked(tx: Transaction, tenant: int, restriction: UUID) -> RestrictionRow:
    """The restriction, held until the transaction ends. Raises NOT_FOUND."""
    rows = await tx.read(_LOCK, {"tenant": tenant, "id": restriction}, RestrictionRow)
    if not rows:
        raise not_found("No such restriction.", "Pembatasan tidak ditemukan.")
    return rows[0]


def add(tx: Transaction, row: RestrictionRow) -> None:
    """A new restriction."""
    tx.execute(
        _INSERT,
        {
            "tenant_id": row.tenant_id, "id": row.id, "role": row.role, "unit_id": row.unit_id,
            "permission": row.permission, "reason": row.reason, "valid_from": row.valid_from,
            "valid_to": row.valid_to, "created_by": row.created_by,
        },
    )  # fmt: skip


def lift(tx: Transaction, row: RestrictionRow, until: datetime) -> None:
    """It ends at this moment. CONFLICT when it has ended before."""
    tx.execute(_LIFT, {"tenant": row.tenant_id, "id": row.id, "until": until}, expect=1)


async def in_force(reader: Reader, tenant: int, role: str, at: datetime) -> list[InForce]:
    """What is taken from this role at this moment, and below which path of the tree."""
    rows = await reader.read(_IN_FORCE, {"tenant": tenant, "role": role, "at": at})
    return [InForce(*row) for row in rows]


async def desks(
    reader: Reader, tenant: int, role: str, under: str, at: datetime, *, most: int
) -> list[tuple[UUID, str]]:
    """The units, as (id, path), that have a position of this role, at this path and below, in order of the tree."""
    params = {"tenant": tenant, "role": role, "under": under, "at": at, "limit": most}
    return [(unit, path) for _, unit, path in await reader.read(_DESKS, params)]


async def count_open(sessions: Sessions, tenant: int, seen: Sequence[Visible]) -> list[int]:
    """How many of the pemda's open complaints meet each of these conditions."""
    if not seen:
        return []
    queries = [Query(_COUNT + condition.text, {**condition.params, "tenant": tenant}) for condition in seen]
    return [int(count) for ((count,),) in await sessions.read_many(*queries)]
