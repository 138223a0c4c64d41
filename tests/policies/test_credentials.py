"""Secrets are random, recognisable and kept as hashes only."""

import hashlib
from collections.abc import Callable

import pytest

from policies.credentials import hash_of, is_secret, new_invitation, new_session, new_token

MAKERS = [new_session, new_token, new_invitation]


@pytest.mark.parametrize("make", MAKERS)
def test_secrets_differ_and_have_our_form(make: Callable[[], str]) -> None:
    made = {make() for _ in range(100)}
    assert len(made) == 100
    assert all(is_secret(secret) for secret in made)


def test_a_leaked_token_is_recognised_by_scanners() -> None:
    assert new_token().startswith("tuntas_")


@pytest.mark.parametrize("text", ["", "x", "a" * 42, "a" * 44, "ä" * 43, "a" * 43 + "\n", "tuntas_", "a b" * 14 + "c"])
def test_anything_else_need_not_be_looked_up(text: str) -> None:
    assert not is_secret(text)


def test_what_is_stored_is_the_hash() -> None:
    assert hash_of("rahasia") == hashlib.sha256(b"rahasia").digest()
