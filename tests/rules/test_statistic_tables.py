"""Rows are complete and carry what lies there; ranks are no surer than intervals allow."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.errors import Refusal
from rules.identifiers import Reach
from rules.statistic_figures import Share
from rules.statistic_periods import Period, Span
from rules.statistic_questions import Dimension, Question
from rules.statistic_tables import Group, Place, Rank, ranks, table

FIRST, LAST = date(2025, 1, 20), date(2025, 3, 10)


def question(*by: Dimension) -> Question:
    return Question(scope=Reach(0, 9999), period=Period(Span(FIRST, LAST), LAST), by=by)


def test_months_without_anything_are_there_and_carry_the_backlog() -> None:
    here, there = Place(region=2100), Place(region=1100)
    found = table(
        question(Dimension.PROVINCE, Dimension.MONTH),
        [
            Group(here, None, {"open_0": 5, "received": 99}),
            Group(here, date(2025, 1, 1), {"received": 2, "open_0": 2}),
            Group(here, date(2025, 3, 1), {"open_0": -1, "open_6": 1}),
            Group(there, date(2025, 2, 1), {"received": 1}),
        ],
    )
    seen = [
        (
            row.place.region,
            row.span.first.isoformat(),
            row.sums.get("received", 0),
            row.sums["open_0"],
            row.sums["open_6"],
        )
        for row in found
    ]
    assert seen == [
        (1100, "2025-01-20", 0, 0, 0), (1100, "2025-02-01", 1, 0, 0), (1100, "2025-03-01", 0, 0, 0),
        (2100, "2025-01-20", 2, 7, 0), (2100, "2025-02-01", 0, 7, 0), (2100, "2025-03-01", 0, 6, 1),
    ]  # fmt: skip


def test_a_whole_without_anything_is_one_row_of_nothing() -> None:
    (row,) = table(question(), [])
    assert (row.place, row.span, set(row.sums.values())) == (Place(), Span(FIRST, LAST), {0})
    assert len(table(question(Dimension.DAY), [])) == (LAST - FIRST).days + 1
    assert table(question(Dimension.PEMDA), []) == []


def test_what_has_none_stands_last() -> None:
    places = [Place(kind=None), Place(kind="B"), Place(kind="A")]
    found = table(question(Dimension.KIND), [Group(place, FIRST, {"received": 1}) for place in places])
    assert [row.place.kind for row in found] == ["A", "B", None]


def test_too_many_rows_are_refused() -> None:
    groups = [Group(Place(topic=number), FIRST, {"received": 1}) for number in range(141)]
    with pytest.raises(Refusal):
        table(question(Dimension.TOPIC, Dimension.DAY), groups)
    assert len(table(question(Dimension.TOPIC, Dimension.DAY), groups[:140])) == 7000


shares = st.lists(st.integers(0, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=12)


@given(shares)
@settings(max_examples=60)
def test_a_rank_by_value_lies_between_the_ranks_that_are_possible(given_shares: list[tuple[int, int]]) -> None:
    found = [Share(*one) for one in given_shares]
    judged = [one for one in found if one.denominator >= 30]
    for share, rank in zip(found, ranks(found), strict=True):
        if share.denominator < 30:
            assert rank is None
        else:
            assert rank is not None
            assert share.value is not None
            place = 1 + sum((one.value or 0) > share.value for one in judged)
            assert 1 <= rank.best <= place <= rank.worst <= rank.of == len(judged)


def test_ranks_are_sure_only_where_intervals_are_apart() -> None:
    far, near, nearly, few = Share(900, 1000), Share(500, 1000), Share(510, 1000), Share(29, 29)
    assert ranks([near, far, few, nearly]) == [Rank(2, 3, 3), Rank(1, 1, 3), None, Rank(2, 3, 3)]


@given(st.integers(0, 40), st.integers(1, 60))
@settings(max_examples=30)
def test_the_backlog_is_the_sum_of_everything_until_then(before: int, days: int) -> None:
    groups = [Group(Place(), None, {"open_0": before})]
    groups += [
        Group(Place(), FIRST + timedelta(days=number % 40), {"open_0": number % 5 - 2}) for number in range(days)
    ]
    found = table(question(Dimension.DAY), groups)
    for row in found:
        until = [group for group in groups if group.start is None or group.start <= row.span.last]
        assert row.sums["open_0"] == sum(group.sums["open_0"] for group in until)
