"""Packets: owed with the hand-over, made once, read by complaint or id; and what the Ombudsman decided."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from rules.complaint_states import Move
from rules.packets import PacketKind, packet_id
from rules.pages import Key, Order, Page, PageRequest
from tenants.batch import OfTenant, Reader, many_per_key, one_per_key
from tenants.packet_rows import DecisionRow, PacketRow
from tenants.rows import ComplaintRow
from tenants.session import Sessions, Transaction

OLDEST_FIRST: Final = Order("owed_packets", (Key("owed_at", datetime), Key("id", UUID)))
COLUMNS: Final = (
    "tenant_id", "id", "complaint_id", "event_seq", "kind", "storage_key", "owed_at", "sha256", "manifest_sha256",
    "size", "made_at",
)  # fmt: skip
_SELECT: Final = "SELECT " + ", ".join(COLUMNS) + " FROM tuntas.packet WHERE "
_OWE: Final = """
INSERT INTO tuntas.packet (tenant_id, id, complaint_id, event_seq, kind, storage_key, owed_at)
VALUES (%(tenant)s, %(id)s, %(complaint)s, %(seq)s, %(kind)s, %(key)s, %(at)s)
ON CONFLICT DO NOTHING
"""
_MADE: Final = """
UPDATE tuntas.packet SET sha256 = %(sha256)s, manifest_sha256 = %(manifest)s, size = %(size)s, made_at = %(at)s
WHERE tenant_id = %(tenant)s AND id = %(id)s AND made_at IS NULL
"""
_OF_COMPLAINTS: Final = (
    _SELECT + "tenant_id = ANY(%(tenants)s) AND complaint_id = ANY(%(ids)s) AND made_at IS NOT NULL ORDER BY event_seq"
)
_BY_KEYS: Final = _SELECT + "tenant_id = ANY(%(tenants)s) AND id = ANY(%(ids)s)"
_OWED: Final = (
    _SELECT + "tenant_id BETWEEN %(lo)s AND %(hi)s AND made_at IS NULL"
    " AND (%(after)s::timestamptz IS NULL OR (owed_at, id) > (%(after)s::timestamptz, %(after_id)s::uuid))"
    " ORDER BY owed_at, id LIMIT %(limit)s"
)
_ISSUED: Final = "SELECT tuntas.packet_issued(%(fingerprint)s)"
_DECISIONS: Final = (
    "SELECT tenant_id, complaint_id, seq, reason, data, actor_title, at FROM tuntas.complaint_event"
    " WHERE tenant_id = ANY(%(tenants)s) AND complaint_id = ANY(%(ids)s) AND move = %(move)s ORDER BY complaint_id, seq"
)


def owe(tx: Transaction, row: ComplaintRow, kind: PacketKind, at: datetime) -> None:
    """Queue that a packet of the newest event must be made: it cannot be forgotten any more. Again: nothing."""
    id_ = packet_id(row.id, row.version)
    tx.execute(
        _OWE,
        {
            "tenant": row.tenant_id,
            "id": id_,
            "complaint": row.id,
            "seq": row.version,
            "kind": kind.value,
            "key": storage_key(id_),
            "at": at,
        },
    )


def made(tx: Transaction, packet: PacketRow) -> None:
    """Queue that the bytes of a packet are there; one that was made already stays as it is."""
    values = {"tenant": packet.tenant_id, "id": packet.id, "complaint": packet.complaint_id, "seq": packet.event_seq}
    tx.execute(_OWE, {**values, "kind": packet.kind, "key": packet.storage_key, "at": packet.owed_at})
    tx.execute(
        _MADE,
        {
            **values,
            "sha256": packet.sha256,
            "manifest": packet.manifest_sha256,
            "size": packet.size,
            "at": packet.made_at,
        },
    )


def storage_key(id_: UUID) -> str:
    """Where the bytes of a packet lie: known before they do, so that a broken attempt leaves nothing behind."""
    return f"packets/{id_.hex[:2]}/{id_.hex}"


async def of_complaints(reader: Reader, keys: Sequence[OfTenant]) -> list[list[PacketRow]]:
    """The packets of these complaints (tenant, id) that are made, oldest first."""
    rows = await reader.read(_OF_COMPLAINTS, _asked(keys), PacketRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.complaint_id))


async def by_id(reader: Reader, keys: Sequence[OfTenant]) -> list[PacketRow | None]:
    """Packets by (tenant, id), made or owed: whoever hands them out decides whether they may be seen."""
    rows = await reader.read(_BY_KEYS, _asked(keys), PacketRow)
    return one_per_key(keys, rows, lambda row: (row.tenant_id, row.id))


async def owed(sessions: Sessions, request: PageRequest) -> Page[PacketRow]:
    """Packets of the whole reach that wait to be made, the longest waiting first."""
    after = request.after or (None, None)
    values = {
        "lo": sessions.reach.lo,
        "hi": sessions.reach.hi,
        "after": after[0],
        "after_id": after[1],
        "limit": request.limit,
    }
    return Page.cut(request, await sessions.read(_OWED, values, PacketRow))


async def issued(reader: Reader, fingerprint: bytes) -> datetime | None:
    """When this installation made a packet with this SHA-256 of its manifest or of its file; None when it never did."""
    ((at,),) = await reader.read(_ISSUED, {"fingerprint": fingerprint})
    return at  # type: ignore[no-any-return]


async def decisions(reader: Reader, keys: Sequence[OfTenant]) -> list[list[DecisionRow]]:
    """What the Ombudsman decided on these complaints (tenant, id), oldest first."""
    rows = await reader.read(_DECISIONS, {**_asked(keys), "move": Move.OMBUDSMAN_DECISION.value}, DecisionRow)
    return many_per_key(keys, rows, lambda row: (row.tenant_id, row.complaint_id))


def _asked(keys: Sequence[OfTenant]) -> dict[str, object]:
    return {"tenants": sorted({tenant for tenant, _ in keys}), "ids": [id_ for _, id_ in keys]}
