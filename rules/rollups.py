"""Into which sums does a tally go? By day and by month, undivided or by one property of the complaint: sums of a pemda.

A sum changes by what is added and what is taken away, in whatever order: that is why it can be kept incrementally, and
why a recount must find the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final, NamedTuple

from rules.measures import COLUMNS
from rules.statistic_questions import Grain, Group
from rules.tallies import Tally

NOTHING: Final = ""
"""The key of the undivided sums, and of what has not the property (no topic yet)."""


_NONE: Final[Mapping[int, int]] = {}


def _zeros() -> defaultdict[int, int]:
    return defaultdict(int)


class Cell(NamedTuple):
    """One row of sums: over which time, by which property, which day (of a month its first) and which key."""

    grain: str
    grouped: str
    day: date
    key: str


class Difference(NamedTuple):
    """A sum that is kept is not what was found again."""

    cell: Cell
    column: str
    stored: int
    recounted: int


class Sums:
    """Sums that tallies are added to and taken from; what adds up to zero is not there."""

    def __init__(self) -> None:
        self._cells: defaultdict[Cell, defaultdict[int, int]] = defaultdict(_zeros)

    def add(self, tally: Tally, times: int = 1) -> None:
        """Count a tally; `times` is -1 for one that is counted no more."""
        properties = keys_of(tally)
        at: date | None = None
        month: list[defaultdict[int, int]] = []
        days: defaultdict[int, int] = _zeros()
        for day, number, amount in tally.entries:  # in the order of days: most find their cells still in hand
            if day != at:
                if at is None or (day.month, day.year) != (at.month, at.year):
                    first = day.replace(day=1)
                    month = [self._cells[Cell(Grain.MONTH, grouped, first, key)] for grouped, key in properties]
                at, days = day, self._cells[Cell(Grain.DAY, Group.ALL, day, NOTHING)]
            changed = amount * times
            days[number] += changed
            for numbers in month:
                numbers[number] += changed

    def put(self, cell: Cell, number: int, amount: int) -> None:
        """A sum that is kept, by the number of its column."""
        self._cells[cell][number] += amount

    def numbered(self) -> Iterator[tuple[Cell, dict[int, int]]]:
        """Each cell with its sums by number of column, in the order of the cells."""
        for cell in sorted(self._cells):
            found = {number: amount for number, amount in self._cells[cell].items() if amount}
            if found:
                yield cell, found

    def rows(self) -> Iterator[tuple[Cell, dict[str, int]]]:
        """The same by name of column."""
        for cell, found in self.numbered():
            yield cell, {COLUMNS[number]: amount for number, amount in found.items()}

    def cells(self) -> AbstractSet[Cell]:
        """Every cell that something was added to."""
        return self._cells.keys()

    def of(self, cell: Cell) -> Mapping[int, int]:
        """The sums of a cell by number of column; what is not there is zero."""
        return self._cells.get(cell, _NONE)

    def differences(self, stored: "Sums") -> Iterator[Difference]:
        """Where what is kept is not what these sums say, in the order of the cells."""
        for cell in sorted(self._cells.keys() | stored.cells()):
            ours, theirs = self.of(cell), stored.of(cell)
            for number in sorted(ours.keys() | theirs.keys()):
                if ours.get(number, 0) != theirs.get(number, 0):
                    yield Difference(cell, COLUMNS[number], theirs.get(number, 0), ours.get(number, 0))


def keys_of(tally: Tally) -> tuple[tuple[Group, str], ...]:
    """By which properties the months of a tally are summed up, and under which key of each."""
    return (
        (Group.ALL, NOTHING),
        (Group.KIND, tally.kind or NOTHING),
        (Group.CHANNEL, tally.channel or NOTHING),
        (Group.PRIORITY, tally.priority or NOTHING),
        (Group.TOPIC, NOTHING if tally.topic_id is None else str(tally.topic_id)),
    )
