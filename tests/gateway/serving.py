"""Runs an application on a real server and a free port, and talks to it in raw bytes."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from tests.gateway.asgi import Reply


@contextlib.contextmanager
def served(app: ASGIApp, **options: Any) -> Iterator[int]:
    """The port on 127.0.0.1 where the application answers until the block ends."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1, **options)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def exchange(port: int, request: bytes, *, seconds: float = 10.0, keep_open: bool = False) -> Reply | None:
    """Sends raw bytes and reads one HTTP answer; None when the server closed without one.

    Without `keep_open` it says that nothing more follows.
    """
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        with contextlib.suppress(OSError):  # the server may answer and close before it has read everything
            connection.sendall(request)
            if not keep_open:
                connection.shutdown(socket.SHUT_WR)
        received = b""
        with contextlib.suppress(ConnectionResetError):
            while not _complete(received) and (chunk := connection.recv(65536)):
                received += chunk
    return _parse(received)


def _complete(received: bytes) -> bool:
    head, separator, body = received.partition(b"\r\n\r\n")
    if not separator:
        return False
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return bool(lengths) and len(body) >= int(lengths[0].partition(b":")[2])


def _parse(received: bytes) -> Reply | None:
    head, separator, body = received.partition(b"\r\n\r\n")
    if not separator:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Reply(int(first.split()[1]), headers, body)
