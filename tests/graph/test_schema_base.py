"""A schema is merged from subjects without overlap, and cannot be built against its laws."""

import pytest
import strawberry

from graph.context import Info
from graph.declarations import attribute
from graph.fields import query
from graph.schema_base import TuntasSchema, merged
from policies.permissions import Permission
from tests.graph.asking import data_of

READ = Permission.COMPLAINT_READ


@strawberry.type
class One:
    @query(READ, int)
    async def one(self, info: Info) -> int:
        """One."""
        return 1


@strawberry.type
class Other:
    @query(READ, int)
    async def other(self, info: Info) -> int:
        """Other."""
        return 2

    @query(READ, int)
    async def one(self, info: Info) -> int:
        """One as well."""
        raise NotImplementedError


@strawberry.input
class Loose:
    text: str
    words: list[int] | None = None


@strawberry.type(name="Query")
class Sloppy:
    bare: int = attribute("Described.")

    @strawberry.field
    def open_to_all(self, loose: Loose, word: str, many: list[str] | None = None) -> int:
        raise NotImplementedError


async def test_subjects_are_merged() -> None:
    schema = TuntasSchema(merged("Query", "All.", One))
    assert await data_of(schema, "{ one }") == {"one": 1}
    assert schema._schema.query_type is not None
    assert schema._schema.query_type.description == "All."


def test_no_two_subjects_declare_the_same_field() -> None:
    with pytest.raises(TypeError, match="Query has fields that two subjects declare: one"):
        merged("Query", "All.", One, Other)


def test_a_schema_against_the_laws_cannot_be_built() -> None:
    with pytest.raises(TypeError) as refused:
        TuntasSchema(Sloppy)
    assert str(refused.value).splitlines()[1:] == [
        "Query has no description.",
        "Query.openToAll has no description.",
        "Query.openToAll(loose) has no description.",
        "Query.openToAll(word) has no description.",
        "Query.openToAll(many) has no description.",
        "Loose has no description.",
        "Loose.text has no description.",
        "Loose.words has no description.",
        "Query.bare demands no permission: declare it with graph.fields.",
        "Query.openToAll demands no permission: declare it with graph.fields.",
        "Query.openToAll(word) is unbounded: use graph.inputs.text_argument.",
        "Query.openToAll(many) is unbounded: use graph.inputs.text_argument.",
        "Loose.text is unbounded: declare it with graph.inputs.",
        "Loose.words is unbounded: declare it with graph.inputs.",
    ]
