"""How does an operation that answers many times reach a client over a WebSocket (graphql-transport-ws)?"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Mapping
from contextlib import aclosing, suppress
from typing import Any, Final, Protocol, cast

import orjson
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.http.exceptions import NonJsonMessageReceived, NonTextMessageReceived, WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler, Operation
from strawberry.subscriptions.protocols.graphql_transport_ws.types import (
    ConnectionInitMessage,
    Message,
    SubscribeMessage,
)
from strawberry.types.execution import PreExecutionError

from gateway.answers import error_entries
from gateway.request_body import GraphQLRequest
from gateway.transport_errors import TransportError, error_entry, internal, of_refusal
from rules.errors import Refusal

log = logging.getLogger(__name__)

CONNECTION_PARAMS: Final = "tuntas.connection_params"
"""Where the scope holds the payload of connection_init: a browser cannot send a token in a WebSocket's headers."""

_LONGEST_ID: Final = 128
_LONGEST_REASON: Final = 123  # RFC 6455, 5.5: a control frame holds 125 bytes, two of them the code
_TOO_LARGE, _GOING_AWAY = 1009, 1001
_SERVER_PING: Final = {"type": "ping"}


class Door(Protocol):
    """What a socket needs of the view: the same text, context and limits as over plain HTTP."""

    heartbeat: float
    lifetime: float
    max_message: int

    def socket_text(self, websocket: WebSocket, request: GraphQLRequest) -> str:
        """The text of an operation; refuses what may not be asked here."""

    def open_context(self, connection: WebSocket, /) -> Awaitable[Any]:
        """A context for one operation."""

    def close_context(self, context: Any, /) -> Awaitable[None]:
        """Takes the context back."""

    def refusal(self, text: str, operation_name: str | None, context: Any) -> PreExecutionError | None:
        """Why a text may not run in this context."""


class Socket(ASGIWebSocketAdapter):
    """A WebSocket that carries JSON text and survives whatever else arrives."""

    async def iter_json(self, *, ignore_parsing_errors: bool = False) -> AsyncGenerator[object, None]:  # noqa: ARG002 - only the legacy protocol ignores
        """Each message; raises when one is binary or not JSON, and closes the socket when one is too large."""
        door = cast("Door", self.view)
        with suppress(WebSocketDisconnect):
            while self.ws.application_state != WebSocketState.DISCONNECTED:
                message = await self.ws.receive()
                if message["type"] == "websocket.disconnect":
                    return
                text = message.get("text")
                if text is None:
                    raise NonTextMessageReceived
                if len(text) > door.max_message:
                    await self.close(_TOO_LARGE, f"a message has at most {door.max_message} characters")
                    return
                try:
                    yield orjson.loads(text)
                except orjson.JSONDecodeError as error:
                    raise NonJsonMessageReceived from error

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Sends a message; raises WebSocketDisconnected when nobody receives it any more."""
        try:
            await self.ws.send_text(orjson.dumps(message).decode())
        except (WebSocketDisconnect, RuntimeError) as error:  # starlette's words for "already closed"
            raise WebSocketDisconnected from error

    async def close(self, code: int, reason: str) -> None:
        """Closes the socket, once; a reason too long for a control frame is cut."""
        if self.ws.application_state == WebSocketState.CONNECTED:
            with suppress(RuntimeError, WebSocketDisconnect):
                await self.ws.close(code=code, reason=reason.encode()[:_LONGEST_REASON].decode(errors="ignore"))


class SocketHandler(BaseGraphQLTransportWSHandler[Any, None]):
    """graphql-transport-ws, with a context of its own for each operation.

    A socket lives for hours, and what its opener may see changes meanwhile: every operation asks again.
    """

    @property
    def door(self) -> Door:
        """The view that opened this socket."""
        return cast("Door", self.view)

    @property
    def socket(self) -> WebSocket:
        """Starlette's socket, which identifies the client."""
        return cast("Socket", self.websocket).ws

    async def handle(self) -> None:
        """Serves the socket until either side closes it, or its lifetime is over."""
        pings = asyncio.create_task(self._ping())
        try:
            async with asyncio.timeout(self.door.lifetime):
                await super().handle()
        except TimeoutError:
            await self.websocket.close(_GOING_AWAY, "reconnect")
        finally:
            pings.cancel()

    async def handle_message(self, message: Any) -> None:
        """Takes one message; what is not an object with a type closes the socket with 4400."""
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            await self.handle_invalid_message("a message is a JSON object with a type")
            return
        if message["type"] in ("subscribe", "complete") and not _is_id(message.get("id")):
            await self.handle_invalid_message(f"an id is a text of 1 to {_LONGEST_ID} characters")
            return
        await super().handle_message(cast("Message", message))

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        """Keeps the payload, where a client that cannot set headers puts its token."""
        payload = message.get("payload")
        self.socket.scope[CONNECTION_PARAMS] = payload if isinstance(payload, dict) else {}
        if payload is None:
            message["payload"] = {}
        await super().handle_connection_init(message)

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        """Begins an operation; a refused one is answered with `error` and leaves the others running."""
        if self.connection_acknowledged and message["id"] not in self.operations:
            try:
                self._resolve(message)
            except TransportError as error:
                await self._refuse(message["id"], error)
                return
        await super().handle_subscribe(message)

    async def run_operation(self, operation: Operation[Any, None]) -> None:
        """Runs one operation in a context of its own."""
        try:
            context = await self.door.open_context(self.socket)
        except (TransportError, Refusal) as error:
            self.operations.pop(operation.id, None)
            await self._refuse(operation.id, of_refusal(error))
            return
        try:
            refusal = self.door.refusal(operation.query, operation.operation_name, context)
            if refusal is not None:
                await self._send_errors(operation, refusal)
                return
            source = await self.schema.stream(
                operation.query,
                variable_values=operation.variables,
                context_value=context,
                operation_name=operation.operation_name,
            )
            async with aclosing(source):
                await self._send_results(operation, source)
        except WebSocketDisconnected:
            return
        except Exception:
            log.exception("an operation on a socket broke off")
            self.operations.pop(operation.id, None)
            with suppress(WebSocketDisconnected):
                await self._refuse(operation.id, internal())
        finally:
            await self.door.close_context(context)

    async def _send_results(self, operation: Operation[Any, None], source: AsyncGenerator[Any, None]) -> None:
        async for result in source:
            if isinstance(result, PreExecutionError):
                await self._send_errors(operation, result)
                return
            payload: dict[str, Any] = {"data": result.data}
            if result.errors:
                payload["errors"] = error_entries(result.errors)
            await self._send(operation, {"id": operation.id, "type": "next", "payload": payload})
        await self._send(operation, {"id": operation.id, "type": "complete"})

    async def _send_errors(self, operation: Operation[Any, None], result: PreExecutionError) -> None:
        entries = error_entries(result.errors or [])
        await self._send(operation, {"id": operation.id, "type": "error", "payload": entries})

    async def _send(self, operation: Operation[Any, None], message: dict[str, Any]) -> None:
        await operation.send_operation_message(cast("Message", message))

    def _resolve(self, message: SubscribeMessage) -> None:
        payload: Any = message.get("payload")
        request = GraphQLRequest.of(payload if isinstance(payload, dict) else {})
        if self.max_subscriptions_per_connection is not None and (
            len(self.operations) >= self.max_subscriptions_per_connection
        ):
            raise TransportError(
                429, "RATE_LIMITED", "Too many operations on this socket.", "Terlalu banyak operasi pada soket ini."
            )
        text = self.door.socket_text(self.socket, request)
        payload["query"] = text

    async def _refuse(self, operation_id: str, error: TransportError) -> None:
        entry = error_entry(error.code, error.en, error.id)
        await self.websocket.send_json({"id": operation_id, "type": "error", "payload": [entry]})

    async def _ping(self) -> None:
        with suppress(WebSocketDisconnected):
            while True:
                await asyncio.sleep(self.door.heartbeat)
                if self.connection_acknowledged:
                    await self.websocket.send_json(_SERVER_PING)


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_ID
