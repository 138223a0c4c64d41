"""Sanctions of the code of ethics (Perbup Bintan 47/2019 art. 5 (3)): added, never changed."""

from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from rules.pages import Key, Order, Page, PageRequest
from tenants.batch import OfTenant, Reader, one_per_key, pairs
from tenants.people_rows import SanctionRow
from tenants.session import Sessions, Transaction
from tenants.stores.complaints import EVERYTHING, Visible

POLICY_COLUMNS: Final = MappingProxyType({"tenant_id": "s.tenant_id", "account_id": "s.account_id"})
"""What the policy's attributes of a sanction are called in a page."""
NEWEST: Final = Order("sanction_newest", (Key("recorded_at", datetime), Key("id", UUID)))
_SELECT: Final = """
SELECT s.tenant_id, s.id, s.account_id, s.person_name, s.kind, s.duty, s.reason, s.sk_number, s.imposed_on,
       s.recorded_by, s.recorded_at
FROM tuntas.sanction s
"""
_BY_ID: Final = (
    _SELECT
    + """
WHERE s.tenant_id = ANY(%(tenants)s)
  AND (s.tenant_id, s.id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)
_PAGE: Final = (
    _SELECT
    + """
WHERE s.tenant_id = %(tenant)s AND (%(account)s::uuid IS NULL OR s.account_id = %(account)s)
  AND (%(after_at)s::timestamptz IS NULL OR (s.recorded_at, s.id) < (%(after_at)s, %(after_id)s::uuid))
  AND """
)
_IN_ORDER: Final = " ORDER BY s.recorded_at DESC, s.id DESC LIMIT %(limit)s"
_INSERT: Final = """
INSERT INTO tuntas.sanction (tenant_id, id, account_id, person_name, kind, duty, reason, sk_number, imposed_on,
    recorded_by, recorded_at)
VALUES (%(tenant_id)s, %(id)s, %(account_id)s, %(person_name)s, %(kind)s, %(duty)s, %(reason)s, %(sk_number)s,
    %(imposed_on)s, %(recorded_by)s, %(recorded_at)s)
"""


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[SanctionRow | None]:
    """The sanctions with these (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), SanctionRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def page(
    reader: Sessions,
    tenant: int,
    request: PageRequest,
    *,
    account: UUID | None = None,
    visible: Visible = EVERYTHING,
) -> Page[SanctionRow]:
    """The pemda's sanctions, newest first; of one person, or all."""
    after = request.after or (None, None)
    params = {
        "tenant": tenant, "account": account, "after_at": after[0], "after_id": after[1], "limit": request.limit,
        **visible.params,
    }  # fmt: skip
    return Page.cut(request, await reader.read(_PAGE + visible.text + _IN_ORDER, params, SanctionRow))


def add(tx: Transaction, row: SanctionRow) -> None:
    """A new sanction."""
    tx.execute(
        _INSERT,
        {
            "tenant_id": row.tenant_id, "id": row.id, "account_id": row.account_id, "person_name": row.person_name,
            "kind": row.kind, "duty": row.duty, "reason": row.reason, "sk_number": row.sk_number,
            "imposed_on": row.imposed_on, "recorded_by": row.recorded_by, "recorded_at": row.recorded_at,
        },
    )  # fmt: skip
