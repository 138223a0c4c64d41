"""Where a unit stands in its pemda's tree, as text: four characters a level, compared byte by byte."""

from typing import Final

from rules.errors import bad_input

ROOT: Final = "0001"
WIDTH: Final = 4
ABOVE_ALL: Final = "~"
"""Sorts after every segment character, so that path <= x < path + '~' is the unit and everything below."""
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


def segment(number: int) -> str:
    """The segment of the n-th child: 1 -> 0001, 36 -> 0010 (base 36)."""
    if not 0 < number < len(_DIGITS) ** WIDTH:
        raise bad_input("parent", "This unit has too many children.", "Unit ini memiliki terlalu banyak bawahan.")
    text = ""
    for _ in range(WIDTH):
        number, digit = divmod(number, len(_DIGITS))
        text = _DIGITS[digit] + text
    return text


def number_of(path: str) -> int:
    """Which child of its parent a unit is: the inverse of `segment` on the last level."""
    return int(path[-WIDTH:], len(_DIGITS))


def parent(path: str) -> str | None:
    """The path one level up; None above the root."""
    return path[:-WIDTH] or None


def contains(upper: str, lower: str) -> bool:
    """Is `lower` the unit `upper` or below it?"""
    return upper <= lower < upper + ABOVE_ALL and lower.startswith(upper)


def common_superior(first: str, second: str) -> str:
    """The lowest unit that stands above both: who rules when a case was returned twice."""
    shared = 0
    while shared < min(len(first), len(second)) and first[shared : shared + WIDTH] == second[shared : shared + WIDTH]:
        shared += WIDTH
    path = first[:shared]
    if path in (first, second):
        path = path[:-WIDTH]
    return path or ROOT


def ancestors(path: str) -> list[str]:
    """The unit itself and all above it, lowest first."""
    return [path[:end] for end in range(len(path), 0, -WIDTH)]
