"""A small schema, built like the real one, for everything that the gateway does with any schema."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import Annotated, Any, cast

import strawberry
from starlette.requests import HTTPConnection
from strawberry.scalars import JSON

from gateway.documents import Documents
from gateway.view import GraphQLView, ViewSettings
from graph.context import Context, Info
from graph.declarations import attribute, enum_type, object_type
from graph.fields import mutation, query, subscription
from graph.inputs import argument, input_type, text, text_argument
from graph.schema_base import TuntasSchema, merged
from policies.permissions import Permission
from policies.principal import Principal
from rules.errors import UNAUTHENTICATED, Refusal
from rules.roles import Role

P = Permission.COMPLAINT_SEARCH


class Colour(Enum):
    """A colour (warna)."""

    RED = "red"
    BLUE = "blue"


enum_type(Colour, {Colour.RED: "Red (merah).", Colour.BLUE: "Blue (biru)."})


@input_type
class Filter:
    """What to look for (saringan)."""

    text: str = text("Words.", at_least=1, at_most=20)
    colour: Colour | None = attribute("A colour.", default=None)
    limit: int = attribute("How many.", default=5)


def boss_of(root: Any) -> "Person":
    return Person(name=root.name + "'")


def friends_of(root: Any) -> list["Person"]:
    return [Person(name=f"{root.name}{index}") for index in range(2)]


def page_of(root: Any, first: Annotated[int, argument("How many.")] = 20) -> "PersonConnection":
    return PersonConnection(nodes=[Person(name=f"{root.name}{index}") for index in range(min(first, 3))])


@object_type
class Person:
    """A person (orang)."""

    name: str = attribute("The name.")
    boss: "Person" = strawberry.field(resolver=boss_of, description="Who leads them.")
    friends: list["Person"] = strawberry.field(resolver=friends_of, description="Whom they know, all of them.")
    pages: "PersonConnection" = strawberry.field(resolver=page_of, description="Whom they know, page by page.")


@object_type
class PersonConnection:
    """A page of people."""

    nodes: list[Person] = attribute("The people of this page.")


@strawberry.type
class ToyQueries:
    @query(P, str)
    async def hello(self, name: Annotated[str, text_argument("Whom to greet.", at_most=50)] = "dunia") -> str:
        """Greets."""
        return f"halo {name}"

    @query(P, int)
    async def echo(self, number: Annotated[int, argument("A number.")]) -> int:
        """Gives it back."""
        return number

    @query(P, str)
    async def paint(self, colour: Annotated[Colour, argument("A colour.")]) -> str:
        """Names a colour."""
        return colour.value

    @query(P, list[str])
    async def find(self, where: Annotated[Filter, argument("What to look for.")]) -> list[str]:
        """Finds words."""
        return [where.text] * where.limit

    @query(P, JSON)
    async def anything(self, value: Annotated[JSON, argument("Any value.")]) -> Any:
        """Gives any value back."""
        return value

    @query(P, Person)
    async def person(self) -> Person:
        """Someone."""
        return Person(name="a")

    @query(P, str | None)
    async def crash(self) -> str | None:
        """Breaks."""
        raise ZeroDivisionError("secret")

    @query(P, str)
    async def crash_all(self) -> str:
        """Breaks, and leaves nothing of the answer."""
        raise ZeroDivisionError("secret")

    @query(P, str | None)
    async def refuse(self) -> str | None:
        """Refuses."""
        raise Refusal("MOVE_REFUSED", "Not now.", "Belum boleh.", rule="toy")

    @query(P, str)
    async def slow(self, seconds: Annotated[float, argument("How long.")] = 30.0) -> str:
        """Takes its time."""
        await asyncio.sleep(seconds)
        return "done"

    @query(P, str | None)
    async def who(self, info: Info) -> str | None:
        """Who asks."""
        return info.context.principal.name


@strawberry.type
class ToyMutations:
    @mutation(P, int)
    async def bump(self, info: Info) -> int:
        """Counts up."""
        toy = cast("ToyContext", info.context)
        toy.door.bumped += 1
        return toy.door.bumped


@strawberry.type
class ToySubscriptions:
    @subscription(P, int)
    async def count(self, info: Info, to: Annotated[int, argument("The last number.")]) -> AsyncIterator[int]:
        """Counts."""
        for number in range(1, to + 1):
            yield number

    @subscription(P, int)
    async def forever(self, info: Info) -> AsyncIterator[int]:
        """Says one number and then nothing."""
        door = cast("ToyContext", info.context).door
        try:
            yield 1
            await asyncio.sleep(3600)
        finally:
            door.ended += 1

    @subscription(P, int)
    async def crash_later(self, info: Info) -> AsyncIterator[int]:
        """Says one number and breaks."""
        yield 1
        raise ZeroDivisionError("secret")


@dataclass
class Door:
    """Opens and closes contexts, and counts them. `Bearer bad` is refused, another token names a member of staff."""

    opened: int = 0
    closed: int = 0
    bumped: int = 0
    ended: int = 0

    async def open(self, connection: HTTPConnection) -> Context:
        parameters = connection.scope.get("tuntas.connection_params", {})
        credential = connection.headers.get("authorization") or parameters.get("authorization", "")
        name = credential.removeprefix("Bearer ")
        if name == "bad":
            raise Refusal(UNAUTHENTICATED, "Unknown token.", "Token tidak dikenal.")
        if name == "broken":
            raise ZeroDivisionError("secret")
        self.opened += 1
        role = Role.PENGHUBUNG if name else Role.PUBLIK
        return ToyContext(Principal(role, name=name), cast("Any", None), datetime.now(UTC), door=self)

    async def close(self, context: Context) -> None:
        assert isinstance(context, ToyContext)
        self.closed += 1


@dataclass(slots=True)
class ToyContext(Context):
    """The context, and the door it came through."""

    door: Door = field(default_factory=Door)


def is_staff(context: Any) -> bool:
    return bool(context.principal.name)


def schema() -> TuntasSchema:
    """A schema of its own for each caller, since a view sets limits on it."""
    return TuntasSchema(
        merged("Query", "What can be read.", ToyQueries),
        merged("Mutation", "What can be changed.", ToyMutations),
        merged("Subscription", "What can be followed.", ToySubscriptions),
    )


def view(
    settings: ViewSettings | None = None, *, door: Door | None = None, trusted: tuple[str, ...] = ()
) -> GraphQLView:
    """The view on a fresh schema, with these texts as trusted documents."""
    door = door or Door()
    return GraphQLView(
        schema(),
        open_context=door.open,
        close_context=door.close,
        documents=Documents.of(*trusted),
        is_staff=is_staff,
        settings=settings or ViewSettings(),
    )
