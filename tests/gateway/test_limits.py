"""How large an operation may be, measured in linear time."""

import time

import pytest
from graphql import GraphQLSchema, build_schema, parse, specified_rules, validate

from gateway.limits import CODE, Limits, rule_of, too_complex

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
INTROSPECTION = """
    { __schema { types { name fields { name args { name type { ...T } } type { ...T } } } } }
    fragment T on __Type { name ofType { name ofType { name ofType { name ofType { name ofType { name ofType { name
    ofType { name ofType { name } } } } } } } } }
"""


def exceeded(text: str, limits: Limits, schema: GraphQLSchema = SCHEMA) -> dict[str, int]:
    errors = too_complex(schema, parse(text), limits)
    found: dict[str, int] = {}
    for error in errors:
        assert error.extensions is not None
        assert error.extensions["code"] == CODE
        assert error.extensions["messageId"]
        found[error.extensions["limit"]] = error.extensions["maximum"]
    return found


def size(text: str, what: str) -> int:
    """The least limit that a text keeps."""
    for limit in range(100_001):
        if what not in exceeded(text, Limits(**{what: limit})):
            return limit
    raise AssertionError(text)


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
    assert size(text, "depth") == depth


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
    assert size(text, "cost") == cost


@pytest.mark.parametrize(
    ("what", "text", "count"),
    [
        ("aliases", "{ x: leaf y: a { z: name } }", 3),
        ("aliases", "{ a { ...F ...F } } fragment F on A { x: name }", 2),
        ("directives", "query @tag { leaf @tag @tag ... @tag { leaf } }", 4),
        ("directives", "{ ...F @tag } fragment F on Query @tag { leaf @tag }", 3),
        ("root_fields", "{ leaf a { name name name } ...F ...F } fragment F on Query { x: leaf ... { y: leaf } }", 6),
        ("width", "{ a { name name } leaf ...F } fragment F on Query { a { name name name name name } }", 5),
        ("repeats", "{ a { name name x: name name } leaf }", 2),
        ("repeats", "{ a { name ...F } } fragment F on A { name a { name } }", 1),
        ("digits", "{ page(first: 12345) { nodes { name } } }", 5),
        ("introspection_depth", "{ __schema { types { name } } a { a { name } } }", 3),
    ],
)  # fmt: skip
def test_every_other_figure(what: str, text: str, count: int) -> None:
    assert size(text, what) == count


def test_every_limit_is_told_at_once() -> None:
    limits = Limits(depth=1, cost=1, root_fields=1)
    assert exceeded("{ a { name } leaf }", limits) == {"depth": 1, "cost": 1, "root_fields": 1}


def test_the_usual_introspection_passes() -> None:
    assert exceeded(INTROSPECTION, Limits()) == {}


def test_a_believable_inbox_passes() -> None:
    fields = " ".join(f"f{n}" for n in range(25))
    text = f"query ($first: Int!, $after: String) {{ page(first: $first) {{ edges {{ node {{ {fields} }} }} }} }}"
    assert exceeded(text, Limits()) == {}


def bomb(levels: int) -> str:
    chain = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels))
    return "{ ...F0 } " + chain + f" fragment F{levels} on Query {{ leaf }}"


def test_a_fragment_bomb_is_measured_in_linear_time() -> None:
    document = parse(bomb(60))
    begun = time.perf_counter()
    errors = too_complex(SCHEMA, document, Limits())
    assert time.perf_counter() - begun < 0.5
    assert {(error.extensions or {})["limit"] for error in errors} == {"cost", "root_fields", "width", "repeats"}


@pytest.mark.parametrize(
    "text",
    [
        "{ ...A } fragment A on Query { ...A }",
        "{ ...A } fragment A on Query { ...B } fragment B on Query { a { ...A } }",
        "{ ...Nowhere }",
        "fragment A on Query { leaf }",
        "subscription { leaf }",
    ],
)
def test_an_invalid_document_is_measured_without_harm(text: str) -> None:
    assert exceeded(text, Limits()) == {}


def test_a_chain_of_fragments_too_long_for_the_stack_is_too_deep() -> None:
    chain = " ".join(f"fragment F{n} on A {{ a {{ ...F{n + 1} }} }}" for n in range(2_000))
    assert exceeded("{ a { ...F0 } } " + chain, Limits()) == {"depth": Limits().depth}


def test_one_class_for_the_same_limits() -> None:
    assert rule_of(Limits()) is rule_of(Limits())
    assert rule_of(Limits()) is not rule_of(Limits(depth=3))


def test_the_rule_decides_before_the_standard_rules_look() -> None:
    text = "{ " + "a { name } " * 150 + " nothing }"
    rules = (rule_of(Limits()), *specified_rules)
    begun = time.perf_counter()
    errors = validate(SCHEMA, parse(text), rules)
    assert time.perf_counter() - begun < 0.2
    assert {(error.extensions or {}).get("code") for error in errors} == {CODE}
    assert [(error.extensions or {})["limit"] for error in errors] == ["root_fields", "repeats"]


def test_the_rule_lets_the_standard_rules_speak() -> None:
    rules = (rule_of(Limits()), *specified_rules)
    assert validate(SCHEMA, parse("{ leaf }"), rules) == []
    assert [error.message for error in validate(SCHEMA, parse("{ nothing }"), rules)] == [
        "Cannot query field 'nothing' on type 'Query'."
    ]
