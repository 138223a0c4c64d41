"""Who holds which position from when to when, by which SK."""

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from rules.errors import not_found
from rules.pages import Key, Order, Page, PageRequest
from tenants.batch import OfTenant, Reader, many_per_key, one_per_key, pairs
from tenants.people_rows import AppointmentRow
from tenants.session import Sessions, Transaction
from tenants.stores.complaints import EVERYTHING, Visible

POLICY_COLUMNS: Final = MappingProxyType({
    "tenant_id": "a.tenant_id", "unit_path": "p.unit_path", "account_id": "a.account_id", "role": "p.role",
})  # fmt: skip
"""What the policy's attributes of an appointment are called in a page."""
NEWEST: Final = Order("appointment_newest", (Key("valid_from", datetime), Key("id", UUID)))
_SELECT: Final = """
SELECT a.tenant_id, a.id, a.position_id, a.account_id, a.person_name, a.kind, a.sk_number, a.sk_date,
       a.sk_attachment_id, a.valid_from, a.valid_to, a.ended_reason, p.role, p.unit_id, p.unit_path
FROM tuntas.appointment a
JOIN tuntas.position p ON p.tenant_id = a.tenant_id AND p.id = a.position_id
"""
_BY_ID: Final = (
    _SELECT
    + """
WHERE a.tenant_id = ANY(%(tenants)s) AND p.tenant_id = ANY(%(tenants)s)
  AND (a.tenant_id, a.id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)
_BY_POSITION: Final = (
    _SELECT
    + """
WHERE a.tenant_id = ANY(%(tenants)s) AND p.tenant_id = ANY(%(tenants)s)
  AND (a.tenant_id, a.position_id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
  AND (a.valid_to IS NULL OR a.valid_to > now())
ORDER BY a.valid_from, a.id
"""
)
_PAGE: Final = (
    _SELECT
    + """
WHERE a.tenant_id = %(tenant)s AND p.tenant_id = %(tenant)s
  AND p.unit_path >= %(under)s AND p.unit_path < %(under)s || '~'
  AND (%(position)s::uuid IS NULL OR a.position_id = %(position)s)
  AND (%(at)s::timestamptz IS NULL OR (a.valid_from <= %(at)s AND (a.valid_to IS NULL OR a.valid_to > %(at)s)))
  AND (%(after_from)s::timestamptz IS NULL OR (a.valid_from, a.id) < (%(after_from)s, %(after_id)s::uuid))
  AND """
)
_IN_ORDER: Final = " ORDER BY a.valid_from DESC, a.id DESC LIMIT %(limit)s"
_LOCK: Final = _SELECT + "WHERE a.tenant_id = %(tenant)s AND p.tenant_id = %(tenant)s AND a.id = %(id)s FOR UPDATE OF a"
_OF_POSITION: Final = (
    _SELECT
    + """
WHERE a.tenant_id = %(tenant)s AND p.tenant_id = %(tenant)s AND a.position_id = %(position)s
  AND (a.valid_to IS NULL OR a.valid_to > %(since)s)
ORDER BY a.valid_from, a.id
"""
)
_OF_ACCOUNT: Final = (
    _SELECT
    + """
WHERE a.tenant_id = %(tenant)s AND p.tenant_id = %(tenant)s AND a.account_id = %(account)s
  AND (a.valid_to IS NULL OR a.valid_to > %(since)s)
ORDER BY a.valid_from, a.id FOR UPDATE OF a
"""
)
_EVER_OF_ACCOUNT: Final = (
    _SELECT
    + """
WHERE a.tenant_id = ANY(%(tenants)s) AND p.tenant_id = ANY(%(tenants)s) AND a.account_id = %(account)s
ORDER BY a.valid_from DESC, a.id LIMIT 1000
"""
)
_INSERT: Final = """
INSERT INTO tuntas.appointment (tenant_id, id, position_id, account_id, person_name, kind, sk_number, sk_date,
    sk_attachment_id, valid_from, valid_to, ended_reason)
VALUES (%(tenant_id)s, %(id)s, %(position_id)s, %(account_id)s, %(person_name)s, %(kind)s, %(sk_number)s, %(sk_date)s,
    %(sk_attachment_id)s, %(valid_from)s, %(valid_to)s, %(ended_reason)s)
"""
_LINK: Final = "SELECT tuntas.account_appoint(%(account_id)s, %(tenant_id)s, %(position_id)s)"
_END: Final = """
UPDATE tuntas.appointment SET valid_to = greatest(valid_from, %(until)s), ended_reason = %(reason)s
WHERE tenant_id = %(tenant)s AND id = %(id)s AND (valid_to IS NULL OR valid_to > %(until)s)
"""


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[AppointmentRow | None]:
    """The appointments with these (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), AppointmentRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def by_position(reader: Reader, keys: Sequence[OfTenant]) -> list[list[AppointmentRow]]:
    """The appointments to these (tenant, position) that hold or will hold, earliest first."""
    rows = await reader.read(_BY_POSITION, pairs(keys), AppointmentRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.position_id))


async def page(
    reader: Sessions,
    tenant: int,
    request: PageRequest,
    *,
    under: str,
    position: UUID | None = None,
    at: datetime | None = None,
    visible: Visible = EVERYTHING,
) -> Page[AppointmentRow]:
    """Appointments in the unit at the path `under` and below, newest first; those that hold `at` a moment, or all."""
    after = request.after or (None, None)
    params = {
        "tenant": tenant, "under": under, "position": position, "at": at,
        "after_from": after[0], "after_id": after[1], "limit": request.limit, **visible.params,
    }  # fmt: skip
    return Page.cut(request, await reader.read(_PAGE + visible.text + _IN_ORDER, params, AppointmentRow))


async def locked(tx: Transaction, tenant: int, appointment: UUID) -> AppointmentRow:
    """The appointment, held until the transaction ends. Raises NOT_FOUND."""
    rows = await tx.read(_LOCK, {"tenant": tenant, "id": appointment}, AppointmentRow)
    if not rows:
        raise not_found("No such appointment.", "Penugasan tidak ditemukan.")
    return rows[0]


async def of_position(tx: Transaction, tenant: int, position: UUID, since: datetime) -> list[AppointmentRow]:
    """The appointments to this position that have not ended at `since`."""
    return await tx.read(_OF_POSITION, {"tenant": tenant, "position": position, "since": since}, AppointmentRow)


async def of_account(tx: Transaction, tenant: int, account: UUID, since: datetime) -> list[AppointmentRow]:
    """The appointments of this person in this pemda that have not ended at `since`, held until the transaction ends."""
    return await tx.read(_OF_ACCOUNT, {"tenant": tenant, "account": account, "since": since}, AppointmentRow)


async def ever_of_account(reader: Reader, tenants: Sequence[int], account: UUID) -> list[AppointmentRow]:
    """Everything that this person ever held in these pemda, as far as they are in reach."""
    return await reader.read(_EVER_OF_ACCOUNT, {"tenants": list(tenants), "account": account}, AppointmentRow)


def add(tx: Transaction, row: AppointmentRow) -> None:
    """A new appointment, and its trace in the index of the person's account."""
    params = {
        "tenant_id": row.tenant_id, "id": row.id, "position_id": row.position_id, "account_id": row.account_id,
        "person_name": row.person_name, "kind": row.kind, "sk_number": row.sk_number, "sk_date": row.sk_date,
        "sk_attachment_id": row.sk_attachment_id, "valid_from": row.valid_from, "valid_to": row.valid_to,
        "ended_reason": row.ended_reason,
    }  # fmt: skip
    tx.execute(_INSERT, params)
    tx.execute(_LINK, params)


def expect(tx: Transaction, account: UUID, tenant: int, position: UUID) -> None:
    """An account was made for this position: from now on it is this pemda's too, so that no other takes it over."""
    tx.execute(_LINK, {"account_id": account, "tenant_id": tenant, "position_id": position})


def end(tx: Transaction, row: AppointmentRow, until: datetime, reason: str) -> None:
    """It ends at this moment (one that has not begun never does). CONFLICT when it has ended before."""
    tx.execute(_END, {"tenant": row.tenant_id, "id": row.id, "until": until, "reason": reason}, expect=1)
