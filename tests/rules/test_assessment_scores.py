from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.assessment_scores import averages, ranked, rounded, shown, truncated, unit_scores
from tests.rules.questions import PLAIN, TWICE

LEVEL = st.integers(1, 4)
SHEET = st.fixed_dictionaries(dict.fromkeys(range(1, 6), LEVEL))
SCORE = st.fractions(min_value=1, max_value=4, max_denominator=400)


def test_the_sum_by_the_number_of_questions() -> None:
    # Perbup Bintan 53/2021, DKUPP: (1 x 4 + 3 x 3 + 2 x 2) / 6 is 2.83, whatever was printed
    assert unit_scores(PLAIN, {1: 4, 2: 3, 3: 1, 4: 2, 5: 2}) == {"A": Fraction(8, 3), "B": Fraction(2)}


def test_a_question_of_several_categories_counts_in_each_and_one_of_none_in_none() -> None:
    assert unit_scores(TWICE, {1: 4, 2: 2, 3: 1}) == {"A": Fraction(3), "B": Fraction(2)}


def test_an_unfinished_sheet_has_no_score() -> None:
    with pytest.raises(KeyError):
        unit_scores(PLAIN, {1: 4})


@given(SHEET, st.permutations(range(1, 6)))
def test_the_order_of_answers_does_not_matter(sheet: dict[int, int], order: list[int]) -> None:
    assert unit_scores(PLAIN, {number: sheet[number] for number in order}) == unit_scores(PLAIN, sheet)


@given(st.lists(SHEET, min_size=1, max_size=6), st.randoms())
def test_the_order_of_units_does_not_matter(sheets: list[dict[int, int]], random: object) -> None:
    scores = [unit_scores(PLAIN, sheet) for sheet in sheets]
    mixed = list(scores)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert averages(mixed) == averages(scores)
    assert all(1 <= score <= 4 for score in averages(scores).values())


def test_no_unit_no_average() -> None:
    assert averages([]) == {}


def test_ties_share_a_place_and_leave_the_next_empty() -> None:
    scores = {"A": Fraction(3), "B": Fraction(1), "C": Fraction(3), "D": Fraction(4)}
    assert [(one.category, one.place, one.tied) for one in ranked(scores)] == [
        ("B", 1, False), ("A", 2, True), ("C", 2, True), ("D", 4, False),
    ]  # fmt: skip


@given(st.dictionaries(st.sampled_from("ABCDE"), SCORE))
def test_a_place_is_one_more_than_the_number_of_lower_scores(scores: dict[str, Fraction]) -> None:
    for one in ranked(scores):
        assert one.place == 1 + sum(1 for other in scores.values() if other < one.score)
        assert one.tied == (list(scores.values()).count(one.score) > 1)
    for order in list(permutations(scores.items()))[:6]:
        assert {one.category: one.place for one in ranked(dict(order))} == {
            one.category: one.place for one in ranked(scores)
        }


@pytest.mark.parametrize(
    ("exact", "said"),
    [
        (Fraction(257, 95), "2.71"),
        (Fraction(10, 3), "3.33"),
        (Fraction(8, 3), "2.67"),
        (Fraction(3), "3.00"),
        (Fraction(5, 1000), "0.01"),
        (Fraction(4999, 1000000), "0.00"),
        (Fraction(100), "100.00"),
    ],
)
def test_two_decimals_half_up(exact: Fraction, said: str) -> None:
    assert shown(exact) == said


@given(SCORE, st.integers(0, 4))
def test_rounding_is_within_half_a_digit(exact: Fraction, digits: int) -> None:
    assert abs(Fraction(rounded(exact, digits)) - exact) <= Fraction(1, 2 * 10**digits)
    assert 0 <= exact - Fraction(truncated(exact, digits)) < Fraction(1, 10**digits)
    assert rounded(exact, digits) >= truncated(exact, digits)
    assert isinstance(rounded(exact, digits), Decimal)
