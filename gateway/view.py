"""How does one HTTP request or WebSocket become a GraphQL operation, and its result an answer (GraphQL over HTTP)?"""

import asyncio
import copy
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Final, cast

from graphql import GraphQLError, OperationType
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry import Schema
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types.execution import ExecutionResult, PreExecutionError
from strawberry.types.unset import UNSET, UnsetType

from gateway.answers import Answer, encode_result, of_result, refused
from gateway.documents import Documents, text_of
from gateway.limits import Limits
from gateway.media import EVENT_STREAM, header, negotiate, prefers_html
from gateway.operations import ANSWERED_ONCE, EVERYTHING, HARMLESS, QUERIES, check_kind, meant
from gateway.preparation import Preparation
from gateway.request_body import GraphQLRequest, check_content_type, from_body, from_query_string, read_body
from gateway.sockets import CONNECTION_PARAMS, Socket, SocketHandler
from gateway.streaming import send_events
from gateway.transport_errors import (
    ClientGone,
    TransportError,
    internal,
    method_not_allowed,
    not_acceptable,
    of_refusal,
    timed_out,
    too_many_streams,
)
from rules.errors import Refusal

log = logging.getLogger(__name__)

OpenContext = Callable[[HTTPConnection], Awaitable[Any]]
CloseContext = Callable[[Any], Awaitable[None]]

_NO_DOCUMENTS: Final = Documents({})
_INTERNAL_ERROR: Final = 1011


@dataclass(frozen=True, slots=True)
class ViewSettings:
    """How the view behaves. Seconds and bytes; `graphiql` is where a browser that opens the address is sent.

    `strict` follows the 2026 draft of GraphQL over HTTP (422, 294) instead of the codes that the public audits ask for.
    `trusted_only` serves free text to bearer tokens alone; `free_text_get` serves it by GET too, where it is served.
    """

    strict: bool = False
    trusted_only: bool = False
    free_text_get: bool = False
    visitors_introspect: bool = True
    max_body: int = 1_000_000
    body_seconds: float = 20.0
    operation_seconds: float = 30.0
    heartbeat: float = 15.0
    stream_lifetime: float = 3_600.0
    operations_per_socket: int = 50
    streams: int = 1_000
    allowed_origins: tuple[str, ...] = ()
    graphiql: str | None = None
    limits: Limits = field(default_factory=Limits)


_DEFAULTS: Final = ViewSettings()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request whose text is known: what to run, and how its answer is wanted."""

    method: str
    media: str
    text: str
    request: GraphQLRequest

    @property
    def allowed(self) -> Collection[OperationType]:
        """The kinds of operation that may come this way: no mutation by GET, no subscription that answers once."""
        if self.media == EVENT_STREAM:
            return HARMLESS if self.method == "GET" else EVERYTHING
        return QUERIES if self.method == "GET" else ANSWERED_ONCE


class GraphQLView(GraphQL[Any, None]):
    """The GraphQL endpoint as an ASGI application.

    `open_context` makes the context of one operation from its connection and may refuse it (Refusal, TransportError);
    `close_context` gets every context back, whatever happened. `is_staff` tells visitors apart, whose limits are
    smaller. The schema is copied, for parsing and validating is done here: it needs no cache and no limiter of its own.
    """

    websocket_adapter_class = Socket
    graphql_transport_ws_handler_class = SocketHandler

    def __init__(
        self,
        schema: Schema,
        *,
        open_context: OpenContext,
        close_context: CloseContext,
        documents: Documents = _NO_DOCUMENTS,
        is_staff: Callable[[Any], bool] = lambda _context: False,
        settings: ViewSettings = _DEFAULTS,
    ) -> None:
        self.preparation = Preparation(
            schema, settings.limits, trusted=documents.texts, visitors_introspect=settings.visitors_introspect
        )
        prepared_schema = copy.copy(schema)
        prepared_schema.extensions = self.preparation.extended(schema, is_staff)
        super().__init__(
            prepared_schema,
            graphql_ide=None,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            max_subscriptions_per_connection=settings.operations_per_socket,
            allowed_origins=settings.allowed_origins,
        )
        self.open_context = open_context
        self.close_context = close_context
        self.is_staff = is_staff
        self.documents = documents
        self.settings = settings
        self.heartbeat, self.lifetime, self.max_message = (
            settings.heartbeat,
            settings.stream_lifetime,
            settings.max_body,
        )
        self._streams = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request or one WebSocket."""
        if scope["type"] == "websocket":
            await self._serve_socket(WebSocket(scope, receive, send))
        elif (answer := await self._serve(scope, receive, send)) is not None:
            await answer.send(scope, send)

    async def asked(self, scope: Scope, receive: Receive) -> Asked:
        """What a request asks. Refuses (TransportError) whatever HTTP itself can tell to be wrong."""
        method = scope["method"]
        if method not in ("POST", "GET"):
            raise method_not_allowed(b"GET, POST", "GraphQL takes GET and POST.", "GraphQL menerima GET dan POST.")
        media = negotiate(header(scope["headers"], b"accept"))
        if media is None:
            raise not_acceptable()
        if method == "POST":
            check_content_type(scope)
            settings = self.settings
            request = from_body(await read_body(scope, receive, limit=settings.max_body, seconds=settings.body_seconds))
        else:
            request = from_query_string(scope["query_string"])
        return Asked(method, media, self._text(scope, request, by_get=method == "GET"), request)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> Answer | None:
        """The answer to a request; None when it was streamed, or when nobody waits for it."""
        try:
            return await self._answer(scope, receive, send)
        except ClientGone:
            return None
        except (TransportError, Refusal) as error:
            return refused(of_refusal(error), strict=self.settings.strict)
        except Exception:
            log.exception("a request failed")
            return refused(internal())

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> Answer | None:
        if self.settings.graphiql and _is_browser(scope):
            return Answer(307, b"", ((b"location", self.settings.graphiql.encode()),))
        asked = await self.asked(scope, receive)
        if asked.media == EVENT_STREAM and self._streams >= self.settings.streams:
            raise too_many_streams()
        context = await self.open_context(Request(scope))
        try:
            refusal = self.refusal(asked.text, asked.request.operation_name, context, asked.allowed)
            if asked.media == EVENT_STREAM:
                payloads = self._payloads(asked, context) if refusal is None else _one(refusal)
                await self._stream(payloads, receive, send)
                return None
            result = refusal or await self._execute(asked, context)
        finally:
            await self.close_context(context)
        return of_result(result, asked.media, strict=self.settings.strict)

    async def _execute(self, asked: Asked, context: Any) -> ExecutionResult:
        try:
            async with asyncio.timeout(self.settings.operation_seconds):
                return await self.schema.execute(
                    asked.text,
                    variable_values=asked.request.variables,
                    context_value=context,
                    operation_name=asked.request.operation_name,
                    operation_extensions=asked.request.extensions,
                )
        except TimeoutError:
            raise timed_out() from None

    async def _payloads(self, asked: Asked, context: Any) -> AsyncGenerator[bytes, None]:
        source = await self.schema.stream(
            asked.text,
            variable_values=asked.request.variables,
            context_value=context,
            operation_name=asked.request.operation_name,
            operation_extensions=asked.request.extensions,
        )
        async with aclosing(source):
            async for result in source:
                yield encode_result(result)

    async def _stream(self, payloads: AsyncGenerator[bytes, None], receive: Receive, send: Send) -> None:
        self._streams += 1
        try:
            await send_events(receive, send, payloads, heartbeat=self.heartbeat, lifetime=self.lifetime)
        except Exception:  # the answer has begun: no other can follow it
            log.exception("a stream failed")
        finally:
            self._streams -= 1

    async def _serve_socket(self, websocket: WebSocket) -> None:
        if self._streams >= self.settings.streams:
            return await websocket.close()
        self._streams += 1
        try:
            await self.run(websocket)
        except Exception:
            log.exception("a socket failed")
            await Socket(self, websocket, websocket).close(_INTERNAL_ERROR, "")
        finally:
            self._streams -= 1

    def refusal(
        self, text: str, operation_name: str | None, context: Any, allowed: Collection[OperationType] = EVERYTHING
    ) -> PreExecutionError | None:
        """Why a text may not run here, as far as the schema cannot tell; None when it may, or when the schema can.

        Refuses (TransportError) an operation of a kind that the transport does not take.
        """
        try:
            prepared = self.preparation.prepare(text, staff=self.is_staff(context))
        except GraphQLError:
            return None
        try:
            operation = meant(prepared.operations, operation_name)
        except GraphQLError as error:
            return PreExecutionError(data=None, errors=[error])
        if not prepared.errors:
            check_kind(operation, allowed)
        return None

    def socket_text(self, websocket: WebSocket, request: GraphQLRequest) -> str:
        """The text of an operation that arrives over a WebSocket, under the same rules as over plain HTTP."""
        return self._text(websocket.scope, request)

    async def on_ws_connect(self, context: dict[str, Any]) -> UnsetType:
        """Turns a client away (4403) at the beginning when it may not have a context."""
        try:
            await self.close_context(await self.open_context(context["websocket"]))
        except (Refusal, TransportError) as error:
            raise ConnectionRejectionError from error
        return cast("UnsetType", UNSET)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> dict[str, Any]:  # noqa: ARG002 - the base class gives both
        """What strawberry keeps for a whole socket; operations get their own contexts."""
        return {"websocket": request}

    def _text(self, scope: Scope, request: GraphQLRequest, *, by_get: bool = False) -> str:
        free_text = not self.settings.trusted_only or has_bearer_token(scope)
        allowed = free_text and (self.settings.free_text_get or not by_get)
        return text_of(request, self.documents, free_text=allowed, by_get=by_get)


def graphql_routes(view: GraphQLView, path: str = "/graphql") -> list[BaseRoute]:
    """The routes of the view, for requests and for WebSockets: starlette's Route alone lets no socket through."""
    return [Route(path, view), WebSocketRoute(path, view)]


async def _one(result: PreExecutionError) -> AsyncGenerator[bytes, None]:
    """A refused operation as a stream: an EventSource cannot read the body of an error."""
    yield encode_result(result)


def has_bearer_token(scope: Scope) -> bool:
    """Whether a connection comes with a token of its own, not with a cookie that the browser adds unasked.

    Whoever authenticates must then use the token and nothing else.
    """
    if header(scope["headers"], b"authorization")[:7].lower() == "bearer ":
        return True
    parameter = scope.get(CONNECTION_PARAMS, {}).get("authorization")
    return isinstance(parameter, str) and parameter[:7].lower() == "bearer "


def _is_browser(scope: Scope) -> bool:
    return scope["method"] == "GET" and not scope["query_string"] and prefers_html(header(scope["headers"], b"accept"))
