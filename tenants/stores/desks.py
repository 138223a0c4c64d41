"""Which desk answers for what: when one falls vacant its open cases rise to the next live desk above, and come back.

Every change of who sits where calls `settle` in its own transaction. It looks at what is and moves what is wrong, so it
may run at any time and any number of times; appointments that end by themselves are settled by `settleDesks`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from rules.complaint_states import OPEN, Move
from rules.course import advance
from rules.deadlines import Timetable
from rules.event_chain import Actor
from rules.facts import Facts
from rules.roles import DESK_ROLES, LABELS, Role
from rules.unit_paths import ROOT, ancestors
from tenants.people_rows import StandingRow, VacancyRow
from tenants.rows import ComplaintRow
from tenants.session import Query, Transaction
from tenants.stores import vacancies
from tenants.stores.complaint_sql import COLUMNS
from tenants.stores.recording import Happening, record

_LOCK: Final = 0x6465736B  # "desk"
_HOLD: Final = "SELECT pg_advisory_xact_lock_shared(%(lock)s, %(tenant)s)"
_HOLD_ALONE: Final = "SELECT pg_advisory_xact_lock(%(lock)s, %(tenant)s)"
_STANDINGS: Final = """
SELECT u.id AS unit_id, u.path, count(p.id) > 0 AS has_seat, coalesce(bool_or(a.id IS NOT NULL), false) AS live
FROM tuntas.unit u
LEFT JOIN tuntas.position p ON p.tenant_id = u.tenant_id AND p.unit_id = u.id AND p.tenant_id = %(tenant)s
    AND p.role = ANY(%(roles)s) AND (p.active_to IS NULL OR p.active_to >= %(now)s::timestamptz::date)
LEFT JOIN tuntas.appointment a ON a.tenant_id = p.tenant_id AND a.position_id = p.id AND a.tenant_id = %(tenant)s
    AND a.valid_from <= %(now)s AND (a.valid_to IS NULL OR a.valid_to > %(now)s)
WHERE u.tenant_id = %(tenant)s AND (u.active_to IS NULL OR u.active_to >= %(now)s::timestamptz::date)
GROUP BY u.tenant_id, u.id
"""
_NEAREST: Final = """
SELECT u.id, u.path FROM tuntas.unit u
WHERE u.tenant_id = %(tenant)s AND u.path = ANY(%(paths)s)
  AND (u.path = %(root)s OR (u.active_to IS NULL OR u.active_to >= %(now)s::timestamptz::date) AND EXISTS (
    SELECT 1 FROM tuntas.position p
    JOIN tuntas.appointment a ON a.tenant_id = p.tenant_id AND a.position_id = p.id AND a.tenant_id = %(tenant)s
    WHERE p.tenant_id = %(tenant)s AND p.unit_id = u.id AND p.role = ANY(%(roles)s)
      AND (p.active_to IS NULL OR p.active_to >= %(now)s::timestamptz::date)
      AND a.valid_from <= %(now)s AND (a.valid_to IS NULL OR a.valid_to > %(now)s)))
ORDER BY length(u.path) DESC LIMIT 1
"""
_PLACES: Final = """
SELECT DISTINCT c.unit_path, c.desk_path FROM tuntas.complaint c
WHERE c.tenant_id = %(tenant)s AND c.status = ANY(%(open)s)
  AND c.unit_path >= %(under)s AND c.unit_path < %(under)s || '~'
  AND (%(desks)s::text[] IS NULL OR c.desk_path = ANY(%(desks)s))
"""
_HANDLED: Final = """
SELECT DISTINCT h.unit_path, h.desk_path FROM tuntas.handling h
WHERE h.tenant_id = %(tenant)s AND h.status = 'OPEN'
  AND h.unit_path >= %(under)s AND h.unit_path < %(under)s || '~'
"""
_MISPLACED: Final = (
    "SELECT "
    + ", ".join("c." + name for name in COLUMNS)
    + """
FROM tuntas.complaint c
WHERE c.tenant_id = %(tenant)s AND c.unit_path = %(unit_path)s AND c.desk_path = %(desk_path)s
  AND c.status = ANY(%(open)s)
ORDER BY c.id FOR UPDATE
"""
)
_MOVE_HANDLINGS: Final = """
UPDATE tuntas.handling SET desk_path = %(to)s
WHERE tenant_id = %(tenant)s AND status = 'OPEN' AND unit_path = %(unit_path)s AND desk_path = %(desk_path)s
"""
_ROLES: Final = sorted(role.value for role in DESK_ROLES)
_OPEN: Final = sorted(status.value for status in OPEN)
_REASONS: Final = {
    Move.RAISE_DESK: "Meja unit kosong: ditangani meja di atasnya.",
    Move.LOWER_DESK: "Meja unit terisi kembali.",
}
_CALENDAR: Final = Timetable()  # moving a desk touches no clock


@dataclass(frozen=True, slots=True)
class Settled:
    """How many open complaints went to a desk above, and how many came back down."""

    raised: int = 0
    lowered: int = 0


@dataclass(frozen=True, slots=True)
class _Desks:
    """The live desks of a pemda by path, and its root."""

    live: Mapping[str, UUID]
    root: UUID | None

    def above(self, path: str, *, itself: bool = True) -> tuple[UUID, str] | None:
        """The nearest live desk, from the unit itself (or from its parent) upwards."""
        for place in ancestors(path)[0 if itself else 1 :]:
            if place in self.live:
                return self.live[place], place
        return None

    def answering(self, path: str) -> tuple[UUID | None, str]:
        """The desk that has to act for the unit at this path: with nobody anywhere above, the instansi's own."""
        return self.above(path) or (self.root, ROOT)


def holding(tenant: int) -> Query:
    """Keeps this pemda's desks as they are until the transaction ends; for dispositions, which may run side by side.

    Send it before the statement that asks which desk is live.
    """
    return Query(_HOLD, {"lock": _LOCK, "tenant": tenant})


async def hold_alone(tx: Transaction, tenant: int) -> None:
    """Wait until no disposition is under way here and let none begin: who sits where is about to change."""
    await tx.read(_HOLD_ALONE, {"lock": _LOCK, "tenant": tenant})


async def settle(tx: Transaction, tenant: int, now: datetime, *, under: str | None = None) -> Settled:
    """Bring every open case under this unit (None: of the whole pemda) to the desk that answers for it now.

    `hold_alone` comes first. Records RAISE_DESK and LOWER_DESK as SISTEM, and keeps the list of vacancies.
    """
    params = {"tenant": tenant, "roles": _ROLES, "now": now}
    standings = await tx.read(_STANDINGS, params, StandingRow)
    desks = _Desks(
        {row.path: row.unit_id for row in standings if row.live},
        next((row.unit_id for row in standings if row.path == ROOT), None),
    )
    await _note_vacancies(tx, tenant, standings, desks, now)
    where = {
        "tenant": tenant,
        "open": _OPEN,
        "under": under or ROOT,
        "desks": None if under is None else ancestors(under),
    }
    places, handled = await tx.read_many(Query(_PLACES, where), Query(_HANDLED, where))
    for unit_path, desk_path in handled:
        _move_handlings(tx, tenant, (unit_path, desk_path), desks.answering(unit_path)[1])
    return await _move_cases(tx, tenant, places, desks, now)


async def place_again(tx: Transaction, row: ComplaintRow, now: datetime) -> ComplaintRow:
    """The case on the desk that answers for its unit now: desks change while it is closed, and it may be reopened."""
    params = {
        "tenant": row.tenant_id, "paths": ancestors(row.unit_path), "root": ROOT, "roles": _ROLES, "now": now,
    }  # fmt: skip
    _, nearest = await tx.read_many(holding(row.tenant_id), Query(_NEAREST, params))
    desk, path = nearest[0] if nearest else (None, ROOT)
    if path == row.desk_path:
        return row
    move = Move.RAISE_DESK if len(path) < len(row.desk_path) else Move.LOWER_DESK
    return _move(tx, row, move, (desk, path), now)


async def _move_cases(
    tx: Transaction, tenant: int, places: Iterable[tuple[str, str]], desks: _Desks, now: datetime
) -> Settled:
    raised = lowered = 0
    for unit_path, desk_path in sorted(places):
        desk, path = desks.answering(unit_path)
        if path == desk_path:
            continue
        move = Move.RAISE_DESK if len(path) < len(desk_path) else Move.LOWER_DESK
        where = {"tenant": tenant, "unit_path": unit_path, "desk_path": desk_path, "open": _OPEN}
        cases = await tx.read(_MISPLACED, where, ComplaintRow)
        for case in cases:
            _move(tx, case, move, (desk, path), now)
        if move is Move.RAISE_DESK:
            raised += len(cases)
        else:
            lowered += len(cases)
    return Settled(raised, lowered)


def _move(tx: Transaction, row: ComplaintRow, move: Move, desk: tuple[UUID | None, str], now: datetime) -> ComplaintRow:
    facts = Facts(now=now, timetable=_CALENDAR, set={"desk_id": desk[0], "desk_path": desk[1]})
    actor = Actor(role=Role.SISTEM, tenant=row.tenant_id, title=LABELS[Role.SISTEM])
    happening = Happening(move=move, case=advance(row.case(), move, facts), actor=actor, reason=_REASONS[move])
    return record(tx, row, happening)


def _move_handlings(tx: Transaction, tenant: int, place: tuple[str, str], to: str) -> None:
    if place[1] != to:
        tx.execute(_MOVE_HANDLINGS, {"tenant": tenant, "unit_path": place[0], "desk_path": place[1], "to": to})


async def _note_vacancies(
    tx: Transaction, tenant: int, standings: Iterable[StandingRow], desks: _Desks, now: datetime
) -> None:
    noted = {row.unit_id: row for row in await vacancies.still_open(tx, tenant)}
    for standing in standings:
        known = noted.pop(standing.unit_id, None)
        if standing.live or not standing.has_seat:
            if known is not None:
                vacancies.fill(tx, known, now)
            continue
        unit, path = desks.above(standing.path, itself=False) or (None, None)
        if known is None:
            vacancies.add(tx, VacancyRow(tenant, uuid4(), standing.unit_id, standing.path, unit, path, now, None))
        elif known.raised_to_path != path:
            vacancies.raise_to(tx, known, unit, path)
    for gone in noted.values():  # the unit was closed
        vacancies.fill(tx, gone, now)
