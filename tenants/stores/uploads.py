"""Uploads before anybody claims them: announced, begun, complete or discarded, claimed, swept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from rules.errors import IDEMPOTENCY_MISMATCH, Refusal, bad_input
from tenants.attachment_rows import StagedUploadRow
from tenants.session import Sessions, Transaction

_COLUMNS: Final = "id, owner, name, media_type, size, sha256, storage_key, created_at, expires_at"
_STAGED: Final = "SELECT " + _COLUMNS + " FROM tuntas.upload_staged(%(id)s)"
_STAGE: Final = "SELECT " + _COLUMNS + " FROM tuntas.upload_stage(%(id)s, %(owner)s, %(name)s, %(at)s, %(until)s)"
_BEGIN: Final = "SELECT earlier FROM tuntas.upload_begin(%(id)s, %(key)s)"
_COMPLETE: Final = """
SELECT tuntas.upload_complete(%(id)s, %(key)s, %(name)s, %(media_type)s, %(size)s, %(sha256)s)
"""
_DISCARD: Final = "SELECT tuntas.upload_discard(%(id)s)"
_CLAIM: Final = "SELECT " + _COLUMNS + " FROM tuntas.upload_claim(%(ids)s, %(owner)s)"
_TAKE_EXPIRED: Final = "SELECT id, storage_key FROM tuntas.uploads_take_expired(%(before)s, %(most)s)"
_FORGET: Final = "SELECT tuntas.uploads_forget(%(ids)s)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What came: its clean name, what it is, how large, its SHA-256."""

    name: str
    media_type: str
    size: int
    sha256: bytes


async def stage(
    sessions: Sessions, id: UUID, *, owner: str, name: str, at: datetime, until: datetime
) -> StagedUploadRow:
    """Announce an upload; announced before with the same id, it is as it is now.

    Raises IDEMPOTENCY_MISMATCH when it was announced for another file.
    """
    values = {"id": id, "owner": owner, "name": name, "at": at, "until": until}
    async with sessions.write() as tx:
        rows = await tx.read(_STAGE, values, StagedUploadRow)
        if not rows or (rows[0].name != name and not rows[0].is_complete):
            raise Refusal(
                IDEMPOTENCY_MISMATCH,
                "This client key was used for another file.",
                "Kunci permintaan ini sudah dipakai untuk berkas lain.",
                field="clientKey",
            )
    return rows[0]


async def staged(sessions: Sessions, id: UUID) -> StagedUploadRow | None:
    """An announced upload; None when it was swept, was discarded, or belongs to a complaint by now."""
    rows = await sessions.read(_STAGED, {"id": id}, StagedUploadRow)
    return rows[0] if rows else None


async def begin(sessions: Sessions, id: UUID, key: str) -> tuple[bool, str | None]:
    """Note where the bytes will lie. May they come, and where did an earlier attempt, now void, put its own?"""
    async with sessions.write() as tx:
        rows = await tx.read(_BEGIN, {"id": id, "key": key})
    return (True, rows[0][0]) if rows else (False, None)


async def complete(sessions: Sessions, id: UUID, key: str, arrived: Arrived) -> bool:
    """Note that the bytes lie under `key`. False when a newer attempt, or the sweep, made it void."""
    values = {
        "id": id,
        "key": key,
        "name": arrived.name,
        "media_type": arrived.media_type,
        "size": arrived.size,
        "sha256": arrived.sha256,
    }
    async with sessions.write() as tx:
        ((done,),) = await tx.read(_COMPLETE, values)
    return bool(done)


async def discard(sessions: Sessions, id: UUID) -> None:
    """Forget an upload whose file was refused."""
    async with sessions.write() as tx:
        tx.execute(_DISCARD, {"id": id})


async def claim(tx: Transaction, ids: Sequence[UUID], owner: str) -> list[StagedUploadRow]:
    """Take these uploads, in their order, to attach them in this transaction.

    Raises BAD_USER_INPUT naming the first that is not the owner's, not complete, swept or used already.
    """
    found = {row.id: row for row in await tx.read(_CLAIM, {"ids": list(ids), "owner": owner}, StagedUploadRow)}
    for index, id_ in enumerate(ids):
        if id_ not in found:
            raise bad_input(
                f"attachments.{index}",
                "This upload is not yours, not complete, too old, or attached already.",
                "Unggahan ini bukan milik Anda, belum lengkap, kedaluwarsa, atau sudah dilampirkan.",
            )
    return [found[id_] for id_ in ids]


async def take_expired(sessions: Sessions, before: datetime, most: int) -> list[tuple[UUID, str | None]]:
    """Uploads whose time ended before a moment, each with where its bytes may lie; nobody can claim them any more."""
    async with sessions.write() as tx:
        rows = await tx.read(_TAKE_EXPIRED, {"before": before, "most": most})
    return [(row[0], row[1]) for row in rows]


async def forget(sessions: Sessions, ids: Sequence[UUID]) -> int:
    """Remove the rows of uploads that were taken; answers how many there were."""
    async with sessions.write() as tx:
        ((gone,),) = await tx.read(_FORGET, {"ids": list(ids)})
    return int(gone)
