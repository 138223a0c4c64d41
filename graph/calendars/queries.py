"""Reading which days count in a pemda, and how long its steps may take; and what somebody ought to complete."""

from typing import Annotated, Final

import strawberry

from graph.calendars.inputs import ProposedLimitsInput
from graph.calendars.types import (
    CalendarAlarm,
    LimitRehearsal,
    Timetable,
)
from graph.clock_vocabulary import LimitUnit, Term
from graph.context import Context, Info
from graph.fields import query
from graph.inputs import argument, text_argument
from graph.timetable_rows import AlarmRow, RehearsalRow, RehearsedRow, TimetableRow
from policies.permissions import Permission
from rules.calendar_changes import earliest_start, missing_own_year, missing_year, next_rules
from rules.errors import bad_input, not_found
from rules.identifiers import NATION, tenant_id_of
from rules.limits import Limit
from rules.rehearsals import asked_of, rehearse
from rules.time_zones import zone_of
from tenants.stores import calendars, pemda
from tenants.stores.limits import open_clocks

_YEARS: Final = range(2000, 2101)
_REHEARSALS: Final = 2
"""In one request: each looks at every open clock of the pemda."""


@strawberry.type
class CalendarQueries:
    """Root fields that read timetables."""

    @query(Permission.TIMETABLE_READ, Timetable)
    async def timetable(
        self,
        info: Info,
        pemda: Annotated[str, text_argument("Kode wilayah; 00 is the nation.", at_least=2, at_most=5)],
        year: Annotated[int | None, argument("Of which year the calendar is shown; this one when absent.")] = None,
    ) -> TimetableRow:
        """Calendar and limits of a pemda, for everybody (jadwal layanan)."""
        context, tenant = info.context, tenant_id_of(pemda, field="pemda")
        return await _shown(context, tenant, year)

    @query(Permission.TIMETABLE_MANAGE, list[CalendarAlarm])
    async def calendar_alarms(self, info: Info) -> list[AlarmRow]:
        """What is missing in the nation's calendar, and in that of your pemda (peringatan kalender)."""
        context, tenant = info.context, info.context.principal.tenant
        await context.timetables.prepare(tenant)
        book = context.timetables.timetable(tenant).calendar
        today = context.now.astimezone(book.zone).date()
        return [
            AlarmRow(year, national, text.format(year))
            for year, national, text in (
                (missing_year(book, today), True, "Hari libur nasional dan cuti bersama {} belum ditetapkan."),
                (missing_own_year(book, today), False, "Hari libur daerah {} belum diisi."),
            )
            if year is not None
        ]

    @query(Permission.TIMETABLE_MANAGE, LimitRehearsal)
    async def rehearse_limits(
        self, info: Info, input: Annotated[ProposedLimitsInput, argument("The limits that might be set.")]
    ) -> RehearsalRow:
        """Which open cases would fall due when, had they started under proposed limits (simulasi batas waktu)."""
        context, tenant = info.context, info.context.principal.tenant
        context.ration("rehearseLimits", _REHEARSALS)
        await context.timetables.prepare(tenant)
        timetable = context.timetables.timetable(tenant)
        changed = {Term(one.term): Limit(one.amount, LimitUnit(one.unit)) for one in input.limits}
        from_date = earliest_start(context.now, timetable.zone)
        limits = next_rules(timetable.rules, from_date, "", changed, {}).limits
        by_minute = any(limit.unit is LimitUnit.HOUR for limit in changed.values())
        total, asked, groups = await open_clocks(
            context.sessions, tenant, asked_of(changed), str(timetable.zone), by_minute=by_minute
        )
        found = rehearse(groups, limits, timetable, context.now)
        return RehearsalRow(
            open=total,
            earlier=found.earlier,
            later=found.later,
            unchanged=total - asked + found.same,
            paused=found.paused,
            overdue_at_once=found.overdue_at_once,
            not_examined=asked - sum(group.count for group in groups),
            clocks=[RehearsedRow(tenant, one) for one in found.shown],
        )


async def _shown(context: Context, tenant: int, year: int | None) -> TimetableRow:
    of_year = context.now.astimezone(zone_of(tenant)).year if year is None else year
    if of_year not in _YEARS:
        raise bad_input("year", "A year of this century.", "Tahun di abad ini.")
    if tenant != NATION and not await pemda.is_enrolled(context.sessions, tenant):
        raise not_found("This pemda is not enrolled.", "Pemda ini belum terdaftar.")
    rows = {row.tenant_id: row for row in await calendars.stored(context.sessions, [NATION, tenant])}
    return TimetableRow(rows[NATION], rows[tenant], of_year)
