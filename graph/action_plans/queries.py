"""Which action plans may the viewer read: of a pemda, of the regencies of a province, of the nation?"""

from typing import Annotated, Final

import strawberry

from graph.action_plans.types import ActionPlan
from graph.context import Info
from graph.fields import query
from graph.inputs import argument, text_argument
from graph.moving import reaching
from graph.nodes import Fetcher, parse_id
from graph.paging import After, Connection, First, page_request
from graph.seeing import fetcher, sees, visible
from policies.permissions import Permission
from policies.visibility import Columns, prepare
from rules.errors import not_found
from rules.identifiers import Reach, reach_of, tenant_id_of
from rules.pages import Page
from rules.plan_states import PlanStatus
from tenants.plan_rows import PlanRow
from tenants.stores import action_plans

FETCHERS: Final[dict[str, Fetcher]] = {"ActionPlan": fetcher(action_plans.by_id, Permission.ACTION_PLAN_READ)}
"""How `node` fetches the types of this subject."""
_PLANS: Final = prepare(Columns(action_plans.POLICY_COLUMNS), [Permission.ACTION_PLAN_READ])


@strawberry.type
class ActionPlanQueries:
    """Root fields that read action plans."""

    @query(Permission.ACTION_PLAN_READ, Connection[ActionPlan])
    async def action_plans(
        self,
        info: Info,
        pemda: Annotated[str | None, text_argument("Kode wilayah; your own when absent.", at_most=5)] = None,
        include_below: Annotated[bool, argument("Also the regencies of a province, or the whole nation.")] = False,
        status: Annotated[PlanStatus | None, argument("Only those at this step.")] = None,
        year: Annotated[int | None, argument("Only those whose period has this year.")] = None,
        first: First = 20,
        after: After = None,
    ) -> Page[PlanRow]:
        """Action plans, newest first, as far as you may see them (daftar rencana aksi)."""
        context = info.context
        tenant = context.principal.tenant if pemda is None else tenant_id_of(pemda, field="pemda")
        reaching(context, tenant)
        return await action_plans.page(
            context.sessions,
            reach_of(tenant) if include_below else Reach(tenant, tenant),
            visible(context, Permission.ACTION_PLAN_READ, _PLANS),
            page_request(action_plans.NEWEST, first, after),
            statuses=None if status is None else [PlanStatus(status)],
            year=year,
        )

    @query(Permission.ACTION_PLAN_READ, ActionPlan)
    async def action_plan(self, info: Info, id: Annotated[strawberry.ID, argument("The plan's id.")]) -> PlanRow:
        """One action plan (rencana aksi)."""
        context, ref = info.context, parse_id(id, "ActionPlan")
        (row,) = await action_plans.by_id(reaching(context, ref.tenant), [(ref.tenant, ref.uuid)])
        if row is None or not sees(context, Permission.ACTION_PLAN_READ, row):
            raise not_found("No such action plan.", "Rencana aksi tidak ditemukan.")
        return row
