"""Each law of a schema notices its breach, at every kind of place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from graph.inputs import RULE
from graph.schema_laws import breaches, undescribed
from tests.graph.toy import toy_schema

CORE: Any = toy_schema()._schema
DEFINITION = "strawberry-definition"


@contextmanager
def without(place: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(place, name)
    setattr(place, name, value)
    yield
    setattr(place, name, before)


def test_the_toy_keeps_them_all() -> None:
    assert breaches(CORE) == []


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (lambda: CORE.type_map["Case"], "Case"),
        (lambda: CORE.type_map["Node"], "Node"),
        (lambda: CORE.type_map["Found"], "Found"),
        (lambda: CORE.type_map["DateTime"], "DateTime"),
        (lambda: CORE.type_map["Stage"], "Stage"),
        (lambda: CORE.type_map["Stage"].values["SHUT"], "Stage.SHUT"),
        (lambda: CORE.type_map["Case"].fields["title"], "Case.title"),
        (lambda: CORE.type_map["Node"].fields["id"], "Node.id"),
        (lambda: CORE.type_map["Case"].fields["events"].args["first"], "Case.events(first)"),
        (lambda: CORE.type_map["CaseFilter"].fields["least"], "CaseFilter.least"),
        (lambda: CORE.mutation_type.fields["rename"].args["corner"], "Mutation.rename(corner)"),
    ],
)
def test_what_is_not_described(place: Callable[[], Any], found: str) -> None:
    for nothing in (None, "", "  "):
        with without(place(), "description", nothing):
            assert list(undescribed(CORE)) == [f"{found} has no description."]


def test_a_root_field_without_permission() -> None:
    declared = CORE.query_type.fields["howMany"].extensions[DEFINITION]
    with without(declared, "extensions", []):
        assert breaches(CORE) == ["Query.howMany demands no permission: declare it with graph.fields."]


def test_input_without_bounds() -> None:
    for name in ("search", "stages"):
        declared = CORE.type_map["CaseFilter"].fields[name].extensions[DEFINITION]
        kept = {key: value for key, value in declared.metadata.items() if key != RULE}
        with without(declared, "metadata", kept):
            assert breaches(CORE) == [f"CaseFilter.{name} is unbounded: declare it with graph.inputs."]
    argument = CORE.query_type.fields["echo"].args["word"].extensions[DEFINITION]
    with without(argument, "metadata", {}):
        assert breaches(CORE) == ["Query.echo(word) is unbounded: use graph.inputs.text_argument."]
