"""What does a client ask: the body within its limits, and the GraphQL request read from it or from the address?"""

import asyncio
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import parse_qsl

import orjson
from starlette.types import Receive, Scope

from gateway.media import header, is_json
from gateway.transport_errors import ClientGone, ill_formed, too_large, too_slow, unreadable, unsupported_media_type

_MAX_PARAMETERS: Final = 20
_PARAMETERS: Final = ("query", "documentId", "operationName", "variables", "extensions")


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """A well-formed request: its members have the right types, nothing more is known of them yet."""

    query: str | None
    document_id: str | None
    operation_name: str | None
    variables: dict[str, Any] | None
    extensions: dict[str, Any] | None

    @classmethod
    def of(cls, members: dict[str, Any]) -> Self:
        """The request with these members; refuses (400) those of a wrong type, ignores those it does not know."""
        return cls(
            query=_text(members, "query"),
            document_id=_text(members, "documentId"),
            operation_name=_text(members, "operationName"),
            variables=_object(members, "variables"),
            extensions=_object(members, "extensions"),
        )


def check_content_type(scope: Scope) -> None:
    """Refuses (415) a body that is not plain JSON: forms and text are what another site can send without asking."""
    if not is_json(header(scope["headers"], b"content-type")):
        raise unsupported_media_type()
    if header(scope["headers"], b"content-encoding").strip().lower() not in ("", "identity"):
        raise unsupported_media_type()


async def read_body(scope: Scope, receive: Receive, *, limit: int, seconds: float) -> bytes:
    """The request body of at most `limit` bytes (413), arriving within `seconds` (408); never holds more than that.

    Raises ClientGone when the client hangs up before its body is complete.
    """
    declared = header(scope["headers"], b"content-length")
    if declared.isascii() and declared.isdigit() and int(declared[:20]) > limit:
        raise too_large(limit)
    try:
        async with asyncio.timeout(seconds):
            message = await receive()
            if message["type"] == "http.request" and not message.get("more_body", False):
                body: bytes = message.get("body", b"")
                if len(body) > limit:
                    raise too_large(limit)
                return body
            return await _read_rest(message, receive, limit)
    except TimeoutError:
        raise too_slow() from None


async def _read_rest(message: Any, receive: Receive, limit: int) -> bytes:
    chunks: list[bytes] = []
    length = 0
    while True:
        if message["type"] == "http.disconnect":
            raise ClientGone
        chunk: bytes = message.get("body", b"")
        length += len(chunk)
        if length > limit:
            raise too_large(limit)
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)
        message = await receive()


def from_body(body: bytes) -> GraphQLRequest:
    """The request in a JSON body; refuses (400) what is not JSON, not an object, or has members of a wrong type."""
    try:
        members = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise unreadable("The request body is not JSON in UTF-8.", "Isi permintaan bukan JSON dalam UTF-8.") from None
    if isinstance(members, list):
        raise ill_formed("Batches of operations are not offered.", "Kumpulan operasi tidak dilayani.")
    if not isinstance(members, dict):
        raise ill_formed("The request must be a JSON object.", "Permintaan harus berupa objek JSON.")
    return GraphQLRequest.of(members)


def from_query_string(query_string: bytes) -> GraphQLRequest:
    """The request in an address; refuses (400) parameters given twice, not in UTF-8, or not JSON where they must be."""
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MAX_PARAMETERS
        )
    except ValueError:
        raise unreadable("The address cannot be read.", "Alamat permintaan tidak dapat dibaca.") from None
    members: dict[str, Any] = {}
    for name, text in pairs:
        if name not in _PARAMETERS:
            continue
        if name in members:
            raise ill_formed(f"{name} is given more than once.", f"{name} diberikan lebih dari sekali.")
        members[name] = text or None
    for name in ("variables", "extensions"):
        if members.get(name) is not None:
            members[name] = _json_parameter(name, members[name])
    return GraphQLRequest.of(members)


def _json_parameter(name: str, text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise unreadable(f"{name} is not JSON.", f"{name} bukan JSON.") from None


def _text(members: dict[str, Any], name: str) -> str | None:
    value = members.get(name)
    if value is None or isinstance(value, str):
        return value
    raise ill_formed(f"{name} must be a string or null.", f"{name} harus berupa teks atau null.")


def _object(members: dict[str, Any], name: str) -> dict[str, Any] | None:
    value = members.get(name)
    if value is None or isinstance(value, dict):
        return value
    raise ill_formed(f"{name} must be an object or null.", f"{name} harus berupa objek atau null.")
