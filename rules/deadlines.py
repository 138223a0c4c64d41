"""When a clock that starts now falls due: a pemda's calendar and its limits, with all their versions (design 6)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final
from uuid import UUID

from rules.calendars import Calendar, CalendarBook, plain
from rules.clocks import OpenClock
from rules.complaint_states import Clock
from rules.limits import RuleBook, term_of
from rules.vocabulary import Kind

REOPEN_WINDOW: Final = timedelta(days=30)
"""How long after closing the reporter may reopen."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """What the clocks of a pemda go by. A clock that starts takes the newest edition and the rule in force that day."""

    calendar: CalendarBook = field(default_factory=lambda: plain(UTC))
    rules: RuleBook = field(default_factory=RuleBook)

    @classmethod
    def simple(cls, zone: tzinfo, days_off: Iterable[date] = ()) -> "Timetable":
        """The nation's limits, one edition of the calendar."""
        return cls(CalendarBook.simple(zone, days_off))

    @property
    def zone(self) -> tzinfo:
        """The pemda's time zone: WIB, WITA or WIT."""
        return self.calendar.zone

    def start(self, clock: Clock, kind: Kind, at: datetime, handling: UUID | None = None) -> OpenClock:
        """A clock that starts now."""
        today = self.calendar.today
        rule = self.rules.in_force(today.date_of(at))
        started = OpenClock(
            clock=clock,
            started=at,
            limit=rule.limits[term_of(clock, kind)],
            rule=rule.number,
            edition=self.calendar.newest,
            handling=handling,
        )
        return started.timed(today)

    def due(self, clock: Clock, kind: Kind, at: datetime) -> datetime:
        """The deadline of a clock that starts now, in UTC."""
        found = self.start(clock, kind, at).due
        assert found is not None  # noqa: S101 - a clock that just started is not paused
        return found

    def calendar_of(self, clock: OpenClock) -> Calendar:
        """The calendar that a clock goes by: the one of its start."""
        return self.calendar.edition(clock.edition)

    def is_working_day(self, day: date) -> bool:
        """Does anybody work on this day, as known today?"""
        return self.calendar.today.is_working_day(day)
