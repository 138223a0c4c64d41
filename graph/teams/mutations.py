"""Naming coordination teams and recording sanctions; a removal ends every appointment of the person here."""

from datetime import date
from typing import Annotated

import strawberry

from graph.context import Context, Info
from graph.fields import mutation
from graph.fresh import fresh_id
from graph.inputs import argument
from graph.moving import permit
from graph.nodes import parse_id
from graph.once import Change, once
from graph.seeing import OfPemda
from graph.teams.inputs import (
    CreateCoordinationTeamInput,
    DissolveCoordinationTeamInput,
    ImposeSanctionInput,
    TeamMemberInput,
)
from graph.teams.types import CoordinationTeam, Sanction
from policies.permissions import Permission
from rules.errors import FORBIDDEN, Refusal, bad_input
from rules.roles import SanctionKind, TeamSeat
from tenants.people_rows import AppointmentRow, MemberRow, SanctionRow, TeamRow
from tenants.stores import appointments, desks, sanctions, teams

_ONE_OF_EACH = frozenset({TeamSeat.PENANGGUNG_JAWAB, TeamSeat.KETUA, TeamSeat.SEKRETARIS})


@strawberry.type
class TeamMutations:
    """Root fields that change teams and record sanctions."""

    @mutation(Permission.TEAM_MANAGE, CoordinationTeam)
    async def create_coordination_team(
        self, info: Info, input: Annotated[CreateCoordinationTeamInput, argument("The team.")]
    ) -> TeamRow:
        """Record the coordination team of your pemda with its decree and everybody in it (tim koordinasi)."""
        context, tenant = info.context, info.context.principal.tenant
        async with once(context, tenant, input) as change:
            if change.is_new:
                permit(context.principal, Permission.TEAM_MANAGE, OfPemda(tenant))
                _check_members(input.members)
                team = _team(context, tenant, input)
                teams.add(change.tx, team, [_member(context, team, member) for member in input.members])
                change.keep(team.id)
            return await change.kept(teams.by_id)

    @mutation(Permission.TEAM_MANAGE, CoordinationTeam)
    async def dissolve_coordination_team(
        self, info: Info, input: Annotated[DissolveCoordinationTeamInput, argument("Which team.")]
    ) -> TeamRow:
        """End a coordination team (membubarkan tim koordinasi)."""
        ref = parse_id(input.team, "CoordinationTeam", field="team")
        async with once(info.context, ref.tenant, input) as change:
            if change.is_new:
                team = await teams.locked(change.tx, ref.tenant, ref.uuid)
                permit(info.context.principal, Permission.TEAM_MANAGE, team)
                last = input.last_day or info.context.now.date()
                if last < team.valid_from:
                    raise bad_input("lastDay", "It ends before it begins.", "Berakhir sebelum dimulai.")
                teams.dissolve(change.tx, team, last)
                change.keep(team.id)
            return await change.kept(teams.by_id)

    @mutation(Permission.SANCTION_MANAGE, Sanction)
    async def impose_sanction(
        self, info: Info, input: Annotated[ImposeSanctionInput, argument("Which and why.")]
    ) -> SanctionRow:
        """Record a sanction; a removal also ends every appointment of the person in your pemda (menjatuhkan sanksi)."""
        ref = parse_id(input.appointment, "Appointment", field="appointment")
        async with once(info.context, ref.tenant, input) as change:
            if change.is_new:
                await desks.hold_alone(change.tx, ref.tenant)
                held = await appointments.locked(change.tx, ref.tenant, ref.uuid)
                permit(info.context.principal, Permission.SANCTION_MANAGE, held)
                _check_letter(input)
                row = _sanction(info.context, held, input)
                sanctions.add(change.tx, row)
                if input.kind is SanctionKind.PEMBERHENTIAN:
                    await _remove(info.context, change, held.account_id, row)
                change.keep(row.id)
            return await change.kept(sanctions.by_id)


def _check_members(members: list[TeamMemberInput]) -> None:
    if not members:
        raise bad_input("members", "A team has members.", "Tim harus memiliki anggota.")
    for seat in _ONE_OF_EACH:
        if sum(member.seat is seat for member in members) > 1:
            raise bad_input("members", f"A team has one {seat}.", f"Tim hanya memiliki satu {seat}.")


def _team(context: Context, tenant: int, given: CreateCoordinationTeamInput) -> TeamRow:
    return TeamRow(
        tenant,
        fresh_id(context.now),
        given.name,
        given.sk_number,
        given.sk_date,
        given.valid_from or given.sk_date,
        None,
    )


def _member(context: Context, team: TeamRow, given: TeamMemberInput) -> MemberRow:
    return MemberRow(
        team.tenant_id, fresh_id(context.now), team.id, TeamSeat(given.seat), given.person_name, given.office
    )


def _check_letter(given: ImposeSanctionInput) -> None:
    if given.kind is not SanctionKind.TEGURAN_LISAN and not given.sk_number:
        raise bad_input(
            "skNumber",
            "A written reprimand and a removal have a letter or decree.",
            "Teguran tertulis dan pemberhentian harus bernomor surat.",
            rule="Perbup Bintan 47/2019 art. 5 (3)",
        )


def _sanction(context: Context, held: AppointmentRow, given: ImposeSanctionInput) -> SanctionRow:
    recorder = context.principal.position
    if recorder is None or context.principal.account == held.account_id:
        raise Refusal(FORBIDDEN, "Nobody sanctions himself.", "Tidak dapat memberi sanksi kepada diri sendiri.")
    imposed: date = given.imposed_on or context.now.date()
    if imposed > context.now.date():
        raise bad_input("imposedOn", "It lies in the future.", "Tanggal sanksi di masa depan.")
    return SanctionRow(
        tenant_id=held.tenant_id,
        id=fresh_id(context.now),
        account_id=held.account_id,
        person_name=held.person_name,
        kind=given.kind,
        duty=given.duty,
        reason=given.reason,
        sk_number=given.sk_number,
        imposed_on=imposed,
        recorded_by=recorder,
        recorded_at=context.now,
    )


async def _remove(context: Context, change: Change, account: object, sanction: SanctionRow) -> None:
    """End everything that the person holds or will hold here. FORBIDDEN when one of them is not yours to end."""
    held = await appointments.of_account(change.tx, sanction.tenant_id, sanction.account_id, context.now)
    for row in held:
        permit(context.principal, Permission.APPOINTMENT_MANAGE, row)
        appointments.end(change.tx, row, context.now, f"Pemberhentian: {sanction.sk_number}")
    for path in {row.unit_path for row in held}:
        await desks.settle(change.tx, sanction.tenant_id, context.now, under=path)
    change.affects(account)
