"""Which pemda there are, as the registry names them today, and which of them are enrolled."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from rules.identifiers import Reach
from rules.pages import Key, Order, Page, PageRequest
from tenants.batch import Reader, one_per_key
from tenants.people_rows import PemdaRow
from tenants.session import Sessions

BY_CODE: Final = Order("pemda_code", (Key("code", str),))
_SELECT: Final = """
SELECT r.tenant_id, r.code, r.parent_code, r.level, r.name, t.time_zone, t.brand, t.enrolled_at
FROM tuntas.region r
LEFT JOIN tuntas.tenant t ON t.id = r.tenant_id AND t.detached_at IS NULL
WHERE r.autonomous AND r.valid_from <= %(on)s::date AND (r.valid_to IS NULL OR r.valid_to > %(on)s::date)
"""
_BY_TENANT: Final = (
    _SELECT.replace("%(on)s::date", "current_date") + "  AND r.tenant_id = ANY(%(tenants)s) ORDER BY r.valid_from"
)
_PAGE: Final = (
    _SELECT
    + """
  AND r.tenant_id BETWEEN %(lo)s AND %(hi)s
  AND (%(levels)s::text[] IS NULL OR r.level = ANY(%(levels)s))
  AND (%(enrolled)s::boolean IS NULL OR (t.id IS NOT NULL) = %(enrolled)s)
  AND (%(words)s::text IS NULL OR strpos(lower(r.name), lower(%(words)s)) > 0 OR r.code = %(words)s)
  AND (%(after)s::text IS NULL OR r.code > %(after)s COLLATE "C")
ORDER BY r.code COLLATE "C" LIMIT %(limit)s
"""
)
_ENROLLED: Final = "SELECT id FROM tuntas.tenant WHERE detached_at IS NULL ORDER BY id"
_IS_ENROLLED: Final = "SELECT 1 FROM tuntas.tenant WHERE id = %(tenant)s AND detached_at IS NULL"


async def by_tenant(reader: Reader, keys: Sequence[int]) -> list[PemdaRow | None]:
    """The pemda of these tenant numbers."""
    rows = await reader.read(_BY_TENANT, {"tenants": list(dict.fromkeys(keys))}, PemdaRow)
    return one_per_key(keys, rows, lambda row: row.tenant_id)


async def page(
    reader: Sessions,
    within: Reach,
    request: PageRequest,
    *,
    on: date,
    levels: Sequence[str] | None = None,
    enrolled: bool | None = None,
    words: str | None = None,
) -> Page[PemdaRow]:
    """Pemda by their code; those whose name contains `words` or whose code it is."""
    params = {
        "lo": within.lo, "hi": within.hi, "on": on, "levels": list(levels) if levels else None, "enrolled": enrolled,
        "words": words or None, "after": request.after[0] if request.after else None, "limit": request.limit,
    }  # fmt: skip
    return Page.cut(request, await reader.read(_PAGE, params, PemdaRow))


async def is_enrolled(reader: Reader, tenant: int) -> bool:
    """Has this pemda its place here?"""
    return bool(await reader.read(_IS_ENROLLED, {"tenant": tenant}))


async def enrolled(reader: Reader) -> list[int]:
    """The pemda that have their place here."""
    return [tenant for (tenant,) in await reader.read(_ENROLLED)]
