"""An action plan as it is read: its tree, indicators with live figures, steps, versions, and what came of it."""

from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, NamedTuple

import strawberry

from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived, edge
from graph.nodes import Node, node_id, node_type
from graph.plan_vocabulary import Direction, Measure, NodeKind, Nomenclature, PlanDeed, PlanMove, PlanStatus, Seat
from graph.planning import superseded_on
from graph.seeing import sees
from policies.decisions import decide, viewer_can
from policies.permissions import Permission
from rules.figures import plain, shown, shown_or_none
from rules.plan_indicators import actual_of, reached
from rules.plan_schedule import Week
from rules.plan_states import LABELS
from rules.plan_summary import Summary, summary_of
from tenants.people_rows import PemdaRow, UnitRow
from tenants.plan_rows import (
    MonitoringRow,
    PlanActionRow,
    PlanIndicatorRow,
    PlanNodeRow,
    PlanRow,
    PlanTargetRow,
    ReportableRow,
    StepRow,
    YearReportRow,
)
from tenants.stores import action_plans, intakes, pemda, plan_contents, plan_reports, units

if TYPE_CHECKING:
    from graph.pemda.types import Pemda
    from graph.people.types import Unit
    from graph.realisation.types import PlanMonitoring, YearReport

Pemda_ = Annotated["Pemda", strawberry.lazy("graph.pemda.types")]
Unit_ = Annotated["Unit", strawberry.lazy("graph.people.types")]
Monitoring_ = Annotated["PlanMonitoring", strawberry.lazy("graph.realisation.types")]
YearReport_ = Annotated["YearReport", strawberry.lazy("graph.realisation.types")]
Plan_ = Annotated["ActionPlan", strawberry.lazy("graph.action_plans.types")]
MOST_RECORDS = 100


class YearOf(NamedTuple):
    """One year of an indicator."""

    row: PlanIndicatorRow
    year: int


@object_type
class PlanWeek:
    """A cell of the weekly grid (minggu pelaksanaan)."""

    year: int = attribute("Which year (tahun).")
    month: int = attribute("Which month (bulan).")
    week: int = attribute("Which week, 1 to 4 for I to IV (minggu).")


@object_type
class PlanTarget:
    """What is planned of an action in a month; an empty cell is null (target bulanan)."""

    year: int = attribute("Which year (tahun).")
    month: int = attribute("Which month (bulan).")

    @derived(str | None)
    @staticmethod
    def target(row: PlanTargetRow, _context: Context) -> str | None:
        """Column 5 of the monthly table (target)."""
        return shown_or_none(row.target)

    @derived(str | None)
    @staticmethod
    def weight(row: PlanTargetRow, _context: Context) -> str | None:
        """Column 7, in percent (bobot)."""
        return shown_or_none(row.weight)

    @derived(str | None)
    @staticmethod
    def cash_budget(row: PlanTargetRow, _context: Context) -> str | None:
        """Column 13, in rupiah (anggaran kas bulanan)."""
        return shown_or_none(row.cash)


@object_type
class PlanAction:
    """A row of the monthly table (uraian aksi)."""

    description: str = attribute("What is to be done (uraian aksi).")
    unit: str = attribute("Of what its target is counted (satuan).")
    inverse: bool = attribute("Is less better? (indikator terbalik).")

    @derived(strawberry.ID)
    @staticmethod
    def id(row: PlanActionRow, _context: Context) -> str:
        """By which its realisation is reported (id)."""
        return node_id("PlanAction", row.tenant_id, row.id)

    @edge(list[PlanTarget])
    @staticmethod
    async def months(row: PlanActionRow, context: Context) -> list[PlanTargetRow]:
        """Its months in their order, at most 120 (bulan)."""
        return await context.load(plan_contents.targets, (row.tenant_id, row.id))


@object_type
class PlanNode:
    """A node of a plan's tree (baris program/kegiatan)."""

    kind: NodeKind = attribute("What it is (tingkat).")
    code: str = attribute("Its code (kode).")
    parent_code: str | None = attribute("The code of the node above it; null at the top (kode induk).")
    title: str = attribute("What it is called (nama).")
    label: str = attribute("What the document prints before it (label).")
    note: str = attribute("A remark (keterangan).")
    years: list[int] = attribute("The years in which it is done (tahun).")
    parties: list[str] = attribute("Who takes part (pihak terlibat).")
    responsible: str = attribute("Who answers for it, in words (penanggung jawab).")
    planned: bool | None = attribute("Ya or tidak in the column status; null where it is empty (status).")
    budget_code: str = attribute("Its code in the regional budget (kode anggaran).")
    indicator: str = attribute("Its performance indicator (indikator kinerja).")
    indicator_unit: str = attribute("In what the indicator is counted (satuan).")
    success: list[str] = attribute("How success shows (indikator keberhasilan).", name="successIndicators")

    @derived(list[PlanWeek])
    @staticmethod
    def weeks(row: PlanNodeRow, _context: Context) -> list[Week]:
        """The cells of the weekly grid, in their order (minggu pelaksanaan)."""
        return row.grid

    @derived(str | None)
    @staticmethod
    def budget(row: PlanNodeRow, _context: Context) -> str | None:
        """In rupiah, at the lowest level (anggaran)."""
        return shown_or_none(row.budget)

    @derived(str | None)
    @staticmethod
    def indicator_target(row: PlanNodeRow, _context: Context) -> str | None:
        """The target of its indicator, as it was written (target indikator)."""
        return None if row.indicator_target is None else plain(row.indicator_target)

    @edge(Unit_ | None)
    @staticmethod
    async def unit(row: PlanNodeRow, context: Context) -> UnitRow | None:
        """The unit that reports its realisation; null where the instansi does (OPD pengampu)."""
        return None if row.unit_id is None else await context.load(units.by_id, (row.tenant_id, row.unit_id))

    @edge(list[PlanAction])
    @staticmethod
    async def actions(row: PlanNodeRow, context: Context) -> list[PlanActionRow]:
        """Its rows in the monthly table, at most 40 (uraian aksi)."""
        return await context.load(plan_contents.actions_of_nodes, (row.tenant_id, row.id))

    @edge(bool)
    @staticmethod
    async def viewer_can_report(row: PlanNodeRow, context: Context) -> bool:
        """May the viewer report what was realised of it? (dapat melaporkan realisasi)."""
        plan = await context.load(action_plans.by_id, (row.tenant_id, row.plan_id))
        if plan is None:
            return False
        asked = ReportableRow(row.tenant_id, row.id, plan.status, row.unit_path or "", True, True, 0)
        return decide(context.principal, Permission.REALISATION_REPORT, asked).allowed


@object_type
class IndicatorYear:
    """A strategic indicator in one year (target dan capaian tahunan)."""

    year: int = attribute("Which year (tahun).")

    @derived(str | None)
    @staticmethod
    def target(row: YearOf, _context: Context) -> str | None:
        """The year's target (target)."""
        return shown_or_none(row.row.indicator().targets.get(row.year))

    @edge(str | None)
    @staticmethod
    async def actual(row: YearOf, context: Context) -> str | None:
        """What it is now, read from the complaints; null where they do not tell it (realisasi)."""
        return shown_or_none(await _actual(row, context))

    @edge(str | None)
    @staticmethod
    async def achieved(row: YearOf, context: Context) -> str | None:
        """How much of the target that is, in percent, as exact as it gets before rounding (capaian)."""
        return shown_or_none(reached(row.row.indicator(), row.year, await _actual(row, context)))


async def _actual(row: YearOf, context: Context) -> Fraction | None:
    if row.row.measure is Measure.REPORTED or row.year > context.now.year:
        return None
    return actual_of(row.row.measure, await context.load(intakes.of_years, (row.row.tenant_id, row.year)))


@object_type
class PlanIndicator:
    """A strategic indicator of a plan (indikator sasaran strategis)."""

    name: str = attribute("What is measured (indikator).")
    measure: Measure = attribute("Where the actual figure comes from (sumber data).")
    unit: str = attribute("In what it is counted (satuan).")
    direction: Direction = attribute("What is better (arah).")
    baseline_year: int = attribute("The year of the baseline (tahun dasar).")

    @derived(str)
    @staticmethod
    def baseline(row: PlanIndicatorRow, _context: Context) -> str:
        """The baseline (nilai dasar)."""
        return shown(row.baseline)

    @derived(list[IndicatorYear])
    @staticmethod
    def years(row: PlanIndicatorRow, _context: Context) -> list[YearOf]:
        """The years of the plan, in their order (tahun)."""
        return [YearOf(row, year) for year in sorted(row.indicator().targets)]


@object_type
class PlanPriority:
    """A priority of the assessment that the plan was drafted from (prioritas)."""

    category: str = attribute("The category (kategori).")
    place: int = attribute("Its place; ties share one (urutan).")
    reasons: list[str] = attribute("Why (alasan).")


@object_type
class PlanChapter:
    """A chapter of the document (bab)."""

    number: str = attribute("Its Roman numeral (nomor bab).")
    text: str = attribute("Its words (isi).")


@object_type
class PlanParty:
    """A party of a step (pihak terlibat)."""

    seat: Seat = attribute("In which seat (kedudukan).")
    office: str = attribute("Which office or person (instansi/jabatan).")


@object_type
class PlanStep:
    """A step that a plan took (tahapan penyusunan)."""

    seq: int = attribute("Its number, from 1 (nomor).")
    move: PlanMove = attribute("What was done (langkah).")
    from_status: PlanStatus = attribute("From where (dari tahap).")
    to_status: PlanStatus = attribute("To where (ke tahap).")
    note: str = attribute("A remark, a decree, or why it was returned (catatan).")
    by_title: str = attribute("In which position (jabatan).", name="by")
    at: datetime = attribute("When (waktu).")

    @derived(list[PlanParty])
    @staticmethod
    def parties(row: StepRow, _context: Context) -> list[PlanParty]:
        """Who took part (pihak terlibat)."""
        return [PlanParty(seat=Seat(seat), office=office) for seat, office in row.parties]


@object_type
class PlanCount:
    """How many nodes of a kind there are (jumlah)."""

    kind: NodeKind = attribute("Of which kind (tingkat).")
    many: int = attribute("How many (jumlah).", name="count")


@object_type
class PlanSummary:
    """What a plan's tree comes to (ringkasan)."""

    counts: list[PlanCount] = attribute("How many nodes of each kind, in the order of the levels (jumlah baris).")
    lowest: int = attribute("How many nodes of the lowest level there are (baris terbawah).")
    scheduled: int = attribute("How many of them have a time (baris yang terjadwal).")

    @derived(str)
    @staticmethod
    def budget(row: Summary, _context: Context) -> str:
        """The sum of all budgets, in rupiah (jumlah anggaran)."""
        return shown(row.budget)

    @derived(list[str])
    @staticmethod
    def grid(row: Summary, _context: Context) -> list[str]:
        """The months that its weekly grid has to show, such as 2021-03 (bulan kisi mingguan)."""
        return [f"{year}-{month:02d}" for year, month in row.months]


@node_type(PlanRow)
class ActionPlan(Node):
    """One version of the action plan of a pemda (rencana aksi, Renaksi)."""

    number: int = attribute("The number of the version, from 1 (versi).")
    revision: int = attribute("How often it was changed; mutations name it (revisi).")
    nomenclature: Nomenclature = attribute("How its levels are called (nomenklatur).")
    title: str = attribute("What it is called (judul).")
    goal: str = attribute("What it is for (tujuan).")
    first_year: int = attribute("Its first year (tahun awal).")
    last_year: int = attribute("Its last year (tahun akhir).")
    status: PlanStatus = attribute("The step that is under way, or what became of it (tahap).")
    assessment_year: int | None = attribute("The year of the assessment that it answers (tahun asesmen).")
    decree: str = attribute("By which regulation or decree it was enacted (dasar penetapan).")
    decreed_on: date | None = attribute("The date of that (tanggal penetapan).")
    enacted_at: datetime | None = attribute("When it was enacted here (disahkan).")
    created_at: datetime = attribute("When it was begun (dibuat).")
    created_by_title: str = attribute("In which position it was begun (jabatan penyusun).", name="createdBy")

    @derived(str)
    @staticmethod
    def step(row: PlanRow, _context: Context) -> str:
        """The step that is under way, as the regulation calls it (tahapan)."""
        return LABELS[row.status]

    @derived(list[PlanPriority])
    @staticmethod
    def priorities(row: PlanRow, _context: Context) -> list[PlanPriority]:
        """The priorities that it was drafted from, in the order given (prioritas)."""
        return [PlanPriority(**one) for one in row.priorities]

    @derived(list[PlanChapter])
    @staticmethod
    def chapters(row: PlanRow, _context: Context) -> list[PlanChapter]:
        """The chapters that are written, in their order (bab)."""
        return [PlanChapter(number=number, text=words) for number, words in sorted(row.chapters.items()) if words]

    @edge(Pemda_ | None)
    @staticmethod
    async def pemda(row: PlanRow, context: Context) -> PemdaRow | None:
        """Whose it is (pemda)."""
        return await context.load(pemda.by_tenant, row.tenant_id)

    @edge(list[PlanNode])
    @staticmethod
    async def nodes(row: PlanRow, context: Context) -> list[PlanNodeRow]:
        """Its tree, depth first, at most 300 nodes (program dan kegiatan)."""
        return await context.load(plan_contents.nodes, (row.tenant_id, row.id))

    @edge(PlanSummary)
    @staticmethod
    async def summary(row: PlanRow, context: Context) -> Summary:
        """What its tree comes to (ringkasan)."""
        nodes = await context.load(plan_contents.nodes, (row.tenant_id, row.id))
        actions = await context.load(plan_contents.actions, (row.tenant_id, row.id))
        return summary_of(nodes, {action.node_id for action in actions})

    @edge(list[PlanIndicator])
    @staticmethod
    async def indicators(row: PlanRow, context: Context) -> list[PlanIndicatorRow]:
        """Its strategic indicators, at most 20 (indikator sasaran strategis)."""
        return await context.load(plan_contents.indicators, (row.tenant_id, row.id))

    @edge(list[PlanStep])
    @staticmethod
    async def steps(row: PlanRow, context: Context) -> list[StepRow]:
        """The steps that it took, the last 100 (riwayat tahapan)."""
        return (await context.load(action_plans.steps, (row.tenant_id, row.id)))[-MOST_RECORDS:]

    @edge(date | None)
    @staticmethod
    async def superseded_on(row: PlanRow, context: Context) -> date | None:
        """When a newer version took its place; months begun by then are still reported here (tanggal diganti)."""
        return superseded_on(await context.load(action_plans.steps, (row.tenant_id, row.id)))

    @edge(list[Plan_])
    @staticmethod
    async def versions(row: PlanRow, context: Context) -> list[PlanRow]:
        """All its versions that the viewer may see, newest first, at most 100 (riwayat versi)."""
        found = await context.load(action_plans.of_series, (row.tenant_id, row.series))
        return [one for one in found if sees(context, Permission.ACTION_PLAN_READ, one)][:MOST_RECORDS]

    @edge(list[Monitoring_])
    @staticmethod
    async def monitorings(row: PlanRow, context: Context) -> list[MonitoringRow]:
        """Its monitoring records, the last 100, oldest first (pemantauan dan evaluasi)."""
        return (await context.load(plan_reports.monitorings, (row.tenant_id, row.id)))[-MOST_RECORDS:]

    @edge(list[YearReport_])
    @staticmethod
    async def year_reports(row: PlanRow, context: Context) -> list[YearReportRow]:
        """Its yearly reports to the Minister, newest first, at most 100 (laporan tahunan)."""
        return (await context.load(plan_reports.reports, (row.tenant_id, row.id)))[:MOST_RECORDS]

    @derived(list[PlanDeed])
    @staticmethod
    def viewer_can(row: PlanRow, context: Context) -> list[PlanDeed]:
        """What the viewer may do to it now (tindakan yang diizinkan)."""
        held = viewer_can(context.principal, row, "action_plan")
        return [PlanDeed[permission.action.upper()] for permission in held]
