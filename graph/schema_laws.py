"""Which laws of ours does a schema break: something undescribed, a root field without permission, unbounded input?"""

from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    is_specified_scalar_type,
)

from graph.fields import permission_of
from graph.inputs import RULE

_DEFINITION = "strawberry-definition"


def breaches(schema: GraphQLSchema) -> list[str]:
    """One sentence for each breach."""
    return [*undescribed(schema), *unguarded(schema), *unbounded(schema)]


def undescribed(schema: GraphQLSchema) -> Iterator[str]:
    """Every type, field, argument, input field and enum value without a description."""
    for type_ in _own_types(schema):
        for place, description in _descriptions(type_):
            if not (description and description.strip()):
                yield f"{place} has no description."


def unguarded(schema: GraphQLSchema) -> Iterator[str]:
    """Every root field that was declared without a permission."""
    for root in (schema.query_type, schema.mutation_type, schema.subscription_type):
        for name, field in root.fields.items() if root else ():
            if permission_of(field.extensions[_DEFINITION]) is None:
                yield f"{root}.{name} demands no permission: declare it with graph.fields."


def unbounded(schema: GraphQLSchema) -> Iterator[str]:
    """Every input of text without a length, and every list in an input without a size."""
    for type_ in _own_types(schema):
        if isinstance(type_, GraphQLInputObjectType):
            for name, field in type_.fields.items():
                if _needs_rule(field) and RULE not in field.extensions[_DEFINITION].metadata:
                    yield f"{type_.name}.{name} is unbounded: declare it with graph.inputs."
        elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in type_.fields.items():
                for argument_name, argument in field.args.items():
                    if _is_text(argument) and RULE not in argument.extensions[_DEFINITION].metadata:
                        yield f"{type_.name}.{name}({argument_name}) is unbounded: use graph.inputs.text_argument."


def _own_types(schema: GraphQLSchema) -> Iterator[GraphQLNamedType]:
    for name, type_ in schema.type_map.items():
        if not name.startswith("__") and not is_specified_scalar_type(type_):
            yield type_


def _descriptions(type_: GraphQLNamedType) -> Iterator[tuple[str, str | None]]:
    yield type_.name, type_.description
    if isinstance(type_, GraphQLEnumType):
        for name, value in type_.values.items():
            yield f"{type_.name}.{name}", value.description
    elif isinstance(type_, GraphQLInputObjectType):
        for name, input_field in type_.fields.items():
            yield f"{type_.name}.{name}", input_field.description
    elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
        for name, field in type_.fields.items():
            yield f"{type_.name}.{name}", field.description
            for argument_name, argument in field.args.items():
                yield f"{type_.name}.{name}({argument_name})", argument.description


def _needs_rule(field: GraphQLInputField) -> bool:
    return _is_text(field) or isinstance(_nullable(field.type), GraphQLList)


def _is_text(value: GraphQLInputField | GraphQLArgument) -> bool:
    type_: Any = _nullable(value.type)
    while isinstance(type_, GraphQLList | GraphQLNonNull):
        type_ = type_.of_type
    return type_ is GraphQLString


def _nullable(type_: Any) -> Any:
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_
