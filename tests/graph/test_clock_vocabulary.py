"""Every enum of clocks is published with its Indonesian terms."""

import pytest
from graphql import GraphQLEnumType

from graph import clock_vocabulary
from graph.clock_vocabulary import Weekday
from graph.schema import schema

NAMES = [name for name in clock_vocabulary.__all__ if name != "WEEKDAYS"]


@pytest.mark.parametrize("name", NAMES)
def test_each_value_is_published_and_described(name: str) -> None:
    published = schema._schema.type_map[name]
    assert isinstance(published, GraphQLEnumType)
    assert set(published.values) == {member.name for member in getattr(clock_vocabulary, name)}
    assert published.description
    assert all("(" in (value.description or "") for value in published.values.values())


def test_weekdays_are_numbered_as_python_does() -> None:
    assert [day.number for day in Weekday] == list(range(7))
    assert (Weekday.MONDAY.number, Weekday.SUNDAY.number) == (0, 6)
