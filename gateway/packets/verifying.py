"""Is this file a packet that was issued, and does what it tells follow from itself? Asked of the file alone."""

import hashlib
from typing import IO, NamedTuple

from gateway.packets.container import Member, read
from gateway.packets.signing import SIGNATURE_SIZE, PacketPublicKey
from rules.packet_check import Checked, check
from rules.packet_summary import page
from rules.packets import FOLDER, MANIFEST, SIGNATURE, SUMMARY, Entry, Manifest, PacketBroken, decoded


class Verdict(NamedTuple):
    """What a whole packet tells. `key` signed it; whether that is the right key, only a pinned one says."""

    manifest: Manifest
    manifest_sha256: str
    key: PacketPublicKey
    pinned: bool
    checked: Checked


def verify(file: IO[bytes], pinned: PacketPublicKey | None = None) -> Verdict:
    """Check a packet from the outside in. Raises PacketBroken naming the first thing that is wrong."""
    members = {member.name: member for member in read(file)}
    written = _data(members, MANIFEST)
    manifest = Manifest.decode(written)
    key = _signer(manifest, pinned)
    signature = _data(members, SIGNATURE)
    if len(signature) != SIGNATURE_SIZE or not key.signed(signature, written):
        raise PacketBroken(SIGNATURE, f"the manifest was not signed by the key {key.id}")
    _same(manifest, members)
    documents = {
        name: decoded(name, _data(members, name))
        for name in members
        if not name.startswith(FOLDER) and name not in (MANIFEST, SIGNATURE, SUMMARY)
    }
    checked = check(manifest, documents)
    if page(manifest, documents) != _data(members, SUMMARY):
        raise PacketBroken(SUMMARY, "it tells another story than the documents")
    return Verdict(manifest, hashlib.sha256(written).hexdigest(), key, pinned is not None, checked)


def _data(members: dict[str, Member], name: str) -> bytes:
    member = members.get(name)
    if member is None or member.data is None:
        raise PacketBroken(name, "it is missing")
    return member.data


def _signer(manifest: Manifest, pinned: PacketPublicKey | None) -> PacketPublicKey:
    """The key of the packet, which must be the pinned one if there is one."""
    try:
        key = PacketPublicKey(bytes.fromhex(manifest.public_key))
    except ValueError:
        raise PacketBroken(MANIFEST, "its key is none") from None
    if key.id != manifest.key:
        raise PacketBroken(MANIFEST, "the name of its key is another's")
    if pinned is not None and pinned.raw != key.raw:
        raise PacketBroken(SIGNATURE, f"it was signed with the key {key.id}, not with {pinned.id}")
    return key


def _same(manifest: Manifest, members: dict[str, Member]) -> None:
    """Every member is in the manifest with its size and fingerprint, and the other way round."""
    listed = {entry.path: entry for entry in manifest.files}
    there = members.keys() - {MANIFEST, SIGNATURE}
    for name in sorted(listed.keys() ^ there):
        raise PacketBroken(name, "it is missing" if name in listed else "the manifest does not know it")
    for name in sorted(there):
        member = members[name]
        if listed[name] != Entry(name, member.size, member.sha256):
            raise PacketBroken(name, "its fingerprint is not the one in the manifest")
