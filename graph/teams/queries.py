"""Reading coordination teams and sanctions."""

from typing import Annotated, Final

import strawberry

from graph.context import Info
from graph.fields import query
from graph.inputs import text_argument
from graph.moving import reaching
from graph.nodes import Fetcher
from graph.paging import After, Connection, First, page_request
from graph.seeing import fetcher, pemda_seen, visible
from graph.teams.types import CoordinationTeam, Sanction
from policies.permissions import Permission
from policies.visibility import Columns, prepare
from rules.pages import Page
from tenants.people_rows import SanctionRow, TeamRow
from tenants.stores import sanctions, teams

FETCHERS: Final[dict[str, Fetcher]] = {
    "CoordinationTeam": fetcher(teams.by_id, Permission.TEAM_READ),
    "Sanction": fetcher(sanctions.by_id, Permission.SANCTION_READ),
}
"""How `node` fetches the types of this subject."""
_SANCTIONS: Final = prepare(Columns(sanctions.POLICY_COLUMNS), [Permission.SANCTION_READ])


@strawberry.type
class TeamQueries:
    """Root fields that read teams and sanctions."""

    @query(Permission.TEAM_READ, Connection[CoordinationTeam])
    async def coordination_teams(
        self,
        info: Info,
        pemda: Annotated[str | None, text_argument("Kode wilayah; your own when absent.", at_most=5)] = None,
        first: First = 20,
        after: After = None,
    ) -> Page[TeamRow]:
        """The coordination teams of a pemda, the newest first (tim koordinasi)."""
        tenant = pemda_seen(info.context, pemda, Permission.TEAM_READ)
        return await teams.page(info.context.sessions, tenant, page_request(teams.NEWEST, first, after))

    @query(Permission.SANCTION_READ, Connection[Sanction])
    async def sanctions(self, info: Info, first: First = 20, after: After = None) -> Page[SanctionRow]:
        """The sanctions recorded in your pemda that you may see, your own among them, newest first (sanksi)."""
        context = info.context
        tenant = context.principal.tenant
        return await sanctions.page(
            reaching(context, tenant),
            tenant,
            page_request(sanctions.NEWEST, first, after),
            visible=visible(context, Permission.SANCTION_READ, _SANCTIONS),
        )
