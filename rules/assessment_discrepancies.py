"""Where does a printed result differ from what its own answers come to, and how did it go wrong?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from rules.assessment_scores import Ranked, Scores, rounded, truncated

_DIGITS: Final = 2


class Figure(StrEnum):
    """Which printed figure is looked at."""

    ANSWER = "ANSWER"
    UNIT_SCORE = "UNIT_SCORE"
    AVERAGE = "AVERAGE"
    PRIORITY = "PRIORITY"


class Fault(StrEnum):
    """How it differs."""

    WRONG = "WRONG"
    TRUNCATED = "TRUNCATED"
    ROUNDED_UP = "ROUNDED_UP"
    COARSE = "COARSE"
    SWAPPED = "SWAPPED"


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A printed figure and what it should be. `other` is the category that it changed places with."""

    figure: Figure
    fault: Fault
    printed: Decimal
    computed: Fraction
    unit: str | None = None
    category: str | None = None
    question: int | None = None
    other: str | None = None


def fault_of(printed: Decimal, exact: Fraction) -> Fault | None:
    """How a printed number misses the exact one; None when it is that number, half up to two decimals.

    What was cut off or rounded to fewer decimals is told from what is wrong only when decimals were printed: 3 for
    3.33 is not a rounding, it is another number.
    """
    digits = max(0, -int(printed.as_tuple().exponent))
    if printed == rounded(exact, max(_DIGITS, digits)):
        return None
    if not digits:
        return Fault.WRONG
    if printed == truncated(exact, digits):
        return Fault.TRUNCATED
    if printed == rounded(exact, digits):
        return Fault.COARSE
    if printed == truncated(exact, digits) + Decimal(1).scaleb(-digits):
        return Fault.ROUNDED_UP
    return Fault.WRONG


def in_answers(unit: str, printed: Mapping[int, int], given: Mapping[int, int]) -> list[Discrepancy]:
    """Answers that are printed otherwise than they were given; only of questions that were answered."""
    return [
        Discrepancy(Figure.ANSWER, Fault.WRONG, Decimal(value), Fraction(given[number]), unit, question=number)
        for number, value in printed.items()
        if number in given and given[number] != value
    ]


def in_scores(unit: str | None, printed: Mapping[str, Decimal], scores: Scores) -> list[Discrepancy]:
    """Scores of a unit (None: averages of the pemda) that are not what the answers come to."""
    figure = Figure.AVERAGE if unit is None else Figure.UNIT_SCORE
    found = []
    for category, value in printed.items():
        fault = fault_of(value, scores[category])
        if fault is not None:
            found.append(Discrepancy(figure, fault, value, scores[category], unit, category))
    return found


def in_priorities(printed: Mapping[str, int], places: Sequence[Ranked]) -> list[Discrepancy]:
    """Places in the order of urgency that are not those of the scores; two that changed places name each other."""
    right = {one.category: one.place for one in places}
    wrong = {category: place for category, place in printed.items() if right[category] != place}
    return [
        Discrepancy(
            Figure.PRIORITY,
            Fault.WRONG if other is None else Fault.SWAPPED,
            Decimal(place),
            Fraction(right[category]),
            category=category,
            other=other,
        )
        for category, place in wrong.items()
        for other in (_changed_with(category, wrong, right),)
    ]


def _changed_with(category: str, wrong: Mapping[str, int], right: Mapping[str, int]) -> str | None:
    return _first(
        other
        for other in wrong
        if other != category and wrong[other] == right[category] and right[other] == wrong[category]
    )


def _first(found: Iterable[str]) -> str | None:
    return next(iter(found), None)
