"""A packet for the Ombudsman or the APIP, whether one was issued, and what the Ombudsman decided."""

from datetime import date, datetime

import strawberry

from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived
from graph.nodes import Node, id_of, node_id, node_type
from graph.vocabulary import OmbudsmanFinding, PacketKind
from tenants.packet_rows import DecisionRow, PacketRow

DOWNLOADS = "/packets/"


@node_type(PacketRow)
class Packet(Node):
    """A signed archive of a complaint at its hand-over, which proves itself without network (berkas penerusan).

    What is still waiting to be made is shown to nobody.
    """

    kind: PacketKind = attribute("For whom it is (penerima).")
    event_seq: int = attribute("The number of the event that handed it over (nomor kejadian).")
    made_at: datetime = attribute("When it was made (waktu dibuat).")
    size: int = attribute("How large it is, in bytes (ukuran).")

    @derived(str)
    @staticmethod
    def name(row: PacketRow, _context: Context) -> str:
        """Its name as a file (nama berkas)."""
        return f"berkas-{row.kind.lower()}-{row.id}.zip"

    @derived(str)
    @staticmethod
    def media_type(_row: PacketRow, _context: Context) -> str:
        """What it is: a ZIP (jenis media)."""
        return "application/zip"

    @derived(str)
    @staticmethod
    def sha256(row: PacketRow, _context: Context) -> str:
        """SHA-256 of the file, in hexadecimal (sidik jari berkas)."""
        return bytes(row.sha256 or b"").hex()

    @derived(str)
    @staticmethod
    def manifest_sha256(row: PacketRow, _context: Context) -> str:
        """SHA-256 of its manifest, in hexadecimal, as `tuntas packet verify` prints it (sidik jari manifes)."""
        return bytes(row.manifest_sha256 or b"").hex()

    @derived(str)
    @staticmethod
    def url(row: PacketRow, _context: Context) -> str:
        """Where to download it: a path on this host, for whoever may see it (tautan unduh)."""
        return DOWNLOADS + id_of(row)


@object_type
class OwedPacket:
    """A hand-over whose packet is not made yet (berkas yang harus dibuat)."""

    event_seq: int = attribute("The number of the event that handed it over (nomor kejadian).")
    owed_at: datetime = attribute("Since when it is owed (sejak).")

    @derived(strawberry.ID)
    @staticmethod
    def complaint(row: PacketRow, _context: Context) -> str:
        """The complaint (pengaduan)."""
        return node_id("Complaint", row.tenant_id, row.complaint_id)


@object_type
class PacketCheck:
    """Whether this installation issued a packet, and nothing else about it (pemeriksaan keaslian)."""

    issued: bool = attribute("Was it issued here? (diterbitkan).")
    issued_at: datetime | None = attribute("When; null when it was not (waktu terbit).")


@object_type
class OmbudsmanDecision:
    """What the Ombudsman decided on a complaint (putusan Ombudsman)."""

    at: datetime = attribute("When it was recorded here (waktu dicatat).")

    @derived(OmbudsmanFinding)
    @staticmethod
    def finding(row: DecisionRow, _context: Context) -> OmbudsmanFinding:
        """What was found (hasil)."""
        return OmbudsmanFinding(row.data["finding"])

    @derived(str)
    @staticmethod
    def number(row: DecisionRow, _context: Context) -> str:
        """Its number (nomor putusan)."""
        return str(row.data["number"])

    @derived(date)
    @staticmethod
    def decided_on(row: DecisionRow, _context: Context) -> date:
        """Its date (tanggal putusan)."""
        return date.fromisoformat(row.data["decided_on"])

    @derived(str)
    @staticmethod
    def text(row: DecisionRow, _context: Context) -> str:
        """What it says (isi putusan)."""
        return row.reason
