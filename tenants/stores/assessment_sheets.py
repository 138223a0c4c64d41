"""The sheets of an assessment, one for each unit, with their answers: read whole, answered and checked one by one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from rules.assessments import SheetStatus
from rules.errors import bad_input, not_found
from tenants.assessment_rows import AnswerRow, SheetRow
from tenants.batch import OfTenant, Reader, many_per_key, one_per_key, pairs
from tenants.session import Query, Transaction

_SELECT: Final = """
SELECT s.tenant_id, s.id, s.assessment_id, s.unit_id, u.path AS unit_path, u.name AS unit_name, s.status,
    s.answered_title, s.answered_at, s.checked_title, s.checked_at, s.note,
    (SELECT coalesce(jsonb_agg(jsonb_build_array(w.number, w.value, w.evidence, w.link, w.answered_by)
            ORDER BY w.number), '[]'::jsonb)
     FROM tuntas.assessment_answer w WHERE w.tenant_id = s.tenant_id AND w.sheet_id = s.id) AS answers
FROM tuntas.assessment_sheet s
JOIN tuntas.unit u ON u.tenant_id = s.tenant_id AND u.id = s.unit_id
"""
_BY_ID: Final = (
    _SELECT
    + """
WHERE s.tenant_id = ANY(%(tenants)s) AND u.tenant_id = ANY(%(tenants)s)
  AND (s.tenant_id, s.id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)
_OF_ASSESSMENT: Final = (
    _SELECT
    + """
WHERE s.tenant_id = ANY(%(tenants)s) AND u.tenant_id = ANY(%(tenants)s)
  AND (s.tenant_id, s.assessment_id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
ORDER BY s.tenant_id, u.path, s.id
"""
)
_LOCK: Final = """
SELECT 1 FROM tuntas.assessment_sheet s WHERE s.tenant_id = %(tenant)s AND s.id = %(id)s FOR UPDATE
"""
# What is asked of the units comes from the pemda's own tree; a unit that is not in it takes no part.
_ADD: Final = """
INSERT INTO tuntas.assessment_sheet (tenant_id, id, assessment_id, unit_id, status)
SELECT u.tenant_id, (%(ids)s::uuid[])[array_position(%(units)s::uuid[], u.id)], %(assessment)s, u.id, 'BLANK'
FROM tuntas.unit u
WHERE u.tenant_id = %(tenant)s AND u.id = ANY(%(units)s::uuid[])
  AND u.active_from <= %(on)s AND (u.active_to IS NULL OR u.active_to >= %(on)s)
RETURNING 1
"""
_ANSWER: Final = """
INSERT INTO tuntas.assessment_answer (tenant_id, sheet_id, number, value, evidence, link, answered_by, answered_at)
VALUES (%(tenant)s, %(sheet)s, %(number)s, %(value)s, %(evidence)s, %(link)s, %(by)s, %(at)s)
ON CONFLICT (tenant_id, sheet_id, number) DO UPDATE SET value = excluded.value, evidence = excluded.evidence,
    link = excluded.link, answered_by = excluded.answered_by, answered_at = excluded.answered_at
"""
_ANSWERED: Final = """
UPDATE tuntas.assessment_sheet SET status = %(status)s, answered_title = %(title)s, answered_at = %(at)s,
    checked_by = NULL, checked_title = '', checked_at = NULL
WHERE tenant_id = %(tenant)s AND id = %(id)s
"""
_CHECKED: Final = """
UPDATE tuntas.assessment_sheet SET status = %(status)s, note = %(note)s, checked_by = %(by)s, checked_title = %(title)s,
    checked_at = %(at)s
WHERE tenant_id = %(tenant)s AND id = %(id)s
"""


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[SheetRow | None]:
    """The sheets with these (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), SheetRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def of_assessments(reader: Reader, keys: Sequence[OfTenant]) -> list[list[SheetRow]]:
    """The sheets of these (tenant, assessment), in order of the tree."""
    rows = await reader.read(_OF_ASSESSMENT, pairs(keys), SheetRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.assessment_id))


async def locked(tx: Transaction, tenant: int, id_: UUID) -> SheetRow:
    """The sheet as it is once nobody else works on it, held until the transaction ends. Raises NOT_FOUND."""
    # Two statements: one that waits for a lock would read the answers as they were before.
    _, rows = await tx.read_many(
        Query(_LOCK, {"tenant": tenant, "id": id_}), Query(_BY_ID, pairs([(tenant, id_)]), SheetRow)
    )
    if not rows:
        raise not_found("No such sheet.", "Lembar penilaian tidak ditemukan.")
    return rows[0]  # type: ignore[no-any-return] # rows of statements that share a round trip are of any class


async def add(
    tx: Transaction, assessment: OfTenant, sheets: Sequence[tuple[UUID, UUID]], on: datetime, *, field: str = "units"
) -> None:
    """A blank sheet for each (sheet, unit). Raises BAD_USER_INPUT when a unit is not at work in this pemda."""
    tenant, id_ = assessment
    params = {
        "tenant": tenant, "assessment": id_, "ids": [sheet for sheet, _ in sheets],
        "units": [unit for _, unit in sheets], "on": on.date(),
    }  # fmt: skip
    if len(await tx.read(_ADD, params)) != len(sheets):
        raise bad_input(field, "A unit is not at work in this pemda.", "Ada unit yang tidak aktif di pemda ini.")


def answer(tx: Transaction, sheet: SheetRow, answers: Iterable[AnswerRow], by: UUID, at: datetime) -> None:
    """Put answers on a sheet; one that was there before is replaced."""
    of = {"tenant": sheet.tenant_id, "sheet": sheet.id, "by": by, "at": at}
    rows = [
        {**of, "number": one.number, "value": one.value, "evidence": one.evidence, "link": one.link} for one in answers
    ]
    tx.insert(_ANSWER, rows)


def answered(tx: Transaction, sheet: SheetRow, status: SheetStatus, title: str, at: datetime) -> None:
    """Where the sheet is after answers were put on it; an earlier check is over."""
    params = {"tenant": sheet.tenant_id, "id": sheet.id, "status": status, "title": title, "at": at}
    tx.execute(_ANSWERED, params, expect=1)


def checked(
    tx: Transaction, sheet: SheetRow, status: SheetStatus, note: str, by: tuple[UUID | None, str, datetime]
) -> None:
    """What the second person found, or why the unit is excused: account, title and time of who says so."""
    account, title, at = by
    params = {
        "tenant": sheet.tenant_id, "id": sheet.id, "status": status, "note": note, "by": account, "title": title,
        "at": at,
    }  # fmt: skip
    tx.execute(_CHECKED, params, expect=1)
