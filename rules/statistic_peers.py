"""Which pemda are of like size, so that they can be compared?"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from rules.statistic_periods import Span, months_of


class Size(StrEnum):
    """How many complaints came in twelve months."""

    NONE = "NONE"
    UNDER_100 = "UNDER_100"
    UNDER_500 = "UNDER_500"
    UNDER_2000 = "UNDER_2000"
    UNDER_10000 = "UNDER_10000"
    MORE = "MORE"


FROM: Final = (1, 100, 500, 2_000, 10_000)
"""From how many on a pemda belongs to the next class."""
FEWEST: Final = 5
"""Fewer others than this are not summed up: a member could be told from its own figure and the quantiles."""
SIZES: Final = tuple(Size)
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Quartiles:
    """A share among pemda of like size: a quarter of them lies at or below the lower quartile, and so on."""

    pemda: int
    lower: Fraction
    median: Fraction
    upper: Fraction


def size_of(received: int) -> Size:
    """The class of a pemda that received so many in twelve months."""
    return SIZES[bisect_right(FROM, received)]


def sizing_months(today: date) -> Span:
    """The twelve whole months before this one, by which pemda are told big from small."""
    last = today.replace(day=1) - timedelta(days=1)
    return Span(months_of(Span(last - timedelta(days=400), last))[-_MONTHS], last)
