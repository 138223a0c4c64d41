"""Which days does a question of the statistics look at: its period, the parts of it, and the period before it?"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from rules.errors import bad_input

EARLIEST: Final = date(2000, 1, 1)
MOST_DAYS: Final = 400
MOST_YEARS: Final = 20
_DAY: Final = timedelta(days=1)


class Time(StrEnum):
    """Into what a period can be divided."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"


@dataclass(frozen=True, slots=True)
class Span:
    """Days from one to another, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many there are."""
        return (self.last - self.first).days + 1

    @property
    def whole_months(self) -> bool:
        """Does it begin with the first day of a month and end with the last of one?"""
        return self.first.day == 1 and self.last == end_of_month(self.last)


@dataclass(frozen=True, slots=True)
class Period:
    """The days that were asked about, and the last of them that is there to be counted."""

    asked: Span
    until: date

    @property
    def counted(self) -> Span:
        """The days that are counted."""
        return Span(self.asked.first, self.until)


def period_of(first: date, last: date, today: date) -> Period:
    """The period of a question: it may end later than today, and is counted until today.

    Raises BAD_USER_INPUT for one that ends before it begins, lies in the future, before 2000, or is too long.
    """
    if last < first:
        raise bad_input("lastDay", "A period ends after it begins.", "Akhir periode harus setelah awalnya.")
    if first > today:
        raise bad_input("firstDay", "This period lies in the future.", "Periode ini belum dimulai.")
    if first < EARLIEST:
        raise bad_input("firstDay", "Nothing is counted before 2000.", "Tidak ada penghitungan sebelum tahun 2000.")
    if last > date(first.year + MOST_YEARS, 1, 1):
        raise bad_input(
            "lastDay", f"At most {MOST_YEARS} years at once.", f"Paling banyak {MOST_YEARS} tahun sekaligus.",
            rule="statistics: bounded periods",
        )  # fmt: skip
    return Period(Span(first, last), min(last, today))


def check_time(time: Time | None, period: Period) -> None:
    """Raise BAD_USER_INPUT when a period is too long to be divided into days or weeks."""
    if time in (Time.DAY, Time.WEEK) and period.counted.days > MOST_DAYS:
        raise bad_input(
            "lastDay",
            f"By day or week: at most {MOST_DAYS} days.",
            f"Per hari atau minggu: paling banyak {MOST_DAYS} hari.",
            rule="statistics: bounded periods",
        )


def before(period: Period) -> Period:
    """The period to compare with: as many whole months before when whole months were asked about, else as many days.

    What is counted of a period that still runs is compared with the same part of the one before; on the last day of a
    month with whole months, whatever their number of days.
    """
    asked = period.asked
    if not asked.whole_months:
        back = timedelta(days=asked.days)
        return Period(Span(asked.first - back, asked.last - back), period.until - back)
    months = 12 * (asked.last.year - asked.first.year) + asked.last.month - asked.first.month + 1
    earlier = Span(_months_back(asked.first, months), asked.first - _DAY)
    if period.until == asked.last:
        return Period(earlier, earlier.last)
    until = _months_back(period.until, months)
    if period.until == end_of_month(period.until):
        until = end_of_month(until)
    return Period(earlier, min(until, earlier.last))


def parts(time: Time | None, span: Span) -> list[Span]:
    """The days, weeks (from Monday), months or years of these days, in order; those at the ends may be cut off."""
    found, first = [], span.first
    while first <= span.last:
        last = span.last if time is None else min(_last_of(time, first), span.last)
        found.append(Span(first, last))
        first = last + _DAY
    return found


def whole_months_in(span: Span) -> Span | None:
    """The whole months among these days; None when there is none."""
    first = span.first if span.first.day == 1 else end_of_month(span.first) + _DAY
    last = span.last if span.last == end_of_month(span.last) else span.last.replace(day=1) - _DAY
    return Span(first, last) if first <= last else None


def months_of(span: Span) -> list[date]:
    """The first day of every month that these days touch."""
    return [part.first.replace(day=1) for part in parts(Time.MONTH, span)]


def end_of_month(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _months_back(day: date, months: int) -> date:
    year, month = divmod(12 * day.year + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _last_of(time: Time, day: date) -> date:
    if time is Time.DAY:
        return day
    if time is Time.WEEK:
        return day + timedelta(days=6 - day.weekday())
    return end_of_month(day) if time is Time.MONTH else day.replace(month=12, day=31)
