"""What is a completed selection made of: the generated function, the arguments of its fields, the edges still to ask?

A completion turns a value into its part of the response. Edges that a row does not carry are collected while it runs
and asked together, level by level, so that each batch read is asked once. Everything out of the ordinary raises; then
the stock executor completes the same value again from its start, so that errors and their paths are the library's own.
Derived fields are pure and edges only read: being asked twice changes nothing.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeAlias

from graphql import FieldNode, GraphQLField, GraphQLSchema, OperationDefinitionNode, VariableNode, Visitor, visit
from graphql.execution.collect_fields import FieldDetails, FragmentDetails
from graphql.execution.values import VariableValues, get_argument_values
from graphql.language import BREAK
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from graph.context import Context

NO_VARIABLES: Final = VariableValues({}, {})


class Fallback(Exception):
    """The selection or a value is out of the ordinary: the stock executor shall answer."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is needed to understand the selections of one operation; `flags` are the variables of @skip and @include."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDetails]
    operation: OperationDefinitionNode
    flags: VariableValues = NO_VARIABLES


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of one field in a document; `written` when they are the same for all requests."""

    definition: GraphQLField
    field: StrawberryField
    details: FieldDetails
    converter: Any
    written: dict[str, Any] | None = None

    @classmethod
    def of(
        cls,
        scope: Scope,
        definition: GraphQLField,
        field: StrawberryField,
        details: FieldDetails,
        *,
        reused: bool = True,
    ) -> "Arguments":
        """Without `reused`, every request gets its own objects, which it may change.

        Raises what graphql-core raises when the values written in the document are refused.
        """
        converter = scope.schema._strawberry_schema.schema_converter  # type: ignore[attr-defined]  # noqa: SLF001 - where strawberry puts it
        arguments = cls(definition, field, details, converter)
        if not reused or has_variables(details.node):
            return arguments
        return cls(definition, field, details, converter, arguments.bound(NO_VARIABLES))

    def bound(self, variables: VariableValues) -> dict[str, Any]:
        """The arguments by Python name. Raises what graphql-core and strawberry raise for values they refuse."""
        if self.written is not None:
            return self.written
        node, of_fragment = self.details.node, self.details.fragment_variable_values
        values = get_argument_values(self.definition, node, variables, of_fragment)
        converter = self.converter
        return convert_arguments(values, self.field.arguments, converter.scalar_registry, converter.config)


class Relation:
    """An edge in a document: whom to ask when the row does not carry it, and how to complete the answer."""

    __slots__ = ("_completion", "_write", "arguments", "function")

    def __init__(
        self, function: Callable[..., Any], arguments: Arguments | None, write: Callable[[], "Completion"]
    ) -> None:
        self.function = function
        self.arguments = arguments
        self._write = write
        self._completion: Completion | None = None

    @property
    def completion(self) -> "Completion":
        """Written when it is first needed: most relations come with their row."""
        if self._completion is None:
            self._completion = self._write()
        return self._completion


class Open(NamedTuple):
    """One edge that is still to be asked: where its answer belongs, and the row it leaves from."""

    result: dict[str, Any]
    key: str
    relation: Relation
    row: Any


Function: TypeAlias = Callable[[Any, Context, tuple[dict[str, Any], ...], list[Open]], Any]


@dataclass(frozen=True, slots=True)
class Completion:
    """A generated function (value, context, arguments, open edges) -> response, with the arguments that it takes."""

    function: Function
    arguments: tuple[Arguments, ...] = ()

    def begin(self, value: Any, context: Context, variables: VariableValues, edges: list[Open]) -> Any:
        """The response as far as the value carries it; what is still to be asked is appended to `edges`."""
        return self.function(value, context, self.bound(variables), edges)

    def bound(self, variables: VariableValues) -> tuple[dict[str, Any], ...]:
        """The arguments of this request."""
        return tuple([arguments.bound(variables) for arguments in self.arguments]) if self.arguments else ()


async def settle(edges: list[Open], context: Context, variables: VariableValues) -> None:
    """Ask the open edges, and those that their answers leave open, until all results are complete."""
    while edges:
        answers = await _ask(edges, context, variables)
        following: list[Open] = []
        bound: dict[int, tuple[Completion, tuple[dict[str, Any], ...]]] = {}
        for (result, key, relation, _row), answer in zip(edges, answers, strict=True):
            known = bound.get(id(relation))
            if known is None:
                completion = relation.completion
                known = bound[id(relation)] = (completion, completion.bound(variables))
            result[key] = known[0].function(answer, context, known[1], following)
        edges = following


async def _ask(edges: list[Open], context: Context, variables: VariableValues) -> list[Any]:
    asked: list[Any] = []
    try:
        for _result, _key, relation, row in edges:
            arguments = relation.arguments
            given = {} if arguments is None else arguments.bound(variables)
            asked.append(relation.function(row, context, **given))
        if len(asked) > 1:
            asked = [asyncio.ensure_future(item) if asyncio.iscoroutine(item) else item for item in asked]
        return [await item if _is_awaitable(item) else item for item in asked]
    except BaseException:
        _abandon(asked)
        raise


def _is_awaitable(value: Any) -> bool:
    return hasattr(type(value), "__await__")


def _abandon(asked: list[Any]) -> None:
    """Nobody waits for these any more: let none of them complain."""
    for item in asked:
        if asyncio.iscoroutine(item):
            item.close()
        elif isinstance(item, asyncio.Future):
            item.add_done_callback(_seen)


def _seen(future: "asyncio.Future[Any]") -> None:
    if not future.cancelled():
        future.exception()


def has_variables(node: FieldNode) -> bool:
    """Is any argument of this field a variable, or made of variables?"""
    found = False

    class Variables(Visitor):
        def enter_variable(self, _node: VariableNode, *_rest: Any) -> Any:
            nonlocal found
            found = True
            return BREAK

    for argument in node.arguments or ():
        visit(argument.value, Variables())
    return found
