"""The files of a complaint and of the messages on it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, cast
from uuid import UUID

from rules.vocabulary import Audience
from tenants.attachment_rows import AttachmentRow, StagedUploadRow
from tenants.batch import OfTenant, Reader, many_per_key, one_per_key
from tenants.rows import ComplaintRow
from tenants.session import Transaction

COLUMNS: Final = (
    "tenant_id", "id", "complaint_id", "message_id", "audience", "name", "media_type", "size", "sha256", "storage_key",
    "at",
)  # fmt: skip
_SELECT: Final = "SELECT " + ", ".join("a." + name for name in COLUMNS)
_INSERT: Final = (
    "INSERT INTO tuntas.attachment (" + ", ".join(COLUMNS) + ") VALUES ("
    + ", ".join("%(" + name + ")s" for name in COLUMNS) + ")"
)  # fmt: skip
_OF_COMPLAINTS: Final = (
    _SELECT + " FROM tuntas.attachment a WHERE a.tenant_id = ANY(%(tenants)s) AND a.complaint_id = ANY(%(ids)s)"
    " AND a.message_id IS NULL ORDER BY a.at, a.id"
)
# Through the message's complaint: attachments are indexed by that.
_OF_MESSAGES: Final = (
    "WITH m AS MATERIALIZED (SELECT tenant_id, complaint_id, id FROM tuntas.message"
    " WHERE tenant_id = ANY(%(tenants)s) AND id = ANY(%(ids)s)) "
    + _SELECT
    + " FROM tuntas.attachment a WHERE a.tenant_id = ANY(%(tenants)s)"
    " AND a.complaint_id = ANY(ARRAY(SELECT complaint_id FROM m)) AND a.message_id = ANY(%(ids)s) ORDER BY a.at, a.id"
)
_BY_KEYS: Final = _SELECT + " FROM tuntas.attachment a WHERE a.tenant_id = ANY(%(tenants)s) AND a.id = ANY(%(ids)s)"
_A_LITTLE: Final = timedelta(microseconds=1)


def attach(
    tx: Transaction,
    row: ComplaintRow,
    staged: Sequence[StagedUploadRow],
    *,
    audience: Audience,
    message: UUID | None = None,
    at: datetime,
) -> list[AttachmentRow]:
    """Queue claimed uploads as files of a complaint, or of one message on it, in their order; each keeps its id."""
    files = [_attached(row, upload, audience, message, at + n * _A_LITTLE) for n, upload in enumerate(staged)]
    for file in files:
        tx.execute(_INSERT, {name: getattr(file, name) for name in COLUMNS})
    return files


async def by_complaint_id(reader: Reader, keys: Sequence[OfTenant]) -> list[list[AttachmentRow]]:
    """The files that came with these complaints, by (tenant, complaint); those of messages are not among them."""
    rows = await reader.read(_OF_COMPLAINTS, _asked(keys), AttachmentRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.complaint_id))


async def by_message_id(reader: Reader, keys: Sequence[OfTenant]) -> list[list[AttachmentRow]]:
    """The files that came with these messages, by (tenant, message)."""
    rows = await reader.read(_OF_MESSAGES, _asked(keys), AttachmentRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, cast("UUID", row.message_id)))


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[AttachmentRow | None]:
    """Files by (tenant, id): whoever hands them out decides whether they may be seen."""
    rows = await reader.read(_BY_KEYS, _asked(keys), AttachmentRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


def _asked(keys: Sequence[OfTenant]) -> dict[str, object]:
    return {"tenants": sorted({tenant for tenant, _ in keys}), "ids": [id_ for _, id_ in keys]}


def _attached(
    row: ComplaintRow, upload: StagedUploadRow, audience: Audience, message: UUID | None, at: datetime
) -> AttachmentRow:
    if upload.media_type is None or upload.size is None or upload.sha256 is None or upload.storage_key is None:
        raise ValueError(f"Upload {upload.id} is not complete")
    return AttachmentRow(
        tenant_id=row.tenant_id,
        id=upload.id,
        complaint_id=row.id,
        message_id=message,
        audience=audience,
        name=upload.name,
        media_type=upload.media_type,
        size=upload.size,
        sha256=upload.sha256,
        storage_key=upload.storage_key,
        at=at,
    )
