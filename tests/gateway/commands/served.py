"""A command that serves, as its own process: where it may listen, and when it does."""

import socket
import subprocess
import time

import httpx


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ready(url: str, process: subprocess.Popen[bytes]) -> httpx.Response:
    """What it says of itself as soon as it answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return httpx.get(f"{url}/health/ready", headers={"accept": "application/json"})
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"not served: {process.poll()}")
