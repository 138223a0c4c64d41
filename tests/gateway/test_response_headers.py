"""Every answer tells browsers to trust it no further than needed."""

import asyncio

from starlette.types import Receive, Scope, Send

from gateway.response_headers import CONTENT_SECURITY_POLICY, ResponseHeaders
from tests.gateway.asgi import Channel, ask, http_scope


async def plain(scope: Scope, _receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b""})
    else:
        await send({"type": "websocket.accept"})


async def with_its_own(_scope: Scope, _receive: Receive, send: Send) -> None:
    headers = [(b"content-security-policy", b"default-src 'none'"), (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def test_the_usual_headers() -> None:
    headers = ask(ResponseHeaders(plain), http_scope()).headers
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "microphone=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers


def test_the_policy_allows_no_frame_no_inline_script_and_no_stranger() -> None:
    policy = dict(directive.strip().split(" ", 1) for directive in CONTENT_SECURITY_POLICY.split(";"))
    assert policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert "http" not in CONTENT_SECURITY_POLICY


def test_https_only_when_it_is_set() -> None:
    headers = ask(ResponseHeaders(plain, hsts_seconds=86_400), http_scope()).headers
    assert headers["strict-transport-security"] == "max-age=86400; includeSubDomains"


def test_an_answer_keeps_its_own_headers() -> None:
    channel = Channel()
    asyncio.run(ResponseHeaders(with_its_own)(http_scope(), channel.receive, channel.send))
    headers = channel.sent[0]["headers"]
    assert [value for name, value in headers if name == b"content-security-policy"] == [b"default-src 'none'"]
    assert [value for name, value in headers if name == b"set-cookie"] == [b"a=1", b"b=2"]
    assert (b"x-frame-options", b"DENY") in headers


def test_sockets_pass_untouched() -> None:
    channel = Channel()
    asyncio.run(ResponseHeaders(plain)({"type": "websocket"}, channel.receive, channel.send))
    assert channel.sent == [{"type": "websocket.accept"}]
