"""Passwords are kept by argon2id, compared in the same time for everybody, and not too easy."""

import asyncio
from typing import Literal

import pytest
from argon2 import PasswordHasher, Type

from gateway.passwords import LONGEST, Passwords, check_new_password
from rules.errors import BAD_USER_INPUT, Refusal

pytestmark = pytest.mark.anyio
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Counting(PasswordHasher):
    """Counts what it is asked to do."""

    verifications = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - argon2's own word
        self.verifications += 1
        return super().verify(hash, password)


async def test_a_password_matches_its_hash_alone() -> None:
    passwords = Passwords(CHEAP)
    stored = await passwords.hashed("kata sandi saya")
    assert stored.startswith("$argon2id$")
    assert "kata" not in stored
    assert await passwords.match(stored, "kata sandi saya")
    assert not await passwords.match(stored, "kata sandi kamu")
    assert stored != await passwords.hashed("kata sandi saya")


async def test_the_service_itself_uses_argon2id_at_the_costs_of_rfc_9106() -> None:
    hasher = Passwords()._hasher
    assert (hasher.type, hasher.time_cost, hasher.memory_cost, hasher.parallelism) == (Type.ID, 3, 65536, 4)


@pytest.mark.parametrize("stored", ["own", None, "not a hash"])
async def test_there_is_one_verification_in_every_case(stored: str | None) -> None:
    hasher = Counting(time_cost=1, memory_cost=8, parallelism=1)
    passwords = Passwords(hasher)
    await passwords.match(None, "x")  # makes the decoy
    hasher.verifications = 0
    kept = await passwords.hashed("benar") if stored == "own" else stored
    assert await passwords.match(kept, "benar") is (stored == "own")
    assert hasher.verifications == 1


async def test_the_same_password_matches_from_every_keyboard() -> None:
    passwords = Passwords(CHEAP)
    stored = await passwords.hashed("caf\u00e9 di Bintan")
    assert await passwords.match(stored, "cafe\u0301 di Bintan")


async def test_other_costs_are_outdated() -> None:
    stored = await Passwords(CHEAP).hashed("x")
    assert not Passwords(CHEAP).is_outdated(stored)
    assert Passwords().is_outdated(stored)


async def test_only_a_few_are_compared_at_once() -> None:
    running = most = 0

    class Slow(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - argon2's own word
            nonlocal running, most
            running += 1
            most = max(most, running)
            try:
                return super().verify(hash, password)
            finally:
                running -= 1

    passwords = Passwords(Slow(time_cost=2, memory_cost=1024, parallelism=1), at_once=2)
    await asyncio.gather(*(passwords.match(None, "x") for _ in range(12)))
    assert most <= 2


@pytest.mark.parametrize("password", ["kata sandi ini panjang", "correct horse battery", "x1!yz-Qw9_"])
def test_good_passwords_pass(password: str) -> None:
    check_new_password(password, "ani", "Ani Uji")


@pytest.mark.parametrize(
    "password",
    ["pendek", "a" * 20, "abababababab", "Ani Uji 2026 ok", "x" * (LONGEST + 1), "dinkes.bintan123"],
)
def test_others_are_refused(password: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_new_password(password, "dinkes.bintan", "Ani Uji")
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "password")
