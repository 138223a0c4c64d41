"""The rows of calendars and limits, and how days, weeks, limits and ladders are written in them as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any

from rules.calendars import DayOff, DayOffKind, Hours, Week
from rules.limits import DEFAULT_LADDER, DEFAULT_LIMITS, Level, Limit, LimitUnit, RuleVersion, Term


@dataclass(frozen=True, slots=True)
class StoredCalendar:
    """All that a pemda, or the nation, ever set, as the database hands it out."""

    tenant_id: int
    versions: list[dict[str, Any]]
    days: list[list[Any]]
    rules: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class CalendarVersionRow:
    """One version of a calendar. Clocks may start under it from `settles_at` on; `week` is None when it stayed."""

    version: int
    week: Week | None
    note: str
    set_by_title: str
    at: datetime
    settles_at: datetime
    settled: bool


@dataclass(frozen=True, slots=True)
class RulesRow:
    """One version of the limits, with the title of who set it, and when."""

    version: RuleVersion
    set_by_title: str
    at: datetime


def versions_of(stored: StoredCalendar) -> list[CalendarVersionRow]:
    """The versions of a calendar, oldest first."""
    return [
        CalendarVersionRow(
            version=one["version"],
            week=None if one["week"] is None else week_of(one["week"]),
            note=one["note"],
            set_by_title=one["set_by_title"],
            at=datetime.fromisoformat(one["at"]),
            settles_at=datetime.fromisoformat(one["settles_at"]),
            settled=one["settled"],
        )
        for one in stored.versions
    ]


def days_of(stored: StoredCalendar) -> tuple[DayOff, ...]:
    """Every day off that was ever in the list, by date."""
    return tuple(
        DayOff(date.fromisoformat(day), DayOffKind(kind), name, since, until)
        for day, kind, name, since, until in stored.days
    )


def rules_of(stored: StoredCalendar) -> list[RulesRow]:
    """The versions of the limits, oldest first; a term or level they did not know yet has the nation's."""
    return [
        RulesRow(
            RuleVersion(
                number=one["number"],
                from_date=date.fromisoformat(one["from_date"]),
                limits=MappingProxyType({**DEFAULT_LIMITS, **limits_of(one["limits"])}),
                ladder=MappingProxyType({**DEFAULT_LADDER, **{Level(name): at for name, at in one["ladder"].items()}}),
                source=one["source"],
            ),
            set_by_title=one["set_by_title"],
            at=datetime.fromisoformat(one["at"]),
        )
        for one in stored.rules
    ]


def limits_of(written: Mapping[str, Sequence[Any]]) -> dict[Term, Limit]:
    """Limits out of their JSON."""
    return {Term(term): Limit(amount, LimitUnit(unit)) for term, (amount, unit) in written.items()}


def limits_json(limits: Mapping[Term, Limit]) -> dict[str, list[Any]]:
    """Limits as JSON: the amount and the unit of each term."""
    return {term.value: [limit.amount, limit.unit.value] for term, limit in limits.items()}


def week_of(written: Mapping[str, Sequence[str]]) -> Week:
    """Office hours out of their JSON."""
    return MappingProxyType(
        {int(day): Hours(time.fromisoformat(opens), time.fromisoformat(closes)) for day, (opens, closes) in
         sorted(written.items())}
    )  # fmt: skip


def week_json(week: Week) -> dict[str, list[str]]:
    """Office hours as JSON: by weekday, Monday 0, when they begin and end."""
    return {str(day): [f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}"] for day, hours in sorted(week.items())}
