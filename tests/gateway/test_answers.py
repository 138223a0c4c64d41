"""A result as it is sent: status, media type, and what stands in the body."""

import asyncio
from typing import Any

import orjson
import pytest
from graphql import GraphQLError
from strawberry.types.execution import ExecutionResult, PreExecutionError

from gateway.answers import RESPONSE_HEADERS, Answer, encode_result, of_result, refused
from gateway.media import GRAPHQL_RESPONSE, JSON
from gateway.transport_errors import TransportError, ill_formed, not_acceptable
from tests.gateway.asgi import Channel, http_scope


def error(code: str | None = "SOME_CODE", path: list[str | int] | None = None, message: str = "No.") -> GraphQLError:
    extensions = {"code": code, "messageId": "Tidak."} if code else None
    return GraphQLError(message, path=path, extensions=extensions)


FINE = ExecutionResult({"a": 1}, None)
PARTIAL = ExecutionResult({"a": None}, [error(path=["a"])])
NULLED = ExecutionResult(None, [error(path=["a"])])
INVALID = PreExecutionError(None, [error("GRAPHQL_VALIDATION_FAILED")])
UNPARSABLE = PreExecutionError(None, [error("GRAPHQL_PARSE_FAILED")])
COERCION = ExecutionResult(None, [error("BAD_USER_INPUT")])


@pytest.mark.parametrize(
    ("result", "graphql", "json", "strict_graphql", "strict_json"),
    [
        (FINE, 200, 200, 200, 200),
        (PARTIAL, 200, 200, 294, 200),
        (NULLED, 200, 200, 294, 200),
        (INVALID, 400, 200, 422, 422),
        (UNPARSABLE, 400, 200, 400, 400),
        (COERCION, 400, 200, 422, 422),
    ],
)
def test_the_status_follows_media_type_and_strictness(
    result: ExecutionResult, graphql: int, json: int, strict_graphql: int, strict_json: int
) -> None:
    assert of_result(result, GRAPHQL_RESPONSE, strict=False).status == graphql
    assert of_result(result, JSON, strict=False).status == json
    assert of_result(result, GRAPHQL_RESPONSE, strict=True).status == strict_graphql
    assert of_result(result, JSON, strict=True).status == strict_json


def body(result: ExecutionResult) -> Any:
    return orjson.loads(of_result(result, JSON, strict=False).body)


def test_a_request_error_has_no_data_and_a_field_error_keeps_null() -> None:
    assert "data" not in body(INVALID)
    assert "data" not in body(COERCION)
    assert body(NULLED)["data"] is None
    assert list(body(PARTIAL)) == ["errors", "data"]


def test_extensions_are_sent() -> None:
    assert body(ExecutionResult({"a": 1}, None, {"cost": 3})) == {"data": {"a": 1}, "extensions": {"cost": 3}}


def test_an_error_without_a_code_is_ours_and_hidden(caplog: pytest.LogCaptureFixture) -> None:
    (entry,) = body(ExecutionResult({"a": None}, [error(None, ["a"], "password=1234")]))["errors"]
    assert entry["extensions"]["code"] == "INTERNAL"
    assert entry["path"] == ["a"]
    assert "1234" not in entry["message"]
    assert "1234" in caplog.text


def test_a_long_message_is_cut() -> None:
    (entry,) = body(ExecutionResult(None, [error(message="x" * 10_000)]))["errors"]
    assert len(entry["message"]) == 501


@pytest.mark.parametrize(
    ("value", "sent"), [(2**70, b"1180591620717411303424"), ("\ud800", b'"\\ud800"'), (float("nan"), b"null")]
)
def test_values_that_are_hard_to_write_are_written(value: object, sent: bytes) -> None:
    assert of_result(ExecutionResult({"a": value}, None), JSON, strict=False).body == b'{"data":{"a":' + sent + b"}}"


def deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


def test_deep_values_are_written_or_refused() -> None:
    assert of_result(ExecutionResult({"a": deep(300)}, None), JSON, strict=False).status == 200
    with pytest.raises(TransportError) as refusal:
        of_result(ExecutionResult({"a": deep(100_000)}, None), JSON, strict=False)
    assert refusal.value.status == 500


def test_what_cannot_be_written_is_an_error_in_a_stream() -> None:
    assert b'"INTERNAL"' in encode_result(ExecutionResult({"a": object()}, None))
    assert encode_result(FINE) == b'{"data":{"a":1}}'


def test_a_refusal_is_plain_json() -> None:
    answer = refused(not_acceptable())
    assert answer.status == 406
    assert dict(answer.headers)[b"content-type"] == b"application/json; charset=utf-8"
    assert refused(ill_formed("", ""), strict=True).status == 422


def test_an_answer_brings_the_headers_that_the_operation_wants() -> None:
    scope = http_scope()
    scope[RESPONSE_HEADERS] = [(b"set-cookie", b"a=1")]
    channel = Channel()
    asyncio.run(Answer(200, b"{}", ()).send(scope, channel.send))
    assert channel.reply().headers == {
        "content-length": "2",
        "cache-control": "no-store",
        "vary": "Accept",
        "set-cookie": "a=1",
    }
