"""Campaigns of self-assessment: one for each pemda and year, held while somebody changes them, frozen at the end."""

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

import orjson

from rules.assessments import AssessmentStatus
from rules.errors import CONFLICT, Refusal, not_found
from rules.identifiers import Reach
from rules.pages import Key, Order, Page, PageRequest
from tenants.assessment_rows import AssessmentRow
from tenants.batch import OfTenant, Reader, one_per_key, pairs
from tenants.integrity import means
from tenants.session import Sessions, Transaction
from tenants.stores.complaints import Visible

NEWEST: Final = Order("assessment_newest", (Key("year", int), Key("tenant_id", int), Key("id", UUID)))
POLICY_COLUMNS: Final = MappingProxyType({"tenant_id": "a.tenant_id", "status": "a.status"})
"""What the policy's attributes of an assessment are called in a page."""
_SELECT: Final = """
SELECT a.tenant_id, a.id, a.year, a.question_set_id, a.first_day, a.last_day, a.status, a.created_by, a.created_title,
    a.created_at, a.finalised_title, a.finalised_at, a.result AS frozen
FROM tuntas.assessment a
"""
_BY_ID: Final = (
    _SELECT
    + """
WHERE a.tenant_id = ANY(%(tenants)s)
  AND (a.tenant_id, a.id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)
_OF_YEAR: Final = _SELECT + "WHERE a.tenant_id = %(tenant)s AND a.year = %(year)s"
_PAGE: Final = (
    _SELECT
    + """
WHERE a.tenant_id BETWEEN %(lo)s AND %(hi)s AND (%(year)s::int IS NULL OR a.year = %(year)s)
  AND (%(after_year)s::int IS NULL OR a.year < %(after_year)s
    OR (a.year = %(after_year)s AND (a.tenant_id, a.id) > (%(after_tenant)s::int, %(after_id)s::uuid)))
  AND """
)
_IN_ORDER: Final = " ORDER BY a.year DESC, a.tenant_id, a.id LIMIT %(limit)s"
_LOCK: Final = _SELECT + "WHERE a.tenant_id = %(tenant)s AND a.id = %(id)s FOR UPDATE"
_SHARE: Final = _SELECT + "WHERE a.tenant_id = %(tenant)s AND a.id = %(id)s FOR SHARE"
_INSERT: Final = """
INSERT INTO tuntas.assessment (tenant_id, id, year, question_set_id, first_day, last_day, status, created_by,
    created_title, created_at)
VALUES (%(tenant_id)s, %(id)s, %(year)s, %(question_set_id)s, %(first_day)s, %(last_day)s, %(status)s, %(created_by)s,
    %(created_title)s, %(created_at)s)
"""
_MOVE: Final = "UPDATE tuntas.assessment SET status = %(status)s WHERE tenant_id = %(tenant)s AND id = %(id)s"
_FINALISE: Final = """
UPDATE tuntas.assessment SET status = %(status)s, result = %(result)s::jsonb, finalised_at = %(at)s,
    finalised_title = %(title)s
WHERE tenant_id = %(tenant)s AND id = %(id)s AND result IS NULL
"""
_NEW: Final = (
    "tenant_id", "id", "year", "question_set_id", "first_day", "last_day", "status", "created_by", "created_title",
    "created_at",
)  # fmt: skip

means(
    "uq_assessment_tenant_id_year",
    lambda: Refusal(
        CONFLICT,
        "This pemda has an assessment of this year already.",
        "Penilaian tahun ini sudah ada.",
        field="year",
        rule="assessment: one for each pemda and year",
    ),
)


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[AssessmentRow | None]:
    """The assessments with these (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), AssessmentRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def of_year(reader: Reader, tenant: int, year: int) -> AssessmentRow | None:
    """The assessment of a pemda and year, if it has one here."""
    rows = await reader.read(_OF_YEAR, {"tenant": tenant, "year": year}, AssessmentRow)
    return rows[0] if rows else None


async def page(
    reader: Sessions, reach: Reach, request: PageRequest, visible: Visible, *, year: int | None = None
) -> Page[AssessmentRow]:
    """The assessments in this reach that the principal may see, the newest year first, then by pemda."""
    after = request.after or (None, None, None)
    params = {
        **visible.params, "lo": reach.lo, "hi": reach.hi, "year": year, "limit": request.limit,
        "after_year": after[0], "after_tenant": after[1], "after_id": after[2],
    }  # fmt: skip
    return Page.cut(request, await reader.read(_PAGE + visible.text + _IN_ORDER, params, AssessmentRow))


async def locked(tx: Transaction, tenant: int, id_: UUID) -> AssessmentRow:
    """The assessment, held until the transaction ends. Raises NOT_FOUND."""
    return await _one(tx, _LOCK, tenant, id_)


async def shared(tx: Transaction, tenant: int, id_: UUID) -> AssessmentRow:
    """The same for one sheet's sake: others may work on other sheets, and nobody moves the assessment meanwhile."""
    return await _one(tx, _SHARE, tenant, id_)


def add(tx: Transaction, row: AssessmentRow) -> None:
    """A new assessment."""
    tx.execute(_INSERT, {name: getattr(row, name) for name in _NEW})


def move(tx: Transaction, row: AssessmentRow, status: AssessmentStatus) -> None:
    """Its next status."""
    tx.execute(_MOVE, {"tenant": row.tenant_id, "id": row.id, "status": status}, expect=1)


def finalise(
    tx: Transaction, row: AssessmentRow, status: AssessmentStatus, result: dict[str, Any], by: tuple[str, datetime]
) -> None:
    """Freeze what it came to, as the title of who did it and when say; once and for all."""
    title, at = by
    params = {
        "tenant": row.tenant_id, "id": row.id, "status": status, "result": orjson.dumps(result).decode(), "at": at,
        "title": title,
    }  # fmt: skip
    tx.execute(_FINALISE, params, expect=1)


async def _one(tx: Transaction, statement: str, tenant: int, id_: UUID) -> AssessmentRow:
    rows = await tx.read(statement, {"tenant": tenant, "id": id_}, AssessmentRow)
    if not rows:
        raise not_found("No such assessment.", "Penilaian tidak ditemukan.")
    return rows[0]
