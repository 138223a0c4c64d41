"""What a citizen copies from a screen or an SMS: tracking codes and receipt secrets that cannot be guessed."""

import hashlib
import hmac
import re
from typing import Final

from rules.errors import Refusal, bad_input

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a code survives a telephone call."""
_LOOKALIKES: Final = str.maketrans("ILO", "110")
CODE_LENGTH: Final = 12
SECRET_LENGTH: Final = 16
_CODE = re.compile(rf"[{ALPHABET}]{{{CODE_LENGTH}}}")
_SECRET = re.compile(rf"[{ALPHABET}]{{{SECRET_LENGTH}}}")


def encode(data: bytes, length: int) -> str:
    """The first `length` base-32 characters of some bytes (5 bits each)."""
    number = int.from_bytes(data, "big")
    bits = len(data) * 8
    return "".join(ALPHABET[(number >> (bits - 5 * (i + 1))) & 31] for i in range(length))


def tracking_code(random: bytes) -> str:
    """A code of 60 random bits. `random` holds at least 8 bytes."""
    return encode(random, CODE_LENGTH)


def shown(text: str) -> str:
    """In groups of four, as it is printed: K7QW-2M9D-XH4C."""
    if len(text) == CODE_LENGTH:  # every row of every list has one
        return f"{text[:4]}-{text[4:8]}-{text[8:]}"
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def receipt_secret(key: bytes, code: str) -> str:
    """The secret of a receipt: derived, so that a retried submission gets the same one and none is stored."""
    return encode(hmac.digest(key, b"receipt:" + code.encode(), hashlib.sha256), SECRET_LENGTH)


def _normal(text: str) -> str:
    return re.sub(r"[\s-]", "", text).upper().translate(_LOOKALIKES)


def _refuse(field: str) -> Refusal:
    return bad_input(
        field, "This is not a code of ours.", "Kode ini tidak sesuai bentuknya.", rule="12 (16) characters"
    )


def parse_code(text: str) -> str:
    """A tracking code as people type it (spaces, hyphens, small letters, look-alikes). Raises BAD_USER_INPUT."""
    code = _normal(text)
    if _CODE.fullmatch(code) is None:
        raise _refuse("trackingCode")
    return code


def parse_secret(text: str) -> str:
    """A receipt secret as people type it. Raises BAD_USER_INPUT."""
    secret = _normal(text)
    if _SECRET.fullmatch(secret) is None:
        raise _refuse("secret")
    return secret
