"""Trainings of those who manage complaints, and who of them works at present with which topics behind them."""

from collections.abc import Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from rules.pages import Key, Order, Page, PageRequest
from rules.trainings import PERSONNEL
from tenants.assessment_rows import PersonnelRow, TrainingRow
from tenants.batch import OfTenant, Reader, many_per_key, one_per_key, pairs
from tenants.session import Sessions, Transaction
from tenants.stores.complaints import Visible

NEWEST: Final = Order("training_newest", (Key("held_on", date), Key("id", UUID)))
POLICY_COLUMNS: Final = MappingProxyType(
    {"tenant_id": "t.tenant_id", "unit_path": "p.unit_path", "account_id": "t.account_id"}
)
"""What the policy's attributes of a training are called in a page."""
_SELECT: Final = """
SELECT t.tenant_id, t.id, t.account_id, t.person_name, t.position_id, t.position_title, p.unit_path, t.topic, t.title,
    t.held_on, t.certificate, t.link, t.recorded_title, t.recorded_at
FROM tuntas.training t
JOIN tuntas.position p ON p.tenant_id = t.tenant_id AND p.id = t.position_id
"""
_BY_ID: Final = (
    _SELECT
    + """
WHERE t.tenant_id = ANY(%(tenants)s) AND p.tenant_id = ANY(%(tenants)s)
  AND (t.tenant_id, t.id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)
_PAGE: Final = (
    _SELECT
    + """
WHERE t.tenant_id = %(tenant)s AND p.tenant_id = %(tenant)s AND (%(topic)s::text IS NULL OR t.topic = %(topic)s)
  AND (%(after_on)s::date IS NULL OR (t.held_on, t.id) < (%(after_on)s, %(after_id)s::uuid))
  AND """
)
_IN_ORDER: Final = " ORDER BY t.held_on DESC, t.id DESC LIMIT %(limit)s"
_INSERT: Final = """
INSERT INTO tuntas.training (tenant_id, id, account_id, person_name, position_id, position_title, topic, title, held_on,
    certificate, link, recorded_title, recorded_at)
VALUES (%(tenant_id)s, %(id)s, %(account_id)s, %(person_name)s, %(position_id)s, %(position_title)s, %(topic)s,
    %(title)s, %(held_on)s, %(certificate)s, %(link)s, %(recorded_title)s, %(recorded_at)s)
"""
_PERSONNEL: Final = """
SELECT DISTINCT a.tenant_id, a.account_id, p.unit_path,
    ARRAY(SELECT DISTINCT t.topic FROM tuntas.training t WHERE t.tenant_id = a.tenant_id
        AND t.account_id = a.account_id AND t.held_on <= %(now)s::timestamptz::date ORDER BY 1) AS topics
FROM tuntas.appointment a
JOIN tuntas.position p ON p.tenant_id = a.tenant_id AND p.id = a.position_id AND p.tenant_id = ANY(%(tenants)s)
WHERE a.tenant_id = ANY(%(tenants)s) AND p.role = ANY(%(roles)s)
  AND a.valid_from <= %(now)s AND (a.valid_to IS NULL OR a.valid_to > %(now)s)
"""


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[TrainingRow | None]:
    """The trainings with these (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), TrainingRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def page(
    reader: Sessions, tenant: int, request: PageRequest, visible: Visible, *, topic: str | None = None
) -> Page[TrainingRow]:
    """The pemda's trainings that the principal may see, the newest first."""
    on, after = request.after or (None, None)
    params = {
        **visible.params, "tenant": tenant, "topic": topic, "after_on": on, "after_id": after, "limit": request.limit,
    }  # fmt: skip
    return Page.cut(request, await reader.read(_PAGE + visible.text + _IN_ORDER, params, TrainingRow))


def add(tx: Transaction, row: TrainingRow) -> None:
    """A new training."""
    names = (name for name in TrainingRow.__slots__ if name != "unit_path")
    tx.execute(_INSERT, {name: getattr(row, name) for name in names})


async def personnel(reader: Reader, keys: Sequence[tuple[int, datetime]]) -> list[list[PersonnelRow]]:
    """Who manages complaints in these pemda at this moment (one for all keys), in which unit, trained in what."""
    tenants = sorted({tenant for tenant, _ in keys})
    params = {"tenants": tenants, "roles": sorted(PERSONNEL), "now": keys[0][1]}
    rows = await reader.read(_PERSONNEL, params, PersonnelRow)
    return many_per_key([tenant for tenant, _ in keys], rows, lambda row: row.tenant_id)
