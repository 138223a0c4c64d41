"""How is a figure of a plan written and shown: exact inside, two decimals rounded half up outside."""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from rules.errors import bad_input

LONGEST_FIGURE: Final = 20
_FIGURE: Final = re.compile(r"-?[0-9]{1,14}(?:\.[0-9]{1,4})?")
_CENTS: Final = 100


def figure_of(text: str, field: str, *, least: int | None = None, most: int | None = None) -> Decimal:
    """The number that a client wrote, such as 26.00. Raises BAD_USER_INPUT for anything else, or outside the bounds."""
    if _FIGURE.fullmatch(text) is None:
        raise bad_input(
            field,
            "A number such as 1250.50: at most 14 digits before the point and 4 after it.",
            "Angka seperti 1250.50: paling banyak 14 digit sebelum titik dan 4 sesudahnya.",
        )
    value = Decimal(text)
    if (least is not None and value < least) or (most is not None and value > most):
        raise bad_input(field, _bounds(least, most, "At least", "at most"), _bounds(least, most, "Minimal", "maksimal"))
    return value


def positive_of(text: str, field: str) -> Decimal:
    """A number above zero: what is divided by must be. Raises BAD_USER_INPUT."""
    value = figure_of(text, field)
    if value <= 0:
        raise bad_input(
            field, "It must be above zero.", "Harus lebih besar dari nol.", rule="plan: a target is above 0"
        )
    return value


def shown(value: Fraction | Decimal) -> str:
    """The number with two decimals, half a cent away from zero."""
    exact = Fraction(value)
    cents, rest = divmod(abs(exact.numerator) * _CENTS, exact.denominator)
    if 2 * rest >= exact.denominator:
        cents += 1
    sign = "-" if exact < 0 and cents else ""
    return f"{sign}{cents // _CENTS}.{cents % _CENTS:02d}"


def shown_or_none(value: Fraction | Decimal | None) -> str | None:
    """The same, where a cell may be empty."""
    return None if value is None else shown(value)


def plain(value: Decimal) -> str:
    """A number as it was written, without zeros that say nothing: what a document prints as a target."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def total(values: Iterable[Decimal | Fraction | None]) -> Fraction | None:
    """The sum, None when one of them is missing: a sum with a hole would be taken for the whole."""
    found = Fraction(0)
    for value in values:
        if value is None:
            return None
        found += Fraction(value)
    return found


def achievement(target: Decimal, actual: Decimal | Fraction, *, inverse: bool) -> Fraction:
    """Capaian in percent: actual / target, or (2 x target - actual) / target where less is better.

    The inverse formula is that of the LKjIP of Maluku Tengah (domain 6.3). Raises ZeroDivisionError for no target.
    """
    aimed, reached = Fraction(target), Fraction(actual)
    return ((2 * aimed - reached) if inverse else reached) / aimed * 100


def _bounds(least: int | None, most: int | None, low: str, high: str) -> str:
    said = [f"{low} {least}"] if least is not None else []
    said += [f"{high} {most}"] if most is not None else []
    return ", ".join(said) + "."
