"""What an office says to draft an action plan, to write its tree, and to take it from step to step."""

from datetime import date
from decimal import Decimal
from typing import Final

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, several, text, whole
from graph.move_input import OnceInput, reason_text
from graph.plan_vocabulary import Direction, Measure, Nomenclature, Seat
from graph.scalars import Text, Whole
from rules.figures import LONGEST_FIGURE, figure_of
from rules.plan_drafting import MOST_PRIORITIES, RankedCategory
from rules.plan_indicators import MOST_INDICATORS, Indicator
from rules.plan_schedule import FIRST_YEAR, LAST_YEAR, Week
from rules.plan_tree import MOST_NODES, Action, MonthTarget, Node

LONGEST_CHAPTER: Final = 40_000
"""Bab II of Bintan's plan has 24,000 characters."""


@input_type
class PriorityInput:
    """A category of the assessment and its place (prioritas)."""

    category: str = text("The category's code in the question set, such as SDM (kategori).", at_least=2, at_most=40)
    place: int = whole("Its place: 1 is the most urgent, ties share one (urutan).", at_least=1, at_most=10)
    reasons: list[str] = several("Why (alasan).", at_most=20, each=Text(3, 1_000), default=())


@input_type
class DraftActionPlanInput(OnceInput):
    """A new action plan of your pemda (rencana aksi baru)."""

    title: str = text("What it is called (judul).", at_least=5, at_most=300)
    nomenclature: Nomenclature = attribute("How its levels are called (nomenklatur).")
    first_year: int = whole("Its first year (tahun awal).", at_least=FIRST_YEAR, at_most=LAST_YEAR)
    last_year: int = whole("Its last year (tahun akhir).", at_least=FIRST_YEAR, at_most=LAST_YEAR)
    goal: str = text("What it is for (tujuan).", at_least=5, at_most=2_000, lines=True)
    priorities: list[PriorityInput] = several(
        "The priorities of an assessment: the tree begins with a group for each. Left out: those of the pemda's own"
        " assessment of `assessmentYear`, which must be final (prioritas asesmen).",
        at_most=MOST_PRIORITIES,
        default=(),
    )
    assessment_year: int | None = whole(
        "The year of that assessment (tahun asesmen).", at_least=FIRST_YEAR, at_most=LAST_YEAR, default=None
    )

    def ranked(self) -> list[RankedCategory]:
        """The priorities as the rules know them."""
        return [RankedCategory(one.category, one.place, tuple(one.reasons)) for one in self.priorities]


@input_type
class PlanInput(OnceInput):
    """An input about one action plan."""

    plan: strawberry.ID = attribute("The plan's id (rencana aksi).")


@input_type
class PlanChangeInput(PlanInput):
    """An input that changes one action plan."""

    revision: int = attribute("The revision that you looked at; CONFLICT if it changed since (revisi).")


@input_type
class PlanWeekInput:
    """A cell of the weekly grid (minggu pelaksanaan)."""

    year: int = attribute("Which year (tahun).")
    month: int = attribute("Which month, 1 to 12 (bulan).")
    week: int = attribute("Which week, 1 to 4 for I to IV (minggu).")


@input_type
class PlanTargetInput:
    """What is planned of an action in a month; what is left out stays an empty cell (target bulanan)."""

    year: int = attribute("Which year (tahun).")
    month: int = attribute("Which month, 1 to 12 (bulan).")
    target: str | None = text("Column 5, such as 26.00; above zero (target).", at_most=LONGEST_FIGURE, default=None)
    weight: str | None = text(
        "Column 7, in percent; those of a node and year add up to 100 (bobot).", at_most=LONGEST_FIGURE, default=None
    )
    cash_budget: str | None = text(
        "Column 13, in rupiah; only under the lowest level (anggaran kas).", at_most=LONGEST_FIGURE, default=None
    )

    def cell(self, field: str) -> MonthTarget:
        """It as the rules know it. Raises BAD_USER_INPUT for what is no number."""
        return MonthTarget(
            self.year,
            self.month,
            _figure(self.target, f"{field}.target"),
            _figure(self.weight, f"{field}.weight"),
            _figure(self.cash_budget, f"{field}.cashBudget"),
        )


@input_type
class PlanActionInput:
    """A row of the monthly table (uraian aksi)."""

    description: str = text("What is to be done (uraian aksi).", at_least=3, at_most=500)
    unit: str = text("Of what its target is counted, such as laporan (satuan).", at_most=60, default="")
    inverse: bool = attribute("Is less better? (indikator terbalik).", default=False)
    months: list[PlanTargetInput] = several("Its months (bulan).", at_most=120, default=())

    def action(self, field: str) -> Action:
        """It as the rules know it."""
        months = tuple(one.cell(f"{field}.months.{number}") for number, one in enumerate(self.months))
        return Action(self.description, self.unit, self.inverse, months)


@input_type
class PlanNodeInput:
    """A node of the tree; its code tells its place (baris program/kegiatan)."""

    code: str = text("Its code: I.1.2 or 2.16.02.2.01.06, as the nomenclature has them (kode).", at_least=1, at_most=40)
    title: str = text("What it is called (nama).", at_least=3, at_most=500)
    label: str = text("What the document prints before it, such as Sub Kegiatan 4 (label).", at_most=60, default="")
    note: str = text("A remark (keterangan).", at_most=2_000, lines=True, default="")
    years: list[int] = several("The years in which it is done (tahun).", at_most=10, each=Whole(2015, 2099), default=())
    weeks: list[PlanWeekInput] = several("The weeks in which it is done (minggu).", at_most=480, default=())
    parties: list[str] = several("Who takes part (pihak terlibat).", at_most=30, each=Text(2, 200), default=())
    responsible: str = text("Who answers for it, in words (penanggung jawab).", at_most=200, default="")
    unit: strawberry.ID | None = attribute("The unit that reports its realisation (OPD pengampu).", default=None)
    planned: bool | None = attribute("Ya or tidak in the column status (status).", default=None)
    budget: str | None = text("In rupiah; only at the lowest level (anggaran).", at_most=LONGEST_FIGURE, default=None)
    budget_code: str = text("Its code in the regional budget (kode anggaran).", at_most=40, default="")
    success_indicators: list[str] = several(
        "How success shows (indikator keberhasilan).", at_most=20, each=Text(3, 1_000), default=()
    )
    indicator: str = text("Its performance indicator (indikator kinerja).", at_most=500, default="")
    indicator_target: str | None = text("The indicator's target (target).", at_most=LONGEST_FIGURE, default=None)
    indicator_unit: str = text("Of what (satuan).", at_most=60, default="")
    actions: list[PlanActionInput] = several("Its rows in the monthly table (uraian aksi).", at_most=40, default=())

    def node(self, field: str) -> Node:
        """It as the rules know it. Raises BAD_USER_INPUT for what is no number."""
        return Node(
            code=self.code,
            title=self.title,
            label=self.label,
            note=self.note,
            years=tuple(self.years),
            weeks=tuple(Week(one.year, one.month, one.week) for one in self.weeks),
            parties=tuple(self.parties),
            responsible=self.responsible,
            planned=self.planned,
            budget=_figure(self.budget, f"{field}.budget"),
            budget_code=self.budget_code,
            success=tuple(self.success_indicators),
            indicator=self.indicator,
            indicator_target=_figure(self.indicator_target, f"{field}.indicatorTarget"),
            indicator_unit=self.indicator_unit,
            actions=tuple(one.action(f"{field}.actions.{number}") for number, one in enumerate(self.actions)),
        )


@input_type
class SetPlanTreeInput(PlanChangeInput):
    """The whole tree of a plan that is being drafted, in place of the one before (menyusun program dan kegiatan)."""

    nodes: list[PlanNodeInput] = several("Every node, siblings in their order (baris).", at_most=MOST_NODES)

    def given(self) -> list[Node]:
        """The nodes as the rules know them."""
        return [one.node(f"nodes.{number}") for number, one in enumerate(self.nodes)]


@input_type
class YearTargetInput:
    """The target of a year (target tahunan)."""

    year: int = attribute("Which year (tahun).")
    value: str = text("The target, above zero (target).", at_least=1, at_most=LONGEST_FIGURE)


@input_type
class PlanIndicatorInput:
    """A strategic indicator (indikator sasaran strategis)."""

    name: str = text("What is measured (indikator).", at_least=3, at_most=300)
    measure: Measure = attribute("Where the actual figure comes from (sumber data).")
    unit: str = text("In what it is counted (satuan).", at_least=1, at_most=40)
    direction: Direction = attribute("What is better (arah).")
    baseline_year: int = attribute("The year of the baseline (tahun dasar).")
    baseline: str = text("The baseline (nilai dasar).", at_least=1, at_most=LONGEST_FIGURE)
    targets: list[YearTargetInput] = several("A target for each year of the plan (target).", at_most=10)

    def indicator(self, field: str) -> Indicator:
        """It as the rules know it. Raises BAD_USER_INPUT for what is no number."""
        return Indicator(
            name=self.name,
            measure=Measure(self.measure),
            unit=self.unit,
            direction=Direction(self.direction),
            baseline_year=self.baseline_year,
            baseline=figure_of(self.baseline, f"{field}.baseline"),
            targets={
                one.year: figure_of(one.value, f"{field}.targets.{number}.value")
                for number, one in enumerate(self.targets)
            },
        )


@input_type
class SetPlanIndicatorsInput(PlanChangeInput):
    """All strategic indicators of a plan that is being drafted (menetapkan indikator sasaran)."""

    indicators: list[PlanIndicatorInput] = several("The indicators (indikator).", at_most=MOST_INDICATORS)

    def given(self) -> list[Indicator]:
        """The indicators as the rules know them."""
        return [one.indicator(f"indicators.{number}") for number, one in enumerate(self.indicators)]


@input_type
class WriteActionPlanInput(PlanChangeInput):
    """The words of a plan that is being drafted; what is left out stays (menulis rencana aksi)."""

    title: str | None = text("What it is called (judul).", at_least=5, at_most=300, default=None)
    goal: str | None = text("What it is for (tujuan).", at_least=5, at_most=2_000, lines=True, default=None)
    chapter1: str | None = text("Bab I, pendahuluan.", at_most=LONGEST_CHAPTER, lines=True, default=None)
    chapter2: str | None = text("Bab II, kerangka kerja.", at_most=LONGEST_CHAPTER, lines=True, default=None)
    chapter3: str | None = text("Bab III, before its tables.", at_most=LONGEST_CHAPTER, lines=True, default=None)
    chapter4: str | None = text("Bab IV, dukungan kelembagaan.", at_most=LONGEST_CHAPTER, lines=True, default=None)
    chapter5: str | None = text("Bab V, penutup.", at_most=LONGEST_CHAPTER, lines=True, default=None)

    def chapters(self) -> dict[str, str]:
        """The chapters that were given, by their Roman numeral."""
        given = (self.chapter1, self.chapter2, self.chapter3, self.chapter4, self.chapter5)
        numbered = zip(("I", "II", "III", "IV", "V"), given, strict=True)
        return {numeral: words for numeral, words in numbered if words is not None}


@input_type
class PlanPartyInput:
    """A party of a step (pihak terlibat)."""

    seat: Seat = attribute("In which seat (kedudukan).")
    office: str = text("Which office or person (instansi/jabatan).", at_least=2, at_most=200)


@input_type
class CompletePlanStepInput(PlanChangeInput):
    """The office's step that is under way, completed (menyelesaikan tahapan)."""

    parties: list[PlanPartyInput] = several(
        "Who took part; the first step names every seat (pihak terlibat).", at_most=40, default=()
    )
    note: str = text("A remark (catatan).", at_most=2_000, lines=True, default="")

    def named(self) -> list[tuple[str, str]]:
        """Seat and office of each party."""
        return [(Seat(one.seat).value, one.office) for one in self.parties]


@input_type
class ApproveActionPlanInput(PlanChangeInput):
    """The approval of a plan (persetujuan)."""

    note: str = text("A remark (catatan).", at_most=2_000, lines=True, default="")


@input_type
class EnactActionPlanInput(PlanChangeInput):
    """The enactment of a plan; the version before it is superseded (pengesahan)."""

    decree: str = text("By which regulation or decree (nomor peraturan/keputusan).", at_least=3, at_most=200)
    decreed_on: date | None = attribute("Its date; null where it has none (tanggal penetapan).", default=None)


@input_type
class ReturnActionPlanInput(PlanChangeInput):
    """A plan that goes back to be drawn up again (mengembalikan)."""

    reason: str = reason_text("Why (alasan).")


@input_type
class ReviseActionPlanInput(PlanInput):
    """A new version of an enacted plan (versi baru)."""

    title: str | None = text("What the version is called; as before when absent (judul).", at_most=300, default=None)


def _figure(written: str | None, field: str) -> Decimal | None:
    return None if written is None else figure_of(written, field)
