"""The system acts as a principal too: it lapses what waited too long and hands over what was left too long."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.context import Info
from graph.fields import mutation
from graph.inputs import argument
from graph.moving import Moving, moving
from graph.system.inputs import TimeRanOutInput
from policies.permissions import Permission
from rules.complaint_states import Move, Status
from rules.errors import move_refused
from tenants.rows import ComplaintRow

if TYPE_CHECKING:
    from graph.complaints.types import Complaint

Complaint_ = Annotated["Complaint", strawberry.lazy("graph.complaints.types")]


@strawberry.type
class SystemMutations:
    """Root fields of the principal SISTEM."""

    @mutation(Permission.COMPLAINT_LAPSE, Complaint_)
    async def lapse_complaint(self, info: Info, input: Annotated[TimeRanOutInput, argument("Which.")]) -> ComplaintRow:
        """Archive what was not completed, close what was not reacted to, once its deadline has passed (lewat waktu)."""
        async with moving(info.context, Permission.COMPLAINT_LAPSE, input) as case:
            if not case.replayed:
                _overdue(case)
                waiting = case.row.status == Status.AWAITING_REPORTER
                case.advance(Move.LAPSE_COMPLETION if waiting else Move.LAPSE_REACTION)
        return case.row

    @mutation(Permission.COMPLAINT_HAND_OVER, Complaint_)
    async def hand_over_complaint(
        self, info: Info, input: Annotated[TimeRanOutInput, argument("Which.")]
    ) -> ComplaintRow:
        """Hand an overdue complaint to the Ombudsman, who may read it from now on (diteruskan ke Ombudsman RI)."""
        async with moving(info.context, Permission.COMPLAINT_HAND_OVER, input) as case:
            if not case.replayed:
                _overdue(case)
                if case.row.handed_over:
                    raise move_refused("hand over once", "It is handed over already.", "Sudah diteruskan.")
                case.advance(Move.HAND_OVER)
        return case.row


def _overdue(case: Moving) -> None:
    due = case.row.due_at
    if due is None or case.context.now <= due:
        raise move_refused("only after the deadline", "Its time has not run out.", "Tenggat belum lewat.")
