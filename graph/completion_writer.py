"""How is the function written that completes a value for one selection, and which selections have one?

Written are attributes, derived fields, edges, and lists and objects of these, with arguments, aliases, merged fields
and fragments. Any other resolver, an abstract type, an incremental delivery raises Fallback.
"""

import re
from dataclasses import dataclass, field
from keyword import iskeyword
from types import GeneratorType
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    Undefined,
    is_leaf_type,
)
from graphql.execution.collect_fields import FieldDetails, FieldDetailsList, collect_subfields
from strawberry.execution import optimized_is_awaitable
from strawberry.types.field import StrawberryField

from graph.completion import Arguments, Completion, Fallback, Function, Open, Relation, Scope
from graph.fields import ABSENT, CARRIED, INLINE, PURE, RELATION, SHOWN
from graph.leaves import leaf_of
from graph.nodes import ROWS

MOST_NAMES: Final = 20_000
MOST_LISTS: Final = 1_000
_DEFINITION: Final = "strawberry-definition"


def write(scope: Scope, type_: Any, details: FieldDetailsList, *, native: bool = False) -> Completion:
    """The completion of values of an output type under these field nodes. Raises Fallback when there is none.

    `native` leaves values that orjson writes as the type would (moments, days) as they are.
    """
    writer = _Writer(scope, native=native)
    writer.value(type_, details, "v", "r", 1)
    return writer.finished()


_WORD: Final = re.compile(r"(?<!\.)\b[a-z]\b")
_plain: Final[set[type]] = set()


def _ordinary(value: Any) -> None:
    """Refuse null, and what the stock executor would raise or await; a class found to be neither is not asked again."""
    if value is None or isinstance(value, Exception) or value is Undefined or optimized_is_awaitable(value):
        raise Fallback
    if not isinstance(value, GeneratorType):
        _plain.add(type(value))


class _Written(dict[tuple[Any, ...], list[Any]]):
    """Lists of names that were written before: a tuple of them is often the same for all rows of a page."""

    def keep(self, value: Any, written: list[Any]) -> list[Any]:
        """Remember what a tuple became; a list may change, and is written anew each time."""
        if type(value) is tuple and len(self) < MOST_LISTS:
            self[value] = written
        return written


@dataclass(slots=True)
class _Writer:
    """Writes one function; names in it are numbered, so that nested selections live beside each other."""

    scope: Scope
    native: bool
    lines: list[str] = field(default_factory=list)
    names: dict[str, Any] = field(default_factory=dict)
    arguments: list[Arguments] = field(default_factory=list)
    count: int = 0

    def finished(self) -> Completion:
        source = "\n".join(["def complete(v, c, a, p):", *self.lines, " return r"])
        names = {
            "Fallback": Fallback,
            "ABSENT": ABSENT,
            "Open": Open,
            "ordinary": _ordinary,
            "plain": _plain,
            **self.names,
        }
        try:
            code = compile(source, "<selection>", "exec")
        except (SyntaxError, RecursionError, MemoryError) as error:  # nested deeper than Python allows
            raise Fallback from error
        exec(code, names)  # noqa: S102 - the source consists of our own lines, names of attributes and repr() of names
        function: Function = names["complete"]
        return Completion(function, tuple(self.arguments))

    def value(self, type_: Any, details: FieldDetailsList, source: str, target: str, depth: int) -> None:
        """Lines that complete the variable `source` into the variable `target`."""
        required = isinstance(type_, GraphQLNonNull)
        inner = type_.of_type if required else type_
        if is_leaf_type(inner):
            self._line(depth, f"{target} = {self._leaf(inner, source, required=required)}")
            return
        if not required:  # what must not be null is told from null by its class below
            self._line(depth, f"if {source} is None: {target} = None")
            self._line(depth, "else:")
            depth += 1
        if isinstance(inner, GraphQLObjectType):
            self._object(inner, details, source, target, depth)
        elif isinstance(inner, GraphQLList):
            self._list(inner.of_type, details, source, target, depth)
        else:
            raise Fallback

    def _list(self, item: Any, details: FieldDetailsList, source: str, target: str, depth: int) -> None:
        self._line(depth, f"if type({source}) is not list and type({source}) is not tuple: raise Fallback")
        required = isinstance(item, GraphQLNonNull)
        inner = item.of_type if required else item
        each = self._name("v")
        if is_leaf_type(inner):
            every = f"[{self._leaf(inner, each, required=required)} for {each} in {source}]"
            if isinstance(inner, GraphQLEnumType):
                known = self._constant("m", _Written())
                self._line(depth, f"{target} = {known}.get({source}) if type({source}) is tuple else None")
                self._line(depth, f"if {target} is None: {target} = {known}.keep({source}, {every})")
                return
            self._line(depth, f"{target} = {every}")
            return
        one, append = self._name("r"), self._name("append")
        self._line(depth, f"{target} = []; {append} = {target}.append")
        self._line(depth, f"for {each} in {source}:")
        self.value(item, details, each, one, depth + 1)
        self._line(depth + 1, f"{append}({one})")

    def _leaf(self, type_: Any, source: str, *, required: bool) -> str:
        leaf = leaf_of(type_, native=self.native)
        return f"({self._filled(leaf.required if required else leaf.nullable, leaf.names, source)})"

    def _filled(self, expression: str, names: dict[str, Any], source: str) -> str:
        """An expression with its names replaced by our constants, and `v` by the variable."""
        ours = {name: self._constant(name, value) for name, value in names.items()}
        ours["v"] = source
        return _WORD.sub(lambda word: ours.get(word[0], word[0]), expression)

    def _object(
        self, type_: GraphQLObjectType, details: FieldDetailsList, source: str, target: str, depth: int
    ) -> None:
        scope = self.scope
        fields = collect_subfields(scope.schema, scope.fragments, scope.flags, scope.operation, type_, details)
        if fields.new_defer_usages:
            raise Fallback
        self._check(type_, source, depth)
        items: list[str] = []
        edges: list[str] = []
        for key, of_key in fields.grouped_field_set.items():
            name = of_key[0].node.name.value
            if name == "__typename":
                items.append(f"{key!r}: {type_.name!r}")
                continue
            result = self._name("r")
            items.append(f"{key!r}: {result}")
            relation = self._field(type_, of_key, source, result, depth)
            if relation is not None:
                edges.append(f"if {result} is ABSENT: p.append(Open({target}, {key!r}, {relation}, {source}))")
        self._line(depth, f"{target} = {{{', '.join(items)}}}")
        for line in edges:
            self._line(depth, line)

    def _check(self, type_: GraphQLObjectType, source: str, depth: int) -> None:
        """Lines that let pass only values which the type's own check would let pass, and which nobody has to await."""
        if type_.is_type_of is None:
            self._line(depth, f"if type({source}) not in plain: ordinary({source})")
            return
        rows = _rows_of(type_)
        if rows is None:
            raise Fallback
        self._line(depth, f"if type({source}) not in {self._constant('k', rows)}: raise Fallback")

    def _field(
        self, type_: GraphQLObjectType, details: FieldDetailsList, source: str, result: str, depth: int
    ) -> str | None:
        """Lines that read and complete one field; the name of the relation when the row may not carry it."""
        definition = self.scope.schema.get_field(type_, details[0].node.name.value)
        if definition is None:
            raise Fallback
        declared: StrawberryField | None = definition.extensions.get(_DEFINITION)
        if declared is None or declared.extensions or declared.permission_classes:
            raise Fallback
        value = self._name("v")
        function = declared.metadata.get(RELATION)
        if function is None:
            self._line(depth, f"{value} = {self._read(type_, definition, details[0], source)}")
            self.value(definition.type, details, value, result, depth)
            return None
        self._line(depth, f"{value} = getattr({source}, {declared.metadata[CARRIED]!r}, ABSENT)")
        self._line(depth, f"if {value} is ABSENT: {result} = ABSENT")
        self._line(depth, "else:")
        if declared.metadata[SHOWN] is not None:
            shown = self._constant("f", declared.metadata[SHOWN])
            self._line(depth + 1, f"{value} = {shown}({source}, c, {value})")
        self.value(definition.type, details, value, result, depth + 1)
        return self._constant("e", self._relation(definition, declared, details))

    def _read(self, type_: GraphQLObjectType, definition: GraphQLField, details: FieldDetails, source: str) -> str:
        """The expression for the value of a field: a call, or an attribute."""
        declared: StrawberryField = definition.extensions[_DEFINITION]
        pure = declared.metadata.get(PURE)
        if pure is not None:
            inline, rows = declared.metadata.get(INLINE), _rows_of(type_)
            template = inline(rows) if inline and rows else None
            if template is not None:
                return self._filled(template.expression, template.names, source)
            function = self._constant("f", pure)
            if not definition.args:
                return f"{function}({source}, c)"
            self.arguments.append(Arguments.of(self.scope, definition, declared, details))
            return f"{function}({source}, c, **a[{len(self.arguments) - 1}])"
        name = declared.python_name
        if not declared.is_basic_field or definition.args or not name.isidentifier() or iskeyword(name):
            raise Fallback
        if not getattr(definition.resolve, "_is_default", False):
            raise Fallback
        return f"{source}.{name}"

    def _relation(self, definition: GraphQLField, declared: StrawberryField, details: FieldDetailsList) -> Relation:
        scope, native = self.scope, self.native
        arguments = Arguments.of(scope, definition, declared, details[0]) if definition.args else None
        return Relation(
            declared.metadata[RELATION], arguments, lambda: write(scope, definition.type, details, native=native)
        )

    def _name(self, kind: str) -> str:
        self.count += 1
        if self.count > MOST_NAMES:
            raise Fallback
        return f"{kind}{self.count}"

    def _constant(self, kind: str, value: Any) -> str:
        name = self._name(kind)
        self.names[name] = value
        return name

    def _line(self, depth: int, line: str) -> None:
        self.lines.append(" " * depth + line)


def _rows_of(type_: GraphQLObjectType) -> frozenset[type] | None:
    """The row classes of a node type."""
    rows: frozenset[type] | None = getattr(type_.extensions[_DEFINITION].origin, ROWS, None)
    return rows
