"""What happened and is still to be told; written with its event (recording), gone once people were told."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tenants.batch import Reader
from tenants.notification_rows import OutboxRow
from tenants.session import Sessions, Transaction

_TENANTS: Final = """
SELECT DISTINCT tenant_id FROM tuntas.outbox WHERE tenant_id BETWEEN %(lo)s AND %(hi)s ORDER BY tenant_id LIMIT %(most)s
"""
_OLDEST: Final = """
SELECT tenant_id, id, complaint_id, event_seq, move, status, desk_path, left_path, level, handling_id, actor,
    at
FROM tuntas.outbox WHERE tenant_id = %(tenant)s ORDER BY at, event_seq, id LIMIT %(most)s
"""
_TOLD: Final = "DELETE FROM tuntas.outbox WHERE tenant_id = %(tenant)s AND id = ANY(%(ids)s)"


async def tenants(sessions: Sessions, most: int) -> list[int]:
    """The pemda within reach where something is to be told."""
    reach = sessions.reach
    rows = await sessions.read(_TENANTS, {"lo": reach.lo, "hi": reach.hi, "most": most})
    return [tenant for (tenant,) in rows]


async def oldest(reader: Reader, tenant: int, most: int) -> list[OutboxRow]:
    """What happened first in a pemda and was not told yet."""
    return await reader.read(_OLDEST, {"tenant": tenant, "most": most}, OutboxRow)


def told(tx: Transaction, tenant: int, ids: Sequence[UUID]) -> None:
    """People were told: in the transaction that tells the last of them."""
    tx.execute(_TOLD, {"tenant": tenant, "ids": list(ids)})
