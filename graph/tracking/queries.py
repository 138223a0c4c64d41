"""Following a complaint by its code alone."""

from typing import Annotated

import strawberry

from graph.context import Info
from graph.fields import query
from graph.inputs import text_argument
from graph.tracking.types import Tracking
from policies.decisions import decide
from policies.permissions import Permission
from rules.tracking_codes import parse_code
from tenants.rows import ComplaintRow
from tenants.stores import complaints, directory


@strawberry.type
class TrackingQueries:
    """Root fields that follow a complaint."""

    @query(Permission.COMPLAINT_TRACK, Tracking | None)
    async def track_complaint(
        self, info: Info, tracking_code: Annotated[str, text_argument("The code as it is printed.", at_most=40)]
    ) -> ComplaintRow | None:
        """Where a complaint is, for anybody who knows its code; null for a secret one (lacak laporan)."""
        context = info.context
        found = await directory.find(context.sessions, parse_code(tracking_code))
        if found is None:
            return None
        context.extend(found[0])
        (row,) = await complaints.by_key(context.sessions, [found])
        return row if row is not None and decide(context.principal, Permission.COMPLAINT_TRACK, row).allowed else None
