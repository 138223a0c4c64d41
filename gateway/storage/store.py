"""Where do the bytes of attachments lie? In a folder that only the service may enter, or in a bucket of an S3 service.

A key names no pemda, no complaint and no person: bytes stay where they are when a complaint goes to another pemda.
"""

import os
import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, Final, Self
from urllib.parse import unquote, urlsplit

from obstore.store import LocalStore, ObjectStore, S3Store

FOLDER: Final = "attachments"
CHUNK: Final = 256 * 1024
_ONLY_US: Final = 0o700
_ONLY_OURS: Final = 0o600


class StorageSettingError(ValueError):
    """TUNTAS_STORAGE_URL names no place that attachments can lie in."""


class BlobMissingError(LookupError):
    """A row names bytes that are not there."""


def new_key() -> str:
    """A name for new bytes: 128 random bits, spread over folders."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name[2:4]}/{name}"


@dataclass(frozen=True, slots=True)
class Blob:
    """Stored bytes on their way out."""

    size: int
    chunks: AsyncIterator[bytes]


class Storage:
    """Puts, gets and deletes whole blobs by key; they are never changed."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder

    @classmethod
    def open(cls, url: str | None, data: Path) -> Self:
        """The storage that the setting TUNTAS_STORAGE_URL names; without one, the folder `data`/attachments.

        s3://bucket/prefix or file:///folder. An S3 service is reached with the usual variables (AWS_ACCESS_KEY_ID,
        AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL ...). Raises StorageSettingError.
        """
        if url is None:
            return cls._in_folder(data / FOLDER)
        parts = urlsplit(url)
        if parts.scheme == "file" and not parts.netloc and parts.path.startswith("/"):
            return cls._in_folder(Path(unquote(parts.path)))
        if parts.scheme == "s3" and parts.netloc:
            return cls(_bucket(url))
        raise StorageSettingError("TUNTAS_STORAGE_URL must look like s3://bucket/prefix or file:///folder.")

    @classmethod
    def _in_folder(cls, folder: Path) -> Self:
        folder.mkdir(mode=_ONLY_US, parents=True, exist_ok=True)
        folder.chmod(_ONLY_US)
        return cls(LocalStore(prefix=folder, automatic_cleanup=True), folder)

    async def put_stream(self, key: str, content: IO[bytes]) -> None:
        """Keep a file's bytes from its current position; the key appears when all of them are there."""
        await self._store.put_async(key, content)
        if self._folder is None:
            return
        path = self._folder / key
        # Another attempt at the same upload may take this key away at any moment, its emptied folders with it.
        with suppress(FileNotFoundError):
            path.chmod(_ONLY_OURS)
            for parent in path.parents:
                if parent == self._folder:
                    break
                parent.chmod(_ONLY_US)

    async def get_stream(self, key: str) -> Blob:
        """The bytes behind a key. Raises BlobMissingError before the first of them is sent."""
        try:
            found = await self._store.get_async(key)
        except FileNotFoundError:
            raise BlobMissingError(key) from None
        return Blob(found.meta["size"], _chunks(found.stream(min_chunk_size=CHUNK)))

    async def delete(self, keys: Iterable[str]) -> None:
        """Forget these bytes; what is gone already is fine."""
        for key in keys:
            try:
                await self._store.delete_async(key)
            except FileNotFoundError:
                continue


def _bucket(url: str) -> S3Store:
    """Plain HTTP only where the operator wrote it: a MinIO in the same house."""
    in_house = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
    return S3Store.from_url(
        url,
        client_options={"connect_timeout": "5s", "timeout": "120s", "allow_http": in_house},
        retry_config={"max_retries": 4, "retry_timeout": timedelta(seconds=30)},
    )


async def _chunks(stream: AsyncIterator[object]) -> AsyncIterator[bytes]:
    async for chunk in stream:
        yield bytes(chunk)  # type: ignore[call-overload] # obstore's own buffer type
