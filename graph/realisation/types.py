"""The monthly table with its footers, monitoring records, yearly reports and the scale of the predikat."""

from datetime import date, datetime

import strawberry

from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived
from graph.nodes import Node, node_id, node_type
from graph.plan_vocabulary import NodeKind
from rules.figures import plain
from rules.predikat import Band
from rules.realisation_tables import BudgetFooter, Footer, MonthTable, TableRow
from rules.year_reports import IndicatorYear, Monitored, ReportContent, checksum
from tenants.plan_rows import MonitoringRow, YearReportRow


@object_type
class RealisationRow:
    """A row of the monthly table; figures have two decimals, an empty cell is null (baris realisasi)."""

    code: str = attribute("Column 1: the code of its node (kode).")
    title: str = attribute("Column 1: the node (program/kegiatan/subkegiatan).")
    indicator: str = attribute("Column 2: the node's indicator (indikator kinerja).")
    indicator_target: str | None = attribute("Column 2: the indicator's target (target indikator).")
    indicator_unit: str = attribute("Column 2: its unit (satuan indikator).")
    first: bool = attribute("Is it the first row of its node? Others print columns 1 to 3 empty (baris pertama).")
    month: str = attribute("Column 3, such as B07 (bulan).")
    description: str = attribute("Column 4 (uraian aksi).")
    unit: str = attribute("Of what the target is counted (satuan).")
    target: str | None = attribute("Column 5 (target).")
    target_cumulative: str | None = attribute("Column 6: the running sum in the year (target kumulatif).")
    weight: str | None = attribute("Column 7, in percent (bobot).")
    weight_cumulative: str | None = attribute("Column 8: the running sum in the year (bobot kumulatif).")
    realised: str | None = attribute("Column 9 (realisasi target).")
    achieved: str | None = attribute("Column 10, in percent (capaian kinerja bulanan).")
    achieved_colour: str | None = attribute("Column 11 (warna status).")
    progress: str | None = attribute("Column 12, in percent (progres fisik).")
    cash: str | None = attribute("Column 13, in rupiah (anggaran kas bulanan).", name="cashBudget")
    spent: str | None = attribute("Column 14, in rupiah (realisasi anggaran bulanan).")
    absorbed: str | None = attribute("Column 15, in percent (capaian anggaran).")
    absorbed_colour: str | None = attribute("Column 16 (warna status).")
    year_achieved: str | None = attribute("Column 17: of the whole year, in percent (capaian per tahun).")
    filled: int = attribute("How many of its cells are filled (sel terisi).")
    needed: int = attribute("How many have to be (sel yang harus diisi).")
    note: str = attribute("What its unit remarked; else empty (keterangan).")
    version: int = attribute("How many times it was reported; sent back as `seen` when it is again (versi isian).")

    @derived(strawberry.ID)
    @staticmethod
    def action(row: TableRow, _context: Context) -> str:
        """By which its realisation is reported (uraian aksi)."""
        return row.action

    @derived(NodeKind)
    @staticmethod
    def kind(row: TableRow, _context: Context) -> NodeKind:
        """What its node is (tingkat)."""
        return NodeKind(row.kind)


@object_type
class LevelTotal:
    """The footer of a level; it earns a predikat only when every item of it is complete (jumlah per tingkat)."""

    items: int = attribute("How many items have rows this month (jumlah).")
    complete: int = attribute("How many of them are complete (lengkap).")
    total: str = attribute("The sum of their achievements (total capaian).")
    average: str | None = attribute("Their average; null while one is incomplete (rata-rata capaian).")
    predikat: str | None = attribute("The code of its band; null while one is incomplete (predikat kinerja).")
    predikat_label: str | None = attribute("What the code means (sebutan).")
    colour: str | None = attribute("The band's colour (warna).")
    filled: int = attribute("How many cells of the level are filled, those below it too (sel terisi).")
    needed: int = attribute("How many have to be (sel yang harus diisi).")

    @derived(NodeKind)
    @staticmethod
    def kind(row: Footer, _context: Context) -> NodeKind:
        """Which level (tingkat)."""
        return NodeKind(row.kind)


@object_type
class BudgetTotal:
    """The footer of the money (jumlah anggaran)."""

    cash: str = attribute(
        "The cash budgets of the month that are entered, in rupiah (total anggaran kas).", name="cashBudget"
    )
    spent: str = attribute("What was spent of them (realisasi).")
    absorbed: str | None = attribute("In percent; null while a cell is empty (persentase serapan).")
    predikat: str | None = attribute("The code of its band; null while a cell is empty (predikat serapan).")
    predikat_label: str | None = attribute("What the code means (sebutan).")
    colour: str | None = attribute("The band's colour (warna).")
    filled: int = attribute("How many cells of money are filled (sel terisi).")
    needed: int = attribute("How many have to be (sel yang harus diisi).")

    @derived(bool)
    @staticmethod
    def complete(row: BudgetFooter, _context: Context) -> bool:
        """Is every cell filled? (lengkap)."""
        return 0 < row.needed == row.filled


@object_type
class RealisationTable:
    """The table of one month with its 17 columns (tabel realisasi rencana aksi bulanan)."""

    year: int = attribute("Which year (tahun).")
    month: int = attribute("Which month (bulan).")
    scale: int = attribute("The number of the scale that its predikat are cut by; 0 is the default (skala).")
    rows: list[RealisationRow] = attribute("The rows, in the order of the tree (baris).")
    levels: list[LevelTotal] = attribute("The footers, highest level first (jumlah per tingkat).")
    budget: BudgetTotal = attribute("The footer of the money (anggaran).")
    filled: int = attribute("How many cells of the table are filled (sel terisi).")
    needed: int = attribute("How many have to be: completeness is filled of needed (sel yang harus diisi).")

    @derived(bool)
    @staticmethod
    def complete(row: MonthTable, _context: Context) -> bool:
        """Is every cell filled? (lengkap)."""
        return 0 < row.needed == row.filled


@object_type
class MonitoringFinding:
    """A finding of a monitoring (temuan)."""

    code: str = attribute("The code of the node that it is about; empty for the whole plan (kode).")
    finding: str = attribute("What was found (temuan).")
    recommendation: str = attribute("What should be done (rekomendasi).")


@object_type
class PlanMonitoring:
    """A monitoring of a plan, due every six months (pemantauan dan evaluasi)."""

    year: int = attribute("Of which year (tahun).")
    half: int = attribute("1 is January to June, 2 July to December (semester).")
    held_on: date = attribute("When it was held (tanggal).")
    summary: str = attribute("What it showed (ringkasan).")
    by_title: str = attribute("In which position it was recorded (jabatan).", name="by")
    at: datetime = attribute("When it was recorded (waktu).")

    @derived(list[MonitoringFinding])
    @staticmethod
    def findings(row: MonitoringRow, _context: Context) -> list[MonitoringFinding]:
        """The findings, in the order given (temuan)."""
        return [MonitoringFinding(**one) for one in row.findings]


@object_type
class ReportedIndicator:
    """A strategic indicator as it stood when the report was issued (indikator sasaran)."""

    name: str = attribute("What is measured (indikator).")
    unit: str = attribute("In what it is counted (satuan).")
    target: str = attribute("The year's target (target).")
    actual: str | None = attribute("What it was (realisasi).")
    achieved: str | None = attribute("How much of the target that was, in percent (capaian).")


@object_type
class ReportedMonitoring:
    """A monitoring of the reported year (pemantauan)."""

    half: int = attribute("1 is January to June, 2 July to December (semester).")
    held_on: str = attribute("When it was held (tanggal).")
    summary: str = attribute("What it showed (ringkasan).")
    findings: int = attribute("How many findings it had (jumlah temuan).")


@node_type(YearReportRow)
class YearReport(Node):
    """A yearly report to the Minister: every figure as it was when it was issued (laporan tahunan)."""

    year: int = attribute("Of which year (tahun).")
    number: int = attribute("The number of the year's report, from 1 (nomor).")
    addressee: str = attribute("To whom (kepada).")
    by_title: str = attribute("In which position it was issued (jabatan).", name="by")
    at: datetime = attribute("When it was issued (diterbitkan).")
    content: str = attribute("The whole report as JSON, the text that the checksum is of (isi).")

    @derived(strawberry.ID)
    @staticmethod
    def plan(row: YearReportRow, _context: Context) -> str:
        """The plan (rencana aksi)."""
        return node_id("ActionPlan", row.tenant_id, row.plan_id)

    @derived(str)
    @staticmethod
    def sha256(row: YearReportRow, _context: Context) -> str:
        """SHA-256 of its content when it was issued, in hexadecimal (sidik jari)."""
        return row.sha256.hex()

    @derived(bool)
    @staticmethod
    def intact(row: YearReportRow, _context: Context) -> bool:
        """Does its content still have this checksum? (utuh)."""
        return checksum(row.content) == bytes(row.sha256)

    @derived(str)
    @staticmethod
    def decree(row: YearReportRow, _context: Context) -> str:
        """By what the plan was enacted (dasar penetapan)."""
        return ReportContent.read(row.content).decree

    @derived(list[ReportedIndicator])
    @staticmethod
    def indicators(row: YearReportRow, _context: Context) -> tuple[IndicatorYear, ...]:
        """The strategic indicators, at most 20 (indikator sasaran)."""
        return ReportContent.read(row.content).indicators

    @derived(list[RealisationTable])
    @staticmethod
    def months(row: YearReportRow, _context: Context) -> tuple[MonthTable, ...]:
        """The monthly tables, at most 12 (tabel bulanan)."""
        return ReportContent.read(row.content).months

    @derived(list[ReportedMonitoring])
    @staticmethod
    def monitorings(row: YearReportRow, _context: Context) -> tuple[Monitored, ...]:
        """The monitorings of the year (pemantauan)."""
        return ReportContent.read(row.content).monitorings


@object_type
class PredikatBand:
    """A band of a scale (jenjang)."""

    code: str = attribute("What the table prints (kode).")
    label: str = attribute("What it means (sebutan).")
    colour: str = attribute("Its colour (warna).")

    @derived(str | None)
    @staticmethod
    def lower(row: Band, _context: Context) -> str | None:
        """From how many percent; null for the last band (batas bawah)."""
        return None if row.lower is None else plain(row.lower)


@object_type
class PredikatScale:
    """A scale of predikat from a month on (skala predikat)."""

    number: int = attribute("Its number; 0 is the default of Permendagri 86/2017 (nomor).")
    from_date: date | None = attribute("From which month on; null for the default (mulai berlaku).")
    source: str = attribute("Where it is written (dasar hukum).")
    bands: list[PredikatBand] = attribute("The bands, best first (jenjang).")
    in_force: bool = attribute("Is this month cut by it? (berlaku).")
