"""The enums about documents as the interface publishes them, each value with its Indonesian term."""

from graph.declarations import enum_type
from rules.documents import DocumentFormat, DocumentKind, DocumentState

enum_type(
    DocumentKind,
    {
        DocumentKind.COMPLAINT_REPORT: "Complaints of a month or a year, counted (laporan pengelolaan pengaduan).",
        DocumentKind.LAPOR_EXPORT: "Complaints of a month or a year in the layout of LAPOR! (ekspor LAPOR!).",
        DocumentKind.ASSESSMENT_MATRIX: "The answers and scores of an assessment (matriks asesmen).",
        DocumentKind.ASSESSMENT_PRIORITIES: "The priority sheet of an assessment (lembar kelompok prioritas).",
        DocumentKind.ASSESSMENT_MINUTES: "The minutes of an assessment (berita acara penilaian mandiri).",
        DocumentKind.ACTION_PLAN: "An action plan, chapters and annexes (rencana aksi).",
        DocumentKind.MONTHLY_REALISATION: "What was realised of a plan in a month (tabel realisasi bulanan).",
        DocumentKind.COMPLAINT_LIST: "Complaints one by one, as `complaints` lists them to you (daftar pengaduan).",
        DocumentKind.STATISTICS_TABLE: "The rows of a question to `statistics` (tabel statistik).",
    },
)
enum_type(
    DocumentFormat,
    {
        DocumentFormat.PDF: "To read, print and sign (PDF).",
        DocumentFormat.DOCX: "To go on writing (dokumen Word).",
        DocumentFormat.XLSX: "Its tables, with their formulas (buku kerja Excel).",
        DocumentFormat.CSV: "Rows for other programs, in UTF-8 (berkas CSV).",
    },
)
enum_type(
    DocumentState,
    {
        DocumentState.WAITING: "Nobody has begun (menunggu).",
        DocumentState.RUNNING: "It is being written (sedang dibuat).",
        DocumentState.DONE: "It can be downloaded (selesai).",
        DocumentState.FAILED: "It could not be written; the code says why (gagal).",
    },
)
__all__ = ["DocumentFormat", "DocumentKind", "DocumentState"]
