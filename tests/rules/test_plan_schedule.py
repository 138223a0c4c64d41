"""A plan's times lie inside its period, each once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Refusal
from rules.plan_schedule import (
    Period,
    Week,
    check_begun,
    check_in_force,
    check_weeks,
    check_years,
    grid_months,
    last_day,
)

PLAN = Period(2021, 2024)


def test_a_period_has_its_years() -> None:
    PLAN.check()
    assert PLAN.years == (2021, 2022, 2023, 2024)
    assert Period(2021, 2021).years == (2021,)


@pytest.mark.parametrize("period", [Period(2024, 2021), Period(2014, 2016), Period(2021, 2031), Period(2095, 2100)])
def test_what_is_no_period(period: Period) -> None:
    with pytest.raises(Refusal):
        period.check()


@pytest.mark.parametrize("years", [[2020], [2021, 2025], [2022, 2022]])
def test_years_outside_or_twice(years: list[int]) -> None:
    with pytest.raises(Refusal) as refused:
        check_years(years, PLAN, "nodes.3.years")
    assert refused.value.field == "nodes.3.years"


@pytest.mark.parametrize(
    ("weeks", "field"),
    [
        ([Week(2020, 3, 1)], "weeks.0.year"),
        ([Week(2021, 3, 1), Week(2021, 13, 1)], "weeks.1.month"),
        ([Week(2021, 3, 0)], "weeks.0.week"),
        ([Week(2021, 3, 5)], "weeks.0.week"),
        ([Week(2021, 3, 1), Week(2021, 3, 1)], "weeks"),
    ],
)
def test_weeks_outside_or_twice(weeks: list[Week], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_weeks(weeks, PLAN, "weeks")
    assert refused.value.field == field


@given(st.integers(2015, 2099), st.integers(1, 12), st.integers(1, 4))
def test_a_week_is_its_number(year: int, month: int, week: int) -> None:
    cell = Week(year, month, week)
    assert Week.of_number(cell.number) == cell


def test_batams_grid_has_four_months() -> None:
    assert grid_months([Week(2021, 3, 1), Week(2021, 6, 4)]) == [(2021, 3), (2021, 4), (2021, 5), (2021, 6)]
    assert grid_months([Week(2021, 12, 1), Week(2022, 1, 1)]) == [(2021, 12), (2022, 1)]
    assert grid_months([]) == []


def test_months_end_and_begin() -> None:
    assert [last_day(2024, month).day for month in (1, 2, 4, 12)] == [31, 29, 30, 31]
    check_begun(2026, 3, date(2026, 3, 1), "month")
    with pytest.raises(Refusal):
        check_begun(2026, 4, date(2026, 3, 31), "month")


@pytest.mark.parametrize(
    ("month", "ended", "refusals"),
    [
        ((2023, 5), None, 0),
        ((2023, 5), date(2023, 4, 30), 1),
        ((2023, 5), date(2023, 5, 1), 0),
        ((2023, 5), date(2023, 5, 31), 0),
        ((2022, 12), date(2023, 1, 1), 0),
        ((2024, 1), date(2023, 12, 31), 1),
    ],
)
def test_a_month_belongs_to_the_version_under_which_it_began(
    month: tuple[int, int], ended: date | None, refusals: int
) -> None:
    if not refusals:
        check_in_force(month, ended, "month")
        return
    with pytest.raises(Refusal) as refused:
        check_in_force(month, ended, "month")
    assert (refused.value.field, refused.value.rule) == ("month", "realisation: under the version in force")
