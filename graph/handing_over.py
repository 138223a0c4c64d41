"""A complaint goes to another pemda: its rows, its sealed reporter and its directory entry, in one transaction."""

from typing import Any
from uuid import UUID

from graph.fresh import fresh_id
from graph.moving import Moving
from rules.complaint_states import Clock, Move
from rules.errors import bad_input
from rules.facts import AT_INSTANSI
from tenants.rows import TransferRow
from tenants.stores import pemda, reporters, transfers


async def hand_over(
    case: Moving, move: Move, target: int, reason: str, data: dict[str, Any] | None = None
) -> TransferRow:
    """Move a mutation's complaint to `target`; what is returned stays behind. Raises BAD_USER_INPUT, MOVE_REFUSED."""
    context, before = case.context, case.row
    if case.replayed:
        return await transfers.kept(case.tx, case.tenant, UUID(case.result["transfer"]))
    if not await pemda.is_enrolled(case.tx, target):
        raise bad_input("pemda", "This pemda is not connected yet.", "Pemda ini belum terhubung.")
    happening = case.happening(before, move, reason=reason, data=data, place=AT_INSTANSI, tenant=target)
    sealed = (await reporters.by_key(case.tx, [(before.tenant_id, before.id)]))[0]
    resealed = (0, b"") if sealed is None else await context.vault.reseal(case.tx, sealed, target)
    actor = context.principal
    record = TransferRow(
        tenant_id=before.tenant_id,
        id=fresh_id(context.now),
        complaint_id=before.id,
        tracking_code=before.tracking_code,
        to_tenant=target,
        move=move,
        by_position=actor.position,
        by_title=actor.position_title,
        reason=reason,
        clock=None if before.clock is None else Clock(before.clock),
        due_at=before.due_at,
        in_time=None if before.due_at is None else context.now <= before.due_at,
        at=context.now,
    )
    timetable = context.timetables.timetable(before.tenant_id)
    case.row = await transfers.move(case.tx, before, happening, record, resealed, timetable=timetable)
    case.result["transfer"] = record.id
    return record
