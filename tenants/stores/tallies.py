"""What complaints count as: which wait to be counted, what their events and transfers say, and what was kept of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from rules.day_counts import read
from rules.tallies import Entry, Tally, Told
from tenants.session import Query, Sessions, Transaction

COLUMNS: Final = (
    "complaint_id",
    "seq",
    "kind",
    "channel",
    "priority",
    "topic_id",
    "unit_path",
    "days",
    "numbers",
    "amounts",
)
_MOST_PEMDA: Final = 1_000
_TENANTS: Final = """
SELECT DISTINCT c.tenant_id FROM tuntas.complaint_change c
JOIN tuntas.tenant t ON t.id = c.tenant_id AND t.detached_at IS NULL
WHERE c.tenant_id BETWEEN %(lo)s AND %(hi)s ORDER BY c.tenant_id LIMIT %(most)s
"""
LOCK: Final = """
SELECT pg_try_advisory_xact_lock(hashtextextended('count', %(tenant)s)) FROM tuntas.tenant
WHERE id = %(tenant)s AND detached_at IS NULL
"""
"""One at a time counts a pemda. Who finds another at it need not wait: what is left, the other's next look finds.

Of a pemda that was set aside the queue stays as it is: its complaints are not gone, they lie beside.
"""
_WAITING: Final = """
SELECT complaint_id, seq FROM tuntas.complaint_change WHERE tenant_id = %(tenant)s
  AND (%(after)s::uuid IS NULL OR complaint_id > %(after)s::uuid)
ORDER BY complaint_id, seq LIMIT %(most)s
"""
_EVENTS: Final = """
SELECT complaint_id, seq, move, actor_role, actor_tenant, at, changes, data FROM tuntas.complaint_event
WHERE tenant_id = %(tenant)s AND complaint_id = ANY(%(ids)s) ORDER BY complaint_id, seq
"""
_TRANSFERS: Final = """
SELECT id, at, left_behind FROM tuntas.transfer WHERE tenant_id = %(tenant)s AND complaint_id = ANY(%(ids)s) ORDER BY id
"""
_KEPT: Final = (
    "SELECT " + ", ".join(COLUMNS) + " FROM tuntas.complaint_tally WHERE tenant_id = %(tenant)s"
    " AND (complaint_id = ANY(%(ids)s) OR complaint_id = ANY(ARRAY("
    "SELECT t.id FROM tuntas.transfer t WHERE t.tenant_id = %(tenant)s AND t.complaint_id = ANY(%(ids)s))))"
)
_KEEP: Final = (
    "INSERT INTO tuntas.complaint_tally (tenant_id, "
    + ", ".join(COLUMNS)
    + ") VALUES (%(tenant)s, "
    + ", ".join("%(" + name + ")s" for name in COLUMNS)
    + ") ON CONFLICT (tenant_id, complaint_id) DO UPDATE SET "
    + ", ".join(name + " = excluded." + name for name in COLUMNS[1:])
)
_FORGET: Final = (
    "DELETE FROM tuntas.complaint_tally WHERE tenant_id = %(tenant)s AND complaint_id = ANY(%(ids)s::uuid[])"
)
_COUNTED: Final = """
DELETE FROM tuntas.complaint_change WHERE tenant_id = %(tenant)s
  AND (complaint_id, seq) IN (SELECT * FROM unnest(%(ids)s::uuid[], %(seqs)s::integer[]))
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that is to be counted."""

    complaint_id: UUID
    seq: int


class Found(NamedTuple):
    """What there is about changed complaints: their events in order, transfers that stayed behind, and tallies kept."""

    events: dict[UUID, list[Told]]
    transfers: list[tuple[UUID, datetime, tuple[Entry, ...]]]
    kept: dict[UUID, Tally]


async def tenants(sessions: Sessions) -> list[int]:
    """The pemda within reach where something is to be counted; at most a thousand."""
    values = {"lo": sessions.reach.lo, "hi": sessions.reach.hi, "most": _MOST_PEMDA}
    return [tenant for (tenant,) in await sessions.read(_TENANTS, values)]


def beginning(tenant: int, most: int, after: UUID | None = None) -> tuple[Query, Query]:
    """The statements that open the counting of a pemda: whether it is ours to count now, and what waits.

    `after` leaves out the complaints up to this one.
    """
    return Query(LOCK, {"tenant": tenant}), Query(_WAITING, {"tenant": tenant, "most": most, "after": after}, Waiting)


async def found(tx: Transaction, tenant: int, ids: Sequence[UUID]) -> Found:
    """What there is about these complaints, in one round trip. What happens meanwhile waits in the queue again."""
    values = {"tenant": tenant, "ids": list(ids)}
    events, transfers, kept = await tx.read_many(
        Query(_EVENTS, values), Query(_TRANSFERS, values), Query(_KEPT, values)
    )
    told: dict[UUID, list[Told]] = {}
    for complaint, *rest in events:
        told.setdefault(complaint, []).append(Told.read(*rest))
    return Found(told, [(id_, at, read(left)) for id_, at, left in transfers], dict(map(tally_of, kept)))


def keep(tx: Transaction, tenant: int, fresh: Iterable[tuple[UUID, Tally]], gone: Sequence[UUID]) -> None:
    """Keep these tallies, and forget those of complaints that are no more."""
    rows = [{"tenant": tenant, **dict(zip(COLUMNS, row_of(id_, tally), strict=True))} for id_, tally in fresh]
    tx.insert(_KEEP, rows)
    tx.execute(_FORGET, {"tenant": tenant, "ids": list(gone)})


def counted(tx: Transaction, tenant: int, waited: Sequence[Waiting]) -> None:
    """Take away what was counted, and only that. When somebody else has counted it already: CONFLICT."""
    values = {"tenant": tenant, "ids": [one.complaint_id for one in waited], "seqs": [one.seq for one in waited]}
    tx.execute(_COUNTED, values, expect=len(waited))


def tally_of(row: Sequence[Any]) -> tuple[UUID, Tally]:
    """A tally as it is kept, with the id that it is kept under."""
    id_, seq, kind, channel, priority, topic, unit, days, numbers, amounts = row
    return id_, Tally(seq, kind, channel, priority, topic, unit, tuple(map(Entry, days, numbers, amounts)))


def row_of(id_: UUID, tally: Tally) -> tuple[Any, ...]:
    """The same the other way round, in the order of COLUMNS."""
    of = (tally.seq, tally.kind, tally.channel, tally.priority, tally.topic_id, tally.unit_path)
    entries = tally.entries
    return (id_, *of, [one.day for one in entries], [one.number for one in entries], [one.amount for one in entries])
