"""Which documents does Tuntas write, about which period, as what kind of file? What becomes of a request for one?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from rules.errors import CONFLICT, Refusal, bad_input


class DocumentKind(StrEnum):
    """What is written."""

    COMPLAINT_REPORT = "COMPLAINT_REPORT"
    LAPOR_EXPORT = "LAPOR_EXPORT"
    ASSESSMENT_MATRIX = "ASSESSMENT_MATRIX"
    ASSESSMENT_PRIORITIES = "ASSESSMENT_PRIORITIES"
    ASSESSMENT_MINUTES = "ASSESSMENT_MINUTES"
    ACTION_PLAN = "ACTION_PLAN"
    MONTHLY_REALISATION = "MONTHLY_REALISATION"
    COMPLAINT_LIST = "COMPLAINT_LIST"
    STATISTICS_TABLE = "STATISTICS_TABLE"


class DocumentFormat(StrEnum):
    """As what kind of file: PDF to sign, DOCX to go on writing, XLSX to go on reckoning, CSV for other programs."""

    PDF = "PDF"
    DOCX = "DOCX"
    XLSX = "XLSX"
    CSV = "CSV"


class DocumentState(StrEnum):
    """What became of a request."""

    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


class Needs(NamedTuple):
    """What a kind is about."""

    period: bool = False
    month: bool = False
    """Of a month; without it a year will do."""
    subject: str | None = None
    """The type of the object that it is about."""
    question: str | None = None
    """The field of the request that holds what is asked of the graph."""


NEEDS: Final[Mapping[DocumentKind, Needs]] = MappingProxyType(
    {
        DocumentKind.COMPLAINT_REPORT: Needs(period=True),
        DocumentKind.LAPOR_EXPORT: Needs(period=True),
        DocumentKind.ASSESSMENT_MATRIX: Needs(subject="Assessment"),
        DocumentKind.ASSESSMENT_PRIORITIES: Needs(subject="Assessment"),
        DocumentKind.ASSESSMENT_MINUTES: Needs(subject="Assessment"),
        DocumentKind.ACTION_PLAN: Needs(subject="ActionPlan"),
        DocumentKind.MONTHLY_REALISATION: Needs(period=True, month=True, subject="ActionPlan"),
        DocumentKind.COMPLAINT_LIST: Needs(question="complaints"),
        DocumentKind.STATISTICS_TABLE: Needs(question="statistics"),
    }
)
_PAPER: Final = frozenset({DocumentFormat.PDF, DocumentFormat.DOCX, DocumentFormat.XLSX})
_TABLE: Final = frozenset({DocumentFormat.CSV, DocumentFormat.XLSX})
FORMATS: Final[Mapping[DocumentKind, frozenset[DocumentFormat]]] = MappingProxyType(
    {
        **dict.fromkeys(DocumentKind, _PAPER),
        DocumentKind.LAPOR_EXPORT: frozenset({DocumentFormat.XLSX}),
        DocumentKind.COMPLAINT_LIST: _TABLE,
        DocumentKind.STATISTICS_TABLE: _TABLE,
    }
)
SHARED: Final = frozenset({DocumentKind.COMPLAINT_REPORT})
"""Counts only: everybody of the pemda who may read documents has them. All others are whose they are."""
PERSONAL: Final = frozenset({DocumentKind.LAPOR_EXPORT, DocumentKind.COMPLAINT_LIST})
"""Has a row for every complaint as the one who asked may see it: for that one alone."""
LISTING: Final = frozenset({DocumentKind.COMPLAINT_LIST})
"""Read page by page: the parts that are read are kept until the document is there."""
MEDIA_TYPES: Final[Mapping[DocumentFormat, str]] = MappingProxyType(
    {
        DocumentFormat.PDF: "application/pdf",
        DocumentFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        DocumentFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        DocumentFormat.CSV: "text/csv; charset=utf-8",
    }
)
NAMES: Final[Mapping[DocumentKind, str]] = MappingProxyType(
    {
        DocumentKind.COMPLAINT_REPORT: "laporan-pengaduan",
        DocumentKind.LAPOR_EXPORT: "ekspor-lapor",
        DocumentKind.ASSESSMENT_MATRIX: "matriks-asesmen",
        DocumentKind.ASSESSMENT_PRIORITIES: "lembar-prioritas",
        DocumentKind.ASSESSMENT_MINUTES: "berita-acara-asesmen",
        DocumentKind.ACTION_PLAN: "rencana-aksi",
        DocumentKind.MONTHLY_REALISATION: "realisasi-bulanan",
        DocumentKind.COMPLAINT_LIST: "daftar-pengaduan",
        DocumentKind.STATISTICS_TABLE: "tabel-statistik",
    }
)
"""How their files are called."""
_ORDINARY: Final = timedelta(days=90)
KEPT: Final[Mapping[DocumentKind, timedelta | None]] = MappingProxyType(
    {
        DocumentKind.COMPLAINT_REPORT: None,
        DocumentKind.LAPOR_EXPORT: timedelta(days=30),
        DocumentKind.ASSESSMENT_MATRIX: _ORDINARY,
        DocumentKind.ASSESSMENT_PRIORITIES: _ORDINARY,
        DocumentKind.ASSESSMENT_MINUTES: None,
        DocumentKind.ACTION_PLAN: _ORDINARY,
        DocumentKind.MONTHLY_REALISATION: _ORDINARY,
        DocumentKind.COMPLAINT_LIST: timedelta(days=30),
        DocumentKind.STATISTICS_TABLE: _ORDINARY,
    }
)
"""How long the bytes of a finished document lie here; None for good. Reports keep what was counted, minutes are signed;
all others can be written again. An export of complaints goes first: nobody needs a second copy of personal data.
"""
SETTLED: Final = timedelta(days=1)
"""After that nobody is still at work on a document that is finished: what broken attempts left may go."""
LEASE: Final = timedelta(minutes=10)
"""A worker that has not finished by then was killed: another one begins again."""
MOST_ATTEMPTS: Final = 3
MOST_WAITING: Final = 20
"""Requests of one person that are not finished yet."""
MOST_LISTS: Final = 3
"""Of these, documents that list complaints: each reads up to MOST_ROWS of them."""
MOST_ROWS: Final = 100_000
"""In one file; what follows is left out, and the file and the document say so."""
PAGES_A_PART: Final = 10
"""So many pages are kept at once: a worker that is killed loses at most these."""
MOST_PARTS: Final = 100
"""MOST_ROWS in pages of a hundred."""
EARLIEST: Final = 2010
"""LAPOR! began in 2011."""
MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a whole year, in local days."""

    year: int
    month: int | None = None

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, 1)

    @property
    def following(self) -> date:
        """The first day after it."""
        if self.month is None or self.month == MONTHS:
            return date(self.year + 1, 1, 1)
        return date(self.year, self.month + 1, 1)

    @property
    def written(self) -> str:
        """2026 or 2026-03."""
        return str(self.year) if self.month is None else f"{self.year}-{self.month:02d}"


def period_of(year: int | None, month: int | None, today: date) -> Period:
    """A period that has begun. Raises BAD_USER_INPUT."""
    if year is None or not EARLIEST <= year <= today.year:
        raise bad_input(
            "year", f"Name a year from {EARLIEST} to this one.", f"Isi tahun antara {EARLIEST} dan tahun ini."
        )
    if month is not None and not 1 <= month <= MONTHS:
        raise bad_input("month", "Months are 1 to 12.", "Bulan diisi 1 sampai 12.")
    period = Period(year, month)
    if period.first > today:
        raise bad_input("month", "This month has not begun.", "Bulan ini belum dimulai.")
    return period


def asked(
    kind: DocumentKind,
    format_: DocumentFormat,
    *,
    year: int | None,
    month: int | None,
    subject: bool,
    questions: Collection[str] = (),
) -> None:
    """Does the request fit the kind? Raises BAD_USER_INPUT naming the field that does not."""
    needs = NEEDS[kind]
    if format_ not in FORMATS[kind]:
        raise _unfit("format", kind, "is not written in this format", "tidak tersedia dalam format ini")
    if subject != (needs.subject is not None):
        raise _unfit("subject", kind, *_wanted(needs.subject is not None))
    for field in sorted({*questions} ^ {needs.question or ""} - {""}):
        raise _unfit(field, kind, *_wanted(field == needs.question))
    if (year is not None) != needs.period:
        raise _unfit("year", kind, *_wanted(needs.period))
    if month is not None and not needs.period:
        raise _unfit("month", kind, *_wanted(wanted=False))
    if month is None and needs.month:
        raise _unfit("month", kind, *_wanted(wanted=True))


def _wanted(wanted: bool) -> tuple[str, str]:  # noqa: FBT001 - yes or no is all it is about
    return ("needs it", "memerlukan isian ini") if wanted else ("has none", "tidak memakai isian ini")


def _unfit(field: str, kind: DocumentKind, en: str, id: str) -> Refusal:
    return bad_input(field, f"{kind} {en}.", f"{kind} {id}.", rule=f"documents: {kind}")


def kept_until(kind: DocumentKind, finished_at: datetime) -> datetime | None:
    """When the bytes of a document go; None for one that is kept for good. The row with its checksum stays."""
    kept = KEPT[kind]
    return None if kept is None else finished_at + kept


def taken_over() -> Refusal:
    """Another worker took the document when the time of this one had run out: its attempt counts no more."""
    return Refusal(
        CONFLICT,
        "Another worker took this document over.",
        "Dokumen ini sudah diambil alih pekerja lain.",
        field="attempt",
        rule="documents: one attempt at a time",
    )


def file_name(kind: DocumentKind, format_: DocumentFormat, code: str, period: Period | None) -> str:
    """laporan-pengaduan-21.01-2026-03.pdf."""
    about = "" if period is None else f"-{period.written}"
    return f"{NAMES[kind]}-{code}{about}.{format_.lower()}"
