"""Server processes under measurement: started, waited for, their CPU read from /proc, ended."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_LONGEST_START: Final = 90.0


@dataclass(frozen=True, slots=True)
class Server:
    """One process that answers on a port."""

    name: str
    port: int
    pid: int

    def cpu(self) -> float:
        """Seconds of CPU that it has used."""
        return cpu_of(self.pid)


@contextmanager
def module(name: str, *arguments: str) -> Iterator[Server]:
    """`python -m bench.<name> PORT ...` while the block runs."""
    port = free_port()
    with process(name, [sys.executable, "-m", f"bench.{name}", str(port), *arguments], port) as server:
        yield server


@contextmanager
def process(
    name: str, command: Sequence[str], port: int, *, cwd: Path = ROOT, env: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """A command that listens on this port, while the block runs. Raises RuntimeError when it never does."""
    with subprocess.Popen(command, cwd=cwd, env=None if env is None else {**os.environ, **env}) as running:
        try:
            _wait(running, port)
            yield Server(name, port, running.pid)
        finally:
            running.terminate()
            try:
                running.wait(10)
            except subprocess.TimeoutExpired:
                running.kill()


def _wait(running: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _LONGEST_START
    while time.monotonic() < until:
        if running.poll() is not None:
            raise RuntimeError(f"{running.args!r} ended with {running.returncode}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{running.args!r} does not listen on {port}")


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def cpu_of(pid: int) -> float:
    """Seconds of CPU, user and system, of all threads of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def cpu_below(pid: int) -> float:
    """Seconds of CPU of a process and its living and ended children: a database server with its backends."""
    total = _with_ended(pid)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(fields[1]) == pid:
                    total += (int(fields[11]) + int(fields[12])) / _TICKS
    return total


def _with_ended(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / _TICKS
