"""The system acts as a principal too: it warns, tells the next level, lapses what waited too long, hands over."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.context import Info
from graph.fields import mutation
from graph.inputs import argument
from graph.moving import Moving, moving
from graph.system.inputs import TimeRanOutInput
from policies.permissions import Permission
from rules.complaint_states import Move, Status
from rules.errors import move_refused
from rules.ladder import Step, remembered
from rules.limits import Level
from rules.packets import PacketKind
from rules.turns import next_of
from tenants.rows import ComplaintRow
from tenants.stores import packets, reminders

if TYPE_CHECKING:
    from graph.complaints.types import Complaint

Complaint_ = Annotated["Complaint", strawberry.lazy("graph.complaints.types")]


@strawberry.type
class SystemMutations:
    """Root fields of the principal SISTEM. Each does the one step that is due, or refuses: twice is impossible."""

    @mutation(Permission.COMPLAINT_REMIND, Complaint_)
    async def warn_of_deadline(self, info: Info, input: Annotated[TimeRanOutInput, argument("Which.")]) -> ComplaintRow:
        """Warn the desk that a deadline is near, or the reporter that a case will lapse (peringatan tenggat)."""
        async with moving(info.context, Permission.COMPLAINT_REMIND, input) as case:
            if not case.replayed:
                step = _due(case)
                case.advance(Move.WARN, step=step, data=_said(case, step))
        return case.row

    @mutation(Permission.COMPLAINT_REMIND, Complaint_)
    async def escalate_complaint(
        self, info: Info, input: Annotated[TimeRanOutInput, argument("Which.")]
    ) -> ComplaintRow:
        """Tell the next level of a missed deadline, over levels where nobody sits (eskalasi)."""
        async with moving(info.context, Permission.COMPLAINT_REMIND, input) as case:
            if not case.replayed:
                step = _due(case)
                vacant = await reminders.vacant_levels(case.tx, case.row, info.context.now)
                case.advance(Move.ESCALATE, step=step, vacant=vacant, data=_said(case, step, vacant))
        return case.row

    @mutation(Permission.COMPLAINT_HAND_OVER, Complaint_)
    async def hand_over_complaint(
        self, info: Info, input: Annotated[TimeRanOutInput, argument("Which.")]
    ) -> ComplaintRow:
        """Hand an overdue complaint to the Ombudsman, who may read it from now on (diteruskan ke Ombudsman RI)."""
        async with moving(info.context, Permission.COMPLAINT_HAND_OVER, input) as case:
            if not case.replayed:
                step = _due(case)
                row = case.advance(Move.HAND_OVER, step=step, data=_said(case, step))
                packets.owe(case.tx, row, PacketKind.OMBUDSMAN, info.context.now)
        return case.row

    @mutation(Permission.COMPLAINT_LAPSE, Complaint_)
    async def lapse_complaint(self, info: Info, input: Annotated[TimeRanOutInput, argument("Which.")]) -> ComplaintRow:
        """Archive what was not completed, close what was not reacted to, once its deadline has passed (lewat waktu)."""
        async with moving(info.context, Permission.COMPLAINT_LAPSE, input) as case:
            if not case.replayed:
                waiting = case.row.status == Status.AWAITING_REPORTER
                case.advance(Move.LAPSE_COMPLETION if waiting else Move.LAPSE_REACTION, data=_said(case, _next(case)))
        return case.row


def _next(case: Moving) -> Step | None:
    facts = case.facts(case.row.tenant_id)
    return next_of(case.row.case(), facts, handed_over=case.row.handed_over)


def _due(case: Moving) -> Step:
    step = _next(case)
    if step is None:
        raise move_refused("the next step when it is due", "Nothing like that is due.", "Belum ada yang jatuh tempo.")
    return step


def _said(case: Moving, step: Step | None, vacant: frozenset[Level] = frozenset()) -> dict[str, Any]:
    row = case.row
    return {} if step is None else remembered(step, row.tenant_id, row.case().kind, case.context.now, vacant)
