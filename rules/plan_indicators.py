"""What is a plan to reach? Strategic indicators: baseline, targets of the years, direction, and how far it got."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from rules.errors import bad_input
from rules.figures import achievement
from rules.plan_schedule import Period

MOST_INDICATORS: Final = 20
WHOLE: Final = 100


class Measure(StrEnum):
    """Where the actual figure comes from."""

    COMPLAINTS_RECEIVED = "COMPLAINTS_RECEIVED"
    PERCENT_RESOLVED = "PERCENT_RESOLVED"
    REPORTED = "REPORTED"


class Direction(StrEnum):
    """What is better."""

    RISE = "RISE"
    FALL = "FALL"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One strategic indicator (indikator sasaran strategis) with its target for every year of the plan."""

    name: str
    measure: Measure
    unit: str
    direction: Direction
    baseline_year: int
    baseline: Decimal
    targets: Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Intake:
    """What a pemda's complaints of one year come to."""

    received: int
    resolved: int


def check_indicators(indicators: Sequence[Indicator], period: Period) -> None:
    """Raise BAD_USER_INPUT at the first that has no target above zero for each year, or repeats another."""
    if len(indicators) > MOST_INDICATORS:
        raise bad_input("indicators", f"At most {MOST_INDICATORS}.", f"Paling banyak {MOST_INDICATORS}.")
    for number, one in enumerate(indicators):
        field = f"indicators.{number}"
        if one.name in {other.name for other in indicators[:number]}:
            raise bad_input(f"{field}.name", "This indicator is there twice.", "Indikator ini tercantum dua kali.")
        if one.baseline_year >= period.first:
            raise bad_input(
                f"{field}.baselineYear",
                "The baseline lies before the first year of the plan.",
                "Tahun dasar harus sebelum tahun pertama rencana aksi.",
            )
        _check_targets(one, period, field)


def actual_of(measure: Measure, intake: Intake | None) -> Fraction | None:
    """The live figure: the number received, the percentage of those that is resolved; None where nothing tells it."""
    if measure is Measure.REPORTED or intake is None:
        return None
    if measure is Measure.COMPLAINTS_RECEIVED:
        return Fraction(intake.received)
    return Fraction(intake.resolved * WHOLE, intake.received) if intake.received else None


def reached(indicator: Indicator, year: int, actual: Fraction | None) -> Fraction | None:
    """How much of a year's target was reached, in percent; None without a figure."""
    target = indicator.targets.get(year)
    if target is None or actual is None:
        return None
    return achievement(target, actual, inverse=indicator.direction is Direction.FALL)


def _check_targets(one: Indicator, period: Period, field: str) -> None:
    missing = [year for year in period.years if year not in one.targets]
    extra = [year for year in one.targets if year not in period.years]
    if missing or extra:
        raise bad_input(
            f"{field}.targets",
            f"One target for each year of {period.first} to {period.last}.",
            f"Satu target untuk setiap tahun {period.first} sampai {period.last}.",
            rule="plan: targets of every year",
        )
    if one.baseline < 0:
        raise bad_input(f"{field}.baseline", "A baseline is not negative.", "Nilai dasar tidak boleh negatif.")
    highest = WHOLE if one.measure is Measure.PERCENT_RESOLVED else None
    for year, target in one.targets.items():
        if target <= 0 or (highest is not None and target > highest):
            raise bad_input(
                f"{field}.targets",
                f"The target of {year} must be above zero" + (", at most 100." if highest else "."),
                f"Target {year} harus di atas nol" + (", paling tinggi 100." if highest else "."),
                rule="plan: a target is above 0",
            )
