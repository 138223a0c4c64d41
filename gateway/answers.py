"""How is the result of an operation sent: status, media type, headers and bytes?"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
from graphql import GraphQLError
from starlette.types import Scope, Send
from strawberry.types.execution import ExecutionResult, PreExecutionError

from gateway.media import GRAPHQL_RESPONSE, JSON
from gateway.transport_errors import (
    JSON_CONTENT,
    NOT_STORED,
    VARIES,
    RawHeaders,
    TransportError,
    error_body,
    error_entry,
    internal,
)

log = logging.getLogger(__name__)

RESPONSE_HEADERS: Final = "tuntas.response_headers"
"""Where the scope lists headers that the operation wants sent with its answer, such as a session's cookie."""

CONTENT_TYPES: Final[Mapping[str, tuple[bytes, bytes]]] = {
    GRAPHQL_RESPONSE: (b"content-type", b"application/graphql-response+json; charset=utf-8"),
    JSON: JSON_CONTENT,
}
_LONGEST_MESSAGE: Final = 500
_OK, _PARTIAL, _BAD_REQUEST, _UNPROCESSABLE = 200, 294, 400, 422


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete HTTP answer; `headers` come before those that every answer bears."""

    status: int
    body: bytes
    headers: RawHeaders

    async def send(self, scope: Scope, send: Send) -> None:
        """Sends it, with what the operation left under RESPONSE_HEADERS."""
        length = (b"content-length", b"%d" % len(self.body))
        headers = [*self.headers, length, NOT_STORED, VARIES, *scope.get(RESPONSE_HEADERS, ())]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


def refused(error: TransportError, *, strict: bool = False) -> Answer:
    """The answer to a request that ended before GraphQL began: always JSON, never the GraphQL media type."""
    status = error.strict_status if strict else error.status
    return Answer(status, error_body(error), (JSON_CONTENT, *error.headers))


def of_result(result: ExecutionResult, media: str, *, strict: bool) -> Answer:
    """The answer with the result of an operation, in the media type that was negotiated.

    Raises TransportError when the result cannot be written as JSON.
    """
    if not result.errors and not result.extensions:
        return Answer(_OK, _json({"data": result.data}), (CONTENT_TYPES[media],))
    payload = _payload(result)
    status = _status(payload, media, strict=strict)
    if strict and "data" not in payload:
        media = GRAPHQL_RESPONSE
    return Answer(status, _json(payload), (CONTENT_TYPES[media],))


def encode_result(result: Any) -> bytes:
    """One result of a stream as JSON; what cannot be written becomes an INTERNAL error."""
    try:
        return _json(_payload(result)) if result.errors or result.extensions else _json({"data": result.data})
    except TransportError as error:
        return error_body(error)


def error_entries(errors: list[GraphQLError]) -> list[dict[str, Any]]:
    """The errors as they are sent. The schema gives each its code; one that it missed is ours, logged and hidden."""
    return [_entry(error) for error in errors]


def _entry(error: GraphQLError) -> dict[str, Any]:
    entry: dict[str, Any] = dict(error.formatted)
    if "code" in entry.get("extensions", {}):
        if len(error.message) > _LONGEST_MESSAGE:  # some repeat the whole value that they refuse
            entry["message"] = error.message[:_LONGEST_MESSAGE] + "…"
        return entry
    log.error("an error reached the edge without a code", exc_info=error.original_error or error)
    return entry | error_entry("INTERNAL", "Unexpected error.", "Terjadi kesalahan tak terduga.")


def _payload(result: ExecutionResult) -> dict[str, Any]:
    payload: dict[str, Any] = {}
    if result.errors:
        payload["errors"] = error_entries(result.errors)
    if not _nothing_ran(result):
        payload["data"] = result.data
    if result.extensions:
        payload["extensions"] = result.extensions
    return payload


def _nothing_ran(result: ExecutionResult) -> bool:
    """A request error, where `data` must be absent; an error of a field that nulls the root leaves `data: null`."""
    if result.data is not None or not result.errors:
        return False
    return isinstance(result, PreExecutionError) or all(error.path is None for error in result.errors)


def _status(payload: dict[str, Any], media: str, *, strict: bool) -> int:
    if "data" in payload:
        return _PARTIAL if strict and "errors" in payload and media == GRAPHQL_RESPONSE else _OK
    if strict and payload["errors"][0]["extensions"]["code"] != "GRAPHQL_PARSE_FAILED":
        return _UNPROCESSABLE
    return _BAD_REQUEST if strict or media == GRAPHQL_RESPONSE else _OK


def _json(payload: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(payload)
    except TypeError:
        pass
    try:  # integers beyond 64 bits, text with lone surrogates, more than 254 levels
        return json.dumps(payload, separators=(",", ":"), allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError):
        log.exception("a result cannot be written as JSON")
        raise internal() from None
