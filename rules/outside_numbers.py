"""Whose is a number that a complaint has outside: LAPOR!'s tracking ID, or one that a neighbour application gave?

Both are digits. The directory keeps them apart, so that no application's number is taken for a tracking ID of LAPOR!
and keeps the report that has it there from being taken over.
"""

from typing import Final

_LAPOR: Final = "lapor:"
_APPLICATION: Final = "app:"


def of_lapor(tracking_id: str) -> str:
    """How the directory knows a tracking ID of LAPOR!."""
    return _LAPOR + tracking_id


def of_application(number: str) -> str:
    """How it knows a number that a neighbour application gave, whatever that looks like."""
    return _APPLICATION + number
