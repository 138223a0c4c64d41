"""A complaint moves to another pemda: copied whole, deleted where it was, in one transaction; a record stays behind."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

from rules.day_counts import Entry, written
from rules.deadlines import Timetable
from rules.event_chain import link
from rules.pages import Key, Order, Page, PageRequest
from rules.tallies import Told, left_behind
from tenants.rows import ComplaintRow, TransferRow
from tenants.session import Query, Sessions, Transaction
from tenants.stores import bodies, handlings, lapor, messages, packets, reporters
from tenants.stores.complaint_sql import INSERT, params_of
from tenants.stores.recording import (
    EVENT_COLUMNS,
    INSERT_EVENT,
    Happening,
    arrival,
    changed,
    happened,
    notify,
    write_event,
)

NEWEST: Final = Order("transfers", (Key("at", datetime), Key("id", UUID)))
_ATTACHMENT: Final = (
    "tenant_id",
    "id",
    "complaint_id",
    "message_id",
    "audience",
    "name",
    "media_type",
    "size",
    "sha256",
    "storage_key",
    "at",
)
_ACCESS: Final = ("tenant_id", "id", "complaint_id", "position_id", "person_name", "title", "reason", "at")
_CHILDREN: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("complaint_event", EVENT_COLUMNS),
    ("complaint_body", bodies.COLUMNS),
    ("message", messages.COLUMNS),
    ("attachment", _ATTACHMENT),
    ("handling", handlings.COLUMNS),
    ("identity_access", _ACCESS),
    ("packet", packets.COLUMNS),
    ("lapor_origin", lapor.COLUMNS),
)
KEPT: Final = (
    "tenant_id",
    "id",
    "complaint_id",
    "tracking_code",
    "to_tenant",
    "move",
    "by_position",
    "by_title",
    "reason",
    "clock",
    "due_at",
    "in_time",
    "at",
)
KEEP: Final = (
    "INSERT INTO tuntas.transfer ("
    + ", ".join((*KEPT, "left_behind"))
    + ") VALUES ("
    + ", ".join("%(" + name + ")s" for name in KEPT)
    + ", %(left_behind)s::jsonb)"
)
_TOLD: Final = tuple(EVENT_COLUMNS.index(name) for name in Told._fields)
_DIRECTORY: Final = "SELECT tuntas.directory_move(%(code)s, %(from_tenant)s, %(to_tenant)s)"
_DELETE: Final = "DELETE FROM tuntas.complaint WHERE tenant_id = %(tenant)s AND id = %(id)s AND version = %(before)s"
_GONE: Final = "DELETE FROM tuntas.packet WHERE tenant_id = %(tenant)s AND complaint_id = %(id)s"
"""A packet hangs on no foreign key: one that is still owed must not wait where its complaint is no more."""
_ALREADY_KNOWN: Final = " ON CONFLICT DO NOTHING"
"""Who opened an identity stays on record where it happened, and is known where the complaint goes.

Naming the columns of the conflict would ask for the right to read where the complaint goes: a return has none.
"""
_PAGE: Final = (
    "SELECT " + ", ".join(KEPT) + " FROM tuntas.transfer WHERE tenant_id = %(tenant)s"
    " AND (%(after_at)s::timestamptz IS NULL OR (at, id) < (%(after_at)s, %(after_id)s))"
    " ORDER BY at DESC, id DESC LIMIT %(limit)s"
)
_BY_KEYS: Final = (
    "SELECT " + ", ".join(KEPT) + " FROM tuntas.transfer WHERE tenant_id = ANY(%(tenants)s) AND id = ANY(%(ids)s)"
)
_LAST_OF: Final = (
    "SELECT to_tenant FROM tuntas.transfer WHERE tenant_id = %(tenant)s AND complaint_id = %(id)s"
    " ORDER BY at DESC, id DESC LIMIT 1"
)


def _select(table: str, columns: Sequence[str], values: dict[str, Any]) -> Query:
    return Query(
        "SELECT "
        + ", ".join(columns)
        + " FROM tuntas."
        + table
        + " WHERE tenant_id = %(tenant)s AND complaint_id = %(id)s",
        values,
    )


def _insert(table: str, columns: Sequence[str]) -> str:
    if table == "complaint_event":
        return INSERT_EVENT
    return (
        "INSERT INTO tuntas."
        + table
        + " ("
        + ", ".join(columns)
        + ") VALUES ("
        + ", ".join("%(" + name + ")s" for name in columns)
        + ")"
        + (_ALREADY_KNOWN if table == "identity_access" else "")
    )


async def move(
    tx: Transaction,
    before: ComplaintRow,
    happening: Happening,
    record: TransferRow,
    resealed: tuple[int, bytes],
    *,
    timetable: Timetable,
) -> ComplaintRow:
    """Bring a locked complaint to the tenant of the happening's case. `resealed` is its reporter for that tenant's key.

    `timetable` is that of the pemda which passes it on: what it was late in is judged while its events are still here.

    Rows travel through the service, not by INSERT..SELECT: Citus refuses that across tenants under row security.
    """
    source = {"tenant": before.tenant_id, "id": before.id}
    children = await tx.read_many(*(_select(table, columns, source) for table, columns in _CHILDREN))
    (sealed,) = await tx.read_many(_select("reporter", reporters.COLUMNS, source))
    row = arrival(before, happening.case)
    event = happened(row, before, happening)
    row.head_hash = link(before.head_hash, event)
    tx.execute(_DELETE, {**source, "before": before.version}, expect=1)
    tx.execute(_GONE, source)
    tx.execute(INSERT, params_of(row))
    for (table, columns), rows in zip(_CHILDREN, children, strict=True):
        sql = _insert(table, columns)
        for values in rows:
            tx.execute(sql, _landed(columns, values, row.tenant_id))
    for values in sealed:
        landed = _landed(reporters.COLUMNS, values, row.tenant_id)
        tx.execute(reporters.INSERT, {**landed, "key_version": resealed[0], "sealed": resealed[1]})
    write_event(tx, row, event)
    changed(tx, before.tenant_id, event)
    tx.execute(KEEP, kept_values(record, left_behind(_told(children[0]), timetable, event.at)))
    tx.execute(
        _DIRECTORY,
        {"code": row.tracking_code, "from_tenant": before.tenant_id, "to_tenant": row.tenant_id},
    )
    notify(tx, before, happening, left=before.desk_path)
    notify(tx, row, happening)
    return row


def kept_values(record: TransferRow, left: Iterable[Entry]) -> dict[str, Any]:
    """The parameters of KEEP; `left` is what still counts where the complaint was."""
    return {name: getattr(record, name) for name in KEPT} | {"left_behind": orjson.dumps(written(left)).decode()}


def _told(events: Sequence[Sequence[Any]]) -> list[Told]:
    return sorted((Told.read(*(values[at] for at in _TOLD)) for values in events), key=lambda told: told.seq)


def _landed(columns: Sequence[str], values: Sequence[Any], tenant: int) -> dict[str, Any]:
    landed = dict(zip(columns, values, strict=True))
    landed["tenant_id"] = tenant
    for name in ("changes", "data"):
        if name in landed:
            landed[name] = orjson.dumps(landed[name]).decode()
    return landed


async def page(sessions: Sessions, tenant: int, request: PageRequest) -> Page[TransferRow]:
    """What went to other pemda, newest first."""
    at, after = request.after or (None, None)
    values = {"tenant": tenant, "after_at": at, "after_id": after, "limit": request.limit}
    return Page.cut(request, await sessions.read(_PAGE, values, TransferRow))


async def by_key(sessions: Sessions, keys: Sequence[tuple[int, UUID]]) -> list[TransferRow | None]:
    """Records of transfers by (tenant, id)."""
    values = {"tenants": sorted({tenant for tenant, _ in keys}), "ids": [id_ for _, id_ in keys]}
    found = {(row.tenant_id, row.id): row for row in await sessions.read(_BY_KEYS, values, TransferRow)}
    return [found.get(key) for key in keys]


async def kept(tx: Transaction, tenant: int, id_: UUID) -> TransferRow:
    """The record of a transfer that an earlier request made."""
    return (await tx.read(_BY_KEYS, {"tenants": [tenant], "ids": [id_]}, TransferRow))[0]


async def went_to(sessions: Sessions, tenant: int, id_: UUID) -> int | None:
    """Where a complaint that is no longer here went last."""
    rows = await sessions.read(_LAST_OF, {"tenant": tenant, "id": id_})
    return rows[0][0] if rows else None
