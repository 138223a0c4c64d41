"""Receiving complaints: from citizens, from neighbour applications, and typed in by offices."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from graph.consent import note_consent
from graph.context import Context, Info
from graph.fields import mutation
from graph.filing import file_uploads
from graph.fresh import fresh_code, fresh_id
from graph.inputs import argument
from graph.intake.inputs import EnterComplaintInput, SubmitComplaintInput
from graph.intake.types import Receipt
from graph.moving import actor_of, fingerprint, keeper_of
from graph.nodes import parse_id
from policies.permissions import Permission
from policies.principal import Principal
from rules.case import Case
from rules.complaint_states import Move, Status
from rules.course import receive
from rules.errors import bad_input
from rules.facts import AT_INSTANSI, Facts
from rules.identifiers import NATION, TenantId, tenant_id_of
from rules.outside_numbers import of_application
from rules.redaction import redact
from rules.roles import Role
from rules.tracking_codes import receipt_secret, shown
from rules.vocabulary import CHOSEN_BY_CITIZEN, Audience, Channel, Kind
from tenants.rows import BodyRow, ComplaintRow, ReporterRow
from tenants.session import Transaction
from tenants.stores import bodies, complaints, directory, idempotency, pemda, reporters, topics
from tenants.stores.directory import Entry
from tenants.stores.recording import Happening, submit
from tenants.vault import Identity

_LATITUDES = (-11.5, 6.5)
_LONGITUDES = (94.5, 141.5)
_CHANNEL_OF = {Role.INTEGRASI: Channel.NEIGHBOUR_APP}
_PASSED_ON = frozenset({Channel.SMS_1708, Channel.WHATSAPP, Channel.EMAIL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """When, how and where a complaint came in."""

    tenant: TenantId
    channel: Channel
    received_at: datetime
    account: UUID | None
    receipt: bool


@strawberry.type
class IntakeMutations:
    """Root fields that receive complaints."""

    @mutation(Permission.COMPLAINT_SUBMIT, Receipt)
    async def submit_complaint(
        self, info: Info, input: Annotated[SubmitComplaintInput, argument("The complaint.")]
    ) -> Receipt:
        """File a complaint, with or without an account, or from a neighbour application (sampaikan laporan)."""
        context, principal = info.context, info.context.principal
        if input.kind not in CHOSEN_BY_CITIZEN:
            raise bad_input("kind", "The admin refines this kind.", "Klasifikasi ini ditetapkan oleh admin.")
        if principal.role is not Role.INTEGRASI:
            context.throttle("submit")  # many citizens stand behind the one address of an application
            _is_unnumbered(input)
        carrier = _carrier(principal, input)
        account = None if carrier else principal.account
        arrival = Arrival(
            tenant=await _addressed(context, input.pemda),
            channel=carrier or _CHANNEL_OF.get(principal.role, Channel.WEB),
            received_at=context.now,
            account=account,
            receipt=account is None,
        )
        return await _receive(context, input, arrival)

    @mutation(Permission.COMPLAINT_ENTER, Receipt)
    async def enter_complaint(
        self, info: Info, input: Annotated[EnterComplaintInput, argument("The complaint.")]
    ) -> Receipt:
        """Type in what came by letter, telephone, SMS or at the desk (admin 14, penghubung 1: input manual)."""
        context = info.context
        received_at = input.received_at or context.now
        if received_at > context.now:
            raise bad_input("receivedAt", "It lies in the future.", "Waktu masuk belum terjadi.")
        if input.pemda is not None and tenant_id_of(input.pemda, field="pemda") != context.principal.tenant:
            raise bad_input("pemda", "Enter it at your own desk.", "Catat pada instansi Anda sendiri.")
        _carrier(context.principal, input)
        arrival = Arrival(
            tenant=context.principal.tenant,
            channel=input.channel,
            received_at=received_at,
            account=None,
            receipt=True,
        )
        return await _receive(context, input, arrival)


def _carrier(principal: Principal, given: SubmitComplaintInput) -> Channel | None:
    """The channel of somebody else's message that a program passes on. Raises BAD_USER_INPUT for anybody else's."""
    if given.carried_by is None:
        return None
    channel = Channel(given.carried_by)
    if principal.role is not Role.INTEGRASI or channel not in _PASSED_ON:
        raise bad_input(
            "carriedBy",
            "Only a connected application passes on messages, of SMS, WhatsApp or e-mail.",
            "Hanya aplikasi terhubung yang meneruskan pesan, dari SMS, WhatsApp, atau surel.",
        )
    return channel


def _is_unnumbered(given: SubmitComplaintInput) -> None:
    """Numbers of neighbour applications are theirs to give: a visitor could take those that an import will need."""
    if given.external_id is not None:
        raise bad_input(
            "externalId",
            "Only a connected application gives numbers of its own.",
            "Hanya aplikasi terhubung yang memberi nomor sendiri.",
        )


async def _addressed(context: Context, code: str | None) -> TenantId:
    """The desk a complaint goes to: no wrong door, so what is not connected goes to the nation."""
    if code is None:
        return NATION
    tenant = tenant_id_of(code, field="pemda")
    return tenant if await pemda.is_enrolled(context.sessions, tenant) else NATION


async def _receive(context: Context, given: SubmitComplaintInput, arrival: Arrival) -> Receipt:
    principal, tenant = context.principal, arrival.tenant
    keeper, mark, name = keeper_of(principal), fingerprint(given), type(given).__name__
    context.extend(tenant)
    await context.timetables.prepare(tenant)
    asked = idempotency.asking(tenant, keeper, given.client_key)
    async with context.write((tenant,), first=asked) as tx:
        result = idempotency.recalled(tx.first, name, mark)
        if result is not None:
            row = await complaints.locked(tx, result["tenant"], UUID(result["id"]))
        else:
            row = await _new(context, tx, given, arrival)
            told: dict[str, Any] = {"tenant": tenant, "id": row.id}
            idempotency.remember(tx, tenant, keeper, given.client_key, mutation=name, fingerprint=mark, result=told)
    if row is None:
        raise bad_input("clientKey", "It was moved since: follow its code.", "Laporan sudah diteruskan: lacak kodenya.")
    return _receipt(context, row, with_secret=arrival.receipt)


def _receipt(context: Context, row: ComplaintRow, *, with_secret: bool) -> Receipt:
    secret = receipt_secret(context.receipt_key, row.tracking_code) if with_secret else None
    if with_secret and not context.principal.is_staff:
        # From here on this request sees the complaint as its reporter does.
        context.principal = Principal(Role.PELAPOR, tenant=TenantId(row.tenant_id), receipt=row.id)
    return Receipt(
        tracking_code=shown(row.tracking_code),
        secret=None if secret is None else shown(secret),
        complaint=row,  # type: ignore[arg-type]
    )


async def _new(context: Context, tx: Transaction, given: SubmitComplaintInput, arrival: Arrival) -> ComplaintRow:
    tenant, now = arrival.tenant, context.now
    case = Case(
        tenant_id=tenant,
        status=Status.RECEIVED,
        kind=Kind(given.kind),
        channel=arrival.channel,
        topic_id=await _topic(context, tx, given, tenant),
        anonymous=given.anonymous,
        secret=given.secret,
    )
    case = receive(case, Facts(now=now, timetable=context.timetables.timetable(tenant), place=AT_INSTANSI))
    row = _row(context, given, arrival, case)
    digest = hashlib.sha256(f"{given.title}\n{given.body}".encode()).hexdigest()
    happening = Happening(
        move=Move.SUBMIT,
        case=case,
        actor=actor_of(context.principal),
        data={"text_sha256": digest, "received_at": arrival.received_at.isoformat()},
    )
    row = submit(tx, row, happening)
    bodies.keep(tx, BodyRow(tenant, row.id, 1, given.title, given.body, "", row.entered_by, now))
    await _keep_reporter(context, tx, row, given)
    _register(context, tx, row, arrival)
    await file_uploads(context, tx, row, list(given.attachments), Audience.REPORTER)
    return row


async def _topic(context: Context, tx: Transaction, given: SubmitComplaintInput, tenant: int) -> int | None:
    if given.topic is None:
        return None
    return await topics.usable(tx, parse_id(given.topic, "Topic", field="topic").number, tenant, context.now.date())


def _row(context: Context, given: SubmitComplaintInput, arrival: Arrival, case: Case) -> ComplaintRow:
    point = given.point
    if point is not None and not (
        _LATITUDES[0] <= point.latitude <= _LATITUDES[1] and _LONGITUDES[0] <= point.longitude <= _LONGITUDES[1]
    ):
        raise bad_input("point", "This is not in Indonesia.", "Titik ini tidak berada di Indonesia.")
    if given.incident_on is not None and given.incident_on > context.now.date():
        raise bad_input("incidentOn", "It lies in the future.", "Tanggal kejadian belum terjadi.")
    return ComplaintRow(
        **{name: getattr(case, name) for name in Case.__dataclass_fields__ if name not in ("tags", "returned_by")},
        tags=[],
        returned_by=[],
        id=fresh_id(context.now),
        tracking_code=fresh_code(),
        external_id=given.external_id,
        title=given.title,
        body=given.body,
        public_title=redact(given.title),
        public_body=redact(given.body),
        place=given.place,
        latitude=None if point is None else point.latitude,
        longitude=None if point is None else point.longitude,
        incident_on=given.incident_on,
        reporter_account=arrival.account,
        received_at=arrival.received_at,
        entered_at=context.now,
        entered_by=context.principal.position,
        head_hash=b"",
    )


async def _keep_reporter(context: Context, tx: Transaction, row: ComplaintRow, given: SubmitComplaintInput) -> None:
    reporter, shared = given.reporter, given.identity_to_overseers
    if reporter is None:
        if row.reporter_account is None:
            return
        identity = Identity(name=context.principal.name, shared=shared)
    else:
        identity = Identity(
            name=reporter.name,
            phone=reporter.phone,
            email=reporter.email,
            nik=reporter.nik,
            address=reporter.address,
            shared=shared,
        )
    version, sealed = await context.vault.seal(tx, row.tenant_id, row.id, identity)
    reporters.keep(tx, ReporterRow(row.tenant_id, row.id, row.reporter_account, version, sealed))
    if shared:
        note_consent(context, tx, row, agree=True)


def _register(context: Context, tx: Transaction, row: ComplaintRow, arrival: Arrival) -> None:
    secret = receipt_secret(context.receipt_key, row.tracking_code) if arrival.receipt else None
    entry = Entry(row.tracking_code, row.tenant_id, row.id, row.entered_at)
    directory.register(
        tx,
        entry,
        account=arrival.account,
        receipt_hash=None if secret is None else hashlib.sha256(secret.encode()).digest(),
        external=None if row.external_id is None else of_application(row.external_id),
    )
