"""What a pemda has sent to others."""

from collections.abc import Sequence
from typing import Annotated

import strawberry

from graph.context import Context, Info
from graph.dispositions.types import Transfer
from graph.fields import query
from graph.inputs import text_argument
from graph.moving import reaching
from graph.nodes import NodeRef
from graph.paging import After, Connection, First, page_request
from policies.decisions import decide
from policies.permissions import Permission
from rules.identifiers import tenant_id_of
from rules.pages import Page
from tenants.rows import TransferRow
from tenants.stores import transfers


@strawberry.type
class DispositionQueries:
    """Root fields that read transfers."""

    @query(Permission.TRANSFER_READ, Connection[Transfer])
    async def transfers(
        self,
        info: Info,
        pemda: Annotated[str | None, text_argument("Kode wilayah; your own when absent.", at_most=5)] = None,
        first: First = 20,
        after: After = None,
    ) -> Page[TransferRow]:
        """Complaints that went from a pemda to another, newest first (pelimpahan)."""
        context = info.context
        tenant = context.principal.tenant if pemda is None else tenant_id_of(pemda, field="pemda")
        reaching(context, tenant)
        page = await transfers.page(context.sessions, tenant, page_request(transfers.NEWEST, first, after))
        page.rows = [row for row in page.rows if decide(context.principal, Permission.TRANSFER_READ, row).allowed]
        return page


async def transfer_nodes(context: Context, refs: Sequence[NodeRef]) -> list[TransferRow | None]:
    """Transfers fetched again by id, as far as the viewer may see them."""
    wanted = [(ref.tenant, ref.uuid) for ref in refs if context.principal.reach.covers(ref.tenant)]
    rows = await transfers.by_key(context.sessions, wanted) if wanted else []
    found = {
        (row.tenant_id, row.id): row
        for row in rows
        if row is not None and decide(context.principal, Permission.TRANSFER_READ, row).allowed
    }
    return [found.get((ref.tenant, ref.uuid)) for ref in refs]
