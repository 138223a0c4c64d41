"""The organisation of a pemda: its units as a tree, and the positions in them."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.context import Context
from graph.declarations import attribute
from graph.fields import derived, edge
from graph.nodes import Node, node_type
from graph.people_vocabulary import OfficeAction, Role, UnitKind
from graph.seeing import actions, sees
from policies.permissions import Permission
from rules.unit_paths import WIDTH, parent
from tenants.people_rows import AppointmentRow, PemdaRow, PositionRow, UnitRow
from tenants.stores import appointments, pemda, positions, units

if TYPE_CHECKING:
    from graph.appointments.types import Appointment
    from graph.pemda.types import Pemda

Pemda_ = Annotated["Pemda", strawberry.lazy("graph.pemda.types")]
Appointment_ = Annotated["Appointment", strawberry.lazy("graph.appointments.types")]
Unit_ = Annotated["Unit", strawberry.lazy("graph.people.types")]
Position_ = Annotated["Position", strawberry.lazy("graph.people.types")]


@node_type(UnitRow)
class Unit(Node):
    """A work unit of a pemda (perangkat daerah, OPD), or an office outside of it that receives items."""

    code: str = attribute("Its code inside the pemda (kode unit).")
    name: str = attribute("Its name (nama unit).")
    kind: UnitKind = attribute("What kind of unit it is (jenis unit).")
    region_code: str | None = attribute("The kode wilayah that it serves, for a kecamatan or kelurahan (kode wilayah).")
    active_from: date = attribute("Its first day (mulai berlaku).")
    active_to: date | None = attribute("Its last day; null while it is at work (berakhir).")

    @derived(int)
    @staticmethod
    def level(row: UnitRow, _context: Context) -> int:
        """How deep it hangs in the tree: 0 for the pemda itself, 1 for an OPD (tingkat)."""
        return len(row.path) // WIDTH - 1

    @edge(Unit_ | None)
    @staticmethod
    async def parent(row: UnitRow, context: Context) -> UnitRow | None:
        """The unit above it; null for the pemda itself (unit atasan)."""
        above = parent(row.path)
        return None if above is None else await context.load(units.by_path, (row.tenant_id, above))

    @edge(Pemda_ | None)
    @staticmethod
    async def pemda(row: UnitRow, context: Context) -> PemdaRow | None:
        """The pemda it belongs to (pemerintah daerah)."""
        return await context.load(pemda.by_tenant, row.tenant_id)

    @edge(list[Position_])
    @staticmethod
    async def positions(row: UnitRow, context: Context) -> list[PositionRow]:
        """The positions in it that exist today, as far as the viewer may see them (jabatan)."""
        found = await context.load(positions.by_unit, (row.tenant_id, row.id))
        today = context.now.date()
        return [
            position
            for position in found
            if position.active_from <= today
            and (position.active_to is None or position.active_to >= today)
            and sees(context, Permission.POSITION_READ, position)
        ]

    @derived(list[OfficeAction])
    @staticmethod
    def viewer_can(row: UnitRow, context: Context) -> list[OfficeAction]:
        """What the viewer may do to it (tindakan yang diizinkan)."""
        return actions(context, row, "unit")


@node_type(PositionRow)
class Position(Node):
    """A position (jabatan): a role in a unit. Cases, drafts and clocks belong to it, not to the person who holds it."""

    title: str = attribute("What it is called (nama jabatan).")
    role: Role = attribute("What it may do (peran).")
    active_from: date = attribute("Its first day (mulai berlaku).")
    active_to: date | None = attribute("Its last day; null while it exists (berakhir).")

    @edge(Unit_ | None)
    @staticmethod
    async def unit(row: PositionRow, context: Context) -> UnitRow | None:
        """The unit it belongs to (unit kerja)."""
        return await context.load(units.by_id, (row.tenant_id, row.unit_id))

    @edge(list[Appointment_])
    @staticmethod
    async def holders(row: PositionRow, context: Context) -> list[AppointmentRow]:
        """Who holds it now, as far as the viewer may see: the holder or Plt, and a Plh beside (pejabat)."""
        found = await context.load(appointments.by_position, (row.tenant_id, row.id))
        return _seen(context, [held for held in found if held.is_live(context.now)])

    @edge(list[Appointment_])
    @staticmethod
    async def successors(row: PositionRow, context: Context) -> list[AppointmentRow]:
        """Who will hold it, by appointments that have not begun (pejabat berikutnya)."""
        found = await context.load(appointments.by_position, (row.tenant_id, row.id))
        return _seen(context, [coming for coming in found if context.now < coming.valid_from])

    @derived(list[OfficeAction])
    @staticmethod
    def viewer_can(row: PositionRow, context: Context) -> list[OfficeAction]:
        """What the viewer may do to it (tindakan yang diizinkan)."""
        return actions(context, row, "position")


def _seen(context: Context, rows: Sequence[Any]) -> list[Any]:
    return [row for row in rows if sees(context, Permission.APPOINTMENT_READ, row)]
