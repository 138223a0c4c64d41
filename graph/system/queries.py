"""What must Tuntas do something about now? For the worker, which does it step by step."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from graph.context import Context, Info
from graph.declarations import attribute, enum_type, object_type
from graph.fields import derived, query
from graph.inputs import argument
from graph.nodes import node_id
from graph.paging import After, Connection, First, page_request
from policies.permissions import Permission
from rules.facts import Facts
from rules.identifiers import code_of
from rules.ladder import Act
from rules.pages import Page
from rules.turns import next_of
from tenants.rows import ComplaintRow
from tenants.stores import reminders

enum_type(
    Act,
    {
        Act.WARN: "Warn that a deadline is near (peringatan).",
        Act.ESCALATE: "Tell the next level of a missed deadline (eskalasi).",
        Act.HAND_OVER: "Hand over to the Ombudsman (diteruskan ke Ombudsman RI).",
        Act.LAPSE: "Archive or close: the reporter's time has run out (lewat waktu).",
    },
)


@object_type
class DueStep:
    """Something that Tuntas must do about a complaint by itself (tindakan sistem)."""

    version: int = attribute("The version of the complaint that it is due for (versi).")
    wake_at: datetime = attribute("Since when it is due (sejak).")

    @derived(strawberry.ID)
    @staticmethod
    def complaint(row: ComplaintRow, _context: Context) -> str:
        """The complaint (pengaduan)."""
        return node_id("Complaint", row.tenant_id, row.id)

    @derived(Act | None)
    @staticmethod
    def act(row: ComplaintRow, context: Context) -> Any:
        """What to do; null when there is nothing to do after all (tindakan)."""
        facts = Facts(now=context.now, timetable=context.timetables.timetable(row.tenant_id))
        step = next_of(row.case(), facts, handed_over=row.handed_over)
        return None if step is None else step.act


@strawberry.type
class SystemQueries:
    """Root fields that the worker reads."""

    @query(Permission.COMPLAINT_REMIND, Connection[DueStep])
    async def due_steps(self, info: Info, first: First = 20, after: After = None) -> Page[ComplaintRow]:
        """What is due now in the whole reach, the longest waiting first (tindakan yang jatuh tempo)."""
        context, request = info.context, page_request(reminders.BY_WAKING, first, after)
        page = await reminders.due(context.sessions, context.now, request)
        await context.timetables.prepare(*{row.tenant_id for row in page.rows})
        return page

    @query(Permission.COMPLAINT_MOVE_DESK, list[str])
    async def changed_desks(self, info: Info, since: Annotated[datetime, argument("Since when.")]) -> list[str]:
        """Kode wilayah of the pemda in which an appointment ended or began since then (meja yang berganti)."""
        context = info.context
        return [code_of(tenant) for tenant in await reminders.changed_desks(context.sessions, since, context.now)]
