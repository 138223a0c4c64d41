"""Under which key does a reporter's identity lie, and how is it opened? A data key a pemda, wrapped by the master key.

What is sealed for one complaint of one pemda opens nowhere else: tenant, complaint and version of the key are bound in.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Protocol
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tenants.session import Transaction

# Through a function: a transfer seals for a pemda that it writes and cannot read.
_NEWEST: Final = "SELECT version, wrapped FROM tuntas.tenant_key_newest(%(tenant)s, %(fresh)s)"
_RENEW: Final = "SELECT tuntas.tenant_key_renew(%(tenant)s, %(version)s, %(wrapped)s)"
_OF_VERSION: Final = """
SELECT version, wrapped FROM tuntas.tenant_key WHERE tenant_id = %(tenant)s AND version = %(version)s
"""
_FIRST: Final = 1
_FORMAT: Final = b"\x01"
_NONCE: Final = 12
_KEY_BITS: Final = 256
_ROUNDED_TO: Final = 128
"""Lengths of sealed identities are rounded up, so that they do not tell how long a name is."""
_MOST_KEYS: Final = 1024
_SECONDS: Final = 300.0


class IdentityUnreadableError(RuntimeError):
    """Its key is missing or another one, or the sealed bytes were changed or taken from elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who reported: what the reporter gave, empty where nothing was given."""

    name: str = ""
    phone: str = ""
    email: str = ""
    nik: str = ""
    address: str = ""


Sealer = Callable[[UUID, Identity], tuple[int, bytes]]


class Sealed(Protocol):
    """A sealed identity as it is kept: a row of the table reporter."""

    tenant_id: int
    complaint_id: UUID
    key_version: int
    sealed: bytes


class Reads(Protocol):
    """Whatever reads one statement within a reach: Sessions, or an open Transaction."""

    async def read(self, sql: str, params: Mapping[str, Any] = ..., /) -> list[Any]:
        """The rows as tuples."""


class Vault:
    """The pemda's data keys of one process; `wrapping_key` has 32 bytes and comes from the master key."""

    def __init__(self, wrapping_key: bytes, clock: Callable[[], float] = time.monotonic) -> None:
        self._wrapping = AESGCM(wrapping_key)
        self._clock = clock
        self._opened: OrderedDict[tuple[int, int], tuple[float, AESGCM]] = OrderedDict()

    async def seal(self, tx: Transaction, tenant: int, complaint: UUID, identity: Identity) -> tuple[int, bytes]:
        """The version of the pemda's newest key, and the identity sealed with it; its first key is made here."""
        return (await self.sealer(tx, tenant))(complaint, identity)

    async def sealer(self, tx: Transaction, tenant: int) -> Sealer:
        """A function that seals any number of identities for complaints of this pemda, as `seal` does."""
        ((version, wrapped),) = await tx.read(_NEWEST, {"tenant": tenant, "fresh": self._fresh(tenant, _FIRST)})
        key = self._unwrap(tenant, version, wrapped)

        def seal(complaint: UUID, identity: Identity) -> tuple[int, bytes]:
            plain = orjson.dumps(asdict(identity))
            plain += b" " * (-len(plain) % _ROUNDED_TO)
            nonce = secrets.token_bytes(_NONCE)
            return version, _FORMAT + nonce + key.encrypt(nonce, plain, _place(tenant, complaint, version))

        return seal

    async def open(self, reads: Reads, sealed: Sealed) -> Identity:
        """The identity behind a row. Raises IdentityUnreadableError when the row is not what was sealed."""
        at = (sealed.tenant_id, sealed.key_version)
        known = self._remembered(at)
        if known is not None:
            try:
                return _opened(known, sealed)
            except InvalidTag:
                self._opened.pop(at, None)  # the pemda may have been restored with other keys: look again
        key = await self._read(reads, *at)
        try:
            identity = _opened(key, sealed)
        except InvalidTag:
            raise IdentityUnreadableError(f"The reporter of {sealed.complaint_id} does not open.") from None
        self._remember(at, key)
        return identity

    async def reseal(self, tx: Transaction, sealed: Sealed, tenant: int) -> tuple[int, bytes]:
        """The same identity for the pemda that the complaint goes to; the transaction writes both."""
        identity = await self.open(tx, sealed)
        return await self.seal(tx, tenant, sealed.complaint_id, identity)

    async def renew(self, tx: Transaction, tenant: int) -> int:
        """Give the pemda a new key for what is sealed from now on; what lies under older ones still opens."""
        ((newest, _),) = await tx.read(_NEWEST, {"tenant": tenant, "fresh": self._fresh(tenant, _FIRST)})
        version = int(newest) + 1
        tx.execute(_RENEW, {"tenant": tenant, "version": version, "wrapped": self._fresh(tenant, version)})
        return version

    def _fresh(self, tenant: int, version: int) -> bytes:
        """A new data key, wrapped for this tenant and version alone."""
        nonce = secrets.token_bytes(_NONCE)
        data_key = AESGCM.generate_key(_KEY_BITS)
        return _FORMAT + nonce + self._wrapping.encrypt(nonce, data_key, _holder(tenant, version))

    async def _read(self, reads: Reads, tenant: int, version: int) -> AESGCM:
        rows = await reads.read(_OF_VERSION, {"tenant": tenant, "version": version})
        if not rows:
            raise IdentityUnreadableError(f"Tenant {tenant} has no key of version {version} within reach.")
        return self._unwrap(tenant, version, rows[0][1])

    def _unwrap(self, tenant: int, version: int, wrapped: bytes) -> AESGCM:
        try:
            return AESGCM(_decrypted(self._wrapping, wrapped, _holder(tenant, version)))
        except InvalidTag:
            raise IdentityUnreadableError(
                f"Key {version} of tenant {tenant} was wrapped by another master key, or was changed."
            ) from None

    def _remembered(self, at: tuple[int, int]) -> AESGCM | None:
        until, key = self._opened.get(at, (0.0, None))
        return key if self._clock() < until else None

    def _remember(self, at: tuple[int, int], key: AESGCM) -> None:
        self._opened[at] = (self._clock() + _SECONDS, key)
        self._opened.move_to_end(at)
        if len(self._opened) > _MOST_KEYS:
            self._opened.popitem(last=False)


def _opened(key: AESGCM, sealed: Sealed) -> Identity:
    place = _place(sealed.tenant_id, sealed.complaint_id, sealed.key_version)
    return Identity(**orjson.loads(_decrypted(key, sealed.sealed, place)))


def _decrypted(key: AESGCM, box: bytes, bound_to: bytes) -> bytes:
    box = bytes(box)
    if not box.startswith(_FORMAT) or len(box) <= 1 + _NONCE:
        raise InvalidTag
    return key.decrypt(box[1 : 1 + _NONCE], box[1 + _NONCE :], bound_to)


def _place(tenant: int, complaint: UUID, version: int) -> bytes:
    return b"tuntas identity %d %d " % (tenant, version) + complaint.bytes


def _holder(tenant: int, version: int) -> bytes:
    return b"tuntas tenant key %d %d" % (tenant, version)
