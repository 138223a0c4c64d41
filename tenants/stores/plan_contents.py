"""What a plan consists of: its tree with actions and targets, written as a whole; its strategic indicators."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Final

import orjson

from rules.plan_indicators import Indicator
from tenants.batch import OfTenant, Reader, many_per_key, pairs
from tenants.plan_rows import PlanActionRow, PlanIndicatorRow, PlanNodeRow, PlanRow, PlanTargetRow
from tenants.session import Transaction

_FORGET_NODES: Final = "DELETE FROM tuntas.plan_node WHERE tenant_id = %(tenant)s AND plan_id = %(plan)s"
_FORGET_INDICATORS: Final = "DELETE FROM tuntas.plan_indicator WHERE tenant_id = %(tenant)s AND plan_id = %(plan)s"
_ADD_NODES: Final = """
INSERT INTO tuntas.plan_node (tenant_id, plan_id, id, parent_id, ordinal, kind, code, title, label, note, years, weeks,
    parties, responsible, unit_id, planned, budget, budget_code, success, indicator, indicator_target, indicator_unit)
VALUES (%(tenant)s, %(plan)s, %(id)s, %(parent_id)s, %(ordinal)s, %(kind)s, %(code)s, %(title)s, %(label)s, %(note)s,
    %(years)s, %(weeks)s, %(parties)s, %(responsible)s, %(unit_id)s, %(planned)s, %(budget)s, %(budget_code)s,
    %(success)s, %(indicator)s, %(indicator_target)s, %(indicator_unit)s)
"""
_ADD_ACTIONS: Final = """
INSERT INTO tuntas.plan_action (tenant_id, plan_id, id, node_id, ordinal, description, unit, inverse)
VALUES (%(tenant)s, %(plan)s, %(id)s, %(node_id)s, %(ordinal)s, %(description)s, %(unit)s, %(inverse)s)
"""
_ADD_TARGETS: Final = """
INSERT INTO tuntas.plan_target (tenant_id, plan_id, action_id, year, month, target, weight, cash)
VALUES (%(tenant)s, %(plan)s, %(action_id)s, %(year)s, %(month)s, %(target)s, %(weight)s, %(cash)s)
"""
_ADD_INDICATORS: Final = """
INSERT INTO tuntas.plan_indicator (tenant_id, plan_id, ordinal, name, measure, unit, direction, baseline_year, baseline,
    targets)
VALUES (%(tenant)s, %(plan)s, %(ordinal)s, %(name)s, %(measure)s, %(unit)s, %(direction)s, %(baseline_year)s,
    %(baseline)s, %(targets)s)
"""
_NODES: Final = """
SELECT n.tenant_id, n.id, n.plan_id, n.parent_id, q.code AS parent_code, n.ordinal, n.kind, n.code, n.title, n.label,
    n.note, n.years, n.weeks, n.parties, n.responsible, n.unit_id, u.path AS unit_path, n.planned, n.budget,
    n.budget_code, n.success, n.indicator, n.indicator_target, n.indicator_unit
FROM tuntas.plan_node n
LEFT JOIN tuntas.unit u ON u.tenant_id = n.tenant_id AND u.id = n.unit_id AND u.tenant_id = ANY(%(tenants)s)
LEFT JOIN tuntas.plan_node q ON q.tenant_id = n.tenant_id AND q.id = n.parent_id AND q.tenant_id = ANY(%(tenants)s)
WHERE n.tenant_id = ANY(%(tenants)s)
  AND (n.tenant_id, n.plan_id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
ORDER BY n.ordinal
"""
_ACTION_COLUMNS: Final = "a.tenant_id, a.id, a.plan_id, a.node_id, a.ordinal, a.description, a.unit, a.inverse"
_ACTIONS: Final = (
    "SELECT "
    + _ACTION_COLUMNS
    + """
FROM tuntas.plan_action a
WHERE a.tenant_id = ANY(%(tenants)s)
  AND (a.tenant_id, a.plan_id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
ORDER BY a.ordinal
"""
)
_ACTIONS_OF_NODES: Final = (
    "SELECT "
    + _ACTION_COLUMNS
    + """
FROM tuntas.plan_action a
WHERE a.tenant_id = ANY(%(tenants)s)
  AND (a.tenant_id, a.node_id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
ORDER BY a.ordinal
"""
)
_TARGET_COLUMNS: Final = "t.tenant_id, t.action_id, t.year, t.month, t.target, t.weight, t.cash"
_TARGETS: Final = (
    "SELECT "
    + _TARGET_COLUMNS
    + """
FROM tuntas.plan_target t
WHERE t.tenant_id = ANY(%(tenants)s)
  AND (t.tenant_id, t.action_id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
ORDER BY t.year, t.month
"""
)
_TARGETS_OF_PLAN: Final = (
    "SELECT " + _TARGET_COLUMNS + " FROM tuntas.plan_target t WHERE t.tenant_id = %(tenant)s AND t.plan_id = %(plan)s"
    " AND (%(year)s::int IS NULL OR t.year = %(year)s) ORDER BY t.year, t.month"
)
_INDICATORS: Final = """
SELECT i.tenant_id, i.plan_id, i.ordinal, i.name, i.measure, i.unit, i.direction, i.baseline_year, i.baseline, i.targets
FROM tuntas.plan_indicator i
WHERE i.tenant_id = ANY(%(tenants)s)
  AND (i.tenant_id, i.plan_id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
ORDER BY i.ordinal
"""


def replace_tree(
    tx: Transaction,
    plan: PlanRow,
    nodes: Sequence[PlanNodeRow],
    actions: Sequence[PlanActionRow],
    targets: Sequence[PlanTargetRow],
) -> None:
    """Put this tree in the place of the plan's; the plan is locked and a draft."""
    tx.execute(_FORGET_NODES, {"tenant": plan.tenant_id, "plan": plan.id})
    _add(tx, plan, _ADD_NODES, nodes)
    _add(tx, plan, _ADD_ACTIONS, actions)
    _add(tx, plan, _ADD_TARGETS, targets)


def replace_indicators(tx: Transaction, plan: PlanRow, indicators: Sequence[Indicator]) -> None:
    """Put these indicators in the place of the plan's."""
    tx.execute(_FORGET_INDICATORS, {"tenant": plan.tenant_id, "plan": plan.id})
    rows = [
        {
            "tenant": plan.tenant_id,
            "plan": plan.id,
            "ordinal": number,
            "name": one.name,
            "measure": one.measure.value,
            "unit": one.unit,
            "direction": one.direction.value,
            "baseline_year": one.baseline_year,
            "baseline": one.baseline,
            "targets": orjson.dumps({str(year): str(target) for year, target in sorted(one.targets.items())}).decode(),
        }
        for number, one in enumerate(indicators)
    ]
    tx.insert(_ADD_INDICATORS, rows)


async def nodes(reader: Reader, keys: Sequence[OfTenant]) -> list[list[PlanNodeRow]]:
    """The nodes of these plans (tenant, plan), depth first."""
    rows = await reader.read(_NODES, pairs(keys), PlanNodeRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.plan_id))


async def actions(reader: Reader, keys: Sequence[OfTenant]) -> list[list[PlanActionRow]]:
    """The actions of these plans (tenant, plan), in the order in which they were written."""
    rows = await reader.read(_ACTIONS, pairs(keys), PlanActionRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.plan_id))


async def actions_of_nodes(reader: Reader, keys: Sequence[OfTenant]) -> list[list[PlanActionRow]]:
    """The actions of these nodes (tenant, node)."""
    rows = await reader.read(_ACTIONS_OF_NODES, pairs(keys), PlanActionRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.node_id))


async def targets(reader: Reader, keys: Sequence[OfTenant]) -> list[list[PlanTargetRow]]:
    """The months of these actions (tenant, action), in their order."""
    rows = await reader.read(_TARGETS, pairs(keys), PlanTargetRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.action_id))


async def targets_of(reader: Reader, plan: PlanRow, year: int | None = None) -> list[PlanTargetRow]:
    """The months of all actions of a plan, of one year or of all."""
    params = {"tenant": plan.tenant_id, "plan": plan.id, "year": year}
    return await reader.read(_TARGETS_OF_PLAN, params, PlanTargetRow)


async def indicators(reader: Reader, keys: Sequence[OfTenant]) -> list[list[PlanIndicatorRow]]:
    """The strategic indicators of these plans (tenant, plan)."""
    rows = await reader.read(_INDICATORS, pairs(keys), PlanIndicatorRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.plan_id))


def _add(tx: Transaction, plan: PlanRow, sql: str, rows: Sequence[PlanNodeRow | PlanActionRow | PlanTargetRow]) -> None:
    of = {"tenant": plan.tenant_id, "plan": plan.id}
    tx.insert(sql, [{**of, **{field.name: getattr(row, field.name) for field in fields(row)}} for row in rows])
