"""Makes random operations from a schema alone: aliases, merged fields, fragments, @include and @skip, arguments."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_required_argument,
    is_required_input_field,
)

Leaf = Callable[[random.Random, str, str], Any]
"""A value for a scalar, by the name of its type and of its argument."""


@dataclass
class Document:
    """An operation and the variables to send with it."""

    text: str
    variables: dict[str, Any]


@dataclass
class Documents:
    """A source of operations that are valid, with variables of which the share `wrong` is not.

    `without` names root fields to leave out, as "Query.field".
    """

    schema: GraphQLSchema
    random: random.Random
    leaf: Leaf
    depth: int = 5
    wrong: float = 0.03
    without: frozenset[str] = frozenset()
    declarations: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)

    def operation(self, kind: str) -> Document:
        """A random query or mutation."""
        self.declarations, self.variables, self.fragments = [], {}, []
        root = self.schema.query_type if kind == "query" else self.schema.mutation_type
        assert root
        names = [name for name in root.fields if f"{root.name}.{name}" not in self.without]
        chosen = self.random.sample(names, 1 if kind == "mutation" or self.chance(0.8) else 2)
        body = [self.field(name, root.fields[name], self.depth) for name in chosen]
        if self.chance(0.1):
            body.insert(0, f"kind: __typename{self.directive()}")
        head = f" Toy({', '.join(self.declarations)})" if self.declarations else self.random.choice(["", " Toy"])
        return Document(" ".join([kind + head, "{", *body, "}", *self.fragments]), self.variables)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def field(self, name: str, definition: GraphQLField, depth: int) -> str:
        given = self.arguments(definition)
        alias = f"{name}_{self.random.randrange(10**6)}: " if given or self.chance(0.1) else ""
        named = get_named_type(definition.type)
        below = self.selections(named, depth - 1) if is_composite_type(named) else ""
        return f"{alias}{name}{given}{self.directive()}{below}"

    def directive(self) -> str:
        if not self.chance(0.06):
            return ""
        condition = self.random.choice(["true", "false", "$"])
        if condition == "$":
            condition = self.variable("Boolean!", lambda: self.chance(0.5))
        return f" @{self.random.choice(['include', 'skip'])}(if: {condition})"

    def selections(self, type_: Any, depth: int) -> str:
        parts = self.of_abstract(type_, depth) if is_abstract_type(type_) else self.of_object(type_, depth)
        self.random.shuffle(parts)
        return f" {{ {' '.join(parts)} }}"

    def of_object(self, type_: Any, depth: int) -> list[str]:
        fields = type_.fields.items()
        names = [name for name, one in fields if depth > 0 or not is_composite_type(get_named_type(one.type))]
        chosen = self.random.sample(names, min(len(names), self.random.randint(1, 6)))
        parts = [self.field(name, type_.fields[name], depth) for name in chosen]
        if self.chance(0.2):
            parts.append("__typename")
        if self.chance(0.15) and chosen:  # merged with the same field above
            parts.append(self.field(chosen[0], type_.fields[chosen[0]], depth))
        if self.chance(0.12) and depth > 0:
            condition = self.random.choice(["", f"on {type_.name}"])
            parts.append(f"... {condition}{self.directive()}{self.selections(type_, depth - 1)}")
        if self.chance(0.12) and depth > 0:
            parts += [self.spread(type_, depth)] * self.random.randint(1, 2)
        for interface in type_.interfaces:
            if self.chance(0.1):
                parts.append(f"... on {interface.name} {{ id }}")
        return parts or ["__typename"]

    def of_abstract(self, type_: Any, depth: int) -> list[str]:
        possible = self.schema.get_possible_types(type_)
        chosen = self.random.sample(possible, min(len(possible), self.random.randint(0, 3)))
        parts = [f"... on {one.name}{self.directive()}{self.selections(one, depth - 1)}" for one in chosen]
        return [*parts, "__typename"] if self.chance(0.7) or not parts else parts

    def spread(self, type_: Any, depth: int) -> str:
        name = f"F{len(self.fragments)}_{self.random.randrange(10**6)}"
        body = self.selections(type_, depth - 1)
        self.fragments.append(f"fragment {name} on {type_.name}{body}")
        return f"...{name}{self.directive()}"

    def arguments(self, definition: GraphQLField) -> str:
        chosen = [item for item in definition.args.items() if is_required_argument(item[1]) or self.chance(0.4)]
        return f"({', '.join(f'{name}: {self.value(name, one)}' for name, one in chosen)})" if chosen else ""

    def value(self, name: str, argument: GraphQLArgument | GraphQLInputField) -> str:
        """A literal, or a variable that is declared for it."""
        type_ = argument.type
        if self.chance(0.5):
            return self.literal(name, type_)
        declared = str(type_)
        if not declared.endswith("!") and self.chance(0.2):
            declared += "!"
        return self.variable(declared, lambda: self.json(name, type_), default=lambda: self.literal(name, type_))

    def variable(self, declared: str, make: Callable[[], Any], default: Callable[[], str] | None = None) -> str:
        name = f"v{len(self.declarations)}"
        self.declarations.append("")  # its place: making a default may declare others
        place = len(self.declarations) - 1
        has_default = default is not None and self.chance(0.15)
        if not (has_default or not declared.endswith("!") or self.chance(self.wrong)) or self.chance(0.7):
            wrong = self.random.choice([None, 1, "x", 2**40, [], {}, True, 1.5, [[1]], {"a": 1}])
            self.variables[name] = wrong if self.chance(self.wrong) else make()
        text = f"${name}: {declared}"
        if has_default and default is not None:
            before = len(self.declarations)
            literal = default()
            if len(self.declarations) == before and literal != "null":
                text += f" = {literal}"
        self.declarations[place] = text
        return f"${name}"

    def literal(self, name: str, type_: Any) -> str:
        if not isinstance(type_, GraphQLNonNull) and self.chance(0.05):
            return "null"
        return self.fixed(name, type_)

    def fixed(self, name: str, type_: Any) -> str:
        if isinstance(type_, GraphQLNonNull):
            return self.fixed(name, type_.of_type)
        if isinstance(type_, GraphQLList):
            return f"[{', '.join(self.fixed(name, type_.of_type) for _ in range(self.random.randint(0, 2)))}]"
        if isinstance(type_, GraphQLEnumType):
            return str(self.random.choice(list(type_.values)))
        if isinstance(type_, GraphQLInputObjectType):
            return f"{{{', '.join(self.members(type_))}}}"
        return json.dumps(self.leaf(self.random, type_.name, name))

    def members(self, type_: GraphQLInputObjectType) -> list[str]:
        wanted = [item for item in type_.fields.items() if is_required_input_field(item[1]) or self.chance(0.3)]
        return [
            f"{name}: {self.value(name, one) if self.chance(0.3) else self.fixed(name, one.type)}"
            for name, one in wanted
        ]

    def json(self, name: str, type_: Any) -> Any:
        if isinstance(type_, GraphQLNonNull):
            return self.json_of(name, type_.of_type)
        return None if self.chance(0.08) else self.json_of(name, type_)

    def json_of(self, name: str, type_: Any) -> Any:
        if isinstance(type_, GraphQLNonNull):
            return self.json_of(name, type_.of_type)
        if isinstance(type_, GraphQLList):
            if self.chance(0.1):
                return self.json_of(name, type_.of_type)
            return [self.json(name, type_.of_type) for _ in range(self.random.randint(0, 2))]
        if isinstance(type_, GraphQLEnumType):
            return self.random.choice(list(type_.values))
        if isinstance(type_, GraphQLInputObjectType):
            fields = type_.fields.items()
            return {
                key: self.json(key, one.type) for key, one in fields if is_required_input_field(one) or self.chance(0.3)
            }
        return self.leaf(self.random, type_.name, name)
