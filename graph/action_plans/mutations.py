"""Drafting an action plan, writing it, taking it through approval to enactment, and drafting its next version."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import strawberry

from graph.action_plans.inputs import (
    ApproveActionPlanInput,
    CompletePlanStepInput,
    DraftActionPlanInput,
    EnactActionPlanInput,
    PlanNodeInput,
    ReturnActionPlanInput,
    ReviseActionPlanInput,
    SetPlanIndicatorsInput,
    SetPlanTreeInput,
    WriteActionPlanInput,
)
from graph.action_plans.types import ActionPlan
from graph.context import Context, Info
from graph.fields import mutation
from graph.fresh import fresh_id
from graph.inputs import argument
from graph.moving import permit
from graph.nodes import parse_id
from graph.once import once
from graph.plan_priorities import priorities_of
from graph.planning import Planning, Tree, author_of, copied, drafted_by, planning, rows_of
from policies.permissions import Permission
from rules.errors import bad_input
from rules.plan_drafting import STRATEGIC, RankedCategory, check_priorities, groups_of
from rules.plan_indicators import Indicator, check_indicators
from rules.plan_states import PlanFacts, PlanMove, PlanStatus, Seat, office_move
from rules.plan_tree import Nomenclature, tree_of
from tenants.plan_rows import PlanRow
from tenants.stores import action_plans, plan_contents, units


@strawberry.type
class ActionPlanMutations:
    """Root fields that change action plans."""

    @mutation(Permission.ACTION_PLAN_DRAFT, ActionPlan)
    async def draft_action_plan(
        self, info: Info, input: Annotated[DraftActionPlanInput, argument("The plan.")]
    ) -> PlanRow:
        """Begin an action plan of your pemda, from the priorities of an assessment if there are any (menyusun)."""
        context, tenant = info.context, info.context.principal.tenant
        ranked = input.ranked() or await priorities_of(context, input.assessment_year)
        async with once(context, tenant, input) as change:
            if change.is_new:
                plan = _new(context, input, ranked)
                permit(context.principal, Permission.ACTION_PLAN_DRAFT, plan)
                plan.period.check()
                check_priorities(ranked)
                drafted_by(plan, context)
                tree = tree_of(plan.nomenclature, groups_of(plan.nomenclature, ranked), plan.period)
                action_plans.add(change.tx, plan)
                plan_contents.replace_tree(change.tx, plan, *rows_of(context, plan, tree, {}))
                change.keep(plan.id)
            return await change.kept(action_plans.by_id)

    @mutation(Permission.ACTION_PLAN_DRAFT, ActionPlan)
    async def set_plan_tree(self, info: Info, input: Annotated[SetPlanTreeInput, argument("The tree.")]) -> PlanRow:
        """Put a tree into the place of that of a plan which is being drafted (menyusun program dan kegiatan)."""
        async with planning(info.context, Permission.ACTION_PLAN_DRAFT, input, revision=input.revision) as plan:
            if plan.is_new:
                tree = tree_of(plan.row.nomenclature, input.given(), plan.row.period)
                found = await _units(plan, input.nodes)
                plan_contents.replace_tree(plan.tx, plan.row, *rows_of(info.context, plan.row, tree, found))
                plan.save()
            return await plan.shown()

    @mutation(Permission.ACTION_PLAN_DRAFT, ActionPlan)
    async def set_plan_indicators(
        self, info: Info, input: Annotated[SetPlanIndicatorsInput, argument("The indicators.")]
    ) -> PlanRow:
        """Set the strategic indicators of a plan which is being drafted (menetapkan indikator sasaran)."""
        async with planning(info.context, Permission.ACTION_PLAN_DRAFT, input, revision=input.revision) as plan:
            if plan.is_new:
                given = input.given()
                check_indicators(given, plan.row.period)
                _check_years_once(input)
                plan_contents.replace_indicators(plan.tx, plan.row, given)
                plan.save()
            return await plan.shown()

    @mutation(Permission.ACTION_PLAN_DRAFT, ActionPlan)
    async def write_action_plan(
        self, info: Info, input: Annotated[WriteActionPlanInput, argument("The words.")]
    ) -> PlanRow:
        """Write the chapters of a plan which is being drafted (menulis rencana aksi)."""
        async with planning(info.context, Permission.ACTION_PLAN_DRAFT, input, revision=input.revision) as plan:
            if plan.is_new:
                plan.row.title = input.title or plan.row.title
                plan.row.goal = input.goal or plan.row.goal
                plan.row.chapters = {**plan.row.chapters, **input.chapters()}
                plan.save()
            return await plan.shown()

    @mutation(Permission.ACTION_PLAN_DRAFT, ActionPlan)
    async def complete_plan_step(
        self, info: Info, input: Annotated[CompletePlanStepInput, argument("The step.")]
    ) -> PlanRow:
        """Complete the office's step that is under way, from the team to the written document (tahapan)."""
        async with planning(info.context, Permission.ACTION_PLAN_DRAFT, input, revision=input.revision) as plan:
            if plan.is_new:
                named = input.named()
                facts = await _facts(plan, named)
                plan.move(office_move(plan.row.status), facts, parties=named, note=input.note)
                plan.save()
            return await plan.shown()

    @mutation(Permission.ACTION_PLAN_APPROVE, ActionPlan)
    async def approve_action_plan(
        self, info: Info, input: Annotated[ApproveActionPlanInput, argument("The approval.")]
    ) -> PlanRow:
        """Approve a plan as the head of the office (persetujuan rencana aksi)."""
        async with planning(info.context, Permission.ACTION_PLAN_APPROVE, input, revision=input.revision) as plan:
            if plan.is_new:
                await plan.check_another_person(PlanMove.APPROVE)
                plan.move(PlanMove.APPROVE, PlanFacts(), note=input.note)
                plan.save()
            return await plan.shown()

    @mutation(Permission.ACTION_PLAN_ENACT, ActionPlan)
    async def enact_action_plan(
        self, info: Info, input: Annotated[EnactActionPlanInput, argument("The decree.")]
    ) -> PlanRow:
        """Enact a plan: it never changes again, and the version before it is superseded (pengesahan)."""
        async with planning(info.context, Permission.ACTION_PLAN_ENACT, input, revision=input.revision) as plan:
            if plan.is_new:
                if input.decreed_on is not None and input.decreed_on > plan.today:
                    raise bad_input("decreedOn", "It lies in the future.", "Tanggal penetapan belum terjadi.")
                await plan.check_another_person(PlanMove.ENACT)
                before = await action_plans.enacted(plan.tx, plan.row)
                if before is not None:
                    plan.supersede(before)
                plan.move(PlanMove.ENACT, PlanFacts(), note=input.decree)
                plan.row.decree, plan.row.decreed_on = input.decree, input.decreed_on
                plan.row.enacted_at = info.context.now
                plan.save()
            return await plan.shown()

    @mutation(Permission.ACTION_PLAN_RETURN, ActionPlan)
    async def return_action_plan(
        self, info: Info, input: Annotated[ReturnActionPlanInput, argument("Why.")]
    ) -> PlanRow:
        """Send a plan back to be drawn up again (mengembalikan rencana aksi)."""
        async with planning(info.context, Permission.ACTION_PLAN_RETURN, input, revision=input.revision) as plan:
            if plan.is_new:
                plan.move(PlanMove.RETURN, PlanFacts(reason=input.reason), note=input.reason)
                plan.save()
            return await plan.shown()

    @mutation(Permission.ACTION_PLAN_REVISE, ActionPlan)
    async def revise_action_plan(
        self, info: Info, input: Annotated[ReviseActionPlanInput, argument("From which.")]
    ) -> PlanRow:
        """Draft a new version from an enacted plan, which stays as it is (menyusun versi baru)."""
        async with planning(info.context, Permission.ACTION_PLAN_REVISE, input) as plan:
            if plan.is_new:
                row = _next_version(plan, input.title)
                drafted_by(row, info.context)
                tree, indicators = await _content(plan)
                action_plans.add(plan.tx, row)
                plan_contents.replace_tree(plan.tx, row, *copied(info.context, row, tree))
                plan_contents.replace_indicators(plan.tx, row, indicators)
                plan.change.keep(row.id)
            return await plan.shown()


def _new(context: Context, given: DraftActionPlanInput, ranked: Sequence[RankedCategory]) -> PlanRow:
    author, id_ = author_of(context), fresh_id(context.now)
    return PlanRow(
        tenant_id=context.principal.tenant,
        id=id_,
        series=id_,
        number=1,
        based_on=None,
        nomenclature=Nomenclature(given.nomenclature),
        title=given.title,
        goal=given.goal,
        first_year=given.first_year,
        last_year=given.last_year,
        status=PlanStatus.TEAM,
        revision=1,
        assessment_year=given.assessment_year,
        priorities=[{"category": one.category, "place": one.place, "reasons": list(one.reasons)} for one in ranked],
        chapters={},
        decree="",
        decreed_on=None,
        enacted_at=None,
        created_by=author.position,
        created_by_title=author.title,
        created_at=context.now,
    )


def _next_version(plan: Planning, title: str | None) -> PlanRow:
    author = plan.author
    return action_plans.begun(
        plan.row,
        id=fresh_id(author.at),
        number=plan.row.number + 1,
        title=title or plan.row.title,
        at=author.at,
        by=(author.position, author.title),
    )


async def _units(plan: Planning, given: Sequence[PlanNodeInput]) -> dict[str, UUID]:
    """The responsible units that are named, by code. Raises BAD_USER_INPUT for a unit of another pemda."""
    tenant, wanted = plan.row.tenant_id, dict[str, UUID]()
    fields = {}
    for number, one in enumerate(given):
        if one.unit is not None:
            ref = parse_id(one.unit, "Unit", field=f"nodes.{number}.unit")
            wanted[one.code], fields[one.code] = ref.uuid, (f"nodes.{number}.unit", ref.tenant)
    found = await units.by_id(plan.tx, [(tenant, id_) for id_ in wanted.values()]) if wanted else []
    for (code, (field, of)), row in zip(fields.items(), found, strict=True):
        if row is None or of != tenant:
            raise bad_input(field, f"{code} names no unit of this pemda.", f"{code}: bukan unit di pemda ini.")
    return wanted


async def _facts(plan: Planning, named: Sequence[tuple[str, str]]) -> PlanFacts:
    """What is there of the plan when a step is to be completed."""
    key = [(plan.row.tenant_id, plan.row.id)]
    (nodes,), (indicators,) = await plan_contents.nodes(plan.tx, key), await plan_contents.indicators(plan.tx, key)
    return PlanFacts(
        strategic=plan.row.nomenclature in STRATEGIC,
        seats=frozenset(Seat(seat) for seat, _ in named),
        assessed=bool(plan.row.priorities or plan.row.assessment_year),
        nodes=len(nodes),
        indicators=len(indicators),
        introduced=bool(plan.row.chapters.get("I")),
    )


async def _content(plan: Planning) -> tuple[Tree, list[Indicator]]:
    """Everything that the plan consists of."""
    key = [(plan.row.tenant_id, plan.row.id)]
    (nodes,), (actions,) = await plan_contents.nodes(plan.tx, key), await plan_contents.actions(plan.tx, key)
    targets = await plan_contents.targets_of(plan.tx, plan.row)
    (indicators,) = await plan_contents.indicators(plan.tx, key)
    return (nodes, actions, targets), [one.indicator() for one in indicators]


def _check_years_once(given: SetPlanIndicatorsInput) -> None:
    for number, one in enumerate(given.indicators):
        if len({target.year for target in one.targets}) != len(one.targets):
            raise bad_input(
                f"indicators.{number}.targets", "A year is there twice.", "Ada tahun yang tercantum dua kali."
            )
