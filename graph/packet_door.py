"""What the graph may know of how packets are made: whose key signs them, and that contents become a kept file."""

from dataclasses import dataclass
from typing import Protocol

from rules.packets import Contents


@dataclass(frozen=True, slots=True)
class Made:
    """A packet that lies in the storage."""

    sha256: bytes
    manifest_sha256: bytes
    size: int


class PacketDoor(Protocol):
    """The seam `Context.packets`."""

    @property
    def key_id(self) -> str:
        """The short name of the key that signs."""

    @property
    def public_key(self) -> str:
        """Its public half in hexadecimal."""

    async def make(self, contents: Contents, storage_key: str) -> Made:
        """Write the packet, sign it, keep it under this key; again with the same contents, the same bytes."""
