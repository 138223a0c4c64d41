from datetime import UTC, datetime
from uuid import UUID

from graph.attachments.types import offered
from graph.schema import schema
from tenants.attachment_rows import StagedUploadRow

UPLOAD = UUID("0192f000-0000-7000-8000-000000000001")
NOW = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)


def test_what_the_sender_is_told() -> None:
    row = StagedUploadRow(UPLOAD, "budi", "a.jpg", None, None, None, None, NOW, NOW)
    told = offered(row, "/uploads/x", 5, ["image/png"])
    assert (told.upload_url, told.max_bytes, told.accepted, told.complete) == ("/uploads/x", 5, ["image/png"], False)
    assert offered(StagedUploadRow(UPLOAD, "budi", "a.jpg", "x", 1, b"x", "k", NOW, NOW), "", 5, []).complete


def test_nothing_tells_where_the_bytes_lie() -> None:
    for name in ("Attachment", "Upload"):
        assert not {"storageKey", "storage_key", "owner"} & set(schema._schema.type_map[name].fields)  # type: ignore[attr-defined]
