"""Which lives may a complaint of a pemda live? A stock of them, with their sheets, made when first asked for."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final

from bench.nation import histories
from bench.nation.histories import MONDAY, History
from bench.nation.sheets import Sheet, sheet
from rules.time_zones import zone_of

LIVES: Final = 300
"""Lives of each weekday in each time zone; a province has another ladder, and so lives of its own."""
OF_PROVINCES: Final = 60
OLD: Final = 40


@dataclass(frozen=True, slots=True)
class Stock:
    """The lives of one kind of pemda that begin on one weekday."""

    lives: Sequence[History]
    old: Sequence[History]


@dataclass(slots=True)
class Stocks:
    """All of them; the same seed and topics give the same ones."""

    seed: int
    topics: Sequence[int]
    until: datetime
    sheets: dict[tuple[int, int], Sheet] = field(default_factory=dict)
    _made: dict[tuple[str, bool, int], Stock] = field(default_factory=dict)

    def of(self, tenant: int, weekday: int) -> Stock:
        zone, province = zone_of(tenant), tenant % 100 == 0
        key = zone.key, province, weekday
        if key not in self._made:
            mark = histories.PROVINCE if province else histories.REGENCY
            count = OF_PROVINCES if province else LIVES
            self._made[key] = Stock(
                histories.lives(self.seed, zone, mark, weekday, count, self.topics),
                histories.taken_over(self.seed, zone, mark, weekday, OLD, self.topics),
            )
        return self._made[key]

    def one(self, tenant: int, day: date, dice: random.Random, *, old: bool) -> tuple[History, int]:
        """A life for a complaint of that day, and how many of its events have happened by now."""
        stock = self.of(tenant, day.weekday())
        lives = stock.old if old else stock.lives
        life = lives[int(dice.random() * len(lives))]
        if old:
            return life, 1
        shift = timedelta(days=(day - MONDAY).days - life.weekday)
        happened = len(life.events)
        if life.events[-1].at + shift > self.until:
            happened = max(1, life.until(self.until - shift))
        return life, happened

    def sheet(self, life: History, events: int) -> Sheet:
        """Its rows after so many events, made once."""
        key = id(life), events
        found = self.sheets.get(key)
        if found is None:
            found = self.sheets[key] = sheet(life, events)
        return found


def midnight(day: date) -> datetime:
    """When a day begins, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
