"""What is counted about complaints, each on a day of its own, and how what was counted is added up.

Everything here is a number that adds: over days, pemda, kinds, topics. Shares, means and quantiles are made of sums at
the very end (rules/statistics_figures.py), never averaged. What a history counts as is said in rules/tallies.py.
"""

from bisect import bisect_left
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Measure(StrEnum):
    """A number that adds, counted on the day it belongs to, in the time zone of the pemda.

    Flows are counted on the day they happened; what was undone (a closing that was reopened, an archiving that was
    restored) is not counted. Cohort measures are counted on the day that fixes them for good, so that nothing done
    later moves a case into another period.
    """

    # Flows.
    RECEIVED = "RECEIVED"
    VERIFIED = "VERIFIED"
    DISPOSED = "DISPOSED"
    RESPONDED = "RESPONDED"
    ANSWERED = "ANSWERED"
    CLOSED_BY_ADMIN = "CLOSED_BY_ADMIN"
    CLOSED_BY_SYSTEM = "CLOSED_BY_SYSTEM"
    CLOSED_BY_REPORTER = "CLOSED_BY_REPORTER"
    SOLVED = "SOLVED"
    PARTLY_SOLVED = "PARTLY_SOLVED"
    NOT_SOLVED = "NOT_SOLVED"
    INFORMATION_GIVEN = "INFORMATION_GIVEN"
    ASPIRATION_NOTED = "ASPIRATION_NOTED"
    NOT_OUR_AUTHORITY = "NOT_OUR_AUTHORITY"
    OBJECTED = "OBJECTED"
    REOPENED = "REOPENED"
    ARCHIVED = "ARCHIVED"
    OVERDUE = "OVERDUE"
    ESCALATED = "ESCALATED"
    HANDED_OVER = "HANDED_OVER"
    RETURNED = "RETURNED"
    PING_PONG = "PING_PONG"
    PASSED_ON = "PASSED_ON"
    EXTENDED = "EXTENDED"
    MERGED = "MERGED"
    RATED = "RATED"
    RATING_SUM = "RATING_SUM"
    ADMIN_ACTS = "ADMIN_ACTS"
    # Cohorts.
    COUNTABLE = "COUNTABLE"
    FOLLOWED_UP = "FOLLOWED_UP"
    DECIDED = "DECIDED"
    IN_TIME = "IN_TIME"
    PROMPT = "PROMPT"
    # Backlog: what came in (+) or left (-) on a day; the sum of all days until then is what lies there.
    OPEN_0 = "OPEN_0"
    OPEN_6 = "OPEN_6"
    OPEN_15 = "OPEN_15"
    OPEN_31 = "OPEN_31"
    OPEN_61 = "OPEN_61"
    OPEN_181 = "OPEN_181"
    OPEN_OVERDUE = "OPEN_OVERDUE"


class Step(StrEnum):
    """A step whose duration is counted, from the day and minute it was received to its end, on the day of that end."""

    VERIFICATION = "VERIFICATION"
    DISPOSITION = "DISPOSITION"
    FIRST_RESPONSE = "FIRST_RESPONSE"
    ANSWER = "ANSWER"
    CLOSING = "CLOSING"


AGES: Final = (0, 6, 15, 31, 61, 181)
"""From which day on an open complaint is counted in the next band of age; its first day is 0."""
OPEN_BY_AGE: Final = tuple(Measure(f"OPEN_{age}") for age in AGES)
BACKLOG: Final = frozenset({*OPEN_BY_AGE, Measure.OPEN_OVERDUE})
_HOUR: Final = 60
_DAY: Final = 24 * _HOUR
BOUNDS: Final = (
    _HOUR, 2 * _HOUR, 4 * _HOUR, 8 * _HOUR, 12 * _HOUR,
    *(days * _DAY for days in (1, 2, 3, 4, 5, 7, 10, 14, 21, 30, 45, 60, 90, 180)),
)  # fmt: skip
"""Upper bounds of the bands of a histogram in minutes, each included; the last band has none."""


def band(minutes: int) -> int:
    """Which band of a histogram a duration falls into, from 0."""
    return bisect_left(BOUNDS, minutes)


def minutes_column(step: Step) -> str:
    """Under which name the minutes of a step are added up."""
    return f"{step.lower()}_minutes"


def band_column(step: Step, at: int) -> str:
    """Under which name the durations of a step in one band are counted."""
    return f"{step.lower()}_{at:02d}"


COLUMNS: Final = (
    *(measure.lower() for measure in Measure),
    *(minutes_column(step) for step in Step),
    *(band_column(step, at) for step in Step for at in range(len(BOUNDS) + 1)),
)
"""Everything that is added up, by the name of its column. Append only: the place is the number that facts keep."""
NUMBER: Final = MappingProxyType({column: number for number, column in enumerate(COLUMNS)})
