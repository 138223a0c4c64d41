"""The interface keeps its laws: everything is described, every root field demands a permission, input is bounded."""

import pytest
from graphql import GraphQLObjectType

from graph.fields import permission_of
from graph.schema import schema
from graph.schema_laws import unbounded, undescribed, unguarded

CORE = schema._schema
ROOTS = [root for root in (CORE.query_type, CORE.mutation_type, CORE.subscription_type) if root]


def test_every_type_field_argument_and_value_is_described() -> None:
    assert list(undescribed(CORE)) == []


def test_every_input_is_bounded() -> None:
    assert list(unbounded(CORE)) == []


def test_every_root_field_demands_a_permission() -> None:
    assert list(unguarded(CORE)) == []


@pytest.mark.parametrize("root", ROOTS, ids=str)
def test_every_root_field_prints_its_permission(root: GraphQLObjectType) -> None:
    printed = schema.as_str()
    for name, field in root.fields.items():
        permission = permission_of(field.extensions["strawberry-definition"])
        assert permission is not None
        assert f'@requires(permission: "{permission.value}")' in printed, f"{root}.{name}"
    assert printed.count('@requires(permission: "') == sum(len(one.fields) for one in ROOTS)


def test_mutations_take_one_input_object() -> None:
    assert CORE.mutation_type is not None
    for name, field in CORE.mutation_type.fields.items():
        assert list(field.args) in ([], ["input"]), name
