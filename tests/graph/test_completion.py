"""What is completed in steps: arguments bound once a request, edges asked level by level, failures left quietly."""

import asyncio
from typing import Any

import pytest
from graphql import FieldNode, GraphQLError, parse
from graphql.execution.values import VariableValues, get_variable_values

from graph.completion import NO_VARIABLES, Open, has_variables, settle
from graph.context import Context
from graph.nodes import id_of
from rules.errors import Refusal
from tests.graph.completions import SCHEMA, completion_of, context
from tests.graph.toy import EventRow


def variables_of(document: str, **given: Any) -> VariableValues:
    operation: Any = parse(document).definitions[0]
    values = get_variable_values(SCHEMA, operation.variable_definitions, given)
    assert isinstance(values, VariableValues)
    return values


def field_of(document: str) -> FieldNode:
    operation: Any = parse(document).definitions[0]
    return operation.selection_set.selections[0]  # type: ignore[no-any-return]


async def completed(document: str, who: Context, value: Any) -> Any:
    """The whole response for a value of the first root field."""
    edges: list[Open] = []
    response = completion_of(document).begin(value, who, NO_VARIABLES, edges)
    await settle(edges, who, NO_VARIABLES)
    return response


def test_arguments_that_are_written_are_bound_once() -> None:
    completion = completion_of("{ sureCase { excerpt(length: 2, stage: SHUT) } }")
    assert completion.bound(NO_VARIABLES)[0] is completion.bound(NO_VARIABLES)[0]
    who = context()
    assert completion.begin(who.storage.cases[0], who, NO_VARIABLES, [])["excerpt"][2:] == "SHUT"


def test_arguments_with_variables_are_bound_for_each_request() -> None:
    document = "query($n: Int) { sureCase { excerpt(length: $n) again: excerpt } }"
    completion, who = completion_of(document), context()
    case = who.storage.cases[0]
    for given, length in (({"n": 1}, 1), ({"n": 4}, 4), ({}, 3)):
        response = completion.begin(case, who, variables_of(document, **given), [])
        assert response == {"excerpt": case.title[:length], "again": case.title[:3]}
    with pytest.raises(GraphQLError):
        completion.begin(case, who, variables_of(document, n=None), [])


@pytest.mark.parametrize(
    ("document", "found"),
    [("{ a(b: 1) }", False), ("{ a(b: $c) }", True), ("{ a(b: [{c: [$d]}]) }", True), ("{ a { b(c: $d) } }", False)],
)
def test_variables_are_found_wherever_they_stand(document: str, found: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert has_variables(field_of(document)) is found


async def test_edges_are_asked_level_by_level() -> None:
    who = context(3)
    first, second, _third = who.storage.units
    for case in who.storage.cases:
        case.unit_id, case.events_known = first, (EventRow(1, None, None, None, second),)
    response = await completed("{ cases { unit { id } recent { seq unit { id } } } }", who, who.storage.cases)
    ids = [id_of(who.storage.units[key]) for key in (first, second)]
    assert response == [{"unit": {"id": ids[0]}, "recent": [{"seq": 1, "unit": {"id": ids[1]}}]}] * 3
    assert who.storage.batches == [("units", 1), ("units", 1)]


async def test_a_refused_edge_refuses_the_whole_and_leaves_nothing_behind() -> None:
    who = context(3)
    for case in who.storage.cases:
        case.unit_id = next(iter(who.storage.units))
    who.storage.units[who.storage.cases[0].unit_id].name = "orphan"
    with pytest.raises(Refusal):
        await completed("{ cases { unit { name parent { id } } } }", who, who.storage.cases)
    await asyncio.sleep(0)


async def test_an_edge_that_cannot_even_be_asked_closes_the_others() -> None:
    who = context(2)
    document = "{ cases { unit { name } events(first: 5) { nodes { seq } } } }"
    who.storage.cases[1].events_known = None
    with pytest.raises(TypeError):
        await completed(document, who, who.storage.cases)
    await asyncio.sleep(0)
