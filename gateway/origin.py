"""Does a request that rides on a browser's cookie come from our own pages?"""

import hmac
from typing import Final

from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send
from strawberry.http.websocket_origin import is_same_origin

from gateway.answers import refused
from gateway.media import header
from gateway.transport_errors import TransportError

SESSION_COOKIE: Final = "tuntas_session"
CSRF_COOKIE: Final = "tuntas_csrf"
"""The cookie in which our own pages, and no others, can read the token that they have to send back as a header."""
CSRF_HEADER: Final = "X-CSRF-Token"

_RAW_CSRF_HEADER: Final = CSRF_HEADER.lower().encode()
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY_VIOLATION: Final = 1008


def rides_on_cookie(scope: Scope, cookie: str = SESSION_COOKIE) -> bool:
    """Whether a request or WebSocket would be authenticated by a cookie, which browsers add without being asked.

    One with a bearer token would not: whoever authenticates must use the token and not look at the cookie.
    """
    cookies = header(scope["headers"], b"cookie")
    if cookie not in cookies or header(scope["headers"], b"authorization")[:7].lower() == "bearer ":
        return False
    return bool(cookie_parser(cookies.replace(", ", "; ")).get(cookie))


def check_token(scope: Scope, expected: str) -> None:
    """Refuses (403) a request that may change something without the session's CSRF token in X-CSRF-Token.

    For whoever authenticated by the session's cookie and so knows the token. A WebSocket's handshake cannot bear the
    header; its Origin decides alone.
    """
    if scope["type"] != "http" or scope["method"] in _SAFE:
        return
    sent = header(scope["headers"], _RAW_CSRF_HEADER)
    if not expected or not hmac.compare_digest(sent.encode(), expected.encode()):
        raise _no_token()


class OriginGuard:
    """ASGI middleware before authentication: what rides on our cookie must come from our own pages.

    A request that may change something must also bear X-CSRF-Token; `check_token` compares it once the session is
    known. `allowed_origins` are pages elsewhere that may act for their visitors, as "https://host[:port]".
    """

    def __init__(
        self, app: ASGIApp, *, cookie: str = SESSION_COOKIE, allowed_origins: frozenset[str] = frozenset()
    ) -> None:
        self.app = app
        self._cookie = cookie
        self._allowed_origins = allowed_origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or answers it with 403."""
        try:
            self.check(scope)
        except TransportError as error:
            if scope["type"] == "http":
                await refused(error).send(scope, send)
            else:
                await receive()  # the handshake; closing before accepting answers it with 403
                await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": ""})
            return
        await self.app(scope, receive, send)

    def check(self, scope: Scope) -> None:
        """Refuses (403) what another site could have sent with our user's cookie."""
        kind = scope["type"]
        if kind not in ("http", "websocket") or (kind == "http" and scope["method"] in _SAFE):
            return
        if not rides_on_cookie(scope, self._cookie):
            return
        if not self._is_ours(scope):
            raise _foreign()
        if kind == "http" and not header(scope["headers"], _RAW_CSRF_HEADER):
            raise _no_token()

    def _is_ours(self, scope: Scope) -> bool:
        headers = scope["headers"]
        origin = header(headers, b"origin")
        if origin in self._allowed_origins:
            return True
        if site := header(headers, b"sec-fetch-site"):
            return site == "same-origin"
        return bool(origin) and is_same_origin(origin, header(headers, b"host"))


def _foreign() -> TransportError:
    return TransportError(
        403,
        "ORIGIN_REFUSED",
        "The request did not come from this site.",
        "Permintaan tidak berasal dari situs ini.",
    )


def _no_token() -> TransportError:
    return TransportError(
        403,
        "CSRF_TOKEN_INVALID",
        f"The header {CSRF_HEADER} does not match the session.",
        f"Header {CSRF_HEADER} tidak cocok dengan sesi.",
    )
