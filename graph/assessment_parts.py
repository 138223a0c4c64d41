"""What the types of an assessment share: its questions and categories, and a score in a category."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from graph.assessment_vocabulary import Counting, ExactNumber, TrainingTopic
from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived
from graph.nodes import Node, node_type
from rules.question_sets import Category, Link, Question, QuestionSet


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A score in a category."""

    category: Category
    score: Fraction


@object_type
class AssessmentCategory:
    """A group of questions that has one score (kategori)."""

    code: str = attribute("Its code inside the question set (kode).")
    name: str = attribute("What it is called (nama kategori).")
    place: int = attribute("Where the document lists it (urutan dalam dokumen).")


@object_type
class QuestionLink:
    """A question counts in a category (pengelompokan)."""

    category: str = attribute("The code of the category (kategori).")
    certain: bool = attribute("Is the document clear about it? (pasti).")
    basis: str = attribute("What decided it (dasar).")


@object_type
class AssessmentQuestion:
    """One statement to be rated from 1 to 4 (pertanyaan)."""

    number: int = attribute("Its number (nomor).")
    text: str = attribute("The statement (pernyataan).")
    training: TrainingTopic | None = attribute("The trainings that it asks after; null for others (pelatihan).")

    @derived(list[QuestionLink])
    @staticmethod
    def categories(row: Question, _context: Context) -> list[Link]:
        """The categories that it counts in, several or none (kategori)."""
        return list(row.links)


@node_type(QuestionSet, name="QuestionSet")
class QuestionSetType(Node):
    """One version of the questions of a self-assessment; it never changes (daftar pertanyaan)."""

    code: str = attribute("Whose questions they are (kode).")
    version: int = attribute("Which version (versi).")
    name: str = attribute("What it is called (nama).")
    source: str = attribute("Where it is printed (sumber).")
    counting: Counting = attribute("Over which time part A counts complaints (periode informasi umum).")

    @derived(list[AssessmentCategory])
    @staticmethod
    def categories(row: QuestionSet, _context: Context) -> list[Category]:
        """Its categories (kategori)."""
        return list(row.categories)

    @derived(list[AssessmentQuestion])
    @staticmethod
    def questions(row: QuestionSet, _context: Context) -> list[Question]:
        """Its questions (pertanyaan)."""
        return list(row.questions)


@object_type
class CategoryScore:
    """A score in one category (nilai kategori)."""

    category: AssessmentCategory = attribute("The category (kategori).")
    score: ExactNumber = attribute("The exact score, 1 to 4 (nilai).")


def scored(questions: QuestionSet, scores: Mapping[str, Fraction]) -> list[ScoreRow]:
    """The scores by category, in the document's order."""
    return [ScoreRow(one, scores[one.code]) for one in questions.categories if one.code in scores]
