"""Which errors does the HTTP edge itself answer with, and how does any error look on the wire?"""

from collections.abc import Mapping
from typing import Final

import orjson

from rules import errors
from rules.errors import Refusal

RawHeaders = tuple[tuple[bytes, bytes], ...]

JSON_CONTENT: Final = (b"content-type", b"application/json; charset=utf-8")
NOT_STORED: Final = (b"cache-control", b"no-store")
VARIES: Final = (b"vary", b"Accept")

_STATUS_OF_REFUSAL: Final[Mapping[str, int]] = {
    errors.UNAUTHENTICATED: 401,
    errors.FORBIDDEN: 403,
    errors.NOT_FOUND: 404,
    errors.CONFLICT: 409,
    errors.RATE_LIMITED: 429,
    errors.RETRY: 503,
}


class TransportError(Exception):
    """A request that ends before GraphQL begins: its status, a code for programs, the sentence in two languages.

    `strict_status` is the status that the draft of 2026 asks for where it differs; `headers` are sent with it.
    """

    def __init__(
        self,
        status: int,
        code: str,
        en: str,
        id: str,
        *,
        strict_status: int | None = None,
        headers: RawHeaders = (),
    ) -> None:
        super().__init__(en)
        self.status = status
        self.code = code
        self.en = en
        self.id = id
        self.strict_status = strict_status or status
        self.headers = headers


class ClientGone(Exception):
    """The client hung up before its request was complete: nobody waits for an answer."""


def error_entry(code: str, en: str, id: str) -> dict[str, object]:
    """One member of `errors` in a GraphQL response."""
    return {"message": en, "extensions": {"code": code, "messageId": id}}


def error_body(error: TransportError) -> bytes:
    """The whole JSON body of a refused request."""
    return orjson.dumps({"errors": [error_entry(error.code, error.en, error.id)]})


def ill_formed(en: str, id: str) -> TransportError:
    """JSON that is no GraphQL request: a member is missing or of the wrong type."""
    return TransportError(400, "BAD_REQUEST", en, id, strict_status=422)


def unreadable(en: str, id: str) -> TransportError:
    """A body or parameter that cannot be read at all."""
    return TransportError(400, "BAD_REQUEST", en, id)


def method_not_allowed(allow: bytes, en: str, id: str) -> TransportError:
    """A method that this address, or this operation, does not have; `allow` names those it has."""
    return TransportError(405, "METHOD_NOT_ALLOWED", en, id, headers=((b"allow", allow),))


def not_acceptable() -> TransportError:
    """The client accepts nothing that we can send."""
    return TransportError(
        406,
        "NOT_ACCEPTABLE",
        "The answer can be application/graphql-response+json, application/json or text/event-stream.",
        "Jawaban tersedia sebagai application/graphql-response+json, application/json, atau text/event-stream.",
    )


def stream_needed() -> TransportError:
    """A subscription was asked for over a transport that answers once."""
    return TransportError(
        406,
        "SUBSCRIPTION_NEEDS_STREAM",
        "A subscription needs Accept: text/event-stream, or a WebSocket with the protocol graphql-transport-ws.",
        "Langganan memerlukan Accept: text/event-stream atau WebSocket dengan protokol graphql-transport-ws.",
    )


def too_large(limit: int) -> TransportError:
    """A body beyond the limit, in bytes; the connection is given up, since the rest of the body is not read."""
    return TransportError(
        413,
        "PAYLOAD_TOO_LARGE",
        f"The request body is larger than {limit} bytes.",
        f"Isi permintaan melebihi {limit} bita.",
        headers=((b"connection", b"close"),),
    )


def unsupported_media_type() -> TransportError:
    """A body that is not plain JSON in UTF-8."""
    return TransportError(
        415,
        "UNSUPPORTED_MEDIA_TYPE",
        "Content-Type must be application/json in UTF-8, without Content-Encoding.",
        "Content-Type harus application/json dalam UTF-8, tanpa Content-Encoding.",
        headers=((b"accept-post", b"application/json"), (b"accept-encoding", b"identity")),
    )


def too_slow() -> TransportError:
    """The body did not arrive in time."""
    return TransportError(
        408,
        "REQUEST_TIMEOUT",
        "The request body did not arrive in time.",
        "Isi permintaan tidak tiba pada waktunya.",
        headers=((b"connection", b"close"),),
    )


def timed_out() -> TransportError:
    """The operation ran longer than it may."""
    return TransportError(
        503,
        "TIMEOUT",
        "The operation took too long and was stopped.",
        "Operasi berjalan terlalu lama dan dihentikan.",
    )


def too_many_streams() -> TransportError:
    """Every stream that this process may hold open is taken."""
    return TransportError(
        503,
        "TOO_MANY_STREAMS",
        "Too many streams are open; try again in a minute.",
        "Terlalu banyak aliran terbuka; coba lagi sebentar lagi.",
        headers=((b"retry-after", b"60"),),
    )


def internal() -> TransportError:
    """Our own mistake: it is in the log, not in the answer."""
    return TransportError(500, "INTERNAL", "Unexpected error.", "Terjadi kesalahan tak terduga.")


def of_refusal(refusal: Refusal | TransportError) -> TransportError:
    """A refusal that met the request before GraphQL began, with the status that HTTP has for it."""
    if isinstance(refusal, TransportError):
        return refusal
    status = _STATUS_OF_REFUSAL.get(refusal.code, 400)
    challenge: RawHeaders = ((b"www-authenticate", b"Bearer"),) if status == 401 else ()  # noqa: PLR2004 - RFC 9110
    return TransportError(status, refusal.code, refusal.en, refusal.id, headers=challenge)
