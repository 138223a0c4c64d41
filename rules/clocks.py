"""What is a running clock, when does it fall due, and which day counted? A deadline is the last day of its strip.

One rule for days: a day counts when the clock runs as the day begins and as it ends, and the calendar counts it. So the
day of the start does not count, nor do the days on which a pause begins and ends. Office hours count by the minute.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple
from uuid import UUID

from rules.calendars import FIRST, Calendar, DayOff, Edition
from rules.complaint_states import Clock
from rules.limits import Limit, LimitUnit

FURTHEST: Final = timedelta(days=3 * 366)
"""Beyond this no limit reaches; an endless calendar of days off must not hang a request."""
MINUTES_AN_HOUR: Final = 60


class Pause(NamedTuple):
    """From when until when the reporter was waited for; None: still."""

    since: datetime
    until: datetime | None = None


class Extension(NamedTuple):
    """More time that a superior gave: how much, in the clock's own unit, when, by whom, why."""

    amount: int
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenClock:
    """A clock that was started and not yet stopped. `handling` names the parallel handling it belongs to.

    `due` is None while it is paused. `warned` and `rung` say what was done: the warning, and levels of the ladder told.
    """

    clock: Clock
    started: datetime
    limit: Limit
    rule: int = 0
    edition: Edition = FIRST
    handling: UUID | None = None
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    due: datetime | None = None
    warned: bool = False
    rung: int = 0

    @property
    def is_paused(self) -> bool:
        """Is it waiting for the reporter now?"""
        return bool(self.pauses) and self.pauses[-1].until is None

    @property
    def allowed(self) -> int:
        """The limit with all extensions, in its unit."""
        return self.limit.amount + sum(extension.amount for extension in self.extensions)

    def paused(self, at: datetime) -> "OpenClock":
        """Waiting for the reporter from now on."""
        return self if self.is_paused else replace(self, pauses=(*self.pauses, Pause(at)), due=None)

    def resumed(self, at: datetime, calendar: Calendar) -> "OpenClock":
        """Running again."""
        if not self.is_paused:
            return self
        *earlier, last = self.pauses
        again = replace(self, pauses=(*earlier, Pause(last.since, at))).timed(calendar)
        # what comes later than was warned of is warned of again, but not the same deadline: a question that was
        # answered on the same day moves nothing; what is overdue stays as far as it climbed
        told = due(replace(self, pauses=tuple(earlier)), calendar)
        return replace(again, warned=self.warned and again.due is not None and again.due <= max(at, told))

    def extended(self, extension: Extension, calendar: Calendar) -> "OpenClock":
        """With more time; what was told about the old deadline may be told about the new one."""
        more = replace(self, extensions=(*self.extensions, extension), warned=False, rung=0)
        return more if more.is_paused else more.timed(calendar)

    def timed(self, calendar: Calendar) -> "OpenClock":
        """With its deadline by the calendar it started under."""
        return replace(self, due=due(self, calendar))


class DayReason(StrEnum):
    """Why a day of the strip counts or not."""

    COUNTED = "COUNTED"
    START = "START"
    WEEKEND = "WEEKEND"
    NATIONAL_HOLIDAY = "NATIONAL_HOLIDAY"
    CUTI_BERSAMA = "CUTI_BERSAMA"
    LOCAL_HOLIDAY = "LOCAL_HOLIDAY"
    EMERGENCY = "EMERGENCY"
    WAITING_FOR_REPORTER = "WAITING_FOR_REPORTER"
    EXTENDED = "EXTENDED"


class StripDay(NamedTuple):
    """One day: how much of the limit it used, in days or minutes, and why. `note` names the holiday or who extended."""

    day: date
    counted: int
    reason: DayReason
    note: str = ""


def strip(clock: OpenClock, calendar: Calendar, until: date | None = None) -> list[StripDay]:
    """The days from the start to the deadline, or to `until` when that is given; they add up to what was used.

    A paused clock has no deadline: without `until` its strip ends where the pause began.
    """
    left = needed(clock)
    days: list[StripDay] = []
    for day in _days(clock, calendar, until):
        found = _counted(clock, calendar, day, left, clock.limit.unit)
        days.append(found)
        left -= found.counted
        if left <= 0 and until is None:
            break
    return _with_extensions(clock, days)


def needed(clock: OpenClock) -> int:
    """How much must be counted until the deadline: days, or minutes where the limit is in hours."""
    return clock.allowed * (MINUTES_AN_HOUR if clock.limit.unit is LimitUnit.HOUR else 1)


def due(clock: OpenClock, calendar: Calendar) -> datetime:
    """The deadline in UTC: the last second of the last day that counts; for hours the minute when they are used up."""
    days = strip(replace(clock, due=None), calendar)
    last = days[-1]
    if clock.limit.unit is not LimitUnit.HOUR:
        return calendar.end(last.day)
    spans = list(_spans(clock, calendar, last.day))
    left = last.counted
    for opens, closes in spans:
        minutes = _minutes(opens, closes)
        if minutes >= left:
            return opens + timedelta(minutes=left)
        left -= minutes
    return calendar.end(last.day)


def remaining(clock: OpenClock, calendar: Calendar, now: datetime) -> int:
    """What is left as of now, in days or minutes; negative when it is overdue, by as much as has counted since."""
    today = calendar.date_of(now)
    if clock.limit.unit is LimitUnit.HOUR:
        used = sum(one.counted for one in _until_now(clock, calendar, now))
        return needed(clock) - used
    used = sum(one.counted for one in strip(clock, calendar, today) if one.day < today)
    return needed(clock) - used


def _until_now(clock: OpenClock, calendar: Calendar, now: datetime) -> Iterator[StripDay]:
    for one in strip(clock, calendar, calendar.date_of(now)):
        if calendar.end(one.day) < now:
            yield one
        else:
            spans = ((opens, min(closes, now)) for opens, closes in _spans(clock, calendar, one.day))
            yield one._replace(counted=sum(_minutes(opens, closes) for opens, closes in spans if opens < closes))


def _days(clock: OpenClock, calendar: Calendar, until: date | None) -> Iterator[date]:
    day = calendar.date_of(clock.started)
    if until is None and clock.is_paused:
        until = calendar.date_of(clock.pauses[-1].since)
    furthest = day + FURTHEST
    while day <= (furthest if until is None else until):
        yield day
        day += timedelta(days=1)


def _counted(clock: OpenClock, calendar: Calendar, day: date, left: int, unit: LimitUnit) -> StripDay:
    if unit is LimitUnit.HOUR:
        return _counted_minutes(clock, calendar, day, left)
    if day == calendar.date_of(clock.started):
        return StripDay(day, 0, DayReason.START)
    if _is_paused_on(clock, calendar, day):
        return StripDay(day, 0, DayReason.WAITING_FOR_REPORTER)
    if unit is LimitUnit.WORKING_DAY and not calendar.is_working_day(day):
        return _not_working(calendar, day)
    return StripDay(day, 1, DayReason.COUNTED)


def _counted_minutes(clock: OpenClock, calendar: Calendar, day: date, left: int) -> StripDay:
    if not calendar.is_working_day(day):
        return _not_working(calendar, day)
    minutes = sum(_minutes(opens, closes) for opens, closes in _spans(clock, calendar, day))
    if minutes:
        return StripDay(day, min(minutes, left) if left > 0 else minutes, DayReason.COUNTED)
    started = day == calendar.date_of(clock.started)
    return StripDay(day, 0, DayReason.START if started else DayReason.WAITING_FOR_REPORTER)


def _not_working(calendar: Calendar, day: date) -> StripDay:
    off: DayOff | None = calendar.days_off.get(day)
    if off is None or day.weekday() not in calendar.week:
        return StripDay(day, 0, DayReason.WEEKEND, "" if off is None else off.name)
    return StripDay(day, 0, DayReason(off.kind.value), off.name)


def _is_paused_on(clock: OpenClock, calendar: Calendar, day: date) -> bool:
    """Did the clock stand still as the day began, or as it ended?"""
    for pause in clock.pauses:
        first = calendar.date_of(pause.since)
        last = None if pause.until is None else calendar.date_of(pause.until)
        if first == last:  # within one day: it ran as the day began and as it ended
            continue
        if first <= day and (last is None or day <= last):
            return True
    return False


def _spans(clock: OpenClock, calendar: Calendar, day: date) -> Iterator[tuple[datetime, datetime]]:
    """When the clock ran within the office hours of a day."""
    hours = calendar.hours(day)
    if hours is None:
        return
    spans = [(max(calendar.at(day, hours.opens), clock.started), calendar.at(day, hours.closes))]
    for pause in clock.pauses:
        spans = list(_without(spans, pause))
    yield from ((opens, closes) for opens, closes in spans if opens < closes)


def _without(spans: Sequence[tuple[datetime, datetime]], pause: Pause) -> Iterator[tuple[datetime, datetime]]:
    for opens, closes in spans:
        yield opens, min(closes, pause.since)
        if pause.until is not None:
            yield max(opens, pause.until), closes


def _minutes(opens: datetime, closes: datetime) -> int:
    return max(0, int((closes - opens).total_seconds()) // 60)


def _with_extensions(clock: OpenClock, days: list[StripDay]) -> list[StripDay]:
    """The days that only an extension gave say so, and by whom."""
    if not clock.extensions:
        return days
    each = MINUTES_AN_HOUR if clock.limit.unit is LimitUnit.HOUR else 1
    told, total, end = [], 0, needed(clock)
    for one in days:
        beyond, giver = clock.limit.amount * each, None
        for extension in clock.extensions:
            giver = extension if total >= beyond else giver
            beyond += extension.amount * each
        if one.counted and giver is not None and total < end:
            told.append(one._replace(reason=DayReason.EXTENDED, note=f"{giver.by}: {giver.reason}"))
        else:
            told.append(one)
        total += one.counted
    return told


def written(clock: OpenClock) -> dict[str, Any]:
    """A clock as an event and the row keep it: JSON."""
    return {
        "clock": clock.clock.value,
        "started": clock.started.isoformat(),
        "limit": [clock.limit.amount, clock.limit.unit.value],
        "rule": clock.rule,
        "edition": list(clock.edition),
        "handling": None if clock.handling is None else str(clock.handling),
        "pauses": [[pause.since.isoformat(), pause.until and pause.until.isoformat()] for pause in clock.pauses],
        "extensions": [[one.amount, one.at.isoformat(), one.by, one.reason] for one in clock.extensions],
        "due": clock.due and clock.due.isoformat(),
        "warned": clock.warned,
        "rung": clock.rung,
    }


def read(value: Mapping[str, Any]) -> OpenClock:
    """The clock out of that JSON."""
    return OpenClock(
        clock=Clock(value["clock"]),
        started=datetime.fromisoformat(value["started"]),
        limit=Limit(value["limit"][0], LimitUnit(value["limit"][1])),
        rule=value["rule"],
        edition=Edition(*value["edition"]),
        handling=value["handling"] and UUID(value["handling"]),
        pauses=tuple(Pause(_moment(since), until and _moment(until)) for since, until in value["pauses"]),
        extensions=tuple(Extension(amount, _moment(at), by, why) for amount, at, by, why in value["extensions"]),
        due=value["due"] and _moment(value["due"]),
        warned=value["warned"],
        rung=value["rung"],
    )


def clocks_of(values: Sequence[Mapping[str, Any]]) -> tuple[OpenClock, ...]:
    """All the clocks of a row or an event."""
    return tuple(read(value) for value in values)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
