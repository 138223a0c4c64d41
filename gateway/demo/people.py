"""What are the people of the demo called, and where are they reached? All invented: common names, made-up numbers."""

import json
import random
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zlib import crc32

_WITH_PHONE = 0.8


@dataclass(frozen=True, slots=True)
class Reporter:
    """A citizen: `account` is one of the demo accounts, or None for someone who only holds a receipt."""

    name: str
    phone: str | None
    email: str | None
    account: str | None = None


@cache
def _names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    read = json.loads((files(__package__) / "names.json").read_text(encoding="utf-8"))
    return tuple(read["first"]), tuple(read["last"])


def holder_name(key: str) -> str:
    """The invented name of whoever holds what `key` names; the same key, the same name."""
    first, last = _names()
    number = crc32(key.encode())
    return f"{first[number % len(first)]} {last[number // len(first) % len(last)]}"


def reporter(rng: random.Random, accounts: tuple[Reporter, ...] = (), *, share: float = 0.0) -> Reporter:
    """A citizen drawn at random; `share` of them are one of `accounts`."""
    if accounts and rng.random() < share:
        return rng.choice(accounts)
    first, last = _names()
    name = f"{rng.choice(first)} {rng.choice(last)}"
    phone = f"0811-0000-{rng.randrange(10_000):04d}"
    email = f"{name.lower().replace(' ', '.')}{rng.randrange(100)}@example.test"
    draw = rng.random()
    if draw < _WITH_PHONE:
        return Reporter(name, phone, email if draw < _WITH_PHONE / 2 else None)
    return Reporter(name, None, email)
