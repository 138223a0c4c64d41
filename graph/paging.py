"""How lists are paged: Relay connections over keyset pages, with cursors that a client cannot misuse."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Final, Generic, TypeAlias, TypeVar
from uuid import UUID

import orjson

from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived
from graph.inputs import argument, text_argument
from rules.errors import Refusal, bad_input
from rules.pages import Key, Order, Page, PageRequest

T = TypeVar("T")
DEFAULT_FIRST: Final = 20
MAX_FIRST: Final = 100
LONGEST_CURSOR: Final = 500
VERSION: Final = 1

First: TypeAlias = Annotated[int | None, argument("How many to return: 1 to 100, 20 when absent (jumlah per halaman).")]
After: TypeAlias = Annotated[
    str | None,
    text_argument(
        "Return what follows this cursor, an `endCursor` of the page before (kursor).", at_most=LONGEST_CURSOR
    ),
]


def page_request(order: Order, first: int | None = DEFAULT_FIRST, after: str | None = None) -> PageRequest:
    """The keyset page that a client asks for. Raises BAD_USER_INPUT naming `first` or `after`."""
    size = DEFAULT_FIRST if first is None else first
    if not 1 <= size <= MAX_FIRST:
        raise bad_input(
            "first", f"first must be 1 to {MAX_FIRST}, not {size}.", f"first harus 1 sampai {MAX_FIRST}, bukan {size}."
        )
    return PageRequest(order, size, None if after is None else position_of(order, after))


def cursor_of(order: Order, row: object) -> str:
    """The opaque text that names the place of this row in this order."""
    return urlsafe_b64encode(orjson.dumps((VERSION, order.name, *order.position(row)))).decode()


def position_of(order: Order, cursor: str) -> tuple[Any, ...]:
    """The keys written in a cursor. Raises BAD_USER_INPUT when it is damaged or belongs to another order."""
    if len(cursor) > LONGEST_CURSOR:
        raise _refuse_cursor()
    try:
        version, name, *values = orjson.loads(urlsafe_b64decode(cursor.encode("ascii")))
        if version != VERSION or name != order.name or len(values) != len(order.keys):
            raise _refuse_cursor()
        return tuple(_value(key, value) for key, value in zip(order.keys, values, strict=True))
    except (ValueError, TypeError) as damaged:
        raise _refuse_cursor() from damaged


def _value(key: Key, value: Any) -> Any:
    if value is None and key.nullable:
        return None
    return _READERS[key.type](value)


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise TypeError(value)
    return value


def _whole(value: Any) -> int:
    if type(value) is not int or not -(2**63) <= value < 2**63:
        raise TypeError(value)
    return value


def _time(value: Any) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment


_READERS: Final[dict[type, Callable[[Any], Any]]] = {
    str: _text,
    int: _whole,
    datetime: _time,
    date: lambda value: date.fromisoformat(_text(value)),
    UUID: lambda value: UUID(_text(value)),
}


def _refuse_cursor() -> Refusal:
    return bad_input(
        "after",
        "This cursor does not belong to this list in this order: start again without it.",
        "Kursor ini bukan milik daftar ini dengan urutan ini: mulai lagi tanpa kursor.",
    )


@dataclass(slots=True)
class EdgeRow:
    """One row in its page."""

    node: Any
    order: Order


@object_type
class PageInfo:
    """Where a page lies in its list."""

    @derived(bool)
    @staticmethod
    def has_next_page(page: Page[Any], _context: Context) -> bool:
        """Do more items follow this page?"""
        return page.has_next

    @derived(bool)
    @staticmethod
    def has_previous_page(page: Page[Any], _context: Context) -> bool:
        """Do items precede this page? True when it was asked for with a cursor."""
        return page.has_previous

    @derived(str | None)
    @staticmethod
    def start_cursor(page: Page[Any], _context: Context) -> str | None:
        """The cursor of the first item; null when the page is empty."""
        return cursor_of(page.order, page.rows[0]) if page.rows else None

    @derived(str | None)
    @staticmethod
    def end_cursor(page: Page[Any], _context: Context) -> str | None:
        """The cursor of the last item, for `after` of the next page; null when empty."""
        return cursor_of(page.order, page.rows[-1]) if page.rows else None


@object_type
class Edge(Generic[T]):
    """One item of a page, with its cursor."""

    node: T = attribute("The item.")

    @derived(str)
    @staticmethod
    def cursor(edge: EdgeRow, _context: Context) -> str:
        """The opaque place of this item in the list."""
        return cursor_of(edge.order, edge.node)


@object_type
class Connection(Generic[T]):
    """A page of a list."""

    @derived(list[Edge[T]])
    @staticmethod
    def edges(page: Page[Any], _context: Context) -> list[EdgeRow]:
        """The items with their cursors."""
        return [EdgeRow(row, page.order) for row in page.rows]

    @derived(list[T])
    @staticmethod
    def nodes(page: Page[Any], _context: Context) -> list[Any]:
        """The items."""
        return page.rows

    @derived(PageInfo)
    @staticmethod
    def page_info(page: Page[Any], _context: Context) -> Page[Any]:
        """Where this page lies in the list."""
        return page


@object_type
class CountedConnection(Connection[T]):
    """A page of a list whose length is known."""

    @derived(int | None)
    @staticmethod
    def total_count(page: Page[Any], _context: Context) -> int | None:
        """How many items the whole list has; null when counting was not asked for."""
        return page.total
