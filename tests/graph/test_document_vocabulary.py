"""Every kind, format and state of documents is described."""

from typing import Any

from graph.document_vocabulary import DocumentFormat, DocumentKind, DocumentState


def test_every_value_is_described() -> None:
    enums: tuple[Any, ...] = (DocumentFormat, DocumentKind, DocumentState)
    for enum in enums:
        values = enum.__strawberry_definition__.values
        assert [value.name for value in values] == [member.name for member in enum]
        assert all(value.description.endswith(").") for value in values)
