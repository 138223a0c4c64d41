"""Generated functions: which selections have one, and which values they leave to the stock executor."""

from typing import Any
from uuid import UUID

import pytest
from graphql import build_schema, parse
from graphql.execution.collect_fields import FieldDetails

from graph.completion import NO_VARIABLES, Fallback, Scope
from graph.completion_writer import write
from graph.nodes import id_of, node_id
from tests.graph.completions import completion_of, context
from tests.graph.toy import CaseRow, UnitRow


@pytest.mark.parametrize(
    "document",
    [
        "{ found { ... on Unit { name } } }",
        "{ node(id: 1) { id } }",
        "{ cases { foreign } }",
        "{ cases { foreignUnit { name } } }",
        "{ cases { title unit { name foreign: id } foreign } }",
        "{ cases { excerpt(length: $n) unknown } }",
    ],
)
def test_what_no_function_can_complete(document: str) -> None:
    with pytest.raises(Fallback):
        completion_of(document)


def test_what_is_nested_deeper_than_python_allows() -> None:
    deep = "{ cases { unit { " + "parent { " * 120 + "id" + " }" * 120 + " } } }"
    with pytest.raises(Fallback):
        completion_of(deep)


def test_what_is_larger_than_it_is_worth() -> None:
    many = " ".join(f"a{n}: title b{n}: unit {{ name }}" for n in range(5_000))
    with pytest.raises(Fallback):
        completion_of(f"{{ cases {{ {many} }} }}")


def test_native_values_are_left_to_orjson() -> None:
    who = context()
    case: CaseRow = who.storage.cases[0]
    for native, expected in ((True, case.at), (False, case.at.isoformat())):
        completion = completion_of("{ sureCase { at } }", native=native)
        found = completion.begin(case, who, NO_VARIABLES, [])["at"]
        assert found == expected or found == case.at.isoformat()  # a moment outside of UTC is always written


@pytest.mark.parametrize(
    "wrong", [None, 5, "x", ValueError("x"), object(), [1], [None, ValueError("x")], {"a": 1}, iter(()), 3.5]
)
def test_a_value_that_is_not_what_its_type_promises_is_left_to_the_stock_executor(wrong: Any) -> None:
    completion = completion_of("{ cases { title } }")
    nothing = completion.begin(None, context(), NO_VARIABLES, [])
    assert nothing is None
    if wrong is None:
        return
    with pytest.raises(Exception, match=r".*"):
        completion.begin(wrong, context(), NO_VARIABLES, [])


def test_ids_are_the_same_inline() -> None:
    who = context()
    completion = completion_of("{ sureCase { id unit { id } } }")
    case: Any = None
    for case in who.storage.cases:
        case.unit = UnitRow(0, UUID(int=2**128 - 1), "x", None)
        assert completion.begin(case, who, NO_VARIABLES, []) == {"id": id_of(case), "unit": {"id": id_of(case.unit)}}
    case.id = 17  # no UUID: the careful way
    assert completion.begin(case, who, NO_VARIABLES, [])["id"] == id_of(case) == node_id("Case", 2101, 17)


def test_schemas_of_others_are_left_alone() -> None:
    other = build_schema("type Query { a: A } type A { b: Int }")
    node: Any = parse("{ a { b } }")
    selection = node.definitions[0].selection_set.selections[0]
    with pytest.raises((Fallback, KeyError)):
        write(Scope(other, {}, node.definitions[0]), other.type_map["A"], [FieldDetails(selection, None)])
