"""Statistics: the sums that a question asks for, in one round trip; and what pemda of like size come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Final, TypeAlias

from rules.identifiers import Reach
from rules.measures import BACKLOG, COLUMNS, NUMBER
from rules.statistic_figures import TOO_FEW, Share
from rules.statistic_peers import FEWEST, FROM, SIZES, Quartiles, Size, size_of, sizing_months
from rules.statistic_periods import months_of, parts
from rules.statistic_questions import MOST_ROWS, Dimension, Plan, Question, Source
from rules.statistic_tables import Group, Place
from rules.unit_paths import ROOT, WIDTH
from tenants.batch import Reader
from tenants.session import Query, Sessions
from tenants.stores.statistic_sql import PEERS, TREE, WAITING, Wanted, activity_text, columns, shape_of, text
from tenants.stores.statistic_sql import SIZES as SIZES_SQL

MOST_WAITING: Final = 100_000
_MOST_GROUPS: Final = 2 * MOST_ROWS + 1
"""More groups than this cannot be a table of MOST_ROWS rows, even if each place has one from before the period."""

Activity: TypeAlias = Mapping[tuple[int | None, date], Share]
Tree: TypeAlias = Sequence[tuple[int, int]]
"""Topics, each with the one under which it is added up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is to be read: a plan, and what of it is wanted."""

    plan: Plan
    wanted: Wanted = field(default_factory=Wanted)
    previous: bool = False
    activity: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of one period, and in how many months of its pemda the admin was active."""

    groups: list[Group]
    activity: Activity


@dataclass(frozen=True, slots=True)
class Answered:
    """The sums of the period and of the one before, and how many changes wait to be counted."""

    now: Sums
    before: Sums | None
    waiting: int


async def answer(sessions: Sessions, asking: Asking) -> Answered:
    """What was asked for, in one round trip: one statement for the sums of each period. Topics take one before."""
    plans = [asking.plan, asking.plan.previous()] if asking.previous else [asking.plan]
    scope, tree = asking.plan.question.scope, await _tree(sessions, asking.plan.question)
    queries = [Query(WAITING, {"lo": scope.lo, "hi": scope.hi, "most": MOST_WAITING})]
    for plan in plans:
        queries.append(query(plan, asking.wanted, tree))
        if asking.activity:
            queries.append(_activity(plan))
    ((waiting,),), *rows = await sessions.read_many(*queries)
    found = []
    for plan in plans:
        groups = _groups(plan, asking.wanted, rows.pop(0))
        found.append(Sums(groups, _shares(plan, rows.pop(0)) if asking.activity else {}))
    return Answered(found[0], found[1] if asking.previous else None, waiting)


async def sizes(reader: Reader, scope: Reach, today: date) -> dict[int, Size]:
    """How big the pemda are that had anything to count in the last twelve whole months."""
    year = sizing_months(today)
    params = {"lo": scope.lo, "hi": scope.hi, "since": year.first, "till": year.last}
    return {tenant: size_of(received) for tenant, received in await reader.read(SIZES_SQL, params)}


async def peers(sessions: Sessions, plan: Plan, today: date) -> dict[tuple[Size, str], Quartiles]:
    """Quartiles of shares among all pemda of a size, by size and name of the share; none over too few.

    It looks beyond the reach of whoever asks, and brings back nothing but quantiles over more than FEWEST pemda.
    """
    year, pieces = sizing_months(today), [piece for piece in plan.pieces if not piece.early]
    params = {
        "since": year.first, "till": year.last, "from": list(FROM), "few": TOO_FEW, "fewest": FEWEST,
        "grains": [piece.grain.value for piece in pieces], "firsts": [piece.first for piece in pieces],
        "lasts": [piece.last for piece in pieces],
    }  # fmt: skip
    rows = await sessions.with_reach(Reach(1, 9999)).read(PEERS, params)
    return {
        (SIZES[size], share): Quartiles(pemda, *(Fraction(quantile) for quantile in quantiles))
        for size, share, pemda, quantiles in rows
    }


async def _tree(sessions: Sessions, question: Question) -> Tree:
    if Dimension.TOPIC not in question.properties:
        return ()
    return [(topic, top) for topic, top in await sessions.read(TREE, {"topic": question.topic})]


def query(plan: Plan, wanted: Wanted, tree: Tree = ()) -> Query:
    """The one statement that reads the sums of a plan."""
    question, tallies = plan.question, plan.source is Source.TALLIES
    span = question.period.counted
    params: dict[str, Any] = {
        "lo": question.scope.lo, "hi": question.scope.hi, "first": span.first, "until": span.last,
        "topics": [topic for topic, _ in tree], "tops": [top for _, top in tree], "most": _MOST_GROUPS,
    }  # fmt: skip
    if tallies:
        asked = columns(wanted)
        params |= {
            "numbers": [NUMBER[column] for column in asked],
            "lying": [NUMBER[measure.lower()] for measure in sorted(BACKLOG)] if wanted.backlog else [],
            "unit": question.unit, "width": len(question.unit or ROOT) + WIDTH, "kind": question.kind,
            "channel": question.channel, "priority": question.priority,
        }  # fmt: skip
    else:
        pieces = [piece for piece in plan.pieces if wanted.backlog or not piece.early]
        params |= {
            "grouped": plan.group.value, "key": question.kind or question.channel or question.priority,
            "grains": [piece.grain.value for piece in pieces], "firsts": [piece.first for piece in pieces],
            "lasts": [piece.last for piece in pieces], "early": [piece.early for piece in pieces],
        }  # fmt: skip
    return Query(text(shape_of(question, wanted, tallies=tallies)), params)


def _activity(plan: Plan) -> Query:
    question = plan.question
    months = months_of(question.period.counted)
    params = {"lo": question.scope.lo, "hi": question.scope.hi, "months": months, "first": question.period.asked.first}
    return Query(activity_text(question.region, question.time), params)


def _groups(plan: Plan, wanted: Wanted, rows: Sequence[tuple[Any, ...]]) -> list[Group]:
    if plan.source is Source.TALLIES:
        return [
            Group(
                Place(*row[:6]),
                row[6],
                {COLUMNS[number]: total for number, total in zip(row[7], row[8], strict=True)},
            )
            for row in rows
        ]
    names = columns(wanted)
    return [
        Group(Place(*row[:6]), row[6], {name: total for name, total in zip(names, row[7:], strict=True) if total})
        for row in rows
    ]


def _shares(plan: Plan, rows: Sequence[tuple[Any, ...]]) -> Activity:
    first = parts(plan.question.time, plan.question.period.counted)[0].first
    return {(region, max(start, first)): Share(active, months) for region, start, active, months in rows}
