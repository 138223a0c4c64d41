"""Inputs of access act once and are described."""

import pytest
from graphql import GraphQLInputObjectType

from graph.access import inputs
from graph.schema import schema

NAMES = [name for name in vars(inputs) if name.endswith("Input") and name != "OnceInput"]


@pytest.mark.parametrize("name", NAMES)
def test_every_input_acts_once_and_is_described(name: str) -> None:
    declared = schema._schema.type_map[name]
    assert isinstance(declared, GraphQLInputObjectType)
    assert "clientKey" in declared.fields
    assert declared.description
    assert all(field.description for field in declared.fields.values())
