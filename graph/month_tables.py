"""How are the monthly tables of a plan put together from its tree, its targets and what was reported?"""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from graph.nodes import node_id
from rules.figures import plain
from rules.plan_schedule import last_day
from rules.predikat import scale_on
from rules.realisation import ActionYear, Cells
from rules.realisation_tables import MonthTable, Titled, table_of
from tenants.batch import Reader
from tenants.plan_rows import PlanActionRow, PlanNodeRow, PlanRow, PlanTargetRow, RealisedRow
from tenants.stores import plan_contents, predikat_scales, realisations


async def month_tables(
    reader: Reader, plan: PlanRow, year: int, months: Sequence[int] | None = None
) -> list[MonthTable]:
    """The tables of these months of a year; without `months` those that have any target."""
    key = [(plan.tenant_id, plan.id)]
    (nodes,), (actions,) = await plan_contents.nodes(reader, key), await plan_contents.actions(reader, key)
    targets = await plan_contents.targets_of(reader, plan, year)
    reported = await realisations.of_year(reader, plan, year)
    scales = [row.scale() for row in await predikat_scales.of(reader, plan.tenant_id)]
    tree, found = _tree(nodes), _actions(nodes, actions, targets, reported)
    wanted = sorted({target.month for target in targets}) if months is None else months
    return [table_of(tree, found, (year, month), scale_on(scales, last_day(year, month))) for month in wanted]


def _tree(nodes: Sequence[PlanNodeRow]) -> list[Titled]:
    parents = {node.parent_id for node in nodes}
    return [
        Titled(
            code=node.code,
            kind=node.kind,
            parent=node.parent_code,
            has_children=node.id in parents,
            title=node.title,
            indicator=node.indicator,
            indicator_target=None if node.indicator_target is None else plain(node.indicator_target),
            indicator_unit=node.indicator_unit,
        )
        for node in nodes
    ]


def _actions(
    nodes: Sequence[PlanNodeRow],
    actions: Sequence[PlanActionRow],
    targets: Sequence[PlanTargetRow],
    reported: Sequence[RealisedRow],
) -> list[ActionYear]:
    codes = {node.id: node.code for node in nodes}
    told = {(row.action_id, row.month): row for row in reported}
    cells: dict[UUID, list[Cells]] = defaultdict(list)
    for target in targets:
        row = told.get((target.action_id, target.month))
        cells[target.action_id].append(
            Cells(
                month=target.month,
                target=target.target,
                weight=target.weight,
                realised=row.realised if row else None,
                progress=row.progress if row else None,
                cash=target.cash,
                spent=row.spent if row else None,
                note=row.note if row else "",
                version=row.number if row else 0,
            )
        )
    return [
        ActionYear(
            node=codes[action.node_id],
            description=action.description,
            unit=action.unit,
            inverse=action.inverse,
            months=tuple(cells[action.id]),
            key=node_id("PlanAction", action.tenant_id, action.id),
        )
        for action in actions
    ]
