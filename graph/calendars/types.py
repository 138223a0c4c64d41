"""A timetable: which days count for the clocks of a pemda and how long each step may take, in all versions."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph import veil
from graph.clock_vocabulary import WEEKDAYS, DayOffKind, LimitUnit, Term, Weekday
from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived, edge
from graph.people_vocabulary import OfficeAction
from graph.seeing import OfPemda, actions
from graph.timetable_rows import (
    LadderStepRow,
    OfficeDayRow,
    RehearsedRow,
    RuleRow,
    TermLimitRow,
    TimetableRow,
    VersionRow,
    YearRow,
)
from graph.vocabulary import Clock, Level
from policies.permissions import Permission
from rules.calendar_changes import earliest_start
from rules.calendars import NATIONAL_KINDS, Hours
from rules.calendars import DayOff as Day
from rules.identifiers import NATION
from rules.limits import BOUNDS, LEVELS, NATIONAL
from tenants.calendar_rows import RulesRow, rules_of, versions_of
from tenants.people_rows import PemdaRow
from tenants.rows import ComplaintRow
from tenants.stores import complaints, pemda

if TYPE_CHECKING:
    from graph.complaints.types import Complaint
    from graph.pemda.types import Pemda

Complaint_ = Annotated["Complaint", strawberry.lazy("graph.complaints.types")]
Pemda_ = Annotated["Pemda", strawberry.lazy("graph.pemda.types")]
MOST_VERSIONS = 100


@object_type(name="DayOff")
class DayOff:
    """A day that does not count, and why (hari libur)."""

    day: date = attribute("Which day (tanggal).")
    kind: DayOffKind = attribute("Why (jenis).")
    name: str = attribute("What it is called (nama).")

    @derived(bool)
    @staticmethod
    def national(row: Day, _context: Context) -> bool:
        """Did the nation decide it? Otherwise the pemda did (ditetapkan pusat)."""
        return row.kind in NATIONAL_KINDS


@object_type
class OfficeDay:
    """The office hours of a weekday (jam kerja)."""

    weekday: Weekday = attribute("Which day of the week (hari).")
    opens: str = attribute("When the office opens, local time, such as 07:30 (jam buka).")
    closes: str = attribute("When it closes (jam tutup).")


@object_type
class CalendarYear:
    """A year of a pemda's calendar (kalender kerja)."""

    year: int = attribute("Which year (tahun).")
    published: bool = attribute("Has the nation published its holidays and its cuti bersama? (sudah ditetapkan)")

    @derived(list[DayOff])
    @staticmethod
    def days_off(row: YearRow, _context: Context) -> list[Day]:
        """The days that do not count, by date; weekends aside (hari libur)."""
        return [off for day, off in sorted(row.calendar.days_off.items()) if day.year == row.year]

    @derived(list[OfficeDay])
    @staticmethod
    def office_hours(row: YearRow, _context: Context) -> list[OfficeDayRow]:
        """The weekdays with office hours, Monday first (jam kerja)."""
        return [_office_day(day, hours) for day, hours in sorted(row.calendar.week.items())]

    @derived(int)
    @staticmethod
    def working_days(row: YearRow, _context: Context) -> int:
        """How many days of the year count (jumlah hari kerja)."""
        first, last = date(row.year, 1, 1), date(row.year, 12, 31)
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return sum(row.calendar.is_working_day(day) for day in days)


def _office_day(day: int, hours: Hours) -> OfficeDayRow:
    return OfficeDayRow(WEEKDAYS[day], f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}")


@object_type
class CalendarVersion:
    """A change of a calendar; clocks that were started go by the version of their start (versi kalender)."""

    @derived(int)
    @staticmethod
    def version(row: VersionRow, _context: Context) -> int:
        """Its number, from 1 (nomor versi)."""
        return row.row.version

    @derived(bool)
    @staticmethod
    def national(row: VersionRow, _context: Context) -> bool:
        """Is it of the nation's list? (kalender nasional)."""
        return row.tenant_id == NATION

    @derived(str)
    @staticmethod
    def note(row: VersionRow, _context: Context) -> str:
        """What was changed, and on which ground (dasar)."""
        return row.row.note

    @derived(str)
    @staticmethod
    def set_by(row: VersionRow, _context: Context) -> str:
        """In which position (jabatan)."""
        return row.row.set_by_title

    @derived(datetime)
    @staticmethod
    def at(row: VersionRow, _context: Context) -> datetime:
        """When (waktu)."""
        return row.row.at

    @derived(datetime)
    @staticmethod
    def settles_at(row: VersionRow, _context: Context) -> datetime:
        """From when on clocks start under it: two minutes after it was set (mulai dipakai)."""
        return row.row.settles_at


@object_type
class TermLimit:
    """How long one step may take (batas waktu)."""

    term: Term = attribute("Which step (tahapan).")
    amount: int = attribute("How much (jumlah).")
    unit: LimitUnit = attribute("Of what (satuan).")
    least: int = attribute("The least that the nation allows, in days (batas bawah nasional).")
    most: int = attribute("The most that the nation allows, in days (batas atas nasional).")


@object_type
class LadderStep:
    """When a level is told of a missed deadline (tangga eskalasi)."""

    level: Level = attribute("Who is told (jenjang).")
    working_days: int = attribute("How many working days after the deadline (hari kerja setelah tenggat).")


@object_type
class Limits:
    """One version of a pemda's limits and of its ladder (versi batas waktu)."""

    set_by_title: str | None = attribute("In which position it was set; null for the nation's (jabatan).", name="setBy")
    at: datetime | None = attribute("When it was set; null for the nation's (waktu).")
    in_force: bool = attribute("Do clocks that start today go by it? (berlaku)")

    @derived(int)
    @staticmethod
    def number(row: RuleRow, _context: Context) -> int:
        """Its number; 0 is the nation's (nomor versi)."""
        return row.version.number

    @derived(date | None)
    @staticmethod
    def from_date(row: RuleRow, _context: Context) -> date | None:
        """For clocks that start on this day or later; null for the nation's (mulai berlaku)."""
        return None if row.version.number == NATIONAL.number else row.version.from_date

    @derived(str)
    @staticmethod
    def source(row: RuleRow, _context: Context) -> str:
        """Where it is written (dasar hukum)."""
        return row.version.source

    @derived(list[TermLimit])
    @staticmethod
    def limits(row: RuleRow, _context: Context) -> list[TermLimitRow]:
        """The limit of every step (batas waktu)."""
        return [TermLimitRow(term, *row.version.limits[term], *BOUNDS[term]) for term in Term]

    @derived(list[LadderStep])
    @staticmethod
    def ladder(row: RuleRow, _context: Context) -> list[LadderStepRow]:
        """Who is told when a deadline is missed, lowest first (tangga eskalasi)."""
        return [LadderStepRow(level, row.version.ladder[level]) for level in LEVELS]


@object_type
class Timetable:
    """Which days count for the clocks of a pemda, and how long each step may take (jadwal layanan)."""

    @edge(Pemda_ | None)
    @staticmethod
    async def pemda(row: TimetableRow, context: Context) -> PemdaRow | None:
        """Whose it is (pemda)."""
        return await context.load(pemda.by_tenant, row.tenant_id)

    @derived(str)
    @staticmethod
    def time_zone(row: TimetableRow, _context: Context) -> str:
        """In which zone its days begin and end (zona waktu)."""
        return str(row.clocks.zone)

    @derived(CalendarYear)
    @staticmethod
    def calendar(row: TimetableRow, _context: Context) -> YearRow:
        """The year that was asked for, as the lists stand now (kalender)."""
        book = row.clocks.calendar
        return YearRow(row.of_year, book.today, book.knows(row.of_year))

    @derived(list[CalendarVersion])
    @staticmethod
    def calendar_versions(row: TimetableRow, _context: Context) -> list[VersionRow]:
        """The changes of the pemda's and of the nation's list, newest first, at most 100 (riwayat kalender)."""
        both = {one.tenant_id: one for one in (row.nation, row.own)}
        found = [VersionRow(tenant, version) for tenant, stored in both.items() for version in versions_of(stored)]
        return sorted(found, key=lambda one: (one.row.at, one.tenant_id, one.row.version), reverse=True)[:MOST_VERSIONS]

    @derived(Limits)
    @staticmethod
    def limits(row: TimetableRow, context: Context) -> RuleRow:
        """What holds for clocks that start today (batas waktu yang berlaku)."""
        return next(one for one in _rules(row, context) if one.in_force)

    @derived(list[Limits])
    @staticmethod
    def limit_versions(row: TimetableRow, context: Context) -> list[RuleRow]:
        """Every version of the limits, newest first, the nation's last; at most 100 (riwayat batas waktu)."""
        return _rules(row, context)[:MOST_VERSIONS]

    @derived(date)
    @staticmethod
    def limits_from(row: TimetableRow, context: Context) -> date:
        """The first day on which new limits may begin (paling cepat berlaku)."""
        return earliest_start(context.now, row.clocks.zone)

    @derived(list[OfficeAction])
    @staticmethod
    def viewer_can(row: TimetableRow, context: Context) -> list[OfficeAction]:
        """What the viewer may do to it (tindakan yang diizinkan)."""
        return actions(context, OfPemda(row.tenant_id), "timetable")


def _rules(row: TimetableRow, context: Context) -> list[RuleRow]:
    clocks = row.clocks
    today = clocks.rules.in_force(context.now.astimezone(clocks.zone).date())
    set_here: list[RulesRow] = sorted(rules_of(row.own), key=lambda one: -one.version.number)
    own = [RuleRow(one.version, one.version.number == today.number, one.set_by_title, one.at) for one in set_here]
    return [*own, RuleRow(NATIONAL, today.number == NATIONAL.number, None, None)]


@object_type
class ImportedDays:
    """What came of a file of days off (hasil impor)."""

    added: int = attribute("How many days are new in the list (ditambahkan).")
    known: int = attribute("How many were there already (sudah ada).")
    timetable: Timetable = attribute("The timetable now (jadwal).")


@object_type
class RehearsedClock:
    """A clock that would fall due at another time (tenggat yang akan bergeser)."""

    @edge(Complaint_ | None)
    @staticmethod
    async def complaint(row: RehearsedRow, context: Context) -> ComplaintRow | None:
        """Of which complaint, if you may see it (pengaduan)."""
        found = await context.load(complaints.by_key, (row.tenant_id, row.found.complaint))
        return found if found is not None and veil.may(context, Permission.COMPLAINT_READ, found) else None

    @derived(Clock)
    @staticmethod
    def clock(row: RehearsedRow, _context: Context) -> Clock:
        """Which clock (jenis tenggat)."""
        return row.found.clock

    @derived(datetime)
    @staticmethod
    def due_at(row: RehearsedRow, _context: Context) -> datetime:
        """When it falls due; a change of limits does not change that (tenggat)."""
        return row.found.due_at

    @derived(datetime)
    @staticmethod
    def would_be_due_at(row: RehearsedRow, _context: Context) -> datetime:
        """When it would, had it started under the proposed limits (tenggat menurut usulan)."""
        return row.found.would_be_due_at


@object_type
class LimitRehearsal:
    """What proposed limits would do to the clocks that are open now; nothing is changed (simulasi batas waktu)."""

    open: int = attribute("How many clocks are open in your pemda (tenggat berjalan).")
    earlier: int = attribute("How many would fall due earlier (lebih cepat).")
    later: int = attribute("How many would fall due later (lebih lambat).")
    unchanged: int = attribute("How many would fall due when they do (tetap).")
    paused: int = attribute("How many wait for the reporter and have no deadline now (dijeda).")
    overdue_at_once: int = attribute("How many would be overdue already that are not (langsung lewat tenggat).")
    not_examined: int = attribute("How many were too many different ones to look at (tidak diperiksa).")
    clocks: list[RehearsedClock] = attribute("The first 100 that would move, by their new deadline (daftar).")


@object_type
class CalendarAlarm:
    """A calendar that somebody ought to complete (peringatan kalender)."""

    year: int = attribute("Of which year (tahun).")
    national: bool = attribute("Is it the nation's list? Otherwise the pemda's own holidays (kalender nasional).")
    message: str = attribute("What is missing (pesan).")
