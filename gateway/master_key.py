"""Where does the one secret of an installation come from, and which keys are derived from it?"""

import base64
import binascii
import os
import secrets
import stat
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SIZE: Final = 32
FILE: Final = "master.key"
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class Purpose(StrEnum):
    """What a derived key is for; knowing one key tells nothing about another."""

    DATABASE_ROLES = "database roles"
    TENANT_KEYS = "tenant keys"
    RECEIPTS = "receipts"
    CSRF = "csrf"
    UPLOADS = "uploads"
    PACKETS = "packets"


class MasterKeyError(RuntimeError):
    """The master key is missing, malformed, or readable by others; the text says what to do."""


class MasterKey:
    """The secret from which all keys of an installation follow. Whoever loses it loses the reporters' identities."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != SIZE:
            raise MasterKeyError(f"The master key must have {SIZE} bytes, not {len(secret)}.")
        self._secret = secret

    def __repr__(self) -> str:
        return "MasterKey(...)"

    def derive(self, purpose: Purpose, length: int = SIZE) -> bytes:
        """The key for one purpose: HKDF-SHA256, the same on every start."""
        info = b"tuntas: " + purpose.value.encode()
        return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(self._secret)


def master_key(setting: str | None, data: Path) -> MasterKey:
    """The key from the setting TUNTAS_MASTER_KEY (base64 of 32 bytes), else from `data`/master.key, made if absent.

    Raises MasterKeyError.
    """
    if setting is not None:
        return MasterKey(_decoded(setting))
    path = data / FILE
    if not path.exists():
        _create(path)
    return MasterKey(_read(path))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise MasterKeyError("The master key must be written in base64: `openssl rand -base64 32` makes one.") from None


def _read(path: Path) -> bytes:
    mode = path.stat().st_mode
    if mode & _OTHERS:
        raise MasterKeyError(f"{path} is open to others (mode {stat.filemode(mode)}): `chmod 600 {path}`.")
    return _decoded(path.read_text(encoding="ascii"))


def _create(path: Path) -> None:
    """Several processes may start at once: the first whole file wins, and a torn one never bears the name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{FILE}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(SIZE)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
