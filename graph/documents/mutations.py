"""Asking for documents, saying what stands above them, and the worker's steps while it writes one."""

from datetime import timedelta
from typing import Annotated, Any, Final

import strawberry

from graph.complaint_filter import conditions
from graph.context import Context, Info
from graph.documents.inputs import (
    ClearDocumentInput,
    DocumentProgressInput,
    FailDocumentInput,
    FinishDocumentInput,
    KeepDocumentPartInput,
    OfDocumentInput,
    RequestDocumentInput,
    SetLetterheadInput,
)
from graph.documents.types import Document, DocumentTask, Letterhead, is_over
from graph.fields import mutation
from graph.fresh import fresh_id
from graph.inputs import argument
from graph.moving import permit, reaching
from graph.nodes import NodeRef, parse_id
from graph.once import once
from graph.questions import written
from graph.seeing import OfPemda
from policies.permissions import Permission
from rules.documents import (
    LISTING,
    MOST_ATTEMPTS,
    MOST_LISTS,
    MOST_WAITING,
    NEEDS,
    PERSONAL,
    DocumentFormat,
    DocumentKind,
    DocumentState,
    asked,
    period_of,
    taken_over,
)
from rules.errors import CONFLICT, FORBIDDEN, Refusal, bad_input, not_found
from rules.identifiers import tenant_id_of
from tenants.document_rows import DocumentRow, LetterheadRow
from tenants.session import Transaction
from tenants.stores import documents
from tenants.stores.documents import Attempt, Part

_REST: Final = timedelta(minutes=1)
"""Before another attempt, times the attempts that were made."""
_LOST: Final = "WORKER_LOST"
"""The code of a document on which every worker died."""


@strawberry.type
class DocumentMutations:
    """Root fields that have documents made."""

    @mutation(Permission.DOCUMENT_REQUEST, Document)
    async def request_document(
        self, info: Info, input: Annotated[RequestDocumentInput, argument("What is wanted.")]
    ) -> DocumentRow:
        """Ask for a document; the worker writes it from what you may see (minta dokumen)."""
        context, tenant = info.context, info.context.principal.tenant
        kind, format_ = DocumentKind(input.kind), DocumentFormat(input.format)
        await _check(context, input, kind, format_)
        async with once(context, tenant, input) as change:
            if change.is_new:
                wanted = Permission.DOCUMENT_EXPORT if kind in PERSONAL else Permission.DOCUMENT_REQUEST
                permit(context.principal, wanted, OfPemda(tenant))
                row = _row(context, input)
                await _check_room(change.tx, row)
                documents.ask(change.tx, row)
                change.keep(row.id)
            return await change.kept(documents.by_id)

    @mutation(Permission.LETTERHEAD_MANAGE, Letterhead)
    async def set_letterhead(
        self, info: Info, input: Annotated[SetLetterheadInput, argument("What is to stand there.")]
    ) -> LetterheadRow:
        """Say what stands above the documents of your pemda, and who signs them (atur kop surat)."""
        context, tenant = info.context, info.context.principal.tenant
        async with once(context, tenant, input) as change:
            if change.is_new:
                permit(context.principal, Permission.LETTERHEAD_MANAGE, OfPemda(tenant))
                position = _position(context)
                given = {name: getattr(input, name) for name in _HEAD}
                row = LetterheadRow(tenant_id=tenant, **given, changed_at=context.now, changed_by=position)
                documents.set_letterhead(change.tx, row)
                change.keep(position)
            (head,) = await documents.letterheads(change.tx, [tenant])
        if head is None:
            raise not_found()
        return head

    @mutation(Permission.DOCUMENT_MAKE, DocumentTask | None)
    async def begin_document(
        self, info: Info, input: Annotated[OfDocumentInput, argument("Which.")]
    ) -> DocumentRow | None:
        """Take a document to write it; null when another worker has it (mulai menulis dokumen)."""
        context, ref = info.context, _ref(info.context, input)
        async with context.write((ref.tenant,), first=documents.beginning(ref.tenant, ref.uuid, context.now)) as tx:
            if tx.first:
                return tx.first[0]  # type: ignore[no-any-return] # rows of a first statement are of any class
            row = await _found(tx, ref)
            lost = row.state is DocumentState.RUNNING and row.attempts >= MOST_ATTEMPTS
            if lost and row.leased_until is not None and row.leased_until < context.now:
                documents.failed(tx, Attempt(ref.tenant, ref.uuid, row.attempts), _LOST, context.now)
        return None

    @mutation(Permission.DOCUMENT_MAKE, Document)
    async def note_document_progress(
        self, info: Info, input: Annotated[DocumentProgressInput, argument("Which, and how far.")]
    ) -> DocumentRow:
        """Say how far a document is; it stays with its worker (kemajuan dokumen)."""
        context, ref = info.context, _ref(info.context, input)
        async with context.write((ref.tenant,)) as tx:
            documents.went(tx, Attempt(ref.tenant, ref.uuid, input.attempt), input.progress, context.now)
            return await _current(tx, ref, input.attempt)

    @mutation(Permission.DOCUMENT_MAKE, Document)
    async def keep_document_part(
        self, info: Info, input: Annotated[KeepDocumentPartInput, argument("Which, and how far the list is.")]
    ) -> DocumentRow:
        """Say that a part of a list is read and kept: whoever takes the document next goes on after it (bagian)."""
        context, ref = info.context, _ref(info.context, input)
        given = {name: getattr(input, name) for name in Part._fields}
        async with context.write((ref.tenant,)) as tx:
            documents.kept(tx, Attempt(ref.tenant, ref.uuid, input.attempt), Part(**given), context.now)
            return await _current(tx, ref, input.attempt)

    @mutation(Permission.DOCUMENT_MAKE, Document)
    async def finish_document(
        self, info: Info, input: Annotated[FinishDocumentInput, argument("Which, and what it is.")]
    ) -> DocumentRow:
        """Say that the bytes of a document are kept; done is done (dokumen selesai)."""
        context, ref = info.context, _ref(info.context, input)
        try:
            made = bytes.fromhex(input.sha256), input.size
        except ValueError:
            raise bad_input("sha256", "64 hexadecimal digits.", "64 digit heksadesimal.") from None
        async with context.write((ref.tenant,)) as tx:
            documents.done(tx, Attempt(ref.tenant, ref.uuid, input.attempt), made, context.now)
            return await _current(tx, ref, input.attempt)

    @mutation(Permission.DOCUMENT_MAKE, Document)
    async def fail_document(
        self, info: Info, input: Annotated[FailDocumentInput, argument("Which, and why.")]
    ) -> DocumentRow:
        """Say that a document cannot be written now, or at all (dokumen gagal)."""
        context, ref = info.context, _ref(info.context, input)
        attempt = Attempt(ref.tenant, ref.uuid, input.attempt)
        async with context.write((ref.tenant,)) as tx:
            row = await _found(tx, ref)
            if input.again and row.attempts < MOST_ATTEMPTS:
                documents.again(tx, attempt, context.now + _REST * row.attempts)
            else:
                documents.failed(tx, attempt, input.code, context.now)
            return await _found(tx, ref)

    @mutation(Permission.DOCUMENT_MAKE, Document)
    async def clear_document(
        self, info: Info, input: Annotated[ClearDocumentInput, argument("Which, and what went.")]
    ) -> DocumentRow:
        """Say that bytes that are not needed any more are gone, as `documentRemains` named them (bersihkan berkas)."""
        context, ref = info.context, _ref(info.context, input)
        async with context.write((ref.tenant,)) as tx:
            row = await _found(tx, ref)
            if input.over and not is_over(row, context.now):
                raise bad_input("over", "Its time is not over.", "Masa simpannya belum habis.")
            documents.cleared(tx, (ref.tenant, ref.uuid), context.now, removed=input.over)
            return await _found(tx, ref)


_QUESTIONS: Final = ("complaints", "statistics")
_HEAD: Final = ("office", "address", "place", "signer_title", "signer_name", "signer_number")


async def _check(context: Context, given: RequestDocumentInput, kind: DocumentKind, format_: DocumentFormat) -> None:
    """Does it fit its kind, and has its period begun where the pemda lies? Raises BAD_USER_INPUT."""
    questions = [name for name in _QUESTIONS if getattr(given, name) is not None]
    subject = given.subject is not None
    asked(kind, format_, year=given.year, month=given.month, subject=subject, questions=questions)
    needs = NEEDS[kind]
    if given.complaints is not None:
        conditions(given.complaints.filter, context, _pemda(context, given.complaints.pemda))
    if needs.subject is not None and given.subject is not None:
        ref = parse_id(given.subject, needs.subject, field="subject")
        if ref.tenant != context.principal.tenant:
            raise bad_input(
                "subject",
                "Documents are written of your own pemda: its letterhead stands above them.",
                "Dokumen hanya dibuat untuk pemda sendiri: kop suratnya yang tercantum.",
                rule="documents: of one's own pemda",
            )
    if needs.period:
        await context.timetables.prepare(context.principal.tenant)
        calendar = context.timetables.timetable(context.principal.tenant).calendar.today
        period_of(given.year, given.month, calendar.date_of(context.now))


async def _check_room(tx: Transaction, row: DocumentRow) -> None:
    count, lists = await documents.unfinished(tx, row.tenant_id, row.account_id)
    for found, most, en, id in (
        (count, MOST_WAITING, "documents", "dokumen"),
        (lists if row.kind in LISTING else 0, MOST_LISTS, "lists", "daftar"),
    ):
        if found >= most:
            raise Refusal(
                CONFLICT,
                f"You wait for {most} {en} already.",
                f"Sudah ada {most} permintaan {id} yang belum selesai.",
                rule=f"documents: {most} {en}",
            )


def _pemda(context: Context, code: str | None) -> int:
    """The pemda that a list is about. Raises NOT_FOUND outside of the reach."""
    tenant = context.principal.tenant if code is None else tenant_id_of(code, field="complaints.pemda")
    reaching(context, tenant)
    return tenant


def _question(given: RequestDocumentInput) -> str | None:
    name = NEEDS[DocumentKind(given.kind)].question
    return None if name is None else written(getattr(given, name), name)


def _position(context: Context) -> Any:
    if context.principal.position is None or context.principal.account is None:
        raise Refusal(FORBIDDEN, "Act in a position.", "Gunakan jabatan Anda.")
    return context.principal.position


def _row(context: Context, given: RequestDocumentInput) -> DocumentRow:
    position, principal = _position(context), context.principal
    id_ = fresh_id(context.now)
    if principal.account is None:
        raise Refusal(FORBIDDEN, "Sign in.", "Silakan masuk.")
    return DocumentRow(
        tenant_id=principal.tenant,
        id=id_,
        kind=DocumentKind(given.kind),
        format=DocumentFormat(given.format),
        year=given.year,
        month=given.month,
        subject=given.subject,
        account_id=principal.account,
        position_id=position,
        asked_by=principal.position_title,
        state=DocumentState.WAITING,
        progress=0,
        attempts=0,
        code=None,
        requested_at=context.now,
        leased_until=None,
        finished_at=None,
        storage_key=documents.storage_key(id_),
        sha256=None,
        size=None,
        question=_question(given),
    )


def _ref(context: Context, given: OfDocumentInput) -> NodeRef:
    ref = parse_id(given.document, "Document", field="document")
    reaching(context, ref.tenant)
    return ref


async def _current(tx: Transaction, ref: NodeRef, attempt: int) -> DocumentRow:
    """The document, of which this is the attempt that counts. Raises CONFLICT when another worker took it over."""
    row = await _found(tx, ref)
    if row.attempts != attempt or row.state not in (DocumentState.RUNNING, DocumentState.DONE):
        raise taken_over()
    return row


async def _found(tx: Transaction, ref: NodeRef) -> DocumentRow:
    (row,) = await documents.by_id(tx, [(ref.tenant, ref.uuid)])
    if row is None:
        raise not_found("No such document.", "Dokumen tidak ditemukan.")
    return row
