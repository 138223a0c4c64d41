"""Reading the organisation: the tree of units, the positions in it."""

from typing import Annotated, Final

import strawberry

from graph.context import Context, Info
from graph.fields import query
from graph.inputs import argument, text_argument
from graph.nodes import Fetcher, parse_id
from graph.paging import After, Connection, First, page_request
from graph.people.types import Position, Unit
from graph.people_vocabulary import Role
from graph.seeing import fetcher, pemda_seen
from policies.permissions import Permission
from rules.errors import not_found
from rules.pages import Page
from rules.unit_paths import ROOT
from tenants.people_rows import PositionRow, UnitRow
from tenants.stores import positions, units

FETCHERS: Final[dict[str, Fetcher]] = {
    "Unit": fetcher(units.by_id, Permission.UNIT_READ),
    "Position": fetcher(positions.by_id, Permission.POSITION_READ),
}
"""How `node` fetches the types of this subject."""


async def path_under(context: Context, tenant: int, unit: str | None) -> str:
    """The path of the unit that a list is narrowed to, the pemda's root without one. Raises NOT_FOUND."""
    if unit is None:
        return ROOT
    ref = parse_id(unit, "Unit", field="under")
    (row,) = await units.by_id(context.sessions, [(ref.tenant, ref.uuid)])
    if row is None or row.tenant_id != tenant:
        raise not_found("No such unit in this pemda.", "Unit tidak ditemukan di pemda ini.")
    return row.path


@strawberry.type
class PeopleQueries:
    """Root fields that read the organisation."""

    @query(Permission.UNIT_READ, Connection[Unit])
    async def units(
        self,
        info: Info,
        pemda: Annotated[str | None, text_argument("Kode wilayah; your own when absent.", at_most=5)] = None,
        under: Annotated[strawberry.ID | None, argument("Only this unit and those below it.")] = None,
        levels: Annotated[int | None, argument("How many levels below it; all when absent.")] = None,
        search: Annotated[str | None, text_argument("Words in the name.", at_most=100)] = None,
        include_closed: Annotated[bool, argument("Also units that are no longer at work.")] = False,
        first: First = 20,
        after: After = None,
    ) -> Page[UnitRow]:
        """The units of a pemda, each after the one it hangs under (struktur organisasi)."""
        context = info.context
        tenant = pemda_seen(context, pemda, Permission.UNIT_READ)
        return await units.tree(
            context.sessions,
            tenant,
            page_request(units.BY_PATH, first, after),
            under=await path_under(context, tenant, under),
            levels=None if levels is None else max(0, min(levels, 20)),
            on=None if include_closed else context.now.date(),
            words=search,
        )

    @query(Permission.POSITION_READ, Connection[Position])
    async def positions(
        self,
        info: Info,
        pemda: Annotated[str | None, text_argument("Kode wilayah; your own when absent.", at_most=5)] = None,
        under: Annotated[strawberry.ID | None, argument("Only those in this unit and below it.")] = None,
        roles: Annotated[list[Role] | None, argument("Only those with one of these roles.")] = None,
        include_closed: Annotated[bool, argument("Also positions that no longer exist.")] = False,
        first: First = 20,
        after: After = None,
    ) -> Page[PositionRow]:
        """The positions of a pemda in the order of its tree (daftar jabatan)."""
        context = info.context
        tenant = pemda_seen(context, pemda, Permission.POSITION_READ)
        return await positions.page(
            context.sessions,
            tenant,
            page_request(positions.BY_UNIT_PATH, first, after),
            under=await path_under(context, tenant, under),
            roles=[Role(role).value for role in roles] if roles else None,
            on=None if include_closed else context.now.date(),
        )
