"""When is something of a plan to be done: in which years of its period, which months, which weeks of a month?"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from rules.errors import bad_input

FIRST_YEAR: Final = 2015
LAST_YEAR: Final = 2099
LONGEST_PERIOD: Final = 10
MONTHS: Final = 12
WEEKS: Final = 4
"""Batam's grid divides every month into weeks I to IV."""


class Week(NamedTuple):
    """A cell of the weekly grid."""

    year: int
    month: int
    week: int

    @property
    def number(self) -> int:
        """The cell as one number that sorts: 2021 March III is 2021033."""
        return (self.year * 100 + self.month) * 10 + self.week

    @classmethod
    def of_number(cls, number: int) -> "Week":
        """The cell that a number stands for."""
        rest, week = divmod(number, 10)
        return cls(*divmod(rest, 100), week)


class Period(NamedTuple):
    """The years of a plan, first and last included."""

    first: int
    last: int

    @property
    def years(self) -> tuple[int, ...]:
        """Each of them."""
        return tuple(range(self.first, self.last + 1))

    def check(self) -> None:
        """Raise BAD_USER_INPUT unless it is a period of 1 to 10 years of this century."""
        if not FIRST_YEAR <= self.first <= self.last <= LAST_YEAR or self.last - self.first >= LONGEST_PERIOD:
            raise bad_input(
                "lastYear",
                f"1 to {LONGEST_PERIOD} years between {FIRST_YEAR} and {LAST_YEAR}.",
                f"1 sampai {LONGEST_PERIOD} tahun antara {FIRST_YEAR} dan {LAST_YEAR}.",
            )

    def check_year(self, year: int, field: str) -> None:
        """Raise BAD_USER_INPUT for a year outside of it."""
        if year not in self.years:
            raise bad_input(
                field,
                f"{year} is outside of the plan: {self.first} to {self.last}.",
                f"{year} di luar rencana aksi: {self.first} sampai {self.last}.",
                rule="plan: inside the period",
            )

    def check_month(self, year: int, month: int, field: str) -> None:
        """Raise BAD_USER_INPUT for a month outside of it."""
        self.check_year(year, f"{field}.year")
        if not 1 <= month <= MONTHS:
            raise bad_input(f"{field}.month", "A month is 1 to 12.", "Bulan 1 sampai 12.")


def check_years(years: Sequence[int], period: Period, field: str) -> None:
    """Raise BAD_USER_INPUT unless these are years of the period, each once."""
    for year in years:
        period.check_year(year, field)
    if len(set(years)) != len(years):
        raise bad_input(field, "A year is there twice.", "Ada tahun yang tercantum dua kali.")


def check_weeks(weeks: Sequence[Week], period: Period, field: str) -> None:
    """Raise BAD_USER_INPUT unless these are weeks I to IV of months of the period, each once."""
    for number, week in enumerate(weeks):
        period.check_month(week.year, week.month, f"{field}.{number}")
        if not 1 <= week.week <= WEEKS:
            raise bad_input(f"{field}.{number}.week", "Week I to IV: 1 to 4.", "Minggu I sampai IV: 1 sampai 4.")
    if len(set(weeks)) != len(weeks):
        raise bad_input(field, "A week is there twice.", "Ada minggu yang tercantum dua kali.")


def grid_months(weeks: Iterable[Week]) -> list[tuple[int, int]]:
    """The months that a grid with these weeks has to show: from the first to the last without a gap."""
    found = sorted({(week.year, week.month) for week in weeks})
    if not found:
        return []
    first, last = (year * MONTHS + month - 1 for year, month in (found[0], found[-1]))
    return [(number // MONTHS, number % MONTHS + 1) for number in range(first, last + 1)]


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // MONTHS, month % MONTHS + 1, 1) - date.resolution


def check_begun(year: int, month: int, today: date, field: str) -> None:
    """Raise BAD_USER_INPUT for a month that has not begun: nothing of it can have been done."""
    if date(year, month, 1) > today:
        raise bad_input(
            field,
            "This month has not begun.",
            "Bulan ini belum dimulai.",
            rule="realisation: only what has happened",
        )


def check_in_force(month: tuple[int, int], ended: date | None, field: str) -> None:
    """Raise BAD_USER_INPUT for a (year, month) that began after another version took the plan's place on `ended`.

    The month in which that happened belongs to both: each version is reported for what was done under it.
    """
    if ended is not None and date(*month, 1) > ended:
        raise bad_input(
            field,
            f"A newer version took its place on {ended}: report this month there.",
            f"Rencana aksi ini diganti versi baru pada {ended:%d-%m-%Y}: laporkan bulan ini pada versi baru.",
            rule="realisation: under the version in force",
        )
