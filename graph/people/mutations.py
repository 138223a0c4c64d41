"""Changing the organisation: units and positions of one's own pemda."""

from typing import Annotated

import strawberry

from graph.context import Context, Info
from graph.fields import mutation
from graph.fresh import fresh_id
from graph.inputs import argument
from graph.moving import permit
from graph.nodes import parse_id
from graph.once import Change, once
from graph.people.inputs import (
    ClosePositionInput,
    CloseUnitInput,
    CreatePositionInput,
    CreateUnitInput,
    MoveUnitInput,
    RenameUnitInput,
)
from graph.people.types import Position, Unit
from policies.permissions import Permission
from rules.errors import CONFLICT, Refusal, bad_input
from rules.roles import POSITION_ROLES, Role, UnitKind
from rules.unit_paths import ROOT, contains
from tenants.people_rows import PositionRow, UnitRow
from tenants.stores import appointments, desks, positions, units
from tenants.stores.access_changes import EVERYBODY


@strawberry.type
class PeopleMutations:
    """Root fields that change the organisation."""

    @mutation(Permission.UNIT_MANAGE, Unit)
    async def create_unit(self, info: Info, input: Annotated[CreateUnitInput, argument("The unit.")]) -> UnitRow:
        """Add a unit to your pemda (menambah unit)."""
        ref = parse_id(input.parent, "Unit", field="parent")
        async with once(info.context, ref.tenant, input) as change:
            if change.is_new:
                parent = await units.locked(change.tx, ref.tenant, ref.uuid)
                permit(info.context.principal, Permission.UNIT_MANAGE, parent)
                _at_work(info.context, parent, "parent")
                row = await _new_unit(info.context, change, parent, input)
                units.add(change.tx, row)
                change.keep(row.id)
            return await change.kept(units.by_id)

    @mutation(Permission.UNIT_MANAGE, Unit)
    async def rename_unit(self, info: Info, input: Annotated[RenameUnitInput, argument("The name.")]) -> UnitRow:
        """Give a unit another name; what was recorded under the old one stays (mengganti nama unit)."""
        ref = parse_id(input.unit, "Unit", field="unit")
        async with once(info.context, ref.tenant, input) as change:
            if change.is_new:
                row = await units.locked(change.tx, ref.tenant, ref.uuid)
                permit(info.context.principal, Permission.UNIT_MANAGE, row)
                units.rename(change.tx, row, input.name)
                change.keep(row.id)
            return await change.kept(units.by_id)

    @mutation(Permission.UNIT_MANAGE, Unit)
    async def move_unit(self, info: Info, input: Annotated[MoveUnitInput, argument("The move.")]) -> UnitRow:
        """Hang a unit, with everything below it, under another one (memindahkan unit).

        Only while no complaint names it: afterwards close it and create a new one, so that the record stays true.
        """
        ref = parse_id(input.unit, "Unit", field="unit")
        async with once(info.context, ref.tenant, input) as change:
            if change.is_new:
                await desks.hold_alone(change.tx, ref.tenant)
                row = await units.locked(change.tx, ref.tenant, ref.uuid)
                permit(info.context.principal, Permission.UNIT_MANAGE, row)
                parent = await _new_parent(info.context, change, row, input.parent)
                units.move(change.tx, row, parent, await units.next_path(change.tx, parent))
                await desks.settle(change.tx, ref.tenant, info.context.now)
                change.keep(row.id)
                change.affects(EVERYBODY)
            return await change.kept(units.by_id)

    @mutation(Permission.UNIT_MANAGE, Unit)
    async def close_unit(self, info: Info, input: Annotated[CloseUnitInput, argument("The unit.")]) -> UnitRow:
        """End a unit today, with its positions, when nothing is left to do in it (menutup unit)."""
        ref = parse_id(input.unit, "Unit", field="unit")
        async with once(info.context, ref.tenant, input) as change:
            if change.is_new:
                await desks.hold_alone(change.tx, ref.tenant)
                row = await units.locked(change.tx, ref.tenant, ref.uuid)
                permit(info.context.principal, Permission.UNIT_MANAGE, row)
                await _closable(info.context, change, row)
                units.close(change.tx, row, info.context.now.date())
                await desks.settle(change.tx, ref.tenant, info.context.now, under=row.path)
                change.keep(row.id)
                change.affects(EVERYBODY)
            return await change.kept(units.by_id)

    @mutation(Permission.POSITION_MANAGE, Position)
    async def create_position(
        self, info: Info, input: Annotated[CreatePositionInput, argument("The position.")]
    ) -> PositionRow:
        """Add a position to a unit (menambah jabatan)."""
        ref = parse_id(input.unit, "Unit", field="unit")
        async with once(info.context, ref.tenant, input) as change:
            if change.is_new:
                await desks.hold_alone(change.tx, ref.tenant)
                unit = await units.locked(change.tx, ref.tenant, ref.uuid)
                row = _new_position(info.context, unit, input)
                permit(info.context.principal, Permission.POSITION_MANAGE, row)
                positions.add(change.tx, row)
                await desks.settle(change.tx, ref.tenant, info.context.now, under=unit.path)
                change.keep(row.id)
            return await change.kept(positions.by_id)

    @mutation(Permission.POSITION_MANAGE, Position)
    async def close_position(
        self, info: Info, input: Annotated[ClosePositionInput, argument("The position.")]
    ) -> PositionRow:
        """End a position today, when nobody holds it or will (menghapus jabatan)."""
        ref = parse_id(input.position, "Position", field="position")
        async with once(info.context, ref.tenant, input) as change:
            if change.is_new:
                await desks.hold_alone(change.tx, ref.tenant)
                row = await positions.locked(change.tx, ref.tenant, ref.uuid)
                permit(info.context.principal, Permission.POSITION_MANAGE, row)
                if await appointments.of_position(change.tx, ref.tenant, row.id, info.context.now):
                    raise _in_use("Somebody holds it or will: end that appointment first.", "Jabatan masih dijabat.")
                positions.close(change.tx, row, info.context.now.date())
                await desks.settle(change.tx, ref.tenant, info.context.now, under=row.unit_path)
                change.keep(row.id)
            return await change.kept(positions.by_id)


async def _new_unit(context: Context, change: Change, parent: UnitRow, given: CreateUnitInput) -> UnitRow:
    if given.kind is UnitKind.ROOT:
        raise bad_input("kind", "The pemda itself exists already.", "Unit induk pemda sudah ada.")
    return UnitRow(
        tenant_id=parent.tenant_id,
        id=fresh_id(context.now),
        parent_id=parent.id,
        path=await units.next_path(change.tx, parent),
        code=given.code,
        name=given.name,
        kind=given.kind,
        region_code=given.region_code,
        active_from=context.now.date(),
        active_to=None,
    )


def _new_position(context: Context, unit: UnitRow, given: CreatePositionInput) -> PositionRow:
    if given.role not in POSITION_ROLES:
        raise bad_input("role", "No position has this role.", "Peran ini tidak melekat pada jabatan.")
    if given.role in (Role.NASIONAL, Role.INSTANSI) and unit.path != ROOT:
        raise bad_input("unit", "This role belongs to the pemda itself.", "Peran ini hanya ada pada unit induk pemda.")
    _at_work(context, unit, "unit")
    return PositionRow(
        tenant_id=unit.tenant_id,
        id=fresh_id(context.now),
        unit_id=unit.id,
        unit_path=unit.path,
        role=given.role,
        title=given.title,
        active_from=context.now.date(),
        active_to=None,
    )


async def _new_parent(context: Context, change: Change, row: UnitRow, parent: str) -> UnitRow:
    """The unit that another one may be moved under. Refuses loops, other pemda, and units with complaints."""
    ref = parse_id(parent, "Unit", field="parent")
    if ref.tenant != row.tenant_id or row.path == ROOT:
        raise bad_input("parent", "A unit stays in its pemda.", "Unit hanya dapat dipindah di dalam pemdanya.")
    found = await units.locked(change.tx, ref.tenant, ref.uuid)
    _at_work(context, found, "parent")
    if contains(row.path, found.path):
        raise bad_input("parent", "A unit cannot hang below itself.", "Unit tidak dapat berada di bawah dirinya.")
    if await units.has_ever_had_cases(change.tx, row):
        raise _in_use(
            "Complaints name this unit: close it and create a new one in the other place.",
            "Sudah ada pengaduan atas nama unit ini: tutup dan buat unit baru di tempat lain.",
        )
    return found


async def _closable(context: Context, change: Change, row: UnitRow) -> None:
    if row.path == ROOT:
        raise bad_input("unit", "The pemda itself stays.", "Unit induk pemda tidak dapat ditutup.")
    _at_work(context, row, "unit")
    if await units.has_open_cases(change.tx, row):
        raise _in_use("It has open complaints.", "Unit ini masih memiliki pengaduan terbuka.")
    if await units.is_occupied(change.tx, row, context.now.date(), context.now):
        raise _in_use(
            "It has units below it, or people appointed to it.",
            "Unit ini masih memiliki unit bawahan atau pejabat.",
        )


def _at_work(context: Context, row: UnitRow, field: str) -> None:
    if row.active_to is not None and row.active_to < context.now.date():
        raise bad_input(field, "This unit is closed.", "Unit ini sudah ditutup.")


def _in_use(en: str, id: str) -> Refusal:
    return Refusal(CONFLICT, en, id, rule="still in use")
