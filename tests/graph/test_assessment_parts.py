from fractions import Fraction

from graph.assessment_parts import scored
from tests.rules.questions import TWICE


def test_scores_stand_in_the_documents_order_and_a_category_without_questions_has_none() -> None:
    found = scored(TWICE, {"B": Fraction(2), "A": Fraction(1)})
    assert [(one.category.code, one.score) for one in found] == [("A", Fraction(1)), ("B", Fraction(2))]
