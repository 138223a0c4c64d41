"""Amounts by day and column."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.day_counts import DayCounts, Entry, read, written
from rules.measures import COLUMNS

DAY = date(2026, 1, 5)
NUMBERS = st.integers(0, len(COLUMNS) - 1)


@given(told=st.lists(st.tuples(st.integers(0, 9), NUMBERS, st.integers(-3, 3))))
def test_entries_are_the_sums_in_order_and_no_zero(told: list[tuple[int, int, int]]) -> None:
    counts, expected = DayCounts(), Counter[tuple[date, int]]()
    for days, number, amount in told:
        counts.add(DAY.toordinal() + days, number, amount)
        expected[DAY + timedelta(days=days), number] += amount
    assert counts.entries() == tuple(Entry(*key, amount) for key, amount in sorted(expected.items()) if amount)


def test_what_lies_there_leaves_again() -> None:
    counts, first = DayCounts(), DAY.toordinal()
    counts.lie(first, first + 2, 7)
    counts.lie(first + 4, None, 7)
    counts.lie(first, first, 8)
    assert counts.entries() == (
        Entry(DAY, 7, 1), Entry(DAY + timedelta(days=2), 7, -1), Entry(DAY + timedelta(days=4), 7, 1),
    )  # fmt: skip


def test_what_goes_on_without_a_break_is_told_once() -> None:
    counts, first = DayCounts(), DAY.toordinal()
    counts.lie(first, first + 2, 7)
    counts.lie(first + 2, first + 5, 7)
    assert counts.entries() == (Entry(DAY, 7, 1), Entry(DAY + timedelta(days=5), 7, -1))


def test_entries_come_back_from_json() -> None:
    entries = (Entry(date(2026, 1, 5), 3, 2), Entry(date(2026, 2, 1), 40, -1))
    assert read(written(entries)) == entries
