"""tuntas serve: the service answers on its port, and ends when it is told to."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

COMMAND = "from gateway.command_line import main; main()"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ready(url: str, process: subprocess.Popen[bytes]) -> httpx.Response:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return httpx.get(f"{url}/health/ready", headers={"accept": "application/json"})
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"not served: {process.poll()}")


def test_it_serves_until_a_signal_comes(installation: Path) -> None:
    port = _free_port()
    environment = {**os.environ, "TUNTAS_PORT": str(port), "TUNTAS_POOL_SIZE": "2"}
    with subprocess.Popen([sys.executable, "-c", COMMAND, "serve"], env=environment) as process:
        try:
            reply = _ready(f"http://127.0.0.1:{port}", process)
            assert (reply.status_code, reply.json()["status"]) == (200, "ready")
            assert "server" not in reply.headers
        finally:
            process.send_signal(signal.SIGTERM)
            ended = process.wait(30)
    assert ended in (0, -signal.SIGTERM)
