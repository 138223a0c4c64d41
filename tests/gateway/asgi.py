"""Calls an ASGI application in this process, with full say over every byte and every chunk."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message, Scope

RawHeaders = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def codes(self) -> list[str]:
        """The code of each error, in order."""
        return [error["extensions"]["code"] for error in self.json()["errors"]]


def http_scope(
    method: str = "POST", headers: RawHeaders = (), query_string: bytes = b"", *, path: str = "/graphql"
) -> dict[str, Any]:
    """The scope of a request to http://testserver."""
    raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    if all(name != b"host" for name, _ in raw):
        raw.append((b"host", b"testserver"))
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query_string,
        "headers": raw,
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
        "state": {},
    }


class Channel:
    """The two ends of one request: what the client sends, in chunks, and what it gets.

    After the last chunk it either keeps the connection open or, with `hangs_up`, is gone.
    """

    def __init__(self, chunks: Sequence[bytes] = (b"",), *, hangs_up: bool = False, silent: bool = False) -> None:
        self._chunks = list(chunks)
        self._hangs_up = hangs_up
        self._silent = silent
        self.sent: list[Message] = []
        self.taken = 0

    async def receive(self) -> Message:
        if self._chunks:
            self.taken += 1
            chunk = self._chunks.pop(0)
            more = bool(self._chunks) or self._hangs_up or self._silent
            return {"type": "http.request", "body": chunk, "more_body": more}
        if not self._hangs_up:
            await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    def reply(self) -> Reply:
        start, *bodies = self.sent
        headers = {name.decode(): value.decode() for name, value in start["headers"]}
        return Reply(start["status"], headers, b"".join(message.get("body", b"") for message in bodies))


async def call(app: ASGIApp, scope: Scope, channel: Channel) -> Reply:
    await app(scope, channel.receive, channel.send)
    return channel.reply()


def ask(app: ASGIApp, scope: Scope, *chunks: bytes) -> Reply:
    """One request, start to end."""
    return asyncio.run(call(app, scope, Channel(chunks or (b"",))))


def post(
    app: ASGIApp, body: Any, *, accept: str = "application/graphql-response+json", headers: RawHeaders = ()
) -> Reply:
    """A POST with JSON; bytes are sent as they are."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    usual = [("content-type", "application/json"), ("accept", accept)]
    given = {name.lower() for name, _ in headers}
    merged = [item for item in usual if item[0] not in given] + list(headers)
    return ask(app, http_scope("POST", merged), content)
