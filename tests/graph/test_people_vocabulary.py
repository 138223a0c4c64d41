"""Every enum of people is published with its Indonesian terms."""

import pytest
from graphql import GraphQLEnumType

from graph import people_vocabulary
from graph.schema import schema


@pytest.mark.parametrize("name", people_vocabulary.__all__)
def test_each_value_is_published_and_described(name: str) -> None:
    published = schema._schema.type_map[name]
    assert isinstance(published, GraphQLEnumType)
    assert set(published.values) == {member.name for member in getattr(people_vocabulary, name)}
    assert published.description
    assert all("(" in (value.description or "") for value in published.values.values())
