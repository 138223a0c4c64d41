"""The rows of documents, letterheads and of what a report counts, as the stores hand them out."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from rules.documents import DocumentFormat, DocumentKind, DocumentState, Period


@dataclass(slots=True)
class DocumentRow:
    """A document that somebody asked for, in a position; its bytes lie behind the key once it is done.

    Each attempt has a key of its own. `swept_at` is when those of broken attempts went, `removed_at` when its own did.
    One that lists is read in parts: `parts` says which attempt kept each, `rows` how many rows they have together,
    `resume_after` where reading goes on (null: nowhere), and `seen_as` with which rights they were read.
    """

    tenant_id: int
    id: UUID
    kind: DocumentKind
    format: DocumentFormat
    year: int | None
    month: int | None
    subject: str | None
    account_id: UUID
    position_id: UUID
    asked_by: str
    state: DocumentState
    progress: int
    attempts: int
    code: str | None
    requested_at: datetime
    leased_until: datetime | None
    finished_at: datetime | None
    storage_key: str
    sha256: bytes | None
    size: int | None
    swept_at: datetime | None = None
    removed_at: datetime | None = None
    question: str | None = None
    rows: int = 0
    cut: bool = False
    parts: list[int] = field(default_factory=list)
    resume_after: str | None = None
    seen_as: str | None = None

    def __post_init__(self) -> None:
        """The words of the database become the words of the rules."""
        self.kind, self.format = DocumentKind(self.kind), DocumentFormat(self.format)
        self.state = DocumentState(self.state)

    @property
    def period(self) -> Period | None:
        """The month or year that it is about."""
        return None if self.year is None else Period(self.year, self.month)


@dataclass(slots=True)
class LetterheadRow:
    """What stands above a pemda's documents, and who signs them."""

    tenant_id: int
    office: str
    address: str
    place: str
    signer_title: str
    signer_name: str
    signer_number: str
    changed_at: datetime
    changed_by: UUID


@dataclass(slots=True)
class ReportLine:
    """How many complaints of one month, kind, channel, outcome, unit or topic; and where they are now."""

    dimension: str
    key: str
    name: str
    received: int
    unverified: int
    disposed: int
    in_progress: int
    answered: int
    closed: int
    archived: int
    on_time: int
    late: int


@dataclass(slots=True)
class ReportCounts:
    """What a report tells besides the complaints of its period, and how long those took, in days."""

    carried_over: int
    finished: int
    first_response_days: Decimal | None
    completion_days: Decimal | None


@dataclass(slots=True)
class ComplaintReportRow:
    """The complaints of a pemda in a period as its viewer may see them, counted at one moment."""

    tenant_id: int
    year: int
    month: int | None
    first: date
    last: date
    counted_at: datetime
    lines: list[ReportLine]
    counts: ReportCounts
