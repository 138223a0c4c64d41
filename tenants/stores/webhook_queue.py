"""A move is told to the webhooks of its pemda: queued in the transaction of the move, or not at all."""

from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from rules.complaint_states import Move, Status
from rules.webhooks import TOLD
from tenants.session import Transaction

_QUEUE: Final = """
SELECT tuntas.webhook_queue(%(tenant)s, %(complaint)s, %(code)s, %(move)s, %(status)s, %(version)s, %(secret)s,
    %(at)s::timestamptz)
"""


class Told(Protocol):
    """What a webhook may hear about: facts of the complaint's row after the move, and whether it is secret."""

    tenant_id: int
    id: UUID
    tracking_code: str
    status: Status
    version: int
    secret: bool
    last_event_at: datetime


def queue(tx: Transaction, row: Told, move: Move) -> None:
    """One message for each webhook of the row's pemda that wants to hear of this move; nothing for inner moves."""
    if move in TOLD:
        tx.execute(
            _QUEUE,
            {
                "tenant": row.tenant_id, "complaint": row.id, "code": row.tracking_code, "move": move.value,
                "status": str(row.status), "version": row.version, "secret": row.secret, "at": row.last_event_at,
            },
        )  # fmt: skip
