"""Who holds which position, which desks are vacant, and what lies on a desk when its holder leaves."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived, edge
from graph.nodes import Node, node_type
from graph.paging import Connection
from graph.people_vocabulary import AppointmentKind, ItemKind, OfficeAction
from graph.seeing import actions, sees
from policies.permissions import Permission
from tenants.people_rows import AppointmentRow, OpenItemRow, PemdaRow, PositionRow, UnitRow, VacancyRow
from tenants.rows import ComplaintRow
from tenants.stores import complaints, pemda, positions, units

if TYPE_CHECKING:
    from graph.complaints.types import Complaint
    from graph.pemda.types import Pemda
    from graph.people.types import Position, Unit

Position_ = Annotated["Position", strawberry.lazy("graph.people.types")]
Unit_ = Annotated["Unit", strawberry.lazy("graph.people.types")]
Pemda_ = Annotated["Pemda", strawberry.lazy("graph.pemda.types")]
Complaint_ = Annotated["Complaint", strawberry.lazy("graph.complaints.types")]


@node_type(AppointmentRow)
class Appointment(Node):
    """A person holds a position from-to, by a decree (penugasan). The work belongs to the position."""

    person_name: str = attribute("Who (nama pejabat).")
    kind: AppointmentKind = attribute("Definitive, Plt or Plh (jenis penugasan).")
    sk_number: str = attribute("The number of the decree (nomor SK).")
    sk_date: date = attribute("The date of the decree (tanggal SK).")
    valid_from: datetime = attribute("From when (mulai menjabat).")
    valid_to: datetime | None = attribute("Until when, not included; null until further notice (berakhir).")
    ended_reason: str = attribute("Why it was ended; empty while nobody ended it (alasan berakhir).")

    @derived(bool)
    @staticmethod
    def live(row: AppointmentRow, context: Context) -> bool:
        """Does it hold now? (sedang menjabat)."""
        return row.is_live(context.now)

    @edge(Position_ | None)
    @staticmethod
    async def position(row: AppointmentRow, context: Context) -> PositionRow | None:
        """Which position (jabatan)."""
        return await context.load(positions.by_id, (row.tenant_id, row.position_id))

    @derived(list[OfficeAction])
    @staticmethod
    def viewer_can(row: AppointmentRow, context: Context) -> list[OfficeAction]:
        """What the viewer may do to it (tindakan yang diizinkan)."""
        return actions(context, row, "appointment")


@node_type(VacancyRow)
class Vacancy(Node):
    """A desk at which nobody sits (meja kosong). Its cases are answered by the next desk above, if there is one."""

    since: datetime = attribute("Since when (sejak).")
    until: datetime | None = attribute("Until when; null while it is vacant (sampai).")

    @edge(Unit_ | None)
    @staticmethod
    async def unit(row: VacancyRow, context: Context) -> UnitRow | None:
        """Whose desk it is (unit)."""
        return await context.load(units.by_id, (row.tenant_id, row.unit_id))

    @edge(Unit_ | None)
    @staticmethod
    async def raised_to(row: VacancyRow, context: Context) -> UnitRow | None:
        """Whose desk answers for it now; null when nobody in the pemda does: the province or nation must see to it."""
        if row.raised_to_unit_id is None:
            return None
        return await context.load(units.by_id, (row.tenant_id, row.raised_to_unit_id))

    @edge(Pemda_ | None)
    @staticmethod
    async def pemda(row: VacancyRow, context: Context) -> PemdaRow | None:
        """In which pemda (pemerintah daerah)."""
        return await context.load(pemda.by_tenant, row.tenant_id)


@object_type
class HandoverItem:
    """Something that lies on a desk (berkas serah terima)."""

    item: ItemKind = attribute("What it is (jenis berkas).")
    tracking_code: str = attribute("The code of its complaint (kode pelacakan).")
    title: str = attribute("What the complaint is about, redacted (judul).")
    status: str = attribute("Where the complaint or the handling is: a value of Status or HandlingStatus (status).")
    due_at: datetime | None = attribute("When it falls due (tenggat).")

    @edge(Complaint_ | None)
    @staticmethod
    async def complaint(row: OpenItemRow, context: Context) -> ComplaintRow | None:
        """The complaint, if the viewer may see it (pengaduan)."""
        found = await context.load(complaints.by_key, (row.tenant_id, row.complaint_id))
        return found if found is not None and sees(context, Permission.COMPLAINT_READ, found) else None


@object_type
class HandoverCount:
    """How many items of a kind and status lie on a desk (jumlah berkas)."""

    item: ItemKind = attribute("What they are (jenis berkas).")
    status: str = attribute("Their status (status).")
    count: int = attribute("How many (jumlah).")


@object_type
class Handover:
    """What the holder of a position hands over (daftar serah terima)."""

    position: Position_ = attribute("The position (jabatan).")
    counts: list[HandoverCount] = attribute("How much lies there, by kind and status (rekapitulasi).")
    items: Connection[HandoverItem] = attribute("What lies there, the most urgent first (daftar berkas).")


@object_type
class Settlement:
    """What settling the desks of a pemda did (penyesuaian meja)."""

    raised: int = attribute("How many open complaints went to a desk above (dinaikkan).")
    lowered: int = attribute("How many came back to their own desk (dikembalikan).")
