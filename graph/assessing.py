"""What has an assessment come to: frozen when it was finalised, else from its sheets and complaints as they are now?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.context import Context
from policies.decisions import decide
from policies.permissions import Permission
from rules.assessment_scores import Ranked, Scores, averages, ranked, unit_scores
from rules.assessments import COUNTED
from rules.general_information import Counts, bounds
from rules.question_sets import QuestionSet
from rules.time_zones import zone_of
from rules.trainings import Coverage, coverage
from rules.unit_paths import ROOT
from tenants.assessment_rows import (
    AssessmentRow,
    Outcome,
    PersonnelRow,
    SheetRow,
    UnitResult,
    outcome_of,
)
from tenants.stores import assessment_sheets, general_information, question_sets, trainings
from tenants.stores.general_information import Period


@dataclass(frozen=True, slots=True)
class Assessed:
    """An assessment with its questions and what it came to."""

    row: AssessmentRow
    questions: QuestionSet
    outcome: Outcome

    @property
    def frozen(self) -> bool:
        """Do its figures stand for good?"""
        return self.row.frozen is not None

    @property
    def averages(self) -> Scores:
        """The mean over the units in each category; empty while no unit has answered."""
        return averages([unit.scores for unit in self.outcome.units])

    @property
    def places(self) -> list[Ranked]:
        """The categories by urgency."""
        return ranked(self.averages)


async def assessed(context: Context, row: AssessmentRow) -> Assessed | None:
    """What it came to; None for whom its result is not."""
    if not decide(context.principal, Permission.ASSESSMENT_READ_RESULT, row).allowed:
        return None
    questions = await questions_of(context, row)
    if row.frozen is not None:
        return Assessed(row, questions, outcome_of(row.frozen))
    sheets = await context.load(assessment_sheets.of_assessments, (row.tenant_id, row.id))
    counts = await context.load(general_information.counts, period_of(row))
    people = await context.load(trainings.personnel, (row.tenant_id, context.now))
    return Assessed(row, questions, outcome(questions, sheets, counts, people))


async def questions_of(context: Context, row: AssessmentRow) -> QuestionSet:
    """Its questions. Raises LookupError when an archive came from a service that has more sets than this one."""
    found = await context.load(question_sets.by_id, row.question_set_id)
    if found is None:
        raise LookupError(f"Question set {row.question_set_id} is not installed")
    return found


def outcome(
    questions: QuestionSet, sheets: Sequence[SheetRow], counts: Counts, people: Iterable[PersonnelRow]
) -> Outcome:
    """What these sheets, complaints and people come to; only whole sheets count."""
    units = tuple(
        UnitResult(one.id, one.unit_path, one.unit_name, unit_scores(questions, one.values), one.values)
        for one in sheets
        if one.status in COUNTED
    )
    return Outcome(units, counts, tuple(coverage_below(people, ROOT)))


def coverage_below(people: Iterable[PersonnelRow], path: str) -> list[Coverage]:
    """Who of the unit at this path and below was trained."""
    here = [one for one in people if one.unit_path.startswith(path)]
    pairs = [(one.account_id, topic) for one in here for topic in one.topics]
    return coverage({one.account_id for one in here}, pairs)


def period_of(row: AssessmentRow) -> Period:
    """The moments between which part A counts complaints."""
    since, until = bounds(row.first_day, row.last_day, zone_of(row.tenant_id))
    return row.tenant_id, since, until
