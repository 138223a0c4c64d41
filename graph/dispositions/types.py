"""What stays behind when a complaint goes to another pemda."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.context import Context
from graph.declarations import attribute
from graph.fields import derived, edge
from graph.nodes import Node, node_type
from graph.vocabulary import Clock, Move
from rules.tracking_codes import shown
from tenants.rows import TransferRow
from tenants.stores import pemda

if TYPE_CHECKING:
    from graph.pemda.types import Pemda


@node_type(TransferRow)
class Transfer(Node):
    """The record of a complaint that went to another pemda (catatan pelimpahan)."""

    move: Move = attribute("Disposed to, or returned (langkah).")
    by_title: str = attribute("In which position it was sent (jabatan pengirim).")
    reason: str = attribute("Why (alasan).")
    clock: Clock | None = attribute("Which clock ran until then (jenis tenggat).")
    due_at: datetime | None = attribute("When that clock fell due (tenggat).")
    in_time: bool | None = attribute("Was it sent in time? Null when no clock ran (tepat waktu).")
    at: datetime = attribute("When (waktu).")

    @derived(str)
    @staticmethod
    def tracking_code(row: TransferRow, _context: Context) -> str:
        """The code to follow it by; its text is with the pemda that holds it (kode pelacakan)."""
        return shown(row.tracking_code)

    @edge(Annotated["Pemda", strawberry.lazy("graph.pemda.types")] | None)
    @staticmethod
    async def to(row: TransferRow, context: Context) -> Any:
        """Where it went (instansi tujuan)."""
        return await context.load(pemda.by_tenant, row.to_tenant)
