"""The executor with compiled completions: when it compiles, how often it asks the stores, what one bad row costs."""

import random
from typing import Any

import pytest
from graphql import execute, parse
from strawberry.execution import optimized_is_awaitable

from graph import compiled
from graph.compiled import CompiledExecutor, counts, flags_of
from graph.context import Context
from tests.graph.asking import context_of
from tests.graph.completions import SCHEMA, context
from tests.graph.toy import WorldMaker


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


def test_only_variables_of_skip_and_include_are_flags() -> None:
    document: Any = parse(
        """query($a: Boolean!, $b: Int, $c: Boolean!) { x @skip(if: $c) y(n: $b) ...F }
        fragment F on Query { z @include(if: $a) @include(if: true) }"""
    )
    assert flags_of(document.definitions) == ("a", "c")


async def test_random_worlds_without_wrong_values_never_fall_back() -> None:
    document = parse("{ cases { id title place { name } unit { id name } desk { name } recent { seq unit { id } } } }")
    source = random.Random(1)
    for _ in range(30):
        who = context_of(world=WorldMaker(source.getrandbits(32), 0.0).world())
        who.sessions = who.storage
        await run(document, who)
    assert counts.used > 20
