"""What a complaint looks like: to its desk, to its reporter, to the public."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry

from graph import veil
from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived, edge
from graph.nodes import Node, node_type
from graph.paging import After, Connection, First, page_request
from graph.vocabulary import Channel, Clock, Closer, ComplaintAction, Kind, Level, Move, Outcome, Priority, Status
from policies.decisions import viewer_can
from policies.permissions import Permission
from rules.complaint_states import OPEN
from rules.event_chain import ChainBroken, verify
from rules.pages import Page
from rules.redaction import redact
from rules.tracking_codes import shown
from tenants.packet_rows import DecisionRow, PacketRow
from tenants.rows import (
    BodyRow,
    ClockRow,
    ComplaintRow,
    EventRow,
    HandlingRow,
    IdentityAccessRow,
    MessageRow,
    PartyRow,
    SimilarRow,
)
from tenants.stores import (
    attachments,
    bodies,
    complaints,
    events,
    handlings,
    messages,
    packets,
    parties,
    pemda,
    reporters,
    similar,
    topics,
    units,
)

if TYPE_CHECKING:
    from graph.attachments.types import Attachment
    from graph.clocks.types import ComplaintClock
    from graph.packets.types import OmbudsmanDecision, Packet
    from graph.pemda.types import Pemda
    from graph.people.types import Unit
    from graph.records.types import (
        Event,
        Handling,
        Identity,
        IdentityAccess,
        Message,
        Participant,
        TextVersion,
    )
    from graph.topics.types import Topic

Unit_ = Annotated["Unit", strawberry.lazy("graph.people.types")]
ComplaintClock_ = Annotated["ComplaintClock", strawberry.lazy("graph.clocks.types")]
Topic_ = Annotated["Topic", strawberry.lazy("graph.topics.types")]
Pemda_ = Annotated["Pemda", strawberry.lazy("graph.pemda.types")]
Attachment_ = Annotated["Attachment", strawberry.lazy("graph.attachments.types")]
Packet_ = Annotated["Packet", strawberry.lazy("graph.packets.types")]
OmbudsmanDecision_ = Annotated["OmbudsmanDecision", strawberry.lazy("graph.packets.types")]
Event_ = Annotated["Event", strawberry.lazy("graph.records.types")]
Message_ = Annotated["Message", strawberry.lazy("graph.records.types")]
Handling_ = Annotated["Handling", strawberry.lazy("graph.records.types")]
Identity_ = Annotated["Identity", strawberry.lazy("graph.records.types")]
IdentityAccess_ = Annotated["IdentityAccess", strawberry.lazy("graph.records.types")]
Participant_ = Annotated["Participant", strawberry.lazy("graph.records.types")]
TextVersion_ = Annotated["TextVersion", strawberry.lazy("graph.records.types")]
MOST_AT_ONCE: Final = 5
"""How often one request may ask for what costs a statement for each complaint."""
NEEDS: dict[str, tuple[str, ...]] = {
    "title": ("title", "public_title"),
    "body": ("body", "public_body"),
    "overdue": ("due_at", "status"),
    "latitude": ("latitude",),
    "longitude": ("longitude",),
    "unit": ("unit_id",),
    "desk": ("desk_id",),
    "topic": ("topic_id",),
    "history_intact": ("head_hash",),
    "possible_duplicates": ("title", "body", "topic_id", "latitude", "longitude", "received_at"),
}
"""The columns behind fields that are not columns themselves, for the statement of a list."""

RELATED_NEEDS: dict[str, dict[str, tuple[str, ...]]] = {
    "unit": {"level": ("path",)},
    "desk": {"level": ("path",)},
    "topic": {"number": (), "national": (), "offered": ("valid_from", "valid_to")},
    "last_event": {"checks": ("data",)},
}
"""The same for what is read along; where anything else is selected, the whole row is read."""


@object_type
class Duplicate:
    """A complaint that may be about the same thing (kemungkinan ganda)."""

    score: float = attribute("How alike, 0.35 to 1 and more: words, topic, place (kemiripan).")
    complaint: Annotated["Complaint", strawberry.lazy("graph.complaints.types")] = attribute(
        "The other complaint (pengaduan serupa)."
    )


@object_type
class DeskNews:
    """Something happened on a desk (kabar meja)."""

    complaint: Annotated["Complaint", strawberry.lazy("graph.complaints.types")] | None = attribute(
        "The complaint as it is now; null when it left, or when news were missed: read the list again (pengaduan)."
    )
    move: Move | None = attribute("What happened (langkah).")
    version: int | None = attribute("The version after it (versi).")


@node_type(ComplaintRow)
class Complaint(Node):
    """A citizen's complaint, request for information or aspiration (laporan). It lives with the pemda that holds it."""

    external_id: str | None = attribute("The number that it has in LAPOR! or a neighbour application (nomor di luar).")
    status: Status = attribute("Where it is in the work; never what came of it (status).")
    outcome: Outcome | None = attribute("What came of it; null until answered (hasil).")
    kind: Kind = attribute("The classification (klasifikasi).")
    channel: Channel = attribute("Where it came from (sumber laporan).")
    incident_on: date | None = attribute("The day it happened (tanggal kejadian).")
    anonymous: bool = attribute("Is the reporter hidden from the reported party and the public? (anonim).")
    secret: bool = attribute("Is the report hidden from the public? (rahasia).")
    published: bool = attribute("Is it on the public list? (dipublikasikan).")
    verified: bool = attribute("Has this pemda verified it, with every check passed? (terverifikasi).")
    handed_over: bool = attribute("Was it handed over to the Ombudsman? (diteruskan ke Ombudsman).")
    escalation: Level | None = attribute("The highest level that was told of a missed deadline (eskalasi).")
    clock: Clock | None = attribute("Which clock runs; null when none does (jenis tenggat).")
    due_at: datetime | None = attribute("When the running clock falls due (tenggat).")
    returns: int = attribute("How often a unit returned it (jumlah pengembalian).")
    ruling_required: bool = attribute("Must the common superior rule who handles it? (menunggu putusan).")
    objections: int = attribute("How often the reporter objected to an answer (jumlah keberatan).")
    reopenings: int = attribute("How often it was reopened (jumlah pembukaan kembali).")
    rating: int | None = attribute("The reporter's rating, 1 to 5 (penilaian).")
    answered_at: datetime | None = attribute("When it was answered (waktu tindak lanjut).")
    closed_at: datetime | None = attribute("When it was closed or archived (waktu selesai).")
    closed_by: Closer | None = attribute("Who closed it (ditutup oleh).")
    received_at: datetime = attribute("When the office received it, on any channel (waktu masuk).")
    entered_at: datetime = attribute("When it was entered here (waktu dicatat).")
    version: int = attribute("The number of its newest event; send it with every change (versi).")

    @derived(str)
    @staticmethod
    def tracking_code(row: ComplaintRow, _context: Context) -> str:
        """The code to follow it by, in groups of four; it cannot be guessed (kode pelacakan)."""
        return shown(row.tracking_code)

    @derived(str)
    @staticmethod
    def title(row: ComplaintRow, context: Context) -> str:
        """What it is about; others than its offices and its reporter read the redacted text (judul)."""
        return row.title if veil.may(context, Permission.COMPLAINT_READ_CASE, row) else row.public_title

    @derived(str)
    @staticmethod
    def body(row: ComplaintRow, context: Context) -> str:
        """The report; others than its offices and its reporter read the redacted text (isi laporan)."""
        return row.body if veil.may(context, Permission.COMPLAINT_READ_CASE, row) else row.public_body

    @derived(str)
    @staticmethod
    def place(row: ComplaintRow, context: Context) -> str:
        """Where it happened, in words; others than its offices and its reporter read it redacted (lokasi)."""
        return row.place if veil.may(context, Permission.COMPLAINT_READ_CASE, row) else redact(row.place)

    @derived(float | None)
    @staticmethod
    def latitude(row: ComplaintRow, context: Context) -> float | None:
        """Degrees north; null for the public (lintang)."""
        return row.latitude if veil.may(context, Permission.COMPLAINT_READ_CASE, row) else None

    @derived(float | None)
    @staticmethod
    def longitude(row: ComplaintRow, context: Context) -> float | None:
        """Degrees east; null for the public (bujur)."""
        return row.longitude if veil.may(context, Permission.COMPLAINT_READ_CASE, row) else None

    @derived(Priority | None)
    @staticmethod
    def priority(row: ComplaintRow, context: Context) -> Priority | None:
        """How urgent the desk finds it; for offices only (prioritas)."""
        return row.priority if veil.may(context, Permission.COMPLAINT_READ_INTERNAL, row) else None

    @derived(list[str])
    @staticmethod
    def tags(row: ComplaintRow, context: Context) -> list[str]:
        """The desk's own tags; for offices only (tag)."""
        return row.tags if veil.may(context, Permission.COMPLAINT_READ_INTERNAL, row) else []

    @derived(int | None)
    @staticmethod
    def extension_asked(row: ComplaintRow, context: Context) -> int | None:
        """How much more time was asked for and is not decided yet; for who handles or decides it (perpanjangan)."""
        if not row.extension_asked:
            return None
        seen = (Permission.COMPLAINT_READ_INTERNAL, Permission.COMPLAINT_DECIDE_EXTENSION)
        return row.extension_asked if any(veil.may(context, one, row) for one in seen) else None

    @derived(bool)
    @staticmethod
    def overdue(row: ComplaintRow, context: Context) -> bool:
        """Is an open complaint past its deadline? (lewat tenggat)."""
        return row.status in OPEN and row.due_at is not None and row.due_at < context.now

    @derived(list[ComplaintAction])
    @staticmethod
    def viewer_can(row: ComplaintRow, context: Context) -> Any:
        """What you may do with it now (aksi yang tersedia)."""
        # a tuple, so that whoever completes the list knows it again: most rows of a page offer one of a few
        return tuple(viewer_can(context.principal, row, "complaint"))

    @edge(Unit_ | None)
    @staticmethod
    async def unit(row: ComplaintRow, context: Context) -> Any:
        """The unit it was disposed to; null at the national or the instansi desk (unit penangan)."""
        return None if row.unit_id is None else await context.load(units.by_id, (row.tenant_id, row.unit_id))

    @edge(Unit_ | None)
    @staticmethod
    async def desk(row: ComplaintRow, context: Context) -> Any:
        """The unit whose desk decides now, above `unit` while that is vacant; null: the pemda's own desk (meja)."""
        return None if row.desk_id is None else await context.load(units.by_id, (row.tenant_id, row.desk_id))

    @edge(Topic_ | None)
    @staticmethod
    async def topic(row: ComplaintRow, context: Context) -> Any:
        """What it is about, in the topic tree (kategori)."""
        return None if row.topic_id is None else await context.load(topics.by_id, row.topic_id)

    @edge(Pemda_ | None)
    @staticmethod
    async def pemda(row: ComplaintRow, context: Context) -> Any:
        """The pemda that holds it now (instansi)."""
        return await context.load(pemda.by_tenant, row.tenant_id)

    @edge(Event_ | None)
    @staticmethod
    async def last_event(row: ComplaintRow, context: Context) -> EventRow | None:
        """What happened last; null where the viewer may not read it (kejadian terakhir)."""
        found = await context.load(events.by_key, (row.tenant_id, row.id, row.version))
        if found is None or found.move not in veil.moves(context, row):
            return None
        veil.told(context, row, [found])
        return found

    @edge(Connection[Event_])
    @staticmethod
    async def timeline(row: ComplaintRow, context: Context, first: First = 20, after: After = None) -> Page[EventRow]:
        """What happened, oldest first, as far as you may read it (riwayat)."""
        request, moves = page_request(events.OLDEST_FIRST, first, after), veil.moves(context, row)
        if request.after is not None:
            context.ration("timeline(after)", MOST_AT_ONCE)
            page = await events.page(context.sessions, row.tenant_id, row.id, moves, request)
        else:
            key = events.Beginning(row.tenant_id, row.id, tuple(moves), request.limit)
            page = Page.cut(request, await context.load(events.beginnings, key))
        veil.told(context, row, page.rows)
        return page

    @edge(Connection[Message_])
    @staticmethod
    async def messages(row: ComplaintRow, context: Context, first: First = 20, after: After = None) -> Page[MessageRow]:
        """What was said, oldest first, as far as you may read it (tanggapan)."""
        request = page_request(messages.OLDEST_FIRST, first, after)
        seen = tuple(audience.value for audience in veil.audiences(context, row))
        if request.after is not None:
            context.ration("messages(after)", MOST_AT_ONCE)
            page = await messages.page(context.sessions, row.tenant_id, row.id, seen, request)
        else:
            key = messages.Beginning(row.tenant_id, row.id, seen, request.limit)
            page = Page.cut(request, await context.load(messages.beginnings, key))
        if not veil.may(context, Permission.COMPLAINT_READ_CASE, row):
            for message in page.rows:
                message.body, message.evidence = redact(message.body), redact(message.evidence)
        return page

    @edge(list[Handling_])
    @staticmethod
    async def handlings(row: ComplaintRow, context: Context) -> list[HandlingRow]:
        """Parallel handlings by other units; for offices only (unit pendukung)."""
        if not veil.may(context, Permission.COMPLAINT_READ_INTERNAL, row):
            return []
        return await context.load(handlings.of_complaints, (row.tenant_id, row.id))

    @edge(list[Participant_])
    @staticmethod
    async def participants(row: ComplaintRow, context: Context) -> list[PartyRow]:
        """The units that take part, tembusan included; for offices only (unit terlibat)."""
        if not veil.may(context, Permission.COMPLAINT_READ_INTERNAL, row):
            return []
        return await context.load(parties.of_complaints, (row.tenant_id, row.id))

    @edge(list[ComplaintClock_])
    @staticmethod
    async def clocks(row: ComplaintRow, context: Context) -> list[ClockRow]:
        """Its clocks, each with its sum, the first started first; parallel ones for offices only (tenggat)."""
        if not veil.may(context, Permission.COMPLAINT_READ_CASE, row):
            return []
        inside = veil.may(context, Permission.COMPLAINT_READ_INTERNAL, row)
        found = await context.load(events.clocks, (row.tenant_id, row.id))
        runs = [run for run in found if inside or run.clock.handling is None]
        timetables = [await context.load(context.timetables.of, run.tenant) for run in runs]
        return [ClockRow(row.tenant_id, run, one) for run, one in zip(runs, timetables, strict=True)]

    @edge(list[Attachment_])
    @staticmethod
    async def attachments(row: ComplaintRow, context: Context) -> list[Any]:
        """Files sent with the report, as far as you may see them (lampiran)."""
        if not veil.may(context, Permission.ATTACHMENT_READ, row):
            return []
        seen = veil.audiences(context, row)
        found = await context.load(attachments.by_complaint_id, (row.tenant_id, row.id))
        return [file for file in found if file.audience in seen]

    @edge(list[Packet_])
    @staticmethod
    async def packets(row: ComplaintRow, context: Context) -> list[PacketRow]:
        """Packets of its hand-overs that you may have, oldest first (berkas penerusan)."""
        kinds = veil.packets(context, row)
        found = await context.load(packets.of_complaints, (row.tenant_id, row.id)) if kinds else []
        return [packet for packet in found if packet.kind in kinds]

    @edge(list[OmbudsmanDecision_])
    @staticmethod
    async def ombudsman_decisions(row: ComplaintRow, context: Context) -> list[DecisionRow]:
        """What the Ombudsman decided, oldest first, for its reporter and the offices (putusan Ombudsman)."""
        if not veil.hears(context, row, Move.OMBUDSMAN_DECISION):
            return []
        return await context.load(packets.decisions, (row.tenant_id, row.id))

    @edge(list[TextVersion_])
    @staticmethod
    async def versions(row: ComplaintRow, context: Context) -> list[BodyRow]:
        """The versions of the text, the citizen's original first; not for the public (versi isi laporan)."""
        if not veil.may(context, Permission.COMPLAINT_READ_CASE, row):
            return []
        return await context.load(bodies.of_complaints, (row.tenant_id, row.id))

    @edge(Identity_ | None)
    @staticmethod
    async def reporter(row: ComplaintRow, context: Context) -> Any:
        """Who reported; null where you may not know (pelapor). Opening a hidden identity: `openIdentity`."""
        if not veil.may(context, Permission.COMPLAINT_READ_REPORTER, row):
            return None
        sealed = await context.load(reporters.by_key, (row.tenant_id, row.id))
        return None if sealed is None else await context.vault.open(context.sessions, sealed)

    @edge(list[IdentityAccess_])
    @staticmethod
    async def identity_accesses(row: ComplaintRow, context: Context) -> list[IdentityAccessRow]:
        """Who opened the reporter's identity, for the reporter and the overseers (pembukaan identitas)."""
        if not veil.may(context, Permission.IDENTITY_ACCESS_READ, row):
            return []
        return await context.load(reporters.accesses, (row.tenant_id, row.id))

    @edge(Annotated["Complaint", strawberry.lazy("graph.complaints.types")] | None)
    @staticmethod
    async def parent(row: ComplaintRow, context: Context) -> ComplaintRow | None:
        """The parent complaint that it was merged into, if you may see it (kasus induk)."""
        if row.merged_into is None:
            return None
        found = await context.load(complaints.by_key, (row.tenant_id, row.merged_into))
        return found if found is not None and veil.may(context, Permission.COMPLAINT_READ, found) else None

    @edge(list[Duplicate])
    @staticmethod
    async def possible_duplicates(row: ComplaintRow, context: Context) -> list[SimilarRow]:
        """Complaints of this pemda in the last 60 days that may be about the same (kemungkinan ganda)."""
        if not veil.may(context, Permission.COMPLAINT_READ_INTERNAL, row):
            return []
        context.ration("possibleDuplicates", MOST_AT_ONCE)
        found = await similar.to(context.sessions, similar.Likeness.of(row))
        return [one for one in found if veil.may(context, Permission.COMPLAINT_READ, one.complaint)]

    @edge(bool)
    @staticmethod
    async def history_intact(row: ComplaintRow, context: Context) -> bool:
        """Do all its events, read now, still carry their fingerprints and lead to this row? (riwayat utuh)."""
        context.ration("historyIntact", MOST_AT_ONCE)
        links = await events.whole(context.sessions, row.tenant_id, row.id)
        try:
            return verify((link.event(), bytes(link.hash)) for link in links) == row.head_hash
        except ChainBroken:
            return False
