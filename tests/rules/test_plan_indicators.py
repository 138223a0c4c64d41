"""Strategic indicators: targets of every year, live figures, and achievement in the right direction."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from rules.errors import Refusal
from rules.plan_indicators import Direction, Indicator, Intake, Measure, actual_of, check_indicators, reached
from rules.plan_schedule import Period

PLAN = Period(2021, 2024)
RECEIVED = Indicator(
    name="Jumlah Pengaduan yang Diterima",
    measure=Measure.COMPLAINTS_RECEIVED,
    unit="pengaduan",
    direction=Direction.RISE,
    baseline_year=2020,
    baseline=Decimal(60),
    targets=dict(zip(PLAN.years, map(Decimal, (70, 150, 200, 300)), strict=True)),
)
RESOLVED = replace(
    RECEIVED,
    name="Persentase Pengaduan yang Diselesaikan",
    measure=Measure.PERCENT_RESOLVED,
    unit="%",
    baseline=Decimal(30),
    targets=dict(zip(PLAN.years, map(Decimal, (56, 80, 90, 100)), strict=True)),
)


def test_bangka_belitungs_two() -> None:
    check_indicators([RECEIVED, RESOLVED], PLAN)
    year = Intake(received=63, resolved=42)
    assert actual_of(Measure.COMPLAINTS_RECEIVED, year) == 63
    assert reached(RECEIVED, 2021, Fraction(63)) == 90
    assert actual_of(Measure.PERCENT_RESOLVED, year) == Fraction(200, 3)
    assert reached(RESOLVED, 2022, Fraction(200, 3)) == Fraction(250, 3)
    assert reached(RESOLVED, 2025, Fraction(1)) is None


def test_where_nothing_tells_there_is_no_figure() -> None:
    assert actual_of(Measure.PERCENT_RESOLVED, Intake(0, 0)) is None
    assert actual_of(Measure.COMPLAINTS_RECEIVED, Intake(0, 0)) == 0
    assert actual_of(Measure.COMPLAINTS_RECEIVED, None) is None
    assert actual_of(Measure.REPORTED, Intake(5, 5)) is None
    assert reached(RECEIVED, 2021, None) is None


def test_less_is_better_where_the_indicator_falls() -> None:
    late = replace(RECEIVED, direction=Direction.FALL, targets=dict.fromkeys(PLAN.years, Decimal(20)))
    assert [reached(late, 2021, Fraction(n)) for n in (10, 20, 30, 50)] == [150, 100, 50, -50]


@pytest.mark.parametrize(
    ("indicators", "field"),
    [
        ([RECEIVED, RECEIVED], "indicators.1.name"),
        ([replace(RECEIVED, targets={2021: Decimal(70)})], "indicators.0.targets"),
        ([replace(RECEIVED, targets={**RECEIVED.targets, 2025: Decimal(1)})], "indicators.0.targets"),
        ([replace(RECEIVED, targets={**RECEIVED.targets, 2023: Decimal(0)})], "indicators.0.targets"),
        ([replace(RESOLVED, targets={**RESOLVED.targets, 2023: Decimal(101)})], "indicators.0.targets"),
        ([replace(RECEIVED, baseline=Decimal(-1))], "indicators.0.baseline"),
        ([replace(RECEIVED, baseline_year=2021)], "indicators.0.baselineYear"),
        ([replace(RECEIVED, name=str(n)) for n in range(21)], "indicators"),
    ],
)
def test_what_is_no_indicator(indicators: list[Indicator], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_indicators(indicators, PLAN)
    assert refused.value.field == field
