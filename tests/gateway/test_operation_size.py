"""What an operation asks for, through fragments, lists and pages."""

import time

import pytest
from graphql import build_schema, parse

from gateway.operation_size import Size, Weights, sizes

SCHEMA = build_schema(
    """
    type Query { a: A  list: [A!]!  page(first: Int): AConnection  leaf: Int  node(id: Int): Named }
    type A implements Named { name: String  a: A  list: [A]  page(first: Int, last: Int): AConnection }
    type AConnection { edges: [Edge!]!  nodes: [A!]! }
    type Edge { node: A }
    interface Named { name: String }
    type Mutation { change: Int }
    directive @tag repeatable on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT | QUERY | FRAGMENT_DEFINITION
    """
)


def size(text: str) -> Size:
    """The size of the last operation."""
    return sizes(SCHEMA, parse(text), Weights())[-1][1]


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("{ leaf }", 1),
        ("{ a { a { name } } }", 3),
        ("{ leaf a { name } }", 2),
        ("{ ... { ... on Query { a { name } } } }", 2),
        ("{ ...F } fragment F on Query { a { ...G } } fragment G on A { a { name } }", 3),
        ("query A { leaf } query B { a { a { a { name } } } }", 4),
        ("{ __schema { types { name } } }", 1),
    ],
)
def test_depth_counts_fields_through_fragments(text: str, depth: int) -> None:
    assert size(text).depth == depth


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("{ leaf }", 1),
        ("{ a { name } }", 2),
        ("{ list { name } }", 1 + 10),
        ("{ list { list { name } } }", 1 + 10 * (1 + 10)),
        ("{ page(first: 7) { nodes { name } } }", 1 + 7 * (1 + 1)),
        ("{ page(first: 7) { edges { node { name } } } }", 1 + 7 * (1 + 1 + 1)),
        ("{ page { nodes { name } } }", 1 + 20 * 2),
        ("{ a { page(last: 5) { nodes { name } } } }", 1 + 1 + 5 * 2),
        ("query ($n: Int) { page(first: $n) { nodes { name } } }", 1 + 100 * 2),
        ("{ page(first: 1000000) { nodes { name } } }", 1 + 100 * 2),
        ("{ page(first: -3) { nodes { name } } }", 1 + 2),
        ("{ page(first: 0) { nodes { name } } }", 1 + 2),
        ("{ page(first: null) { nodes { name } } }", 1 + 100 * 2),
        ("{ a { ...F ...F } } fragment F on A { name }", 1 + 2),
        ("{ a { ...F } } fragment F on A { list { name } }", 1 + 1 + 10),
        ("{ node { ... on A { list { name } } } }", 1 + 1 + 10),
        ("{ unknown { unknown { name } } }", 3),
        ("{ a { ... on Unknown { list { name } } } }", 1 + 1 + 1),
    ],
)
def test_cost_multiplies_by_pages_and_lists(text: str, cost: int) -> None:
    assert size(text).cost == cost


@pytest.mark.parametrize(
    ("what", "text", "count"),
    [
        ("aliases", "{ x: leaf y: a { z: name } }", 3),
        ("aliases", "{ a { ...F ...F } } fragment F on A { x: name }", 2),
        ("directives", "query @tag { leaf @tag @tag ... @tag { leaf } }", 4),
        ("directives", "{ ...F @tag } fragment F on Query @tag { leaf @tag }", 3),
        ("width", "{ leaf a { name name name } ...F ...F } fragment F on Query { x: leaf ... { y: leaf } }", 6),
        ("widest", "{ a { name name } leaf ...F } fragment F on Query { a { name name name name name } }", 5),
        ("repeats", "{ a { name name x: name name } leaf }", 2),
        ("repeats", "{ a { name ...F } } fragment F on A { name a { name } }", 1),
        ("introspection_depth", "{ __schema { types { name } } a { a { name } } }", 3),
    ],
)  # fmt: skip
def test_every_other_figure(what: str, text: str, count: int) -> None:
    assert getattr(size(text), what) == count


def bomb(levels: int) -> str:
    chain = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels))
    return "{ ...F0 } " + chain + f" fragment F{levels} on Query {{ leaf }}"


def test_a_fragment_bomb_is_measured_in_linear_time() -> None:
    document = parse(bomb(60))
    begun = time.perf_counter()
    ((_, measured),) = sizes(SCHEMA, document, Weights())
    assert time.perf_counter() - begun < 0.5
    assert measured.cost == measured.width == 10**9


def test_other_weights() -> None:
    ((_, measured),) = sizes(SCHEMA, parse("{ list { page { nodes { name } } } }"), Weights(5, 50, 3))
    assert measured.cost == 1 + 3 * (1 + 5 * 2)


@pytest.mark.parametrize(
    "text",
    [
        "{ ...A } fragment A on Query { ...A }",
        "{ ...A } fragment A on Query { ...B } fragment B on Query { a { ...A } }",
        "{ ...Nowhere }",
        "subscription { leaf }",
    ],
)
def test_an_invalid_document_is_measured_without_harm(text: str) -> None:
    assert size(text).depth <= 1


def test_a_document_without_operations_has_no_size() -> None:
    assert sizes(SCHEMA, parse("fragment A on Query { leaf }"), Weights()) == []


def test_a_chain_of_fragments_too_long_for_the_stack_is_too_deep() -> None:
    chain = " ".join(f"fragment F{n} on A {{ a {{ ...F{n + 1} }} }}" for n in range(2_000))
    assert size("{ a { ...F0 } } " + chain).depth == 10**9
