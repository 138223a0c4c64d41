from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.assessment_discrepancies import Fault, Figure, fault_of, in_answers, in_priorities, in_scores
from rules.assessment_scores import ranked, rounded

EXACT = st.fractions(min_value=1, max_value=4, max_denominator=60)


@pytest.mark.parametrize(
    ("printed", "exact", "fault"),
    [
        ("3.33", Fraction(10, 3), None),
        ("3.34", Fraction(10, 3), Fault.ROUNDED_UP),
        ("3", Fraction(10, 3), Fault.WRONG),
        ("2.6", Fraction(8, 3), Fault.TRUNCATED),
        ("2.66", Fraction(8, 3), Fault.TRUNCATED),
        ("2.7", Fraction(8, 3), Fault.COARSE),
        ("2.67", Fraction(8, 3), None),
        ("2.667", Fraction(8, 3), None),
        ("2.6", Fraction(13, 5), None),
        ("3", Fraction(3), None),
        ("3.0", Fraction(3), None),
        ("2.33", Fraction(17, 6), Fault.WRONG),
        ("2.66", Fraction(7, 3), Fault.WRONG),
        ("2.70", Fraction(257, 95), Fault.TRUNCATED),
        ("0.1", Fraction(4), Fault.WRONG),
    ],
)
def test_how_a_number_misses(printed: str, exact: Fraction, fault: Fault | None) -> None:
    assert fault_of(Decimal(printed), exact) is fault


@given(EXACT)
def test_what_the_service_prints_is_never_a_fault(exact: Fraction) -> None:
    assert fault_of(rounded(exact), exact) is None


@given(EXACT, st.decimals(min_value=0, max_value=5, places=2))
def test_whatever_else_is_printed_is_one(exact: Fraction, printed: Decimal) -> None:
    assert (fault_of(printed, exact) is None) == (printed == rounded(exact))


def test_scores_and_answers() -> None:
    scores = {"A": Fraction(10, 3), "B": Fraction(3)}
    (found,) = in_scores("Dinas", {"A": Decimal(3), "B": Decimal(3)}, scores)
    assert (found.figure, found.unit, found.category, found.computed) == (
        Figure.UNIT_SCORE, "Dinas", "A", Fraction(10, 3),
    )  # fmt: skip
    (average,) = in_scores(None, {"A": Decimal("3.3")}, scores)
    assert (average.figure, average.fault) == (Figure.AVERAGE, Fault.TRUNCATED)
    (answer,) = in_answers("Dinas", {1: 4, 2: 3, 9: 1}, {1: 2, 2: 3})
    assert (answer.question, answer.printed, answer.computed) == (1, Decimal(4), Fraction(2))


def test_places() -> None:
    places = ranked({"A": Fraction(1), "B": Fraction(2), "C": Fraction(3), "D": Fraction(4)})
    assert in_priorities({"A": 1, "B": 2, "C": 3, "D": 4}, places) == []
    swapped = in_priorities({"A": 1, "B": 3, "C": 2, "D": 4}, places)
    assert [(one.category, one.fault, one.other) for one in swapped] == [
        ("B", Fault.SWAPPED, "C"), ("C", Fault.SWAPPED, "B"),
    ]  # fmt: skip
    turned = in_priorities({"A": 2, "B": 3, "C": 1}, places)
    assert [(one.category, one.fault, one.other) for one in turned] == [
        ("A", Fault.WRONG, None), ("B", Fault.WRONG, None), ("C", Fault.WRONG, None),
    ]  # fmt: skip
