"""Which bounds the inputs of a subject declare, and one request beyond each of them."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any, NamedTuple

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLNonNull, GraphQLScalarType

from graph.fresh import fresh_id
from graph.inputs import RULE
from graph.nodes import node_id
from graph.scalars import Several, Text, Whole
from graph.schema import schema
from tests.graph.asking import NOW, context_of

_BY_NAME = {"Boolean": True, "Int": 1, "Float": 1.0, "Date": "2026-01-05", "DateTime": "2026-01-05T01:02:03Z"}


class Beyond(NamedTuple):
    """A request that goes beyond one bound."""

    mutation: str
    input: str
    field: str
    values: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.mutation} {self.field}"


def inputs_of(module: ModuleType) -> list[str]:
    """The input objects that a module declares itself."""
    own = [name for name, cls in vars(module).items() if getattr(cls, "__module__", "") == module.__name__]
    return [name for name in own if name.endswith("Input")]


def beyond(module: ModuleType) -> list[Beyond]:
    """For each mutation that takes an input of the module, for each bound of it, a request beyond it."""
    found = []
    names = set(inputs_of(module))
    mutations = schema._schema.mutation_type
    assert mutations is not None
    for mutation, field in mutations.fields.items():
        declared = _named(field.args["input"].type)
        if declared.name in names:
            assert isinstance(declared, GraphQLInputObjectType)
            base = _fitting(declared)
            found += [Beyond(mutation, declared.name, path, values) for path, values in _broken(declared, base)]
    return found


async def refusal_of(request: Beyond) -> dict[str, Any]:
    """What the only error says of it."""
    document = f"mutation($input: {request.input}!) {{ {request.mutation}(input: $input) {{ __typename }} }}"
    result = await schema.execute(document, {"input": request.values}, context_value=context_of())
    assert result.errors is not None
    (error,) = result.errors
    return dict(error.extensions or {})


def _broken(declared: GraphQLInputObjectType, base: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, field in declared.fields.items():
        rule = field.extensions["strawberry-definition"].metadata.get(RULE)
        yield from ((name + where, {**base, name: value}) for where, value in _outside(rule))
        inner = _named(field.type)
        if isinstance(inner, GraphQLInputObjectType):
            for path, values in _broken(inner, _fitting(inner)):
                yield f"{name}.{path}", {**base, name: values}


def _outside(rule: Text | Whole | Several | None) -> Iterator[tuple[str, Any]]:
    if isinstance(rule, Text):
        yield "", "x" * (rule.at_most + 1)
        if rule.at_least:
            yield "", "x" * (rule.at_least - 1) + "   "
    elif isinstance(rule, Whole):
        yield from (("", rule.at_most + 1), ("", rule.at_least - 1))
    elif isinstance(rule, Several):
        each = "x" if rule.each is None or isinstance(rule.each, Text) else 1
        yield "", [each] * (rule.at_most + 1)
        yield from ((f".0{where}", [value]) for where, value in _outside(rule.each))


def _fitting(declared: GraphQLInputObjectType) -> dict[str, Any]:
    """The least that the input takes."""
    values = {}
    for name, field in declared.fields.items():
        if isinstance(field.type, GraphQLNonNull):
            rule = field.extensions["strawberry-definition"].metadata.get(RULE)
            values[name] = _value(field.type.of_type, rule)
    return values


def _value(type_: Any, rule: Text | Whole | Several | None) -> Any:
    if isinstance(rule, Text):
        return "x" * max(rule.at_least, 1)
    if isinstance(rule, Whole):
        return rule.at_least
    if isinstance(type_, GraphQLList):
        return []
    if isinstance(type_, GraphQLEnumType):
        return next(iter(type_.values))
    if isinstance(type_, GraphQLInputObjectType):
        return _fitting(type_)
    assert isinstance(type_, GraphQLScalarType)
    return node_id("Complaint", 2101, fresh_id(NOW)) if type_.name == "ID" else _BY_NAME[type_.name]


def _named(type_: Any) -> Any:
    while isinstance(type_, GraphQLNonNull | GraphQLList):
        type_ = type_.of_type
    return type_
