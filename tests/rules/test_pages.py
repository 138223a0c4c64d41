"""Pages are cut from one row more than was asked for."""

from dataclasses import dataclass

import pytest

from rules.pages import Key, Order, Page, PageRequest


@dataclass
class Row:
    number: int
    name: str = "x"


ORDER = Order("BY_NUMBER", (Key("number", int), Key("name", str)))


def test_a_row_stands_at_the_values_of_the_keys() -> None:
    assert ORDER.position(Row(3, "c")) == (3, "c")


@pytest.mark.parametrize(("found", "kept", "more"), [(0, 0, False), (1, 1, False), (2, 2, False), (3, 2, True)])
def test_one_row_more_tells_of_a_next_page(found: int, kept: int, more: bool) -> None:  # noqa: FBT001 - a parameter of the test
    request = PageRequest(ORDER, 2)
    page = Page.cut(request, [Row(number) for number in range(found)][: request.limit], total=9)
    assert (len(page.rows), page.has_next, page.has_previous, page.total) == (kept, more, False, 9)


def test_what_follows_a_cursor_has_something_before_it() -> None:
    assert Page.cut(PageRequest(ORDER, 2, (1, "a")), [Row(2)]).has_previous
