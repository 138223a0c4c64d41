"""When a clock that starts now falls due: working days counted on a pemda's own calendar (design 6, domain 1.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from types import MappingProxyType
from typing import Final

from rules.complaint_states import Clock
from rules.vocabulary import Kind

COMPLETION_DAYS: Final[Mapping[Kind, int]] = MappingProxyType(
    {
        Kind.PERMINTAAN_INFORMASI: 5,
        Kind.ASPIRASI: 5,
        Kind.PENGADUAN_TIDAK_BERKADAR: 14,
        Kind.PENGADUAN_BERKADAR: 60,
    }
)
"""Working days to completion by kind (SOP Batam 2023 steps 4a-4d; domain 1.3 row 8)."""

DAYS: Final[Mapping[Clock, int]] = MappingProxyType(
    {
        Clock.NATIONAL_VERIFICATION: 3,
        Clock.INSTANSI_VERIFICATION: 3,
        Clock.FIRST_RESPONSE: 5,
        Clock.REPORTER_COMPLETION: 10,
        Clock.REPORTER_REACTION: 10,
        Clock.RULING: 3,
    }
)
"""Working days of the other clocks (Perbup Bintan 53/2021, 2.1.1; SOP Batam 2023)."""

REOPEN_WINDOW: Final = timedelta(days=30)
"""How long after closing the reporter may reopen."""
SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Timetable:
    """A pemda's calendar and limits: holidays and cuti bersama as dates, its time zone (WIB, WITA, WIT)."""

    zone: tzinfo = UTC
    holidays: frozenset[date] = frozenset()
    days: Mapping[Clock, int] = field(default_factory=lambda: DAYS)
    completion_days: Mapping[Kind, int] = field(default_factory=lambda: COMPLETION_DAYS)

    def is_working_day(self, day: date) -> bool:
        """Is this a day that counts: not a weekend, holiday or cuti bersama?"""
        return day.weekday() < SATURDAY and day not in self.holidays

    def limit(self, clock: Clock, kind: Kind) -> int:
        """Working days that this clock allows."""
        return self.completion_days[kind] if clock is Clock.COMPLETION else self.days[clock]

    def due(self, clock: Clock, kind: Kind, start: datetime, *, extra: int = 0) -> datetime:
        """The last second, local time, of the last working day allowed; the day of the start does not count."""
        left = self.limit(clock, kind) + extra
        day = start.astimezone(self.zone).date()
        while left > 0:
            day += timedelta(days=1)
            left -= self.is_working_day(day)
        return datetime.combine(day, time(23, 59, 59), self.zone).astimezone(UTC)
