"""Shares lie inside their intervals, quantiles inside their bands, and the last step alone divides."""

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.general_information import RESOLVED
from rules.measures import BOUNDS, Step, band, band_column, minutes_column
from rules.statistic_figures import (
    MEDIAN,
    NINE_TENTHS,
    RESOLVED_MEASURES,
    RankedShare,
    Share,
    backlog,
    duration,
    followed_up,
    mean_rating,
    objected,
    on_time,
    prompt,
    ranked_share,
    solved,
)

cases = st.integers(0, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(cases)
@settings(max_examples=100)
def test_a_share_lies_in_its_interval(share: tuple[int, int]) -> None:
    found = Share(*share)
    if found.denominator == 0:
        assert (found.value, found.lower, found.upper) == (None, None, None)
        return
    assert found.value is not None
    assert found.lower is not None
    assert found.upper is not None
    assert 0 <= found.lower <= found.value <= found.upper <= 1
    x, n, z = *share, 1.96
    half = z * sqrt(x * (n - x) / n + z * z / 4) / (n + z * z)
    centre = (x + z * z / 2) / (n + z * z)
    assert float(found.lower) == pytest.approx(max(centre - half, 0), abs=1e-6)
    assert float(found.upper) == pytest.approx(min(centre + half, 1), abs=1e-6)


@given(st.integers(0, 100), st.integers(1, 100), st.integers(2, 50))
@settings(max_examples=50)
def test_more_of_the_same_narrows_the_interval(x: int, more: int, times: int) -> None:
    few, many = Share(x, x + more), Share(x * times, (x + more) * times)
    assert few.value == many.value
    assert many.upper - many.lower < few.upper - few.lower  # type: ignore[operator] # there are cases


def test_wilson_of_nothing_in_ten() -> None:
    """0 of 10: 0 to 27.75 percent (Newcombe 1998, method 3)."""
    found = Share(0, 10)
    assert (found.lower, found.too_few) == (Fraction(0), True)
    assert float(found.upper or 0) == pytest.approx(0.2775, abs=0.00005)
    assert not Share(0, 30).too_few


durations = st.lists(st.integers(0, 400_000), min_size=1, max_size=60)


@given(durations, st.sampled_from([MEDIAN, NINE_TENTHS, Fraction(1)]))
@settings(max_examples=100)
def test_the_true_quantile_lies_in_the_band(minutes: list[int], part: Fraction) -> None:
    sums: dict[str, int] = {minutes_column(Step.ANSWER): sum(minutes)}
    for one in minutes:
        column = band_column(Step.ANSWER, band(one))
        sums[column] = sums.get(column, 0) + 1
    found = duration(sums, Step.ANSWER)
    assert (found.count, found.mean) == (len(minutes), Fraction(sum(minutes), len(minutes)))
    true = sorted(minutes)[-(-part.numerator * len(minutes) // part.denominator) - 1]
    quantile = found.quantile(part)
    assert quantile is not None
    assert quantile.above < true or quantile.above == 0
    assert quantile.at_most is None or true <= quantile.at_most
    width = (quantile.at_most or 0) - quantile.above
    assert quantile.at_most is None or abs(quantile.value - true) <= width


def test_a_quantile_of_nothing_and_beyond_the_last_bound() -> None:
    nothing = duration({}, Step.CLOSING)
    assert (nothing.count, nothing.mean, nothing.quantile(MEDIAN)) == (0, None, None)
    late = duration({band_column(Step.CLOSING, len(BOUNDS)): 3, minutes_column(Step.CLOSING): 999_999}, Step.CLOSING)
    quantile = late.quantile(MEDIAN)
    assert quantile is not None
    assert (quantile.value, quantile.above, quantile.at_most) == (Fraction(BOUNDS[-1]), BOUNDS[-1], None)


SUMS = {
    "received": 50, "countable": 40, "followed_up": 30, "decided": 20, "in_time": 15, "responded": 36, "prompt": 9,
    "solved": 8, "partly_solved": 2, "not_solved": 3, "information_given": 4, "aspiration_noted": 1,
    "not_our_authority": 2, "closed_by_admin": 10, "closed_by_system": 6, "closed_by_reporter": 4, "objected": 5,
    "rated": 3, "rating_sum": 13, "open_0": 1, "open_31": 2, "open_181": 3, "open_overdue": 4,
}  # fmt: skip


def test_each_share_has_its_own_denominator() -> None:
    assert on_time(SUMS) == Share(15, 20)
    assert followed_up(SUMS) == Share(30, 40)
    assert prompt(SUMS) == Share(9, 36)
    assert solved(SUMS) == Share(13, 20)
    assert objected(SUMS) == Share(5, 25)
    assert mean_rating(SUMS) == Fraction(13, 3)
    assert mean_rating({}) is None
    assert [ranked_share(SUMS, one) for one in RankedShare] == [Share(15, 20), Share(30, 40), Share(9, 36)]


def test_resolved_is_what_assessments_call_resolved() -> None:
    assert {one.value for one in RESOLVED_MEASURES} == {outcome.value for outcome in RESOLVED}


def test_what_lies_there_by_age() -> None:
    found = backlog(SUMS)
    assert (found.open, found.overdue) == (6, 4)
    assert [(band.first_day, band.last_day, band.open) for band in found.ages] == [
        (0, 5, 1), (6, 14, 0), (15, 30, 0), (31, 60, 2), (61, 180, 0), (181, None, 3),
    ]  # fmt: skip
