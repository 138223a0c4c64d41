"""What was realised month by month: reported in numbers that are only added to, the newest counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from tenants.batch import Reader
from tenants.plan_rows import PlanRow, RealisedRow, ReportableRow
from tenants.session import Transaction

_ADD: Final = """
INSERT INTO tuntas.realisation (tenant_id, plan_id, action_id, year, month, number, realised, progress, spent, note,
    by_position, by_title, at)
SELECT %(tenant)s, %(plan)s, %(action)s, %(year)s, %(month)s, %(number)s, %(realised)s, %(progress)s, %(spent)s,
    coalesce(%(note)s::text, (array_agg(n.note ORDER BY n.number DESC))[1], ''), %(by_position)s, %(by_title)s, %(at)s
FROM tuntas.realisation n
WHERE n.tenant_id = %(tenant)s AND n.plan_id = %(plan)s AND n.action_id = %(action)s AND n.year = %(year)s
  AND n.month = %(month)s
"""
_OF_YEAR: Final = """
SELECT DISTINCT ON (r.action_id, r.month) r.tenant_id, r.action_id, r.year, r.month, r.number, r.realised, r.progress,
    r.spent, r.note, r.by_title, r.at
FROM tuntas.realisation r
WHERE r.tenant_id = %(tenant)s AND r.plan_id = %(plan)s AND r.year = %(year)s
ORDER BY r.action_id, r.month, r.number DESC
"""
_REPORTABLE: Final = """
SELECT a.tenant_id, a.id, p.status, u.path AS unit_path,
    NOT EXISTS (SELECT 1 FROM tuntas.plan_node c WHERE c.tenant_id = %(tenant)s AND c.parent_id = n.id) AS leaf,
    EXISTS (SELECT 1 FROM tuntas.plan_target t WHERE t.tenant_id = %(tenant)s AND t.action_id = a.id
        AND t.year = %(year)s AND t.month = %(month)s) AS planned,
    coalesce(newest.number, 0) AS number, n.code, a.description, coalesce(newest.by_title, '') AS reported_by
FROM tuntas.plan_action a
JOIN tuntas.action_plan p ON p.tenant_id = a.tenant_id AND p.id = a.plan_id AND p.tenant_id = %(tenant)s
JOIN tuntas.plan_node n ON n.tenant_id = a.tenant_id AND n.id = a.node_id AND n.tenant_id = %(tenant)s
LEFT JOIN tuntas.unit u ON u.tenant_id = n.tenant_id AND u.id = n.unit_id AND u.tenant_id = %(tenant)s
LEFT JOIN LATERAL (SELECT r.number, r.by_title FROM tuntas.realisation r WHERE r.tenant_id = %(tenant)s
    AND r.plan_id = %(plan)s AND r.action_id = a.id AND r.year = %(year)s AND r.month = %(month)s
    ORDER BY r.number DESC LIMIT 1) newest ON true
WHERE a.tenant_id = %(tenant)s AND a.plan_id = %(plan)s AND a.id = ANY(%(actions)s::uuid[])
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a unit reports of an action for a month; an empty cell is None, and so is a remark that stays as it was.

    `seen` is the number of the report that its reporter looked at; 0 for none.
    """

    action: UUID
    seen: int
    realised: Decimal | None
    progress: Decimal | None
    spent: Decimal | None
    note: str | None


async def reportable(
    tx: Transaction, plan: PlanRow, actions: Sequence[UUID], month: tuple[int, int]
) -> dict[UUID, ReportableRow]:
    """Of these actions of a plan: whose they are, and what is known of the (year, month)."""
    params = {
        "tenant": plan.tenant_id,
        "plan": plan.id,
        "actions": list(actions),
        "year": month[0],
        "month": month[1],
    }
    return {row.id: row for row in await tx.read(_REPORTABLE, params, ReportableRow)}


def report(
    tx: Transaction,
    plan: PlanRow,
    month: tuple[int, int],
    told: Reported,
    number: int,
    *,
    by: tuple[UUID | None, str],
    at: datetime,
) -> None:
    """Queue what was reported, under the next number; the plan is locked, so nobody takes the same."""
    tx.execute(
        _ADD,
        {
            "tenant": plan.tenant_id,
            "plan": plan.id,
            "action": told.action,
            "year": month[0],
            "month": month[1],
            "number": number,
            "realised": told.realised,
            "progress": told.progress,
            "spent": told.spent,
            "note": told.note,
            "by_position": by[0],
            "by_title": by[1],
            "at": at,
        },
        expect=1,
    )


async def of_year(reader: Reader, plan: PlanRow, year: int) -> list[RealisedRow]:
    """What counts of every action and month of a year: the newest report."""
    return await reader.read(_OF_YEAR, {"tenant": plan.tenant_id, "plan": plan.id, "year": year}, RealisedRow)
