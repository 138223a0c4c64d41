"""How does a receiver know that a message is ours, unchanged and fresh? Standard Webhooks, symmetric, version 1.

What is signed is `id.timestamp.body`; the signature is `v1,` and the base64 of its HMAC-SHA256. During the change of a
secret a message bears two signatures, separated by a space: either of the two secrets proves it.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

ID: Final = "webhook-id"
TIMESTAMP: Final = "webhook-timestamp"
SIGNATURE: Final = "webhook-signature"
PREFIX: Final = "whsec_"
KEY_BYTES: Final = 32
TOLERANCE: Final = timedelta(minutes=5)
"""How far a receiver's clock and a message's timestamp may lie apart, in either direction."""
OVERLAP: Final = timedelta(hours=24)
"""How long the old secret signs beside the new one."""
_VERSION: Final = "v1,"


def shown_secret(key: bytes) -> str:
    """A key as the receiver's administrator copies it."""
    return PREFIX + base64.b64encode(key).decode()


def key_of(secret: str) -> bytes:
    """The key behind a copied secret. Raises ValueError for anything else."""
    if not secret.startswith(PREFIX):
        raise ValueError(f"A secret begins with {PREFIX}")
    try:
        return base64.b64decode(secret[len(PREFIX) :], validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("A secret is base64 behind its prefix") from None


def signature(key: bytes, message: str, at: datetime, body: bytes) -> str:
    """The signature of one message by one key."""
    text = f"{message}.{_seconds(at)}.".encode() + body
    return _VERSION + base64.b64encode(hmac.digest(key, text, hashlib.sha256)).decode()


def signed(keys: Sequence[bytes], message: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers of a message; each key signs it."""
    return {
        ID: message,
        TIMESTAMP: str(_seconds(at)),
        SIGNATURE: " ".join(signature(key, message, at, body) for key in keys),
    }


def is_ours(key: bytes, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """What a receiver asks: does one of the signatures hold, and is the message neither old nor from the future?"""
    message, stamp = headers.get(ID, ""), headers.get(TIMESTAMP, "")
    if not message or not stamp.isascii() or not stamp.isdigit() or len(stamp) > len("9999999999"):
        return False
    at = datetime.fromtimestamp(int(stamp), UTC)
    if abs(now - at) > TOLERANCE:
        return False
    right = signature(key, message, at, body).encode()
    sent = headers.get(SIGNATURE, "").split(" ")
    return any(hmac.compare_digest(right, one.encode()) for one in sent)


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
