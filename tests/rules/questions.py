"""Small question sets for tests."""

from rules.question_sets import Category, Counting, Link, Question, QuestionSet
from rules.trainings import TrainingTopic

A, B, C = Category("A", "Kategori A", 1), Category("B", "Kategori B", 2), Category("C", "Kategori C", 3)


def question(number: int, *categories: str, certain: bool = True, training: TrainingTopic | None = None) -> Question:
    return Question(number, f"Pernyataan {number}", tuple(Link(one, certain, "uji") for one in categories), training)


PLAIN = QuestionSet(
    901, "UJI", 1, "Uji", "uji", Counting.MONTH, (A, B),
    (question(1, "A"), question(2, "A"), question(3, "A"), question(4, "B"), question(5, "B")),
)  # fmt: skip
TWICE = QuestionSet(
    902, "UJI", 2, "Uji", "uji", Counting.YEAR, (A, B, C),
    (question(1, "A"), question(2, "A", "B", certain=False), question(3)),
)  # fmt: skip
"""The second question counts twice, the third never; C has no question."""
