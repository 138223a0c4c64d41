"""What a self-assessment comes to: scores of units and of the pemda as exact fractions, and which category is first.

Perbup Bintan 53/2021, 2.2.2: a unit's score in a category is the sum of its answers by the number of questions in the
category; the pemda's is the mean over the units that took part; the lowest comes first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rules.question_sets import QuestionSet

Scores = Mapping[str, Fraction]
"""By the code of the category."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A category with its score and place. Equal scores share a place, and the places after them stay empty."""

    category: str
    score: Fraction
    place: int
    tied: bool


def unit_scores(questions: QuestionSet, answers: Mapping[int, int]) -> dict[str, Fraction]:
    """The score of a whole sheet in each category; a category without questions has none.

    Raises KeyError when an answer is missing: an unfinished sheet has no score.
    """
    found = {}
    for category in questions.categories:
        asked = questions.of_category(category.code)
        if asked:
            found[category.code] = Fraction(sum(answers[question.number] for question in asked), len(asked))
    return found


def averages(units: Sequence[Scores]) -> dict[str, Fraction]:
    """The mean over the units, in the order of the first one's categories; empty when there is no unit."""
    if not units:
        return {}
    return {category: Fraction(sum(one[category] for one in units), len(units)) for category in units[0]}


def ranked(scores: Scores) -> list[Ranked]:
    """The categories by urgency, the lowest score first; ties are shown as ties (1, 1, 3), in the given order."""
    values = list(scores.values())
    found = [
        Ranked(category, score, 1 + sum(1 for other in values if other < score), values.count(score) > 1)
        for category, score in scores.items()
    ]
    return sorted(found, key=lambda one: one.place)


def rounded(exact: Fraction, digits: int = 2) -> Decimal:
    """Half up to so many decimals, as an office rounds; exact inside, rounded only to be looked at."""
    scale = 10**digits
    return Decimal((2 * exact.numerator * scale + exact.denominator) // (2 * exact.denominator)).scaleb(-digits)


def truncated(exact: Fraction, digits: int) -> Decimal:
    """The same with what follows cut off."""
    return Decimal(exact.numerator * 10**digits // exact.denominator).scaleb(-digits)


def shown(exact: Fraction) -> str:
    """Two decimals, half up: 2.71."""
    return f"{rounded(exact):.2f}"
