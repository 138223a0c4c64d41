"""Which days off has the nation published? National holidays and cuti bersama (SKB 3 Menteri), from `holidays`.

The package knows no days of single provinces of Indonesia (it has no subdivisions for ID): a pemda adds its own. A year
counts as published once its cuti bersama are known; before that only days are taken that follow from law or from a
computation, none that the package estimates.
"""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final

import holidays
import psycopg

from rules.calendars import DayOff, DayOffKind
from rules.identifiers import NATION

YEARS_BACK: Final = 5
SOURCE: Final = "SKB 3 Menteri tentang Hari Libur Nasional dan Cuti Bersama"
_ESTIMATED: Final = " (perkiraan)"
_ONE_AT_A_TIME: Final = "SELECT pg_advisory_xact_lock(hashtextextended('calendar', %(tenant)s))"
_KNOWN: Final = "SELECT EXISTS (SELECT 1 FROM tuntas.calendar_version WHERE tenant_id = %(tenant)s)"
_FIRST: Final = """
INSERT INTO tuntas.calendar_version (tenant_id, version, week, note, set_by, set_by_title, at, settles_at)
VALUES (%(tenant)s, 1, NULL, %(note)s, NULL, 'Tuntas', %(at)s, clock_timestamp())
"""
_DAY: Final = """
INSERT INTO tuntas.day_off (tenant_id, day, since, kind, name) VALUES (%(tenant)s, %(day)s, 1, %(kind)s, %(name)s)
"""


@lru_cache(maxsize=32)
def national_days(year: int) -> tuple[DayOff, ...]:
    """The days off of a year as far as they are known, by date."""
    public, leave = (
        holidays.country_holidays("ID", years=year, categories=(category,), language="id")
        for category in ("public", "government")
    )
    found = {
        day: DayOff(day, DayOffKind.NATIONAL_HOLIDAY, name.replace(_ESTIMATED, ""))
        for day, name in public.items()
        if leave or _ESTIMATED not in name
    }
    for day, name in leave.items():
        found.setdefault(day, DayOff(day, DayOffKind.CUTI_BERSAMA, name.replace(_ESTIMATED, "")))
    return tuple(found[day] for day in sorted(found))


def load_national_days(owner_url: str, today: date) -> int:
    """Make the first version of the nation's calendar, from five years back to the next; returns its days.

    A calendar that is there already stays as it is: from then on the nation, or `tuntas calendar refresh`, adds to it.
    """
    days = [one for year in range(today.year - YEARS_BACK, today.year + 2) for one in national_days(year)]
    at = datetime(today.year, today.month, today.day, tzinfo=UTC)
    with psycopg.connect(owner_url) as connection, connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, {"tenant": NATION})
        if cursor.execute(_KNOWN, {"tenant": NATION}).fetchone() == (True,):
            return 0
        cursor.execute(_FIRST, {"tenant": NATION, "note": SOURCE, "at": at})
        rows = [{"tenant": NATION, "day": one.day, "kind": one.kind.value, "name": one.name} for one in days]
        cursor.executemany(_DAY, rows)
    return len(days)
