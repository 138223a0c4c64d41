"""What is said to have a document made, and what the worker says of one that it makes."""

import strawberry

from graph.complaint_filter import ComplaintListInput
from graph.declarations import attribute
from graph.document_vocabulary import DocumentFormat, DocumentKind
from graph.inputs import input_type, text, whole
from graph.move_input import OnceInput
from graph.paging import LONGEST_CURSOR
from graph.statistic_question import StatisticsInput
from rules.documents import MOST_ATTEMPTS, MOST_PARTS, MOST_ROWS


@input_type
class RequestDocumentInput(OnceInput):
    """A document that somebody wants (permintaan dokumen)."""

    kind: DocumentKind = attribute("What to write (jenis).")
    format: DocumentFormat = attribute("As what kind of file (format).")
    year: int | None = attribute("The year that it is about (tahun).", default=None)
    month: int | None = attribute("The month; the whole year when absent (bulan).", default=None)
    subject: strawberry.ID | None = attribute("The assessment or plan that it is about (objek).", default=None)
    complaints: ComplaintListInput | None = attribute("Which complaints to list (daftar pengaduan).", default=None)
    statistics: StatisticsInput | None = attribute("What to ask the statistics (pertanyaan statistik).", default=None)


@input_type
class SetLetterheadInput(OnceInput):
    """What is to stand above the documents of your pemda, and who signs them (kop surat)."""

    office: str = text("The office that writes them (nama perangkat daerah).", at_least=3, at_most=150)
    address: str = text("Where it is found (alamat).", at_most=300, default="")
    place: str = text("Where documents are signed (tempat penetapan).", at_most=80, default="")
    signer_title: str = text("As what they are signed (jabatan penanda tangan).", at_most=150, default="")
    signer_name: str = text("By whom (nama penanda tangan).", at_most=120, default="")
    signer_number: str = text("NIP or the like (nomor induk).", at_most=60, default="")


@input_type
class OfDocumentInput:
    """A document that the worker takes (dokumen)."""

    document: strawberry.ID = attribute("The document (dokumen).")


@input_type
class ClearDocumentInput(OfDocumentInput):
    """A document of which files were removed (pembersihan berkas)."""

    over: bool = attribute("Was its own file among them, because its time is over? (masa simpan habis).")


@input_type
class OfAttemptInput(OfDocumentInput):
    """A worker's attempt at a document; one that another worker took over counts no more (percobaan)."""

    attempt: int = whole(
        "The how manieth it is, as `beginDocument` said (percobaan).", at_least=1, at_most=MOST_ATTEMPTS
    )


@input_type
class DocumentProgressInput(OfAttemptInput):
    """How far a document is (kemajuan)."""

    progress: int = whole("In percent (persen).", at_least=0, at_most=99)


@input_type
class KeepDocumentPartInput(DocumentProgressInput):
    """A part of a list that was read and lies where the worker keeps it (bagian dokumen)."""

    number: int = whole("The how manieth part (nomor bagian).", at_least=1, at_most=MOST_PARTS)
    rows: int = whole("How many rows are read with it (jumlah baris).", at_least=0, at_most=MOST_ROWS)
    cut: bool = attribute("Is more left out than fits into a file? (terpotong).", default=False)
    resume_after: str | None = text(
        "Where reading goes on; null when all is read (kursor lanjutan).", at_most=LONGEST_CURSOR, default=None
    )
    seen_as: str = text("With which rights it was read: only the same go on (hak baca).", at_least=1, at_most=64)


@input_type
class FinishDocumentInput(OfAttemptInput):
    """A document whose bytes are kept (dokumen selesai)."""

    sha256: str = text("SHA-256 of its bytes, in hexadecimal (sidik jari).", at_least=64, at_most=64)
    size: int = whole("How many bytes (ukuran).", at_least=1, at_most=2_000_000_000)


@input_type
class FailDocumentInput(OfAttemptInput):
    """A document that could not be written (dokumen gagal)."""

    code: str = text("Why: the code of the refusal (kode).", at_least=3, at_most=60)
    again: bool = attribute("May it be tried again in a while? (coba lagi).", default=False)
