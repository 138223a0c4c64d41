"""Which fields and relations a document selects below a root field, so that one statement reads just those.

    rows = await complaints.inbox(info.context.sessions, request, selection.relations(info))

The answers are the same in the stock executor and in a planned operation. Names are the Python names, dotted below the
first level: `frozenset({"unit", "events", "events.actor"})`; being frozen, they can key a cache of statements.
Connections are looked through: the names are those of their nodes. What @include and @skip guard counts as selected.
A relation that is asked for twice with different arguments is left out: its resolver will be asked, not the row.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionSetNode,
    Undefined,
    VariableNode,
    get_named_type,
    print_ast,
)
from graphql.execution.values import VariableValues
from graphql.utilities import coerce_input_literal

from graph.context import Info
from graph.fields import RELATION
from graph.paging import Connection

_MOST_REMEMBERED: Final = 4_000
_DEFINITION: Final = "strawberry-definition"
_NO_VARIABLES: Final = VariableValues({}, {})


@dataclass(slots=True)
class _Selected:
    """What lies below one root field of one document."""

    nodes: list[FieldNode]
    fields: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    page: frozenset[str] = frozenset()
    asked: dict[str, tuple[GraphQLField, FieldNode]] = field(default_factory=dict)


_remembered: "OrderedDict[tuple[int, ...], _Selected]" = OrderedDict()


def relations(info: Info) -> frozenset[str]:
    """The edges selected below this field, which a row may carry."""
    return _selected(info).relations


def fields(info: Info) -> frozenset[str]:
    """Every field selected below this field, edges and derived ones included."""
    return _selected(info).fields


def of_page(info: Info) -> frozenset[str]:
    """What is selected of the connection itself: `edges`, `nodes`, `page_info`, `total_count`."""
    return _selected(info).page


def arguments(info: Info, relation: str) -> dict[str, Any] | None:
    """The arguments that a selected relation is asked with, by Python name; None when it is not in `relations`."""
    asked = _selected(info).asked.get(relation)
    return None if asked is None else _arguments(*asked, info.variable_values)


def _selected(info: Info) -> _Selected:
    raw = info._raw_info  # noqa: SLF001 - the nodes and fragments are on graphql-core's info only
    key = (id(raw.schema), *map(id, raw.field_nodes))
    known = _remembered.get(key)
    if known is None:
        known = _remembered[key] = _Walk(raw.schema, raw.fragments).below(raw.return_type, raw.field_nodes)
        if len(_remembered) > _MOST_REMEMBERED:
            _remembered.popitem(last=False)
    return known


def forget() -> None:
    """Drop what is remembered (it holds documents alive)."""
    _remembered.clear()


class _Walk:
    """One walk over the selections below a field; each fragment is entered once at each place."""

    def __init__(self, schema: GraphQLSchema, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.schema = schema
        self.fragments = fragments
        self.fields: set[str] = set()
        self.page: set[str] = set()
        self.edges: dict[str, tuple[GraphQLField, FieldNode]] = {}
        self.conflicts: set[str] = set()
        self.entered: set[tuple[str, str, str]] = set()

    def below(self, type_: Any, nodes: list[FieldNode]) -> _Selected:
        named = get_named_type(type_)
        for node in nodes:
            if node.selection_set:
                self._enter(named, node.selection_set, "", top=True)
        kept = {name for name in self.edges if not self._in_conflict(name)}
        asked = {name: self.edges[name] for name in kept}
        return _Selected(list(nodes), frozenset(self.fields), frozenset(kept), frozenset(self.page), asked)

    def _in_conflict(self, name: str) -> bool:
        return any(name == conflict or name.startswith(f"{conflict}.") for conflict in self.conflicts)

    def _enter(self, parent: GraphQLNamedType, selections: SelectionSetNode, prefix: str, *, top: bool = False) -> None:
        looked_through = _is_connection(parent)
        for owner, node in self._fields(parent, selections, prefix):
            definition = self.schema.get_field(owner, node.name.value)  # type: ignore[arg-type]
            if definition is None or _DEFINITION not in definition.extensions:
                continue  # __typename
            inner, name = get_named_type(definition.type), definition.extensions[_DEFINITION].python_name
            if looked_through:
                if top:
                    self.page.add(name)
                self._enter_page(inner, node, name, prefix)
                continue
            path = f"{prefix}{name}"
            self.fields.add(path)
            if RELATION in definition.extensions[_DEFINITION].metadata:
                self._edge(path, definition, node)
            if node.selection_set:
                self._enter(inner, node.selection_set, f"{path}.")

    def _enter_page(self, inner: GraphQLNamedType, node: FieldNode, name: str, prefix: str) -> None:
        if name == "nodes" and node.selection_set:
            self._enter(inner, node.selection_set, prefix)
        elif name == "edges" and node.selection_set:
            for owner, item in self._fields(inner, node.selection_set, f"{prefix}*"):
                if item.name.value == "node" and item.selection_set:
                    definition = self.schema.get_field(owner, "node")  # type: ignore[arg-type]
                    self._enter(get_named_type(definition.type), item.selection_set, prefix)  # type: ignore[union-attr]

    def _edge(self, path: str, definition: GraphQLField, node: FieldNode) -> None:
        known = self.edges.setdefault(path, (definition, node))
        if known[1] is not node and _written(known[1]) != _written(node):
            self.conflicts.add(path)

    def _fields(
        self, parent: GraphQLNamedType, selections: SelectionSetNode, prefix: str
    ) -> Iterator[tuple[GraphQLNamedType, FieldNode]]:
        for node in selections.selections:
            if isinstance(node, FieldNode):
                yield parent, node
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                inner = self.schema.get_type(condition.name.value) if condition else parent
                yield from self._fields(inner or parent, node.selection_set, prefix)
            elif isinstance(node, FragmentSpreadNode):
                fragment = self.fragments[node.name.value]
                place = (node.name.value, parent.name, prefix)
                if place not in self.entered:
                    self.entered.add(place)
                    inner = self.schema.get_type(fragment.type_condition.name.value)
                    yield from self._fields(inner or parent, fragment.selection_set, prefix)


def _is_connection(type_: GraphQLNamedType) -> bool:
    definition = type_.extensions.get(_DEFINITION)
    origin = getattr(definition, "origin", None)
    return isinstance(origin, type) and issubclass(origin, Connection)


def _written(node: FieldNode) -> list[str]:
    return sorted(map(print_ast, node.arguments or ()))


def _arguments(definition: GraphQLField, node: FieldNode, variables: dict[str, Any]) -> dict[str, Any]:
    given = {argument.name.value: argument.value for argument in node.arguments or ()}
    found: dict[str, Any] = {}
    for name, argument in definition.args.items():
        value: Any = Undefined
        written = given.get(name)
        if isinstance(written, VariableNode):
            value = variables.get(written.name.value, Undefined)
        elif written is not None:
            value = coerce_input_literal(written, argument.type, _NO_VARIABLES)
        if value is Undefined:
            value = argument.extensions[_DEFINITION].default
        found[argument.extensions[_DEFINITION].python_name] = value
    return found
