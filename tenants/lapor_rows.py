"""The rows of what came from LAPOR!, as the store hands them out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(slots=True)
class OriginRow:
    """What LAPOR! said of a complaint at its last import: its columns, and whether they are the same now."""

    tenant_id: int
    complaint_id: UUID
    external_id: str
    cells: list[str]
    fingerprint: bytes
    version: int
    imported_at: datetime
    changed_at: datetime


@dataclass(slots=True)
class KnownRow:
    """A complaint that came from LAPOR!, and where it is now."""

    complaint_id: UUID
    external_id: str
    fingerprint: bytes
    imported_version: int
    version: int
    status: str


@dataclass(slots=True)
class NamedUnit:
    """A unit by the name that LAPOR! uses."""

    name: str
    id: UUID
    path: str
