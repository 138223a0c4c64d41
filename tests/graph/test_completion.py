"""Generated completions: what has one, what is left to the stock executor, and how often the stores are asked."""

import random
from typing import Any
from uuid import UUID

import pytest
from graphql import build_schema, execute, parse
from graphql.execution.collect_fields import FieldDetails, FragmentDetails
from strawberry.execution import optimized_is_awaitable

from graph import compiled
from graph.compiled import CompiledExecutor, counts, flags_of
from graph.completion import NO_VARIABLES, Fallback, Scope
from graph.completion_writer import write
from graph.context import Context
from graph.nodes import id_of, node_id
from tests.graph.asking import context_of
from tests.graph.toy import CaseRow, UnitRow, World, WorldMaker, toy_schema

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
    return context_of(world=world(cases))


def completion_of(document: str, *, native: bool = False) -> Any:
    """The completion of the first root field."""
    parsed: Any = parse(document)
    operation, *fragments = parsed.definitions
    named = {fragment.name.value: FragmentDetails(fragment) for fragment in fragments}
    node = operation.selection_set.selections[0]
    assert SCHEMA.query_type
    definition = SCHEMA.query_type.fields[node.name.value]
    return write(Scope(SCHEMA, named, operation), definition.type, [FieldDetails(node, None)], native=native)


async def run(document: Any, who: Context, **variables: Any) -> Any:
    answer: Any = execute(
        SCHEMA,
        document,
        context_value=who,
        variable_values=variables,
        is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type]
        executor_class=CompiledExecutor,
    )
    return await answer if optimized_is_awaitable(answer) else answer


@pytest.fixture(autouse=True)
def _fresh() -> None:
    compiled.forget()
    counts.written = counts.used = counts.planned = counts.fallbacks = 0


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


async def test_a_selection_is_compiled_when_it_is_seen_again() -> None:
    document = parse("{ cases { title places { name } } }")
    first = await run(document, context())
    assert (counts.written, counts.used) == (0, 0)
    assert await run(document, context()) == first
    assert (counts.written, counts.used) == (1, 1)
    assert await run(document, context()) == first
    assert (counts.written, counts.used) == (1, 2)
    await run(parse("{ cases { title places { name } } }"), context())  # the same text, parsed anew
    assert counts.written == 1


async def test_each_combination_of_flags_is_another_selection() -> None:
    document = parse("query($a: Boolean!, $b: Boolean!) { cases { title @include(if: $a) count @skip(if: $b) } }")
    for _ in range(2):
        for first in (True, False):
            for second in (True, False):
                result = await run(document, context(1), a=first, b=second)
                assert ("title" in result.data["cases"][0], "count" in result.data["cases"][0]) == (first, not second)
    assert counts.written == 4


async def test_edges_of_all_rows_are_asked_together_level_by_level() -> None:
    document = parse("{ cases { unit { name } recent(most: 1) { unit { id } } } }")
    for _ in range(3):
        who = context(4)
        who.sessions = who.storage
        result = await run(document, who)
        assert not result.errors
        assert [name for name, _ in who.storage.batches] == ["units"] * len(who.storage.batches)
        assert len(who.storage.batches) <= 2
    assert counts.used == 2


async def test_one_bad_row_does_not_spoil_the_others() -> None:
    document = parse("{ cases { title } }")
    for _ in range(3):
        who = context(3)
        who.storage.cases[1].title = ValueError("broken")
        result = await run(document, who)
        assert [case and case["title"] for case in result.data["cases"]][1] is None
        assert [error.path for error in result.errors] == [["cases", 1, "title"]]
    assert counts.fallbacks > 0
    assert counts.used > 0  # the good rows, one by one


async def test_whatever_fields_are_mixed_the_rest_is_compiled() -> None:
    document = parse("{ cases { foreign place { name } events { nodes { seq } } } }")
    await run(document, context(2))
    result = await run(document, context(2))
    assert {case["foreign"] for case in result.data["cases"]} == {7}
    assert counts.used > 0


def test_ids_are_the_same_inline() -> None:
    who = context()
    completion = completion_of("{ sureCase { id unit { id } } }")
    case: Any = None
    for case in who.storage.cases:
        case.unit = UnitRow(0, UUID(int=2**128 - 1), "x", None)
        assert completion.begin(case, who, NO_VARIABLES, []) == {"id": id_of(case), "unit": {"id": id_of(case.unit)}}
    case.id = 17  # no UUID: the careful way
    assert completion.begin(case, who, NO_VARIABLES, [])["id"] == id_of(case) == node_id("Case", 2101, 17)


def test_only_variables_of_skip_and_include_are_flags() -> None:
    document: Any = parse(
        """query($a: Boolean!, $b: Int, $c: Boolean!) { x @skip(if: $c) y(n: $b) ...F }
        fragment F on Query { z @include(if: $a) @include(if: true) }"""
    )
    assert flags_of(document.definitions) == ("a", "c")


def test_schemas_of_others_are_left_alone() -> None:
    other = build_schema("type Query { a: A } type A { b: Int }")
    node: Any = parse("{ a { b } }")
    selection = node.definitions[0].selection_set.selections[0]
    with pytest.raises((Fallback, KeyError)):
        write(Scope(other, {}, node.definitions[0]), other.type_map["A"], [FieldDetails(selection, None)])


async def test_random_worlds_without_wrong_values_never_fall_back() -> None:
    document = parse("{ cases { id title place { name } unit { id name } desk { name } recent { seq unit { id } } } }")
    source = random.Random(1)
    for _ in range(30):
        who = context_of(world=WorldMaker(source.getrandbits(32), 0.0).world())
        who.sessions = who.storage
        await run(document, who)
    assert counts.used > 20
