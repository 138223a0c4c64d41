"""A document that was asked for, what stands above it, and what a report on complaints counts."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry

from graph.context import Context
from graph.declarations import attribute, object_type
from graph.document_vocabulary import DocumentFormat, DocumentKind, DocumentState
from graph.fields import derived, edge
from graph.nodes import Node, id_of, node_id, node_type
from rules.documents import MEDIA_TYPES, file_name, kept_until
from rules.identifiers import code_of
from tenants.document_rows import ComplaintReportRow, DocumentRow, ReportLine
from tenants.people_rows import PemdaRow
from tenants.stores import documents, pemda

if TYPE_CHECKING:
    from graph.pemda.types import Pemda

Pemda_ = Annotated["Pemda", strawberry.lazy("graph.pemda.types")]
DOWNLOADS: Final = "/documents/"


@node_type(DocumentRow)
class Document(Node):
    """A document that was asked for (dokumen). The worker writes it, as far as whoever asked may see."""

    kind: DocumentKind = attribute("What it is (jenis).")
    format: DocumentFormat = attribute("As what kind of file (format).")
    year: int | None = attribute("The year that it is about (tahun).")
    month: int | None = attribute("The month that it is about; null for a whole year (bulan).")
    subject: strawberry.ID | None = attribute("The object that it is about (objek).")
    asked_by: str = attribute("The position that asked for it (diminta oleh).")
    state: DocumentState = attribute("What became of it (keadaan).")
    progress: int = attribute("How far it is, in percent (kemajuan).")
    rows: int = attribute("How many rows of its list are read, while it lists something (jumlah baris).")
    cut: bool = attribute(
        "Was its list cut after 100,000 rows? The newest are there; ask for less to have the others (terpotong)."
    )
    question: str | None = attribute("What was asked, as JSON of the input that asked it (pertanyaan).")
    code: str | None = attribute("Why it could not be written: a code as refusals have it (kode kegagalan).")
    requested_at: datetime = attribute("When it was asked for (waktu permintaan).")
    finished_at: datetime | None = attribute("When it was done, or given up (waktu selesai).")
    removed_at: datetime | None = attribute(
        "When its file was removed; its fingerprint stays (waktu penghapusan berkas)."
    )
    size: int | None = attribute("How large it is, in bytes; null until it is done (ukuran).")

    @derived(str)
    @staticmethod
    def name(row: DocumentRow, _context: Context) -> str:
        """Its name as a file (nama berkas)."""
        return file_name(row.kind, row.format, code_of(row.tenant_id), row.period)

    @derived(str)
    @staticmethod
    def media_type(row: DocumentRow, _context: Context) -> str:
        """What kind of file it is (jenis media)."""
        return MEDIA_TYPES[row.format]

    @derived(str | None)
    @staticmethod
    def sha256(row: DocumentRow, _context: Context) -> str | None:
        """SHA-256 of the file, in hexadecimal; null until it is done (sidik jari berkas)."""
        return None if row.sha256 is None else bytes(row.sha256).hex()

    @derived(str | None)
    @staticmethod
    def url(row: DocumentRow, _context: Context) -> str | None:
        """Where to download it: a path on this host; null until it is done and when it is gone (tautan unduh)."""
        return DOWNLOADS + id_of(row) if row.state is DocumentState.DONE and row.removed_at is None else None

    @derived(datetime | None)
    @staticmethod
    def kept_until(row: DocumentRow, _context: Context) -> datetime | None:
        """Until when its file is kept; null until it is done, and for one that is kept for good (masa simpan)."""
        done = row.state is DocumentState.DONE and row.finished_at is not None
        return kept_until(row.kind, row.finished_at) if done and row.finished_at else None


def is_over(row: DocumentRow, now: datetime) -> bool:
    """Is the time over for which the file of a document is kept?"""
    until = None if row.finished_at is None else kept_until(row.kind, row.finished_at)
    return row.state is DocumentState.DONE and until is not None and until < now


@object_type
class DocumentRemains:
    """Files of a document that are not needed any more, for the worker (sisa berkas)."""

    @derived(bool)
    @staticmethod
    def over(row: DocumentRow, context: Context) -> bool:
        """Is its own file among them, because its time is over? (masa simpan habis)."""
        return is_over(row, context.now)

    @derived(strawberry.ID)
    @staticmethod
    def document(row: DocumentRow, _context: Context) -> str:
        """The document (dokumen)."""
        return id_of(row)

    @derived(list[str])
    @staticmethod
    def storage_keys(row: DocumentRow, context: Context) -> list[str]:
        """Where they lie: of attempts that broke off, and its own when its time is over (kunci penyimpanan)."""
        stays = row.state is DocumentState.DONE and not is_over(row, context.now)
        return [key for key in documents.keys_of(row) if not (stays and key == row.storage_key)]


@object_type
class DocumentTask:
    """A document to write, for the worker (tugas penulisan)."""

    kind: DocumentKind = attribute("What to write (jenis).")
    format: DocumentFormat = attribute("As what kind of file (format).")
    year: int | None = attribute("The year that it is about (tahun).")
    month: int | None = attribute("The month that it is about (bulan).")
    subject: strawberry.ID | None = attribute("The object that it is about (objek).")
    requested_at: datetime = attribute("When it was asked for: the date that it carries (waktu permintaan).")
    storage_key: str = attribute("Where its bytes belong (kunci penyimpanan).")
    attempts: int = attribute("The how manieth attempt this is (percobaan).")
    question: str | None = attribute("What is to be asked, as JSON (pertanyaan).")
    rows: int = attribute("How many rows the parts have that are read already (jumlah baris).")
    cut: bool = attribute("Is more left out than fits into a file? (terpotong).")
    resume_after: str | None = attribute("Where reading goes on; null at the beginning and at the end (kursor).")
    seen_as: str | None = attribute("With which rights the parts were read (hak baca).")

    @derived(list[str])
    @staticmethod
    def parts(row: DocumentRow, _context: Context) -> list[str]:
        """Where the parts lie that are read already, in their order (kunci bagian)."""
        return documents.part_keys(row)

    @derived(strawberry.ID)
    @staticmethod
    def document(row: DocumentRow, _context: Context) -> str:
        """The document (dokumen)."""
        return id_of(row)

    @derived(strawberry.ID)
    @staticmethod
    def account(row: DocumentRow, _context: Context) -> str:
        """Who asked (akun)."""
        return node_id("Account", 0, row.account_id)

    @derived(strawberry.ID)
    @staticmethod
    def position(row: DocumentRow, _context: Context) -> str:
        """In which position (jabatan)."""
        return node_id("Position", row.tenant_id, row.position_id)


@object_type
class Letterhead:
    """What stands above a pemda's documents, and who signs them (kop surat dan penanda tangan)."""

    office: str = attribute("The office that writes them (nama perangkat daerah).")
    address: str = attribute("Where it is found (alamat).")
    place: str = attribute("Where documents are signed (tempat penetapan).")
    signer_title: str = attribute("As what they are signed (jabatan penanda tangan).")
    signer_name: str = attribute("By whom; empty for a line to sign on (nama penanda tangan).")
    signer_number: str = attribute("NIP or the like (nomor induk).")
    changed_at: datetime = attribute("When it was set (waktu perubahan).")


@object_type
class ReportedComplaints:
    """How many complaints, and where they are now (jumlah laporan)."""

    key: str = attribute("What they share: a month, an enum's value, an id; empty for none (kunci).")
    name: str = attribute("The name of the unit or the topic; empty for others (nama).")
    received: int = attribute("Received in the period (diterima).")
    unverified: int = attribute("Not verified, or waiting for the reporter (belum terverifikasi).")
    disposed: int = attribute("Disposed, without a response (belum ditindaklanjuti).")
    in_progress: int = attribute("In progress (proses).")
    answered: int = attribute("Answered, waiting for the reporter (ditindaklanjuti).")
    closed: int = attribute("Closed (selesai).")
    archived: int = attribute("Archived (diarsipkan).")
    on_time: int = attribute("Answered by their deadline (tepat waktu).")
    late: int = attribute("Answered later, or overdue without an answer (terlambat).")


@object_type
class ComplaintReport:
    """The complaints of a pemda in a period, as far as you may see them (laporan pengelolaan pengaduan).

    It counts what is there now; the document that is made of it keeps what was counted.
    """

    year: int = attribute("The year (tahun).")
    month: int | None = attribute("The month; null for the whole year (bulan).")
    first: date = attribute("Its first day, local time (tanggal awal).")
    last: date = attribute("Its last day (tanggal akhir).")
    counted_at: datetime = attribute("When it was counted (waktu penghitungan).")

    @edge(Pemda_ | None)
    @staticmethod
    async def pemda(row: ComplaintReportRow, context: Context) -> PemdaRow | None:
        """The pemda (instansi)."""
        return await context.load(pemda.by_tenant, row.tenant_id)

    @derived(ReportedComplaints)
    @staticmethod
    def total(row: ComplaintReportRow, _context: Context) -> Any:
        """All of them (jumlah)."""
        return _lines(row, "TOTAL")[0]

    @derived(list[ReportedComplaints])
    @staticmethod
    def by_month(row: ComplaintReportRow, _context: Context) -> list[ReportLine]:
        """By the month in which they came, as 2026-03, the first month first (menurut bulan)."""
        return sorted(_lines(row, "MONTH"), key=lambda line: line.key)

    @derived(list[ReportedComplaints])
    @staticmethod
    def by_kind(row: ComplaintReportRow, _context: Context) -> list[ReportLine]:
        """By classification (menurut klasifikasi)."""
        return _lines(row, "KIND")

    @derived(list[ReportedComplaints])
    @staticmethod
    def by_channel(row: ComplaintReportRow, _context: Context) -> list[ReportLine]:
        """By where they came from (menurut sumber laporan)."""
        return _lines(row, "CHANNEL")

    @derived(list[ReportedComplaints])
    @staticmethod
    def by_outcome(row: ComplaintReportRow, _context: Context) -> list[ReportLine]:
        """By what came of them (menurut hasil)."""
        return _lines(row, "OUTCOME")

    @derived(list[ReportedComplaints])
    @staticmethod
    def by_unit(row: ComplaintReportRow, _context: Context) -> list[ReportLine]:
        """By the unit that has them; an empty key is the pemda's own desk (menurut unit kerja)."""
        return _lines(row, "UNIT")

    @derived(list[ReportedComplaints])
    @staticmethod
    def by_topic(row: ComplaintReportRow, _context: Context) -> list[ReportLine]:
        """By topic (menurut kategori)."""
        return _lines(row, "TOPIC")

    @derived(int)
    @staticmethod
    def carried_over(row: ComplaintReportRow, _context: Context) -> int:
        """Received earlier and not finished when the period began (sisa periode sebelumnya)."""
        return row.counts.carried_over

    @derived(int)
    @staticmethod
    def finished(row: ComplaintReportRow, _context: Context) -> int:
        """Closed in the period, whenever they came (selesai pada periode ini)."""
        return row.counts.finished

    @derived(float | None)
    @staticmethod
    def first_response_days(row: ComplaintReportRow, _context: Context) -> float | None:
        """Days from arrival to the first response, on average (rata-rata hari tindak lanjut, RTL)."""
        days = row.counts.first_response_days
        return None if days is None else float(days)

    @derived(float | None)
    @staticmethod
    def completion_days(row: ComplaintReportRow, _context: Context) -> float | None:
        """Days from arrival to closing, on average (rata-rata hari penyelesaian, RHP)."""
        days = row.counts.completion_days
        return None if days is None else float(days)


def _lines(row: ComplaintReportRow, dimension: str) -> list[ReportLine]:
    return [line for line in row.lines if line.dimension == dimension]
