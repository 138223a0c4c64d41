import random
from datetime import UTC, date, datetime, time, timedelta

from gateway.demo.complaints.workdays import citizen_time, lapse_time, office_time, timetable, working_day_before
from rules.complaint_states import Clock
from rules.time_zones import WIB
from rules.vocabulary import Kind

CALENDAR = timetable(WIB)
FRIDAY = datetime(2026, 8, 14, 20, tzinfo=WIB)
"""Followed by a weekend and Independence Day."""


def test_offices_work_on_working_days_in_office_hours() -> None:
    rng = random.Random(1)
    for hours in range(0, 24 * 30, 5):
        start = FRIDAY + timedelta(hours=hours)
        for days in (0, 1, 7):
            at = office_time(rng, start, days, CALENDAR)
            assert at > start
            assert CALENDAR.is_working_day(at.astimezone(WIB).date())
            assert time(7, 45) <= at.astimezone(WIB).time() <= time(15, 46)


def test_nought_days_after_a_friday_night_is_the_tuesday_after_the_holiday() -> None:
    assert office_time(random.Random(1), FRIDAY, 0, CALENDAR).date() == date(2026, 8, 18)
    assert office_time(random.Random(1), FRIDAY, 1, CALENDAR).date() == date(2026, 8, 18)
    assert office_time(random.Random(1), FRIDAY, 2, CALENDAR).date() == date(2026, 8, 19)


def test_citizens_write_when_they_are_awake() -> None:
    rng = random.Random(2)
    for days in range(10):
        at = citizen_time(rng, FRIDAY, days, CALENDAR)
        assert at > FRIDAY
        assert 6 <= at.hour <= 23


def test_the_system_lapses_in_the_night_after_the_tenth_working_day() -> None:
    start = datetime(2026, 8, 18, 3, tzinfo=UTC)
    at = lapse_time(random.Random(3), start, Clock.REPORTER_REACTION, Kind.ASPIRASI, CALENDAR)
    due = CALENDAR.due(Clock.REPORTER_REACTION, Kind.ASPIRASI, start)
    assert timedelta(0) < at - due < timedelta(hours=1)


def test_a_sunday_goes_back_to_friday() -> None:
    assert working_day_before(date(2026, 8, 17), CALENDAR) == date(2026, 8, 14)
    assert working_day_before(date(2026, 8, 19), CALENDAR) == date(2026, 8, 19)
