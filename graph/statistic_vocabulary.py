"""The enums and small types of the statistics, each value with its Indonesian term."""

from fractions import Fraction

from graph.context import Context
from graph.declarations import attribute, enum_type, object_type
from graph.fields import derived
from rules.figures import shown, shown_or_none
from rules.statistic_figures import MEDIAN, NINE_TENTHS, Duration, Quantile, RankedShare, Share
from rules.statistic_peers import Size
from rules.statistic_questions import Dimension, Source

_PERCENT = 100

enum_type(
    Dimension,
    {
        Dimension.NATION: "The whole nation as one (nasional).",
        Dimension.PROVINCE: "Provinces with their regencies and cities; 00 is what lies with the nation (provinsi).",
        Dimension.PEMDA: "Each regional government by itself, a province's own office too (pemda).",
        Dimension.UNIT: "The units directly below the one asked about, each with all below it (unit kerja).",
        Dimension.TOPIC: "The topics directly below the one asked about, each with all below it (kategori).",
        Dimension.KIND: "Classification (jenis).",
        Dimension.CHANNEL: "Where complaints came from (kanal).",
        Dimension.PRIORITY: "How urgent desks found them (prioritas).",
        Dimension.DAY: "Days of the pemda's own time zone (hari).",
        Dimension.WEEK: "Weeks from Monday (minggu).",
        Dimension.MONTH: "Months (bulan).",
        Dimension.YEAR: "Years (tahun).",
    },
    name="StatisticsDimension",
)
enum_type(
    Source,
    {
        Source.MONTHS: "Sums of months (rekap bulanan).",
        Source.DAYS: "Sums of days (rekap harian).",
        Source.MONTHS_AND_DAYS: "Sums of whole months, and of the days that are left (rekap bulanan dan harian).",
        Source.TALLIES: "Every complaint of the pemda by itself (per pengaduan).",
    },
    name="StatisticsSource",
)
enum_type(
    Size,
    {
        Size.NONE: "No complaint in twelve months (tanpa pengaduan).",
        Size.UNDER_100: "1 to 99 (kurang dari 100).",
        Size.UNDER_500: "100 to 499 (kurang dari 500).",
        Size.UNDER_2000: "500 to 1,999 (kurang dari 2.000).",
        Size.UNDER_10000: "2,000 to 9,999 (kurang dari 10.000).",
        Size.MORE: "10,000 and more (10.000 atau lebih).",
    },
    name="PemdaSize",
)
enum_type(
    RankedShare,
    {
        RankedShare.ON_TIME: "Answered in time (tepat waktu).",
        RankedShare.FOLLOWED_UP: "Followed up (tindak lanjut).",
        RankedShare.PROMPT: "Responded to within a working day (respons cepat).",
    },
)


@object_type
class StatisticsShare:
    """A part of a number of cases, with its 95 percent interval after Wilson (proporsi dan selang kepercayaan).

    Percentages have two decimals, rounded half up; they are null where there are no cases.
    """

    numerator: int = attribute("The cases that count (pembilang).")
    denominator: int = attribute("Of how many (penyebut).")
    too_few: bool = attribute("Fewer than 30 cases: not to be compared with others (terlalu sedikit).")

    @derived(str | None)
    @staticmethod
    def value(row: Share, _context: Context) -> str | None:
        """The share in percent, such as 66.67 (persentase)."""
        return _percent(row.value)

    @derived(str | None)
    @staticmethod
    def lower(row: Share, _context: Context) -> str | None:
        """The lower end of its interval in percent (batas bawah)."""
        return _percent(row.lower)

    @derived(str | None)
    @staticmethod
    def upper(row: Share, _context: Context) -> str | None:
        """The upper end of its interval in percent (batas atas)."""
        return _percent(row.upper)


@object_type
class StatisticsQuantile:
    """A duration that a part of the cases did not exceed, as well as bands of durations tell it (kuantil)."""

    above: int = attribute("The true one is longer than so many minutes (batas bawah pita).")
    at_most: int | None = attribute("And at most so many; null: more than 180 days (batas atas pita).")

    @derived(str)
    @staticmethod
    def value(row: Quantile, _context: Context) -> str:
        """Minutes, two decimals, cases of a band taken as evenly spread: off by less than the band (nilai)."""
        return shown(row.value)


@object_type
class StatisticsDuration:
    """How long a step took from the receipt of the complaint, in minutes of the clock on the wall (lama proses)."""

    count: int = attribute("How many times the step ended in the period (jumlah).")

    @derived(str | None)
    @staticmethod
    def mean(row: Duration, _context: Context) -> str | None:
        """The exact mean in minutes, two decimals; null without cases (rata-rata)."""
        return shown_or_none(row.mean)

    @derived(StatisticsQuantile | None)
    @staticmethod
    def median(row: Duration, _context: Context) -> Quantile | None:
        """What half of them did not exceed; null without cases (median)."""
        return row.quantile(MEDIAN)

    @derived(StatisticsQuantile | None)
    @staticmethod
    def p90(row: Duration, _context: Context) -> Quantile | None:
        """What nine in ten did not exceed; null without cases (persentil ke-90)."""
        return row.quantile(NINE_TENTHS)


@object_type
class StatisticsAge:
    """Open complaints of one age (umur pengaduan)."""

    first_day: int = attribute("From so many days after the receipt (dari hari).")
    last_day: int | None = attribute("To so many, included; null: and older (sampai hari).")
    open: int = attribute("How many are open (belum selesai).")


@object_type
class StatisticsBacklog:
    """What lies there at the end of the period (tunggakan)."""

    open: int = attribute("Open complaints (belum selesai).")
    overdue: int = attribute("Those among them whose deadline has passed (lewat batas waktu).")
    ages: list[StatisticsAge] = attribute("The open ones by age, youngest first (menurut umur).")


def _percent(share: Fraction | None) -> str | None:
    return None if share is None else shown(share * _PERCENT)


__all__ = [
    "Dimension",
    "RankedShare",
    "Size",
    "Source",
    "StatisticsBacklog",
    "StatisticsDuration",
    "StatisticsQuantile",
    "StatisticsShare",
]
