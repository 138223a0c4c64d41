"""A frozen result is read back exactly as it was."""

from fractions import Fraction
from uuid import UUID

import orjson
from hypothesis import given
from hypothesis import strategies as st

from rules.general_information import Counts
from rules.trainings import Coverage, TrainingTopic
from tenants.assessment_rows import Outcome, UnitResult, outcome_json, outcome_of

SCORES = st.dictionaries(st.sampled_from("ABC"), st.fractions(min_value=1, max_value=4, max_denominator=10**9))
VALUES = st.dictionaries(st.integers(1, 22), st.integers(1, 4))
UNIT = st.builds(UnitResult, st.uuids(), st.text(), st.text(), SCORES, VALUES)
COUNTS = st.builds(Counts, st.integers(0, 10**6), st.integers(0, 10**6))
TOPICS = st.one_of(st.none(), st.sampled_from(TrainingTopic))
COVERAGE = st.builds(Coverage, TOPICS, st.integers(0, 99), st.integers(0, 99))


@given(st.builds(Outcome, st.lists(UNIT).map(tuple), COUNTS, st.lists(COVERAGE).map(tuple)))
def test_there_and_back(outcome: Outcome) -> None:
    assert outcome_of(orjson.loads(orjson.dumps(outcome_json(outcome)))) == outcome


def test_nothing_is_rounded() -> None:
    unit = UnitResult(UUID(int=1), "0001", "Dinas", {"A": Fraction(257, 95)}, {})
    assert outcome_json(Outcome((unit,), Counts(0, 0), ()))["units"][0]["scores"] == [["A", 257, 95]]
