from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from rules.errors import Refusal
from rules.general_information import RESOLVED, Counts, average_received, bounds, check_counts
from rules.question_sets import Counting
from rules.time_zones import WIT
from rules.vocabulary import Outcome


def test_the_parts_make_a_hundred() -> None:
    counts = Counts(60, 26)
    assert counts.not_resolved == 34
    assert counts.share(26) == Fraction(130, 3)
    assert sum(filter(None, (counts.share(26), counts.share(34)))) == 100
    assert Counts(0, 0).share(0) is None


def test_what_counts_as_resolved() -> None:
    assert {
        Outcome.NOT_SOLVED, Outcome.PARTLY_SOLVED, Outcome.NOT_OUR_AUTHORITY,
    } == set(Outcome) - RESOLVED  # fmt: skip


def test_averages_by_month_and_year() -> None:
    counts, days = Counts(60, 0), (date(2019, 1, 1), date(2020, 12, 31))
    assert average_received(counts, Counting.MONTH, *days) == Fraction(5, 2)
    assert average_received(counts, Counting.YEAR, *days) == 30


def test_more_cannot_be_resolved_than_came() -> None:
    assert check_counts(5, 5) == Counts(5, 5)
    with pytest.raises(Refusal) as refused:
        check_counts(5, 6)
    assert refused.value.field == "resolved"


def test_the_last_day_counts_in_local_time() -> None:
    since, until = bounds(date(2021, 1, 1), date(2021, 12, 31), WIT)
    assert since == datetime(2020, 12, 31, 15, tzinfo=UTC)
    assert until == datetime(2021, 12, 31, 15, tzinfo=UTC)
