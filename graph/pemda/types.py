"""A pemda: where it stands in the country, whether it is connected here, and its organisation."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.context import Context
from graph.declarations import attribute
from graph.fields import derived, edge
from graph.nodes import Node, node_type
from graph.paging import After, Connection, First, page_request
from graph.people_vocabulary import PemdaLevel
from graph.seeing import OfPemda, sees
from policies.permissions import Permission
from rules.identifiers import tenant_id_of
from rules.pages import Page
from rules.unit_paths import ROOT
from tenants.people_rows import PemdaRow, UnitRow
from tenants.stores import pemda, units

if TYPE_CHECKING:
    from graph.people.types import Unit

Unit_ = Annotated["Unit", strawberry.lazy("graph.people.types")]
Pemda_ = Annotated["Pemda", strawberry.lazy("graph.pemda.types")]


@node_type(PemdaRow, key="tenant_id")
class Pemda(Node):
    """A regional government (pemerintah daerah): a province, regency or city; or the nation, code 00."""

    code: str = attribute("Its kode wilayah, such as 21 or 21.01 (kode wilayah).")
    name: str = attribute("What it is called today (nama).")
    time_zone: str | None = attribute("The time zone of its deadlines; null while not connected (zona waktu).")
    brand: str | None = attribute("The name of its own complaint service; empty for none (nama layanan).")
    enrolled_at: datetime | None = attribute("Since when it is connected; null while not connected (terhubung sejak).")

    @derived(PemdaLevel)
    @staticmethod
    def level(row: PemdaRow, _context: Context) -> PemdaLevel:
        """Nation, province, regency or city (tingkat)."""
        return PemdaLevel(row.level)

    @derived(bool)
    @staticmethod
    def enrolled(row: PemdaRow, _context: Context) -> bool:
        """Is it connected to this service? (terhubung)."""
        return row.enrolled_at is not None

    @edge(Pemda_ | None)
    @staticmethod
    async def province(row: PemdaRow, context: Context) -> PemdaRow | None:
        """The province of a regency or city; null for others (provinsi)."""
        if row.parent_code is None or row.parent_code == "00":
            return None
        return await context.load(pemda.by_tenant, tenant_id_of(row.parent_code))

    @edge(Connection[Unit_] | None)
    @staticmethod
    async def units(row: PemdaRow, context: Context, first: First = 20, after: After = None) -> Page[UnitRow] | None:
        """Its units at work, in the order of the tree; null when the viewer may not see them (unit kerja)."""
        if not sees(context, Permission.UNIT_READ, OfPemda(row.tenant_id)):
            return None
        request = page_request(units.BY_PATH, first, after)
        return await units.tree(context.sessions, row.tenant_id, request, under=ROOT, on=context.now.date())
