"""Parallel handling: one complaint, several units, each with its own clock and answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from rules.vocabulary import HandlingStatus
from tenants.rows import HandlingRow
from tenants.session import Sessions, Transaction

COLUMNS: Final = (
    "tenant_id",
    "id",
    "complaint_id",
    "unit_id",
    "unit_path",
    "desk_path",
    "status",
    "task",
    "outcome",
    "answer",
    "due_at",
    "started_at",
    "ended_at",
)
INSERT: Final = (
    "INSERT INTO tuntas.handling ("
    + ", ".join(COLUMNS)
    + ") VALUES ("
    + ", ".join("%(" + name + ")s" for name in COLUMNS)
    + ")"
)
_FROM: Final = "SELECT " + ", ".join(COLUMNS) + " FROM tuntas.handling"
_OF_COMPLAINTS: Final = (
    _FROM + " WHERE tenant_id = ANY(%(tenants)s) AND complaint_id = ANY(%(ids)s) ORDER BY started_at, id"
)
_BY_KEYS: Final = _FROM + " WHERE tenant_id = ANY(%(tenants)s) AND id = ANY(%(ids)s)"
_BY_ID: Final = _FROM + " WHERE tenant_id = %(tenant)s AND id = %(id)s"
_LOCK: Final = _BY_ID + " FOR UPDATE"
_END: Final = """
UPDATE tuntas.handling SET status = %(status)s, outcome = %(outcome)s, answer = %(answer)s, ended_at = %(at)s
WHERE tenant_id = %(tenant)s AND id = %(id)s AND status = 'OPEN'
"""


def start(tx: Transaction, handling: HandlingRow) -> None:
    """Queue a new parallel handling."""
    tx.execute(INSERT, {name: getattr(handling, name) for name in COLUMNS})


def end(
    tx: Transaction, handling: HandlingRow, status: HandlingStatus, *, outcome: str | None, answer: str, at: datetime
) -> None:
    """Queue its end: answered, or returned with the reason as the answer. CONFLICT when it has ended already."""
    values: dict[str, Any] = {
        "tenant": handling.tenant_id,
        "id": handling.id,
        "status": status.value,
        "outcome": outcome,
        "answer": answer,
        "at": at,
    }
    tx.execute(_END, values, expect=1)


async def of_complaints(sessions: Sessions, keys: Sequence[tuple[int, UUID]]) -> list[list[HandlingRow]]:
    """The parallel handlings of each complaint (tenant, id), oldest first."""
    values = {"tenants": sorted({tenant for tenant, _ in keys}), "ids": [id_ for _, id_ in keys]}
    rows = await sessions.read(_OF_COMPLAINTS, values, HandlingRow)
    return [[row for row in rows if (row.tenant_id, row.complaint_id) == key] for key in keys]


async def by_key(sessions: Sessions, keys: Sequence[tuple[int, UUID]]) -> list[HandlingRow | None]:
    """Handlings by (tenant, id)."""
    values = {"tenants": sorted({tenant for tenant, _ in keys}), "ids": [id_ for _, id_ in keys]}
    found = {(row.tenant_id, row.id): row for row in await sessions.read(_BY_KEYS, values, HandlingRow)}
    return [found.get(key) for key in keys]


async def locked(tx: Transaction, tenant: int, id_: UUID) -> HandlingRow | None:
    """One handling, locked until the transaction ends; lock its complaint first."""
    rows = await tx.read(_LOCK, {"tenant": tenant, "id": id_}, HandlingRow)
    return rows[0] if rows else None
