"""Where a tracking code lives now, and what one account filed."""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from rules.pages import Key, Order, PageRequest
from tenants.session import Sessions, Transaction

NEWEST: Final = Order("mine", (Key("entered_at", datetime), Key("tracking_code", str)))
_FIND: Final = "SELECT tenant_id, complaint_id FROM tuntas.directory_find(%(code)s)"
_FIND_EXTERNAL: Final = "SELECT tenant_id, complaint_id FROM tuntas.directory_find_external(%(external)s)"
_RECEIPT: Final = "SELECT tenant_id, complaint_id FROM tuntas.directory_receipt(%(code)s, %(receipt)s)"
_OF_ACCOUNT: Final = """
SELECT tracking_code, tenant_id, complaint_id, entered_at
FROM tuntas.directory_of_account(%(account)s, %(before)s, %(before_code)s, %(most)s)
"""
_REGISTER: Final = """
SELECT tuntas.directory_register(%(code)s, %(tenant)s, %(id)s, %(account)s, %(receipt)s, %(external)s, %(at)s)
"""


class Entry(NamedTuple):
    """One line of the directory."""

    tracking_code: str
    tenant_id: int
    complaint_id: UUID
    entered_at: datetime


async def find(sessions: Sessions, code: str) -> tuple[int, UUID] | None:
    """Which pemda holds the complaint with this tracking code."""
    rows = await sessions.read(_FIND, {"code": code})
    return (rows[0][0], rows[0][1]) if rows else None


async def find_external(sessions: Sessions, external: str) -> tuple[int, UUID] | None:
    """Which pemda holds the complaint with this number outside (rules.outside_numbers)."""
    rows = await sessions.read(_FIND_EXTERNAL, {"external": external})
    return (rows[0][0], rows[0][1]) if rows else None


async def of_receipt(sessions: Sessions, code: str, receipt_hash: bytes) -> tuple[int, UUID] | None:
    """The complaint of a receipt: only when code and secret belong together."""
    rows = await sessions.read(_RECEIPT, {"code": code, "receipt": receipt_hash})
    return (rows[0][0], rows[0][1]) if rows else None


async def of_account(sessions: Sessions, account: UUID, request: PageRequest) -> list[Entry]:
    """What one account filed, newest first, from a position on."""
    moment, code = request.after or (None, None)
    values = {"account": account, "before": moment, "before_code": code, "most": request.limit}
    return [Entry(*row) for row in await sessions.read(_OF_ACCOUNT, values)]


def register(
    tx: Transaction, entry: Entry, *, account: UUID | None, receipt_hash: bytes | None, external: str | None
) -> None:
    """Queue a new line; the tenant must be one that the transaction writes."""
    values = {
        "code": entry.tracking_code,
        "tenant": entry.tenant_id,
        "id": entry.complaint_id,
        "account": account,
        "receipt": receipt_hash,
        "external": external,
        "at": entry.entered_at,
    }
    tx.execute(_REGISTER, values)
