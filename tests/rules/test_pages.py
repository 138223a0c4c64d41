from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from rules.pages import Key, Order, Page, PageRequest


@dataclass
class Row:
    at: datetime
    id: int


ORDER = Order("newest", (Key("at", datetime), Key("id", int)))
ROWS = [Row(datetime(2026, 1, day, tzinfo=UTC), day) for day in range(1, 6)]


@pytest.mark.parametrize(
    ("read", "kept", "more"), [(0, 0, False), (2, 2, False), (3, 3, False), (4, 3, True), (5, 3, True)]
)
def test_one_row_more_than_asked_for_tells_that_there_is_a_next_page(read: int, kept: int, *, more: bool) -> None:
    request = PageRequest(ORDER, 3)
    page = Page[Row].cut(request, ROWS[:read])
    assert request.limit == 4
    assert (page.rows, page.has_next, page.has_previous) == (ROWS[:kept], more, False)
    assert (page.order, page.total) == (ORDER, None)


def test_what_comes_after_something_has_something_before_it() -> None:
    page = Page[Row].cut(PageRequest(ORDER, 3, after=ORDER.position(ROWS[0])), ROWS[1:3], total=5)
    assert page.has_previous
    assert page.total == 5


def test_a_position_is_the_values_of_the_keys() -> None:
    assert ORDER.position(ROWS[2]) == (datetime(2026, 1, 3, tzinfo=UTC), 3)
