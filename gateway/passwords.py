"""Does a password match, and how is it kept? With argon2id, few at a time, as long for accounts that do not exist."""

import asyncio
import unicodedata
from collections.abc import Callable
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from rules.errors import bad_input

T = TypeVar("T")
SHORTEST: Final = 10
LONGEST: Final = 128
_NOBODYS: Final = "a password that nobody has"


class Passwords:
    """Hashes and compares outside of the event loop, `at_once` at a time: each takes 64 MiB and a processor."""

    def __init__(self, hasher: PasswordHasher | None = None, at_once: int = 2) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turn = asyncio.Semaphore(at_once)
        self._decoy: str | None = None

    async def hashed(self, password: str) -> str:
        """What is stored of a password."""
        return await self._in_turn(lambda: self._hasher.hash(_normal(password)))

    async def match(self, stored: str | None, password: str) -> bool:
        """Is it the password behind this hash? Without one (no such account, no password yet) it takes as long: no."""
        if self._decoy is None:
            self._decoy = await self.hashed(_NOBODYS)
        against = stored or self._decoy
        found = await self._in_turn(lambda: self._verified(against, _normal(password)))
        return found and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Was it hashed with other costs than today's?"""
        return self._hasher.check_needs_rehash(stored)

    def _verified(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _in_turn(self, work: Callable[[], T]) -> T:
        async with self._turn:
            return await asyncio.to_thread(work)


def check_new_password(password: str, *others: str) -> None:
    """Refuse (BAD_USER_INPUT) a new password that is too short, too long, or that others would guess first."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise bad_input(
            "password",
            f"A password has {SHORTEST} to {LONGEST} characters.",
            f"Kata sandi terdiri dari {SHORTEST} sampai {LONGEST} karakter.",
        )
    plain = _normal(password).casefold()
    if len(set(plain)) < SHORTEST // 2 or any(other and other.casefold() in plain for other in others):
        raise bad_input(
            "password",
            "This password is too easy to guess: it repeats itself, or contains your name or address.",
            "Kata sandi ini terlalu mudah ditebak: berulang, atau memuat nama atau alamat surel Anda.",
        )


def _normal(password: str) -> str:
    """The same password from every keyboard (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
