"""The rows of self-assessments and trainings as the stores hand them out, and how a frozen result is JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from rules.assessments import AssessmentStatus, SheetStatus
from rules.general_information import Counts
from rules.question_sets import Category, Counting, Link, Question, QuestionSet
from rules.trainings import Coverage, TrainingTopic


@dataclass(frozen=True, slots=True)
class StoredSet:
    """A question set as the database hands it out."""

    id: int
    code: str
    version: int
    name: str
    source: str
    counting: str
    categories: list[list[Any]]
    questions: list[list[Any]]
    links: list[list[Any]]

    def made(self) -> QuestionSet:
        """The set in the words of the rules."""
        links: dict[int, list[Link]] = {}
        for number, category, certain, basis in self.links:
            links.setdefault(number, []).append(Link(category, certain, basis))
        return QuestionSet(
            self.id,
            self.code,
            self.version,
            self.name,
            self.source,
            Counting(self.counting),
            tuple(Category(*one) for one in self.categories),
            tuple(
                Question(number, text, tuple(links.get(number, ())), None if topic is None else TrainingTopic(topic))
                for number, text, topic in self.questions
            ),
        )


@dataclass(slots=True)
class AssessmentRow:
    """A campaign of one pemda and year. `frozen` is what it came to when it was made final."""

    tenant_id: int
    id: UUID
    year: int
    question_set_id: int
    first_day: date
    last_day: date
    status: AssessmentStatus
    created_by: UUID
    created_title: str
    created_at: datetime
    finalised_title: str
    finalised_at: datetime | None
    frozen: dict[str, Any] | None

    def __post_init__(self) -> None:
        """The words of the database become the words of the rules."""
        self.status = AssessmentStatus(self.status)


@dataclass(slots=True)
class AnswerRow:
    """The answer to one question, with its evidence."""

    number: int
    value: int
    evidence: str
    link: str
    answered_by: UUID


@dataclass(slots=True)
class SheetRow:
    """The sheet of one unit with its answers, in order of the questions."""

    tenant_id: int
    id: UUID
    assessment_id: UUID
    unit_id: UUID
    unit_path: str
    unit_name: str
    status: SheetStatus
    answered_title: str
    answered_at: datetime | None
    checked_title: str
    checked_at: datetime | None
    note: str
    answers: list[Any]

    def __post_init__(self) -> None:
        """The words of the database become the words of the rules."""
        self.status = SheetStatus(self.status)
        self.answers = [
            AnswerRow(number, value, evidence, link, UUID(by)) for number, value, evidence, link, by in self.answers
        ]

    @property
    def values(self) -> dict[int, int]:
        """The levels that were ticked, by question."""
        return {answer.number: answer.value for answer in self.answers}

    @property
    def answerers(self) -> frozenset[UUID]:
        """The accounts of everybody whose answers are on it."""
        return frozenset(answer.answered_by for answer in self.answers)


@dataclass(slots=True)
class ContestRow:
    """Figures of part A that somebody states against those that were counted, with reason and evidence."""

    tenant_id: int
    id: UUID
    assessment_id: UUID
    received: int
    resolved: int
    reason: str
    evidence: str
    link: str
    by_title: str
    at: datetime


@dataclass(slots=True)
class PriorityRow:
    """What was circled for one category on the priority sheet, and why."""

    tenant_id: int
    assessment_id: UUID
    category: str
    place: int
    reasons: str
    set_title: str
    set_at: datetime


@dataclass(slots=True)
class MinutesRow:
    """The minutes of a self-assessment (berita acara)."""

    tenant_id: int
    assessment_id: UUID
    held_on: date
    place: str
    process: str
    attendance: list[dict[str, Any]]
    written_title: str
    written_at: datetime
    signed_name: str
    signed_title: str
    signed_at: datetime | None


@dataclass(slots=True)
class TrainingRow:
    """A training that somebody who manages complaints took part in."""

    tenant_id: int
    id: UUID
    account_id: UUID
    person_name: str
    position_id: UUID
    position_title: str
    unit_path: str
    topic: TrainingTopic
    title: str
    held_on: date
    certificate: str
    link: str
    recorded_title: str
    recorded_at: datetime

    def __post_init__(self) -> None:
        """The words of the database become the words of the rules."""
        self.topic = TrainingTopic(self.topic)


@dataclass(slots=True)
class PersonnelRow:
    """Somebody who manages complaints, in one unit, with the topics of their trainings."""

    tenant_id: int
    account_id: UUID
    unit_path: str
    topics: list[TrainingTopic]

    def __post_init__(self) -> None:
        """The words of the database become the words of the rules."""
        self.topics = [TrainingTopic(topic) for topic in self.topics]


@dataclass(frozen=True, slots=True)
class UnitResult:
    """What one unit's sheet came to. `values` are its answers."""

    sheet_id: UUID
    unit_path: str
    unit_name: str
    scores: Mapping[str, Fraction]
    values: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a campaign came to: units, counted complaints, trained people."""

    units: tuple[UnitResult, ...]
    counts: Counts
    coverage: tuple[Coverage, ...]


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """An outcome as JSON; fractions are pairs of whole numbers, so that nothing is rounded."""
    return {
        "units": [
            {
                "sheet": str(unit.sheet_id),
                "path": unit.unit_path,
                "name": unit.unit_name,
                "scores": [[code, score.numerator, score.denominator] for code, score in unit.scores.items()],
                "values": [[number, value] for number, value in unit.values.items()],
            }
            for unit in outcome.units
        ],
        "received": outcome.counts.received,
        "resolved": outcome.counts.resolved,
        "coverage": [[one.topic, one.trained, one.personnel] for one in outcome.coverage],
    }


def outcome_of(written: Mapping[str, Any]) -> Outcome:
    """An outcome out of its JSON."""
    return Outcome(
        tuple(
            UnitResult(
                UUID(unit["sheet"]),
                unit["path"],
                unit["name"],
                {code: Fraction(above, below) for code, above, below in unit["scores"]},
                dict(unit["values"]),
            )
            for unit in written["units"]
        ),
        Counts(written["received"], written["resolved"]),
        tuple(
            Coverage(None if topic is None else TrainingTopic(topic), trained, personnel)
            for topic, trained, personnel in written["coverage"]
        ),
    )
