"""Which days count in a pemda: national holidays and cuti bersama of Indonesia, in its own time zone."""

from datetime import date
from functools import lru_cache
from typing import Final

import holidays

from rules.deadlines import Timetable
from rules.time_zones import zone_of

YEARS_BACK: Final = 5
YEARS_AHEAD: Final = 2


@lru_cache(maxsize=8)
def days_off(around: int) -> frozenset[date]:
    """Public holidays and government days off (cuti bersama) of the years around one."""
    found = holidays.country_holidays(
        "ID", years=range(around - YEARS_BACK, around + YEARS_AHEAD + 1), categories=("public", "government")
    )
    return frozenset(found)


class Calendar:
    """The timetables of all pemda as of a year."""

    def __init__(self, year: int) -> None:
        self._days_off = days_off(year)
        self._timetables: dict[str, Timetable] = {}

    def timetable(self, tenant: int) -> Timetable:
        """The timetable of a tenant: its zone's."""
        zone = zone_of(tenant)
        known = self._timetables.get(zone.key)
        if known is None:
            known = self._timetables[zone.key] = Timetable.simple(zone, self._days_off)
        return known
