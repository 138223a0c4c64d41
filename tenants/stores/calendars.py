"""Calendars: read by everybody through a function, written in versions by whose they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

import orjson

from rules.calendars import DayOff, Week
from tenants.batch import Reader
from tenants.calendar_rows import StoredCalendar, week_json
from tenants.session import Query, Transaction

_STORED: Final = "SELECT * FROM tuntas.calendars_of(%(tenants)s::integer[])"
_AT_ONCE: Final = 500  # the function answers for 600 at most
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('calendar', %(tenant)s))"
_ADD_VERSION: Final = """
INSERT INTO tuntas.calendar_version (tenant_id, version, week, note, set_by, set_by_title, at, settles_at)
VALUES (%(tenant)s, %(version)s, %(week)s::jsonb, %(note)s, %(set_by)s, %(set_by_title)s, %(at)s,
    clock_timestamp() + interval '2 minutes')
"""
# Two minutes: a process remembers a calendar for one (tenants/timetables.py), a transaction ends within half of one.
_ADD_DAYS: Final = """
INSERT INTO tuntas.day_off (tenant_id, day, since, kind, name)
VALUES (%(tenant)s, %(day)s, %(since)s, %(kind)s, %(name)s)
"""
_END_DAYS: Final = """
UPDATE tuntas.day_off SET until = %(until)s
WHERE tenant_id = %(tenant)s AND day = ANY(%(days)s::date[]) AND until IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who sets something: the position and its title, and when. Tuntas itself has no position."""

    position: UUID | None
    title: str
    at: datetime


async def stored(reader: Reader, tenants: Sequence[int]) -> list[StoredCalendar]:
    """What each of these pemda ever set, in their order, whatever the reach: calendars and limits are public law."""
    wanted = list(dict.fromkeys(tenants))
    found: list[StoredCalendar] = []
    for start in range(0, len(wanted), _AT_ONCE):
        found += await reader.read(_STORED, {"tenants": wanted[start : start + _AT_ONCE]}, StoredCalendar)
    return found


async def held(tx: Transaction, tenant: int) -> StoredCalendar:
    """What this pemda ever set, held until the transaction ends: whoever adds a version next waits."""
    _, (row,) = await tx.read_many(
        Query(_LOCK, {"tenant": tenant}), Query(_STORED, {"tenants": [tenant]}, StoredCalendar)
    )
    return row  # type: ignore[no-any-return] # rows of a statement that share a round trip are of any class


def add_version(
    tx: Transaction, tenant: int, number: int, author: Author, *, note: str, week: Week | None = None
) -> None:
    """Queue the next version of a calendar; `week` when its office hours change with it."""
    tx.execute(
        _ADD_VERSION,
        {
            "tenant": tenant,
            "version": number,
            "week": None if week is None else orjson.dumps(week_json(week)).decode(),
            "note": note,
            "set_by": author.position,
            "set_by_title": author.title,
            "at": author.at,
        },
        expect=1,
    )


def add_days(tx: Transaction, tenant: int, days: Iterable[DayOff]) -> None:
    """Queue days off of one version."""
    rows = [
        {"tenant": tenant, "day": one.day, "since": one.since, "kind": one.kind.value, "name": one.name} for one in days
    ]
    tx.insert(_ADD_DAYS, rows)


def end_days(tx: Transaction, tenant: int, days: Sequence[date], version: int) -> None:
    """Queue that these days count again from a version on."""
    tx.execute(_END_DAYS, {"tenant": tenant, "days": list(days), "until": version}, expect=len(days))
