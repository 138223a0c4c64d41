"""What do the complaints of a pemda add up to? The sums of their tallies, made while they are generated.

Each life is counted once and told how often it was lived on which day: the tallies themselves are never read again.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import psycopg

from bench.nation.histories import MONDAY, History
from rules.measures import COLUMNS
from rules.rollups import Cell, Sums, keys_of
from rules.statistic_questions import Grain, Group

_PLACES: Final = 1024
"""More than there are columns: day and column are one number while they are added up."""
_COPY: Final = (
    "COPY tuntas.complaint_rollup (tenant_id, grain, grouped, day, key, " + ", ".join(COLUMNS) + ") FROM STDIN"
)
Amounts = defaultdict[int, int]


@dataclass(slots=True)
class Summing:
    """How often each life was lived from which day on, in one pemda."""

    tenant: int
    calendar: Sequence[date]
    lived: Counter[tuple[int, int, int]] = field(default_factory=Counter)
    lives: dict[int, History] = field(default_factory=dict)

    def take(self, life: History, events: int, at: int) -> None:
        """One more complaint: so many events of a life that begins on the day of this number."""
        self.lives[id(life)] = life
        self.lived[id(life), events, at] += 1

    def sums(self) -> Sums:
        """All of them, by day and by month."""
        by_day: Amounts = defaultdict(int)
        by_key: dict[tuple[Group, str], Amounts] = defaultdict(lambda: defaultdict(int))
        first = self.calendar[0].toordinal()
        for (life, events), days in self._by_life().items():
            tally = self.lives[life].tally(events)
            born = MONDAY.toordinal() + self.lives[life].weekday
            entries = [(day.toordinal() - born, number, amount) for day, number, amount in tally.entries]
            others = [by_key[key] for key in keys_of(tally)[1:]]
            for at, times in days:
                for distance, number, amount in entries:
                    place = (first + at + distance) * _PLACES + number
                    by_day[place] += amount * times
                    for other in others:
                        other[place] += amount * times
        return _sums(by_day, by_key)

    def _by_life(self) -> dict[tuple[int, int], list[tuple[int, int]]]:
        found: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for (life, events, at), times in self.lived.items():
            found[life, events].append((at, times))
        return found

    def write(self, connection: psycopg.Connection) -> None:
        """Into the table, in the caller's transaction."""
        with connection.cursor().copy(_COPY.encode()) as copy:
            for cell, columns in self.sums().rows():
                copy.write_row((self.tenant, *cell, *(columns.get(name) for name in COLUMNS)))


def _sums(by_day: Amounts, by_key: dict[tuple[Group, str], Amounts]) -> Sums:
    sums = Sums()
    for place, amount in by_day.items():
        sums.put(Cell(Grain.DAY, Group.ALL, _day(place), ""), place % _PLACES, amount)
        sums.put(Cell(Grain.MONTH, Group.ALL, _day(place).replace(day=1), ""), place % _PLACES, amount)
    for (grouped, key), amounts in by_key.items():
        for place, amount in amounts.items():
            sums.put(Cell(Grain.MONTH, grouped, _day(place).replace(day=1), key), place % _PLACES, amount)
    return sums


def _day(place: int) -> date:
    return date.min + timedelta(days=place // _PLACES - 1)
