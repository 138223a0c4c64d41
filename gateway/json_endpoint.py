"""How is a small JSON question outside of GraphQL read, answered and refused? For the door: signing in and out."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from gateway.answers import Answer, refused
from gateway.request_body import check_content_type, read_body
from gateway.transport_errors import (
    JSON_CONTENT,
    ClientGone,
    TransportError,
    ill_formed,
    internal,
    of_refusal,
    unreadable,
)
from rules.errors import Refusal, bad_input

_LARGEST: Final = 10_000
_SECONDS: Final = 10.0
_OK: Final = 200
log = logging.getLogger(__name__)

Handler = Callable[[Request, Mapping[str, Any], datetime], Awaitable[Mapping[str, Any]]]
"""Answers a question: the request, the members of its JSON object (none for a GET), and the time."""


class JsonEndpoint:
    """An ASGI application that asks `handler` and answers in JSON; a Refusal becomes the status HTTP has for it."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            answer = await self._answer(scope, receive)
        except ClientGone:
            return
        await answer.send(scope, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        try:
            members = {} if scope["method"] in ("GET", "HEAD") else await _members(scope, receive)
            told = await self._handler(Request(scope), members, datetime.now(UTC))
            return Answer(_OK, orjson.dumps(told), (JSON_CONTENT,))
        except TransportError as error:
            return refused(error)
        except Refusal as refusal:
            return refused(of_refusal(refusal))
        except ClientGone:
            raise
        except Exception:
            log.exception("a request failed")
            return refused(internal())


def text_member(members: Mapping[str, Any], name: str, most: int) -> str:
    """A member that must be text of 1 to `most` characters. Raises BAD_USER_INPUT."""
    value = members.get(name)
    if isinstance(value, str) and 0 < len(value) <= most and "\x00" not in value:
        return value
    raise bad_input(
        name, f"{name} must be 1 to {most} characters.", f"{name} harus terdiri dari 1 sampai {most} karakter."
    )


async def _members(scope: Scope, receive: Receive) -> Mapping[str, Any]:
    check_content_type(scope)
    body = await read_body(scope, receive, limit=_LARGEST, seconds=_SECONDS)
    try:
        members = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise unreadable("The request body is not JSON in UTF-8.", "Isi permintaan bukan JSON dalam UTF-8.") from None
    if not isinstance(members, dict):
        raise ill_formed("The request must be a JSON object.", "Permintaan harus berupa objek JSON.")
    return members
