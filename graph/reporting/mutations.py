"""The reporter talks back: with an account, or with a receipt."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.consent import note_consent
from graph.context import Info
from graph.fields import mutation
from graph.filing import MessageOf, file_uploads
from graph.inputs import argument
from graph.move_input import FilesInput
from graph.moving import Moving, moving
from graph.reporting.inputs import (
    AcceptAnswerInput,
    CommentInput,
    ConsentToBeNamedInput,
    ObjectToAnswerInput,
    RateComplaintInput,
    ReopenComplaintInput,
    SupplementComplaintInput,
)
from policies.permissions import Permission
from rules.complaint_states import Move, Status
from rules.errors import bad_input
from rules.vocabulary import Audience, MessageKind
from tenants.rows import ComplaintRow
from tenants.stores import desks, reporters

if TYPE_CHECKING:
    from graph.complaints.types import Complaint

Complaint_ = Annotated["Complaint", strawberry.lazy("graph.complaints.types")]


@strawberry.type
class ReportingMutations:
    """Root fields of the reporter."""

    @mutation(Permission.COMPLAINT_SUPPLEMENT, Complaint_)
    async def supplement_complaint(
        self, info: Info, input: Annotated[SupplementComplaintInput, argument("What was missing.")]
    ) -> ComplaintRow:
        """Add what the desk asked for; its verification goes on (lengkapi laporan)."""
        async with moving(info.context, Permission.COMPLAINT_SUPPLEMENT, input) as case:
            if not case.replayed:
                case.advance(Move.SUPPLEMENT)
                await _say(case, MessageKind.SUPPLEMENT, input.body, input)
        return case.row

    @mutation(Permission.COMPLAINT_COMMENT, Complaint_)
    async def comment_on_complaint(
        self, info: Info, input: Annotated[CommentInput, argument("The words.")]
    ) -> ComplaintRow:
        """Say something; a reply to an answer lets the office be waited for again (komentar)."""
        async with moving(info.context, Permission.COMPLAINT_COMMENT, input) as case:
            if not case.replayed:
                case.advance(Move.REPLY if case.row.status == Status.ANSWERED else Move.COMMENT)
                await _say(case, MessageKind.COMMENT, input.body, input)
        return case.row

    @mutation(Permission.COMPLAINT_ACCEPT, Complaint_)
    async def accept_answer(
        self, info: Info, input: Annotated[AcceptAnswerInput, argument("A last word.")]
    ) -> ComplaintRow:
        """Accept the answer: closed by the reporter (terima tindak lanjut)."""
        async with moving(info.context, Permission.COMPLAINT_ACCEPT, input) as case:
            if not case.replayed:
                case.advance(Move.ACCEPT, reason=input.note)
        return case.row

    @mutation(Permission.COMPLAINT_OBJECT, Complaint_)
    async def object_to_answer(
        self, info: Info, input: Annotated[ObjectToAnswerInput, argument("What is wrong.")]
    ) -> ComplaintRow:
        """Object to the answer: the closing timer dies, the work goes on (keberatan)."""
        async with moving(info.context, Permission.COMPLAINT_OBJECT, input) as case:
            if not case.replayed:
                case.advance(Move.OBJECT)
                await _say(case, MessageKind.OBJECTION, input.reason, input)
        return case.row

    @mutation(Permission.COMPLAINT_REOPEN, Complaint_)
    async def reopen_complaint(
        self, info: Info, input: Annotated[ReopenComplaintInput, argument("What is still wrong.")]
    ) -> ComplaintRow:
        """Reopen a closed complaint within 30 days: closed is not solved (buka kembali)."""
        async with moving(info.context, Permission.COMPLAINT_REOPEN, input) as case:
            if not case.replayed:
                case.advance(Move.REOPEN)
                case.row = await desks.place_again(case.tx, case.row, case.context.now)
                await _say(case, MessageKind.OBJECTION, input.reason, input)
        return case.row

    @mutation(Permission.COMPLAINT_CONSENT, Complaint_)
    async def consent_to_be_named(
        self, info: Info, input: Annotated[ConsentToBeNamedInput, argument("Yes or no.")]
    ) -> ComplaintRow:
        """Let packets for the Ombudsman and the APIP name you, or no longer; those made stay (izin identitas)."""
        async with moving(info.context, Permission.COMPLAINT_CONSENT, input) as case:
            if not case.replayed:
                await _consent(case, agree=input.agree)
        return case.row

    @mutation(Permission.COMPLAINT_RATE, Complaint_)
    async def rate_complaint(
        self, info: Info, input: Annotated[RateComplaintInput, argument("How satisfied.")]
    ) -> ComplaintRow:
        """Rate how it was handled, once (beri nilai)."""
        async with moving(info.context, Permission.COMPLAINT_RATE, input) as case:
            if not case.replayed:
                case.advance(Move.RATE, reason=input.note, rating=input.rating)
        return case.row


async def _consent(case: Moving, *, agree: bool) -> None:
    """Sealed with the identity; that it was given or withdrawn stands where the openings of the identity stand."""
    context, row = case.context, case.row
    (sealed,) = await reporters.by_key(case.tx, [(row.tenant_id, row.id)])
    if sealed is None:
        raise bad_input("complaint", "Nobody is known who could be named.", "Identitas pelapor tidak tercatat.")
    identity = replace(await context.vault.open(case.tx, sealed), shared=agree)
    version, box = await context.vault.seal(case.tx, row.tenant_id, row.id, identity)
    reporters.seal_again(case.tx, replace(sealed, key_version=version, sealed=box))
    note_consent(context, case.tx, row, agree=agree)


async def _say(case: Moving, kind: MessageKind, body: str, given: FilesInput) -> None:
    message = case.say(kind, Audience.REPORTER, body)
    await file_uploads(case.context, case.tx, MessageOf(case.row, message.id), given.attachments, Audience.REPORTER)
