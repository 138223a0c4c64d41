"""Disposition down, return up, rulings, copies, parallel handling, merging."""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from graph.context import Info
from graph.dispositions.inputs import (
    AddHandlingInput,
    DisposeComplaintInput,
    MergeComplaintInput,
    ReferComplaintInput,
    ReturnComplaintInput,
    ReturnToNationInput,
    RuleOnComplaintInput,
    TembusanInput,
    TransferComplaintInput,
    UnmergeComplaintInput,
)
from graph.dispositions.types import Transfer
from graph.fields import mutation
from graph.fresh import fresh_id
from graph.handing_over import hand_over
from graph.inputs import argument
from graph.moving import Moving, moving, permit, place_of, see
from graph.nodes import parse_id
from policies.permissions import Permission
from rules.complaint_states import HANDLED, Move
from rules.course import return_superior
from rules.errors import bad_input, move_refused
from rules.facts import AT_INSTANSI, Place
from rules.identifiers import NATION, tenant_id_of
from rules.packets import PacketKind
from rules.unit_paths import ROOT
from rules.vocabulary import HandlingStatus, Part
from tenants.rows import ComplaintRow, HandlingRow, TransferRow
from tenants.stores import complaints, handlings, packets, parties, placements

if TYPE_CHECKING:
    from graph.complaints.types import Complaint

Complaint_ = Annotated["Complaint", strawberry.lazy("graph.complaints.types")]


@strawberry.type
class DispositionMutations:
    """Root fields that route complaints."""

    @mutation(Permission.COMPLAINT_TRANSFER, Transfer)
    async def transfer_complaint(
        self, info: Info, input: Annotated[TransferComplaintInput, argument("Where to.")]
    ) -> TransferRow:
        """Dispose a verified complaint to a pemda: it moves there whole, a record stays (disposisi ke instansi)."""
        target = tenant_id_of(input.pemda, field="pemda")
        async with moving(info.context, Permission.COMPLAINT_TRANSFER, input, also=target) as case:
            return await hand_over(case, Move.TRANSFER, target, input.note)

    @mutation(Permission.COMPLAINT_RETURN_TO_NATION, Transfer)
    async def return_complaint_to_nation(
        self, info: Info, input: Annotated[ReturnToNationInput, argument("Why.")]
    ) -> TransferRow:
        """Give it back to the national desk: not the authority of this pemda (dikembalikan ke admin nasional)."""
        data: dict[str, int] = {}
        if input.suggested_pemda is not None:
            data["suggested_tenant"] = tenant_id_of(input.suggested_pemda, field="suggestedPemda")
        async with moving(info.context, Permission.COMPLAINT_RETURN_TO_NATION, input, also=NATION) as case:
            return await hand_over(case, Move.RETURN_TO_NATION, NATION, input.reason, data)

    @mutation(Permission.COMPLAINT_DISPOSE, Complaint_)
    async def dispose_complaint(
        self, info: Info, input: Annotated[DisposeComplaintInput, argument("Where to.")]
    ) -> ComplaintRow:
        """Send it to a unit, or further down from a unit to one below it (disposisi)."""
        async with moving(info.context, Permission.COMPLAINT_DISPOSE, input) as case:
            if not case.replayed:
                case.advance(Move.DISPOSE, place=await case.place(input.unit), reason=input.note)
        return case.row

    @mutation(Permission.COMPLAINT_REFER, Complaint_)
    async def refer_complaint(
        self, info: Info, input: Annotated[ReferComplaintInput, argument("Why.")]
    ) -> ComplaintRow:
        """Refer it to the Inspektorat as berkadar pengawasan; it is no longer published (koordinasi dengan APIP)."""
        async with moving(info.context, Permission.COMPLAINT_REFER, input) as case:
            if not case.replayed:
                place = await placements.of_inspectorate(case.tx, case.row.tenant_id, info.context.now)
                row = case.advance(Move.REFER, place=place, reason=input.reason)
                packets.owe(case.tx, row, PacketKind.APIP, info.context.now)
        return case.row

    @mutation(Permission.COMPLAINT_RETURN, Complaint_)
    async def return_complaint(
        self, info: Info, input: Annotated[ReturnComplaintInput, argument("Why.")]
    ) -> ComplaintRow:
        """Give it back one level up. The second return goes to the common superior, who must rule (pengembalian)."""
        async with moving(info.context, Permission.COMPLAINT_RETURN, input) as case:
            if not case.replayed:
                data: dict[str, str] = {}
                if input.suggested_unit is not None:
                    await case.place(input.suggested_unit, field="suggestedUnit")
                    data["suggested_unit"] = str(parse_id(input.suggested_unit, "Unit").uuid)
                superior = return_superior(case.row.case())
                place = AT_INSTANSI if superior == ROOT else await case.place_at(superior)
                case.advance(Move.RETURN, place=place, reason=input.reason, data=data)
        return case.row

    @mutation(Permission.COMPLAINT_RULE, Complaint_)
    async def rule_on_complaint(
        self, info: Info, input: Annotated[RuleOnComplaintInput, argument("The ruling.")]
    ) -> ComplaintRow:
        """Decide who handles a complaint that was returned twice (putusan atasan bersama)."""
        async with moving(info.context, Permission.COMPLAINT_RULE, input) as case:
            if not case.replayed:
                case.advance(Move.RULE, place=await case.place(input.unit), reason=input.ruling)
        return case.row

    @mutation(Permission.COMPLAINT_TEMBUSAN, Complaint_)
    async def add_tembusan(self, info: Info, input: Annotated[TembusanInput, argument("For whom.")]) -> ComplaintRow:
        """Let another unit read it (tembusan)."""
        async with moving(info.context, Permission.COMPLAINT_TEMBUSAN, input) as case:
            if not case.replayed:
                place = await case.place(input.unit)
                row = case.advance(Move.ADD_TEMBUSAN, reason=input.note, data={"unit": str(place.unit_id)})
                if place.unit_id is not None:
                    unit = (place.unit_id, place.unit_path)
                    parties.add(case.tx, row, unit, Part.TEMBUSAN, info.context.now)
        return case.row

    @mutation(Permission.COMPLAINT_TEMBUSAN, Complaint_)
    async def remove_tembusan(
        self, info: Info, input: Annotated[TembusanInput, argument("From whom.")]
    ) -> ComplaintRow:
        """Take a copy back (cabut tembusan)."""
        async with moving(info.context, Permission.COMPLAINT_TEMBUSAN, input) as case:
            if not case.replayed:
                unit = parse_id(input.unit, "Unit", field="unit").uuid
                row = case.advance(Move.REMOVE_TEMBUSAN, reason=input.note, data={"unit": str(unit)})
                parties.remove(case.tx, row, (unit, None), Part.TEMBUSAN)
        return case.row

    @mutation(Permission.COMPLAINT_ADD_HANDLING, Complaint_)
    async def add_handling(
        self, info: Info, input: Annotated[AddHandlingInput, argument("Who and what.")]
    ) -> ComplaintRow:
        """Let another unit handle it in parallel, with its own clock (unit pendukung)."""
        async with moving(info.context, Permission.COMPLAINT_ADD_HANDLING, input) as case:
            if not case.replayed:
                place = await case.place(input.unit)
                if place.unit_id is None or place.unit_path in (case.row.unit_path, ROOT):
                    raise bad_input("unit", "Choose another unit.", "Pilih unit lain.")
                id_, data = fresh_id(info.context.now), {"unit": str(place.unit_id)}
                row = case.advance(Move.ADD_HANDLING, reason=input.task, data=data, handling=id_)
                unit = (place.unit_id, place.unit_path)
                parties.add(case.tx, row, unit, Part.HANDLER, info.context.now)
                handlings.start(case.tx, _handling(row, id_, input.task, place))
        return case.row

    @mutation(Permission.COMPLAINT_MERGE, Complaint_)
    async def merge_complaint(
        self, info: Info, input: Annotated[MergeComplaintInput, argument("Into which.")]
    ) -> ComplaintRow:
        """Merge it into a parent: one shared answer; each reporter keeps receipt and objection (kasus induk)."""
        async with moving(info.context, Permission.COMPLAINT_MERGE, input) as case:
            if not case.replayed:
                parent = await _parent(case, input.parent)
                data = {"parent": str(parent.id)}
                merged = {"merged_into": parent.id}
                case.advance(Move.MERGE, reason=input.reason, data=data, place=place_of(parent), set=merged)
        return case.row

    @mutation(Permission.COMPLAINT_MERGE, Complaint_)
    async def unmerge_complaint(
        self, info: Info, input: Annotated[UnmergeComplaintInput, argument("Why.")]
    ) -> ComplaintRow:
        """Take it out of its parent: back at the instansi's desk (pisahkan dari kasus induk)."""
        async with moving(info.context, Permission.COMPLAINT_MERGE, input) as case:
            if not case.replayed:
                case.advance(Move.UNMERGE, reason=input.reason, place=AT_INSTANSI)
        return case.row


def _handling(row: ComplaintRow, id_: UUID, task: str, place: Place) -> HandlingRow:
    """The handling whose clock was started with the move."""
    (clock,) = (clock for clock in row.case().open_clocks if clock.handling == id_)
    return HandlingRow(
        tenant_id=row.tenant_id,
        id=id_,
        complaint_id=row.id,
        unit_id=place.unit_id,  # type: ignore[arg-type] # the root handles nothing in parallel
        unit_path=place.unit_path,
        desk_path=place.desk_path,
        status=HandlingStatus.OPEN,
        task=task,
        outcome=None,
        answer="",
        due_at=clock.due,  # type: ignore[arg-type] # a clock that just started runs
        started_at=clock.started,
        ended_at=None,
    )


async def _parent(case: Moving, text: str) -> ComplaintRow:
    ref = parse_id(text, "Complaint", field="parent")
    if ref.tenant != case.row.tenant_id or ref.uuid == case.row.id:
        raise bad_input("parent", "Choose another complaint of this pemda.", "Pilih pengaduan lain di pemda ini.")
    parent = see(case.context.principal, await complaints.locked_now(case.tx, ref.tenant, ref.uuid))
    permit(case.context.principal, Permission.COMPLAINT_MERGE, parent)
    if parent.status not in HANDLED or parent.merged_into is not None:
        raise move_refused(
            "a parent is being handled itself",
            "The parent must be disposed or in progress, and not merged itself.",
            "Kasus induk harus sedang ditangani dan tidak digabung ke kasus lain.",
            field="parent",
        )
    return parent
