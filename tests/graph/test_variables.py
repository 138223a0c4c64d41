"""Variables are coerced as graphql-core coerces them, for every type, default and mistake."""

import random
from typing import Any

import pytest
from graphql import GraphQLError, parse
from graphql.execution.values import get_variable_values

from graph.completion import Fallback
from graph.variables import Variables
from tests.graph.toy import toy_schema

SCHEMA = toy_schema()._schema
TYPES = [
    "Int",
    "Int!",
    "String",
    "String!",
    "ID",
    "Boolean!",
    "Float",
    "Stage",
    "Stage!",
    "[Stage!]",
    "[Int]!",
    "DateTime",
]
TYPES += ["CaseFilter", "CaseFilter!", "Corner", "[Corner!]!"]
DEFAULTS = {"Int": "5", "String": '"x"', "Stage": "OPEN", "[Stage!]": "[OPEN, SHUT]", "CaseFilter": '{search: "a"}'}
VALUES: list[Any] = [None, 0, 1, -5, 2**31, 2**31 - 1, 1.0, 1.5, True, "x", "OPEN", "1", [], ["OPEN"], [1, None], {}]
VALUES += [{"search": "x"}, {"least": "x"}, {"name": "k", "degrees": 1}, [{"name": "k", "degrees": 1}], {"unknown": 1}]
VALUES += ["2026-01-02T03:04Z", "2026-01-02", float("nan"), {"search": None, "stages": "OPEN"}, [[["OPEN"]]]]


GOOD: dict[str, list[Any]] = {"Int": [0, 5, 2.0], "String": ["x"], "ID": ["x", 5], "Boolean": [True], "Float": [1, 0.5]}
GOOD |= {"Stage": ["OPEN"], "[Stage": [["OPEN"], "SHUT"], "[Int]": [[1, None], 3], "DateTime": ["2026-01-02T03:04Z"]}
GOOD |= {"CaseFilter": [{}, {"least": 3, "stages": ["OPEN"]}], "Corner": [{"name": "k", "degrees": 1}], "[Corner": [[]]}


def case(source: random.Random) -> tuple[Any, dict[str, Any]]:
    declared, given = [], {}
    for place in range(source.randint(1, 4)):
        type_ = source.choice(TYPES)
        if source.random() < 0.9:
            usual = GOOD["[Int]" if type_ == "[Int]!" else type_.replace("!", "").rstrip("]")]
            given[f"v{place}"] = source.choice(usual if source.random() < 0.8 else VALUES)
        default = f" = {DEFAULTS[type_]}" if type_ in DEFAULTS and source.random() < 0.5 else ""
        declared.append(f"$v{place}: {type_}{default}")
    return parse(f"query({', '.join(declared)}) {{ __typename }}").definitions[0], given


@pytest.mark.parametrize("seed", range(4))
def test_they_are_coerced_as_by_graphql_core(seed: int) -> None:
    source, refused = random.Random(seed), 0
    for _ in range(1_000):
        node, given = case(source)
        ours = Variables(SCHEMA, node).coerced(given, hide_suggestions=True)
        theirs = get_variable_values(SCHEMA, node.variable_definitions, given, max_errors=50, hide_suggestions=True)
        if isinstance(theirs, list):
            refused += 1
            assert isinstance(ours, list)
            assert [error.formatted for error in ours] == [error.formatted for error in theirs]
        else:
            assert not isinstance(ours, list)
            assert repr(ours.coerced) == repr(theirs.coerced)
            assert list(ours.sources) == list(theirs.sources)
            assert repr([one.value for one in ours.sources.values()]) == repr(
                [one.value for one in theirs.sources.values()]
            )
    assert 100 < refused < 900


def test_deeply_nested_values_are_refused_not_crashed_on() -> None:
    node: Any = parse("query($v: [Int]) { __typename }").definitions[0]
    deep: Any = 1
    for _ in range(5_000):
        deep = [deep]
    refused = Variables(SCHEMA, node).coerced({"v": deep}, hide_suggestions=True)
    assert isinstance(refused, list)
    assert isinstance(refused[0], GraphQLError)


@pytest.mark.parametrize("declared", ["Case", "Nothing", 'Int = "x"'])
def test_wrong_declarations_are_left_to_the_stock_executor(declared: str) -> None:
    node: Any = parse(f"query($v: {declared}) {{ __typename }}").definitions[0]
    with pytest.raises(Fallback):
        Variables(SCHEMA, node)
