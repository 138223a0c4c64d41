"""Monitoring records and yearly reports of plans: added, never changed."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import orjson

from tenants.batch import OfTenant, Reader, many_per_key, one_per_key, pairs
from tenants.plan_rows import MonitoringRow, PlanRow, YearReportRow
from tenants.session import Transaction

_MONITOR: Final = """
INSERT INTO tuntas.plan_monitoring (tenant_id, id, plan_id, year, half, held_on, summary, findings, by_position,
    by_title, at)
VALUES (%(tenant_id)s, %(id)s, %(plan_id)s, %(year)s, %(half)s, %(held_on)s, %(summary)s, %(findings)s::jsonb,
    %(by_position)s, %(by_title)s, %(at)s)
"""
_MONITORINGS: Final = """
SELECT m.tenant_id, m.id, m.plan_id, m.year, m.half, m.held_on, m.summary, m.findings, m.by_title, m.at
FROM tuntas.plan_monitoring m
WHERE m.tenant_id = ANY(%(tenants)s)
  AND (m.tenant_id, m.plan_id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
ORDER BY m.at, m.id
"""
_ISSUE: Final = """
INSERT INTO tuntas.year_report (tenant_id, id, plan_id, year, number, addressee, content, sha256, size, by_position,
    by_title, at)
VALUES (%(tenant_id)s, %(id)s, %(plan_id)s, %(year)s, %(number)s, %(addressee)s, %(content)s, %(sha256)s, %(size)s,
    %(by_position)s, %(by_title)s, %(at)s)
"""
_NEXT: Final = """
SELECT 1 + coalesce(max(r.number), 0) FROM tuntas.year_report r
WHERE r.tenant_id = %(tenant)s AND r.plan_id = %(plan)s AND r.year = %(year)s
"""
_COLUMNS: Final = (
    "r.tenant_id, r.id, r.plan_id, r.year, r.number, r.addressee, r.content, r.sha256, r.by_title, r.at, p.status"
)
_REPORTS: Final = (
    "SELECT "
    + _COLUMNS
    + """
FROM tuntas.year_report r
JOIN tuntas.action_plan p ON p.tenant_id = r.tenant_id AND p.id = r.plan_id AND p.tenant_id = ANY(%(tenants)s)
WHERE r.tenant_id = ANY(%(tenants)s)
  AND (r.tenant_id, r.plan_id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
ORDER BY r.year DESC, r.number DESC
"""
)
_BY_ID: Final = (
    "SELECT "
    + _COLUMNS
    + """
FROM tuntas.year_report r
JOIN tuntas.action_plan p ON p.tenant_id = r.tenant_id AND p.id = r.plan_id AND p.tenant_id = ANY(%(tenants)s)
WHERE r.tenant_id = ANY(%(tenants)s)
  AND (r.tenant_id, r.id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)


def monitor(tx: Transaction, row: MonitoringRow, position: UUID | None) -> None:
    """A new monitoring record."""
    values: Mapping[str, Any] = {name: getattr(row, name) for name in MonitoringRow.__dataclass_fields__}
    tx.execute(_MONITOR, {**values, "findings": orjson.dumps(row.findings).decode(), "by_position": position}, expect=1)


async def monitorings(reader: Reader, keys: Sequence[OfTenant]) -> list[list[MonitoringRow]]:
    """The monitoring records of these plans (tenant, plan), oldest first."""
    rows = await reader.read(_MONITORINGS, pairs(keys), MonitoringRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.plan_id))


async def next_number(tx: Transaction, plan: PlanRow, year: int) -> int:
    """The number of the plan's next report of a year; the plan is locked."""
    ((number,),) = await tx.read(_NEXT, {"tenant": plan.tenant_id, "plan": plan.id, "year": year})
    return int(number)


def issue(tx: Transaction, row: YearReportRow, position: UUID | None) -> None:
    """A new yearly report, as it will stay."""
    values: Mapping[str, Any] = {name: getattr(row, name) for name in YearReportRow.__dataclass_fields__}
    tx.execute(_ISSUE, {**values, "size": len(row.content), "by_position": position}, expect=1)


async def reports(reader: Reader, keys: Sequence[OfTenant]) -> list[list[YearReportRow]]:
    """The yearly reports of these plans (tenant, plan), newest first."""
    rows = await reader.read(_REPORTS, pairs(keys), YearReportRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.plan_id))


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[YearReportRow | None]:
    """The yearly reports with these (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), YearReportRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))
