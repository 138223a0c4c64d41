"""Complaints as rows of LAPOR!'s export, for whoever goes on working with that file."""

from typing import Annotated, Any

import strawberry

from graph.context import Info
from graph.exchange.types import LaporReport
from graph.fields import query
from graph.inputs import argument
from graph.moving import permit
from graph.paging import After, Connection, First, page_request
from graph.seeing import OfPemda, visible
from policies.permissions import Permission
from policies.visibility import Columns
from rules.documents import period_of
from rules.identifiers import Reach
from rules.pages import Page
from tenants.rows import ComplaintRow
from tenants.stores import complaints
from tenants.stores.complaint_sql import NEWEST, PARTY_EXISTS, POLICY_COLUMNS
from tenants.stores.complaints import Listing

_COLUMNS = Columns(of=POLICY_COLUMNS, party=PARTY_EXISTS)


@strawberry.type
class ExchangeQueries:
    """Root fields that give out what LAPOR! gives out."""

    @query(Permission.DOCUMENT_EXPORT, Connection[LaporReport])
    async def lapor_reports(
        self,
        info: Info,
        year: Annotated[int, argument("Received in this year.")],
        month: Annotated[int | None, argument("Received in this month; in the whole year when absent.")] = None,
        first: First = 20,
        after: After = None,
    ) -> Page[Any]:
        """The complaints of your pemda that you may see, as rows of LAPOR!'s export, newest first (ekspor LAPOR!)."""
        context, tenant = info.context, info.context.principal.tenant
        permit(context.principal, Permission.DOCUMENT_EXPORT, OfPemda(tenant))
        await context.timetables.prepare(tenant)
        calendar = context.timetables.timetable(tenant).calendar.today
        period = period_of(year, month, calendar.date_of(context.now))
        first_day, following = calendar.beginning(period.first), calendar.beginning(period.following)
        listing = Listing(
            reach=Reach(tenant, tenant),
            visible=visible(context, Permission.COMPLAINT_READ, _COLUMNS),
            request=page_request(NEWEST.order, first, after),
            sort=NEWEST,
            filters={"received_from": first_day, "received_until": following},
            parties=True,
        )
        page: Page[ComplaintRow] = await complaints.page(context.sessions, listing)
        return page
