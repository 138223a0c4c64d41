"""How does an answer of the statistics come about: asked, read in one round trip, and made into rows?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from graph.context import Context
from rules.measures import Measure, Step
from rules.statistic_figures import RankedShare, Share, Sums, ranked_share
from rules.statistic_peers import Quartiles, Size
from rules.statistic_periods import Span
from rules.statistic_questions import Dimension, Plan, check_values
from rules.statistic_tables import Cell, Place, Rank, ranks, table
from tenants.stores import statistics
from tenants.stores.statistic_sql import Wanted
from tenants.stores.statistics import Asking

_PLAIN: Final = frozenset(measure.lower() for measure in Measure)


class Figures:
    """The sums of a row: plain counts by the name of their measure, the rest worked out of them when asked for."""

    __slots__ = ("activity", "sums")

    def __init__(self, sums: Sums, activity: Share | None) -> None:
        self.sums = sums
        self.activity = activity

    def __getattr__(self, name: str) -> int:
        """How often this was counted."""
        if name in _PLAIN:
            return self.sums.get(name, 0)
        raise AttributeError(name)


@dataclass(frozen=True, slots=True)
class Peers:
    """The quartiles of each share among pemda of like size."""

    size: Size
    quartiles: dict[RankedShare, Quartiles]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row of an answer, with what it is compared with."""

    tenant: int
    place: Place
    span: Span
    figures: Figures
    previous: Figures | None
    rank: Rank | None
    size: Size | None
    peers: Peers | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: what was counted, from what, how many changes it does not know yet, and as of when."""

    plan: Plan
    rows: list[AnswerRow]
    uncounted_changes: int
    as_of: datetime


async def answered(
    context: Context, plan: Plan, today: date, fields: frozenset[str], *, rank_by: RankedShare | None
) -> Answer:
    """The answer to a question that was checked and permitted; only what is selected is read."""
    asking = asking_of(plan, fields)
    found, asked_at = await context.read_sums(context.for_sums, asking, context.now)
    cells = table(plan.question, found.now.groups)
    check_values(len(cells), sum(name.startswith("rows.") for name in fields))
    now = _figures(cells, found.now.activity, asking)
    before: list[Figures | None] = [None] * len(now)
    if found.before is not None:
        past = table(plan.previous().question, found.before.groups)
        before = _matched(cells, past, _figures(past, found.before.activity, asking))
    stands = _ranks(cells, rank_by)
    tenants = [plan.question.scope.lo if cell.place.region is None else cell.place.region for cell in cells]
    peers = await _peers(context, plan, today, fields)
    rows = [
        AnswerRow(tenant, cell.place, cell.span, here, earlier, rank, *peers.get(tenant, (None, None)))
        for tenant, cell, here, earlier, rank in zip(tenants, cells, now, before, stands, strict=True)
    ]
    return Answer(plan, rows, found.waiting, asked_at)


def asking_of(plan: Plan, fields: frozenset[str]) -> Asking:
    """What must be read for the fields that are selected below `statistics`."""
    of_rows = {name.partition(".")[2] for name in fields if name.startswith("rows.")}
    figures = {name.partition(".")[2] for name in of_rows if name.startswith(("figures.", "previous."))}
    steps = frozenset(step for step in Step if f"durations.{step.lower()}" in figures)
    return Asking(
        plan=plan,
        wanted=Wanted(backlog="backlog" in figures, steps=steps),
        previous="previous" in of_rows,
        activity="activity" in figures and tells_activity(plan),
    )


def tells_activity(plan: Plan) -> bool:
    """Can the months of pemda be told by whether their admin was active? Only undivided, and not by days."""
    question = plan.question
    return question.undivided and not {Dimension.DAY, Dimension.WEEK} & set(question.by)


def _figures(cells: Sequence[Cell], activity: statistics.Activity, asking: Asking) -> list[Figures]:
    if not asking.activity:
        return [Figures(cell.sums, None) for cell in cells]
    none = Share(0, 0)
    return [Figures(cell.sums, activity.get((cell.place.region, cell.span.first), none)) for cell in cells]


def _matched(cells: Sequence[Cell], earlier: Sequence[Cell], figures: Sequence[Figures]) -> list[Figures | None]:
    """For each row that of the same place in the part of the same number of the period before."""
    found = dict(zip(_numbered(earlier), figures, strict=True))
    numbers = {number for _, number in found}
    nothing = Figures({}, None)
    return [found.get(key, nothing if not numbers or key[1] in numbers else None) for key in _numbered(cells)]


def _numbered(cells: Sequence[Cell]) -> list[tuple[Place, int]]:
    numbers: dict[Place, int] = {}
    found = []
    for cell in cells:
        numbers[cell.place] = number = numbers.get(cell.place, -1) + 1
        found.append((cell.place, number))
    return found


def _ranks(cells: Sequence[Cell], by: RankedShare | None) -> list[Rank | None]:
    """Each row among those that differ from it by their region alone."""
    found: list[Rank | None] = [None] * len(cells)
    if by is None:
        return found
    rivals: dict[Any, list[int]] = {}
    for at, cell in enumerate(cells):
        rivals.setdefault((cell.place._replace(region=None), cell.span), []).append(at)
    for places in rivals.values():
        for at, rank in zip(places, ranks([ranked_share(cells[at].sums, by) for at in places]), strict=True):
            found[at] = rank
    return found


async def _peers(
    context: Context, plan: Plan, today: date, fields: frozenset[str]
) -> dict[int, tuple[Size, Peers | None]]:
    """Size and peers of each pemda; only where each row is a pemda's whole answer."""
    question = plan.question
    whole = question.by == (Dimension.PEMDA,) or (not question.by and question.one_pemda)
    if not (whole and question.undivided and {"rows.size", "rows.peers"} & fields):
        return {}
    found = await statistics.sizes(context.for_sums, question.scope, today)
    if "rows.peers" not in fields:
        return {tenant: (size, None) for tenant, size in found.items()}
    quartiles = await statistics.peers(context.for_sums, plan, today)
    peers = {
        size: Peers(size, {RankedShare(share): one for (of, share), one in quartiles.items() if of is size})
        for size in {of for of, _ in quartiles}
    }
    return {tenant: (size, peers.get(size)) for tenant, size in found.items()}


__all__ = ["Answer", "AnswerRow", "Figures", "Peers", "answered", "asking_of", "tells_activity"]
