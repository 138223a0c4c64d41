"""Who must forget what it remembers of an account: told here at once, and to other processes when it is committed."""

import asyncio
from collections.abc import Callable
from typing import Final

import psycopg
import structlog

from tenants.session import Transaction

CHANNEL: Final = "tuntas_access"
EVERYBODY: Final = "*"
"""Stands for all accounts: a unit was moved or closed, a restriction changed what a whole role may do."""
_NOTIFY: Final = "SELECT pg_notify('tuntas_access', %(whom)s)"
_RETRY_SECONDS: Final = 1.0

Forget = Callable[[str], None]
log = structlog.get_logger("tuntas.access")
_listeners: tuple[Forget, ...] = ()


def subscribe(forget: Forget) -> Callable[[], None]:
    """Let `forget` hear of every change of access in this process, by account id or EVERYBODY; returns the way out."""
    global _listeners  # noqa: PLW0603 - one process, few listeners, swapped as a whole
    _listeners = (*_listeners, forget)

    def leave() -> None:
        global _listeners  # noqa: PLW0603 - the same
        _listeners = tuple(other for other in _listeners if other is not forget)

    return leave


def announce(tx: Transaction, *accounts: object) -> None:
    """Tell other processes when this transaction commits. Call `changed` with the same accounts after it."""
    for account in accounts:
        tx.execute(_NOTIFY, {"whom": str(account)})


def changed(*accounts: object) -> None:
    """Tell this process, at once: the next request sees what was committed."""
    for account in accounts:
        for forget in _listeners:
            forget(str(account))


async def listen(service_url: str) -> None:
    """Pass on what other processes announce, until cancelled; after a lost connection everything is forgotten."""
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(
                service_url, autocommit=True, application_name="tuntas access"
            ) as connection:
                await connection.execute("LISTEN tuntas_access")
                changed(EVERYBODY)  # whatever happened while nobody listened
                async for notice in connection.notifies():
                    changed(notice.payload)
        except psycopg.OperationalError as error:
            log.warning("access.listening_lost", reason=type(error).__name__)
        changed(EVERYBODY)
        await asyncio.sleep(_RETRY_SECONDS)
