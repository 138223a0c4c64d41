"""Packets are made by the system; what the Ombudsman decided comes back into the history of the complaint."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.context import Context, Info
from graph.fields import mutation
from graph.fresh import fresh_id
from graph.inputs import argument
from graph.moving import moving
from graph.nodes import parse_id
from graph.packet_contents import Material, contents_of, material_of
from graph.packets.inputs import MakePacketInput, RecordOmbudsmanDecisionInput
from graph.packets.types import Packet
from policies.permissions import Permission
from rules.complaint_states import Move
from rules.errors import bad_input, not_found
from rules.packets import PacketKind, packet_id
from rules.time_zones import WIT
from tenants.packet_rows import PacketRow
from tenants.rows import ComplaintRow, IdentityAccessRow
from tenants.stores import complaints, packets, reporters

if TYPE_CHECKING:
    from graph.complaints.types import Complaint

Complaint_ = Annotated["Complaint", strawberry.lazy("graph.complaints.types")]
_RECEIVER = {PacketKind.OMBUDSMAN: "Ombudsman RI", PacketKind.APIP: "Inspektorat (APIP)"}


@strawberry.type
class PacketMutations:
    """Root fields about packets and what comes back."""

    @mutation(Permission.PACKET_MAKE, Packet)
    async def make_packet(
        self, info: Info, input: Annotated[MakePacketInput, argument("Of which hand-over.")]
    ) -> PacketRow:
        """Make the packet of a hand-over; made once for its event, then the same is answered (buat berkas)."""
        context, ref = info.context, parse_id(input.complaint, "Complaint", field="complaint")
        material = await material_of(context, ref.tenant, ref.uuid, input.event)
        (known,) = await packets.by_id(context.sessions, [(ref.tenant, packet_id(ref.uuid, input.event))])
        if known is not None and known.made_at is not None:
            return known
        packet = known or _owed(context, material)
        made = await context.packets.make(contents_of(context, material), packet.storage_key)
        fingerprints = {"sha256": made.sha256, "manifest_sha256": made.manifest_sha256, "size": made.size}
        return await _keep(context, material, replace(packet, **fingerprints, made_at=context.now))

    @mutation(Permission.COMPLAINT_RECORD_DECISION, Complaint_)
    async def record_ombudsman_decision(
        self, info: Info, input: Annotated[RecordOmbudsmanDecisionInput, argument("The decision.")]
    ) -> ComplaintRow:
        """Record what the Ombudsman decided on a complaint that was handed over (catat putusan Ombudsman)."""
        if input.decided_on > info.context.now.astimezone(WIT).date():  # where a day of Indonesia begins
            raise bad_input("decidedOn", "It lies in the future.", "Tanggal putusan belum terjadi.")
        data = {"finding": input.finding, "number": input.number, "decided_on": input.decided_on.isoformat()}
        async with moving(info.context, Permission.COMPLAINT_RECORD_DECISION, input) as case:
            if not case.replayed:
                case.advance(Move.OMBUDSMAN_DECISION, reason=input.text, data=data)
        return case.row


def _owed(context: Context, material: Material) -> PacketRow:
    """The packet of a hand-over that nobody noted down: it happened before there were packets."""
    row, seq = material.row, material.events[-1].seq
    id_ = packet_id(row.id, seq)
    return PacketRow(
        tenant_id=row.tenant_id,
        id=id_,
        complaint_id=row.id,
        event_seq=seq,
        kind=material.kind,
        storage_key=packets.storage_key(id_),
        owed_at=context.now,
        sha256=None,
        manifest_sha256=None,
        size=None,
        made_at=None,
    )


async def _keep(context: Context, material: Material, packet: PacketRow) -> PacketRow:
    """Note down that it is there, and for the reporter that it names them. Whoever was first is answered."""
    tenant, id_ = packet.tenant_id, material.row.id
    async with context.write((tenant,), first=complaints.locking(tenant, id_)) as tx:
        if not tx.first:
            raise not_found("No such complaint.", "Pengaduan tidak ditemukan.")
        (known,) = await packets.by_id(tx, [(tenant, packet.id)])
        if known is not None and known.made_at is not None:
            return known
        packets.made(tx, packet)
        if material.may_be_named:
            reporters.note_access(tx, _named(context, material))
    return packet


def _named(context: Context, material: Material) -> IdentityAccessRow:
    receiver = _RECEIVER[material.kind]
    return IdentityAccessRow(
        tenant_id=material.row.tenant_id,
        id=fresh_id(context.now),
        complaint_id=material.row.id,
        position_id=None,
        person_name="",
        title=receiver,
        reason=f"Disertakan dalam berkas untuk {receiver} atas persetujuan pelapor.",
        at=context.now,
    )
