"""What the graph may know of how files come in: the address that takes one, how large it may be, of which types."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID


class UploadDoor(Protocol):
    """The seam `Context.storage`."""

    @property
    def max_bytes(self) -> int:
        """The size of the largest file that is taken."""

    @property
    def accepted(self) -> Sequence[str]:
        """The media types that are taken."""

    def upload_of(self, keeper: str, client_key: str) -> UUID:
        """The upload that this client key stands for: the same for every retry, not to be guessed by others."""

    def address(self, upload: UUID, until: datetime) -> str:
        """Where its bytes are to be PUT: a path on this host, valid until a moment, for whoever knows it."""
