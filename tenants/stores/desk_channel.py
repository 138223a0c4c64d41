"""How does a process hear what others commit on the desks? On one connection that comes back when it is lost."""

import asyncio
import random
from collections.abc import Callable
from typing import Final
from uuid import UUID

import psycopg
import structlog

CHANNEL: Final = "tuntas_desk"
_FIRST_WAIT: Final = 0.2
_LONGEST_WAIT: Final = 30.0
_SILENCE: Final = 30.0
"""Seconds without a notice after which the line is tried: a dead one looks just like a quiet one."""
_CONNECT_SECONDS: Final = 10

log = structlog.get_logger("tuntas.desks")


def place_of_account(account: UUID) -> str:
    """Where a person is told, beside the paths of desks: no unit's path begins so."""
    return f"@{account}"


async def listen(
    service_url: str, heard: Callable[[str], None], missed: Callable[[], None], *, silence: float = _SILENCE
) -> None:
    """Pass on what is announced on the channel, until cancelled.

    `heard` gets each payload, `missed` is called whenever some may have been lost: each time a connection stands.
    """
    wait = _FIRST_WAIT
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(
                service_url, autocommit=True, application_name="tuntas desks", connect_timeout=_CONNECT_SECONDS
            ) as connection:
                await connection.execute("LISTEN tuntas_desk")
                missed()
                wait = _FIRST_WAIT
                while True:
                    async for notice in connection.notifies(timeout=silence):
                        heard(notice.payload)
                    await connection.execute("SELECT 1")
        except psycopg.OperationalError as error:
            log.warning("desks.listening_lost", reason=type(error).__name__, again_in=round(wait, 1))
        await asyncio.sleep(wait * random.uniform(0.5, 1.0))  # noqa: S311 - so that not all processes come at once
        wait = min(wait * 2, _LONGEST_WAIT)
