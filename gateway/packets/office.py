"""How is a packet made and kept? Its documents and files become one signed archive in the storage."""

import hashlib
import tempfile
from dataclasses import replace
from typing import IO, Any, Final

from gateway.packets.container import Member, Writer
from gateway.packets.signing import PacketKey
from gateway.storage.store import BlobMissingError, Storage
from graph.packet_door import Made
from rules.packet_summary import page
from rules.packets import (
    FILES,
    MANIFEST,
    MAX_FILES,
    SIGNATURE,
    SUMMARY,
    Attached,
    Contents,
    Entry,
    encoded,
)

_IN_MEMORY: Final = 4 * 1024 * 1024
_PIECE: Final = 256 * 1024


class PacketOffice:
    """What `Context.packets` is."""

    def __init__(self, key: PacketKey, storage: Storage, most: int = MAX_FILES) -> None:
        self._key = key
        self._storage = storage
        self._most = most
        self.key_id: Final = key.public.id
        self.public_key: Final = key.public.hex

    async def make(self, contents: Contents, storage_key: str) -> Made:
        """Write the packet, sign it, keep it under this key; again with the same contents, the same bytes."""
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
            manifest = await self._write(contents, file)
            size = file.tell()
            digest = _digest(file)
            file.seek(0)
            await self._storage.put_stream(storage_key, file)
        return Made(sha256=digest, manifest_sha256=hashlib.sha256(manifest).digest(), size=size)

    async def _write(self, contents: Contents, file: IO[bytes]) -> bytes:
        """Members in the order of their names: attachments come before the list that says what became of them."""
        writer, listed = Writer(file), list[dict[str, Any]]()
        documents: dict[str, Any] = {**contents.documents, FILES: listed}
        attached = {one.path: one for one in contents.attached}
        members, room = list[Member](), self._most
        for name in sorted([*documents, *attached]):
            if name not in attached:
                members.append(writer.add(name, encoded(documents[name])))
                continue
            member, left_out = await self._attach(writer, attached[name], room)
            listed.append(_listed(attached[name], left_out))
            if member is not None:
                members.append(member)
                room -= member.size
        summary = page(contents.manifest, documents)
        entries = [Entry(one.name, one.size, one.sha256) for one in members]
        entries.append(Entry(SUMMARY, len(summary), hashlib.sha256(summary).hexdigest()))
        manifest = replace(contents.manifest, files=tuple(entries)).encode()
        for name, data in ((MANIFEST, manifest), (SIGNATURE, self._key.sign(manifest)), (SUMMARY, summary)):
            writer.add(name, data)
        writer.close()
        return manifest

    async def _attach(self, writer: Writer, one: Attached, room: int) -> tuple[Member | None, str | None]:
        """The file as a member, or why it is left out: too large, gone, or not the bytes that were attached."""
        if one.size > room:
            return None, "size"
        try:
            blob = await self._storage.get_stream(one.storage_key)
        except BlobMissingError:
            return None, "missing"
        writing = writer.begin(one.path)
        async for chunk in blob.chunks:
            writing.write(chunk)
            if writing.size > one.size:
                break
        if (writing.size, writing.sha256) != (one.size, one.sha256):
            writing.drop()
            return None, "changed"
        return writing.end(), None


def _listed(one: Attached, left_out: str | None) -> dict[str, Any]:
    return {**one.facts, "path": one.path, "size": one.size, "sha256": one.sha256, "left_out": left_out}


def _digest(file: IO[bytes]) -> bytes:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
    return digest.digest()
