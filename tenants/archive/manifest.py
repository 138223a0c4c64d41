"""What an archive says about itself, and whether that is true."""

import hashlib
from dataclasses import asdict, dataclass
from typing import IO, Any, Final, NoReturn

import orjson

from rules.errors import BAD_USER_INPUT, Refusal
from tenants.archive.container import DamagedError, Member, members

FORMAT: Final = 1
SUMS: Final = "SHA256SUMS"
MANIFEST: Final = "manifest.json"
_LARGEST: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manifest:
    """Whose data these are, of which schema, sealed under which master key, and how many rows of each table."""

    code: str
    tenant: int
    name: str
    revision: str
    key_mark: str
    exported_at: str
    rows: dict[str, int]
    blobs: int
    sums: str
    format: int = FORMAT

    def encode(self) -> bytes:
        """The manifest as it is stored: readable, with a checksum of itself."""
        facts = asdict(self)
        return orjson.dumps({"facts": facts, "sha256": _seal(facts)}, option=orjson.OPT_INDENT_2)

    @classmethod
    def decode(cls, data: bytes) -> "Manifest":
        """Raises DamagedError when it is not what was written."""
        try:
            said: Any = orjson.loads(data)
            manifest = cls(**said["facts"])
        except (orjson.JSONDecodeError, KeyError, TypeError) as reason:
            raise DamagedError("The manifest is not readable") from reason
        if manifest.format != FORMAT or manifest.encode() != data:
            raise DamagedError("The manifest was changed, or written by another version")
        return manifest


def _seal(facts: dict[str, Any]) -> str:
    return hashlib.sha256(orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)).hexdigest()


def verified(file: IO[bytes]) -> Manifest:
    """Read an archive from front to back, compare every checksum. Raises Refusal when one byte is wrong."""
    file.seek(0)
    try:
        return _verified(file)
    except DamagedError as damage:
        refuse(f"The archive is damaged: {damage}.", f"Arsip rusak: {damage}.", damage)


def _verified(file: IO[bytes]) -> Manifest:
    computed, listed, manifest = hashlib.sha256(), None, None
    for member in members(file):
        if manifest is not None:
            raise DamagedError(f"{member.name} comes after the manifest")
        if member.name == SUMS:
            member.skip()
            listed = member.digest
        elif member.name == MANIFEST:
            manifest = Manifest.decode(_small(member))
        elif listed is not None:
            raise DamagedError(f"{member.name} comes after the checksums")
        else:
            member.skip()
            computed.update(member.sum_line)
    if manifest is None or not manifest.sums == listed == computed.hexdigest():
        raise DamagedError("contents and checksums differ")
    return manifest


def _small(member: Member) -> bytes:
    if member.size > _LARGEST:
        raise DamagedError(f"{member.name} is too large")
    return b"".join(member.chunks())


def refuse(en: str, id: str, reason: BaseException | None = None) -> NoReturn:
    """Stop an import or export and say why."""
    raise Refusal(BAD_USER_INPUT, en, id, rule="archive") from reason
