from datetime import date
from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Refusal
from rules.trainings import TrainingTopic, check_training, coverage

ANI, BUDI, CICI = (uuid4() for _ in range(3))
PERSON = st.sampled_from([ANI, BUDI, CICI])


def test_each_person_once() -> None:
    trained = [(ANI, TrainingTopic.TECHNICAL), (ANI, TrainingTopic.TECHNICAL), (BUDI, TrainingTopic.PROCESS),
               (CICI, TrainingTopic.TECHNICAL)]  # fmt: skip
    found = {one.topic: (one.trained, one.personnel, one.share) for one in coverage({ANI, BUDI}, trained)}
    assert found == {
        TrainingTopic.TECHNICAL: (1, 2, Fraction(50)),
        TrainingTopic.PROCESS: (1, 2, Fraction(50)),
        TrainingTopic.PUBLIC_COMMUNICATION: (0, 2, Fraction(0)),
        None: (2, 2, Fraction(100)),
    }


def test_nobody_is_no_percentage() -> None:
    assert {one.share for one in coverage(set(), [(ANI, TrainingTopic.PROCESS)])} == {None}


@given(st.sets(PERSON), st.lists(st.tuples(PERSON, st.sampled_from(TrainingTopic))))
def test_any_topic_is_at_least_each_and_at_most_all(
    people: set[UUID], trained: list[tuple[UUID, TrainingTopic]]
) -> None:
    *each, any_ = coverage(people, trained)
    assert max(one.trained for one in each) <= any_.trained <= len(people)
    assert any_.trained <= sum(one.trained for one in each)


def test_when_it_was_held() -> None:
    check_training(date(2026, 3, 4), date(2026, 3, 4))
    for held_on in (date(2026, 3, 5), date(2012, 12, 31)):
        with pytest.raises(Refusal):
            check_training(held_on, date(2026, 3, 4))
