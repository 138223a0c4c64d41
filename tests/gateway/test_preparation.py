"""Each text is parsed and validated once; what is remembered is bounded."""

import asyncio
from typing import Any

import pytest
from graphql import GraphQLError

from gateway import preparation as module
from gateway.limits import Limits
from gateway.preparation import Preparation, Prepared
from tests.gateway import toy
from tests.gateway.asgi import post


def preparation(**options: Any) -> Preparation:
    return Preparation(toy.schema(), options.pop("limits", Limits()), **options)


def codes(prepared: Prepared) -> set[str]:
    return {(error.extensions or {})["code"] for error in prepared.errors}


def test_a_text_is_prepared_once() -> None:
    prepared = preparation()
    first = prepared.prepare("{ hello }", staff=False)
    assert prepared.prepare("{ hello }", staff=False) is first
    assert (first.errors, len(first.operations)) == ([], 1)


def test_an_invalid_text_is_remembered_with_its_errors() -> None:
    prepared = preparation()
    first = prepared.prepare("{ nothing }", staff=False)
    assert prepared.prepare("{ nothing }", staff=False) is first
    assert codes(first) == {"GRAPHQL_VALIDATION_FAILED"}
    assert all((error.extensions or {})["messageId"] for error in first.errors)


def test_what_cannot_be_parsed_raises_each_time() -> None:
    prepared = preparation()
    for _ in range(2):
        with pytest.raises(GraphQLError):
            prepared.prepare("{", staff=False)


def test_staff_have_more_tokens_than_visitors() -> None:
    text = "{ hello " + " hello" * 8 + " }"
    prepared = preparation(limits=Limits(tokens=11, anonymous_tokens=10))
    assert prepared.prepare(text, staff=True).errors == []
    with pytest.raises(GraphQLError, match="more than 10 tokens"):
        prepared.prepare(text, staff=False)


def test_a_trusted_text_has_the_larger_limit_for_everyone() -> None:
    text = "{ hello " + " hello" * 8 + " }"
    prepared = preparation(limits=Limits(tokens=11, anonymous_tokens=10), trusted={text})
    assert prepared.prepare(text, staff=False).errors == []


@pytest.mark.parametrize("text", ["{ hello " + " " * 60 + "}", "#\n" * 21 + "{ hello }"])
def test_length_and_comments_are_limited_too(text: str) -> None:
    with pytest.raises(GraphQLError):
        preparation(limits=Limits(characters=60, tokens=20, anonymous_tokens=20)).prepare(text, staff=True)


def test_only_staff_get_suggestions() -> None:
    prepared = preparation()
    assert "Did you mean 'hello'" in prepared.prepare("{ helo }", staff=True).errors[0].message
    assert "Did you mean" not in prepared.prepare("{ helo }", staff=False).errors[0].message


def test_visitors_can_be_kept_from_the_schema() -> None:
    text = "{ __schema { types { name } } }"
    prepared = preparation(visitors_introspect=False)
    assert prepared.prepare(text, staff=True).errors == []
    assert codes(prepared.prepare(text, staff=False)) == {"GRAPHQL_VALIDATION_FAILED"}
    assert preparation().prepare(text, staff=False).errors == []
    assert prepared.prepare("{ __typename }", staff=False).errors == []


def test_trusted_texts_are_never_forgotten_and_others_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REMEMBERED_CHARACTERS", 1_000)
    prepared = preparation(trusted={"{ hello }"})
    kept = prepared.prepare("{ hello }", staff=False)
    first = prepared.prepare("{ a0: hello }", staff=False)
    for number in range(1, 6):
        prepared.prepare(f"{{ a{number}: hello }}", staff=False)
    assert prepared.prepare("{ hello }", staff=False) is kept
    assert prepared.prepare("{ a0: hello }", staff=False) is not first
    assert len(prepared._recent) == 5


def test_the_executor_takes_over_what_was_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    view = toy.view()
    assert post(view, {"query": "{ hello }"}).status == 200
    monkeypatch.setattr(module, "parse", None)
    monkeypatch.setattr(module, "validate", None)
    monkeypatch.setattr("strawberry.schema.schema.parse", None)
    monkeypatch.setattr("strawberry.schema.schema.validate", None)
    assert post(view, {"query": "{ hello }"}).json() == {"data": {"hello": "halo dunia"}}


def test_the_schema_that_was_given_is_left_as_it_was() -> None:
    schema = toy.schema()
    Preparation(schema, Limits())
    assert schema.extensions == ()
    result = asyncio.run(schema.execute("{ __typename }"))
    assert result.data == {"__typename": "Query"}
