"""Appointing people and ending appointments, so that no open case is left without a live desk."""

from datetime import datetime
from typing import Annotated, Final

import strawberry

from graph.appointments.inputs import AppointInput, EndAppointmentInput, SettleDesksInput
from graph.appointments.types import Appointment, Settlement
from graph.context import Context, Info
from graph.fields import mutation
from graph.fresh import fresh_id
from graph.inputs import argument
from graph.moving import permit
from graph.nodes import parse_id
from graph.once import Change, once
from policies.permissions import Permission
from rules.appointments import Tenure, check_tenure
from rules.errors import bad_input, not_found
from rules.identifiers import tenant_id_of
from rules.roles import AppointmentKind, Role
from tenants.people_rows import AccountRow, AppointmentRow, PositionRow
from tenants.stores import accounts, appointments, desks, positions

_STAFF: Final = "STAFF"
"""Kind of the accounts that officials have for their work; a citizen's own account holds no position."""


@strawberry.type
class AppointmentMutations:
    """Root fields that change who holds what."""

    @mutation(Permission.APPOINTMENT_MANAGE, Appointment)
    async def appoint(self, info: Info, input: Annotated[AppointInput, argument("Who and what.")]) -> AppointmentRow:
        """Let somebody hold a position; cases come back to a desk that was vacant (menunjuk pejabat)."""
        ref = parse_id(input.position, "Position", field="position")
        async with once(info.context, ref.tenant, input) as change:
            if change.is_new:
                await desks.hold_alone(change.tx, ref.tenant)
                position = await positions.locked(change.tx, ref.tenant, ref.uuid)
                permit(info.context.principal, Permission.APPOINTMENT_MANAGE, position)
                row = _appointment(info.context, position, await _person(change, input.account), input)
                await _check_beside(change, row, info.context.now)
                appointments.add(change.tx, row)
                await desks.settle(change.tx, ref.tenant, info.context.now, under=position.unit_path)
                change.keep(row.id)
                change.affects(row.account_id)
            return await change.kept(appointments.by_id)

    @mutation(Permission.APPOINTMENT_MANAGE, Appointment)
    async def end_appointment(
        self, info: Info, input: Annotated[EndAppointmentInput, argument("Which and why.")]
    ) -> AppointmentRow:
        """End an appointment; with nobody left, cases rise to the next live desk (mengakhiri penugasan)."""
        ref = parse_id(input.appointment, "Appointment", field="appointment")
        async with once(info.context, ref.tenant, input) as change:
            if change.is_new:
                await desks.hold_alone(change.tx, ref.tenant)
                row = await appointments.locked(change.tx, ref.tenant, ref.uuid)
                permit(info.context.principal, Permission.APPOINTMENT_MANAGE, row)
                appointments.end(change.tx, row, _end(info.context, row, input.at), input.reason)
                await desks.settle(change.tx, ref.tenant, info.context.now, under=row.unit_path)
                change.keep(row.id)
                change.affects(row.account_id)
            return await change.kept(appointments.by_id)

    @mutation(Permission.COMPLAINT_MOVE_DESK, Settlement)
    async def settle_desks(
        self, info: Info, input: Annotated[SettleDesksInput, argument("Which pemda.")]
    ) -> Settlement:
        """Look through a pemda's desks after appointments ended by themselves (menyesuaikan meja). For the system."""
        tenant = info.context.principal.tenant if input.pemda is None else tenant_id_of(input.pemda, field="pemda")
        async with once(info.context, tenant, input) as change:
            if change.is_new:
                await desks.hold_alone(change.tx, tenant)
                settled = await desks.settle(change.tx, tenant, info.context.now)
                change.keep(fresh_id(info.context.now), raised=settled.raised, lowered=settled.lowered)
            told = change.done or change.told
        return Settlement(raised=told["raised"], lowered=told["lowered"])


async def _person(change: Change, account: str) -> AccountRow:
    ref = parse_id(account, "Account", field="account")
    (row,) = await accounts.by_id(change.tx, [ref.uuid])
    if row is None or not row.active or row.kind != _STAFF:
        raise not_found("No such account, or it is switched off.", "Akun tidak ditemukan atau tidak aktif.")
    return row


def _appointment(context: Context, position: PositionRow, person: AccountRow, given: AppointInput) -> AppointmentRow:
    if position.active_to is not None and position.active_to < context.now.date():
        raise bad_input("position", "This position was closed.", "Jabatan ini sudah dihapus.")
    if given.sk_date > context.now.date():
        raise bad_input("skDate", "The decree is dated in the future.", "Tanggal SK tidak boleh di masa depan.")
    return AppointmentRow(
        tenant_id=position.tenant_id,
        id=fresh_id(context.now),
        position_id=position.id,
        account_id=person.id,
        person_name=person.name,
        kind=given.kind,
        sk_number=given.sk_number,
        sk_date=given.sk_date,
        sk_attachment_id=None,
        valid_from=given.valid_from or context.now,
        valid_to=given.valid_to,
        ended_reason="",
        role=Role(position.role),
        unit_id=position.unit_id,
        unit_path=position.unit_path,
    )


async def _check_beside(change: Change, row: AppointmentRow, now: datetime) -> None:
    since = min(row.valid_from, now)
    others = await appointments.of_position(change.tx, row.tenant_id, row.position_id, since)
    check_tenure(_tenure(row), [_tenure(other) for other in others])


def _tenure(row: AppointmentRow) -> Tenure:
    return Tenure(row.account_id, AppointmentKind(row.kind), row.valid_from, row.valid_to)


def _end(context: Context, row: AppointmentRow, at: datetime | None) -> datetime:
    until = at or context.now
    if until < row.valid_from and at is not None:
        raise bad_input("at", "It ends before it began.", "Waktu berakhir mendahului waktu mulai.")
    return until
