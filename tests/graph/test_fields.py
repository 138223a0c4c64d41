"""Fields: a permission for every root, a description for every field, relations from the row or from one batch."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

import pytest
import strawberry

from graph.context import Context, Info
from graph.declarations import attribute, object_type
from graph.fields import demand, derived, edge, mutation, permission_of, query, subscription
from graph.inputs import argument, text_argument
from graph.schema_base import TuntasSchema, merged
from policies.permissions import Permission
from policies.principal import Principal
from rules.errors import BAD_USER_INPUT, FORBIDDEN, UNAUTHENTICATED, Refusal, not_found
from rules.roles import Role
from tests.graph.asking import asked, context_of, data_of, refusal_of

READ, LAPSE = Permission.COMPLAINT_READ, Permission.COMPLAINT_LAPSE


@dataclass(slots=True)
class LeafRow:
    name: str


@dataclass(slots=True)
class BranchRow:
    number: int
    leaf: Any = field(init=False)
    guarded: Any = field(init=False)


@dataclass
class World:
    """Counts the batches, and what was done."""

    batches: list[list[int]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)


async def leaves(world: Any, keys: Sequence[int]) -> list[Any]:
    world.batches.append(list(keys))
    return [not_found() if key == 9 else LeafRow(f"leaf {key}") for key in keys]


def seen(_row: BranchRow, context: Context, found: Any) -> Any:
    return found if context.principal.role is Role.NASIONAL else None


@object_type
class Leaf:
    """A leaf."""

    name: str = attribute("Its name.")


@object_type
class Branch:
    """A branch."""

    number: int = attribute("Its number.")

    @edge(Leaf | None)
    @staticmethod
    async def leaf(row: BranchRow, context: Context) -> LeafRow:
        """Its leaf."""
        return await context.load(leaves, row.number)

    @edge(Leaf | None)
    @staticmethod
    def soon(row: BranchRow, context: Context) -> Awaitable[LeafRow]:
        """Its leaf, without a coroutine."""
        return context.load(leaves, row.number)

    @edge(Leaf | None, shown=seen)
    @staticmethod
    async def guarded(row: BranchRow, context: Context) -> LeafRow:
        """Its leaf, for some."""
        return await context.load(leaves, row.number)

    @derived(str, description="Its number in words.")
    @staticmethod
    def words(row: BranchRow, context: Context, loud: Annotated[bool, argument("Loudly?")] = False) -> str:  # noqa: FBT002 - an argument of the field
        return f"{row.number}{'!' if loud else ''} {context.principal.role}"


def branches(*, carrying: bool) -> list[BranchRow]:
    rows = [BranchRow(number) for number in range(3)]
    for row in rows if carrying else ():
        row.leaf = row.guarded = LeafRow("carried")
    return rows


@strawberry.type
class Queries:
    @query(READ, list[Branch])
    async def tree(self, info: Info, carrying: Annotated[bool, argument("With leaves?")] = False) -> Any:  # noqa: FBT002 - an argument of the field
        """All branches."""
        return branches(carrying=carrying)

    @query(READ, Branch)
    def sick(self, info: Info) -> Any:
        """A branch whose leaf is refused."""
        return BranchRow(9)

    @query(LAPSE, int)
    async def guarded(self, info: Info) -> int:
        """For the system only."""
        info.context.storage.done.append("guarded")
        return 1

    @query(LAPSE, int)
    def guarded_at_once(self, info: Info) -> int:
        """For the system only, without waiting."""
        info.context.storage.done.append("guarded")
        return 1


@strawberry.type
class Mutations:
    @mutation(LAPSE, int)
    async def act(self, info: Info, word: Annotated[str, text_argument("A word.", at_most=3)] = "") -> int:
        """For the system only."""
        info.context.storage.done.append(word)
        return 1


@strawberry.type
class Subscriptions:
    @subscription(LAPSE, int)
    async def watch(self, info: Info, word: Annotated[str, text_argument("A word.", at_most=3)] = "") -> Any:
        """For the system only."""
        info.context.storage.done.append(word)
        yield 1


SCHEMA = TuntasSchema(
    merged("Query", "Q.", Queries), merged("Mutation", "M.", Mutations), merged("Subscription", "S.", Subscriptions)
)


def context(role: Role = Role.NASIONAL) -> Context:
    return context_of(role, World())


@pytest.mark.parametrize("document", ["{ guarded }", "{ guardedAtOnce }", "mutation { act }", "subscription { watch }"])
async def test_without_the_permission_nothing_runs(document: str) -> None:
    for role, code in ((Role.NASIONAL, FORBIDDEN), (Role.PUBLIK, UNAUTHENTICATED)):
        who = context(role)
        if document.startswith("subscription"):
            result = await anext(aiter(await SCHEMA.subscribe(document, context_value=who)))
        else:
            result = await asked(SCHEMA, document, who)
        assert result.errors
        told = result.errors[0].extensions or {}
        assert (told["code"], told["rule"], result.data) == (code, LAPSE.value, None)
        assert who.storage.done == []


async def test_with_the_permission_it_runs() -> None:
    who = context(Role.SISTEM)
    assert await data_of(SCHEMA, "{ guarded }", who) == {"guarded": 1}
    assert await data_of(SCHEMA, 'mutation { act(word: " abc ") }', who) == {"act": 1}
    stream = await SCHEMA.subscribe('subscription { watch(word: " x ") }', context_value=who)
    assert [result.data for result in [result async for result in stream]] == [{"watch": 1}]
    assert who.storage.done == ["guarded", "abc", "x"]


async def test_arguments_with_a_rule_are_checked_everywhere() -> None:
    who = context(Role.SISTEM)
    assert (await refusal_of(SCHEMA, 'mutation { act(word: "long") }', who))["field"] == "word"
    result = await anext(aiter(await SCHEMA.subscribe('subscription { watch(word: "long") }', context_value=who)))
    assert result.errors
    assert (result.errors[0].extensions or {})["code"] == BAD_USER_INPUT
    assert who.storage.done == []


def test_a_restricted_principal_is_refused() -> None:
    demand(Principal(Role.NASIONAL), READ)
    with pytest.raises(Refusal, match="needs the permission"):
        demand(Principal(Role.NASIONAL, restricted=frozenset({READ})), READ)


def test_the_permission_is_printed() -> None:
    printed = SCHEMA.as_str()
    assert 'guarded: Int! @requires(permission: "complaint:lapse")' in printed
    assert '@requires(permission: "complaint:read")' in printed
    field_ = SCHEMA._schema.query_type.fields["tree"].extensions["strawberry-definition"]  # type: ignore[union-attr]
    assert permission_of(field_) is READ


@pytest.mark.parametrize("name", ["leaf", "soon", "guarded"])
async def test_relations_of_all_rows_are_one_batch(name: str) -> None:
    who = context()
    data = await data_of(SCHEMA, f"{{ tree {{ {name} {{ name }} }} }}", who)
    assert [branch[name]["name"] for branch in data["tree"]] == ["leaf 0", "leaf 1", "leaf 2"]
    assert who.storage.batches == [[0, 1, 2]]


async def test_what_the_row_carries_is_not_asked() -> None:
    who = context()
    data = await data_of(SCHEMA, "{ tree(carrying: true) { leaf { name } guarded { name } } }", who)
    assert data["tree"][0] == {"leaf": {"name": "carried"}, "guarded": {"name": "carried"}}
    assert who.storage.batches == []


@pytest.mark.parametrize("carrying", ["true", "false"])
async def test_shown_has_the_last_word_on_what_is_carried_and_on_what_is_asked(carrying: str) -> None:
    document = f"{{ tree(carrying: {carrying}) {{ guarded {{ name }} }} }}"
    data = await data_of(SCHEMA, document, context(Role.PELAPOR))
    assert [branch["guarded"] for branch in data["tree"]] == [None, None, None]


async def test_a_refused_relation_is_an_error_at_its_place() -> None:
    result = await asked(SCHEMA, "{ sick { number leaf { name } } }", context())
    assert result.data == {"sick": {"number": 9, "leaf": None}}
    assert result.errors
    assert result.errors[0].path == ["sick", "leaf"]


async def test_derived_fields_know_row_request_and_arguments() -> None:
    data = await data_of(SCHEMA, "{ sick { words loud: words(loud: true) } }", context())
    assert data == {"sick": {"words": "9 NASIONAL", "loud": "9! NASIONAL"}}


def test_no_field_without_a_description() -> None:
    async def bare(self: Any, info: Info) -> int:
        raise NotImplementedError

    for declare in (query(READ, int), mutation(READ, int), subscription(READ, int), edge(Leaf)):
        with pytest.raises(TypeError, match="bare is not described: write its docstring"):
            declare(bare)


def test_a_derived_field_does_not_wait() -> None:
    async def slow(row: Any, context: Context) -> int:
        """Slow."""
        raise NotImplementedError

    with pytest.raises(TypeError, match="slow awaits: a derived field is synchronous, declare an edge"):
        derived(int)(slow)
