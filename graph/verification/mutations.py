"""The desk examines a complaint: checks, classification, flags, completion, archive, published text, identity."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.context import Info
from graph.fields import mutation
from graph.fresh import fresh_id
from graph.inputs import argument
from graph.moving import moving, permit
from graph.nodes import parse_id
from graph.verification.inputs import (
    ArchiveComplaintInput,
    ClassifyComplaintInput,
    EditTextInput,
    FlagComplaintInput,
    ReasonedMoveInput,
    RequestCompletionInput,
    VerifyComplaintInput,
)
from graph.verification.types import OpenedIdentity
from policies.permissions import Permission
from rules.complaint_states import Move
from rules.facts import AT_INSTANSI
from rules.redaction import redact
from rules.verification import Verification, examine
from rules.vocabulary import Audience, Kind, MessageKind, Priority
from tenants.rows import BodyRow, ComplaintRow, IdentityAccessRow
from tenants.stores import bodies, reporters, topics

if TYPE_CHECKING:
    from graph.complaints.types import Complaint

Complaint_ = Annotated["Complaint", strawberry.lazy("graph.complaints.types")]


@strawberry.type
class VerificationMutations:
    """Root fields of the desk that examines."""

    @mutation(Permission.COMPLAINT_VERIFY, Complaint_)
    async def verify_complaint(
        self, info: Info, input: Annotated[VerifyComplaintInput, argument("The checks.")]
    ) -> ComplaintRow:
        """Record every check of the regulation; all must be passed before it can be disposed (verifikasi)."""
        checks = examine(_verification(input))
        async with moving(info.context, Permission.COMPLAINT_VERIFY, input) as case:
            if not case.replayed:
                flags = {
                    "anonymous": case.row.anonymous or checks.anonymous,
                    "secret": case.row.secret or checks.secret,
                }
                data = {"checks": checks.record()}
                case.advance(Move.VERIFY, reason=input.note, data=data, passed=checks.passed, set=flags)
        return case.row

    @mutation(Permission.COMPLAINT_CLASSIFY, Complaint_)
    async def classify_complaint(
        self, info: Info, input: Annotated[ClassifyComplaintInput, argument("What it is.")]
    ) -> ComplaintRow:
        """Refine kind and topic, set priority and tags (klasifikasi)."""
        async with moving(info.context, Permission.COMPLAINT_CLASSIFY, input) as case:
            if not case.replayed:
                given: dict[str, object] = {}
                if input.kind is not None:
                    given["kind"] = Kind(input.kind)
                if input.priority is not None:
                    given["priority"] = Priority(input.priority)
                if input.tags is not None:
                    given["tags"] = tuple(dict.fromkeys(input.tags))
                if input.topic is not None:
                    topic, today = parse_id(input.topic, "Topic", field="topic"), info.context.now.date()
                    given["topic_id"] = await topics.usable(case.tx, topic.number, case.row.tenant_id, today)
                case.advance(Move.CLASSIFY, set=given)
        return case.row

    @mutation(Permission.COMPLAINT_FLAG, Complaint_)
    async def flag_complaint(
        self, info: Info, input: Annotated[FlagComplaintInput, argument("The protection.")]
    ) -> ComplaintRow:
        """Hide the reporter or the report, even where the reporter did not ask (anonim, rahasia)."""
        async with moving(info.context, Permission.COMPLAINT_FLAG, input) as case:
            if not case.replayed:
                flags = {"anonymous": input.anonymous, "secret": input.secret}
                case.advance(Move.FLAG, reason=input.reason, set=flags)
        return case.row

    @mutation(Permission.COMPLAINT_REQUEST_COMPLETION, Complaint_)
    async def request_completion(
        self, info: Info, input: Annotated[RequestCompletionInput, argument("What is missing.")]
    ) -> ComplaintRow:
        """Ask the reporter for what is missing; ten working days, then it lapses (permintaan kelengkapan)."""
        async with moving(info.context, Permission.COMPLAINT_REQUEST_COMPLETION, input) as case:
            if not case.replayed:
                case.advance(Move.REQUEST_COMPLETION, reason=input.request)
                case.say(MessageKind.COMPLETION_REQUEST, Audience.REPORTER, input.request)
        return case.row

    @mutation(Permission.COMPLAINT_ARCHIVE, Complaint_)
    async def archive_complaint(
        self, info: Info, input: Annotated[ArchiveComplaintInput, argument("Why.")]
    ) -> ComplaintRow:
        """Do not process it, with a reason that the reporter reads (arsipkan)."""
        async with moving(info.context, Permission.COMPLAINT_ARCHIVE, input) as case:
            if not case.replayed:
                case.advance(Move.ARCHIVE, reason=input.reason, data={"because": input.because.value})
        return case.row

    @mutation(Permission.COMPLAINT_RESTORE, Complaint_)
    async def restore_complaint(
        self, info: Info, input: Annotated[ReasonedMoveInput, argument("Why.")]
    ) -> ComplaintRow:
        """Take it out of the archive; it must be verified again (pulihkan)."""
        async with moving(info.context, Permission.COMPLAINT_RESTORE, input) as case:
            if not case.replayed:
                case.advance(Move.RESTORE, reason=input.reason, place=AT_INSTANSI)
        return case.row

    @mutation(Permission.COMPLAINT_EDIT_TEXT, Complaint_)
    async def edit_complaint_text(
        self, info: Info, input: Annotated[EditTextInput, argument("The text.")]
    ) -> ComplaintRow:
        """Edit the text that lists and the public show; the citizen's original is kept (isi laporan akhir)."""
        context = info.context
        async with moving(context, Permission.COMPLAINT_EDIT_TEXT, input) as case:
            if not case.replayed:
                row = case.advance(Move.EDIT_TEXT, reason=input.reason)
                revision = await bodies.next_revision(case.tx, row.tenant_id, row.id)
                position = context.principal.position
                title, text = redact(input.title), redact(input.public_body)
                body = BodyRow(row.tenant_id, row.id, revision, title, text, input.reason, position, context.now)
                bodies.keep(case.tx, body)
                bodies.publish(case.tx, body, input.title)
                row.title, row.public_title, row.public_body = input.title, body.title, body.body
        return case.row

    @mutation(Permission.COMPLAINT_PUBLISH, Complaint_)
    async def publish_complaint(
        self, info: Info, input: Annotated[ReasonedMoveInput, argument("Why.")]
    ) -> ComplaintRow:
        """Put it on the public list; never a secret one, nor one about abuse of authority (publikasikan)."""
        async with moving(info.context, Permission.COMPLAINT_PUBLISH, input) as case:
            if not case.replayed:
                case.advance(Move.PUBLISH, reason=input.reason)
        return case.row

    @mutation(Permission.COMPLAINT_PUBLISH, Complaint_)
    async def unpublish_complaint(
        self, info: Info, input: Annotated[ReasonedMoveInput, argument("Why.")]
    ) -> ComplaintRow:
        """Take it from the public list (batalkan publikasi)."""
        async with moving(info.context, Permission.COMPLAINT_PUBLISH, input) as case:
            if not case.replayed:
                case.advance(Move.UNPUBLISH, reason=input.reason)
        return case.row

    @mutation(Permission.COMPLAINT_OPEN_IDENTITY, OpenedIdentity)
    async def open_identity(self, info: Info, input: Annotated[ReasonedMoveInput, argument("Why.")]) -> OpenedIdentity:
        """Open the reporter's identity, with a reason that is kept and shown to the reporter (buka identitas)."""
        context, actor = info.context, info.context.principal
        async with moving(context, Permission.COMPLAINT_OPEN_IDENTITY, input) as case:
            row = case.row
            if case.replayed:  # what was allowed then may not be now
                permit(actor, Permission.COMPLAINT_OPEN_IDENTITY, row)
            sealed = (await reporters.by_key(case.tx, [(row.tenant_id, row.id)]))[0]
            identity = None if sealed is None else await context.vault.open(case.tx, sealed)
            if not case.replayed:
                row = case.advance(Move.OPEN_IDENTITY, reason=input.reason)
                access = IdentityAccessRow(
                    row.tenant_id,
                    fresh_id(context.now),
                    row.id,
                    actor.position,
                    actor.name,
                    actor.position_title,
                    input.reason,
                    context.now,
                )
                reporters.note_access(case.tx, access)
        return OpenedIdentity(identity=identity, complaint=case.row)  # type: ignore[arg-type]


def _verification(given: VerifyComplaintInput) -> Verification:
    return Verification(
        identity=given.identity,
        substance=given.substance,
        evidence=given.evidence,
        nature=given.nature,
        subject=given.subject,
        object=given.object,
        anonymous=given.anonymous,
        secret=given.secret,
        eligible=given.eligible,
        note=given.note,
    )
