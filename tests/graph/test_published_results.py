"""Printed numbers are read with comma or point, and nothing else is a number."""

from decimal import Decimal

import pytest

from graph.published_results import _number
from rules.errors import Refusal


@pytest.mark.parametrize(
    ("written", "number"), [("2,70", "2.70"), ("3", "3"), ("3.3333", "3.3333"), ("100,5", "100.5")]
)
def test_numbers_keep_their_decimals(written: str, number: str) -> None:
    assert _number(written, "score").as_tuple() == Decimal(number).as_tuple()


@pytest.mark.parametrize("written", ["NaN", "1e5", "-1", "2,7,0", "", ".5", "2.", "٣", "1234", "2.70001", "Infinity"])
def test_what_is_no_number(written: str) -> None:
    with pytest.raises(Refusal) as refused:
        _number(written, "published.averages.0.score")
    assert refused.value.field == "published.averages.0.score"
