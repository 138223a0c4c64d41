"""Input is checked when it is built, and the refusal names the field by its path."""

from typing import Annotated, Any

import pytest
import strawberry

from graph.context import Info
from graph.declarations import attribute
from graph.fields import query
from graph.inputs import argument, input_type, several, text, text_argument, whole
from graph.scalars import Text
from graph.schema_base import TuntasSchema, merged
from policies.permissions import Permission
from rules.errors import BAD_USER_INPUT
from rules.roles import Role
from tests.graph.asking import asked, context_of, data_of, refusal_of

READ = Permission.COMPLAINT_READ
SENT: list[Any] = []


@input_type
class Person:
    """Somebody."""

    full_name: str = text("The name.", at_least=2, at_most=10)


@input_type
class Letter:
    """What is sent."""

    subject: str = text("In one line.", at_least=3, at_most=12)
    body: str | None = text("The rest.", at_most=40, lines=True, default=None)
    stars: int = whole("How good.", at_least=1, at_most=5, default=3)
    tags: list[str] = several("Words.", at_most=2, each=Text(1, 4), default=())
    people: list[Person] = several("To whom.", at_most=2, default=())
    sender: Person | None = attribute("From whom.", default=None)
    urgent: bool | None = attribute("At once?")


@strawberry.type
class Queries:
    @query(READ, int)
    async def send(self, info: Info, letter: Annotated[Letter, argument("It.")]) -> int:
        """Send it."""
        SENT.append(letter)
        return 1

    @query(READ, str)
    async def say(self, info: Info, first_word: Annotated[str, text_argument("A word.", at_least=2, at_most=5)]) -> str:
        """Say it."""
        return first_word


SCHEMA = TuntasSchema(merged("Query", "Q.", Queries))
SEND = "query($letter: Letter!) { send(letter: $letter) }"


async def test_input_arrives_clean() -> None:
    SENT.clear()
    letter = {"subject": "  Lampu ", "body": "a\r\nb", "tags": [" x "], "people": [{"fullName": " Budi "}]}
    await data_of(SCHEMA, SEND, letter=letter)
    (sent,) = SENT
    assert (sent.subject, sent.body, sent.stars, sent.tags) == ("Lampu", "a\nb", 3, ["x"])
    assert (sent.people[0].full_name, sent.sender, sent.urgent) == ("Budi", None, None)


async def test_literals_are_checked_like_variables() -> None:
    refusal = await refusal_of(SCHEMA, '{ send(letter: {subject: "ok, but far too long"}) }')
    assert refusal["field"] == "subject"


@pytest.mark.parametrize(
    ("letter", "field"),
    [
        ({"subject": "x"}, "subject"),
        ({"subject": "a\x00bc"}, "subject"),
        ({"subject": "Lampu", "stars": 6}, "stars"),
        ({"subject": "Lampu", "tags": ["a", "b", "c"]}, "tags"),
        ({"subject": "Lampu", "tags": ["a", "toolong"]}, "tags.1"),
        ({"subject": "Lampu", "sender": {"fullName": "x"}}, "sender.fullName"),
        ({"subject": "Lampu", "people": [{"fullName": "Budi"}, {"fullName": "x"}]}, "people.1.fullName"),
    ],
)
async def test_the_refusal_names_the_field(letter: dict[str, Any], field: str) -> None:
    refusal = await refusal_of(SCHEMA, SEND, letter=letter)
    assert (refusal["code"], refusal["field"]) == (BAD_USER_INPUT, field)
    assert refusal["messageId"]


async def test_a_root_argument_is_checked_too() -> None:
    assert await data_of(SCHEMA, '{ say(firstWord: " kata ") }') == {"say": "kata"}
    refusal = await refusal_of(SCHEMA, '{ say(firstWord: "k") }')
    assert (refusal["code"], refusal["field"]) == (BAD_USER_INPUT, "firstWord")


async def test_wrong_types_are_told_as_input_not_as_crashes() -> None:
    for letter in ({"subject": 5}, {"subject": None}, {}, {"subject": "Lampu", "unknown": 1}, "x", None):
        result = await asked(SCHEMA, SEND, context_of(Role.PELAPOR), letter=letter)
        assert result.errors
        assert {error.extensions["code"] for error in result.errors if error.extensions} == {BAD_USER_INPUT}
