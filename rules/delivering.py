"""When does a notice leave the house, when is it tried again, and when is it given up? Pure; times are UTC."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from rules.calendars import Calendar
from rules.notices import URGENT, NoticeKind

NIGHT_BEGINS: Final = time(21)
NIGHT_ENDS: Final = time(6)
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(minutes=10)
"""Also how long after the other side is back the last of what waited arrives."""
GIVEN_UP_AFTER: Final = timedelta(days=3)
"""What could not be delivered so long is no news any more; what stands behind it goes on."""
_LONGEST_HOLIDAY: Final = 60


class Quiet(StrEnum):
    """When somebody wants to be left alone, except for what is urgent."""

    OFFICE_HOURS = "OFFICE_HOURS"
    NIGHT = "NIGHT"
    NEVER = "NEVER"


class SendingState(StrEnum):
    """What became of a delivery."""

    WAITING = "WAITING"
    SENT = "SENT"
    FAILED = "FAILED"
    WITHDRAWN = "WITHDRAWN"


def not_before(kind: NoticeKind, quiet: Quiet, moment: datetime, calendar: Calendar) -> datetime:
    """From when on a notice may disturb: at once, at the next opening of the office, or in the morning."""
    if kind in URGENT or quiet is Quiet.NEVER:
        return moment
    return _open(moment, calendar) if quiet is Quiet.OFFICE_HOURS else _awake(moment, calendar)


def opening(calendar: Calendar, moment: datetime) -> datetime | None:
    """When the office that is open at this moment opened; None while it is closed."""
    day = calendar.date_of(moment)
    hours = calendar.hours(day)
    if hours is None:
        return None
    opened = calendar.at(day, hours.opens)
    return opened if opened <= moment < calendar.at(day, hours.closes) else None


def wait_after(attempt: int) -> timedelta:
    """How long to wait after so many attempts: twice as long each time, up to the longest wait."""
    doublings = min(max(attempt - 1, 0), 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def is_hopeless(began: datetime, moment: datetime) -> bool:
    """Has it been tried long enough?"""
    return moment - began >= GIVEN_UP_AFTER


def _open(moment: datetime, calendar: Calendar) -> datetime:
    day = calendar.date_of(moment)
    for _ in range(_LONGEST_HOLIDAY):
        hours = calendar.hours(day)
        if hours is not None and moment < calendar.at(day, hours.closes):
            return max(moment, calendar.at(day, hours.opens))
        day += timedelta(days=1)
    return moment  # an office that never opens keeps nothing back


def _awake(moment: datetime, calendar: Calendar) -> datetime:
    local = moment.astimezone(calendar.zone)
    if local.time() < NIGHT_ENDS:
        return calendar.at(local.date(), NIGHT_ENDS)
    if local.time() >= NIGHT_BEGINS:
        return calendar.at(local.date() + timedelta(days=1), NIGHT_ENDS)
    return moment
