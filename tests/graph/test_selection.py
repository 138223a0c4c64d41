"""What a resolver is told of the selection: names of fields and relations, wherever and however they are written."""

from typing import Annotated, Any

import pytest
import strawberry
from graphql import parse

from graph import selection
from graph.context import Info
from graph.fields import query
from graph.inputs import argument
from graph.paging import After, Connection, First
from graph.plan import OperationPlan
from graph.schema_base import TuntasSchema, merged
from policies.permissions import Permission
from rules.pages import Page
from tests.graph.asking import asked, context_of
from tests.graph.toy import BY_TIME, Case, Found

READ = Permission.COMPLAINT_READ


def note(info: Info) -> None:
    found = {name: selection.arguments(info, name) for name in selection.relations(info)}
    seen = (selection.fields(info), selection.relations(info), selection.of_page(info), found)
    info.context.storage.append(seen)


@strawberry.type
class Queries:
    @query(READ, Case | None)
    async def case(self, info: Info) -> Any:
        """A case."""
        note(info)

    @query(READ, list[Case] | None)
    async def cases(self, info: Info, first: First = 20, after: After = None) -> Any:
        """Cases."""
        note(info)

    @query(READ, Connection[Case])
    async def inbox(self, info: Info, deep: Annotated[bool, argument("No matter.")] = False) -> Page[Any]:  # noqa: FBT002 - an argument of the field
        """A page of cases."""
        assert deep in (True, False)
        note(info)
        return Page([], BY_TIME)

    @query(READ, list[Found])
    async def found(self, info: Info) -> list[Any]:
        """Units and topics."""
        note(info)
        return []


SCHEMA = TuntasSchema(merged("Query", "Q.", Queries))


async def seen_by(document: str, **variables: Any) -> tuple[Any, ...]:
    """What the resolver saw, the same in the stock executor and in a plan."""
    stock, planned = context_of(world=[]), context_of(world=[])
    result = await asked(SCHEMA, document, stock, **variables)
    assert not result.errors, result.errors
    if "found" not in document:  # a union is beyond a plan
        await OperationPlan.of(SCHEMA, parse(document)).run(variables, planned)
        assert stock.storage == planned.storage
    (seen,) = stock.storage
    return seen  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("document", "fields", "relations"),
    [
        ("{ case { id title } }", {"id", "title"}, set()),
        ("{ case { __typename } }", set(), set()),
        ("{ case { when: dueAt viewerCan } }", {"due_at", "viewer_can"}, set()),
        ("{ case { unit { name } } }", {"unit", "unit.name"}, {"unit"}),
        ("{ case { unit { parent { id } } } }", {"unit", "unit.parent", "unit.parent.id"}, {"unit", "unit.parent"}),
        ("{ case { place { name } } }", {"place", "place.name"}, set()),
        ("{ case { ...A } } fragment A on Case { desk { id } }", {"desk", "desk.id"}, {"desk"}),
        ("{ case { ... on Node { id } ... { title } } }", {"id", "title"}, set()),
        ("query($no: Boolean!) { case { unit @include(if: $no) { id } } }", {"unit", "unit.id"}, {"unit"}),
        ("{ case { a: unit { id } b: unit { name } } }", {"unit", "unit.id", "unit.name"}, {"unit"}),
        ("{ inbox { nodes { id unit { id } } } }", {"id", "unit", "unit.id"}, {"unit"}),
        ("{ inbox { edges { node { desk { id } } cursor } } }", {"desk", "desk.id"}, {"desk"}),
        ("{ inbox { ...P } } fragment P on CaseConnection { nodes { title } }", {"title"}, set()),
        (
            "{ cases { recent { unit { id } } } }",
            {"recent", "recent.unit", "recent.unit.id"},
            {"recent", "recent.unit"},
        ),
        ("{ cases { events { nodes { seq } } } }", {"events", "events.seq"}, {"events"}),
        (
            "{ found { ... on Unit { parent { id } } ... on Topic { label } } }",
            {"parent", "parent.id", "label"},
            {"parent"},
        ),
    ],
)
async def test_names_are_found_wherever_they_are_written(document: str, fields: set[str], relations: set[str]) -> None:
    found = await seen_by(document, **({"no": False} if "$no" in document else {}))
    assert found[:2] == (fields, relations)


async def test_what_is_selected_of_the_page_itself() -> None:
    assert (await seen_by("{ inbox { nodes { id } pageInfo { hasNextPage } } }"))[2] == {"nodes", "page_info"}
    assert (await seen_by("{ inbox { edges { cursor } } }"))[2] == {"edges"}
    assert (await seen_by("{ cases { id } }"))[2] == set()


@pytest.mark.parametrize(
    ("written", "arguments"),
    [
        ("events { nodes { seq } }", {"first": 20, "after": None}),
        ("events(first: 3) { nodes { seq } }", {"first": 3, "after": None}),
        ("events(first: $n, after: $a) { nodes { seq } }", {"first": 7, "after": None}),
        ('a: events(after: "x") { nodes { seq } } b: events(after: "x") { nodes { at } }', {"first": 20, "after": "x"}),
    ],
)
async def test_a_relation_is_known_with_its_arguments(written: str, arguments: dict[str, Any]) -> None:
    head = "query($n: Int, $a: String) " if "$" in written else ""
    found = await seen_by(f"{head}{{ case {{ {written} }} }}", **({"n": 7} if head else {}))
    assert found[3] == {"events": arguments}


async def test_a_relation_asked_for_differently_is_left_to_its_resolver() -> None:
    twice = "a: events(first: 1) { nodes { unit { id } } } b: events(first: 2) { nodes { seq } }"
    found = await seen_by(f"{{ case {{ {twice} unit {{ id }} }} }}")
    assert found[1] == {"unit"}
    assert "events" in found[0]


async def test_nested_fragments_take_no_longer_than_they_are_written() -> None:
    levels = 26  # two to the 26th selections, were each spread followed
    links = [f"fragment F{n} on Case {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels)]
    document = " ".join(["{ case { ...F0 } }", *links, f"fragment F{levels} on Case {{ unit {{ id }} }}"])
    stock = context_of(world=[])
    await SCHEMA.execute(document, context_value=stock)
    assert stock.storage[0][1] == {"unit"}


def test_it_can_be_forgotten() -> None:
    selection.forget()
