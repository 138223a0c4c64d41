"""What is added up: bands of durations without gaps, and columns whose numbers never change."""

import hashlib
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rules.measures import (
    AGES,
    BACKLOG,
    BOUNDS,
    COLUMNS,
    NUMBER,
    OPEN_BY_AGE,
    Measure,
    Step,
    band,
    band_column,
    minutes_column,
)

FIRST = (
    "received", "verified", "disposed", "responded", "answered", "closed_by_admin", "closed_by_system",
    "closed_by_reporter", "solved", "partly_solved", "not_solved", "information_given", "aspiration_noted",
    "not_our_authority", "objected", "reopened", "archived", "overdue", "escalated", "handed_over", "returned",
    "ping_pong", "passed_on", "extended", "merged", "rated", "rating_sum", "admin_acts", "countable", "followed_up",
    "decided", "in_time", "prompt", "open_0", "open_6", "open_15", "open_31", "open_61", "open_181", "open_overdue",
    "verification_minutes", "disposition_minutes", "first_response_minutes", "answer_minutes", "closing_minutes",
)  # fmt: skip
BANDS = 20


def test_columns_are_only_ever_appended() -> None:
    """Tallies keep their numbers: another order would turn every sum that was stored into nonsense."""
    steps = ["verification", "disposition", "first_response", "answer", "closing"]
    pinned = (*FIRST, *(f"{step}_{at:02d}" for step in steps for at in range(BANDS)))
    assert COLUMNS[: len(pinned)] == pinned
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert all(COLUMNS[number] == column for column, number in NUMBER.items())


def test_bounds_are_pinned() -> None:
    """A band that meant something else last year cannot be added to this year's."""
    told = hashlib.sha256(repr((AGES, BOUNDS)).encode()).hexdigest()
    assert (AGES, len(BOUNDS), BOUNDS[0], BOUNDS[-1]) == ((0, 6, 15, 31, 61, 181), BANDS - 1, 60, 180 * 1440)
    assert told == "65a6ecb74b349f319fb6acd3a736ef85f62ee297d8e9b37fe57e5aa40377e8cd"


@given(minutes=st.integers(0, 400 * 1440) | st.sampled_from(BOUNDS).flatmap(lambda one: st.integers(one - 1, one + 1)))
def test_every_duration_falls_into_one_band(minutes: int) -> None:
    edges = (-1, *BOUNDS, float("inf"))
    assert [low < minutes <= high for low, high in pairwise(edges)].index(True) == band(minutes)
    assert 0 <= band(minutes) < BANDS


def test_longer_is_never_in_a_lower_band() -> None:
    assert list(BOUNDS) == sorted(set(BOUNDS))
    assert [band(bound) for bound in BOUNDS] == list(range(len(BOUNDS)))
    assert band(BOUNDS[-1] + 1) == len(BOUNDS)
    assert band(0) == 0


def test_every_step_has_its_columns_and_every_age_its_measure() -> None:
    for step in Step:
        assert minutes_column(step) in NUMBER
        assert [NUMBER[band_column(step, at)] for at in range(BANDS)] == list(
            range(NUMBER[band_column(step, 0)], NUMBER[band_column(step, 0)] + BANDS)
        )
    assert len(OPEN_BY_AGE) == len(AGES)
    assert {*OPEN_BY_AGE, Measure.OPEN_OVERDUE} == BACKLOG
