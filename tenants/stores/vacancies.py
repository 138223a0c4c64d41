"""Which desks nobody sits at: recorded when a desk falls vacant, ended when somebody sits there again."""

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from rules.identifiers import Reach
from rules.pages import Key, Order, Page, PageRequest
from tenants.batch import OfTenant, Reader, one_per_key, pairs
from tenants.people_rows import VacancyRow
from tenants.session import Sessions, Transaction
from tenants.stores.complaints import EVERYTHING, Visible

POLICY_COLUMNS: Final = MappingProxyType({"tenant_id": "v.tenant_id", "unit_path": "v.unit_path"})
"""What the policy's attributes of a vacancy are called in a page."""
BY_UNIT_PATH: Final = Order("vacancy_unit_path", (Key("tenant_id", int), Key("unit_path", str), Key("id", UUID)))
_SELECT: Final = """
SELECT v.tenant_id, v.id, v.unit_id, v.unit_path, v.raised_to_unit_id, v.raised_to_path, v.since, v.until
FROM tuntas.vacancy v
"""
_BY_ID: Final = (
    _SELECT
    + """
WHERE v.tenant_id = ANY(%(tenants)s)
  AND (v.tenant_id, v.id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)
_PAGE: Final = (
    _SELECT
    + """
WHERE v.tenant_id BETWEEN %(lo)s AND %(hi)s AND v.until IS NULL
  AND v.unit_path >= %(under)s AND v.unit_path < %(under)s || '~'
  AND (NOT %(unanswered)s OR v.raised_to_path IS NULL)
  AND (%(after_tenant)s::int IS NULL
       OR (v.tenant_id, v.unit_path, v.id) > (%(after_tenant)s, %(after_path)s::text, %(after_id)s::uuid))
  AND """
)
_IN_ORDER: Final = " ORDER BY v.tenant_id, v.unit_path, v.id LIMIT %(limit)s"
_OPEN: Final = _SELECT + "WHERE v.tenant_id = %(tenant)s AND v.until IS NULL"
_INSERT: Final = """
INSERT INTO tuntas.vacancy (tenant_id, id, unit_id, unit_path, raised_to_unit_id, raised_to_path, since)
VALUES (%(tenant)s, %(id)s, %(unit)s, %(path)s, %(raised_unit)s, %(raised_path)s, %(since)s)
"""
_RAISE: Final = """
UPDATE tuntas.vacancy SET raised_to_unit_id = %(raised_unit)s, raised_to_path = %(raised_path)s
WHERE tenant_id = %(tenant)s AND id = %(id)s
"""
_FILL: Final = (
    "UPDATE tuntas.vacancy SET until = %(until)s WHERE tenant_id = %(tenant)s AND id = %(id)s AND until IS NULL"
)


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[VacancyRow | None]:
    """The vacancies with these (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), VacancyRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def page(
    reader: Sessions,
    reach: Reach,
    request: PageRequest,
    *,
    under: str = "",
    unanswered: bool = False,
    visible: Visible = EVERYTHING,
) -> Page[VacancyRow]:
    """The desks that are vacant now in these pemda; `unanswered`: only those whose cases nobody answers for."""
    after = request.after or (None, None, None)
    params = {
        "lo": reach.lo, "hi": reach.hi, "under": under, "unanswered": unanswered, "after_tenant": after[0],
        "after_path": after[1], "after_id": after[2], "limit": request.limit,
        **visible.params,
    }  # fmt: skip
    return Page.cut(request, await reader.read(_PAGE + visible.text + _IN_ORDER, params, VacancyRow))


async def still_open(tx: Transaction, tenant: int) -> list[VacancyRow]:
    """The vacancies of this pemda that have not ended."""
    return await tx.read(_OPEN, {"tenant": tenant}, VacancyRow)


def add(tx: Transaction, row: VacancyRow) -> None:
    """A desk fell vacant."""
    tx.execute(
        _INSERT,
        {
            "tenant": row.tenant_id, "id": row.id, "unit": row.unit_id, "path": row.unit_path,
            "raised_unit": row.raised_to_unit_id, "raised_path": row.raised_to_path, "since": row.since,
        },
    )  # fmt: skip


def raise_to(tx: Transaction, row: VacancyRow, unit: UUID | None, path: str | None) -> None:
    """Another desk answers for it now, or none."""
    tx.execute(_RAISE, {"tenant": row.tenant_id, "id": row.id, "raised_unit": unit, "raised_path": path})


def fill(tx: Transaction, row: VacancyRow, until: datetime) -> None:
    """Somebody sits there again."""
    tx.execute(_FILL, {"tenant": row.tenant_id, "id": row.id, "until": until})
