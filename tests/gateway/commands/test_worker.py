"""tuntas worker: it works until a signal comes, also beside the demo, and ends with it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from gateway.commands.worker import beside
from gateway.installation import installed
from gateway.settings import Settings

COMMAND = "from gateway.command_line import main; main()"
WORKERS = "SELECT count(*) FROM tuntas_queue.procrastinate_workers WHERE last_heartbeat > now() - interval '20 seconds'"


def at_work(count: int) -> bool:
    with installed(Settings()) as found:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with psycopg.connect(found.database.owner_url) as owner:
                if owner.execute(WORKERS).fetchone() == (count,):
                    return True
            time.sleep(0.1)
    return False


def test_it_works_until_a_signal_comes(installation: Path) -> None:
    environment = {**os.environ, "TUNTAS_POOL_SIZE": "2"}
    with subprocess.Popen([sys.executable, "-c", COMMAND, "worker"], env=environment) as process:
        try:
            assert at_work(1)
        finally:
            process.send_signal(signal.SIGTERM)
            ended = process.wait(30)
    assert ended == 0
    assert at_work(0)


def test_it_does_what_waits_and_ends(installation: Path) -> None:
    done = subprocess.run([sys.executable, "-c", COMMAND, "worker", "--once"], check=False, timeout=60)
    assert done.returncode == 0


def test_beside_the_demo_it_is_of_the_same_group_and_ends_with_it(
    installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def remembered(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        begun.append(real(*arguments, **options))  # type: ignore[call-overload]
        return begun[-1]

    monkeypatch.setattr(subprocess, "Popen", remembered)
    with beside(Settings()):
        assert at_work(1)
        assert os.getpgid(begun[0].pid) == os.getpgid(0)
    assert begun[0].returncode == 0
