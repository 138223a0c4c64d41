"""What the types of a timetable resolve from: what was set, looked at for one year, one version, one weekday."""

from dataclasses import dataclass
from datetime import datetime

from graph.clock_vocabulary import LimitUnit, Term, Weekday
from graph.vocabulary import Level
from rules.calendars import Calendar
from rules.deadlines import Timetable
from rules.limits import RuleVersion
from rules.rehearsals import Rehearsed
from tenants.calendar_rows import CalendarVersionRow, StoredCalendar
from tenants.timetables import timetable_of


@dataclass(frozen=True, slots=True)
class TimetableRow:
    """What the nation and a pemda ever set, looked at for one year."""

    nation: StoredCalendar
    own: StoredCalendar
    of_year: int

    @property
    def tenant_id(self) -> int:
        """Whose it is."""
        return self.own.tenant_id

    @property
    def clocks(self) -> Timetable:
        """What clocks go by, as the lists stand now: also what settles in a moment."""
        return timetable_of(self.nation, self.own, at_once=True)


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year of a calendar."""

    year: int
    calendar: Calendar
    published: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of the nation's or of a pemda's calendar."""

    tenant_id: int
    row: CalendarVersionRow


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A version of limits; the nation's own was set by nobody here."""

    version: RuleVersion
    in_force: bool
    set_by_title: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class OfficeDayRow:
    """A weekday with its hours as text."""

    weekday: Weekday
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class TermLimitRow:
    """A term with its limit and the nation's bounds."""

    term: Term
    amount: int
    unit: LimitUnit
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class LadderStepRow:
    """A level, and when it is told."""

    level: Level
    working_days: int


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """What came of a file."""

    added: int
    known: int
    timetable: TimetableRow


@dataclass(frozen=True, slots=True)
class RehearsedRow:
    """A clock that would fall due at another time."""

    tenant_id: int
    found: Rehearsed


@dataclass(frozen=True, slots=True)
class RehearsalRow:
    """The counts, and the clocks shown."""

    open: int
    earlier: int
    later: int
    unchanged: int
    paused: int
    overdue_at_once: int
    not_examined: int
    clocks: list[RehearsedRow]


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """What is missing."""

    year: int
    national: bool
    message: str
