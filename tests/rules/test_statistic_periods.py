"""Periods are cut into parts without gaps, and compared with the same stretch before."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.errors import Refusal
from rules.statistic_periods import (
    Period,
    Span,
    Time,
    before,
    check_time,
    months_of,
    parts,
    period_of,
    whole_months_in,
)

TODAY = date(2026, 3, 4)
days = st.dates(date(2001, 1, 1), date(2030, 12, 31))


@given(days, st.integers(0, 800), st.sampled_from([None, *Time]))
@settings(max_examples=60)
def test_parts_cover_every_day_once(first: date, length: int, time: Time | None) -> None:
    span = Span(first, first + timedelta(days=length))
    found = parts(time, span)
    assert [found[0].first, found[-1].last] == [span.first, span.last]
    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(found))
    assert sum(one.days for one in found) == span.days


@given(days, st.integers(0, 800))
@settings(max_examples=60)
def test_whole_months_lie_inside_and_leave_less_than_a_month_at_either_end(first: date, length: int) -> None:
    span = Span(first, first + timedelta(days=length))
    whole = whole_months_in(span)
    if whole is None:
        assert length < 61
    else:
        assert whole.whole_months
        assert 0 <= (whole.first - span.first).days < 31
        assert 0 <= (span.last - whole.last).days < 31


@pytest.mark.parametrize(
    ("time", "starts"),
    [
        (None, ["2025-12-30"]),
        (Time.DAY, ["2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05"]),
        (Time.WEEK, ["2025-12-30", "2026-01-05"]),
        (Time.MONTH, ["2025-12-30", "2026-01-01"]),
        (Time.YEAR, ["2025-12-30", "2026-01-01"]),
    ],
)
def test_parts_begin_on_mondays_firsts_and_new_years(time: Time | None, starts: list[str]) -> None:
    found = parts(time, Span(date(2025, 12, 30), date(2026, 1, 5)))
    assert [one.first.isoformat() for one in found] == starts


@pytest.mark.parametrize(
    ("first", "last", "today", "expected"),
    [
        ("2025-01-01", "2025-12-31", "2026-03-04", ("2024-01-01", "2024-12-31", "2024-12-31")),
        ("2026-01-01", "2026-12-31", "2026-03-04", ("2025-01-01", "2025-12-31", "2025-03-04")),
        ("2026-02-01", "2026-02-28", "2026-03-04", ("2026-01-01", "2026-01-31", "2026-01-31")),
        ("2026-10-01", "2026-12-31", "2026-11-30", ("2026-07-01", "2026-09-30", "2026-08-31")),
        ("2026-03-01", "2026-03-31", "2026-03-30", ("2026-02-01", "2026-02-28", "2026-02-28")),
        ("2026-02-10", "2026-02-16", "2026-03-04", ("2026-02-03", "2026-02-09", "2026-02-09")),
        ("2026-03-01", "2026-03-10", "2026-03-04", ("2026-02-19", "2026-02-28", "2026-02-22")),
    ],
)
def test_the_period_before(first: str, last: str, today: str, expected: tuple[str, str, str]) -> None:
    found = before(period_of(*map(date.fromisoformat, (first, last, today))))
    assert tuple(map(str, (found.asked.first, found.asked.last, found.until))) == expected


def test_a_period_is_counted_until_today() -> None:
    assert period_of(date(2026, 3, 1), date(2026, 3, 31), TODAY) == Period(
        Span(date(2026, 3, 1), date(2026, 3, 31)), TODAY
    )


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2026, 2, 2), date(2026, 2, 1), "lastDay"),
        (date(2026, 3, 5), date(2026, 3, 9), "firstDay"),
        (date(1999, 12, 31), date(2000, 3, 1), "firstDay"),
        (date(2001, 1, 1), date(2021, 1, 2), "lastDay"),
        (date(2026, 1, 1), date(9999, 12, 31), "lastDay"),
    ],
)
def test_no_period_is_without_bounds(first: date, last: date, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        period_of(first, last, TODAY)
    assert (refused.value.code, refused.value.field) == ("BAD_USER_INPUT", field)


def test_days_and_weeks_are_asked_for_about_a_year_at_most() -> None:
    longest = Period(Span(date(2024, 1, 1), date(2025, 2, 3)), date(2025, 2, 3))
    longer = Period(Span(date(2024, 1, 1), date(2025, 2, 4)), date(2025, 2, 4))
    for time in (Time.DAY, Time.WEEK):
        check_time(time, longest)
        with pytest.raises(Refusal):
            check_time(time, longer)
    check_time(Time.MONTH, longer)


def test_months_that_are_touched() -> None:
    assert months_of(Span(date(2025, 12, 31), date(2026, 2, 1))) == [
        date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1),
    ]  # fmt: skip
