"""May somebody try a password now? Counted in the database, by e-mail address and by where the request comes from."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from gateway.client_address import site_of
from rules.errors import RATE_LIMITED, Refusal
from tenants.session import Sessions
from tenants.stores import accounts

_ONE_IN: Final = 200
log = structlog.get_logger("tuntas.access")


@dataclass(frozen=True, slots=True)
class AttemptLimits:
    """How many attempts within a window; an office behind one address has many people."""

    of_email: int = 10
    of_address: int = 100
    window: timedelta = timedelta(minutes=15)


class Attempts:
    """Counts first and compares then, so that attempts side by side cannot slip through."""

    def __init__(self, sessions: Sessions, limits: AttemptLimits | None = None) -> None:
        self._sessions = sessions
        self._limits = limits or AttemptLimits()

    async def admit(self, address: str, now: datetime, *, whom: str = "") -> None:
        """Count one more attempt from an address, on somebody's secret (an e-mail address, an account) if it is known.

        Raises RATE_LIMITED beyond a limit, whether or not there is such an account.
        """
        of_address, *of_whom = _subjects(address, whom)
        if secrets.randbelow(_ONE_IN) == 0:
            await accounts.sweep(self._sessions, now)
        await self._count(of_address, self._limits.of_address, now, by="address")
        # A network beyond its limit does not count against the person it tries: it could shut everybody out.
        for subject in of_whom:
            await self._count(subject, self._limits.of_email, now, by="email")

    async def _count(self, subject: str, most: int, now: datetime, *, by: str) -> None:
        (count,) = await accounts.count_attempts(self._sessions, [subject], now, self._limits.window)
        if count > most:
            log.warning("access.rate_limited", by=by)
            raise _too_many(self._limits.window)

    async def succeeded(self, address: str, *, whom: str) -> None:
        """Forget the attempts on this secret, and this one of the address."""
        of_address, of_whom = _subjects(address, whom)
        await accounts.forgive_attempts(self._sessions, {of_whom: 0, of_address: 1})


def _subjects(address: str, whom: str) -> list[str]:
    """What is counted, without keeping whom: hashes of the network and of the e-mail address."""
    subjects = [_hidden("address", site_of(address))]
    return [*subjects, _hidden("email", whom.strip().lower())] if whom else subjects


def _hidden(kind: str, text: str) -> str:
    return kind + ":" + hashlib.sha256(text.encode()).hexdigest()


def _too_many(window: timedelta) -> Refusal:
    minutes = int(window.total_seconds() // 60)
    return Refusal(
        RATE_LIMITED,
        f"Too many attempts: try again in {minutes} minutes.",
        f"Terlalu banyak percobaan: coba lagi dalam {minutes} menit.",
        rule="attempts to sign in",
    )
