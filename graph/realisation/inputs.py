"""What a unit says of a month, an office of a half year and of a year, and how a pemda's predikat are cut."""

from datetime import date
from decimal import Decimal

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, several, text, whole
from graph.move_input import OnceInput
from rules.figures import LONGEST_FIGURE, figure_of
from rules.plan_schedule import FIRST_YEAR, LAST_YEAR
from rules.predikat import MOST_BANDS, Band
from rules.year_reports import ADDRESSEE

MOST_ROWS = 100
MOST_REPORTS = 1_000_000


@input_type
class RealisedInput:
    """What was realised of one action; what is left out stays an empty cell (realisasi)."""

    action: strawberry.ID = attribute("The action's id (uraian aksi).")
    seen: int = whole(
        "The row's `version` when you looked: a row that was reported since is not overwritten (versi yang dilihat).",
        at_least=0,
        at_most=MOST_REPORTS,
    )
    realised: str | None = text(
        "Column 9, in the unit of the target (realisasi target).", at_most=LONGEST_FIGURE, default=None
    )
    progress: str | None = text("Column 12, 0 to 100 percent (progres fisik).", at_most=LONGEST_FIGURE, default=None)
    spent: str | None = text(
        "Column 14, in rupiah; only at the lowest level (realisasi anggaran).", at_most=LONGEST_FIGURE, default=None
    )
    note: str | None = text(
        "A remark; left out, what was remarked before stays (keterangan).", at_most=1_000, lines=True, default=None
    )

    def figures(self, field: str) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Realised, progress and spent. Raises BAD_USER_INPUT for what is no number, negative, or over 100 percent."""
        return (
            None if self.realised is None else figure_of(self.realised, f"{field}.realised", least=0),
            None if self.progress is None else figure_of(self.progress, f"{field}.progress", least=0, most=100),
            None if self.spent is None else figure_of(self.spent, f"{field}.spent", least=0),
        )


@input_type
class ReportRealisationInput(OnceInput):
    """What a unit realised in a month; told again, the newest counts (laporan realisasi bulanan)."""

    plan: strawberry.ID = attribute("The plan (rencana aksi).")
    year: int = whole("Which year (tahun).", at_least=FIRST_YEAR, at_most=LAST_YEAR)
    month: int = whole("Which month (bulan).", at_least=1, at_most=12)
    rows: list[RealisedInput] = several("The actions, each once (uraian aksi).", at_most=MOST_ROWS)


@input_type
class FindingInput:
    """A finding of a monitoring (temuan)."""

    code: str = text("The code of the node that it is about; empty for the whole plan (kode).", at_most=40, default="")
    finding: str = text("What was found (temuan).", at_least=5, at_most=2_000, lines=True)
    recommendation: str = text("What should be done (rekomendasi).", at_most=2_000, lines=True, default="")


@input_type
class RecordMonitoringInput(OnceInput):
    """A monitoring of half a year, or one between (pemantauan dan evaluasi)."""

    plan: strawberry.ID = attribute("The plan (rencana aksi).")
    year: int = whole("Which year (tahun).", at_least=FIRST_YEAR, at_most=LAST_YEAR)
    half: int = whole("1 for January to June, 2 for July to December (semester).", at_least=1, at_most=2)
    held_on: date = attribute("When it was held (tanggal).")
    summary: str = text("What it showed (ringkasan).", at_least=5, at_most=5_000, lines=True)
    findings: list[FindingInput] = several("The findings (temuan).", at_most=100, default=())


@input_type
class IssueYearReportInput(OnceInput):
    """A yearly report, frozen as it is issued (laporan tahunan)."""

    plan: strawberry.ID = attribute("The plan (rencana aksi).")
    year: int = whole("Of which year (tahun).", at_least=FIRST_YEAR, at_most=LAST_YEAR)
    addressee: str = text("To whom (kepada).", at_least=3, at_most=200, default=ADDRESSEE)


@input_type
class BandInput:
    """A band of a scale (jenjang)."""

    code: str = text("What the table prints: 1 to 4 capital letters (kode).", at_least=1, at_most=4)
    label: str = text("What it means (sebutan).", at_least=2, at_most=60)
    lower: str | None = text(
        "From how many percent; null for the last band (batas bawah).", at_most=LONGEST_FIGURE, default=None
    )
    colour: str = text("Its colour, such as #16a34a (warna).", at_least=7, at_most=7)

    def band(self, field: str) -> Band:
        """It as the rules know it. Raises BAD_USER_INPUT for what is no number."""
        lower = None if self.lower is None else figure_of(self.lower, f"{field}.lower")
        return Band(self.code, self.label, lower, self.colour)


@input_type
class SetPredikatScaleInput(OnceInput):
    """Another scale of your pemda from a month on; months before keep theirs (skala predikat baru)."""

    from_date: date = attribute("The first day of a month that has not begun (mulai berlaku).")
    bands: list[BandInput] = several("The bands, best first (jenjang).", at_most=MOST_BANDS)
    source: str = text("Where they are written (dasar hukum).", at_least=5, at_most=300)
