"""How much of what is counted on which day? Amounts of the columns of rules/measures.py, added up by day."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

_BITS: Final = 10
"""Enough for all columns: day and column are one number."""
_COLUMN: Final = (1 << _BITS) - 1


class Entry(NamedTuple):
    """So much of a column (rules.measures.NUMBER) on a day."""

    day: date
    number: int
    amount: int


def written(entries: Iterable[Entry]) -> list[list[Any]]:
    """As JSON keeps them."""
    return [[day.isoformat(), number, amount] for day, number, amount in entries]


def read(kept: Iterable[Sequence[Any]]) -> tuple[Entry, ...]:
    """The same the other way round."""
    return tuple(Entry(date.fromisoformat(day), number, amount) for day, number, amount in kept)


class DayCounts(dict[int, int]):
    """Amounts by day, an ordinal, and column."""

    __slots__ = ()

    def add(self, day: int, number: int, amount: int = 1) -> None:
        """So much more on a day."""
        key = (day << _BITS) + number
        self[key] = self.get(key, 0) + amount

    def lie(self, start: int, stop: int | None, number: int) -> None:
        """One lies there from a day on until another (None: still); the sum until a day is what lies there."""
        if stop is None:
            self.add(start, number)
        elif start < stop:
            self.add(start, number)
            self.add(stop, number, -1)

    def entries(self) -> tuple[Entry, ...]:
        """All that is not nothing, by day and column."""
        place = date.fromordinal
        return tuple(
            [Entry(place(key >> _BITS), key & _COLUMN, amount) for key, amount in sorted(self.items()) if amount]
        )
