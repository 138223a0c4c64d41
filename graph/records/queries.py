"""Messages and handlings fetched again by id: seen by whoever sees them on their complaint."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from graph import veil
from graph.context import Context
from graph.moving import reaches
from graph.nodes import Fetcher, NodeRef
from policies.decisions import decide
from policies.permissions import Permission
from tenants.rows import ComplaintRow, HandlingRow, MessageRow
from tenants.stores import complaints, handlings, messages


async def _messages(context: Context, refs: Sequence[NodeRef]) -> list[MessageRow | None]:
    keys = _keys(context, refs)
    rows = await messages.by_key(context.sessions, keys)
    return [row if row is not None and await _may_hear(context, row) else None for row in rows]


async def _may_hear(context: Context, row: MessageRow) -> bool:
    complaint = await _complaint(context, row)
    return complaint is not None and row.audience in veil.audiences(context, complaint)


async def _handlings(context: Context, refs: Sequence[NodeRef]) -> list[HandlingRow | None]:
    keys = _keys(context, refs)
    rows = await handlings.by_key(context.sessions, keys)
    return [row if row is not None and await _may_know(context, row) else None for row in rows]


async def _may_know(context: Context, row: HandlingRow) -> bool:
    complaint = await _complaint(context, row)
    return complaint is not None and veil.may(context, Permission.COMPLAINT_READ_INTERNAL, complaint)


def _keys(context: Context, refs: Sequence[NodeRef]) -> list[tuple[int, UUID]]:
    """What to look for; a citizen's own words may lie in any pemda, so the reach is widened first."""
    for tenant in {ref.tenant for ref in refs}:
        reaches(context, tenant)
    return [(ref.tenant, ref.uuid) for ref in refs]


async def _complaint(context: Context, row: MessageRow | HandlingRow) -> ComplaintRow | None:
    found = await context.load(complaints.by_key, (row.tenant_id, row.complaint_id))
    readable = found is not None and decide(context.principal, Permission.COMPLAINT_READ_CASE, found).allowed
    return found if readable else None


FETCHERS: Final[dict[str, Fetcher]] = {"Message": _messages, "Handling": _handlings}
"""How `node` fetches the types of this subject."""
