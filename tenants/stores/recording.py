"""Writing what happened: the event with its hash, the row and the parties that follow from it, and the notice."""

from dataclasses import dataclass, field, replace
from typing import Any, Final

import orjson

from rules.case import CHANGING, Case, changes
from rules.clocks import written
from rules.complaint_states import OPEN, Move
from rules.event_chain import GENESIS, Actor, Event, link
from rules.notices import leaves_a_trace
from rules.vocabulary import Part
from tenants.rows import ComplaintRow
from tenants.session import Transaction
from tenants.stores.complaint_sql import INSERT, params_of
from tenants.stores.desk_channel import CHANNEL
from tenants.stores.webhook_queue import queue

_DERIVED: Final = tuple(name for name in CHANGING if name != "tenant_id")
_UPDATED: Final = (*_DERIVED, "version", "last_event_at", "head_hash")
_UPDATE: Final = (
    "UPDATE tuntas.complaint SET "
    + ", ".join(name + " = %(" + name + (")s::jsonb" if name == "open_clocks" else ")s") for name in _UPDATED)
    + " WHERE tenant_id = %(tenant_id)s AND id = %(id)s AND version = %(before)s"
)
EVENT_COLUMNS: Final = (
    "tenant_id",
    "complaint_id",
    "seq",
    "move",
    "actor_role",
    "actor_tenant",
    "actor_position",
    "actor_unit",
    "actor_title",
    "actor_name",
    "from_status",
    "to_status",
    "reason",
    "changes",
    "data",
    "at",
    "hash",
)
INSERT_EVENT: Final = (
    "INSERT INTO tuntas.complaint_event ("
    + ", ".join(EVENT_COLUMNS)
    + ") VALUES ("
    + ", ".join("%(" + name + (")s::jsonb" if name in ("changes", "data") else ")s") for name in EVENT_COLUMNS)
    + ")"
)
CHANGED: Final = """
INSERT INTO tuntas.complaint_change (tenant_id, complaint_id, seq, at) VALUES (%(tenant)s, %(id)s, %(seq)s, %(at)s)
"""
"""Something is to be counted anew (tenants/stores/tallies.py)."""
_OUTBOX: Final = """
INSERT INTO tuntas.outbox (tenant_id, id, complaint_id, event_seq, move, status, desk_path, left_path, level,
    handling_id, actor, at)
VALUES (%(tenant)s, gen_random_uuid(), %(id)s, %(seq)s, %(move)s, %(status)s, %(desk)s, %(left)s, %(level)s,
    %(handling)s, %(actor)s, %(at)s)
"""
_NO_HOLDER: Final = (
    "DELETE FROM tuntas.complaint_party WHERE tenant_id = %(tenant)s AND complaint_id = %(id)s AND part = 'HOLDER'"
)
ADD_PARTY: Final = """
INSERT INTO tuntas.complaint_party (tenant_id, complaint_id, unit_id, part, unit_path, since)
VALUES (%(tenant)s, %(id)s, %(unit)s, %(part)s, %(path)s, %(at)s)
ON CONFLICT (tenant_id, complaint_id, unit_id, part) DO NOTHING
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One move that the rules allowed: the case after it, who did it, why, and what else to remember."""

    move: Move
    case: Case
    actor: Actor
    reason: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def submit(tx: Transaction, row: ComplaintRow, happening: Happening, *, quiet: bool = False) -> ComplaintRow:
    """Insert a complaint with its first event. The row's derived columns are taken from the case.

    `quiet`: nobody is told. What happened elsewhere, long ago, is no news.
    """
    row = arrival(row, happening.case)
    event = happened(row, None, happening)
    row.head_hash = link(GENESIS, event)
    tx.execute(INSERT, params_of(row))
    write_event(tx, row, event)
    if not quiet:
        notify(tx, row, happening)
    return row


def record(tx: Transaction, before: ComplaintRow, happening: Happening, *, quiet: bool = False) -> ComplaintRow:
    """Append the event, bring the row along, keep the holder among the parties, tell the desk. Same tenant only.

    `quiet`: nobody is told. The row must be locked. Were it not, and somebody else moved it, the number of the event
    would be taken: CONFLICT.
    """
    row = arrival(before, happening.case)
    event = happened(row, before, happening)
    row.head_hash = link(before.head_hash, event)
    write_event(tx, row, event)
    values = params_of(row, _UPDATED)
    tx.execute(_UPDATE, {**values, "tenant_id": row.tenant_id, "id": row.id, "before": before.version})
    if row.unit_id != before.unit_id or (row.status in OPEN) != (before.status in OPEN):
        _hold(tx, row, happening)
    if not quiet:
        notify(tx, row, happening, left=before.desk_path)
    return row


def _hold(tx: Transaction, row: ComplaintRow, happening: Happening) -> None:
    tx.execute(_NO_HOLDER, {"tenant": row.tenant_id, "id": row.id})
    row.party_list = [party for party in row.party_list if not party.startswith(Part.HOLDER)]
    if row.unit_id is not None:
        row.party_list.append(f"{Part.HOLDER}:{row.unit_path}")
        tx.execute(
            ADD_PARTY,
            {
                "tenant": row.tenant_id,
                "id": row.id,
                "unit": row.unit_id,
                "part": Part.HOLDER.value,
                "path": row.unit_path,
                "at": happening.case.last_event_at,
            },
        )


def event_params(tenant: int, event: Event, hash_: bytes) -> dict[str, Any]:
    """An event as the parameters of INSERT_EVENT."""
    actor = event.actor
    return {
        "tenant_id": tenant,
        "complaint_id": event.complaint_id,
        "seq": event.seq,
        "move": event.move.value,
        "actor_role": actor.role.value,
        "actor_tenant": actor.tenant,
        "actor_position": actor.position,
        "actor_unit": actor.unit,
        "actor_title": actor.title,
        "actor_name": actor.name,
        "from_status": event.from_status,
        "to_status": event.to_status,
        "reason": event.reason,
        "changes": orjson.dumps(event.changes).decode(),
        "data": orjson.dumps(event.data).decode(),
        "at": event.at,
        "hash": hash_,
    }


def arrival(row: ComplaintRow, case: Case) -> ComplaintRow:
    """The row as the case has it after a move."""
    values: dict[str, Any] = {name: getattr(case, name) for name in CHANGING}
    values["tags"], values["returned_by"] = list(case.tags), list(case.returned_by)
    values["open_clocks"] = [written(clock) for clock in case.open_clocks]
    return replace(row, **values, version=case.version, last_event_at=case.last_event_at or row.last_event_at)


def happened(row: ComplaintRow, before: ComplaintRow | None, happening: Happening) -> Event:
    """The event of a move: what changed between the two rows, by whom and why."""
    case = happening.case
    if case.last_event_at is None:
        raise ValueError("a case without the time of its event")
    earlier = before.case() if before else None
    return Event(
        complaint_id=row.id,
        seq=case.version,
        move=happening.move,
        actor=happening.actor,
        from_status=earlier.status if earlier else None,
        to_status=case.status,
        reason=happening.reason,
        changes=dict(changes(earlier, case)),
        data=happening.data,
        at=case.last_event_at,
    )


def write_event(tx: Transaction, row: ComplaintRow, event: Event) -> None:
    """Append an event where its complaint lies, and have it counted."""
    tx.execute(INSERT_EVENT, event_params(row.tenant_id, event, row.head_hash))
    changed(tx, row.tenant_id, event)


def changed(tx: Transaction, tenant: int, event: Event) -> None:
    """Have counted anew what an event changed for a pemda: the one that holds the complaint, or held it until now."""
    tx.execute(CHANGED, {"tenant": tenant, "id": event.complaint_id, "seq": event.seq, "at": event.at})


def notify(tx: Transaction, row: ComplaintRow, happening: Happening, left: str | None = None) -> None:
    """Put it into the outbox, queue it for webhooks, announce it to the desk; it carries no words of the complaint."""
    move, case = happening.move, happening.case
    moved = replace(
        row, status=case.status, version=case.version, last_event_at=case.last_event_at or row.last_event_at
    )
    queue(tx, moved, move)
    if leaves_a_trace(move):
        tx.execute(_OUTBOX, _outgoing(row, happening, left))
    notice = {
        "tenant": row.tenant_id,
        "desk_path": row.desk_path,
        "left": left,
        "complaint": str(row.id),
        "move": move.value,
        "version": row.version,
    }
    tx.announce(CHANNEL, orjson.dumps(notice).decode())


def _outgoing(row: ComplaintRow, happening: Happening, left: str | None) -> dict[str, Any]:
    """A row of the outbox; where the case is in another pemda by now, there is no desk, only the one it left.

    What the system says of a deadline (rules/ladder.py) tells which level is told, and for whose parallel handling.
    """
    desk = row.desk_path if row.tenant_id == happening.case.tenant_id else ""
    return {
        "tenant": row.tenant_id,
        "id": row.id,
        "seq": happening.case.version,
        "move": happening.move.value,
        "status": happening.case.status,
        "desk": desk,
        "left": None if left == desk else left,
        "level": next(reversed(happening.data.get("levels", ())), None),
        "handling": happening.data.get("handling"),
        "actor": happening.actor.position,
        "at": happening.case.last_event_at,
    }
