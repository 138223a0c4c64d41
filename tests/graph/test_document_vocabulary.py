"""Every kind, format and state of documents is described."""

from graph.document_vocabulary import DocumentFormat, DocumentKind, DocumentState


def test_every_value_is_described() -> None:
    for enum in (DocumentFormat, DocumentKind, DocumentState):
        values = enum.__strawberry_definition__.values  # type: ignore[attr-defined]
        assert [value.name for value in values] == [member.name for member in enum]
        assert all(value.description.endswith(").") for value in values)
