"""How long may a step take? The limits of a pemda, in versions with from-dates, inside the bounds of the nation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from rules.complaint_states import Clock
from rules.errors import bad_input
from rules.vocabulary import Kind

WORKING_HOURS_A_DAY: Final = 8


class LimitUnit(StrEnum):
    """In what a limit is counted: working days (hari kerja), days (hari), office hours (jam kerja)."""

    WORKING_DAY = "WORKING_DAY"
    DAY = "DAY"
    HOUR = "HOUR"


LABELS: Final[Mapping[LimitUnit, str]] = MappingProxyType(
    {LimitUnit.WORKING_DAY: "hari kerja", LimitUnit.DAY: "hari", LimitUnit.HOUR: "jam kerja"}
)


class Limit(NamedTuple):
    """So many of a unit."""

    amount: int
    unit: LimitUnit = LimitUnit.WORKING_DAY

    def __str__(self) -> str:
        return f"{self.amount} {LABELS[self.unit]}"


class Term(StrEnum):
    """What has a limit: each clock, and completion by the kind of complaint."""

    NATIONAL_VERIFICATION = "NATIONAL_VERIFICATION"
    INSTANSI_VERIFICATION = "INSTANSI_VERIFICATION"
    FIRST_RESPONSE = "FIRST_RESPONSE"
    COMPLETION_INFORMATION = "COMPLETION_INFORMATION"
    COMPLETION_ASPIRATION = "COMPLETION_ASPIRATION"
    COMPLETION_WITHOUT_OVERSIGHT = "COMPLETION_WITHOUT_OVERSIGHT"
    COMPLETION_WITH_OVERSIGHT = "COMPLETION_WITH_OVERSIGHT"
    REPORTER_COMPLETION = "REPORTER_COMPLETION"
    REPORTER_REACTION = "REPORTER_REACTION"
    RULING = "RULING"


_COMPLETION: Final[Mapping[Kind, Term]] = MappingProxyType(
    {
        Kind.PERMINTAAN_INFORMASI: Term.COMPLETION_INFORMATION,
        Kind.ASPIRASI: Term.COMPLETION_ASPIRATION,
        Kind.PENGADUAN_TIDAK_BERKADAR: Term.COMPLETION_WITHOUT_OVERSIGHT,
        Kind.PENGADUAN_BERKADAR: Term.COMPLETION_WITH_OVERSIGHT,
    }
)
OF_REPORTERS: Final = frozenset({Term.REPORTER_COMPLETION, Term.REPORTER_REACTION})
"""Time that the citizen has: a pemda may give more, never less."""


def term_of(clock: Clock, kind: Kind) -> Term:
    """What limits this clock on a complaint of this kind."""
    return _COMPLETION[kind] if clock is Clock.COMPLETION else Term(clock.value)


class Level(StrEnum):
    """The rungs of the ladder that a missed deadline climbs, lowest first."""

    HEAD = "HEAD"
    INSTANSI = "INSTANSI"
    PROVINCE = "PROVINCE"
    NATION = "NATION"
    OMBUDSMAN = "OMBUDSMAN"


LEVELS: Final = tuple(Level)
DEFAULT_LIMITS: Final[Mapping[Term, Limit]] = MappingProxyType(
    {
        Term.NATIONAL_VERIFICATION: Limit(3),
        Term.INSTANSI_VERIFICATION: Limit(3),
        Term.FIRST_RESPONSE: Limit(5),
        Term.COMPLETION_INFORMATION: Limit(5),
        Term.COMPLETION_ASPIRATION: Limit(5),
        Term.COMPLETION_WITHOUT_OVERSIGHT: Limit(14),
        Term.COMPLETION_WITH_OVERSIGHT: Limit(60),
        Term.REPORTER_COMPLETION: Limit(10),
        Term.REPORTER_REACTION: Limit(10),
        Term.RULING: Limit(3),
    }
)
"""Perbup Bintan 53/2021 (2.1.1), SOP Batam 2023 (steps 2 to 6); domain 1.3."""
DEFAULT_LADDER: Final[Mapping[Level, int]] = MappingProxyType(
    {Level.HEAD: 0, Level.INSTANSI: 1, Level.PROVINCE: 3, Level.NATION: 5, Level.OMBUDSMAN: 7}
)
"""Working days after the deadline at which each level is told. SOP Batam 2023, step 5: late goes to the Ombudsman."""
NATIONAL_SOURCE: Final = "Batas nasional: Permenpan RB 62/2018 dan pedoman SP4N-LAPOR!"


class Bound(NamedTuple):
    """What the nation allows: the least and the most, in days of either unit."""

    least: int
    most: int


BOUNDS: Final[Mapping[Term, Bound]] = MappingProxyType(
    {
        Term.NATIONAL_VERIFICATION: Bound(1, 3),
        Term.INSTANSI_VERIFICATION: Bound(1, 5),
        Term.FIRST_RESPONSE: Bound(1, 5),
        Term.COMPLETION_INFORMATION: Bound(1, 5),
        Term.COMPLETION_ASPIRATION: Bound(1, 5),
        Term.COMPLETION_WITHOUT_OVERSIGHT: Bound(1, 14),
        Term.COMPLETION_WITH_OVERSIGHT: Bound(1, 60),
        Term.REPORTER_COMPLETION: Bound(10, 30),
        Term.REPORTER_REACTION: Bound(10, 30),
        Term.RULING: Bound(1, 3),
    }
)
"""SOP Batam 2023 has the longest verification (3 to 5 days); 1 day is Bintan's SOP of 2019."""


def check_limits(limits: Mapping[Term, Limit]) -> None:
    """Raise BAD_USER_INPUT for the first limit outside of the nation's bounds."""
    for term, limit in limits.items():
        bound = BOUNDS[term]
        if limit.unit is LimitUnit.HOUR:
            fits = term not in OF_REPORTERS and 1 <= limit.amount <= bound.most * WORKING_HOURS_A_DAY
            least, most, unit = 1, bound.most * WORKING_HOURS_A_DAY, LimitUnit.HOUR
        else:
            fits = bound.least <= limit.amount <= bound.most
            least, most, unit = bound.least, bound.most, limit.unit
        if not fits:
            raise bad_input(
                f"limits.{term}",
                f"Nationally between {least} and {most} ({unit}); the reporter's own time is given in days.",
                f"Batas nasional antara {least} dan {most} {LABELS[unit]}; waktu pelapor dinyatakan dalam hari.",
            )


def check_ladder(ladder: Mapping[Level, int]) -> None:
    """Raise BAD_USER_INPUT when a level would hear later than the nation wants, or before the one below it."""
    before = 0
    for level in LEVELS:
        days = ladder[level]
        if not before <= days <= DEFAULT_LADDER[level]:
            raise bad_input(
                f"ladder.{level}",
                f"Between {before} and {DEFAULT_LADDER[level]} working days after the deadline.",
                f"Antara {before} dan {DEFAULT_LADDER[level]} hari kerja setelah tenggat.",
            )
        before = days


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """The limits of a pemda from a date on, and where they are written. Number 0 is the nation's own."""

    number: int = 0
    from_date: date = date.min
    limits: Mapping[Term, Limit] = field(default_factory=lambda: DEFAULT_LIMITS)
    ladder: Mapping[Level, int] = field(default_factory=lambda: DEFAULT_LADDER)
    source: str = NATIONAL_SOURCE


NATIONAL: Final = RuleVersion()


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All versions of a pemda's limits."""

    versions: tuple[RuleVersion, ...] = (NATIONAL,)

    @classmethod
    def of(cls, own: Iterable[RuleVersion]) -> "RuleBook":
        """The pemda's own versions on top of the nation's."""
        return cls((NATIONAL, *sorted(own, key=lambda version: version.number)))

    def in_force(self, on: date) -> RuleVersion:
        """The version for clocks that start on a day: the newest of those whose date has come."""
        return max((one for one in self.versions if one.from_date <= on), key=lambda one: (one.from_date, one.number))

    def number(self, number: int) -> RuleVersion:
        """A version by its number. Raises KeyError for one that never was."""
        for version in self.versions:
            if version.number == number:
                return version
        raise KeyError(number)
