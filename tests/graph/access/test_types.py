"""What an account, a token and a seat show: never what proves them."""

import pytest
from graphql import GraphQLObjectType

from graph.schema import schema

FORBIDDEN = {"password", "hash", "email", "csrf"}


@pytest.mark.parametrize("name", ["Account", "Token", "Viewer", "Seat", "Appointment", "Sanction"])
def test_no_secret_and_no_address_is_a_field(name: str) -> None:
    declared = schema._schema.type_map[name]
    assert isinstance(declared, GraphQLObjectType)
    assert not [field for field in declared.fields for word in FORBIDDEN if word in field.lower()]


def test_secrets_are_shown_by_the_mutations_that_make_them_alone() -> None:
    showing = {
        name
        for name, declared in schema._schema.type_map.items()
        if isinstance(declared, GraphQLObjectType)
        for field, shown in declared.fields.items()
        if field in ("secret", "code") and "shown" in (shown.description or "")
    }
    assert showing == {"IssuedToken", "Invitation", "WebhookSecret"}
