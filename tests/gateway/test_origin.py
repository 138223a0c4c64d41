"""A request that rides on a cookie must come from our own pages; one with a token need not."""

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from gateway.origin import CSRF_HEADER, SESSION_COOKIE, OriginGuard, check_token, rides_on_cookie
from gateway.transport_errors import TransportError
from tests.gateway.asgi import Channel, RawHeaders, ask, http_scope

COOKIE = ("cookie", f"a=b; {SESSION_COOKIE}=s3cret; c=d")
TOKEN = (CSRF_HEADER, "t0ken")
OURS = ("origin", "http://testserver")
BEARER = ("authorization", "Bearer x")


async def behind(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})


GUARD = OriginGuard(behind, allowed_origins=frozenset({"https://portal.example"}))

PASSES: list[RawHeaders] = [
    [],
    [("origin", "https://evil.example")],
    [BEARER],
    [BEARER, COOKIE, ("origin", "https://evil.example")],
    [COOKIE, TOKEN, OURS],
    [COOKIE, TOKEN, ("origin", "https://testserver"), ("host", "testserver")],
    [COOKIE, TOKEN, ("sec-fetch-site", "same-origin")],
    [COOKIE, TOKEN, ("sec-fetch-site", "same-origin"), OURS],
    [COOKIE, TOKEN, ("origin", "https://portal.example"), ("sec-fetch-site", "cross-site")],
    [("cookie", "other=1"), ("origin", "https://evil.example")],
    [("cookie", f"x{SESSION_COOKIE}=1"), ("origin", "https://evil.example")],
    [("cookie", f"{SESSION_COOKIE}="), ("origin", "https://evil.example")],
]

REFUSED: list[tuple[RawHeaders, str]] = [
    ([COOKIE], "ORIGIN_REFUSED"),
    ([COOKIE, TOKEN], "ORIGIN_REFUSED"),
    ([COOKIE, TOKEN, ("origin", "null")], "ORIGIN_REFUSED"),
    ([COOKIE, TOKEN, ("origin", "https://evil.example")], "ORIGIN_REFUSED"),
    ([COOKIE, TOKEN, ("origin", "http://testserver.evil.example")], "ORIGIN_REFUSED"),
    ([COOKIE, TOKEN, ("origin", "http://testserver:8001")], "ORIGIN_REFUSED"),
    ([COOKIE, TOKEN, ("origin", "http://evil.example/testserver")], "ORIGIN_REFUSED"),
    ([COOKIE, TOKEN, ("sec-fetch-site", "cross-site")], "ORIGIN_REFUSED"),
    ([COOKIE, TOKEN, ("sec-fetch-site", "same-site")], "ORIGIN_REFUSED"),
    ([COOKIE, TOKEN, ("sec-fetch-site", "none")], "ORIGIN_REFUSED"),
    ([COOKIE, TOKEN, ("sec-fetch-site", "cross-site"), OURS], "ORIGIN_REFUSED"),
    ([COOKIE, TOKEN, ("authorization", "Basic eDp5"), ("origin", "https://evil.example")], "ORIGIN_REFUSED"),
    ([COOKIE, OURS], "CSRF_TOKEN_INVALID"),
    ([COOKIE, OURS, (CSRF_HEADER, "")], "CSRF_TOKEN_INVALID"),
    ([("cookie", "a=b"), ("cookie", f"{SESSION_COOKIE}=1"), OURS], "CSRF_TOKEN_INVALID"),
]


@pytest.mark.parametrize("headers", PASSES)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_it_passes(headers: RawHeaders, method: str) -> None:
    assert ask(GUARD, http_scope(method, headers)).status == 200


@pytest.mark.parametrize(("headers", "code"), REFUSED)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_it_is_refused(headers: RawHeaders, code: str, method: str) -> None:
    reply = ask(GUARD, http_scope(method, headers))
    assert (reply.status, reply.codes) == (403, [code])


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_reading_needs_no_origin(method: str) -> None:
    assert ask(GUARD, http_scope(method, [COOKIE, ("origin", "https://evil.example")])).status == 200


@pytest.mark.parametrize(
    ("headers", "passes"),
    [([COOKIE, OURS], True), ([("origin", "https://evil.example")], True), ([COOKIE], False),
     ([COOKIE, ("origin", "https://evil.example")], False), ([BEARER, COOKIE], True)],
)  # fmt: skip
def test_a_socket_is_judged_by_its_origin(headers: RawHeaders, *, passes: bool) -> None:
    scope = http_scope("GET", headers) | {"type": "websocket"}
    reached: list[Scope] = []
    channel = Channel()

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        reached.append(scope)

    asyncio.run(OriginGuard(app)(scope, channel.receive, channel.send))
    closed: list[Message] = [] if passes else [{"type": "websocket.close", "code": 1008, "reason": ""}]
    assert (bool(reached), channel.sent) == (passes, closed)


def test_the_token_must_be_that_of_the_session() -> None:
    check_token(http_scope("POST", [TOKEN]), "t0ken")
    check_token(http_scope("GET"), "t0ken")
    check_token(http_scope("GET") | {"type": "websocket"}, "t0ken")
    for sent, expected in (("t0kem", "t0ken"), ("", "t0ken"), ("", ""), ("tökén", "t0ken")):
        with pytest.raises(TransportError) as refusal:
            check_token(http_scope("POST", [(CSRF_HEADER, sent)]), expected)
        assert (refusal.value.status, refusal.value.code) == (403, "CSRF_TOKEN_INVALID")


def test_what_rides_on_a_cookie() -> None:
    assert rides_on_cookie(http_scope("POST", [COOKIE]))
    assert not rides_on_cookie(http_scope("POST", [COOKIE, BEARER]))
    assert not rides_on_cookie(http_scope("POST"))
    assert rides_on_cookie(http_scope("POST", [("cookie", "other=1")]), "other")
