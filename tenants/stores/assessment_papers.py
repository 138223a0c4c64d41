"""What lies beside the sheets of an assessment: contested figures, the priority sheet, the minutes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import orjson

from tenants.assessment_rows import ContestRow, MinutesRow, PriorityRow
from tenants.batch import OfTenant, Reader, many_per_key, one_per_key, pairs
from tenants.session import Transaction

MOST_CONTESTS: Final = 50
"""How many of the contests of one assessment are handed out: the newest."""
_CONTESTS: Final = """
SELECT tenant_id, id, assessment_id, received, resolved, reason, evidence, link, by_title, at FROM (
    SELECT c.*, row_number() OVER (PARTITION BY c.tenant_id, c.assessment_id ORDER BY c.at DESC, c.id DESC) AS place
    FROM tuntas.assessment_contest c WHERE c.tenant_id = ANY(%(tenants)s)
      AND (c.tenant_id, c.assessment_id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
) s WHERE place <= %(most)s ORDER BY at DESC, id DESC
"""
_ADD_CONTEST: Final = """
INSERT INTO tuntas.assessment_contest (tenant_id, id, assessment_id, received, resolved, reason, evidence, link,
    by_title, at)
VALUES (%(tenant_id)s, %(id)s, %(assessment_id)s, %(received)s, %(resolved)s, %(reason)s, %(evidence)s, %(link)s,
    %(by_title)s, %(at)s)
"""
_PRIORITIES: Final = """
SELECT p.tenant_id, p.assessment_id, p.category, p.place, p.reasons, p.set_title, p.set_at
FROM tuntas.assessment_priority p WHERE p.tenant_id = ANY(%(tenants)s)
  AND (p.tenant_id, p.assessment_id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
ORDER BY p.place, p.category
"""
_CLEAR: Final = "DELETE FROM tuntas.assessment_priority WHERE tenant_id = %(tenant)s AND assessment_id = %(id)s"
_SET: Final = """
INSERT INTO tuntas.assessment_priority (tenant_id, assessment_id, category, place, reasons, set_title, set_at)
VALUES (%(tenant)s, %(id)s, %(category)s, %(place)s, %(reasons)s, %(title)s, %(at)s)
"""
_MINUTES: Final = """
SELECT m.tenant_id, m.assessment_id, m.held_on, m.place, m.process, m.attendance, m.written_title, m.written_at,
    m.signed_name, m.signed_title, m.signed_at
FROM tuntas.assessment_minutes m WHERE m.tenant_id = ANY(%(tenants)s)
  AND (m.tenant_id, m.assessment_id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
_WRITE: Final = """
INSERT INTO tuntas.assessment_minutes (tenant_id, assessment_id, held_on, place, process, attendance, written_title,
    written_at)
VALUES (%(tenant_id)s, %(assessment_id)s, %(held_on)s, %(place)s, %(process)s, %(attendance)s::jsonb,
    %(written_title)s, %(written_at)s)
ON CONFLICT (tenant_id, assessment_id) DO UPDATE SET held_on = excluded.held_on, place = excluded.place,
    process = excluded.process, attendance = excluded.attendance, written_title = excluded.written_title,
    written_at = excluded.written_at
WHERE assessment_minutes.signed_at IS NULL
"""
_SIGN: Final = """
UPDATE tuntas.assessment_minutes SET signed_by = %(by)s, signed_name = %(name)s, signed_title = %(title)s,
    signed_at = %(at)s
WHERE tenant_id = %(tenant)s AND assessment_id = %(id)s AND signed_at IS NULL
"""


async def contests(reader: Reader, keys: Sequence[OfTenant]) -> list[list[ContestRow]]:
    """What was stated against the counted figures of these (tenant, assessment), the newest first."""
    rows = await reader.read(_CONTESTS, {**pairs(keys), "most": MOST_CONTESTS}, ContestRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.assessment_id))


def contest(tx: Transaction, row: ContestRow) -> None:
    """Other figures, with their reason and evidence."""
    tx.execute(_ADD_CONTEST, {name: getattr(row, name) for name in ContestRow.__slots__})


async def priorities(reader: Reader, keys: Sequence[OfTenant]) -> list[list[PriorityRow]]:
    """The priority sheets of these (tenant, assessment), the most urgent first."""
    rows = await reader.read(_PRIORITIES, pairs(keys), PriorityRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.assessment_id))


def set_priorities(
    tx: Transaction, assessment: OfTenant, given: Sequence[tuple[str, int, str]], title: str, at: datetime
) -> None:
    """The whole sheet as (category, place, reasons); what was there before is gone."""
    tenant, id_ = assessment
    tx.execute(_CLEAR, {"tenant": tenant, "id": id_})
    of = {"tenant": tenant, "id": id_, "title": title, "at": at}
    rows = [{**of, "category": category, "place": place, "reasons": reasons} for category, place, reasons in given]
    tx.insert(_SET, rows)


async def minutes(reader: Reader, keys: Sequence[OfTenant]) -> list[MinutesRow | None]:
    """The minutes of these (tenant, assessment)."""
    rows = await reader.read(_MINUTES, pairs(keys), MinutesRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.assessment_id))


def write_minutes(tx: Transaction, row: MinutesRow) -> None:
    """The minutes, new or in other words; CONFLICT when somebody signed them in the meantime."""
    names = ("tenant_id", "assessment_id", "held_on", "place", "process", "written_title", "written_at")
    attendance = orjson.dumps(row.attendance).decode()
    tx.execute(_WRITE, {**{name: getattr(row, name) for name in names}, "attendance": attendance}, expect=1)


def sign_minutes(tx: Transaction, assessment: OfTenant, signer: tuple[UUID | None, str, str], at: datetime) -> None:
    """Signed by (account, name, title)."""
    tenant, id_ = assessment
    account, name, title = signer
    params = {"tenant": tenant, "id": id_, "by": account, "name": name, "title": title, "at": at}
    tx.execute(_SIGN, params, expect=1)
