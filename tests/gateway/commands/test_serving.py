"""tuntas serve: the service answers on its port, and ends when it is told to."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.gateway.commands.served import free_port, ready

COMMAND = "from gateway.command_line import main; main()"


def test_it_serves_until_a_signal_comes(installation: Path) -> None:
    port = free_port()
    environment = {**os.environ, "TUNTAS_PORT": str(port), "TUNTAS_POOL_SIZE": "2"}
    with subprocess.Popen([sys.executable, "-c", COMMAND, "serve"], env=environment) as process:
        try:
            reply = ready(f"http://127.0.0.1:{port}", process)
            assert (reply.status_code, reply.json()["status"]) == (200, "ready")
            assert "server" not in reply.headers
        finally:
            process.send_signal(signal.SIGTERM)
            ended = process.wait(30)
    assert ended == 128 + signal.SIGTERM
