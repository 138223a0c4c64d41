"""Whole packets for tests, made by the office from the rules' own chain: no database, no network."""

import hashlib
import io
from pathlib import Path
from typing import Any

from gateway.packets.office import PacketOffice
from gateway.packets.signing import PacketKey
from gateway.storage.store import Storage
from rules.packets import FILES, IDENTITY, Attached, Contents
from tests.rules.chains import Chain, documents_of, manifest_of, overdue

KEY = PacketKey(bytes(range(32)))
PHOTO = b"\xff\xd8\xff" + bytes(range(256)) * 8
IDENTITY_OF = {"name": "Budi Pelapor", "phone": "0811", "email": "", "nik": "", "address": ""}


async def stored(folder: Path, photo: bytes = PHOTO) -> Storage:
    """A storage with one photo in it."""
    storage = Storage.open(None, folder)
    await storage.put_stream("aa/bb/photo", io.BytesIO(photo))
    return storage


def contents(chain: Chain | None = None, *, key: PacketKey = KEY, **other: Any) -> Contents:
    """What goes into it: every kind of member."""
    told = chain or overdue()
    documents = {name: one for name, one in documents_of(told).items() if name != FILES} | {IDENTITY: IDENTITY_OF}
    facts = {"name": "Foto simpang.jpg", "media_type": "image/jpeg", "message": None, "at": "2026-01-05"}
    photo = Attached("attachments/001.jpg", "aa/bb/photo", len(PHOTO), hashlib.sha256(PHOTO).hexdigest(), facts)
    manifest = manifest_of(told, key=key.public.id, public_key=key.public.hex, identity=True, **other)
    return Contents(manifest, documents, [photo])


async def packet(folder: Path, given: Contents | None = None, key: PacketKey = KEY) -> bytes:
    """The bytes of a packet."""
    storage = await stored(folder)
    await PacketOffice(key, storage).make(given or contents(key=key), "packets/one")
    return (folder / "attachments" / "packets" / "one").read_bytes()
