"""How does an operation that answers many times reach a client over plain HTTP (server-sent events)?"""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Any, Final

from starlette.types import Receive, Send

from gateway.transport_errors import VARIES

log = logging.getLogger(__name__)

HEADERS: Final = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-store, no-transform"),
    (b"x-accel-buffering", b"no"),  # nginx would hold events back
    VARIES,
]
# LF, not CRLF: urql splits a stream at "\n\n" and reads nothing from one that has none.
COMPLETE: Final = b"event: complete\ndata: \n\n"
HEARTBEAT: Final = b": ping\n\n"

Payloads = AsyncGenerator[bytes, None]
Queue = asyncio.Queue[bytes | None]


def encode_next(payload: bytes) -> bytes:
    """One result as an event; JSON has no raw line breaks, so one data line holds it."""
    return b"event: next\ndata: " + payload + b"\n\n"


async def send_events(receive: Receive, send: Send, payloads: Payloads, *, heartbeat: float, lifetime: float) -> None:
    """Sends each payload as an event until the last one, or until the client hangs up; closes `payloads`.

    A comment is sent after `heartbeat` silent seconds, so that proxies keep the connection. After `lifetime` seconds
    the stream ends without `complete`: the client connects again, and who it is gets checked again.
    """
    queue: Queue = asyncio.Queue(maxsize=1)
    pump = asyncio.create_task(_pump(payloads, queue))
    gone = asyncio.create_task(_disconnect(receive))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await _relay(queue, gone, send, (heartbeat, time.monotonic() + lifetime))
        await send({"type": "http.response.body", "body": b""})
    finally:
        await _stopped(gone)
        await _stopped(pump)


async def _pump(payloads: Payloads, queue: Queue) -> None:
    """Runs the whole operation in one task: what it opened in one step it may close in another."""
    try:
        async with aclosing(payloads):
            async for payload in payloads:
                await queue.put(payload)
    except Exception:
        log.exception("a stream broke off")
    await queue.put(None)


async def _relay(queue: Queue, gone: asyncio.Task[None], send: Send, times: tuple[float, float]) -> None:
    heartbeat, ends = times
    upcoming = asyncio.create_task(queue.get())
    try:
        while not gone.done() and (left := ends - time.monotonic()) > 0:
            await asyncio.wait({upcoming, gone}, timeout=min(heartbeat, left), return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                return None
            if not upcoming.done():
                await _chunk(send, HEARTBEAT)
                continue
            payload = upcoming.result()
            if payload is None:
                return await _chunk(send, COMPLETE)
            await _chunk(send, encode_next(payload))
            upcoming = asyncio.create_task(queue.get())
    finally:
        await _stopped(upcoming)


async def _disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _chunk(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _stopped(task: asyncio.Task[Any]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError, Exception):
        await task
