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
    """Who reported: what the reporter gave, empty where nothing was given.

    `shared`: may the Ombudsman and the APIP know, when it is handed over to them?
    """

    name: str = ""
    phone: str = ""
    email: str = ""
    nik: str = ""
    address: str = ""
    shared: bool = False


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
        version, key = await self._newest(tx, tenant)

        def seal(complaint: UUID, identity: Identity) -> tuple[int, bytes]:
            plain = orjson.dumps(asdict(identity))
            plain += b" " * (-len(plain) % _ROUNDED_TO)
            return version, _encrypted(key, plain, _place(tenant, complaint, version))

        return seal

    async def open(self, reads: Reads, sealed: Sealed) -> Identity:
        """The identity behind a row. Raises IdentityUnreadableError when the row is not what was sealed."""
        place = _place(sealed.tenant_id, sealed.complaint_id, sealed.key_version)
        opened = await self._open(reads, (sealed.tenant_id, sealed.key_version), sealed.sealed, place)
        if opened is None:
            raise IdentityUnreadableError(f"The reporter of {sealed.complaint_id} does not open.")
        return Identity(**orjson.loads(opened))

    async def seal_secret(self, tx: Transaction, tenant: int, owner: UUID, secret: bytes) -> tuple[int, bytes]:
        """The version of the pemda's newest key, and a secret of one of its objects (a webhook) sealed with it."""
        version, key = await self._newest(tx, tenant)
        return version, _encrypted(key, secret, _keeping(tenant, owner, version))

    async def open_secret(self, reads: Reads, tenant: int, owner: UUID, sealed: tuple[int, bytes]) -> bytes:
        """The secret of an object. Raises IdentityUnreadableError when it is not what was sealed for it."""
        version, box = sealed
        opened = await self._open(reads, (tenant, version), box, _keeping(tenant, owner, version))
        if opened is None:
            raise IdentityUnreadableError(f"The secret of {owner} does not open.")
        return opened

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

    async def _newest(self, tx: Transaction, tenant: int) -> tuple[int, AESGCM]:
        ((version, wrapped),) = await tx.read(_NEWEST, {"tenant": tenant, "fresh": self._fresh(tenant, _FIRST)})
        return version, self._unwrap(tenant, version, wrapped)

    async def _open(self, reads: Reads, at: tuple[int, int], box: bytes, place: bytes) -> bytes | None:
        """What lies in a box; None when it is not what was sealed there. Raises IdentityUnreadableError for no key."""
        known = self._remembered(at)
        if known is not None:
            try:
                return _decrypted(known, box, place)
            except InvalidTag:
                self._opened.pop(at, None)  # the pemda may have been restored with other keys: look again
        key = await self._read(reads, *at)
        try:
            opened = _decrypted(key, box, place)
        except InvalidTag:
            return None
        self._remember(at, key)
        return opened

    def _fresh(self, tenant: int, version: int) -> bytes:
        """A new data key, wrapped for this tenant and version alone."""
        return _encrypted(self._wrapping, AESGCM.generate_key(_KEY_BITS), _holder(tenant, version))

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


def _encrypted(key: AESGCM, plain: bytes, bound_to: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return _FORMAT + nonce + key.encrypt(nonce, plain, bound_to)


def _decrypted(key: AESGCM, box: bytes, bound_to: bytes) -> bytes:
    box = bytes(box)
    if not box.startswith(_FORMAT) or len(box) <= 1 + _NONCE:
        raise InvalidTag
    return key.decrypt(box[1 : 1 + _NONCE], box[1 + _NONCE :], bound_to)


def _place(tenant: int, complaint: UUID, version: int) -> bytes:
    return b"tuntas identity %d %d " % (tenant, version) + complaint.bytes


def _keeping(tenant: int, owner: UUID, version: int) -> bytes:
    return b"tuntas secret %d %d " % (tenant, version) + owner.bytes


def _holder(tenant: int, version: int) -> bytes:
    return b"tuntas tenant key %d %d" % (tenant, version)
