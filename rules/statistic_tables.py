"""How do sums of groups become the rows of an answer: every part of the period there, and what lies at its end?"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from rules.measures import BACKLOG
from rules.statistic_figures import Share, Sums
from rules.statistic_periods import Span, parts
from rules.statistic_questions import Question, check_rows

_NOTHING: Final = Fraction(0)
_BACKLOG: Final = tuple(sorted(measure.lower() for measure in BACKLOG))


class Place(NamedTuple):
    """Whose sums these are: the region's tenant number, the unit's path, and properties; None is undivided or none."""

    region: int | None = None
    unit: str | None = None
    topic: int | None = None
    kind: str | None = None
    channel: str | None = None
    priority: str | None = None


class Group(NamedTuple):
    """Sums as they are read: of a place, from the part of the period that begins on `start`; None: from before it."""

    place: Place
    start: date | None
    sums: Sums


@dataclass(frozen=True, slots=True)
class Cell:
    """The sums of a place in one part of the period; of the backlog what lies there at its end."""

    place: Place
    span: Span
    sums: Sums


@dataclass(frozen=True, slots=True)
class Rank:
    """Between which ranks a row stands, 1 being the best, as far as intervals can tell it from `of` rows."""

    best: int
    worst: int
    of: int


def table(question: Question, groups: Iterable[Group]) -> list[Cell]:
    """The rows in the order of places and time, one for each part of the period. Raises when there are too many.

    A place is there when anything was counted in it; without a division by anything but time there is always one.
    """
    spans = parts(question.time, question.period.counted)
    places: dict[Place, dict[date | None, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    if not any(one.value != question.time for one in question.by):
        places[Place()] = defaultdict(lambda: defaultdict(int))
    for group in groups:
        sums = places[group.place][None if group.start is None else max(group.start, spans[0].first)]
        for column, value in group.sums.items():
            sums[column] += value
    check_rows(len(places) * len(spans))
    return [cell for place in sorted(places, key=_order) for cell in _cells(place, places[place], spans)]


def _cells(place: Place, found: Mapping[date | None, Sums], spans: Sequence[Span]) -> Iterable[Cell]:
    lying = {column: found.get(None, {}).get(column, 0) for column in _BACKLOG}
    for span in spans:
        here = found.get(span.first, {})
        for column in _BACKLOG:
            lying[column] += here.get(column, 0)
        yield Cell(place, span, {**here, **lying})


def _order(place: Place) -> tuple[tuple[bool, str], ...]:
    """By number or name, what has none last."""
    return tuple((one is None, f"{one:09d}" if isinstance(one, int) else one or "") for one in place)


def ranks(shares: Sequence[Share]) -> list[Rank | None]:
    """Between which ranks each stands among those with enough cases; None for those with too few.

    A row is surely behind those whose interval lies above its own, and surely before those whose interval lies below.
    """
    ends = [None if one.too_few else (one.lower or _NOTHING, one.upper or _NOTHING) for one in shares]
    judged = [one for one in ends if one is not None]
    lowers, uppers = sorted(lower for lower, _ in judged), sorted(upper for _, upper in judged)
    found: list[Rank | None] = []
    for one in ends:
        if one is None:
            found.append(None)
            continue
        lower, upper = one
        better, worse = len(judged) - bisect_right(lowers, upper), bisect_left(uppers, lower)
        found.append(Rank(better + 1, len(judged) - worse, len(judged)))
    return found
