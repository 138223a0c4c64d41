"""Figures of the graph are read exactly."""

from fractions import Fraction

import pytest

from gateway.contents.figures import exact, written


def test_exact_numbers_stay_exact() -> None:
    assert exact({"numerator": 1, "denominator": 3, "shown": "0.33"}) == Fraction(1, 3)
    assert exact(None) is None


@pytest.mark.parametrize(
    ("text", "number"), [("26.00", 26), ("0.10", Fraction(1, 10)), ("-1.5", Fraction(-3, 2)), (None, None), ("", None)]
)
def test_written_numbers_are_read(text: str | None, number: Fraction | int | None) -> None:
    assert written(text) == number
    assert isinstance(written("26.00"), int)
