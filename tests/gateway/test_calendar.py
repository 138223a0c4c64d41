"""Holidays and cuti bersama of Indonesia are no working days, each pemda in its own time zone."""

from datetime import UTC, date, datetime

import pytest

from gateway.calendar import YEARS_AHEAD, YEARS_BACK, Calendar, days_off
from rules.complaint_states import Clock
from rules.time_zones import WIB, WIT, WITA
from rules.vocabulary import Kind

LEBARAN = [date(2026, 3, day) for day in (20, 21, 22, 23, 24)]
"""Idulfitri 1447 with its cuti bersama (SKB of three ministers)."""


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 5, 1), date(2026, 8, 17), date(2026, 12, 25), *LEBARAN])
def test_days_off(day: date) -> None:
    assert not Calendar(2026).timetable(2101).is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 3, 4), date(2026, 8, 18)])
def test_other_weekdays_count(day: date) -> None:
    assert Calendar(2026).timetable(2101).is_working_day(day)


def test_every_year_that_a_clock_may_run_in_is_known() -> None:
    years = {day.year for day in days_off(2026)}
    assert years >= set(range(2026 - YEARS_BACK, 2026 + YEARS_AHEAD + 1))


@pytest.mark.parametrize(("tenant", "zone"), [(0, WIB), (2101, WIB), (5171, WITA), (9471, WIT)])
def test_a_pemda_has_the_timetable_of_its_zone(tenant: int, zone: object) -> None:
    calendar = Calendar(2026)
    assert calendar.timetable(tenant).zone is zone
    assert calendar.timetable(tenant) is calendar.timetable(tenant // 100 * 100)


def test_lebaran_stops_the_clock() -> None:
    start = datetime(2026, 3, 18, 3, tzinfo=UTC)  # a Wednesday; Thursday is Nyepi
    due = Calendar(2026).timetable(2101).due(Clock.INSTANSI_VERIFICATION, Kind.ASPIRASI, start)
    assert due.astimezone(WIB).date() == date(2026, 3, 27)
