"""How does a stranger's file get cleaned without endangering the server? In a process of its own, a few at a time."""

import asyncio
import json
import logging
import os
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import IO, Final

from gateway.cleaning.verdicts import Unacceptable, damaged, too_large
from rules.attachments import MediaType

_log = logging.getLogger(__name__)

_HOUSE: Final = Path(__file__).parents[2]
_INHERITED: Final = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ")
"""Nothing else of the environment: the master key may be in it."""
_KILLED_BY_LIMITS: Final = frozenset({-9, -24, -25})
"""SIGKILL (the kernel is out of memory), SIGXCPU, SIGXFSZ."""


class Sandbox:
    """Cleans files, `at_once` at a time; whoever comes later waits."""

    def __init__(self, *, at_once: int = 2, seconds: float = 30.0) -> None:
        self._turns = asyncio.Semaphore(at_once)
        self._seconds = seconds

    async def clean(self, source: IO[bytes], target: IO[bytes]) -> MediaType:
        """Write the cleaned `source` into the empty `target` (both real files); answers what it is.

        Raises Unacceptable. When it is cancelled, the process dies with it.
        """
        async with self._turns:
            source.seek(0)
            process = await _start(source, target)
            try:
                async with asyncio.timeout(self._seconds):
                    said, error = await process.communicate()
            except TimeoutError:
                raise too_large() from None
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        return _read(process, said, error)


async def _start(source: IO[bytes], target: IO[bytes]) -> Process:
    descriptor = target.fileno()
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "gateway.cleaning.worker",
        str(descriptor),
        stdin=source.fileno(),
        stdout=PIPE,
        stderr=PIPE,
        pass_fds=(descriptor,),
        cwd=_HOUSE,
        env={name: os.environ[name] for name in _INHERITED if name in os.environ},
    )


def _read(process: Process, said: bytes, error: bytes) -> MediaType:
    if process.returncode != 0:
        if process.returncode in _KILLED_BY_LIMITS:
            raise too_large()
        # The file made a library fall over: not our mistake, but worth a look.
        _log.warning("cleaning ended with %s: %s", process.returncode, error[-2000:].decode(errors="replace"))
        raise damaged()
    verdict = json.loads(said)
    if "mediaType" in verdict:
        return MediaType(verdict["mediaType"])
    raise Unacceptable(verdict["status"], verdict["code"], verdict["en"], verdict["id"])
