"""How secrets that prove who asks are made, and what is kept of them: the secret is shown once, its hash is stored."""

import hashlib
import re
import secrets
from typing import Final

TOKEN_PREFIX: Final = "tuntas_"  # noqa: S105 - what every bearer token begins with, so that scanners find leaked ones
_BYTES: Final = 32
_SECRET: Final = re.compile(r"(?:tuntas_)?[A-Za-z0-9_-]{43}")


def new_session() -> str:
    """The value of a session's cookie: 256 random bits."""
    return secrets.token_urlsafe(_BYTES)


def new_token() -> str:
    """A bearer token for programs: 256 random bits behind a recognisable prefix."""
    return TOKEN_PREFIX + secrets.token_urlsafe(_BYTES)


def new_invitation() -> str:
    """The code with which an invited person sets a password, once."""
    return secrets.token_urlsafe(_BYTES)


def is_secret(text: str) -> bool:
    """Has it the form of one of ours? Anything else need not be looked up."""
    return _SECRET.fullmatch(text) is not None


def hash_of(secret: str) -> bytes:
    """What is stored of a secret. SHA-256 without salt is enough for 256 random bits, and can be looked up."""
    return hashlib.sha256(secret.encode()).digest()
