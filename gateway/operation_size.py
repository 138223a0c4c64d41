"""What does an operation ask for: how deep, how wide, how many fields of an answer? Told in linear time."""

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    get_named_type,
    is_composite_type,
)

_CAP: Final = 10**9
_INTROSPECTION: Final = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True)
class Weights:
    """How often what lies below a list counts, when `first` or `last` does not say it.

    `page_default` when a field has pages and the size is left out, `page_max` when it is a variable (or more than
    that), `list_size` when the list has no pages.
    """

    page_default: int = 20
    page_max: int = 100
    list_size: int = 10


class Size(NamedTuple):
    """What a selection set asks for, with everything below it and fragments as often as they are spread.

    `cost` is the number of fields that its answer may hold; `width` the number of its own fields, `widest` the largest
    of these; `names` what its own fields are called in the answer, `repeats` the most that bear a name twice.
    """

    depth: int = 0
    introspection_depth: int = 0
    cost: int = 0
    aliases: int = 0
    directives: int = 0
    width: int = 0
    widest: int = 0
    names: frozenset[str] = frozenset()
    repeats: int = 0


def sizes(
    schema: GraphQLSchema, document: DocumentNode, weights: Weights
) -> list[tuple[OperationDefinitionNode, Size]]:
    """The size of each operation of a document, which need not be valid.

    One that leads through more fragments than the stack holds is counted as infinitely deep.
    """
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    measure = _Measure(schema, fragments, weights)
    found = []
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            try:
                found.append((node, measure.operation(node)))
            except RecursionError:
                found.append((node, Size(depth=_CAP)))
    return found


@dataclass(slots=True)
class _Measure:
    """Measures the operations of one document; a fragment is measured once, however often it is spread."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    weights: Weights
    known: dict[str, Size] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)

    def operation(self, node: OperationDefinitionNode) -> Size:
        size = self._selections(node.selection_set.selections, self.schema.get_root_type(node.operation))
        return size._replace(directives=size.directives + len(node.directives or ()))

    def _selections(self, selections: tuple[SelectionNode, ...], parent: GraphQLCompositeType | None) -> Size:
        total, names = Size(), set[str]()
        for node in selections:
            if isinstance(node, FieldNode):
                size = self._field(node, parent)
            elif isinstance(node, FragmentSpreadNode):
                size = self._spread(node.name.value)
            else:
                inline = cast("InlineFragmentNode", node)
                condition = inline.type_condition
                inner = self._type(condition.name.value) if condition else parent
                size = self._selections(inline.selection_set.selections, inner)
            total = _together(total, size, len(node.directives or ()))
            names |= size.names
        return total._replace(
            widest=max(total.widest, total.width),
            names=frozenset(names),
            repeats=max(total.repeats, total.width - len(names)),
        )

    def _spread(self, name: str) -> Size:
        known = self.known.get(name)
        if known is not None:
            return known
        if name in self.open or name not in self.fragments:  # a cycle or a stranger: the standard rules name them
            return Size()
        fragment = self.fragments[name]
        self.open.add(name)
        size = self._selections(fragment.selection_set.selections, self._type(fragment.type_condition.name.value))
        self.open.discard(name)
        size = self.known[name] = size._replace(directives=size.directives + len(fragment.directives or ()))
        return size

    def _field(self, node: FieldNode, parent: GraphQLCompositeType | None) -> Size:
        name = node.name.value
        aliases = 1 if node.alias else 0
        names = frozenset((node.alias.value if node.alias else name,))
        if node.selection_set is None:
            return Size(depth=1, cost=1, aliases=aliases, width=1, names=names)
        definition = self.schema.get_field(parent, name) if parent is not None else None
        below = self._selections(node.selection_set.selections, _composite(definition))
        cost = min(_CAP, 1 + below.cost * self._times(node, definition, parent))
        if name in _INTROSPECTION:
            depths = Size(depth=1, introspection_depth=below.depth + 1)
        else:
            depths = Size(depth=below.depth + 1, introspection_depth=below.introspection_depth)
        return depths._replace(
            cost=cost,
            aliases=below.aliases + aliases,
            directives=below.directives,
            width=1,
            widest=below.widest,
            names=names,
            repeats=below.repeats,
        )

    def _times(self, node: FieldNode, definition: GraphQLField | None, parent: GraphQLCompositeType | None) -> int:
        """How often what lies below a field is answered."""
        for argument in node.arguments or ():
            if argument.name.value in ("first", "last"):
                return _page(argument.value, self.weights.page_max)
        if definition is None or (parent is not None and parent.name.startswith("__")):
            return 1
        if "first" in definition.args or "last" in definition.args:
            return self.weights.page_default
        paged = parent is not None and parent.name.endswith("Connection")
        return self.weights.list_size if _is_list(definition) and not paged else 1

    def _type(self, name: str) -> GraphQLCompositeType | None:
        found = self.schema.get_type(name)
        return found if is_composite_type(found) else None


def _together(total: Size, size: Size, directives: int) -> Size:
    return Size(
        max(total.depth, size.depth),
        max(total.introspection_depth, size.introspection_depth),
        min(_CAP, total.cost + size.cost),
        min(_CAP, total.aliases + size.aliases),
        min(_CAP, total.directives + size.directives + directives),
        min(_CAP, total.width + size.width),
        max(total.widest, size.widest),
        repeats=max(total.repeats, size.repeats),
    )


def _page(value: Any, most: int) -> int:
    """The size of a page that is asked for; a variable may turn out to be the largest, a long number surely is."""
    if isinstance(value, IntValueNode) and len(value.value) < len(str(_CAP)):
        return max(1, min(int(value.value), most))
    return most


def _composite(definition: GraphQLField | None) -> GraphQLCompositeType | None:
    named = get_named_type(definition.type) if definition is not None else None
    return named if is_composite_type(named) else None


def _is_list(definition: GraphQLField) -> bool:
    kind = definition.type
    return isinstance(kind.of_type if isinstance(kind, GraphQLNonNull) else kind, GraphQLList)
