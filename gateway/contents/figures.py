"""How are figures of the graph read: exact fractions, and numbers written as text with a point?"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any


def exact(number: Mapping[str, Any] | None) -> Fraction | None:
    """An exact number of the graph; None where there is none."""
    return None if number is None else Fraction(number["numerator"], number["denominator"])


def written(text: str | None) -> int | Fraction | None:
    """A number as the graph writes it, such as 1250.50; None for an empty cell."""
    if text is None or text == "":
        return None
    number = Fraction(text)
    return int(number) if number.denominator == 1 else number
