"""What part of an ordered list is asked for, and what came: the words between a store's keyset SQL and a connection."""

from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, Self, TypeVar

Row = TypeVar("Row")


class Key(NamedTuple):
    """One column of a keyset order: the row's attribute, the type of its values, and whether it can be null."""

    attribute: str
    type: type
    nullable: bool = False


class Order(NamedTuple):
    """A total order of a list: its last key must be unique. `name` is written into cursors, so it never changes."""

    name: str
    keys: tuple[Key, ...]

    def position(self, row: object) -> tuple[Any, ...]:
        """Where this row stands in the order: the values of the keys."""
        return tuple(getattr(row, key.attribute) for key in self.keys)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The next `first` rows that come after the position `after` (from the start when it is None)."""

    order: Order
    first: int
    after: tuple[Any, ...] | None = None

    @property
    def limit(self) -> int:
        """How many rows to read: one more than asked for tells whether there is a next page."""
        return self.first + 1


@dataclass(slots=True)
class Page(Generic[Row]):
    """Rows in order, whether more follow, and how many there are in all where counting is cheap."""

    rows: list[Row]
    order: Order
    has_next: bool = False
    has_previous: bool = False
    total: int | None = None

    @classmethod
    def cut(cls, request: PageRequest, rows: list[Row], total: int | None = None) -> Self:
        """The page from what `LIMIT request.limit` read."""
        more = len(rows) > request.first
        return cls(rows[: request.first] if more else rows, request.order, more, request.after is not None, total)
