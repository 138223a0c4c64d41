"""What do sums come to: shares with their intervals, means, quantiles of durations, what lies there?

Everything stays exact until it is shown: shares and means are fractions, quantiles are given with the band that holds
them. What has no denominator has no value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, isqrt
from typing import Final, TypeAlias

from rules.general_information import RESOLVED
from rules.measures import AGES, BOUNDS, OPEN_BY_AGE, Measure, Step, band_column, minutes_column

Sums: TypeAlias = Mapping[str, int]
"""Sums by the name of their column; what is missing is zero."""
TOO_FEW: Final = 30
"""Below so many cases a share is shown, but no rank is given for it."""
MEDIAN: Final = Fraction(1, 2)
NINE_TENTHS: Final = Fraction(9, 10)
_Z: Final = Fraction(196, 100)
"""The normal quantile of a two-sided interval of 95 percent."""
_FINE: Final = 10**9
CLOSED: Final = (Measure.CLOSED_BY_ADMIN, Measure.CLOSED_BY_SYSTEM, Measure.CLOSED_BY_REPORTER)
OUTCOMES: Final = (
    Measure.SOLVED, Measure.PARTLY_SOLVED, Measure.NOT_SOLVED, Measure.INFORMATION_GIVEN, Measure.ASPIRATION_NOTED,
    Measure.NOT_OUR_AUTHORITY,
)  # fmt: skip
RESOLVED_MEASURES: Final = tuple(one for one in OUTCOMES if one.value in {outcome.value for outcome in RESOLVED})
"""The same outcomes that part A of an assessment and the indicators of plans count as resolved."""


class RankedShare(StrEnum):
    """The shares by which regions are ranked and compared with peers: those that later acts cannot raise."""

    ON_TIME = "ON_TIME"
    FOLLOWED_UP = "FOLLOWED_UP"
    PROMPT = "PROMPT"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a number of cases, and between which bounds the share lies with 95 percent confidence (Wilson)."""

    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        """The share; None of nothing."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def lower(self) -> Fraction | None:
        """The lower end of the interval, at most a billionth too low."""
        return self._end(-1)

    @property
    def upper(self) -> Fraction | None:
        """Its upper end, at most a billionth too high."""
        return self._end(1)

    @property
    def too_few(self) -> bool:
        """Are these too few cases to be compared with others?"""
        return self.denominator < TOO_FEW

    def _end(self, side: int) -> Fraction | None:
        n, x = self.denominator, self.numerator
        if not n:
            return None
        z2 = _Z * _Z
        root = _root(z2 * (4 * Fraction(x * (n - x), n) + z2))
        end = (2 * x + z2 + side * root) / (2 * (n + z2))
        return min(max(end, Fraction(0)), Fraction(1))


@dataclass(frozen=True, slots=True)
class Quantile:
    """The duration that a part of the cases did not exceed, in minutes.

    The true one lies above `above` (or is it, in the first band) and is at most `at_most`; None is without end. `value`
    takes the cases of a band as spread evenly over it, so it is off by less than the width of the band; of the last
    band, which has no end, it is the lower bound.
    """

    value: Fraction
    above: int
    at_most: int | None


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a step took, from the moment a complaint was received to the end of the step, in minutes."""

    counts: tuple[int, ...]
    minutes: int

    @property
    def count(self) -> int:
        """How many times it ended."""
        return sum(self.counts)

    @property
    def mean(self) -> Fraction | None:
        """Exactly the mean; None of nothing."""
        return Fraction(self.minutes, self.count) if self.count else None

    def quantile(self, part: Fraction) -> Quantile | None:
        """The smallest duration that at least this part did not exceed; None of nothing."""
        count = self.count
        if not count:
            return None
        place, passed = ceil(part * count), 0
        for at, here in enumerate(self.counts):
            if passed + here >= place:
                above = BOUNDS[at - 1] if at else 0
                if at == len(BOUNDS):
                    return Quantile(Fraction(above), above, None)
                return Quantile(above + Fraction((BOUNDS[at] - above) * (place - passed), here), above, BOUNDS[at])
            passed += here
        raise AssertionError("a place beyond the last case")


@dataclass(frozen=True, slots=True)
class AgeBand:
    """How many open complaints are so many days old."""

    first_day: int
    last_day: int | None
    open: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """What lies there at the end of a period."""

    ages: tuple[AgeBand, ...]
    overdue: int

    @property
    def open(self) -> int:
        """All open complaints."""
        return sum(band.open for band in self.ages)


def count(sums: Sums, *measures: Measure) -> int:
    """How often these were counted together."""
    return sum(sums.get(one.lower(), 0) for one in measures)


def on_time(sums: Sums) -> Share:
    """Tepat waktu: of the complaints whose completion was due or done, those that were answered in time for good."""
    return _share(sums, Measure.IN_TIME, Measure.DECIDED)


def followed_up(sums: Sums) -> Share:
    """Tindak lanjut: of the complaints received that count, those responded to and not left unsolved."""
    return _share(sums, Measure.FOLLOWED_UP, Measure.COUNTABLE)


def prompt(sums: Sums) -> Share:
    """Of the first responses, those within one working day."""
    return _share(sums, Measure.PROMPT, Measure.RESPONDED)


def ranked_share(sums: Sums, by: RankedShare) -> Share:
    """The share of this name."""
    return {RankedShare.ON_TIME: on_time, RankedShare.FOLLOWED_UP: followed_up, RankedShare.PROMPT: prompt}[by](sums)


def solved(sums: Sums) -> Share:
    """Diselesaikan: of the closings with an outcome, those where what was asked for was done, told or taken in."""
    return Share(count(sums, *RESOLVED_MEASURES), count(sums, *OUTCOMES))


def objected(sums: Sums) -> Share:
    """Of the answers whose waiting ended in the period, by an objection or by a closing, those objected to."""
    objections = count(sums, Measure.OBJECTED)
    return Share(objections, objections + count(sums, *CLOSED))


def mean_rating(sums: Sums) -> Fraction | None:
    """The mean of the last ratings, 1 to 5; None of none."""
    rated = count(sums, Measure.RATED)
    return Fraction(count(sums, Measure.RATING_SUM), rated) if rated else None


def duration(sums: Sums, step: Step) -> Duration:
    """How long a step took."""
    counts = tuple(sums.get(band_column(step, at), 0) for at in range(len(BOUNDS) + 1))
    return Duration(counts, sums.get(minutes_column(step), 0))


def backlog(sums: Sums) -> Backlog:
    """What lies there, out of everything that came in and left until then."""
    ends = (*(age - 1 for age in AGES[1:]), None)
    bands = zip(AGES, ends, OPEN_BY_AGE, strict=True)
    ages = tuple(AgeBand(first, last, count(sums, measure)) for first, last, measure in bands)
    return Backlog(ages, count(sums, Measure.OPEN_OVERDUE))


def _share(sums: Sums, part: Measure, whole: Measure) -> Share:
    return Share(count(sums, part), count(sums, whole))


def _root(value: Fraction) -> Fraction:
    """The square root, at most a billionth too large: an interval is rather too wide than too narrow."""
    return Fraction(isqrt(value.numerator * _FINE * _FINE // value.denominator) + 1, _FINE)
