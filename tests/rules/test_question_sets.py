from dataclasses import replace

import pytest

from rules.errors import Refusal
from tests.rules.questions import PLAIN, TWICE, A, question


def test_questions_by_category() -> None:
    assert [one.number for one in TWICE.of_category("A")] == [1, 2]
    assert [one.number for one in TWICE.of_category("B")] == [2]
    assert TWICE.of_category("C") == ()
    assert TWICE.numbers == {1, 2, 3}


def test_a_category_is_certain_when_all_of_it_is() -> None:
    assert PLAIN.is_certain("A")
    assert not TWICE.is_certain("A")


def test_what_is_not_there() -> None:
    assert PLAIN.category("A", "x") == A
    assert PLAIN.question(1, "x").number == 1
    for ask in (lambda: PLAIN.category("Z", "x"), lambda: PLAIN.question(9, "x")):
        with pytest.raises(Refusal) as refused:
            ask()
        assert refused.value.field == "x"


@pytest.mark.parametrize(
    "changed",
    [
        {"categories": (A, A)},
        {"questions": (question(1, "A"), question(1, "A"))},
        {"questions": (question(1, "Z"),)},
        {"questions": (question(1, "A", "A"),)},
    ],
)
def test_what_is_no_question_set(changed: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="UJI"):
        replace(PLAIN, **changed)  # type: ignore[arg-type]
