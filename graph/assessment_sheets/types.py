"""The sheet of one unit: its questions with answers and evidence, the trainings on record beside them, its scores."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.assessing import coverage_below, questions_of
from graph.assessment_parts import AssessmentQuestion, CategoryScore, ScoreRow, scored
from graph.assessment_vocabulary import AssessmentAction, SheetStatus, TrainingCoverage
from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived, edge
from graph.nodes import Node, node_type
from policies.decisions import viewer_can
from rules.assessment_scores import unit_scores
from rules.question_sets import Question, QuestionSet
from rules.trainings import Coverage
from tenants.assessment_rows import AnswerRow, SheetRow
from tenants.stores import assessments, trainings, units

if TYPE_CHECKING:
    from graph.people.types import Unit

Unit_ = Annotated["Unit", strawberry.lazy("graph.people.types")]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A question on a sheet."""

    question: Question
    answer: AnswerRow | None
    training: Coverage | None


@object_type
class SheetItem:
    """One question on a unit's sheet, with its answer (butir penilaian)."""

    question: AssessmentQuestion = attribute("The question (pertanyaan).")
    training: TrainingCoverage | None = attribute(
        "Beside a question on trainings: who of the unit and below was trained, on record (data pelatihan)."
    )

    @derived(int | None)
    @staticmethod
    def value(row: ItemRow, _context: Context) -> int | None:
        """The level from 1 to 4; null while not answered (nilai)."""
        return None if row.answer is None else row.answer.value

    @derived(str)
    @staticmethod
    def evidence(row: ItemRow, _context: Context) -> str:
        """What proves it; empty without (bukti)."""
        return "" if row.answer is None else row.answer.evidence

    @derived(str)
    @staticmethod
    def link(row: ItemRow, _context: Context) -> str:
        """Where the proof lies; empty without (tautan bukti)."""
        return "" if row.answer is None else row.answer.link


@node_type(SheetRow)
class AssessmentSheet(Node):
    """The sheet of one unit (lembar penilaian unit)."""

    status: SheetStatus = attribute("Where it is (status).")
    answered_title: str = attribute("In which position it was answered last (diisi oleh).")
    answered_at: datetime | None = attribute("When it was answered last (waktu pengisian).")
    checked_title: str = attribute("In which position it was checked, or excused (diperiksa oleh).")
    checked_at: datetime | None = attribute("When (waktu pemeriksaan).")
    note: str = attribute("What the second person said, or why the unit is excused (catatan).")

    @edge(Unit_ | None)
    @staticmethod
    async def unit(row: SheetRow, context: Context) -> Any:
        """The unit (unit pengelola pengaduan)."""
        return await context.load(units.by_id, (row.tenant_id, row.unit_id))

    @edge(list[SheetItem])
    @staticmethod
    async def items(row: SheetRow, context: Context) -> list[ItemRow]:
        """Its questions with answers, and what is on record about trainings (butir penilaian)."""
        questions = await _questions(row, context)
        people = await context.load(trainings.personnel, (row.tenant_id, context.now))
        trained = {one.topic: one for one in coverage_below(people, row.unit_path)}
        answers = {answer.number: answer for answer in row.answers}
        return [
            ItemRow(one, answers.get(one.number), None if one.training is None else trained[one.training])
            for one in questions.questions
        ]

    @edge(list[CategoryScore])
    @staticmethod
    async def scores(row: SheetRow, context: Context) -> list[ScoreRow]:
        """Its scores; empty until every question is answered (nilai per kategori)."""
        questions = await _questions(row, context)
        if not questions.numbers <= row.values.keys():
            return []
        return scored(questions, unit_scores(questions, row.values))

    @derived(list[AssessmentAction])
    @staticmethod
    def viewer_can(row: SheetRow, context: Context) -> list[AssessmentAction]:
        """What the viewer may do to it (tindakan yang diizinkan)."""
        return [AssessmentAction[each.action.upper()] for each in viewer_can(context.principal, row, "sheet")]


async def _questions(row: SheetRow, context: Context) -> QuestionSet:
    found = await context.load(assessments.by_id, (row.tenant_id, row.assessment_id))
    if found is None:
        raise LookupError(f"Sheet {row.id} has no assessment")
    return await questions_of(context, found)
