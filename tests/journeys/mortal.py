"""The service in a process of its own that a test may kill at any instant, and start again."""

import multiprocessing
import os
import signal
import socket
import time
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx
import uvicorn

from gateway.app import create_app
from tenants.database import Database
from tests.journeys.service import installation_of

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.journeys.mortal"])  # a new process has imported everything already


def serve(database: Database, data: Path, port: int) -> None:
    """What the process does: nothing else, until it is killed."""
    app = create_app(installation_of(database, data))
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="critical", timeout_graceful_shutdown=1)


@dataclass
class Mortal:
    """The service of an installation on a free port."""

    database: Database
    data: Path
    url: str = ""
    _process: BaseProcess | None = field(default=None)

    def start(self) -> None:
        """Start it and wait until it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self._process = _FORKS.Process(target=serve, args=(self.database, self.data, port), daemon=True)
        self._process.start()
        deadline = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < deadline, "the service does not start"
            time.sleep(0.02)

    def kill(self) -> None:
        """End it this instant: no signal handler, no lifespan, nothing written."""
        if self._process is None or self._process.pid is None:
            return
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.join(10)
        self._process = None

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health/live", timeout=5).status_code == 200
        except httpx.TransportError:
            return False
