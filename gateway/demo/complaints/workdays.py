"""When would that have happened? Office hours, citizens' hours and the system's night, on a plain calendar."""

import random
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from rules.complaint_states import Clock
from rules.deadlines import Timetable
from rules.vocabulary import Kind
from tenants.national_days import national_days

_YEARS: Final = range(2019, 2031)
_OPENS: Final = time(7, 45)
_LAST_MINUTES: Final = 8 * 60
_FIRST_CITIZEN_HOUR: Final = 6
_LAST_CITIZEN_HOUR: Final = 21


def timetable(zone: tzinfo) -> Timetable:
    """The calendar that stories are told on: the one that their clocks run on."""
    return Timetable.simple(zone, (one.day for year in _YEARS for one in national_days(year)))


def office_time(rng: random.Random, after: datetime, days: int, calendar: Timetable) -> datetime:
    """Some time in office hours, `days` working days after; never before `after`."""
    day = after.astimezone(calendar.zone).date()
    left = days
    while left > 0 or not calendar.is_working_day(day):
        day += timedelta(days=1)
        left -= left > 0 and calendar.is_working_day(day)
    opens = datetime.combine(day, _OPENS, calendar.zone)
    first = max(opens, after + timedelta(minutes=4))
    room = int((opens + timedelta(minutes=_LAST_MINUTES) - first).total_seconds() // 60)
    if room <= 0:
        return office_time(rng, datetime.combine(day, time(23, 0), calendar.zone), 1, calendar)
    return first + timedelta(seconds=rng.randint(0, room * 60))


def citizen_time(rng: random.Random, after: datetime, days: int, calendar: Timetable) -> datetime:
    """Some waking hour, `days` calendar days after; never before `after`."""
    day = (after + timedelta(days=days)).astimezone(calendar.zone).date()
    hour = rng.triangular(_FIRST_CITIZEN_HOUR, _LAST_CITIZEN_HOUR, 19)
    at = datetime.combine(day, time(0), calendar.zone) + timedelta(seconds=int(hour * 3600))
    return at if at > after else after + timedelta(minutes=rng.randint(5, 90))


def lapse_time(rng: random.Random, after: datetime, clock: Clock, kind: Kind, calendar: Timetable) -> datetime:
    """The sweep's minute in the night after the clock that started then ran out."""
    return calendar.due(clock, kind, after) + timedelta(seconds=rng.randint(300, 3000))


def working_day_before(day: date, calendar: Timetable) -> date:
    """The day itself, or the last working day before it."""
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day
