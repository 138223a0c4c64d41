"""What may be asked of the statistics, and from which sums is it answered?

Sums of regions are kept undivided by day and by month, and by one property by month (Grain, Group). Whatever divides
further is added up from the tallies of single complaints, which is allowed within one pemda only. What neither can
answer exactly is refused, never estimated.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from rules.errors import BAD_USER_INPUT, OPERATION_TOO_COMPLEX, Refusal, bad_input
from rules.identifiers import NATION, REACH_OF_NATION_HIGH, Reach
from rules.statistic_periods import EARLIEST, Period, Time, before, check_time, parts, whole_months_in


class Grain(StrEnum):
    """Over which time sums are kept."""

    DAY = "DAY"
    MONTH = "MONTH"


class Group(StrEnum):
    """By which property sums are kept: undivided by day and month, by one property by month."""

    ALL = "ALL"
    KIND = "KIND"
    CHANNEL = "CHANNEL"
    PRIORITY = "PRIORITY"
    TOPIC = "TOPIC"


class Dimension(StrEnum):
    """By what an answer can be divided."""

    NATION = "NATION"
    PROVINCE = "PROVINCE"
    PEMDA = "PEMDA"
    UNIT = "UNIT"
    TOPIC = "TOPIC"
    KIND = "KIND"
    CHANNEL = "CHANNEL"
    PRIORITY = "PRIORITY"
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"


class Source(StrEnum):
    """Out of what an answer was added up."""

    MONTHS = "MONTHS"
    DAYS = "DAYS"
    MONTHS_AND_DAYS = "MONTHS_AND_DAYS"
    TALLIES = "TALLIES"


REGIONS: Final = (Dimension.NATION, Dimension.PROVINCE, Dimension.PEMDA)
TIMES: Final = (Dimension.DAY, Dimension.WEEK, Dimension.MONTH, Dimension.YEAR)
PROPERTIES: Final = (Dimension.TOPIC, Dimension.KIND, Dimension.CHANNEL, Dimension.PRIORITY)
MOST_DIMENSIONS: Final = 3
MOST_ROWS: Final = 7_000
"""Every pemda of the nation by month over a year fits."""
MOST_VALUES: Final = 70_000
"""Rows times the fields of a row: every pemda of the nation with all its figures, or ten of them for MOST_ROWS."""
_MANY: Final = {Dimension.PROVINCE: 38, Dimension.PEMDA: 546}
_BOUNDED: Final = "statistics: bounded answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: about whom, about which days, divided by what, and only about which complaints."""

    scope: Reach
    period: Period
    by: tuple[Dimension, ...] = ()
    unit: str | None = None
    topic: int | None = None
    kind: str | None = None
    channel: str | None = None
    priority: str | None = None

    @property
    def one_pemda(self) -> bool:
        """Is it about a single pemda?"""
        return self.scope.lo == self.scope.hi

    @property
    def region(self) -> Dimension | None:
        """By which level of regions it is divided."""
        return next((one for one in REGIONS if one in self.by), None)

    @property
    def time(self) -> Time | None:
        """Into what its period is divided."""
        return next((Time(one) for one in TIMES if one in self.by), None)

    @property
    def properties(self) -> tuple[Dimension, ...]:
        """The properties of complaints that divide or narrow it."""
        return tuple(one for one in PROPERTIES if one in self.by or self.only(one) is not None)

    @property
    def undivided(self) -> bool:
        """Does it ask about all complaints of its regions?"""
        return not self.properties and self.unit is None and Dimension.UNIT not in self.by

    def only(self, dimension: Dimension) -> str | int | None:
        """What it is narrowed to in this property."""
        narrowed: str | int | None = getattr(self, dimension.lower())
        return narrowed


@dataclass(frozen=True, slots=True)
class Piece:
    """Sums of one grain on these days; early ones lie before the period, for what already lay there."""

    grain: Grain
    first: date
    last: date
    early: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """How a question is answered."""

    question: Question
    source: Source
    group: Group
    pieces: tuple[Piece, ...]

    def previous(self) -> "Plan":
        """The same about the period before."""
        return planned(replace(self.question, period=before(self.question.period)))


def plan(question: Question) -> Plan:
    """From what a question is answered. Raises BAD_USER_INPUT naming the field and the rule when it cannot be."""
    _check_dimensions(question.by)
    _check_regions(question)
    check_time(question.time, question.period)
    _check_size(question)
    return planned(question)


def planned(question: Question) -> Plan:
    """The same for a question that was checked."""
    hindrance = _hindrance(question)
    if hindrance is None:
        group = Group(question.properties[0].value) if question.properties else Group.ALL
        pieces = _pieces(question)
        grains = {piece.grain for piece in pieces if not piece.early}
        mixed = Source.MONTHS if grains == {Grain.MONTH} else Source.DAYS
        return Plan(question, Source.MONTHS_AND_DAYS if len(grains) > 1 else mixed, group, pieces)
    if not question.one_pemda:
        raise hindrance
    return Plan(question, Source.TALLIES, Group.ALL, ())


def check_rows(number: int) -> None:
    """Raise BAD_USER_INPUT when an answer would have too many rows."""
    if number > MOST_ROWS:
        raise bad_input(
            "by",
            f"The answer would have more than {MOST_ROWS} rows: ask about less, or divide it less.",
            f"Jawaban akan melebihi {MOST_ROWS} baris: persempit wilayah, periode, atau pembagiannya.",
            rule=_BOUNDED,
        )


def check_values(rows: int, fields: int) -> None:
    """Raise OPERATION_TOO_COMPLEX when an answer would have too many values: each costs time that others wait for."""
    if rows * fields > MOST_VALUES:
        raise Refusal(
            OPERATION_TOO_COMPLEX,
            f"{rows} rows with {fields} fields each are too many: select fewer figures, or ask about less.",
            f"{rows} baris dengan {fields} kolom terlalu banyak: pilih lebih sedikit angka, atau persempit pertanyaan.",
            field="rows",
            rule=_BOUNDED,
        )


def _check_dimensions(by: Sequence[Dimension]) -> None:
    if len(by) > MOST_DIMENSIONS or len(set(by)) != len(by):
        raise bad_input(
            "by",
            f"At most {MOST_DIMENSIONS}, each once.",
            f"Paling banyak {MOST_DIMENSIONS}, masing-masing satu kali.",
            rule=_BOUNDED,
        )
    for several in (REGIONS, TIMES):
        if sum(one in several for one in by) > 1:
            raise bad_input(
                "by",
                "Divide by one level of regions and by one unit of time at most.",
                "Bagi paling banyak menurut satu tingkat wilayah dan satu satuan waktu.",
                rule="statistics: one level of regions, one unit of time",
            )


def _check_regions(question: Question) -> None:
    scope, region = question.scope, question.region
    national = scope == Reach(NATION, REACH_OF_NATION_HIGH)
    if (region is Dimension.NATION and not national) or (region is Dimension.PROVINCE and scope.lo % 100):
        raise bad_input(
            "by",
            "The region that is asked about is smaller than this.",
            "Wilayah yang ditanyakan lebih kecil daripada pembagian ini.",
            rule="statistics: a region is divided into smaller ones",
        )


def _check_size(question: Question) -> None:
    regions = 1
    if question.region is not None and question.scope.hi - question.scope.lo > 100:  # noqa: PLR2004 - the nation
        regions = _MANY.get(question.region, 1)
    check_rows(regions * len(parts(question.time, question.period.counted)))


def _hindrance(question: Question) -> Refusal | None:
    """Why sums of regions do not answer it; None when they do."""
    if question.unit is not None or Dimension.UNIT in question.by:
        return _refusal(
            "unit" if question.unit is not None else "by",
            "Units are counted within one pemda: ask about one alone.",
            "Unit dihitung dalam satu pemda: tanyakan satu pemda saja.",
            rule="statistics: units within one pemda",
        )
    if len(question.properties) > 1:
        return _refusal(
            "by",
            "Several regions are divided by one of topic, kind, channel and priority at most; one pemda by several.",
            "Beberapa wilayah hanya dibagi menurut satu dari topik, jenis, kanal, dan prioritas; satu pemda bebas.",
            rule="statistics: one property over several pemda",
        )
    if not question.properties:
        return None
    if question.time in (Time.DAY, Time.WEEK):
        return _refusal(
            "by",
            "By topic, kind, channel or priority several regions are counted by month; one pemda also by day.",
            "Menurut topik, jenis, kanal, prioritas, beberapa wilayah dihitung per bulan; satu pemda juga per hari.",
            rule="statistics: properties by month over several pemda",
        )
    if not question.period.counted.whole_months:
        return _refusal(
            "lastDay" if question.period.asked.first.day == 1 else "firstDay",
            "By topic, kind, channel or priority several regions are counted over whole months that are over.",
            "Menurut topik, jenis, kanal, prioritas, beberapa wilayah dihitung atas bulan penuh yang telah lewat.",
            rule="statistics: properties by month over several pemda",
        )
    return None


def _refusal(field: str, en: str, id: str, *, rule: str) -> Refusal:
    return Refusal(BAD_USER_INPUT, en, id, field=field, rule=rule)


def _pieces(question: Question) -> tuple[Piece, ...]:
    """Months where they are whole, days for the rest; before the period the same from the beginning on."""
    span, day = question.period.counted, timedelta(days=1)
    start = span.first.replace(day=1)
    found = [Piece(Grain.MONTH, EARLIEST, start - day, early=True)]
    if span.first > start:
        found.append(Piece(Grain.DAY, start, span.first - day, early=True))
    whole = None if question.time in (Time.DAY, Time.WEEK) else whole_months_in(span)
    if whole is None:
        return (*found, Piece(Grain.DAY, span.first, span.last))
    if span.first < whole.first:
        found.append(Piece(Grain.DAY, span.first, whole.first - day))
    found.append(Piece(Grain.MONTH, whole.first, whole.last))
    if whole.last < span.last:
        found.append(Piece(Grain.DAY, whole.last + day, span.last))
    return tuple(found)
