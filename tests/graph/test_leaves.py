"""Each leaf is written as graphql-core writes it, or left to it: no value is written otherwise."""

import math
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.leaves import leaf_of
from tests.graph.toy import Colour, Stage, toy_schema

CORE = toy_schema()._schema
LEAVES = ["String", "ID", "Int", "Float", "Boolean", "DateTime", "Date", "Stage", "Colour", "Decimal"]
NOW = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
STRANGE: list[Any] = [None, "", "x", 0, 1, -1, True, False, 1.0, 2**31, -(2**31), 1.5, math.nan, math.inf, b"x", [], {}]
STRANGE += [NOW, NOW.replace(tzinfo=None), NOW.astimezone(timezone(timedelta(hours=7))), NOW.date(), date(1, 1, 1)]
STRANGE += [
    Stage.OPEN,
    Stage.SHUT,
    "OPEN",
    "shut",
    "SHUT",
    Colour.RED,
    Colour.BLUE,
    "r",
    2,
    Decimal("1.50"),
    ValueError("x"),
]


class Text(str):
    """A string of another class."""

    __slots__ = ()


def written(type_name: str, value: Any, *, native: bool, required: bool = True) -> Any:
    """What the generated expression makes of a value, as JSON reads it."""
    leaf = leaf_of(CORE.type_map[type_name], native=native)  # type: ignore[arg-type]
    made = eval(leaf.required if required else leaf.nullable, {**leaf.names, "v": value})
    return orjson.loads(orjson.dumps(made))


def expected(type_name: str, value: Any) -> Any:
    """What graphql-core makes of it; raises when it does not."""
    if value is None or isinstance(value, Exception):
        raise TypeError
    found = CORE.type_map[type_name].coerce_output_value(value)  # type: ignore[attr-defined]
    if found is None:
        raise TypeError
    return orjson.loads(orjson.dumps(found))


def compare(type_name: str, value: Any) -> None:
    for native in (True, False):
        try:
            right = expected(type_name, value)
        except Exception:  # noqa: BLE001 - then ours must refuse as well, however
            with pytest.raises(Exception, match=r".*"):
                written(type_name, value, native=native)
        else:
            assert written(type_name, value, native=native) == right
            assert written(type_name, value, native=native, required=False) == right


@pytest.mark.parametrize("type_name", LEAVES)
def test_every_value_is_written_alike(type_name: str) -> None:
    for value in [*STRANGE, Text("x"), Text("OPEN")]:
        compare(type_name, value)
    assert written(type_name, None, native=True, required=False) is None


@given(st.sampled_from(["String", "ID"]), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text(type_name: str, value: str) -> None:
    compare(type_name, value)


@given(st.sampled_from(["Int", "Float", "Boolean"]), st.integers() | st.floats() | st.booleans())
def test_any_number(type_name: str, value: Any) -> None:
    compare(type_name, value)


@given(st.datetimes(timezones=st.none() | st.timezones() | st.just(UTC)))
def test_any_moment(value: datetime) -> None:
    compare("DateTime", value)
