"""Which days and office hours count in a pemda, in which version of its calendar, and why a day does not count.

A calendar is the nation's list of days off together with the pemda's own (local leave, floods) and its office hours.
Both lists are append-only: every change makes a version, and a clock goes on with the versions it started under.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

SATURDAY: Final = 5
LAST_MOMENT: Final = time(23, 59, 59)


class DayOffKind(StrEnum):
    """Why nobody works on a day."""

    NATIONAL_HOLIDAY = "NATIONAL_HOLIDAY"
    CUTI_BERSAMA = "CUTI_BERSAMA"
    LOCAL_HOLIDAY = "LOCAL_HOLIDAY"
    EMERGENCY = "EMERGENCY"


NATIONAL_KINDS: Final = frozenset({DayOffKind.NATIONAL_HOLIDAY, DayOffKind.CUTI_BERSAMA})
"""What only the nation decides (SKB 3 Menteri); a pemda adds its own days of the other kinds."""


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day that does not count, from one version of its list until another (None: still)."""

    day: date
    kind: DayOffKind
    name: str
    since: int = 1
    until: int | None = None

    def holds_in(self, version: int) -> bool:
        """Does this version of the list have it?"""
        return self.since <= version and (self.until is None or version < self.until)


class Hours(NamedTuple):
    """The office hours of one weekday, local time."""

    opens: time
    closes: time

    @property
    def minutes(self) -> int:
        """How long the office is open."""
        return (self.closes.hour - self.opens.hour) * 60 + self.closes.minute - self.opens.minute


Week = Mapping[int, Hours]
"""Office hours by weekday, Monday 0; a weekday without hours is no working day."""
CIVIL_SERVICE_WEEK: Final[Week] = MappingProxyType(
    {
        **dict.fromkeys(range(4), Hours(time(7, 30), time(16, 0))),
        4: Hours(time(7, 30), time(16, 30)),
    }
)
"""Five days, 37.5 hours without breaks (Perpres 21/2023, articles 3 and 4)."""


class Edition(NamedTuple):
    """Which versions of the two lists a clock goes by."""

    national: int
    own: int


FIRST: Final = Edition(1, 1)


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """One edition: days off by date, office hours, time zone (WIB, WITA, WIT)."""

    zone: tzinfo = UTC
    days_off: Mapping[date, DayOff] = field(default_factory=dict)
    week: Week = field(default_factory=lambda: CIVIL_SERVICE_WEEK)

    def is_working_day(self, day: date) -> bool:
        """Does anybody work: office hours that weekday, and no day off?"""
        return day.weekday() in self.week and day not in self.days_off

    def hours(self, day: date) -> Hours | None:
        """The office hours of a day; None when nobody works."""
        return self.week[day.weekday()] if self.is_working_day(day) else None

    def date_of(self, moment: datetime) -> date:
        """The local date of a moment."""
        return moment.astimezone(self.zone).date()

    def beginning(self, day: date) -> datetime:
        """The first moment of a local day, in UTC."""
        return self.at(day, time())

    def end(self, day: date) -> datetime:
        """The last second of a local day, in UTC."""
        return self.at(day, LAST_MOMENT)

    def at(self, day: date, local: time) -> datetime:
        """A local time of a day, in UTC."""
        return datetime.combine(day, local, self.zone).astimezone(UTC)

    def working_day_after(self, day: date, count: int) -> date:
        """The working day so many after a day; with 0 the day itself."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def working_day_before(self, day: date, count: int) -> date:
        """The working day so many before a day."""
        while count > 0:
            day -= timedelta(days=1)
            count -= self.is_working_day(day)
        return day


@dataclass(frozen=True, slots=True, eq=False)
class CalendarBook:
    """All editions of a pemda's calendar. `weeks` are its office hours by own version."""

    zone: tzinfo = UTC
    national: tuple[DayOff, ...] = ()
    own: tuple[DayOff, ...] = ()
    weeks: Mapping[int, Week] = field(default_factory=lambda: {1: CIVIL_SERVICE_WEEK})
    newest: Edition = FIRST
    _made: dict[Edition, Calendar] = field(default_factory=dict)

    @classmethod
    def simple(cls, zone: tzinfo, days_off: Iterable[date] = ()) -> "CalendarBook":
        """One edition with these national holidays: where no calendar was ever kept."""
        return cls(zone, tuple(DayOff(day, DayOffKind.NATIONAL_HOLIDAY, "") for day in days_off))

    def edition(self, edition: Edition) -> Calendar:
        """The calendar as these versions have it."""
        made = self._made.get(edition)
        if made is None:
            off = {one.day: one for one in self.own if one.holds_in(edition.own)}
            off |= {one.day: one for one in self.national if one.holds_in(edition.national)}
            made = self._made[edition] = Calendar(self.zone, off, self._week(edition.own))
        return made

    @property
    def today(self) -> Calendar:
        """The newest edition."""
        return self.edition(self.newest)

    def knows(self, year: int) -> bool:
        """Has the nation published its holidays and its cuti bersama of a year? An alarm asks from November on."""
        found = {one.kind for one in self.national if one.day.year == year and one.holds_in(self.newest.national)}
        return found == NATIONAL_KINDS

    def _week(self, version: int) -> Week:
        known = [number for number in self.weeks if number <= version]
        return self.weeks[max(known)] if known else CIVIL_SERVICE_WEEK


@lru_cache(maxsize=8)
def plain(zone: tzinfo) -> CalendarBook:
    """Weekends only: for tests, and where there is nothing else."""
    return CalendarBook.simple(zone)
