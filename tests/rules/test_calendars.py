from datetime import UTC, date, datetime, time

import pytest

from rules.calendars import (
    CIVIL_SERVICE_WEEK,
    NATIONAL_KINDS,
    Calendar,
    CalendarBook,
    DayOff,
    DayOffKind,
    Edition,
    Hours,
    plain,
)
from rules.time_zones import WIB, WIT

NYEPI = DayOff(date(2026, 3, 19), DayOffKind.NATIONAL_HOLIDAY, "Nyepi")
LEBARAN = DayOff(date(2026, 3, 23), DayOffKind.CUTI_BERSAMA, "Cuti bersama Idulfitri", since=2)
FLOOD = DayOff(date(2026, 1, 7), DayOffKind.EMERGENCY, "Banjir", since=2, until=4)
BOOK = CalendarBook(
    WIB,
    (NYEPI, LEBARAN),
    (FLOOD,),
    {1: CIVIL_SERVICE_WEEK, 3: {**CIVIL_SERVICE_WEEK, 5: Hours(time(8), time(12))}},
    Edition(2, 4),
)


@pytest.mark.parametrize(
    ("edition", "day", "works"),
    [
        (Edition(1, 1), NYEPI.day, False),
        (Edition(1, 1), LEBARAN.day, True),
        (Edition(2, 1), LEBARAN.day, False),
        (Edition(2, 1), FLOOD.day, True),
        (Edition(2, 2), FLOOD.day, False),
        (Edition(2, 3), FLOOD.day, False),
        (Edition(2, 4), FLOOD.day, True),
        (Edition(1, 2), date(2026, 1, 10), False),
        (Edition(1, 3), date(2026, 1, 10), True),
        (Edition(1, 4), date(2026, 1, 10), True),
        (Edition(1, 4), date(2026, 1, 11), False),
    ],
)
def test_an_edition_stays_as_it_was(edition: Edition, day: date, works: bool) -> None:  # noqa: FBT001 - a table
    assert BOOK.edition(edition).is_working_day(day) is works


def test_an_edition_is_made_once() -> None:
    assert BOOK.edition(Edition(2, 4)) is BOOK.today
    assert plain(WIT) is plain(WIT)
    assert plain(WIT).today.zone is WIT


def test_the_nation_has_published_a_year_when_both_lists_are_there() -> None:
    assert frozenset({DayOffKind.NATIONAL_HOLIDAY, DayOffKind.CUTI_BERSAMA}) == NATIONAL_KINDS
    assert BOOK.knows(2026)
    assert not BOOK.knows(2027)
    assert not CalendarBook(WIB, (NYEPI, LEBARAN), newest=Edition(1, 1)).knows(2026)


def test_the_week_of_the_civil_service() -> None:
    """Perpres 21/2023: 37 and a half hours in five days, an hour of rest a day and an hour and a half on Friday."""
    minutes = [CIVIL_SERVICE_WEEK[day].minutes for day in range(5)]
    assert minutes == [510, 510, 510, 510, 540]
    assert sum(minutes) - 4 * 60 - 90 == 37.5 * 60 + 0
    assert set(CIVIL_SERVICE_WEEK) == set(range(5))


def test_moments_of_a_local_day() -> None:
    calendar = Calendar(WIT)
    day = date(2026, 1, 5)
    assert calendar.beginning(day) == datetime(2026, 1, 4, 15, 0, tzinfo=UTC)
    assert calendar.end(day) == datetime(2026, 1, 5, 14, 59, 59, tzinfo=UTC)
    assert calendar.date_of(datetime(2026, 1, 4, 15, 0, tzinfo=UTC)) == day
    assert calendar.hours(day) == Hours(time(7, 30), time(16))
    assert calendar.hours(date(2026, 1, 4)) is None


def test_working_days_before_and_after() -> None:
    calendar = BOOK.edition(Edition(1, 2))
    assert calendar.working_day_after(date(2026, 1, 2), 0) == date(2026, 1, 2)
    assert calendar.working_day_after(date(2026, 1, 2), 3) == date(2026, 1, 8)  # the 7th is under water
    assert calendar.working_day_before(date(2026, 1, 8), 1) == date(2026, 1, 6)
    assert calendar.working_day_before(date(2026, 1, 5), 1) == date(2026, 1, 2)
