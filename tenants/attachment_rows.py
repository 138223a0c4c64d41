"""The rows of attachments and of uploads on their way to become some, as the stores hand them out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rules.vocabulary import Audience


@dataclass(slots=True)
class AttachmentRow:
    """A file of a complaint, or of a message on it. Its bytes lie under `storage_key` and never change."""

    tenant_id: int
    id: UUID
    complaint_id: UUID
    message_id: UUID | None
    audience: Audience
    name: str
    media_type: str
    size: int
    sha256: bytes
    storage_key: str
    at: datetime


@dataclass(slots=True)
class StagedUploadRow:
    """A file that somebody means to attach: announced, then complete with everything known of it, then claimed."""

    id: UUID
    owner: str
    name: str
    media_type: str | None
    size: int | None
    sha256: bytes | None
    storage_key: str | None
    created_at: datetime
    expires_at: datetime

    @property
    def is_complete(self) -> bool:
        """Did its bytes arrive, clean and whole?"""
        return self.sha256 is not None
