"""Which cells of published tables are hidden, so that no small count can be reckoned back from the others?

A table has cells by region (a tree: nation, provinces, pemda) and by period (months, and the year that is their sum).
Counts of 1 to 4 are hidden; zeros may be shown. A hidden cell is the sum of others, or one of their sum, along up to
three lines, so others have to be hidden with it. With the lines of regions, and the lines of time of the smallest
regions only (the others follow from them), every cell stands in exactly two lines, once on each side: the table is a
network, its cells are the ties between lines, and what the lines leave open is exactly what can flow in circles through
hidden cells. So a hidden cell is safe when a circle through hidden cells can raise it to 5 (and no other hidden cell
falls below zero): then no subtraction along a line, no combination of lines, levels or periods, and no reckoning with
"not below zero" can fix it, or tell that it is small. Where there is no circle, the cheapest one is closed by hiding
the cells on it, among them the sum above when the cells beside it do not do. Hiding more never makes a hidden cell less
safe.

What this cannot promise: that nobody who knows cases from elsewhere (from complaints that are public, or as one of the
two who filed) counts what remains; that nobody guesses which of the hidden cells was hidden for its own sake; and that
figures which are not tied by sums, but go together in practice, tell nothing about each other. Tables of one release
therefore hold no figures that are sums or differences of one another, and what nearly is one is published in tens.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

THRESHOLD: Final = 5
"""The smallest count that is shown, besides zero."""
_FREE: Final = 10**12


class Place(NamedTuple):
    """Where a cell stands."""

    region: str
    period: str


@dataclass(slots=True)
class Tie:
    """A cell between two lines: what more there is of it flows from the one to the other.

    `up` and `down` say how much larger or smaller it could be for all that others know while it is hidden. `price` is
    what hiding it costs: 0 when it is hidden already, None when it was shown for good.
    """

    source: int
    target: int
    up: int
    down: int
    price: int | None


class Need(NamedTuple):
    """That a hidden cell could as well be larger, or smaller, by one of these amounts; rather by the first."""

    tie: int
    amounts: tuple[int, ...]
    alike: bool = False
    """Is one amount as good as another? Then nothing more is hidden for the sake of the first."""


@dataclass(frozen=True, slots=True)
class Table:
    """One figure by regions and periods.

    `above` names for each region the one it is part of (None for the whole); `total` is the period that is the sum of
    the `periods`, None while no such sum is published. `shown` and `hidden` were decided by earlier releases.
    """

    above: Mapping[str, str | None]
    periods: Sequence[str]
    total: str | None
    values: Mapping[Place, int]
    shown: frozenset[Place] = frozenset()
    hidden: frozenset[Place] = frozenset()
    liked: frozenset[Place] = field(default_factory=frozenset)
    """Cells that should rather be hidden than others: their region is hidden in other periods, too."""


def is_small(value: int) -> bool:
    """Is this a count that must not be shown?"""
    return 0 < value < THRESHOLD


def hidden_cells(table: Table) -> frozenset[Place]:
    """Every cell that is hidden in the end, those of earlier releases included.

    Raises ValueError when an earlier release shows a small count: then nothing can be protected any more.
    """
    wrong = [place for place in table.shown if is_small(table.values[place])]
    if wrong:
        raise ValueError(f"{wrong[0]} was shown and is small")
    places = [Place(region, period) for period in _all_periods(table) for region in table.above]
    ties = [tie for period in _all_periods(table) for tie in _ties(table, period)]
    own = [place in table.hidden or is_small(table.values[place]) for place in places]
    for tie, hide in zip(ties, own, strict=True):
        tie.price = 0 if hide else tie.price
    values = ((at, table.values[place]) for at, place in enumerate(places) if own[at])
    needs = [Need(at, _amounts(value), alike=not is_small(value)) for at, value in values]
    if not close_circles(ties, needs):
        return frozenset(place for place in places if place not in table.shown)
    return frozenset(place for place, tie in zip(places, ties, strict=True) if tie.price == 0)


def close_circles(ties: Sequence[Tie], needs: Iterable[Need]) -> bool:
    """Hide ties (price 0) until every need is met, the cheapest first; False when one cannot be met.

    The largest amounts are looked after first: what they hide often helps the others.
    """
    everything = _lines(ties, (at for at, tie in enumerate(ties) if tie.price is not None))
    hidden = _lines(ties, (at for at, tie in enumerate(ties) if tie.price == 0))
    for need in sorted(needs, key=lambda one: (-abs(one.amounts[0]), one.tie)):
        first = [(hidden, amount) for amount in (need.amounts if need.alike else need.amounts[:1])]
        then = [(everything, amount) for amount in need.amounts]
        ways = (_cheapest(ties, lines, need.tie, amount) for lines, amount in first + then)
        way = next((way for way in ways if way is not None), None)
        if way is None:
            return False
        for at in way:
            if ties[at].price:
                ties[at].price = 0
                hidden.setdefault(ties[at].source, []).append(at)
                hidden.setdefault(ties[at].target, []).append(at)
    return True


def _lines(ties: Sequence[Tie], which: Iterable[int]) -> dict[int, list[int]]:
    """Which of these ties each line has."""
    found: dict[int, list[int]] = {}
    for at in which:
        found.setdefault(ties[at].source, []).append(at)
        found.setdefault(ties[at].target, []).append(at)
    return found


def network(above: Mapping[str, str | None]) -> list[tuple[int, int]]:
    """Between which lines the cells of a single period stand, region by region; line 0 is whatever is not tied."""
    number = {region: at for at, region in enumerate(above, 1)}
    parents = {parent for parent in above.values() if parent is not None}
    return [
        (number[region] if region in parents else 0, 0 if parent is None else number[parent])
        for region, parent in above.items()
    ]


def prices(above: Mapping[str, str | None]) -> dict[str, int]:
    """What it costs to hide a cell of each region: a hundred times as much on every level further up."""
    depth: dict[str, int] = {}

    def deep(region: str) -> int:
        parent = above[region]
        if region not in depth:
            depth[region] = 0 if parent is None else deep(parent) + 1
        return depth[region]

    lowest = max((deep(region) for region in above), default=0)
    return {region: int(100 ** (lowest - depth[region])) for region in above}


def _all_periods(table: Table) -> list[str]:
    return [*table.periods, *([] if table.total is None else [table.total])]


def _ties(table: Table, period: str) -> list[Tie]:
    """The cells of a period: a month's flow from the region's own line into that of the region above, a year's back.

    Without a year nothing ties the months to each other.
    """
    size, number = len(table.above) + 1, _all_periods(table).index(period)
    cost, made = prices(table.above), []
    for at, (region, (source, target)) in enumerate(zip(table.above, network(table.above), strict=True), 1):
        place = Place(region, period)
        value = table.values[place]
        below = source + number * size if source else (size * 20 + at if table.total is not None else 0)
        upward = target + number * size if target else 0
        ends = (upward, below) if period == table.total else (below, upward)
        weight = cost[region] * (2 if place in table.liked else 4) * (8 + value.bit_length())
        made.append(Tie(*ends, up=_FREE, down=value, price=None if place in table.shown else weight))
    return made


def _amounts(value: int) -> tuple[int, ...]:
    """By how much a hidden cell should be able to differ: a small one up to what may be shown, others at all."""
    return (THRESHOLD - value, -value) if is_small(value) else (1, -1)


def _cheapest(ties: Sequence[Tie], lines: Mapping[int, Sequence[int]], of: int, amount: int) -> list[int] | None:
    """The ties on the cheapest way on which a change of one tie by `amount` flows back; None when there is none."""
    moved = ties[of]
    start, goal = (moved.target, moved.source) if amount > 0 else (moved.source, moved.target)
    size = abs(amount)
    if size > (moved.up if amount > 0 else moved.down):
        return None
    best, came, heap = {start: 0}, dict[int, tuple[int, int]](), [(0, start)]
    while heap:
        spent, line = heapq.heappop(heap)
        if line == goal:
            return _way(came, start, goal)
        if spent > best[line]:
            continue
        for at in lines.get(line, ()):
            tie = ties[at]
            room, other = (tie.up, tie.target) if tie.source == line else (tie.down, tie.source)
            total = spent + (tie.price or 0)
            if at != of and room >= size and total < best.get(other, _FREE * _FREE):
                best[other], came[other] = total, (line, at)
                heapq.heappush(heap, (total, other))
    return None


def _way(came: Mapping[int, tuple[int, int]], start: int, goal: int) -> list[int]:
    way, line = list[int](), goal
    while line != start:
        line, at = came[line]
        way.append(at)
    return way
