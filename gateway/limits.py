"""How large may an operation be, and does a document stay within that, told in time linear in its length?"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLError,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    TokenKind,
    ValidationContext,
    ValidationRule,
    get_named_type,
    is_composite_type,
)
from graphql.validation.validate import ValidationAbortedError

CODE: Final = "OPERATION_TOO_COMPLEX"
_CAP: Final = 10**9
_INTROSPECTION: Final = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one operation may ask; every figure counts fragments as often as they are spread.

    `cost` is the number of fields an answer may hold: what lies below a list counts as often as `first` or `last` says
    (`page_max` when that is a variable, `page_default` when it is left out), `list_size` times when it has no pages.
    `width` is the number of fields in one selection set, `repeats` how many of them bear a name that another has;
    `digits` is the length of a number. `anonymous_tokens` is for everyone but staff.
    """

    tokens: int = 2_000
    anonymous_tokens: int = 1_000
    characters: int = 50_000
    digits: int = 30
    depth: int = 12
    introspection_depth: int = 16
    cost: int = 5_000
    aliases: int = 30
    directives: int = 20
    root_fields: int = 20
    width: int = 200
    repeats: int = 50
    page_default: int = 20
    page_max: int = 100
    list_size: int = 10


class Size(NamedTuple):
    """What a selection set asks for, with everything below it."""

    depth: int = 0
    introspection_depth: int = 0
    cost: int = 0
    aliases: int = 0
    directives: int = 0
    width: int = 0
    widest: int = 0
    names: frozenset[str] = frozenset()
    repeats: int = 0


@cache
def rule_of(limits: Limits) -> type[ValidationRule]:
    """The validation rule for these limits: the same class each time, so that a cache of validations hits.

    Put it before the standard rules. It decides before they look at anything, and stops them when it refuses: one of
    them compares every field with every other.
    """

    class WithinLimits(ValidationRule):
        """Refuses a document with an operation beyond the limits."""

        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)

        def enter_document(self, node: DocumentNode, *_args: Any) -> None:
            errors = too_complex(self.context.schema, node, limits)
            for error in errors[:-1]:
                self.report_error(error)
            if errors:  # raised, the last one is reported too, and ends the validation
                last = errors[-1]
                raise ValidationAbortedError(last.message, last.nodes, extensions=last.extensions)

    return WithinLimits


def too_complex(schema: GraphQLSchema, document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """What each operation of a document exceeds, one error a limit; the document need not be valid."""
    measure = _Measure.of(schema, document, limits)
    errors: list[GraphQLError] = []
    if _has_long_number(document, limits.digits):  # int() of thousands of digits raises, in whichever rule comes first
        errors.append(refusal("digits", limits.digits))
    for operation in document.definitions:
        if not isinstance(operation, OperationDefinitionNode):
            continue
        try:
            size = measure.operation(operation)
        except RecursionError:
            size = Size(depth=_CAP)
        errors.extend(_refusals(operation, size, limits))
    return errors


def refusal(what: str, limit: int, operation: OperationDefinitionNode | None = None) -> GraphQLError:
    """The error for exceeding one limit; `what` is a field of Limits."""
    name = what.replace("_", " ")
    return GraphQLError(
        f"The operation exceeds the limit of {limit} for {name}.",
        [operation] if operation else None,
        extensions={
            "code": CODE,
            "limit": what,
            "maximum": limit,
            "messageId": f"Operasi melebihi batas {limit} untuk {name}.",
        },
    )


def _refusals(operation: OperationDefinitionNode, size: Size, limits: Limits) -> list[GraphQLError]:
    figures = (
        ("depth", size.depth, limits.depth),
        ("introspection_depth", size.introspection_depth, limits.introspection_depth),
        ("cost", size.cost, limits.cost),
        ("aliases", size.aliases, limits.aliases),
        ("directives", size.directives + len(operation.directives or ()), limits.directives),
        ("root_fields", size.width, limits.root_fields),
        ("width", size.widest, limits.width),
        ("repeats", size.repeats, limits.repeats),
    )
    return [refusal(what, limit, operation) for what, figure, limit in figures if figure > limit]


@dataclass(slots=True)
class _Measure:
    """Measures the operations of one document; a fragment is measured once, however often it is spread."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    limits: Limits
    known: dict[str, Size] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, schema: GraphQLSchema, document: DocumentNode, limits: Limits) -> "_Measure":
        fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        return cls(schema, fragments, limits)

    def operation(self, node: OperationDefinitionNode) -> Size:
        return self._selections(node.selection_set.selections, self.schema.get_root_type(node.operation))

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
                return _page(argument.value, self.limits.page_max)
        if definition is None or (parent is not None and parent.name.startswith("__")):
            return 1
        if "first" in definition.args or "last" in definition.args:
            return self.limits.page_default
        paged = parent is not None and parent.name.endswith("Connection")
        return self.limits.list_size if _is_list(definition) and not paged else 1

    def _type(self, name: str) -> GraphQLCompositeType | None:
        found = self.schema.get_type(name)
        return found if is_composite_type(found) else None


def _has_long_number(document: DocumentNode, digits: int) -> bool:
    token = document.loc.start_token if document.loc else None
    while token is not None:
        if token.kind is TokenKind.INT and len(token.value or "") > digits:
            return True
        token = token.next
    return False


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
