"""How members lie in an archive: a canonical tar, in which every single byte follows from names, sizes and contents.

Any tar program unpacks it. Reading checks headers and padding byte by byte, so that no flipped bit goes unnoticed.
"""

import hashlib
import tarfile
from collections.abc import Iterator
from typing import IO, Final

CHUNK: Final = 256 * 1024
_BLOCK: Final = tarfile.BLOCKSIZE
_MODE: Final = 0o600
_NAME_LIMIT: Final = 100


class DamagedError(ValueError):
    """These bytes were not written by a Writer, or were changed since; the text says where."""


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, _MODE
    return info.tobuf(tarfile.GNU_FORMAT, "ascii", "strict")


class Writer:
    """Writes members one after the other and remembers their checksums in a file on disk."""

    def __init__(self, file: IO[bytes], sums: IO[bytes]) -> None:
        self._file = file
        self._sums = sums

    def add(self, name: str, size: int, chunks: Iterator[bytes]) -> None:
        """Add a member of a known size. Raises DamagedError when the contents are shorter or longer than that."""
        if len(name) > _NAME_LIMIT:
            raise ValueError(f"{name} is too long for a tar")
        self._file.write(_header(name, size))
        digest, written = hashlib.sha256(), 0
        for chunk in chunks:
            self._file.write(chunk)
            digest.update(chunk)
            written += len(chunk)
        if written != size:
            raise DamagedError(f"{name} has {written} bytes instead of {size}")
        self._file.write(bytes(-size % _BLOCK))
        self._sums.write(sum_line(name, digest.hexdigest()))

    def close(self) -> None:
        """Write the end that tar programs look for."""
        self._file.write(bytes(2 * _BLOCK))


class Member:
    """One member while it is read: its contents once, from front to back."""

    def __init__(self, file: IO[bytes], name: str, size: int) -> None:
        self.name = name
        self.size = size
        self._file = file
        self._digest = hashlib.sha256()

    def chunks(self) -> Iterator[bytes]:
        """The contents. Raises DamagedError when the file ends before they do."""
        left = self.size
        while left:
            chunk = _exactly(self._file, min(CHUNK, left), self.name)
            self._digest.update(chunk)
            left -= len(chunk)
            yield chunk
        if any(_exactly(self._file, -self.size % _BLOCK, self.name)):
            raise DamagedError(f"There is something behind {self.name}")

    @property
    def digest(self) -> str:
        """The checksum of the contents, after they were read."""
        return self._digest.hexdigest()

    @property
    def sum_line(self) -> bytes:
        """Its line in the list of checksums, after the contents were read."""
        return sum_line(self.name, self.digest)

    def skip(self) -> None:
        """Read the contents without keeping them."""
        for _ in self.chunks():
            pass


def sum_line(name: str, digest: str) -> bytes:
    """A line as `sha256sum --check` reads it."""
    return f"{digest}  {name}\n".encode()


def members(file: IO[bytes]) -> Iterator[Member]:
    """The members in order; each must be read to its end before the next. Raises DamagedError."""
    while any(header := _exactly(file, _BLOCK, "the archive")):
        try:
            info = tarfile.TarInfo.frombuf(header, "ascii", "strict")
        except (tarfile.HeaderError, ValueError) as reason:
            raise DamagedError(f"A header is not readable: {reason}") from reason
        if header != _header(info.name, info.size):
            raise DamagedError(f"The header of {info.name} was changed")
        yield Member(file, info.name, info.size)
    if _exactly(file, _BLOCK, "the archive") != bytes(_BLOCK) or file.read(1):
        raise DamagedError("The end of the archive was changed")


def _exactly(file: IO[bytes], size: int, what: str) -> bytes:
    found = file.read(size)
    if len(found) != size:
        raise DamagedError(f"The file ends inside {what}")
    return found
