"""How a command that is not asynchronous reads and writes the bytes of attachments, one blob after the other."""

import asyncio
from collections.abc import Iterable, Iterator
from typing import IO, Self

from gateway.storage.store import Blob, BlobMissingError, Storage


class StoredBlobs:
    """A storage for commands; use it as a context manager: it keeps an event loop while it is open."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        self._runner.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.close()

    def has(self, key: str) -> bool:
        """Are there bytes behind this key?"""
        try:
            self._runner.run(self._storage.get_stream(key))
        except BlobMissingError:
            return False
        return True

    def read(self, key: str) -> tuple[int, Iterator[bytes]]:
        """The size and the bytes behind a key. Raises BlobMissingError."""
        blob = self._runner.run(self._storage.get_stream(key))
        return blob.size, self._chunks(blob)

    def write(self, key: str, content: IO[bytes]) -> None:
        """Keep the bytes of a file from its current position."""
        self._runner.run(self._storage.put_stream(key, content))

    def delete(self, keys: Iterable[str]) -> None:
        """Forget these bytes; what is gone already is fine."""
        self._runner.run(self._storage.delete(list(keys)))

    def _chunks(self, blob: Blob) -> Iterator[bytes]:
        while chunk := self._runner.run(_next(blob)):
            yield chunk


async def _next(blob: Blob) -> bytes:
    return await anext(blob.chunks, b"")
