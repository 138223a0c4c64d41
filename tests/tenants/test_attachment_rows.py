from dataclasses import fields
from datetime import UTC, datetime
from uuid import uuid4

from tenants.attachment_rows import AttachmentRow, StagedUploadRow
from tenants.stores.attachments import COLUMNS

NOW = datetime(2026, 3, 4, tzinfo=UTC)


def test_a_row_is_filled_by_position() -> None:
    assert tuple(field.name for field in fields(AttachmentRow)) == COLUMNS


def test_an_upload_is_complete_when_its_bytes_were_counted() -> None:
    row = StagedUploadRow(uuid4(), "budi", "a.jpg", None, None, None, "key", NOW, NOW)
    assert not row.is_complete
    row.sha256 = bytes(32)
    assert row.is_complete
