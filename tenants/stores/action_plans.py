"""Action plans by id, page and series; their steps; each change locked and counted."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import orjson

from rules.errors import CONFLICT, Refusal, not_found
from rules.identifiers import Reach
from rules.pages import Key, Order, Page, PageRequest
from rules.plan_states import PlanStatus
from tenants.batch import OfTenant, Reader, many_per_key, one_per_key, pairs
from tenants.integrity import means
from tenants.plan_rows import PlanRow, StepRow
from tenants.session import Sessions, Transaction
from tenants.stores.complaints import Visible

NEWEST: Final = Order("action_plans", (Key("created_at", datetime), Key("id", UUID)))
POLICY_COLUMNS: Final = {"tenant_id": "p.tenant_id", "status": "p.status"}
_COLUMNS: Final = (
    "p.tenant_id, p.id, p.series, p.number, p.based_on, p.nomenclature, p.title, p.goal, p.first_year, p.last_year,"
    " p.status, p.revision, p.assessment_year, p.priorities, p.chapters, p.decree, p.decreed_on, p.enacted_at,"
    " p.created_by, p.created_by_title, p.created_at, p.drafters"
)
_BY_ID: Final = (
    "SELECT "
    + _COLUMNS
    + """
FROM tuntas.action_plan p
WHERE p.tenant_id = ANY(%(tenants)s)
  AND (p.tenant_id, p.id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
"""
)
_SERIES: Final = (
    "SELECT "
    + _COLUMNS
    + """
FROM tuntas.action_plan p
WHERE p.tenant_id = ANY(%(tenants)s)
  AND (p.tenant_id, p.series) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
ORDER BY p.number DESC
"""
)
_PAGE: Final = (
    "SELECT "
    + _COLUMNS
    + """
FROM tuntas.action_plan p
WHERE p.tenant_id BETWEEN %(lo)s AND %(hi)s
  AND (%(statuses)s::text[] IS NULL OR p.status = ANY(%(statuses)s))
  AND (%(year)s::int IS NULL OR %(year)s BETWEEN p.first_year AND p.last_year)
  AND (%(after_at)s::timestamptz IS NULL OR (p.created_at, p.id) < (%(after_at)s, %(after_id)s::uuid))
  AND """
)
_IN_ORDER: Final = " ORDER BY p.created_at DESC, p.id DESC LIMIT %(limit)s"
_LOCK: Final = (
    "SELECT " + _COLUMNS + " FROM tuntas.action_plan p WHERE p.tenant_id = %(tenant)s AND p.id = %(id)s FOR UPDATE OF p"
)
_LOCK_ENACTED: Final = (
    "SELECT "
    + _COLUMNS
    + " FROM tuntas.action_plan p WHERE p.tenant_id = %(tenant)s AND p.series = %(series)s AND p.status = 'ENACTED'"
    " FOR UPDATE OF p"
)
_INSERT: Final = """
INSERT INTO tuntas.action_plan (tenant_id, id, series, number, based_on, nomenclature, title, goal, first_year,
    last_year, status, revision, assessment_year, priorities, chapters, created_by, created_by_title, created_at,
    drafters)
VALUES (%(tenant_id)s, %(id)s, %(series)s, %(number)s, %(based_on)s, %(nomenclature)s, %(title)s, %(goal)s,
    %(first_year)s, %(last_year)s, %(status)s, %(revision)s, %(assessment_year)s, %(priorities)s::jsonb,
    %(chapters)s::jsonb, %(created_by)s, %(created_by_title)s, %(created_at)s,
    %(drafters)s::uuid[])
"""
_SAVE: Final = """
UPDATE tuntas.action_plan SET status = %(status)s, revision = revision + 1, title = %(title)s, goal = %(goal)s,
    assessment_year = %(assessment_year)s, priorities = %(priorities)s::jsonb, chapters = %(chapters)s::jsonb,
    decree = %(decree)s, decreed_on = %(decreed_on)s, enacted_at = %(enacted_at)s,
    drafters = %(drafters)s::uuid[]
WHERE tenant_id = %(tenant_id)s AND id = %(id)s AND revision = %(revision)s
"""
_STEP: Final = """
INSERT INTO tuntas.plan_step (tenant_id, plan_id, seq, move, from_status, to_status, parties, note, by_position,
    by_title, at, by_account)
SELECT %(tenant_id)s, %(plan_id)s, 1 + coalesce(max(s.seq), 0), %(move)s, %(from_status)s, %(to_status)s,
    %(parties)s::jsonb, %(note)s, %(by_position)s, %(by_title)s, %(at)s, %(by_account)s
FROM tuntas.plan_step s WHERE s.tenant_id = %(tenant_id)s AND s.plan_id = %(plan_id)s
"""
_STEPS: Final = """
SELECT s.tenant_id, s.plan_id, s.seq, s.move, s.from_status, s.to_status, s.parties, s.note, s.by_position, s.by_title,
    s.at, s.by_account
FROM tuntas.plan_step s
WHERE s.tenant_id = ANY(%(tenants)s)
  AND (s.tenant_id, s.plan_id) IN (SELECT * FROM unnest(%(tenants)s::int[], %(values)s::uuid[]))
ORDER BY s.seq
"""

means(
    "uq_action_plan_draft",
    lambda: Refusal(
        CONFLICT,
        "A newer version is being drafted already.",
        "Versi baru sedang disusun.",
        field="plan",
        rule="plan: one draft at a time",
    ),
)


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[PlanRow | None]:
    """The plans with these (tenant, id)."""
    rows = await reader.read(_BY_ID, pairs(keys), PlanRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def of_series(reader: Reader, keys: Sequence[OfTenant]) -> list[list[PlanRow]]:
    """All versions of each series (tenant, series), newest first."""
    rows = await reader.read(_SERIES, pairs(keys), PlanRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.series))


async def page(
    sessions: Sessions,
    within: Reach,
    visible: Visible,
    request: PageRequest,
    *,
    statuses: Sequence[PlanStatus] | None = None,
    year: int | None = None,
) -> Page[PlanRow]:
    """The plans of these pemda that may be seen, newest first."""
    at, after = request.after or (None, None)
    params = {
        "lo": within.lo,
        "hi": within.hi,
        "statuses": [str(status) for status in statuses] if statuses else None,
        "year": year,
        "after_at": at,
        "after_id": after,
        "limit": request.limit,
        **visible.params,
    }
    return Page.cut(request, await sessions.read(_PAGE + visible.text + _IN_ORDER, params, PlanRow))


async def locked(tx: Transaction, tenant: int, plan: UUID) -> PlanRow:
    """The plan, held until the transaction ends. Raises NOT_FOUND."""
    rows = await tx.read(_LOCK, {"tenant": tenant, "id": plan}, PlanRow)
    if not rows:
        raise not_found("No such action plan.", "Rencana aksi tidak ditemukan.")
    return rows[0]


async def enacted(tx: Transaction, row: PlanRow) -> PlanRow | None:
    """The version of the same series that is in force, held; None when there is none."""
    rows = await tx.read(_LOCK_ENACTED, {"tenant": row.tenant_id, "series": row.series}, PlanRow)
    return rows[0] if rows else None


def add(tx: Transaction, row: PlanRow) -> None:
    """A new plan, or a new version of one."""
    tx.execute(_INSERT, _values(row), expect=1)


def save(tx: Transaction, row: PlanRow) -> None:
    """Keep the plan as it is now; CONFLICT when somebody else changed it since its revision."""
    tx.execute(_SAVE, _values(row), expect=1)
    row.revision += 1


def step(tx: Transaction, row: StepRow) -> None:
    """The plan's next step; its number is given by the database."""
    values: Mapping[str, Any] = {**asdict(row), "parties": orjson.dumps(row.parties).decode()}
    tx.execute(_STEP, values, expect=1)


async def steps(reader: Reader, keys: Sequence[OfTenant]) -> list[list[StepRow]]:
    """The steps of these plans, in their order."""
    rows = await reader.read(_STEPS, pairs(keys), StepRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.plan_id))


def begun(row: PlanRow, *, id: UUID, number: int, title: str, at: datetime, by: tuple[UUID | None, str]) -> PlanRow:
    """The next version of an enacted plan: its content, back on the table of those who draft."""
    values: dict[str, Any] = {name: getattr(row, name) for name in PlanRow.__dataclass_fields__}
    no_day: date | None = None
    values |= {"id": id, "number": number, "based_on": row.id, "status": PlanStatus.DRAFTING, "revision": 1}
    values |= {"drafters": [], "title": title, "decree": "", "decreed_on": no_day, "enacted_at": None}
    return PlanRow(**{**values, "created_by": by[0], "created_by_title": by[1], "created_at": at})


def _values(row: PlanRow) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in PlanRow.__dataclass_fields__}
    return {
        **values,
        "nomenclature": row.nomenclature.value,
        "status": row.status.value,
        "priorities": orjson.dumps(row.priorities).decode(),
        "chapters": orjson.dumps(row.chapters).decode(),
    }
