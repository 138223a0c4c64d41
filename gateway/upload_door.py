"""Who may send a file, and where to? Addresses that are their own permission, signed and short-lived."""

import base64
import binascii
import hashlib
import hmac
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from gateway.transport_errors import TransportError
from rules.attachments import MAX_BYTES, MediaType

UPLOADS: Final = "/uploads/"
_ID, _MOMENT, _MARK = 16, 8, 32
_LENGTH: Final = _ID + _MOMENT + _MARK
_CLOSE: Final = ((b"connection", b"close"),)


class SignedDoor:
    """Addresses of uploads: what `Context.storage` is. `key` has 32 bytes and comes from the master key."""

    def __init__(self, key: bytes, max_bytes: int = MAX_BYTES) -> None:
        self._key = key
        self.max_bytes = max_bytes
        self.accepted = tuple(media_type.value for media_type in MediaType)

    def upload_of(self, keeper: str, client_key: str) -> UUID:
        """The upload of a client key: the same for every retry; only we can tell which."""
        mark = self._mark(b"upload", hashlib.sha256(keeper.encode()).digest() + client_key.encode())
        return UUID(bytes=mark[:_ID], version=4)

    def address(self, upload: UUID, until: datetime) -> str:
        """The path to PUT its bytes to, valid until a moment."""
        plain = upload.bytes + int(until.timestamp()).to_bytes(_MOMENT, "big")
        return UPLOADS + base64.urlsafe_b64encode(plain + self._mark(b"address", plain)).rstrip(b"=").decode()

    def upload_at(self, token: str, now: datetime) -> UUID:
        """The upload that a token stands for. Refuses (404) what we did not sign, (410) what is too old."""
        try:
            text = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raise unknown_upload() from None
        plain = text[: _ID + _MOMENT]
        mark = self._mark(b"address", plain)
        if len(text) != _LENGTH or not hmac.compare_digest(mark, text[_ID + _MOMENT :]):
            raise unknown_upload()
        if datetime.fromtimestamp(int.from_bytes(plain[_ID:], "big"), UTC) <= now:
            raise past_upload()
        return UUID(bytes=plain[:_ID])

    def _mark(self, purpose: bytes, text: bytes) -> bytes:
        return hmac.digest(self._key, purpose + b"\0" + text, hashlib.sha256)


def unknown_upload() -> TransportError:
    """An address that was never given out."""
    return TransportError(404, "NOT_FOUND", "No such upload.", "Unggahan tidak ditemukan.", headers=_CLOSE)


def past_upload() -> TransportError:
    """An address whose time is over: expired, refused before, or attached already."""
    return TransportError(
        410,
        "GONE",
        "This upload is over: ask for a new one with createUpload.",
        "Unggahan ini sudah berakhir: minta yang baru dengan createUpload.",
        headers=_CLOSE,
    )
