"""Which headers tell every browser to trust our pages no further than needed?"""

from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; "
    "script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'"
)
"""What a page may load and run: only our own files, no inline script. Styles set by script need 'unsafe-inline'."""

_ALWAYS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), payment=(), usb=(), geolocation=(self)"),
)


class ResponseHeaders:
    """ASGI middleware that adds the security headers to every HTTP answer.

    `hsts_seconds` above 0 tells browsers to come by HTTPS only, for that long: set it once HTTPS works. An answer that
    brings one of these headers itself keeps its own.
    """

    def __init__(
        self, app: ASGIApp, *, hsts_seconds: int = 0, content_security_policy: str = CONTENT_SECURITY_POLICY
    ) -> None:
        self.app = app
        headers = [(b"content-security-policy", content_security_policy.encode()), *_ALWAYS]
        if hsts_seconds > 0:
            headers.append((b"strict-transport-security", b"max-age=%d; includeSubDomains" % hsts_seconds))
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and completes the headers of its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._completed(message.get("headers", ()))
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _completed(self, headers: Any) -> list[tuple[bytes, bytes]]:
        own = list(headers)
        names = {name for name, _ in own}
        own.extend(item for item in self._headers if item[0] not in names)
        return own
