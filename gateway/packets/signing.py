"""Who issued a packet? An Ed25519 key of the installation, derived from its master key; the public half is told."""

import hashlib
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from gateway.master_key import MasterKey, Purpose
from rules.errors import Refusal, bad_input

SIGNATURE_SIZE: Final = 64
_KEY_SIZE: Final = 32
_ID_LENGTH: Final = 16


class PacketPublicKey:
    """The published half: whoever has it can tell our packets from others."""

    def __init__(self, raw: bytes) -> None:
        """`raw` has 32 bytes. Raises ValueError otherwise."""
        self._key = Ed25519PublicKey.from_public_bytes(raw)
        self.raw: Final = raw

    @property
    def id(self) -> str:
        """A short name for it: the beginning of its SHA-256."""
        return hashlib.sha256(self.raw).hexdigest()[:_ID_LENGTH]

    @property
    def hex(self) -> str:
        """The key in hexadecimal."""
        return self.raw.hex()

    @property
    def pem(self) -> str:
        """The key as OpenSSL reads it."""
        return self._key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    def signed(self, signature: bytes, data: bytes) -> bool:
        """Did the owner of this key sign these bytes?"""
        try:
            self._key.verify(signature, data)
        except InvalidSignature:
            return False
        return True


class PacketKey:
    """The secret half."""

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self.public: Final = PacketPublicKey(self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    @classmethod
    def of(cls, master: MasterKey) -> "PacketKey":
        """The key of an installation: the same as long as its master key is."""
        return cls(master.derive(Purpose.PACKETS))

    def __repr__(self) -> str:
        return f"PacketKey({self.public.id})"

    def sign(self, data: bytes) -> bytes:
        """Ed25519 over the bytes themselves, so that `openssl pkeyutl -verify -rawin` can check it too."""
        return self._key.sign(data)


def public_key(text: str) -> PacketPublicKey:
    """The key out of 64 hexadecimal digits, or out of a file with these or with PEM. Raises BAD_USER_INPUT."""
    path = Path(text)
    try:
        said = path.read_text(encoding="ascii").strip() if path.is_file() else text.strip()
        if said.startswith("-----"):
            return _of_pem(said)
        return PacketPublicKey(bytes.fromhex(said))
    except (OSError, UnsupportedAlgorithm, ValueError):
        raise _no_key() from None


def _of_pem(text: str) -> PacketPublicKey:
    key = load_pem_public_key(text.encode())
    if not isinstance(key, Ed25519PublicKey):
        raise _no_key()
    return PacketPublicKey(key.public_bytes(Encoding.Raw, PublicFormat.Raw))


def _no_key() -> Refusal:
    return bad_input(
        "key",
        f"Not a public key of packets: {_KEY_SIZE * 2} hexadecimal digits, or a file with them or with PEM.",
        f"Bukan kunci publik berkas: {_KEY_SIZE * 2} digit heksadesimal, atau berkas berisi digit itu atau PEM.",
    )
