"""Server-sent events: what urql, graphql-sse and proxies need, and an end for every stream."""

import asyncio
import socket
import time
from collections.abc import AsyncGenerator

import pytest
from starlette.types import Message

from gateway.documents import document_id
from gateway.streaming import COMPLETE, HEARTBEAT, encode_next, send_events
from gateway.view import ViewSettings
from tests.gateway.asgi import Channel, Reply, ask, call, http_scope, post
from tests.gateway.serving import served
from tests.gateway.toy import Door, view

SSE = "text/event-stream"
COUNT = {"query": "subscription { count(to: 2) }"}
FOREVER = b'{"query":"subscription { forever }"}'


def next_event(data: str) -> bytes:
    return f"event: next\ndata: {data}\n\n".encode()


def test_a_subscription_is_a_row_of_events() -> None:
    reply = post(view(), COUNT, accept=SSE)
    assert reply.status == 200
    assert reply.body == next_event('{"data":{"count":1}}') + next_event('{"data":{"count":2}}') + COMPLETE
    assert reply.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert "no-transform" in reply.headers["cache-control"]
    assert reply.headers["x-accel-buffering"] == "no"
    assert b"\r" not in reply.body


@pytest.mark.parametrize("query", ["{ hello }", "mutation { bump }"])
def test_queries_and_mutations_are_one_event(query: str) -> None:
    reply = post(view(), {"query": query}, accept=SSE)
    assert reply.body.count(b"event: next") == 1
    assert reply.body.endswith(COMPLETE)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", b"GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", b"GRAPHQL_VALIDATION_FAILED"),
        ("query A { hello } query B { hello }", b"OPERATION_RESOLUTION_FAILURE"),
        ("{ echo }", b"GRAPHQL_VALIDATION_FAILED"),
        ("subscription { crashLater }", b"INTERNAL"),
    ],
)
def test_errors_are_events_with_codes(query: str, code: bytes) -> None:
    reply = post(view(), {"query": query}, accept=SSE)
    assert reply.status == 200
    assert b'"code":"' + code in reply.body
    assert b"secret" not in reply.body
    assert reply.body.endswith(COMPLETE)


def test_what_http_refuses_is_no_stream() -> None:
    reply = post(view(), b"{", accept=SSE)
    assert (reply.status, reply.codes) == (400, ["BAD_REQUEST"])


def test_a_trusted_subscription_by_get_and_no_mutation() -> None:
    subscription, mutation = "subscription { count(to: 1) }", "mutation { bump }"
    app = view(door=(door := Door()), trusted=(subscription, mutation))

    def get(text: str) -> Reply:
        return ask(app, http_scope("GET", [("accept", SSE)], b"documentId=" + document_id(text).encode()))

    assert get(subscription).body == next_event('{"data":{"count":1}}') + COMPLETE
    assert (get(mutation).status, get(mutation).codes, door.bumped) == (405, ["METHOD_NOT_ALLOWED"], 0)


async def numbers(count: int, pause: float) -> AsyncGenerator[bytes, None]:
    for number in range(count):
        await asyncio.sleep(pause)
        yield str(number).encode()


def run(payloads: AsyncGenerator[bytes, None], channel: Channel, *, heartbeat: float = 9, lifetime: float = 9) -> bytes:
    asyncio.run(send_events(channel.receive, channel.send, payloads, heartbeat=heartbeat, lifetime=lifetime))
    return channel.reply().body


def test_silence_is_filled_with_heartbeats() -> None:
    body = run(numbers(1, 0.35), Channel(), heartbeat=0.1)
    assert body.count(HEARTBEAT) >= 2
    assert body.endswith(encode_next(b"0") + COMPLETE)


def test_a_stream_that_is_too_old_ends_without_complete() -> None:
    begun = time.monotonic()
    body = run(numbers(100, 0.05), Channel(), lifetime=0.2)
    assert encode_next(b"0") in body
    assert COMPLETE not in body
    assert time.monotonic() - begun < 2


def test_a_stream_that_breaks_ends(caplog: pytest.LogCaptureFixture) -> None:
    async def broken() -> AsyncGenerator[bytes, None]:
        yield b"0"
        raise ZeroDivisionError

    assert run(broken(), Channel()) == encode_next(b"0") + COMPLETE
    assert "ZeroDivisionError" in caplog.text


def test_the_whole_stream_runs_in_one_task() -> None:
    async def scoped() -> AsyncGenerator[bytes, None]:
        async with asyncio.timeout(5):  # breaks when entered and left by different tasks
            yield b"0"
            await asyncio.sleep(0.01)
            yield b"1"

    assert run(scoped(), Channel()) == encode_next(b"0") + encode_next(b"1") + COMPLETE


class HangsUp(Channel):
    """Goes away as soon as the first event has arrived."""

    def __init__(self, body: bytes) -> None:
        super().__init__([body])
        self._arrived = asyncio.Event()

    async def send(self, message: Message) -> None:
        await super().send(message)
        if b"next" in message.get("body", b""):
            self._arrived.set()

    async def receive(self) -> Message:
        if not self.taken:
            return await super().receive()
        await self._arrived.wait()
        return {"type": "http.disconnect"}


def test_a_client_that_hangs_up_ends_its_stream() -> None:
    door = Door()
    scope = http_scope("POST", [("content-type", "application/json"), ("accept", SSE)])

    async def run() -> None:
        await asyncio.wait_for(call(view(door=door), scope, HangsUp(FOREVER)), 5)

    asyncio.run(run())
    assert (door.opened, door.closed, door.ended) == (1, 1, 1)


def test_over_a_real_connection() -> None:
    door = Door()
    with served(view(ViewSettings(heartbeat=0.2), door=door)) as port:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            head = f"POST /graphql HTTP/1.1\r\nHost: a\r\nAccept: {SSE}\r\nContent-Type: application/json\r\n"
            connection.sendall(f"{head}Content-Length: {len(FOREVER)}\r\n\r\n".encode() + FOREVER)
            received = b""
            while HEARTBEAT not in received:
                received += connection.recv(65536)
        deadline = time.monotonic() + 5
        while not door.closed and time.monotonic() < deadline:
            time.sleep(0.01)
    assert next_event('{"data":{"forever":1}}') in received
    assert (door.closed, door.ended) == (1, 1)
