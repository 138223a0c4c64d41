"""What belongs to a complaint: its events, messages, parallel handlings, participants, versions of its text."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph import veil
from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived, edge
from graph.nodes import Node, node_type
from graph.people_vocabulary import Role
from graph.vocabulary import Audience, HandlingStatus, MessageKind, Move, Outcome, Part, Status
from policies.permissions import Permission
from tenants.rows import EventRow, HandlingRow, MessageRow, PartyRow
from tenants.stores import attachments, complaints, units

if TYPE_CHECKING:
    from graph.attachments.types import Attachment
    from graph.people.types import Unit

Unit_ = Annotated["Unit", strawberry.lazy("graph.people.types")]
Attachment_ = Annotated["Attachment", strawberry.lazy("graph.attachments.types")]


@object_type
class Identity:
    """Who the reporter is (identitas pelapor). It is sealed; each opening by an officer is kept."""

    name: str = attribute("Full name (nama lengkap).")
    phone: str = attribute("Telephone number (nomor telepon); empty when not given.")
    email: str = attribute("E-mail address (surel); empty when not given.")
    address: str = attribute("Address (alamat); empty when not given.")
    shared: bool = attribute("May the Ombudsman and the APIP know it, if it comes to them? (izin identitas).")


@object_type
class VerificationCheck:
    """One check of a verification with what it found (pemeriksaan)."""

    check: str = attribute("What was looked at, in the regulation's order (butir pemeriksaan).")
    result: str = attribute("What was found (hasil).")


@object_type
class Event:
    """One thing that happened to a complaint (riwayat). The timeline is the events; nothing is ever changed."""

    seq: int = attribute("Its number, from 1; equals the complaint's version after it (nomor urut).")
    move: Move = attribute("What happened (langkah).")
    from_status: Status | None = attribute("The status before; null for the first (status semula).")
    to_status: Status = attribute("The status after (status sesudah).")
    actor_role: Role = attribute("In which role it was done (peran).")
    actor_title: str = attribute("In which position it was done (jabatan).")
    reason: str = attribute("Why, in the recorder's words; empty where none is needed (alasan).")
    at: datetime = attribute("When (waktu).")

    @derived(str | None)
    @staticmethod
    def actor_name(row: EventRow, context: Context) -> str | None:
        """Who did it; for officers only, not for programs (nama petugas)."""
        principal = context.principal
        return row.actor_name if principal.is_staff and principal.role is not Role.INTEGRASI else None

    @derived(list[VerificationCheck])
    @staticmethod
    def checks(row: EventRow, _context: Context) -> list[VerificationCheck]:
        """The checks of a verification as they were answered; empty for other moves (hasil verifikasi)."""
        found = row.data.get("checks", {})
        return [VerificationCheck(check=name, result=str(result)) for name, result in found.items()]

    @derived(str)
    @staticmethod
    def hash(row: EventRow, _context: Context) -> str:
        """SHA-256 of this event and of the one before, in hexadecimal: a changed record shows (sidik jari)."""
        return row.hash.hex()


@node_type(MessageRow)
class Message(Node):
    """What was said on a complaint (tanggapan)."""

    kind: MessageKind = attribute("What it is (jenis tanggapan).")
    audience: Audience = attribute("Who may read it (pembaca).")
    author_role: Role = attribute("In which role it was said (peran).")
    author_title: str = attribute("In which position it was said (jabatan).")
    body: str = attribute("The words (isi).")
    evidence: str = attribute("What proves it, described (bukti).")
    at: datetime = attribute("When (waktu).")

    @edge(list[Attachment_])
    @staticmethod
    async def attachments(row: MessageRow, context: Context) -> list[Any]:
        """Files that came with it, as far as you may see the complaint's files (lampiran)."""
        complaint = await context.load(complaints.by_key, (row.tenant_id, row.complaint_id))
        if complaint is None or not veil.may(context, Permission.ATTACHMENT_READ, complaint):
            return []
        return await context.load(attachments.by_message_id, (row.tenant_id, row.id))


@node_type(HandlingRow)
class Handling(Node):
    """One unit's parallel handling, with its own clock and answer (unit pendukung)."""

    status: HandlingStatus = attribute("Where it is (status).")
    task: str = attribute("What the lead unit asks for (tugas).")
    outcome: Outcome | None = attribute("What came of it; null while open (hasil).")
    answer: str = attribute("The answer to the lead unit, or why it was given back (jawaban).")
    due_at: datetime = attribute("Until when (tenggat).")
    started_at: datetime = attribute("Since when (mulai).")
    ended_at: datetime | None = attribute("When it ended; null while open (selesai).")

    @edge(Unit_ | None)
    @staticmethod
    async def unit(row: HandlingRow, context: Context) -> Any:
        """The unit (unit kerja)."""
        return await context.load(units.by_id, (row.tenant_id, row.unit_id))


@object_type
class Participant:
    """A unit that takes part in a complaint (unit terlibat)."""

    part: Part = attribute("How it takes part (peran unit).")
    since: datetime = attribute("Since when (sejak).")

    @edge(Unit_ | None)
    @staticmethod
    async def unit(row: PartyRow, context: Context) -> Any:
        """The unit (unit kerja)."""
        return await context.load(units.by_id, (row.tenant_id, row.unit_id))


@object_type
class TextVersion:
    """A version of a complaint's text; the first is the citizen's own (isi laporan awal, isi laporan akhir)."""

    revision: int = attribute("1 is the original (versi).")
    title: str = attribute("The title (judul).")
    body: str = attribute("The text (isi).")
    reason: str = attribute("Why it was edited; empty for the original (alasan).")
    at: datetime = attribute("When (waktu).")


@object_type
class IdentityAccess:
    """Somebody opened the reporter's identity (pembukaan identitas)."""

    title: str = attribute("In which position (jabatan).")
    reason: str = attribute("Why (alasan).")
    at: datetime = attribute("When (waktu).")
