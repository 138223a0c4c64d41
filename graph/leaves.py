"""How is one scalar or enum value written, in the fewest steps for what it nearly always is?"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Final, NamedTuple

from graphql import GraphQLEnumType, GraphQLLeafType, Undefined
from strawberry.execution import optimized_is_awaitable

from graph.completion import Fallback


class Leaf(NamedTuple):
    """A Python expression for the response of a value `v`, and for one that may be null, with the names they use.

    `s` stands for the careful way, which all values go that are not quite ordinary; it may raise.
    """

    required: str
    nullable: str
    names: dict[str, Any]


def leaf_of(type_: GraphQLLeafType, *, native: bool) -> Leaf:
    """How values of this type are written; `native` leaves moments and days to orjson, which writes them the same."""
    names: dict[str, Any] = {"s": _careful(type_)}
    if isinstance(type_, GraphQLEnumType):
        return Leaf("k.get(v) or s(v)", "None if v is None else k.get(v) or s(v)", {**names, "k": _names(type_)})
    simple = _SIMPLE.get(type_.name)
    if simple is not None:
        return Leaf(f"v if {simple} else s(v)", f"v if {simple} or v is None else s(v)", names)
    if type_.name == "DateTime":
        usual = "v if type(v) is k and v.tzinfo is u" if native else "v.isoformat() if type(v) is k and v.tzinfo is u"
        return _leaf(f"{usual} else s(v)", {**names, "k": datetime, "u": UTC})
    if type_.name == "Date":
        return _leaf(f"{'v' if native else 'v.isoformat()'} if type(v) is k else s(v)", {**names, "k": date})
    return _leaf("s(v)", names)


_SIMPLE: Final = {
    "String": "type(v) is str",
    "ID": "type(v) is str",
    "Int": "type(v) is int and -2147483648 <= v <= 2147483647",
    "Boolean": "v is True or v is False",
    "Float": "type(v) is float and v - v == 0.0",
}


def _leaf(expression: str, names: dict[str, Any]) -> Leaf:
    return Leaf(expression, f"None if v is None else {expression}", names)


def _careful(type_: GraphQLLeafType) -> Callable[[Any], Any]:
    coerce = type_.coerce_output_value

    def careful(value: Any) -> Any:
        if value is None or value is Undefined or isinstance(value, Exception) or optimized_is_awaitable(value):
            raise Fallback
        written = coerce(value)
        if written is None or written is Undefined:
            raise Fallback
        return written

    return careful


def _names(type_: GraphQLEnumType) -> dict[Any, str]:
    """The name of every member, and of every value that a store may have read for it."""
    names: dict[Any, str] = {}
    members: list[Any] = list(getattr(type_, "wrapped_cls", ()))
    for value in [*members, *(member.value for member in members if isinstance(member, Enum))]:
        try:
            names.setdefault(value, type_.coerce_output_value(value))
        except TypeError:  # not hashable: left to the careful way
            continue
    return names
