"""What is asked in a self-assessment: versioned statements, the categories they count in, and how sure that is."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from rules.errors import Refusal, bad_input
from rules.trainings import TrainingTopic

LEVELS: Final = range(1, 5)
"""1 terendah, 2 rendah, 3 tinggi, 4 tertinggi (Perbup Bintan 53/2021, 2.2.2)."""


class Counting(StrEnum):
    """Over which time part A asks for complaints: Bintan for the average of a month, Bangka Belitung for a year."""

    MONTH = "MONTH"
    YEAR = "YEAR"


@dataclass(frozen=True, slots=True)
class Category:
    """A group of statements that one score is made of; `place` is where the document lists it."""

    code: str
    name: str
    place: int


@dataclass(frozen=True, slots=True)
class Link:
    """A statement counts in a category. Not `certain` where the document cannot be read; `basis` says what decided."""

    category: str
    certain: bool
    basis: str


@dataclass(frozen=True, slots=True)
class Question:
    """One statement; it may count in several categories, or in none."""

    number: int
    text: str
    links: tuple[Link, ...]
    training: TrainingTopic | None = None

    def counts_in(self, category: str) -> bool:
        """Is it part of this category's score?"""
        return any(link.category == category for link in self.links)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """One version of a pemda's questions; it never changes, a new version gets a new id."""

    id: int
    code: str
    version: int
    name: str
    source: str
    counting: Counting
    categories: tuple[Category, ...]
    questions: tuple[Question, ...]
    _by_number: dict[int, Question] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        """Raises ValueError when it is not one: numbers or codes twice, or a link that leads nowhere."""
        codes = [category.code for category in self.categories]
        object.__setattr__(self, "_by_number", {question.number: question for question in self.questions})
        if len(set(codes)) != len(codes) or len(self._by_number) != len(self.questions):
            raise ValueError(f"{self.code}: something is there twice")
        for question in self.questions:
            linked = [link.category for link in question.links]
            if not set(linked) <= set(codes) or len(set(linked)) != len(linked):
                raise ValueError(f"{self.code}: the categories of question {question.number}")

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of its questions."""
        return frozenset(self._by_number)

    def of_category(self, category: str) -> tuple[Question, ...]:
        """The questions that this category's score is made of."""
        return tuple(question for question in self.questions if question.counts_in(category))

    def is_certain(self, category: str) -> bool:
        """Is it known of every question in it that it belongs there?"""
        return all(link.certain for question in self.questions for link in question.links if link.category == category)

    def category(self, code: str, field: str) -> Category:
        """The category of this code. Raises BAD_USER_INPUT naming the field."""
        for category in self.categories:
            if category.code == code:
                return category
        raise bad_input(field, f"There is no category {code}.", f"Tidak ada kategori {code}.", rule=self.rule)

    def question(self, number: int, field: str) -> Question:
        """The question of this number. Raises BAD_USER_INPUT naming the field."""
        found = self._by_number.get(number)
        if found is None:
            raise self._unknown(number, field)
        return found

    @property
    def rule(self) -> str:
        """How a refusal names it."""
        return f"question set {self.code} version {self.version}"

    def _unknown(self, number: int, field: str) -> Refusal:
        return bad_input(field, f"There is no question {number}.", f"Tidak ada pertanyaan {number}.", rule=self.rule)
