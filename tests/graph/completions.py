"""Completions of the toy schema, and a world in which nothing is wrong and no row carries its relations."""

from typing import Any

from graphql import parse
from graphql.execution.collect_fields import FieldDetails, FragmentDetails

from graph.completion import Completion, Scope
from graph.completion_writer import write
from graph.context import Context
from tests.graph.asking import context_of
from tests.graph.toy import World, WorldMaker, toy_schema

SCHEMA = toy_schema()._schema


def world(cases: int = 3) -> World:
    maker = WorldMaker(5, 0.0)
    made = maker.world()
    made.cases = [maker.case() for _ in range(cases)]
    for case in made.cases:
        for name in ("unit", "desk"):
            if hasattr(case, name):
                delattr(case, name)
    return made


def context(cases: int = 3) -> Context:
    """The world stands for the database too: batch reads ask it."""
    made: Any = world(cases)
    found = context_of(world=made)
    found.sessions = made
    return found


def completion_of(document: str, *, native: bool = False) -> Completion:
    """The completion of the first root field."""
    parsed: Any = parse(document)
    operation, *fragments = parsed.definitions
    named = {fragment.name.value: FragmentDetails(fragment) for fragment in fragments}
    node = operation.selection_set.selections[0]
    assert SCHEMA.query_type
    definition = SCHEMA.query_type.fields[node.name.value]
    return write(Scope(SCHEMA, named, operation), definition.type, [FieldDetails(node, None)], native=native)
