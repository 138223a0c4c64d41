"""By which timetable do the clocks of a pemda run? Calendars and limits of all pemda, remembered by this process.

Remembering for a minute is never wrong. New limits begin tomorrow at the earliest. A new version of a calendar is known
to every process before any starts a clock under it: it settles two minutes after it was written, and until then clocks
start under the version before. Whoever meets a clock therefore always knows the version that it names.
"""

import time
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from rules.calendars import CIVIL_SERVICE_WEEK, CalendarBook, Edition
from rules.deadlines import Timetable
from rules.identifiers import NATION, NOWHERE
from rules.limits import RuleBook
from rules.time_zones import zone_of
from tenants.calendar_rows import StoredCalendar, days_of, rules_of, versions_of
from tenants.database import Pool
from tenants.session import Sessions
from tenants.stores import calendars

SECONDS: Final = 60.0


class _Kept(NamedTuple):
    stored: StoredCalendar
    read_at: float


class _Made(NamedTuple):
    """A timetable, and what it was made of."""

    nation: StoredCalendar
    own: StoredCalendar
    timetable: Timetable


class Timetables:
    """The timetables of this process.

    `at_once` lets clocks start under versions that have not settled: for one process alone, which forgets what it
    changes.
    """

    def __init__(self, pool: Pool, monotonic: Callable[[], float] = time.monotonic, *, at_once: bool = False) -> None:
        self._sessions = Sessions(pool, NOWHERE)
        self._monotonic = monotonic
        self._at_once = at_once
        self._kept: dict[int, _Kept] = {}
        self._made: dict[int, _Made] = {}

    async def prepare(self, *tenants: int) -> None:
        """Read what is not remembered, in one round trip. Before a transaction opens: it cannot open a second read."""
        now = self._monotonic()
        wanted = [
            tenant
            for tenant in dict.fromkeys((NATION, *tenants))
            if tenant not in self._kept or now - self._kept[tenant].read_at >= SECONDS
        ]
        if not wanted:
            return
        for row in await calendars.stored(self._sessions, wanted):
            known = self._kept.get(row.tenant_id)
            # The same again: keep the object, and with it the calendars that were made of it.
            self._kept[row.tenant_id] = _Kept(row if known is None or known.stored != row else known.stored, now)

    def timetable(self, tenant: int) -> Timetable:
        """The timetable of a pemda that was prepared. Raises LookupError for one that was not."""
        if tenant not in self._kept:
            raise LookupError(f"The timetable of {tenant} was not prepared")
        nation, own = self._kept[NATION].stored, self._kept[tenant].stored
        made = self._made.get(tenant)
        if made is None or made.nation is not nation or made.own is not own:
            made = self._made[tenant] = _Made(nation, own, timetable_of(nation, own, at_once=self._at_once))
        return made.timetable

    async def of(self, _sessions: Sessions, tenants: Sequence[int]) -> list[Timetable]:
        """The timetables of these pemda, for `Context.load`: what a list asks one by one is read at once."""
        await self.prepare(*tenants)
        return [self.timetable(tenant) for tenant in tenants]

    def forget(self, tenant: int) -> None:
        """This process has changed it: read it again."""
        kept = self._kept.get(tenant)
        if kept is not None:
            self._kept[tenant] = kept._replace(read_at=float("-inf"))


def timetable_of(nation: StoredCalendar, own: StoredCalendar, *, at_once: bool = False) -> Timetable:
    """The timetable that two lists make: the nation's days off, and the pemda's days, hours and limits."""
    weeks = {0: CIVIL_SERVICE_WEEK}
    weeks |= {one.version: one.week for one in versions_of(own) if one.week is not None}
    newest = Edition(*(_newest(stored, at_once=at_once) for stored in (nation, own)))
    days = () if own.tenant_id == NATION else days_of(own)
    book = CalendarBook(zone_of(own.tenant_id), days_of(nation), days, weeks, newest)
    return Timetable(book, RuleBook.of(row.version for row in rules_of(own)))


def _newest(stored: StoredCalendar, *, at_once: bool) -> int:
    return max((one["version"] for one in stored.versions if one["settled"] or at_once), default=0)
