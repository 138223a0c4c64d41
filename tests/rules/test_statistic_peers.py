"""Every pemda has one size, by its last twelve whole months."""

from datetime import date

import pytest

from rules.statistic_peers import FROM, SIZES, Size, size_of, sizing_months
from rules.statistic_periods import Span


@pytest.mark.parametrize(
    ("received", "size"),
    [
        (0, Size.NONE), (1, Size.UNDER_100), (99, Size.UNDER_100), (100, Size.UNDER_500), (499, Size.UNDER_500),
        (500, Size.UNDER_2000), (1999, Size.UNDER_2000), (2000, Size.UNDER_10000), (9999, Size.UNDER_10000),
        (10000, Size.MORE), (130_000, Size.MORE),
    ],
)  # fmt: skip
def test_the_class_of_a_number(received: int, size: Size) -> None:
    assert size_of(received) is size


def test_there_is_one_class_more_than_bounds() -> None:
    assert len(SIZES) == len(FROM) + 1


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        ("2026-03-04", "2025-03-01", "2026-02-28"),
        ("2026-01-01", "2025-01-01", "2025-12-31"),
        ("2024-03-31", "2023-03-01", "2024-02-29"),
    ],
)  # fmt: skip
def test_twelve_whole_months(today: str, first: str, last: str) -> None:
    assert sizing_months(date.fromisoformat(today)) == Span(date.fromisoformat(first), date.fromisoformat(last))
