"""The system counts what happened: a batch of events of one pemda, in one transaction."""

from typing import Annotated

import strawberry

from graph.context import Info
from graph.counting.inputs import CountChangesInput
from graph.counting.types import Counted
from graph.fields import mutation
from graph.inputs import argument
from graph.nodes import node_id, parse_id
from policies.permissions import Permission
from rules.identifiers import tenant_id_of
from tenants.counting import AT_ONCE, beyond, count
from tenants.stores import tallies


@strawberry.type
class CountingMutations:
    """Root fields of the principal SISTEM."""

    @mutation(Permission.STATISTICS_COUNT, Counted)
    async def count_changes(self, info: Info, input: Annotated[CountChangesInput, argument("Whose.")]) -> Counted:
        """Count what happened in a pemda and was not counted yet, a batch at a time (hitung statistik).

        May run at any time and several at once: nothing is counted twice. While another counts the same pemda, or
        `tuntas statistics rebuild` does, there is nothing to do here: 0. What cannot be counted stays in the queue;
        the next batch is what comes `after` it.
        """
        context, tenant = info.context, tenant_id_of(input.pemda, field="pemda")
        await context.timetables.prepare(tenant)
        after = None if input.after is None else parse_id(input.after, "Complaint", field="after").uuid
        lock, queue = tallies.beginning(tenant, AT_ONCE, after)
        async with context.write((tenant,), lock, queue) as tx:
            (waiting,) = tx.more
            if not waiting or tx.first != [(True,)]:
                return Counted(count=0)
            counted = await count(tx, tenant, context.timetables.timetable(tenant), waiting)
        last = beyond(waiting, after, counted=counted)
        follows = None if last is None else strawberry.ID(node_id("Complaint", tenant, last))
        return Counted(count=counted, more=len(waiting) == AT_ONCE, after=follows)
