"""Which operation is meant, and whether the transport takes its kind."""

from collections.abc import Collection

import pytest
from graphql import GraphQLError, OperationDefinitionNode, OperationType, parse

from gateway.operations import ANSWERED_ONCE, EVERYTHING, HARMLESS, QUERIES, check_kind, meant
from gateway.transport_errors import TransportError


def operations(text: str) -> list[OperationDefinitionNode]:
    return [node for node in parse(text).definitions if isinstance(node, OperationDefinitionNode)]


def name_of(text: str, name: str | None) -> str | None:
    operation = meant(operations(text), name)
    return operation.name.value if operation.name else None


def test_the_only_operation_needs_no_name() -> None:
    assert name_of("{ a }", None) is None
    assert name_of("query A { a }", None) == "A"


def test_a_name_chooses() -> None:
    assert name_of("query A { a } mutation B { b }", "B") == "B"


@pytest.mark.parametrize(
    ("text", "name"),
    [("query A { a } query B { b }", None), ("query A { a }", "B"), ("query A { a }", ""), ("{ a }", "A"),
     ("fragment F on A { a }", None)],
)  # fmt: skip
def test_what_cannot_be_determined_is_an_error(text: str, name: str | None) -> None:
    with pytest.raises(GraphQLError) as error:
        meant(operations(text), name)
    assert (error.value.extensions or {})["code"] == "OPERATION_RESOLUTION_FAILURE"
    assert (error.value.extensions or {})["messageId"]


@pytest.mark.parametrize("kind", OperationType)
@pytest.mark.parametrize("allowed", [QUERIES, ANSWERED_ONCE, HARMLESS, EVERYTHING])
def test_each_transport_takes_its_kinds(kind: OperationType, allowed: Collection[OperationType]) -> None:
    (operation,) = operations(f"{kind.value} {{ a }}")
    if kind in allowed:
        return check_kind(operation, allowed)
    with pytest.raises(TransportError) as refusal:
        check_kind(operation, allowed)
    assert refusal.value.status == (406 if kind is OperationType.SUBSCRIPTION else 405)
    return None
