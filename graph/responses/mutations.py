"""Units respond: progress, answer, more time, parallel handlings, notes, drafts; the desk answers or closes."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.context import Info
from graph.fields import mutation
from graph.filing import MessageOf, file_uploads
from graph.inputs import argument
from graph.moving import Moving, moving, permit
from graph.nodes import parse_id
from graph.responses.inputs import (
    AnswerComplaintInput,
    AnswerHandlingInput,
    CloseComplaintInput,
    DraftAnswerInput,
    GrantExtensionInput,
    NoteInput,
    RefuseExtensionInput,
    ReportProgressInput,
    RequestExtensionInput,
    ReturnHandlingInput,
)
from policies.permissions import Permission
from rules.clocks import Extension
from rules.complaint_states import Move
from rules.errors import bad_input, not_found
from rules.vocabulary import Audience, HandlingStatus, MessageKind, Outcome, Part
from tenants.rows import ComplaintRow, HandlingRow
from tenants.stores import complaints, handlings, parties

if TYPE_CHECKING:
    from graph.complaints.types import Complaint

Complaint_ = Annotated["Complaint", strawberry.lazy("graph.complaints.types")]


@strawberry.type
class ResponseMutations:
    """Root fields of those who answer."""

    @mutation(Permission.COMPLAINT_RESPOND, Complaint_)
    async def report_progress(
        self, info: Info, input: Annotated[ReportProgressInput, argument("How far it is.")]
    ) -> ComplaintRow:
        """Tell the reporter how far it is; the first response counts (tanggapan sementara)."""
        async with moving(info.context, Permission.COMPLAINT_RESPOND, input) as case:
            if not case.replayed:
                case.advance(Move.PROGRESS)
                message = case.say(MessageKind.PROGRESS, Audience.PUBLIC, input.body)
                await file_uploads(
                    info.context, case.tx, MessageOf(case.row, message.id), input.attachments, Audience.PUBLIC
                )
        return case.row

    @mutation(Permission.COMPLAINT_RESPOND, Complaint_)
    async def answer_complaint(
        self, info: Info, input: Annotated[AnswerComplaintInput, argument("The answer.")]
    ) -> ComplaintRow:
        """Answer with outcome and evidence; what was merged into it gets the same answer (tindak lanjut)."""
        _proven(input)
        async with moving(info.context, Permission.COMPLAINT_RESPOND, input) as case:
            if not case.replayed:
                await _answer(case, Move.ANSWER, input)
                for child in await complaints.merged_into(case.tx, case.row.tenant_id, case.row.id):
                    shared = case.advance_other(child, Move.SHARE_ANSWER, outcome=Outcome(input.outcome))
                    case.say_on(shared, MessageKind.ANSWER, Audience.PUBLIC, input.body, evidence=input.evidence)
        return case.row

    @mutation(Permission.COMPLAINT_ANSWER_DIRECTLY, Complaint_)
    async def answer_directly(
        self, info: Info, input: Annotated[AnswerComplaintInput, argument("The answer.")]
    ) -> ComplaintRow:
        """Answer an aspirasi or a request for information at the desk, without a unit (dijawab langsung)."""
        _proven(input)
        async with moving(info.context, Permission.COMPLAINT_ANSWER_DIRECTLY, input) as case:
            if not case.replayed:
                await _answer(case, Move.ANSWER_DIRECTLY, input)
        return case.row

    @mutation(Permission.COMPLAINT_EXTEND, Complaint_)
    async def request_extension(
        self, info: Info, input: Annotated[RequestExtensionInput, argument("How much, and why.")]
    ) -> ComplaintRow:
        """Ask the level above for more time, before the deadline has passed (permintaan perpanjangan)."""
        async with moving(info.context, Permission.COMPLAINT_EXTEND, input) as case:
            if not case.replayed:
                case.advance(
                    Move.REQUEST_EXTENSION, reason=input.reason, data={"amount": input.amount}, days=input.amount
                )
        return case.row

    @mutation(Permission.COMPLAINT_DECIDE_EXTENSION, Complaint_)
    async def grant_extension(
        self, info: Info, input: Annotated[GrantExtensionInput, argument("How much, and why.")]
    ) -> ComplaintRow:
        """Give a unit below the time it asked for, or less, with a reason that the reporter reads (perpanjangan)."""
        async with moving(info.context, Permission.COMPLAINT_DECIDE_EXTENSION, input) as case:
            if not case.replayed:
                by = info.context.principal
                extension = Extension(input.amount, info.context.now, by.position_title, input.reason)
                data = {"amount": input.amount}
                case.advance(Move.EXTEND, reason=input.reason, data=data, granted=extension, actor_tenant=by.tenant)
        return case.row

    @mutation(Permission.COMPLAINT_DECIDE_EXTENSION, Complaint_)
    async def refuse_extension(
        self, info: Info, input: Annotated[RefuseExtensionInput, argument("Why.")]
    ) -> ComplaintRow:
        """Give no more time: the deadline stays (perpanjangan ditolak)."""
        async with moving(info.context, Permission.COMPLAINT_DECIDE_EXTENSION, input) as case:
            if not case.replayed:
                tenant = info.context.principal.tenant
                case.advance(Move.REFUSE_EXTENSION, reason=input.reason, actor_tenant=tenant)
        return case.row

    @mutation(Permission.COMPLAINT_CLOSE, Complaint_)
    async def close_complaint(
        self, info: Info, input: Annotated[CloseComplaintInput, argument("Why.")]
    ) -> ComplaintRow:
        """Close an answered complaint; a unit that returned it cannot (ditutup oleh admin)."""
        async with moving(info.context, Permission.COMPLAINT_CLOSE, input) as case:
            if not case.replayed:
                case.advance(Move.CLOSE, reason=input.reason)
        return case.row

    @mutation(Permission.COMPLAINT_NOTE, Complaint_)
    async def add_note(self, info: Info, input: Annotated[NoteInput, argument("The note.")]) -> ComplaintRow:
        """Leave a note between offices (catatan internal)."""
        async with moving(info.context, Permission.COMPLAINT_NOTE, input) as case:
            if not case.replayed:
                case.advance(Move.NOTE)
                case.say(MessageKind.NOTE, Audience.OFFICES, input.body)
        return case.row

    @mutation(Permission.COMPLAINT_DRAFT, Complaint_)
    async def draft_answer(
        self, info: Info, input: Annotated[DraftAnswerInput, argument("The draft.")]
    ) -> ComplaintRow:
        """Prepare an answer for the penghubung, who alone may give it (konsep tanggapan)."""
        async with moving(info.context, Permission.COMPLAINT_DRAFT, input) as case:
            if not case.replayed:
                case.advance(Move.DRAFT)
                case.say(MessageKind.DRAFT, Audience.OFFICES, input.body)
        return case.row

    @mutation(Permission.HANDLING_RESPOND, Complaint_)
    async def answer_handling(
        self, info: Info, input: Annotated[AnswerHandlingInput, argument("The answer.")]
    ) -> ComplaintRow:
        """A supporting unit answers the lead unit (jawaban unit pendukung)."""
        async with moving(info.context, Permission.COMPLAINT_READ_CASE, input) as case:
            if not case.replayed:
                handling = await _open_handling(case, input.handling, Permission.HANDLING_RESPOND)
                case.advance(Move.ANSWER_HANDLING, data={"handling": str(handling.id)}, handling=handling.id)
                case.say(MessageKind.HANDLING_ANSWER, Audience.OFFICES, input.body)
                _end(case, handling, HandlingStatus.ANSWERED, input.body, input.outcome)
        return case.row

    @mutation(Permission.HANDLING_RETURN, Complaint_)
    async def return_handling(
        self, info: Info, input: Annotated[ReturnHandlingInput, argument("Why.")]
    ) -> ComplaintRow:
        """A supporting unit gives its part back: not its authority (unit pendukung mengembalikan)."""
        async with moving(info.context, Permission.COMPLAINT_READ_CASE, input) as case:
            if not case.replayed:
                handling = await _open_handling(case, input.handling, Permission.HANDLING_RETURN)
                told = {"handling": str(handling.id)}
                case.advance(Move.RETURN_HANDLING, reason=input.reason, data=told, handling=handling.id)
                _end(case, handling, HandlingStatus.RETURNED, input.reason)
                parties.remove(case.tx, case.row, (handling.unit_id, handling.unit_path), Part.HANDLER)
        return case.row


def _proven(given: AnswerComplaintInput) -> None:
    """Closed is not solved: who says solved says what proves it."""
    if given.outcome in (Outcome.SOLVED, Outcome.PARTLY_SOLVED) and not (given.evidence or given.attachments):
        raise bad_input(
            "evidence",
            "Say or attach what proves it.",
            "Uraikan atau lampirkan bukti penyelesaian.",
            rule="design 5: answers with evidence",
        )


async def _answer(case: Moving, move: Move, given: AnswerComplaintInput) -> None:
    case.advance(move, outcome=Outcome(given.outcome))
    message = case.say(MessageKind.ANSWER, Audience.PUBLIC, given.body, evidence=given.evidence)
    await file_uploads(case.context, case.tx, MessageOf(case.row, message.id), given.attachments, Audience.PUBLIC)


async def _open_handling(case: Moving, text: str, permission: Permission) -> HandlingRow:
    ref = parse_id(text, "Handling", field="handling")
    found = await handlings.locked(case.tx, ref.tenant, ref.uuid) if ref.tenant == case.row.tenant_id else None
    if found is None or found.complaint_id != case.row.id:
        raise not_found("No such handling.", "Penanganan tidak ditemukan.")
    permit(case.context.principal, permission, found)
    return found


def _end(
    case: Moving, handling: HandlingRow, status: HandlingStatus, answer: str, outcome: Outcome | None = None
) -> None:
    value = None if outcome is None else outcome.value
    handlings.end(case.tx, handling, status, outcome=value, answer=answer, at=case.context.now)
