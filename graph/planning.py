"""The one way in which a mutation changes a plan: found and locked, seen, permitted, current, once.

async with planning(info.context, Permission.ACTION_PLAN_DRAFT, input) as plan:
if plan.is_new:
plan.row.goal = input.goal
plan.save()
return await plan.shown()
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

import strawberry

from graph.context import Context
from graph.fresh import fresh_id
from graph.moving import permit
from graph.nodes import parse_id
from graph.once import Change, Once, once
from graph.seeing import sees
from policies.permissions import Permission
from rules.errors import CONFLICT, Refusal, not_found
from rules.plan_states import (
    PlanFacts,
    PlanMove,
    PlanStatus,
    Taken,
    acting_person,
    check_another_person,
    check_draft,
    next_status,
)
from rules.plan_tree import Placed
from rules.roles import LABELS
from rules.time_zones import zone_of
from tenants.plan_rows import PlanActionRow, PlanNodeRow, PlanRow, PlanTargetRow, StepRow
from tenants.session import Transaction
from tenants.stores import action_plans
from tenants.stores.calendars import Author


class OfPlan(Once, Protocol):
    """An input about one plan."""

    plan: strawberry.ID


@dataclass(slots=True)
class Planning:
    """A plan in the middle of a mutation: locked and permitted. Of a repeated request `row` is the plan as it is."""

    change: Change
    context: Context
    row: PlanRow

    @property
    def is_new(self) -> bool:
        """Was nothing done with this key yet?"""
        return self.change.is_new

    @property
    def tx(self) -> Transaction:
        """The open transaction."""
        return self.change.tx

    @property
    def author(self) -> Author:
        """Who acts."""
        return author_of(self.context)

    @property
    def today(self) -> date:
        """The local date."""
        return today_of(self.context, self.row.tenant_id)

    def save(self) -> None:
        """Keep the plan as it is now, and remember it for a retry."""
        action_plans.save(self.tx, self.row)
        self.change.keep(self.row.id)

    def move(
        self, move: PlanMove, facts: PlanFacts, *, parties: Sequence[tuple[str, str]] = (), note: str = ""
    ) -> None:
        """Let the rules decide where a move leads, and record it. Raises CONFLICT or BAD_USER_INPUT."""
        before = self.row.status
        self.row.status = next_status(before, move, facts)
        action_plans.step(self.tx, self._step(self.row, move, before, parties, note))

    async def check_another_person(self, move: PlanMove) -> None:
        """Raise MOVE_REFUSED for a move that somebody else than the viewer has to make (four eyes)."""
        (steps,) = await action_plans.steps(self.tx, [(self.row.tenant_id, self.row.id)])
        taken = [Taken(step.move, step.by_account) for step in steps]
        person = self.context.principal.account
        check_another_person(move, person, drafters=set(self.row.drafters), taken=taken)

    def supersede(self, other: PlanRow) -> None:
        """Let the version that was in force go: this one takes its place."""
        before = other.status
        other.status = next_status(before, PlanMove.SUPERSEDE, PlanFacts())
        action_plans.step(self.tx, self._step(other, PlanMove.SUPERSEDE, before, (), f"Versi {self.row.number}"))
        action_plans.save(self.tx, other)

    async def superseded_on(self) -> date | None:
        """The local date on which a newer version took its place; None while it is in force."""
        (steps,) = await action_plans.steps(self.tx, [(self.row.tenant_id, self.row.id)])
        return superseded_on(steps)

    async def shown(self) -> PlanRow:
        """The plan as it is now."""
        return await self.change.kept(action_plans.by_id)

    def _step(
        self, row: PlanRow, move: PlanMove, before: PlanStatus, parties: Sequence[tuple[str, str]], note: str
    ) -> StepRow:
        author = self.author
        return StepRow(
            tenant_id=row.tenant_id,
            plan_id=row.id,
            seq=0,
            move=move,
            from_status=before,
            to_status=row.status,
            parties=[list(pair) for pair in parties],
            note=note,
            by_position=author.position,
            by_title=author.title,
            at=author.at,
            by_account=self.context.principal.account,
        )


@asynccontextmanager
async def planning(
    context: Context, permission: Permission, given: OfPlan, *, revision: int | None = None
) -> AsyncIterator[Planning]:
    """One transaction around one plan. Raises NOT_FOUND to whom it is not shown, FORBIDDEN, CONFLICT."""
    ref = parse_id(given.plan, "ActionPlan", field="plan")
    async with once(context, ref.tenant, given) as change:
        row = await action_plans.locked(change.tx, ref.tenant, ref.uuid)
        if not sees(context, Permission.ACTION_PLAN_READ, row):
            raise not_found("No such action plan.", "Rencana aksi tidak ditemukan.")
        if change.is_new:
            permit(context.principal, permission, row)
            _check_current(row, revision)
            if permission is Permission.ACTION_PLAN_DRAFT:
                check_draft(row.status)  # whatever the policy says: what was approved or enacted stays
                drafted_by(row, context)
        yield Planning(change, context, row)


def drafted_by(row: PlanRow, context: Context) -> None:
    """Remember that this person worked on the version: they cannot approve it. Raises FORBIDDEN for a program."""
    person = acting_person(context.principal.account)
    if person not in row.drafters:
        row.drafters.append(person)


def author_of(context: Context) -> Author:
    """Who acts, in which position."""
    who = context.principal
    return Author(position=who.position, title=who.position_title or LABELS[who.role], at=context.now)


def superseded_on(steps: Sequence[StepRow]) -> date | None:
    """The local date on which a newer version took a plan's place, by its steps; None while none did."""
    for step in reversed(steps):
        if step.move is PlanMove.SUPERSEDE:
            return step.at.astimezone(zone_of(step.tenant_id)).date()
    return None


def today_of(context: Context, tenant: int) -> date:
    """The local date of a pemda."""
    return context.now.astimezone(zone_of(tenant)).date()


Tree = tuple[list[PlanNodeRow], list[PlanActionRow], list[PlanTargetRow]]


def rows_of(context: Context, plan: PlanRow, tree: Sequence[Placed], units: Mapping[str, UUID]) -> Tree:
    """The rows of a tree; `units` has the responsible unit of each code that names one."""
    ids = {one.node.code: fresh_id(context.now) for one in tree}
    nodes = [_node_row(plan, ids, number, one, units.get(one.node.code)) for number, one in enumerate(tree)]
    actions: list[PlanActionRow] = []
    targets: list[PlanTargetRow] = []
    for one in tree:
        for action in one.node.actions:
            id_ = fresh_id(context.now)
            actions.append(
                PlanActionRow(
                    tenant_id=plan.tenant_id,
                    id=id_,
                    plan_id=plan.id,
                    node_id=ids[one.node.code],
                    ordinal=len(actions),
                    description=action.description,
                    unit=action.unit,
                    inverse=action.inverse,
                )
            )
            targets += [
                PlanTargetRow(plan.tenant_id, id_, cell.year, cell.month, cell.target, cell.weight, cell.cash)
                for cell in action.months
            ]
    return nodes, actions, targets


def copied(context: Context, plan: PlanRow, tree: Tree) -> Tree:
    """The same tree for another version of the plan, with ids of its own."""
    nodes, actions, targets = tree
    ids = {id_: fresh_id(context.now) for id_ in [*(one.id for one in nodes), *(one.id for one in actions)]}
    for node in nodes:
        node.id, node.plan_id = ids[node.id], plan.id
        node.parent_id = None if node.parent_id is None else ids[node.parent_id]
    for action in actions:
        action.id, action.plan_id, action.node_id = ids[action.id], plan.id, ids[action.node_id]
    for target in targets:
        target.action_id = ids[target.action_id]
    return nodes, actions, targets


def _node_row(plan: PlanRow, ids: Mapping[str, UUID], number: int, one: Placed, unit: UUID | None) -> PlanNodeRow:
    node, place = one.node, one.place
    return PlanNodeRow(
        tenant_id=plan.tenant_id,
        id=ids[node.code],
        plan_id=plan.id,
        parent_id=None if place.parent is None else ids[place.parent],
        parent_code=place.parent,
        ordinal=number,
        kind=place.kind,
        code=node.code,
        title=node.title,
        label=node.label,
        note=node.note,
        years=sorted(node.years),
        weeks=sorted(week.number for week in node.weeks),
        parties=list(node.parties),
        responsible=node.responsible,
        unit_id=unit,
        unit_path=None,
        planned=node.planned,
        budget=node.budget,
        budget_code=node.budget_code,
        success=list(node.success),
        indicator=node.indicator,
        indicator_target=node.indicator_target,
        indicator_unit=node.indicator_unit,
    )


def _check_current(row: PlanRow, revision: int | None) -> None:
    if revision is not None and row.revision != revision:
        raise Refusal(
            CONFLICT,
            f"The plan is at revision {row.revision} now: look at it again.",
            f"Rencana aksi sudah berubah (revisi {row.revision}): muat ulang sebelum melanjutkan.",
            field="revision",
        )
