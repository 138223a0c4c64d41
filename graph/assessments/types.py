"""A self-assessment as the interface shows it: questions, sheets, scores, part A, priorities, minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry

from graph import veil
from graph.assessing import Assessed, assessed, period_of, questions_of
from graph.assessment_parts import AssessmentCategory, CategoryScore, QuestionSetType, scored
from graph.assessment_vocabulary import (
    AssessmentAction,
    AssessmentStatus,
    ExactNumber,
    Fault,
    Figure,
    GeneralFigure,
    TrainingCoverage,
)
from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived, edge
from graph.inputs import argument
from graph.nodes import Node, node_id, node_type
from graph.paging import After, Connection, First, page_request
from graph.published_results import PublishedResultInput, discrepancies
from graph.seeing import sees, visible
from policies.decisions import viewer_can
from policies.permissions import Permission
from policies.visibility import Columns
from rules.assessment_discrepancies import Discrepancy
from rules.assessment_scores import Ranked
from rules.general_information import RESOLVED, Counts, average_received
from rules.identifiers import Reach
from rules.pages import Page
from rules.question_sets import Category, QuestionSet
from rules.trainings import Coverage
from tenants.assessment_rows import (
    AssessmentRow,
    ContestRow,
    MinutesRow,
    PriorityRow,
    SheetRow,
    UnitResult,
)
from tenants.stores import assessment_papers, assessment_sheets, complaints, pemda
from tenants.stores.complaint_sql import NEWEST, PARTY_EXISTS, POLICY_COLUMNS
from tenants.stores.complaints import Listing

if TYPE_CHECKING:
    from graph.assessment_sheets.types import AssessmentSheet
    from graph.complaints.types import Complaint
    from graph.pemda.types import Pemda

Complaint_ = Annotated["Complaint", strawberry.lazy("graph.complaints.types")]
Pemda_ = Annotated["Pemda", strawberry.lazy("graph.pemda.types")]
AssessmentSheet_ = Annotated["AssessmentSheet", strawberry.lazy("graph.assessment_sheets.types")]
_COLUMNS: Final = Columns(of=POLICY_COLUMNS, party=PARTY_EXISTS)
_MOST_DRILLED: Final = 3
"""Each drill-down is a statement of its own: so many in one request."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A category in the order of urgency."""

    category: Category
    ranked: Ranked
    certain: bool


@object_type
class UnitScores:
    """What one unit came to (hasil unit)."""

    unit_name: str = attribute("The unit as it was called (nama unit).")
    sheet: strawberry.ID = attribute("The id of its sheet (lembar penilaian).")
    scores: list[CategoryScore] = attribute("Its scores (nilai per kategori).")


@object_type
class CategoryResult:
    """What the pemda came to in one category (hasil kategori)."""

    category: AssessmentCategory = attribute("The category (kategori).")
    certain: bool = attribute("Is the document clear about all questions of it? (pasti).")

    @derived(ExactNumber)
    @staticmethod
    def score(row: PlaceRow, _context: Context) -> Fraction:
        """The mean over the units (nilai rata-rata)."""
        return row.ranked.score

    @derived(int)
    @staticmethod
    def place(row: PlaceRow, _context: Context) -> int:
        """Its place in the order of urgency, the lowest score first (urutan prioritas)."""
        return row.ranked.place

    @derived(bool)
    @staticmethod
    def tied(row: PlaceRow, _context: Context) -> bool:
        """Does another category have the same score, and so the same place? (seri)."""
        return row.ranked.tied


@object_type(name="Discrepancy")
class DiscrepancyType:
    """A printed figure that is not what the answers come to (selisih)."""

    figure: Figure = attribute("Which figure (jenis angka).")
    fault: Fault = attribute("How it differs (jenis kesalahan).")
    unit: str | None = attribute("The unit; null for figures of the pemda (unit).")
    category: str | None = attribute("The code of the category (kategori).")
    question: int | None = attribute("The number of the question, of an answer (nomor pertanyaan).")
    other: str | None = attribute("The category that it changed places with (tertukar dengan).")
    computed: ExactNumber = attribute("What the answers come to (hasil hitung).")

    @derived(str)
    @staticmethod
    def printed(row: Discrepancy, _context: Context) -> str:
        """The figure as it was printed (tercetak)."""
        printed: Decimal = row.printed
        return str(printed)


@object_type
class AssessmentResult:
    """What an assessment came to; exact, and frozen once it is final (hasil penilaian)."""

    frozen: bool = attribute("Do the figures stand for good? (final).")

    @derived(list[CategoryResult])
    @staticmethod
    def categories(row: Assessed, _context: Context) -> list[PlaceRow]:
        """The categories by urgency, ties side by side; empty while no unit has answered (urutan prioritas)."""
        named = {one.code: one for one in row.questions.categories}
        return [PlaceRow(named[one.category], one, row.questions.is_certain(one.category)) for one in row.places]

    @derived(list[UnitScores])
    @staticmethod
    def units(row: Assessed, context: Context) -> list[UnitScores]:
        """The units whose sheets count and that the viewer may see (hasil per unit)."""
        return [_unit_scores(row, unit) for unit in _seen(row, context)]

    @derived(int)
    @staticmethod
    def unit_count(row: Assessed, _context: Context) -> int:
        """How many units count in the averages (jumlah unit)."""
        return len(row.outcome.units)

    @derived(list[TrainingCoverage])
    @staticmethod
    def training(row: Assessed, _context: Context) -> list[Coverage]:
        """How many of those who manage complaints were trained (persentase personel terlatih)."""
        return list(row.outcome.coverage)

    @derived(list[DiscrepancyType])
    @staticmethod
    def discrepancies(
        row: Assessed, context: Context, published: Annotated[PublishedResultInput, argument("What was printed.")]
    ) -> list[Discrepancy]:
        """Where a printed result differs from what the answers come to (laporan selisih)."""
        return discrepancies(row, _seen(row, context), published)


@object_type
class GeneralContest:
    """Other figures that somebody stated for part A, with reason and evidence (koreksi informasi umum)."""

    received: int = attribute("Complaints received (diterima).")
    resolved: int = attribute("Complaints resolved (diselesaikan).")
    reason: str = attribute("Why the counted figures are not right (alasan).")
    evidence: str = attribute("What proves it (bukti).")
    link: str = attribute("Where the proof lies; empty without (tautan bukti).")
    by_title: str = attribute("In which position it was stated (oleh).")
    at: datetime = attribute("When (waktu).")


@object_type
class GeneralInformation:
    """Part A: complaints of the period as Tuntas counts them (informasi umum)."""

    @derived(int)
    @staticmethod
    def received(row: Assessed, _context: Context) -> int:
        """Complaints that came in (diterima)."""
        return row.outcome.counts.received

    @derived(int)
    @staticmethod
    def resolved(row: Assessed, _context: Context) -> int:
        """Of these, closed as solved, informed or taken in (diselesaikan)."""
        return row.outcome.counts.resolved

    @derived(int)
    @staticmethod
    def not_resolved(row: Assessed, _context: Context) -> int:
        """The rest (tidak dapat diselesaikan)."""
        return row.outcome.counts.not_resolved

    @derived(ExactNumber | None)
    @staticmethod
    def resolved_share(row: Assessed, _context: Context) -> Fraction | None:
        """Resolved in percent; null when nothing came in (persentase diselesaikan)."""
        counts: Counts = row.outcome.counts
        return counts.share(counts.resolved)

    @derived(ExactNumber | None)
    @staticmethod
    def not_resolved_share(row: Assessed, _context: Context) -> Fraction | None:
        """The rest in percent; null when nothing came in (persentase tidak diselesaikan)."""
        counts: Counts = row.outcome.counts
        return counts.share(counts.not_resolved)

    @derived(ExactNumber)
    @staticmethod
    def average_received(row: Assessed, _context: Context) -> Fraction:
        """Received in an average month or year, as the question set asks (rata-rata diterima)."""
        return average_received(row.outcome.counts, row.questions.counting, row.row.first_day, row.row.last_day)

    @edge(list[GeneralContest])
    @staticmethod
    async def contests(row: Assessed, context: Context) -> list[ContestRow]:
        """What was stated against it, the newest first, 50 at most (koreksi)."""
        return await context.load(assessment_papers.contests, (row.row.tenant_id, row.row.id))

    @edge(Connection[Complaint_])
    @staticmethod
    async def complaints(
        row: Assessed,
        context: Context,
        of: Annotated[GeneralFigure, argument("Behind which figure.")] = GeneralFigure.RECEIVED,
        first: First = 20,
        after: After = None,
    ) -> Page[Any]:
        """The complaints behind a figure as they are now, that you may see, newest first (rincian)."""
        context.ration("generalInformation.complaints", _MOST_DRILLED)
        listing = Listing(
            reach=Reach(row.row.tenant_id, row.row.tenant_id),
            visible=visible(context, Permission.COMPLAINT_READ, _COLUMNS),
            request=page_request(NEWEST.order, first, after),
            sort=NEWEST,
            filters=_behind(row.row, GeneralFigure(of)),
            parties=True,
        )
        page = await complaints.page(context.sessions, listing)
        veil.veiled(context, page.rows)
        return page


@object_type
class AssessmentPriority:
    """A line of the priority sheet (penetapan prioritas)."""

    category: str = attribute("The code of the category (aspek).")
    place: int = attribute("What was circled, 1 the most urgent; several may share a place (prioritas).")
    reasons: str = attribute("Why (alasan).")
    set_title: str = attribute("In which position it was set (oleh).")
    set_at: datetime = attribute("When (waktu).")


@object_type
class Attendee:
    """Somebody who attended (daftar hadir)."""

    name: str = attribute("Name (nama).")
    institution: str = attribute("From which office (instansi).")
    position: str = attribute("In which position (jabatan).")


@object_type
class AssessmentMinutes:
    """The minutes of the assessment (berita acara)."""

    held_on: date = attribute("On which day (tanggal).")
    place: str = attribute("Where (tempat).")
    process: str = attribute("How it went (proses pelaksanaan).")
    written_title: str = attribute("In which position it was written (oleh).")
    written_at: datetime = attribute("When it was written (waktu).")
    signed_name: str = attribute("Who signed; empty before (penanda tangan).")
    signed_title: str = attribute("In which position (jabatan penanda tangan).")
    signed_at: datetime | None = attribute("When it was signed; null before (waktu penandatanganan).")

    @derived(list[Attendee])
    @staticmethod
    def attendance(row: MinutesRow, _context: Context) -> list[Attendee]:
        """Who attended (daftar hadir)."""
        return [Attendee(**one) for one in row.attendance]


@node_type(AssessmentRow)
class Assessment(Node):
    """The self-assessment of a pemda in one year (penilaian mandiri)."""

    year: int = attribute("The year (tahun).")
    first_day: date = attribute("The first day whose complaints part A counts (awal periode).")
    last_day: date = attribute("The last one (akhir periode).")
    status: AssessmentStatus = attribute("Where it is (status).")
    created_title: str = attribute("In which position it was drafted (dibuat oleh).")
    created_at: datetime = attribute("When (dibuat pada).")
    finalised_title: str = attribute("In which position it was made final; empty before (ditetapkan oleh).")
    finalised_at: datetime | None = attribute("When it was made final; null before (ditetapkan pada).")

    @edge(Pemda_ | None)
    @staticmethod
    async def pemda(row: AssessmentRow, context: Context) -> Any:
        """Whose it is (pemerintah daerah)."""
        return await context.load(pemda.by_tenant, row.tenant_id)

    @edge(QuestionSetType)
    @staticmethod
    async def question_set(row: AssessmentRow, context: Context) -> QuestionSet:
        """Its questions (daftar pertanyaan)."""
        return await questions_of(context, row)

    @edge(list[AssessmentSheet_])
    @staticmethod
    async def sheets(row: AssessmentRow, context: Context) -> list[SheetRow]:
        """The sheets of the units that the viewer may see, 200 at most (lembar penilaian)."""
        found = await context.load(assessment_sheets.of_assessments, (row.tenant_id, row.id))
        return [one for one in found if sees(context, Permission.SHEET_READ, one)]

    @edge(AssessmentResult | None)
    @staticmethod
    async def result(row: AssessmentRow, context: Context) -> Assessed | None:
        """What it came to; null for whom it is not (hasil)."""
        return await assessed(context, row)

    @edge(GeneralInformation | None)
    @staticmethod
    async def general_information(row: AssessmentRow, context: Context) -> Assessed | None:
        """Part A; null for whom it is not (informasi umum)."""
        return await assessed(context, row)

    @edge(list[AssessmentPriority])
    @staticmethod
    async def priorities(row: AssessmentRow, context: Context) -> list[PriorityRow]:
        """The priority sheet, the most urgent first; empty before it is set (penetapan prioritas)."""
        if not sees(context, Permission.ASSESSMENT_READ_RESULT, row):
            return []
        return await context.load(assessment_papers.priorities, (row.tenant_id, row.id))

    @edge(AssessmentMinutes | None)
    @staticmethod
    async def minutes(row: AssessmentRow, context: Context) -> MinutesRow | None:
        """The minutes; null before they are written (berita acara)."""
        if not sees(context, Permission.ASSESSMENT_READ_RESULT, row):
            return None
        return await context.load(assessment_papers.minutes, (row.tenant_id, row.id))

    @derived(list[AssessmentAction])
    @staticmethod
    def viewer_can(row: AssessmentRow, context: Context) -> list[AssessmentAction]:
        """What the viewer may do to it (tindakan yang diizinkan)."""
        return [AssessmentAction[each.action.upper()] for each in viewer_can(context.principal, row, "assessment")]


def _unit_scores(row: Assessed, unit: UnitResult) -> UnitScores:
    return UnitScores(
        unit_name=unit.unit_name,
        sheet=strawberry.ID(node_id("AssessmentSheet", row.row.tenant_id, unit.sheet_id)),
        scores=scored(row.questions, unit.scores),  # type: ignore[arg-type] # types resolve from rows
    )


@dataclass(frozen=True, slots=True)
class _Place:
    tenant_id: int
    unit_path: str


def _seen(row: Assessed, context: Context) -> Sequence[UnitResult]:
    tenant = row.row.tenant_id
    return [one for one in row.outcome.units if sees(context, Permission.SHEET_READ, _Place(tenant, one.unit_path))]


def _behind(row: AssessmentRow, figure: GeneralFigure) -> dict[str, Any]:
    _, since, until = period_of(row)
    filters: dict[str, Any] = {"received_from": since, "received_until": until}
    if figure is not GeneralFigure.RECEIVED:
        name = "resolved_as" if figure is GeneralFigure.RESOLVED else "not_resolved_as"
        filters[name] = sorted(RESOLVED)
    return filters
