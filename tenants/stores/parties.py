"""Which units take part in a complaint: its holder, parallel handlers, and who reads a copy."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from rules.vocabulary import Part
from tenants.rows import ComplaintRow, PartyRow
from tenants.session import Sessions, Transaction
from tenants.stores.recording import ADD_PARTY

_OF_COMPLAINTS: Final = (
    "SELECT tenant_id, complaint_id, unit_id, part, unit_path, since FROM tuntas.complaint_party"
    " WHERE tenant_id = ANY(%(tenants)s) AND complaint_id = ANY(%(ids)s) ORDER BY since, unit_path, part"
)
_REMOVE: Final = """
DELETE FROM tuntas.complaint_party
WHERE tenant_id = %(tenant)s AND complaint_id = %(id)s AND unit_id = %(unit)s AND part = %(part)s
"""


async def of_complaints(sessions: Sessions, keys: Sequence[tuple[int, UUID]]) -> list[list[PartyRow]]:
    """The units of each complaint (tenant, id), longest first."""
    values = {"tenants": sorted({tenant for tenant, _ in keys}), "ids": [id_ for _, id_ in keys]}
    rows = await sessions.read(_OF_COMPLAINTS, values, PartyRow)
    return [[row for row in rows if (row.tenant_id, row.complaint_id) == key] for key in keys]


def add(tx: Transaction, row: ComplaintRow, unit: tuple[UUID, str], part: Part, at: datetime) -> None:
    """Queue that a unit (id, path) takes part; once is enough."""
    values = {"tenant": row.tenant_id, "id": row.id, "unit": unit[0], "part": part.value, "path": unit[1], "at": at}
    tx.execute(ADD_PARTY, values)
    row.party_list = list(dict.fromkeys([*row.party_list, f"{part}:{unit[1]}"]))


def remove(tx: Transaction, row: ComplaintRow, unit: tuple[UUID, str | None], part: Part) -> None:
    """Queue that a unit (id, and path if it is known) no longer takes part. CONFLICT when it did not."""
    tx.execute(_REMOVE, {"tenant": row.tenant_id, "id": row.id, "unit": unit[0], "part": part.value}, expect=1)
    row.party_list = [party for party in row.party_list if party != f"{part}:{unit[1]}"]
