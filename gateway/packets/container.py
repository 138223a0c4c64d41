"""How do the members of a packet lie in one file? A ZIP that any program opens, with nothing left to choose.

Members are stored, sorted, without times, so the same members are the same bytes. Reading compares every byte of the
file with what writing would have put there: a ZIP has many that other programs ignore.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from rules.packets import FOLDER, MAX_FILES, PacketBroken

CHUNK: Final = 256 * 1024
MOST_IN_MEMORY: Final = 64 * 1024 * 1024
"""The largest document; attachments are never held."""
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION, _UTF8, _STORED, _TIME, _DATE = 20, 0x800, 0, 0, 0x21
"""1 January 1980, the first day of ZIP, stands for no time."""
_NAME_BYTES: Final = 255


@dataclass(slots=True)
class Member:
    """One member: its fingerprint, and its bytes when it is a document."""

    name: str
    size: int = 0
    crc: int = 0
    sha256: str = ""
    data: bytes | None = None

    def local(self) -> bytes:
        """The header before its bytes."""
        name = self.name.encode()
        return _LOCAL.pack(b"PK\3\4", *self._facts(name)) + name

    def central(self, offset: int) -> bytes:
        """Its line in the directory at the end."""
        name = self.name.encode()
        return _CENTRAL.pack(b"PK\1\2", _VERSION, *self._facts(name), 0, 0, 0, 0, offset) + name

    def _facts(self, name: bytes) -> tuple[int, ...]:
        return _VERSION, _UTF8, _STORED, _TIME, _DATE, self.crc, self.size, self.size, len(name), 0


class Writer:
    """Writes members in the order of their names into a file that can seek."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._members: list[tuple[Member, int]] = []

    def add(self, name: str, data: bytes) -> Member:
        """A whole member."""
        writing = self.begin(name)
        writing.write(data)
        return writing.end()

    def begin(self, name: str) -> "Writing":
        """A member whose bytes come piece by piece."""
        if self._members and self._members[-1][0].name >= name:
            raise ValueError(f"{name} does not come after {self._members[-1][0].name}")
        return Writing(self._file, Member(name), self._members)

    def close(self) -> None:
        """The directory at the end."""
        self._file.write(_tail(self._members, self._file.tell()))


class Writing:
    """One member on its way."""

    def __init__(self, file: IO[bytes], member: Member, members: list[tuple[Member, int]]) -> None:
        self._file, self._member, self._members = file, member, members
        self._offset = file.tell()
        self._digest = hashlib.sha256()
        file.write(member.local())

    def write(self, chunk: bytes) -> None:
        """More bytes."""
        self._member.size += len(chunk)
        self._member.crc = zlib.crc32(chunk, self._member.crc)
        self._digest.update(chunk)
        self._file.write(chunk)

    def end(self) -> Member:
        """All bytes are there: the header is written again, with what is known now."""
        self._member.sha256 = self._digest.hexdigest()
        end = self._file.tell()
        self._file.seek(self._offset)
        self._file.write(self._member.local())
        self._file.seek(end)
        self._members.append((self._member, self._offset))
        return self._member

    @property
    def sha256(self) -> str:
        """The fingerprint of what was written so far."""
        return self._digest.hexdigest()

    @property
    def size(self) -> int:
        """How much was written so far."""
        return self._member.size

    def drop(self) -> None:
        """As if it had never begun."""
        self._file.seek(self._offset)
        self._file.truncate()


def _tail(members: list[tuple[Member, int]], offset: int) -> bytes:
    directory = b"".join(member.central(at) for member, at in members)
    count = len(members)
    return directory + _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, 0)


def read(file: IO[bytes]) -> list[Member]:
    """Every member in order, documents with their bytes. Raises PacketBroken for a file that `Writer` did not write."""
    file.seek(0)
    members: list[tuple[Member, int]] = []
    total = 0
    for member, offset in _members(file):
        total += member.size
        if (members and members[-1][0].name >= member.name) or total > MAX_FILES + MOST_IN_MEMORY:
            raise PacketBroken("container", f"{member.name} does not belong there")
        members.append((member, offset))
    end = members[-1][1] + len(members[-1][0].local()) + members[-1][0].size if members else 0
    file.seek(end)
    tail = _tail(members, end)
    if not members or file.read(len(tail) + 1) != tail:
        raise PacketBroken("container", "its end is not how it was written")
    return [member for member, _ in members]


def _members(file: IO[bytes]) -> Iterator[tuple[Member, int]]:
    while True:
        offset = file.tell()
        head = file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or not head.startswith(b"PK\3\4"):
            return
        *_, crc, size, _, name_length, _ = _LOCAL.unpack(head)
        if name_length > _NAME_BYTES:
            raise PacketBroken("container", "a name is too long")
        name = file.read(name_length)
        yield _member(file, head + name, name, crc, size), offset


def _member(file: IO[bytes], head: bytes, name: bytes, crc: int, size: int) -> Member:
    try:
        member = Member(name.decode(), size, crc)
    except UnicodeDecodeError:
        raise PacketBroken("container", "a name cannot be read") from None
    if member.local() != head:
        raise PacketBroken(member.name, "its header is not how it was written")
    is_file = member.name.startswith(FOLDER)
    if size > (MAX_FILES if is_file else MOST_IN_MEMORY):
        raise PacketBroken(member.name, "it is too large")
    found, left, digest, kept = 0, size, hashlib.sha256(), []
    while left:
        chunk = file.read(min(CHUNK, left))
        if not chunk:
            raise PacketBroken(member.name, "it breaks off")
        left -= len(chunk)
        found = zlib.crc32(chunk, found)
        digest.update(chunk)
        if not is_file:
            kept.append(chunk)
    member.sha256, member.data = digest.hexdigest(), None if is_file else b"".join(kept)
    if found != crc:
        raise PacketBroken(member.name, "its bytes are not those that were written")
    return member
