"""What goes into the packet of a hand-over: the case as it was then, as far as whoever receives it may read it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from graph import veil
from graph.context import Context
from graph.moving import permit, reaching
from policies.decisions import decide
from policies.permissions import Permission
from policies.principal import Principal
from rules.case import Case
from rules.clock_proof import Run, proof, runs
from rules.complaint_states import Move
from rules.errors import bad_input, not_found
from rules.event_chain import rebuild, verify
from rules.identifiers import NATION, Reach, TenantId
from rules.packet_words import Mask
from rules.packets import (
    ANSWERS,
    CLOCKS,
    COMPLAINT,
    DISPOSITIONS,
    EVENTS,
    FOLDER,
    IDENTITY,
    KIND_OF,
    Attached,
    Contents,
    Manifest,
    PacketKind,
    event_written,
    moment,
    without_words,
)
from rules.roles import Role
from rules.tracking_codes import shown
from rules.vocabulary import MessageKind
from tenants.attachment_rows import AttachmentRow
from tenants.people_rows import PemdaRow
from tenants.rows import BodyRow, ComplaintRow, EventRow, MessageRow
from tenants.stores import attachments, bodies, complaints, events, messages, pemda, reporters, units

MOST_WORDS: Final = 10_000
"""Messages of one complaint; more were never seen."""
ROUTING: Final = frozenset(
    {
        Move.TRANSFER,
        Move.RETURN_TO_NATION,
        Move.DISPOSE,
        Move.REFER,
        Move.RETURN,
        Move.RULE,
        Move.ADD_TEMBUSAN,
        Move.REMOVE_TEMBUSAN,
        Move.ADD_HANDLING,
        Move.RETURN_HANDLING,
        Move.MERGE,
        Move.UNMERGE,
        Move.RAISE_DESK,
        Move.LOWER_DESK,
    }
)
_EXTENSION: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")


@dataclass(slots=True)
class Material:
    """What was read of a complaint, up to the event that hands it over."""

    row: ComplaintRow
    case: Case
    events: list[EventRow]
    kind: PacketKind
    identity: Any = None
    original: BodyRow | None = None
    words: list[MessageRow] = field(default_factory=list)
    files: list[AttachmentRow] = field(default_factory=list)
    names: dict[tuple[int, UUID], str] = field(default_factory=dict)
    holder: PemdaRow | None = None

    @property
    def runs(self) -> list[Run]:
        """The clocks that ran on it."""
        return runs([event.event() for event in self.events])

    @property
    def may_be_named(self) -> bool:
        """Did the reporter consent, and ask for anonymity neither then nor since?"""
        hidden = self.row.anonymous or self.case.anonymous
        return self.identity is not None and bool(self.identity.shared) and not hidden

    @property
    def mask(self) -> Mask:
        """What must not be read of the reporter in any word of it."""
        known = self.identity
        if known is None or self.may_be_named:
            return Mask(())
        return Mask((known.name, known.phone, known.email, known.nik, known.address))


async def material_of(context: Context, tenant: int, complaint: UUID, seq: int) -> Material:
    """All that a packet tells. Raises NOT_FOUND, and BAD_USER_INPUT for an event that hands nothing over."""
    sessions = reaching(context, tenant)
    (row,) = await complaints.by_key(sessions, [(tenant, complaint)])
    if row is None:
        raise not_found("No such complaint.", "Pengaduan tidak ditemukan.")
    permit(context.principal, Permission.PACKET_MAKE, row)
    known = [event for event in await events.whole(sessions, tenant, complaint) if event.seq <= seq]
    kind = KIND_OF.get(Move(known[-1].move)) if known and known[-1].seq == seq else None
    case = rebuild(event.event() for event in known)
    if kind is None or case is None:
        raise bad_input("event", "This event hands nothing over.", "Kejadian ini bukan penerusan pengaduan.")
    verify((event.event(), bytes(event.hash)) for event in known)
    material = Material(row, case, known, kind)
    await _read(context, material)
    return material


def contents_of(context: Context, material: Material) -> Contents:
    """The documents and files of its packet, and the manifest without fingerprints."""
    mask, attached = material.mask, _attached(material)
    documents: dict[str, Any] = {
        COMPLAINT: _complaint(material, mask),
        EVENTS: _events(material, mask),
        CLOCKS: [proof(run, context.timetables.timetable(run.tenant)) for run in material.runs],
        DISPOSITIONS: _dispositions(material, mask),
        ANSWERS: [_answer(message, mask) for message in material.words],
    }
    if material.may_be_named:
        known = material.identity
        documents[IDENTITY] = {
            "name": known.name, "phone": known.phone, "email": known.email, "nik": known.nik, "address": known.address
        }  # fmt: skip
    return Contents(_manifest(context, material), documents, attached)


async def _read(context: Context, material: Material) -> None:
    sessions, row = context.sessions, material.row
    key, newest = (row.tenant_id, row.id), material.events[-1].seq
    reader = _reader(material.kind, row.tenant_id)
    audiences = veil.heard_by(reader, row)
    (sealed,) = await reporters.by_key(sessions, [key])
    material.identity = None if sealed is None else await context.vault.open(sessions, sealed)
    material.original = (await bodies.of_complaints(sessions, [key]))[0][0]
    asked = messages.Beginning(*key, tuple(audience.value for audience in audiences), MOST_WORDS)
    ((*said,),) = await messages.beginnings(sessions, [asked])
    material.words = [one for one in said if one.kind != MessageKind.DRAFT and one.event_seq <= newest]
    if decide(reader, Permission.ATTACHMENT_READ, row).allowed:
        of_words = [(one.tenant_id, one.id) for one in material.words]
        found = await attachments.by_complaint_id(sessions, [key])
        found += await attachments.by_message_id(sessions, of_words) if of_words else []
        files = [file for group in found for file in group if file.audience in audiences]
        material.files = sorted(files, key=lambda file: (file.at, file.id))
    await _read_names(context, material)
    await context.timetables.prepare(*{run.tenant for run in material.runs})


async def _read_names(context: Context, material: Material) -> None:
    """The units that the events name, and the pemda."""
    wanted = list(dict.fromkeys(place for place in _places(material.events).values() if place is not None))
    found = await units.by_id(context.sessions, wanted) if wanted else []
    material.names = {key: unit.name for key, unit in zip(wanted, found, strict=True) if unit is not None}
    (material.holder,) = await pemda.by_tenant(context.sessions, [material.case.tenant_id])


def _reader(kind: PacketKind, tenant: int) -> Principal:
    """Whoever receives it, as the policy knows them."""
    if kind is PacketKind.OMBUDSMAN:
        return Principal(Role.OMBUDSMAN, tenant=NATION, reach=Reach(tenant, tenant))
    return Principal(Role.PENGAWAS, tenant=TenantId(tenant), reach=Reach(tenant, tenant))


def _places(known: Sequence[EventRow]) -> dict[int, tuple[int, UUID] | None]:
    """The unit that each routing event names, or that holds the complaint after it, by the event's number."""
    tenant, unit = NATION, None
    found: dict[int, tuple[int, UUID] | None] = {}
    for event in known:
        tenant = event.changes.get("tenant_id", tenant)
        unit = event.changes.get("unit_id", unit)
        named = event.data.get("unit", unit)
        if event.move in ROUTING:
            found[event.seq] = None if named is None else (tenant, UUID(named))
    return found


def _events(material: Material, mask: Mask) -> list[dict[str, Any]]:
    """The whole chain. An event whose words name a reporter who did not consent stays as its hash."""
    written = [event_written(one.event(), bytes(one.hash)) for one in material.events]
    return [without_words(one, "identity") if mask.touches([one["reason"], one["data"]]) else one for one in written]


def _complaint(material: Material, mask: Mask) -> dict[str, Any]:
    row, case, original = material.row, material.case, material.original
    title, body = (row.title, row.body) if original is None else (original.title, original.body)
    shown_title, shown_body = mask.applied(title), mask.applied(body)
    return {
        "title": shown_title,
        "body": shown_body,
        "masked": (shown_title, shown_body) != (title, body),
        "place": mask.applied(row.place),
        "latitude": row.latitude,
        "longitude": row.longitude,
        "incident_on": None if row.incident_on is None else row.incident_on.isoformat(),
        "kind": case.kind.value,
        "channel": case.channel.value,
        "status": case.status.value,
        "anonymous": case.anonymous,
        "secret": case.secret,
        "external_id": row.external_id,
        "received_at": moment(row.received_at),
        "entered_at": moment(row.entered_at),
    }


def _dispositions(material: Material, mask: Mask) -> list[dict[str, Any]]:
    places = _places(material.events)
    return [
        {
            "seq": one.seq,
            "move": one.move,
            "at": moment(one.at),
            "by": ", ".join(filter(None, (one.actor_title, one.actor_name))),
            "unit": None if (place := places[one.seq]) is None else material.names.get(place),
            "reason": mask.applied(one.reason),
        }
        for one in material.events
        if one.seq in places
    ]


def _answer(message: MessageRow, mask: Mask) -> dict[str, Any]:
    return {
        "id": str(message.id),
        "event": message.event_seq,
        "kind": message.kind,
        "at": moment(message.at),
        "role": message.author_role,
        "by": message.author_title,
        "body": mask.applied(message.body),
        "evidence": mask.applied(message.evidence),
    }


def _attached(material: Material) -> list[Attached]:
    mask = material.mask
    found = []
    for number, file in enumerate(material.files, 1):
        extension = _EXTENSION.search(file.name)
        facts = {
            "name": mask.applied(file.name),
            "media_type": file.media_type,
            "message": None if file.message_id is None else str(file.message_id),
            "at": moment(file.at),
        }
        path = f"{FOLDER}{number:03d}{extension[0].lower() if extension else ''}"
        found.append(Attached(path, file.storage_key, file.size, file.sha256.hex(), facts))
    return found


def _manifest(context: Context, material: Material) -> Manifest:
    last, holder = material.events[-1], material.holder
    return Manifest(
        kind=material.kind,
        tracking_code=shown(material.row.tracking_code),
        complaint=str(material.row.id),
        pemda_code="" if holder is None else holder.code,
        pemda_name="" if holder is None else holder.name,
        event=last.seq,
        move=Move(last.move),
        at=moment(last.at),
        head=bytes(last.hash).hex(),
        key=context.packets.key_id,
        public_key=context.packets.public_key,
        identity=material.may_be_named,
    )
