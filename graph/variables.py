"""What are the values of an operation's variables, decided once per document as far as the document decides it?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    GraphQLError,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    is_leaf_type,
)
from graphql.execution.get_variable_signature import GraphQLVariableSignature, get_variable_signature
from graphql.execution.values import (
    VariableValues,
    VariableValueSource,
    get_variable_values,
    input_is_nested_too_deeply,
)
from graphql.utilities.coerce_input_value import coerce_default_value, coerce_input_value

from graph.completion import Fallback

MOST_ERRORS: Final = 50
"""After so many errors graphql-core gives up by default."""

_ORDINARY: Final[dict[str, Callable[[Any], bool]]] = {
    "String": lambda value: type(value) is str,
    "ID": lambda value: type(value) is str,
    "Boolean": lambda value: value is True or value is False,
    "Int": lambda value: type(value) is int and -(2**31) <= value < 2**31,
}


@dataclass(frozen=True, slots=True)
class _Variable:
    """One variable: its signature, what it is when nothing is given, and how to see that a value needs no coercing."""

    signature: GraphQLVariableSignature
    required: bool
    absent: VariableValueSource
    default: Any
    ordinary: Callable[[Any], bool]


class Variables:
    """Coerces the variables of one operation exactly as graphql-core does; `names` are what it declares."""

    __slots__ = ("_operation", "_schema", "_variables")

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        """Raises Fallback when the declarations themselves are wrong: the stock executor tells how."""
        self._schema = schema
        self._operation = operation
        self._variables = [_variable(schema, node) for node in operation.variable_definitions or ()]

    def coerced(self, given: Mapping[str, Any], *, hide_suggestions: bool) -> VariableValues | list[GraphQLError]:
        """The values of a request, or the errors that graphql-core finds in them."""
        sources: dict[str, VariableValueSource] = {}
        coerced: dict[str, Any] = {}
        for variable in self._variables:
            name = variable.signature.name
            value = given.get(name, Undefined)
            if value is Undefined:
                sources[name] = variable.absent
                if variable.default is not Undefined:
                    coerced[name] = variable.default
                elif variable.required:
                    return self._refused(given, hide_suggestions=hide_suggestions)
                continue
            sources[name] = VariableValueSource(variable.signature, value)
            if not variable.ordinary(value):
                value = _coerced(value, variable.signature.type)
                if value is Undefined:
                    return self._refused(given, hide_suggestions=hide_suggestions)
            coerced[name] = value
        return VariableValues(sources, coerced)

    def _refused(self, given: Mapping[str, Any], *, hide_suggestions: bool) -> VariableValues | list[GraphQLError]:
        nodes = self._operation.variable_definitions or ()
        return get_variable_values(
            self._schema, nodes, dict(given), max_errors=MOST_ERRORS, hide_suggestions=hide_suggestions
        )


def _variable(schema: GraphQLSchema, node: Any) -> _Variable:
    signature = get_variable_signature(schema, node)
    if isinstance(signature, GraphQLError):
        raise Fallback
    required = isinstance(signature.type, GraphQLNonNull)
    inner: Any = signature.type.of_type if isinstance(signature.type, GraphQLNonNull) else signature.type
    ordinary = _ORDINARY.get(inner.name, _never) if is_leaf_type(inner) else _never
    try:
        default = coerce_default_value(signature) if node.default_value else Undefined
    except TypeError as error:
        raise Fallback from error
    return _Variable(signature, required, VariableValueSource(signature), default, ordinary)


def _never(_value: Any) -> bool:
    return False


def _coerced(value: Any, type_: Any) -> Any:
    try:
        return Undefined if input_is_nested_too_deeply(value, type_) else coerce_input_value(value, type_)
    except RecursionError:
        return Undefined
