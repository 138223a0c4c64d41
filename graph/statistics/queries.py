"""Asking the statistics: whose sums may the viewer see, and what is asked of them?"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

import strawberry

from graph import selection
from graph.context import Context, Info
from graph.fields import query
from graph.inputs import argument
from graph.moving import permit
from graph.nodes import parse_id
from graph.seeing import sees
from graph.statistic_question import StatisticsInput
from graph.statistic_rows import Answer, answered
from graph.statistic_vocabulary import Dimension, RankedShare, Source
from graph.statistics.types import Statistics
from policies.permissions import Permission
from rules.errors import bad_input, not_found
from rules.identifiers import Reach, reach_of, tenant_id_of
from rules.statistic_periods import period_of
from rules.statistic_questions import REGIONS, Question, plan
from rules.time_zones import zone_of
from rules.unit_paths import ROOT
from rules.vocabulary import Channel, Kind, Priority
from tenants.stores import topics, units

_QUESTIONS: Final = 8
"""In one request."""
_DIVIDED: Final = 2
"""Of these, such as look at all complaints of a pemda: two seconds or more of the database where there are 400,000."""


@dataclass(frozen=True, slots=True)
class SumsOf:
    """Whose sums are asked for, as the policy is asked."""

    tenant_id: int
    unit_path: str


@strawberry.type
class StatisticsQueries:
    """Root fields that read statistics."""

    @query(Permission.STATISTICS_READ, Statistics)
    async def statistics(
        self, info: Info, question: Annotated[StatisticsInput, argument("The question (pertanyaan).")]
    ) -> Answer:
        """What the complaints of your reach come to, added up from what was counted (statistik pengaduan).

        Secret and anonymous complaints are counted like all others; nothing but sums is told about them.
        """
        context = info.context
        context.ration("statistics", _QUESTIONS)
        scope = _scope(context, question)
        today = context.now.astimezone(zone_of(scope.lo)).date()
        asked = plan(await _question(context, scope, question, today))
        if asked.source is Source.TALLIES:
            context.ration("statistics out of single complaints", _DIVIDED)
            permit(context.principal, Permission.STATISTICS_DIVIDE, SumsOf(scope.lo, asked.question.unit or ROOT))
        rank_by = _rank_by(question)
        return await answered(context, asked, today, selection.fields(info), rank_by=rank_by)


def _scope(context: Context, asked: StatisticsInput) -> Reach:
    """The range of pemda that is asked about. Raises NOT_FOUND outside of the reach, FORBIDDEN where policy says no."""
    principal = context.principal
    own = principal.reach if asked.region is None else reach_of(tenant_id_of(asked.region, field="region"))
    scope = Reach(own.lo, own.lo) if asked.alone else own
    if not principal.reach.covers(scope.lo):
        raise not_found("No such region in your reach.", "Wilayah tidak ditemukan dalam jangkauan Anda.")
    path = _own_unit(context, scope) or ROOT
    for end in (scope.lo, scope.hi):
        permit(principal, Permission.STATISTICS_READ, SumsOf(end, path))
    return scope


def _own_unit(context: Context, scope: Reach) -> str | None:
    """The viewer's own unit, when the sums of the whole pemda are not theirs to see."""
    whole = SumsOf(scope.lo, ROOT)
    return None if sees(context, Permission.STATISTICS_READ, whole) else context.principal.unit_path


async def _question(context: Context, scope: Reach, asked: StatisticsInput, today: date) -> Question:
    unit = _own_unit(context, scope) if asked.unit is None else await _unit(context, scope, asked.unit)
    return Question(
        scope=scope,
        period=period_of(asked.first_day, asked.last_day, today),
        by=tuple(Dimension(one) for one in asked.by),
        unit=unit,
        topic=None if asked.topic is None else await _topic(context, asked.topic),
        kind=None if asked.kind is None else Kind(asked.kind).value,
        channel=None if asked.channel is None else Channel(asked.channel).value,
        priority=None if asked.priority is None else Priority(asked.priority).value,
    )


async def _unit(context: Context, scope: Reach, given: strawberry.ID) -> str:
    """The path of a unit of the pemda that is asked about. Raises NOT_FOUND for any other, FORBIDDEN by policy."""
    ref = parse_id(given, "Unit", field="unit")
    if scope.lo != scope.hi:
        return ROOT  # refused by the plan: units are counted within one pemda
    row = await context.load(units.by_id, (ref.tenant, ref.uuid)) if ref.tenant == scope.lo else None
    if row is None:
        raise not_found("No such unit in this pemda.", "Unit tidak ditemukan pada pemda ini.")
    permit(context.principal, Permission.STATISTICS_READ, SumsOf(scope.lo, row.path))
    return row.path


async def _topic(context: Context, given: strawberry.ID) -> int:
    ref = parse_id(given, "Topic", field="topic")
    row = await context.load(topics.by_id, ref.number)
    if row is None or row.tenant_id != ref.tenant:
        raise not_found("No such topic.", "Kategori tidak ditemukan.")
    return row.id


def _rank_by(asked: StatisticsInput) -> RankedShare | None:
    if asked.rank_by is None:
        return None
    if not any(Dimension(one) in REGIONS for one in asked.by):
        raise bad_input(
            "rankBy",
            "Only regions are ranked: divide by PROVINCE or PEMDA.",
            "Hanya wilayah yang diperingkat: bagi menurut PROVINCE atau PEMDA.",
            rule="statistics: ranks of regions",
        )
    return RankedShare(asked.rank_by)
