"""Part A of the matrix: how many complaints came in a period, how many were resolved, and how many were not."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from rules.errors import bad_input
from rules.question_sets import Counting
from rules.vocabulary import Outcome

RESOLVED: Final = frozenset({Outcome.SOLVED, Outcome.INFORMATION_GIVEN, Outcome.ASPIRATION_NOTED})
"""What came of a closed complaint that counts as diselesaikan: what was asked for was done, told or taken in."""


class GeneralFigure(StrEnum):
    """One of the three figures of part A."""

    RECEIVED = "RECEIVED"
    RESOLVED = "RESOLVED"
    NOT_RESOLVED = "NOT_RESOLVED"


@dataclass(frozen=True, slots=True)
class Counts:
    """Complaints of a period; what is not resolved is the rest, so that the two percentages make a hundred."""

    received: int
    resolved: int

    @property
    def not_resolved(self) -> int:
        """Received and not resolved."""
        return self.received - self.resolved

    def share(self, part: int) -> Fraction | None:
        """A part of what was received in percent; None when nothing was."""
        return Fraction(100 * part, self.received) if self.received else None


def check_counts(received: int, resolved: int) -> Counts:
    """Counts that somebody states. Raises BAD_USER_INPUT when more was resolved than received."""
    if resolved > received:
        raise bad_input(
            "resolved",
            "More cannot be resolved than was received.",
            "Jumlah yang diselesaikan tidak dapat melebihi jumlah yang diterima.",
        )
    return Counts(received, resolved)


def average_received(counts: Counts, counting: Counting, first: date, last: date) -> Fraction:
    """What the matrix asks for: complaints in a month (Bintan) or in a year (Bangka Belitung), of whole months."""
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    return Fraction(counts.received, months) * (1 if counting is Counting.MONTH else 12)


def bounds(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments between which a complaint of these days came in: the first included, the second not."""
    return datetime.combine(first, time(), zone), datetime.combine(last + timedelta(days=1), time(), zone)
