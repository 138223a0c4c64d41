"""Changing calendars and limits: a pemda its own, the nation its own, in versions that reach no started clock."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, TypeVar
from uuid import UUID

import strawberry

from graph.calendars.inputs import (
    AddDaysOffInput,
    ImportDaysOffInput,
    RemoveDayOffInput,
    SetLimitsInput,
    SetOfficeHoursInput,
)
from graph.calendars.types import ImportedDays, Timetable
from graph.clock_vocabulary import DayOffKind, Weekday
from graph.context import Context, Info
from graph.day_files import DayFile, days_in
from graph.fields import mutation
from graph.inputs import argument
from graph.moving import permit
from graph.once import Change, Once, once
from graph.seeing import OfPemda
from graph.timetable_rows import ImportedRow, TimetableRow
from policies.permissions import Permission
from rules.calendar_changes import (
    already_off,
    check_day,
    check_from_date,
    check_room,
    earliest_start,
    holding,
    next_rules,
    week_of_hours,
)
from rules.calendars import DayOff
from rules.day_lists import wrong_line
from rules.errors import Refusal, bad_input, not_found
from rules.identifiers import NATION
from rules.limits import Limit, RuleBook
from rules.roles import LABELS
from rules.time_zones import zone_of
from tenants.calendar_rows import StoredCalendar, days_of, rules_of
from tenants.stores import calendars, limits
from tenants.stores.calendars import Author

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(slots=True)
class Setting:
    """A calendar in the middle of a change: held, so that nobody else takes the next number."""

    change: Change
    context: Context
    own: StoredCalendar

    @property
    def tenant(self) -> int:
        """Whose it is."""
        return self.change.tenant

    @property
    def today(self) -> date:
        """The local date."""
        return self.context.now.astimezone(zone_of(self.tenant)).date()

    @property
    def author(self) -> Author:
        """Who changes it."""
        who = self.context.principal
        return Author(position=who.position, title=who.position_title or LABELS[who.role], at=self.context.now)

    @property
    def next_version(self) -> int:
        """The number of the version that this change makes."""
        return max((one["version"] for one in self.own.versions), default=0) + 1

    async def shown(self) -> TimetableRow:
        """The timetable as it is now."""
        rows = await calendars.stored(self.change.tx, [NATION, self.tenant])
        return TimetableRow(rows[0], rows[-1], self.today.year)


@strawberry.type
class CalendarMutations:
    """Root fields that change calendars and limits."""

    @mutation(Permission.TIMETABLE_MANAGE, Timetable)
    async def set_limits(self, info: Info, input: Annotated[SetLimitsInput, argument("The limits.")]) -> TimetableRow:
        """Set limits of your pemda for clocks that start from a day on (menetapkan batas waktu)."""
        async with _setting(info.context, input) as (setting, is_new):
            if is_new:
                check_from_date(input.from_date, earliest_start(info.context.now, zone_of(setting.tenant)))
                book = RuleBook.of(row.version for row in rules_of(setting.own))
                changed = _once_each([(one.term, Limit(one.amount, one.unit)) for one in input.limits], "limits")
                ladder = _once_each([(one.level, one.working_days) for one in input.ladder], "ladder")
                if not changed and not ladder:
                    raise bad_input("limits", "Nothing would change.", "Tidak ada yang diubah.")
                version = next_rules(book, input.from_date, input.source, changed, ladder)
                limits.add(setting.change.tx, setting.tenant, version, setting.author)
                setting.change.keep(UUID(int=version.number))
            return await setting.shown()

    @mutation(Permission.TIMETABLE_MANAGE, Timetable)
    async def add_days_off(self, info: Info, input: Annotated[AddDaysOffInput, argument("The days.")]) -> TimetableRow:
        """Let days not count for clocks that start from now on (menambah hari libur)."""
        async with _setting(info.context, input) as (setting, is_new):
            if is_new:
                version, held, fresh = setting.next_version, holding(days_of(setting.own)), dict[date, DayOff]()
                for number, one in enumerate(input.days):
                    field, day = f"days.{number}", DayOff(one.day, DayOffKind(one.kind), one.name, version)
                    check_day(day, setting.tenant, setting.today, field)
                    if day.day in held or day.day in fresh:
                        raise already_off(day.day, field)
                    fresh[day.day] = day
                if not fresh:
                    raise bad_input("days", "Name a day at least.", "Sebutkan sekurang-kurangnya satu hari.")
                _add(setting, list(fresh.values()), input.note, held)
            return await setting.shown()

    @mutation(Permission.TIMETABLE_MANAGE, Timetable)
    async def remove_day_off(
        self, info: Info, input: Annotated[RemoveDayOffInput, argument("The day.")]
    ) -> TimetableRow:
        """Let a day of your list count for clocks that start from now on (mencabut hari libur)."""
        async with _setting(info.context, input) as (setting, is_new):
            if is_new:
                if input.day not in holding(days_of(setting.own)):
                    raise not_found("This day is not in your list.", "Hari ini tidak ada dalam daftar Anda.")
                version = setting.next_version
                calendars.add_version(setting.change.tx, setting.tenant, version, setting.author, note=input.note)
                calendars.end_days(setting.change.tx, setting.tenant, [input.day], version)
                setting.change.keep(UUID(int=version))
            return await setting.shown()

    @mutation(Permission.TIMETABLE_MANAGE, Timetable)
    async def set_office_hours(
        self, info: Info, input: Annotated[SetOfficeHoursInput, argument("The hours.")]
    ) -> TimetableRow:
        """Set the working days and office hours for clocks that start from now on (menetapkan jam kerja)."""
        async with _setting(info.context, input) as (setting, is_new):
            if is_new:
                hours = [(Weekday(one.weekday).number, one.opens, one.closes) for one in input.hours]
                week, version = week_of_hours(hours), setting.next_version
                calendars.add_version(
                    setting.change.tx, setting.tenant, version, setting.author, note=input.note, week=week
                )
                setting.change.keep(UUID(int=version))
            return await setting.shown()

    @mutation(Permission.TIMETABLE_MANAGE, ImportedDays)
    async def import_days_off(
        self, info: Info, input: Annotated[ImportDaysOffInput, argument("The file.")]
    ) -> ImportedRow:
        """Add the days off of an iCalendar or CSV file; those that are there already stay (impor hari libur)."""
        async with _setting(info.context, input) as (setting, is_new):
            if is_new:
                held = holding(days_of(setting.own))
                fresh, known = _fresh(setting, input, held)
                if fresh:
                    _add(setting, fresh, input.note, held)
                version = setting.next_version if fresh else 0
                setting.change.keep(UUID(int=version), added=len(fresh), known=known)
            told = setting.change.done or setting.change.told
            return ImportedRow(told["added"], told["known"], await setting.shown())


@asynccontextmanager
async def _setting(context: Context, given: Once) -> AsyncIterator[tuple[Setting, bool]]:
    """One transaction on the viewer's own calendar; afterwards this process reads it again."""
    tenant = context.principal.tenant
    async with once(context, tenant, given) as change:
        permit(context.principal, Permission.TIMETABLE_MANAGE, OfPemda(tenant))
        yield Setting(change, context, await calendars.held(change.tx, tenant)), change.is_new
    context.timetables.forget(tenant)


def _add(setting: Setting, fresh: Sequence[DayOff], note: str, held: dict[date, DayOff]) -> None:
    """Queue a version with these days."""
    check_room(held, fresh, "days")
    tx, version = setting.change.tx, setting.next_version
    calendars.add_version(tx, setting.tenant, version, setting.author, note=note)
    calendars.add_days(tx, setting.tenant, fresh)
    setting.change.keep(UUID(int=version))


def _fresh(setting: Setting, given: ImportDaysOffInput, held: dict[date, DayOff]) -> tuple[list[DayOff], int]:
    """The days of a file that are not in the list, and how many are. Raises BAD_USER_INPUT naming the line."""
    fresh: dict[date, DayOff] = {}
    known = 0
    listed = days_in(DayFile(given.format), given.content)
    if not listed:
        raise bad_input("content", "The file lists no day.", "Berkas tidak memuat hari libur.")
    for one in listed:
        day = DayOff(one.day, one.kind or DayOffKind(given.kind), one.name, setting.next_version)
        try:
            check_day(day, setting.tenant, setting.today, "content")
        except Refusal as refusal:
            raise wrong_line(one.line, refusal.en, refusal.id) from refusal
        before = held.get(day.day) or fresh.get(day.day)
        if before is None:
            fresh[day.day] = day
        elif replace(before, since=day.since, name=day.name) != day:
            raise wrong_line(
                one.line, f"{day.day} is a day off of another kind.", f"{day.day} sudah tercatat dengan jenis lain."
            )
        else:
            known += 1
    return list(fresh.values()), known


def _once_each(pairs: Sequence[tuple[Key, Value]], field: str) -> dict[Key, Value]:
    """The pairs as a mapping. Raises BAD_USER_INPUT for a key that is there twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise bad_input(field, "Something is there twice.", "Ada yang tercantum dua kali.")
    return found
