"""tuntas worker: what happens by itself, in a process of its own; and beside the demo."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Final

import typer

from gateway.installation import installed
from gateway.settings import Settings
from gateway.worker.running import run

_PROGRAM: Final = "from gateway.command_line import main; main()"
_SECONDS: Final = 15


def worker(
    *,
    once: Annotated[bool, typer.Option("--once", help="Do what waits in the queue, and end.")] = False,
) -> None:
    """Tell people what happened and send what leaves the house, until a signal comes. Several may run at once."""
    with installed(Settings()) as installation:
        installation.prepare()
        asyncio.run(run(installation, wait=not once))


@contextmanager
def beside(settings: Settings) -> Iterator[None]:
    """A worker of these settings while the block runs, in the same process group: Ctrl-C ends both."""
    environment = {**os.environ, "TUNTAS_DATA": str(settings.data), "TUNTAS_PUBLIC_URL": settings.public_url}
    process = subprocess.Popen(  # noqa: S603 - this interpreter with a program of ours
        [sys.executable, "-c", _PROGRAM, "worker"], env=environment
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
