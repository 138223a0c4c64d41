"""Figures, dates and numbers in words are written as in Indonesian."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.rendering.model import ColumnKind, Value
from gateway.rendering.wording import day, decimals, month, shown, spelled, weekday, whole


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Fraction(5, 2), "2,50"),
        (Fraction(1, 8), "0,13"),
        (Fraction(-1, 8), "−0,13"),
        (Fraction(-1, 1000), "0,00"),
        (1234567, "1.234.567,00"),
        (Fraction(2675, 1000), "2,68"),
    ],
)
def test_two_decimals_are_rounded_half_up(figure: Fraction | int, text: str) -> None:
    assert decimals(figure) == text


@given(st.integers(-10_000_000, 10_000_000))
def test_rounding_is_that_of_decimal(thousandths: int) -> None:
    expected = Decimal(thousandths).scaleb(-3).quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = decimals(Fraction(thousandths, 1000)).replace(".", "").replace(",", ".").replace("−", "-")
    assert Decimal(text) == expected


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, ColumnKind.INTEGER, ""),
        (False, ColumnKind.TICK, ""),
        (True, ColumnKind.TICK, "✓"),
        (date(2026, 1, 3), ColumnKind.DATE, "3 Januari 2026"),
        (Fraction(1, 3), ColumnKind.PERCENT, "0,33%"),
        (1500000, ColumnKind.MONEY, "1.500.000"),
        (Fraction(3, 2), ColumnKind.MONEY, "1,50"),
        (Fraction(17, 12), ColumnKind.INTEGER, "1,42"),
        (-5, ColumnKind.INTEGER, "−5"),
        ("=1", ColumnKind.TEXT, "=1"),
    ],
)
def test_a_cell_is_shown_as_its_kind(value: Value, kind: ColumnKind, text: str) -> None:
    assert shown(value, kind) == text


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"), (10, "sepuluh"), (11, "sebelas"), (13, "tiga belas"), (20, "dua puluh"), (31, "tiga puluh satu"),
        (100, "seratus"), (115, "seratus lima belas"), (1000, "seribu"),
        (1999, "seribu sembilan ratus sembilan puluh sembilan"),
        (2021, "dua ribu dua puluh satu"), (2026, "dua ribu dua puluh enam"),
    ],
)  # fmt: skip
def test_numbers_are_spelled(number: int, words: str) -> None:
    assert spelled(number) == words


def test_days_and_months_have_their_names() -> None:
    assert (day(date(2021, 10, 13)), weekday(date(2021, 10, 13)), month(2026, 5)) == (
        "13 Oktober 2021", "Rabu", "Mei 2026",
    )  # fmt: skip
    assert whole(-1234) == "−1.234"
