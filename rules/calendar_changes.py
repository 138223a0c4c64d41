"""What may the nation or a pemda change in its calendar and its limits, and from which day on?

Nothing here reaches a clock that was started: changes make versions, and a started clock keeps its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from rules.calendars import NATIONAL_KINDS, CalendarBook, DayOff, DayOffKind, Hours, Week
from rules.errors import CONFLICT, Refusal, bad_input
from rules.identifiers import NATION
from rules.limits import Level, Limit, RuleBook, RuleVersion, Term, check_ladder, check_limits

MARGIN: Final = timedelta(minutes=5)
"""Until every process has read new limits (tenants/timetables.py): they never begin sooner than that."""
DAYS_BACK: Final = 366
DAYS_AHEAD: Final = 3 * 366
LEAST_WEEK: Final = 32 * 60 + 30
"""Minutes: the shortest week that Perpres 21/2023 knows, that of Ramadan (article 4)."""
LONGEST_DAY: Final = 12 * 60
ALARM_MONTH: Final = 11
SHORTEST_NAME: Final = 3
LONGEST_NAME: Final = 120
MOST_DAYS: Final = 1_000
"""Days off of one list that hold at the same time."""


def earliest_start(now: datetime, zone: tzinfo) -> date:
    """The first local day on which new limits may begin: tomorrow, and never within five minutes."""
    return (now + MARGIN).astimezone(zone).date() + timedelta(days=1)


def next_rules(
    book: RuleBook,
    from_date: date,
    source: str,
    limits: Mapping[Term, Limit],
    ladder: Mapping[Level, int],
) -> RuleVersion:
    """The next version of a pemda's limits: what is not named stays as it is on that day.

    Raises BAD_USER_INPUT for what lies outside of the nation's bounds.
    """
    check_limits(limits)
    before = book.in_force(from_date)
    whole = {**before.ladder, **ladder}
    check_ladder(whole)
    number = max(version.number for version in book.versions) + 1
    return RuleVersion(number, from_date, {**before.limits, **limits}, whole, source)


def check_from_date(from_date: date, earliest: date) -> None:
    """Raise BAD_USER_INPUT for limits that would begin today or before: nobody could know them in time."""
    if not earliest <= from_date <= earliest + timedelta(days=DAYS_AHEAD):
        raise bad_input(
            "fromDate",
            f"New limits begin on {earliest} at the earliest, and within three years.",
            f"Batas waktu baru berlaku paling cepat {earliest}, dan dalam tiga tahun.",
        )


def check_day(day: DayOff, tenant: int, today: date, field: str) -> None:
    """Raise BAD_USER_INPUT for a kind that others decide, a day too far away, a name too short or too long."""
    national = day.kind in NATIONAL_KINDS
    if national != (tenant == NATION):
        raise bad_input(
            field,
            "National holidays and cuti bersama are the nation's; local holidays and emergencies are a pemda's.",
            "Hari libur nasional dan cuti bersama ditetapkan pusat; libur daerah dan keadaan darurat oleh pemda.",
            rule="SKB 3 Menteri",
        )
    if not -DAYS_BACK <= (day.day - today).days <= DAYS_AHEAD:
        raise bad_input(
            field,
            f"{day.day} is not within the last year and the next three.",
            f"{day.day} tidak berada dalam setahun terakhir dan tiga tahun mendatang.",
        )
    if not SHORTEST_NAME <= len(day.name) <= LONGEST_NAME:
        raise bad_input(
            field,
            f"A day has a name of {SHORTEST_NAME} to {LONGEST_NAME} characters.",
            f"Nama hari terdiri dari {SHORTEST_NAME} sampai {LONGEST_NAME} karakter.",
        )


def holding(days: Iterable[DayOff]) -> dict[date, DayOff]:
    """The days off that hold today, by date."""
    return {one.day: one for one in days if one.until is None}


def check_room(held: Mapping[date, DayOff], fresh: Sequence[DayOff], field: str) -> None:
    """Raise BAD_USER_INPUT when the list would grow beyond what every request can carry."""
    if len(held) + len(fresh) > MOST_DAYS:
        raise bad_input(
            field,
            f"A calendar holds at most {MOST_DAYS} days off.",
            f"Kalender memuat paling banyak {MOST_DAYS} hari libur.",
        )


def already_off(day: date, field: str) -> Refusal:
    """It is in the list already."""
    return Refusal(CONFLICT, f"{day} is a day off already.", f"{day} sudah tercatat sebagai hari libur.", field=field)


def week_of_hours(hours: Iterable[tuple[int, str, str]]) -> Week:
    """Office hours by weekday out of (weekday, opens, closes). Raises BAD_USER_INPUT for what is no week of work."""
    week: dict[int, Hours] = {}
    for number, (weekday, opens, closes) in enumerate(hours):
        field = f"hours.{number}"
        if weekday in week:
            raise bad_input(field, "This weekday is there twice.", "Hari ini tercantum dua kali.")
        found = Hours(_time(opens, f"{field}.opens"), _time(closes, f"{field}.closes"))
        if not 0 < found.minutes <= LONGEST_DAY:
            raise bad_input(
                field,
                "An office opens before it closes, for at most twelve hours.",
                "Jam buka harus sebelum jam tutup, paling lama dua belas jam.",
            )
        week[weekday] = found
    if sum(one.minutes for one in week.values()) < LEAST_WEEK:
        raise bad_input(
            "hours",
            "A week of work has 32.5 hours at least.",
            "Jam kerja sepekan sekurang-kurangnya 32 jam 30 menit.",
            rule="Perpres 21/2023",
        )
    return dict(sorted(week.items()))


def missing_year(book: CalendarBook, today: date) -> int | None:
    """The year that the nation ought to have published: this one always, the next from November on."""
    if not book.knows(today.year):
        return today.year
    if today.month >= ALARM_MONTH and not book.knows(today.year + 1):
        return today.year + 1
    return None


def missing_own_year(book: CalendarBook, today: date) -> int | None:
    """Next year, from November on, when a pemda that had local holidays this year has none for it yet."""
    years = {one.day.year for one in book.own if one.kind is DayOffKind.LOCAL_HOLIDAY and one.until is None}
    if today.month >= ALARM_MONTH and today.year in years and today.year + 1 not in years:
        return today.year + 1
    return None


def _time(text: str, field: str) -> time:
    try:
        found = time.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or len(text) != len("07:30"):
        raise bad_input(field, "Write a time as 07:30.", "Tulis jam seperti 07:30.")
    return found
