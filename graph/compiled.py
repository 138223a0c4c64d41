"""How does an operation run on the executor of graphql-core, with compiled completions where there are any?"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from graphql import FieldNode, FragmentDefinitionNode, GraphQLObjectType, OperationDefinitionNode, VariableNode
from graphql.execution.values import VariableValues
from graphql.language import Node, Visitor, visit
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graph.completion import Completion, Fallback, Open, Scope, settle
from graph.completion_writer import write

MOST_REMEMBERED: Final = 1_000


@dataclass(slots=True)
class Counts:
    """How often what happened, since the process started."""

    written: int = 0
    used: int = 0
    planned: int = 0
    fallbacks: int = 0


counts: Final = Counts()


@dataclass(slots=True)
class _Remembered:
    """A selection that was seen first by one execution; its nodes are kept, so that their ids stay theirs."""

    nodes: list[FieldNode]
    first: int
    completion: Completion | None = None
    decided: bool = False


_remembered: "OrderedDict[tuple[Any, ...], _Remembered]" = OrderedDict()
_executions: Final = count(1)
_flags: "OrderedDict[int, tuple[OperationDefinitionNode, tuple[str, ...]]]" = OrderedDict()


class CompiledExecutor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core's executor, except that objects and lists are completed by generated functions where it is possible.

    A selection is compiled when a second execution sees it: documents that are parsed anew for every request never are,
    and all rows of one list go the same way. Whenever a generated function gives up, the inherited methods complete the
    same value from its start.
    """

    _scope: Scope | None = None
    _number: int | None = None

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_details_list: Any,
        info: Any,
        path: Any,
        result: Any,
        position_context: Any,
    ) -> Any:
        """As inherited, faster where it can be."""
        stock = super().complete_object_value

        def inherited() -> Any:
            return stock(return_type, field_details_list, info, path, result, position_context)

        if position_context is not None:
            return inherited()
        return self._completed(return_type, field_details_list, result, inherited)

    def complete_list_value(
        self,
        return_type: Any,
        field_details_list: Any,
        info: Any,
        path: Any,
        result: Any,
        position_context: Any,
    ) -> Any:
        """As inherited, faster where it can be."""
        stock = super().complete_list_value

        def inherited() -> Any:
            return stock(return_type, field_details_list, info, path, result, position_context)

        if position_context is not None or field_details_list[0].node.selection_set is None:
            return inherited()
        return self._completed(return_type, field_details_list, result, inherited)

    def _completed(self, type_: Any, details: Any, result: Any, inherited: Callable[[], Any]) -> Any:
        completion = self._completion(type_, details)
        if completion is None:
            return inherited()
        edges: list[Open] = []
        try:
            response = completion.begin(result, self.context_value, self.variable_values, edges)
        except Exception:  # noqa: BLE001 - whatever it is, the inherited way tells it properly
            counts.fallbacks += 1
            return inherited()
        counts.used += 1
        return self._settled(response, edges, inherited) if edges else response

    async def _settled(self, response: Any, edges: list[Open], inherited: Callable[[], Any]) -> Any:
        try:
            await settle(edges, self.context_value, self.variable_values)
        except Exception:  # noqa: BLE001 - as above
            counts.fallbacks += 1
            again = inherited()
            return await again if isinstance(again, Awaitable) else again
        return response

    def _completion(self, type_: Any, details: Any) -> Completion | None:
        if self.middleware_manager and self.middleware_manager.middlewares:
            return None
        scope = self._scope
        if scope is None:
            scope, self._number = scope_of(self), next(_executions)
            self._scope = scope
        key = (id(type_), *scope.flags.coerced.items(), *[id(item.node) for item in details])
        known = _remembered.get(key)
        if known is None:
            _remembered[key] = _Remembered([item.node for item in details], self._number or 0)
            if len(_remembered) > MOST_REMEMBERED:
                _remembered.popitem(last=False)
            return None
        if not known.decided:
            if known.first == self._number:
                return None
            known.decided = True
            known.completion = _written(scope, type_, details)
        return known.completion


def _written(scope: Scope, type_: Any, details: Any) -> Completion | None:
    try:
        completion = write(scope, type_, details)
    except Fallback:
        return None
    counts.written += 1
    return completion


def scope_of(executor: Any) -> Scope:
    """What the selections of an executor's operation depend on, and none of its other variables."""
    operation, fragments = executor.operation, executor.fragment_definitions
    known = _flags.get(id(operation))
    if known is None:
        known = _flags[id(operation)] = (operation, flags_of([operation, *fragments.values()]))
        if len(_flags) > MOST_REMEMBERED:
            _flags.popitem(last=False)
    return Scope(executor.schema, executor.fragments, operation, only(executor.variable_values, known[1]))


def flags_of(definitions: Iterable[OperationDefinitionNode | FragmentDefinitionNode]) -> tuple[str, ...]:
    """The variables that @skip and @include depend on, in a fixed order."""
    names: set[str] = set()

    class Flags(Visitor):
        def enter_directive(self, node: Any, *_rest: Any) -> None:
            for argument in node.arguments or ():
                if isinstance(argument.value, VariableNode):
                    names.add(argument.value.name.value)

    for definition in definitions:
        _visit(definition, Flags())
    return tuple(sorted(names))


def only(variables: VariableValues, names: tuple[str, ...]) -> VariableValues:
    """These variables of a request, for those that are kept beyond it."""
    if not names:
        return VariableValues({}, {})
    return VariableValues(
        {name: variables.sources[name] for name in names if name in variables.sources},
        {name: variables.coerced[name] for name in names if name in variables.coerced},
    )


def _visit(node: Node, visitor: Visitor) -> None:
    visit(node, visitor)


def forget() -> None:
    """Drop what is remembered (it holds documents alive)."""
    _remembered.clear()
    _flags.clear()
