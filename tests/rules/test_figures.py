"""Figures are exact, and shown with two decimals half up."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Refusal
from rules.figures import achievement, figure_of, plain, positive_of, shown, shown_or_none, total

CENT = Decimal("0.01")


@pytest.mark.parametrize(("text", "value"), [("26.00", "26"), ("0", "0"), ("-5.5", "-5.5"), ("1250.1234", "1250.1234")])
def test_a_number_is_read(text: str, value: str) -> None:
    assert figure_of(text, "target") == Decimal(value)


@pytest.mark.parametrize("text", ["", "1,00", "1e3", "NaN", "Infinity", "٣", "1.", ".5", "1" * 15, "1.23456", "=1+1"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        figure_of(text, "months.0.target")
    assert (refused.value.code, refused.value.field) == ("BAD_USER_INPUT", "months.0.target")


def test_bounds_are_named() -> None:
    with pytest.raises(Refusal) as refused:
        figure_of("-0.01", "cash", least=0)
    assert (refused.value.en, refused.value.id) == ("At least 0.", "Minimal 0.")
    with pytest.raises(Refusal) as refused:
        figure_of("100.01", "progress", least=0, most=100)
    assert refused.value.en == "At least 0, at most 100."
    assert figure_of("100", "progress", least=0, most=100) == 100


@pytest.mark.parametrize("text", ["0", "0.00", "-1"])
def test_a_target_is_above_zero(text: str) -> None:
    with pytest.raises(Refusal):
        positive_of(text, "target")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1, 3), "0.33"), (Fraction(2, 3), "0.67"), (Fraction(1, 200), "0.01"), (Fraction(-1, 200), "-0.01"),
        (Fraction(-1, 1000), "0.00"), (Fraction(999_999, 10_000), "100.00"),
        (Decimal("2.345"), "2.35"), (Fraction(100), "100.00"),
    ],
)  # fmt: skip
def test_two_decimals(value: Fraction, text: str) -> None:
    assert shown(value) == text


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_rounding_is_half_up_as_decimal_does_it(value: Decimal) -> None:
    assert Decimal(shown(value)) == value.quantize(CENT, ROUND_HALF_UP)


def test_an_empty_cell_stays_empty() -> None:
    assert shown_or_none(None) is None
    assert total([Decimal(1), None]) is None
    assert total([]) == 0


def test_a_target_is_printed_as_it_was_written() -> None:
    assert [plain(Decimal(text)) for text in ("26.0000", "0.5000", "100", "1.0100")] == ["26", "0.5", "100", "1.01"]


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_achievement_and_its_inverse_mirror_each_other(target: int, actual: int) -> None:
    straight = achievement(Decimal(target), Decimal(actual), inverse=False)
    assert straight + achievement(Decimal(target), Decimal(actual), inverse=True) == 200
    assert straight == Fraction(actual * 100, target)
