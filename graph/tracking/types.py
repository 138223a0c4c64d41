"""What anybody with a tracking code may know: where the complaint is and who decides, never its words."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived, edge
from graph.vocabulary import Clock, Move, Status
from rules.complaint_states import LABELS
from rules.tracking_codes import shown
from tenants.rows import ComplaintRow, EventRow
from tenants.stores import events, pemda, units

if TYPE_CHECKING:
    from graph.pemda.types import Pemda


@object_type
class TrackedStep:
    """One step on the way, without words and names (langkah)."""

    move: Move = attribute("What happened (langkah).")
    to_status: Status = attribute("The status after (status).")
    actor_title: str = attribute("In which position (jabatan).")
    at: datetime = attribute("When (waktu).")


@object_type
class Tracking:
    """Where a complaint is, for whoever knows its code (pelacakan)."""

    status: Status = attribute("Where it is in the work (status).")
    clock: Clock | None = attribute("Which clock runs; null when none does (jenis tenggat).")
    due_at: datetime | None = attribute("Until when (tenggat).")
    received_at: datetime = attribute("When the office received it (waktu masuk).")
    ruling_required: bool = attribute("Do two units disagree whose it is? Then `decider` rules (menunggu putusan).")

    @derived(str)
    @staticmethod
    def tracking_code(row: ComplaintRow, _context: Context) -> str:
        """The code (kode pelacakan)."""
        return shown(row.tracking_code)

    @derived(str)
    @staticmethod
    def label(row: ComplaintRow, _context: Context) -> str:
        """The status in the words of SP4N-LAPOR! (status)."""
        return LABELS[Status(row.status)]

    @edge(Annotated["Pemda", strawberry.lazy("graph.pemda.types")] | None)
    @staticmethod
    async def pemda(row: ComplaintRow, context: Context) -> Any:
        """The pemda that holds it now (instansi)."""
        return await context.load(pemda.by_tenant, row.tenant_id)

    @edge(str | None)
    @staticmethod
    async def decider(row: ComplaintRow, context: Context) -> str | None:
        """Whose desk decides now; null for the pemda's own (meja yang memutuskan)."""
        found = None if row.desk_id is None else await context.load(units.by_id, (row.tenant_id, row.desk_id))
        return None if found is None else found.name

    @edge(list[TrackedStep])
    @staticmethod
    async def steps(row: ComplaintRow, context: Context) -> list[EventRow]:
        """The public steps so far, oldest first, at most 100 (riwayat)."""
        return await events.public_steps(context.sessions, row.tenant_id, row.id)
