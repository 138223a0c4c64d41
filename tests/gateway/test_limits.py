"""How large an operation may be, measured in linear time."""

import time
from dataclasses import replace
from typing import Any

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


@pytest.mark.parametrize("length", [30, 31, 5_000])
def test_a_number_has_only_so_many_digits(length: int) -> None:
    text = "{ page(first: " + "9" * length + ") { nodes { name } } }"
    assert ("digits" in exceeded(text, Limits())) is (length > 30)


@pytest.mark.parametrize(
    ("what", "text", "most"),
    [
        ("depth", "{ a { a { name } } }", 3),
        ("introspection_depth", "{ __schema { types { name } } }", 3),
        ("cost", "{ list { name } }", 11),
        ("aliases", "{ x: leaf y: leaf }", 2),
        ("directives", "query @tag { leaf @tag }", 2),
        ("root_fields", "{ leaf leaf ...F } fragment F on Query { leaf }", 3),
        ("width", "{ a { name name name } }", 3),
        ("repeats", "{ a { name name name } }", 2),
    ],
)
def test_the_limit_itself_is_allowed_and_one_more_is_not(what: str, text: str, most: int) -> None:
    def limits(limit: int) -> Limits:
        changes: dict[str, Any] = {what: limit}
        return replace(Limits(), **changes)

    assert exceeded(text, limits(most)) == {}
    assert exceeded(text, limits(most - 1)) == {what: most - 1}


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
