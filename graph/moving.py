"""The one way in which a mutation moves a complaint: found, seen, permitted, current, once; then recorded.

@mutation(Permission.COMPLAINT_DISPOSE, Complaint)
async def dispose_complaint(self, info: Info, input: DisposeComplaintInput) -> ComplaintRow:
    async with moving(info.context, Permission.COMPLAINT_DISPOSE, input) as case:
        if not case.replayed:
            place = await case.place(input.unit)
            case.advance(Move.DISPOSE, place=place, reason=input.note)
    return case.row
"""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, Final
from uuid import UUID

import orjson

from graph.context import Context
from graph.fresh import fresh_id
from graph.move_input import ComplaintMoveInput
from graph.nodes import NodeRef, parse_id
from policies.decisions import decide
from policies.permissions import Permission
from policies.principal import Principal
from rules.complaint_states import Move
from rules.course import advance
from rules.errors import CONFLICT, FORBIDDEN, Refusal, not_found
from rules.event_chain import Actor
from rules.facts import Facts, Place
from rules.roles import LABELS, Role
from rules.vocabulary import Audience, MessageKind
from tenants.rows import ComplaintRow, MessageRow
from tenants.session import Query, Sessions, Transaction
from tenants.stores import complaints, desks, idempotency, messages, placements
from tenants.stores.recording import Happening, record

_ANYWHERE: Final = frozenset({Role.PELAPOR, Role.INTEGRASI, Role.PUBLIK})
"""Roles without a desk: their own cases, and what is public, may lie in any pemda, one at a time."""


def reaching(context: Context, tenant: int) -> Sessions:
    """The sessions to read this tenant's rows with. Raises NOT_FOUND when the principal does not reach it."""
    principal = context.principal
    if not principal.reach.covers(tenant):
        if principal.role not in _ANYWHERE:
            raise not_found()
        context.extend(tenant)
    return context.sessions


def reaches(context: Context, tenant: int) -> bool:
    """May rows of this tenant be asked for at all? A desk's end with its reach; a citizen's own may lie anywhere."""
    principal = context.principal
    if not principal.reach.covers(tenant) and principal.role not in _ANYWHERE:
        return False
    reaching(context, tenant)
    return True


def actor_of(principal: Principal) -> Actor:
    """Who records the event: an officer by position and name, a reporter by role alone."""
    if not principal.is_staff:
        return Actor(role=principal.role, tenant=principal.tenant, title=LABELS[principal.role])
    return Actor(
        role=principal.role,
        tenant=principal.tenant,
        position=principal.position,
        unit=principal.unit,
        title=principal.position_title,
        name=principal.name,
    )


def keeper_of(principal: Principal) -> str:
    """Whose client keys these are; a visitor's are everybody's, so they must be random."""
    return str(principal.account or principal.receipt or principal.role)


def fingerprint(given: Any) -> bytes:
    """What a request asked for, so that a key cannot be used for something else."""
    return hashlib.sha256(orjson.dumps(asdict(given), default=str, option=orjson.OPT_SORT_KEYS)).digest()


def permit(principal: Principal, permission: Permission, row: Any) -> None:
    """Raise FORBIDDEN with the rule that decided unless the principal may do this to this row."""
    decision = decide(principal, permission, row)
    if not decision.allowed:
        raise Refusal(
            FORBIDDEN,
            f"Not permitted: {decision.rule}.",
            f"Tidak diizinkan bagi {LABELS[principal.role]} pada tahap ini ({permission.value}).",
            rule=decision.rule,
        )


def see(principal: Principal, row: ComplaintRow | None) -> ComplaintRow:
    """The row, when the principal may know that it exists. Raises NOT_FOUND: a stranger learns nothing."""
    if row is None or not decide(principal, Permission.COMPLAINT_READ, row).allowed:
        raise not_found("No such complaint.", "Pengaduan tidak ditemukan.")
    return row


def current(row: ComplaintRow, version: int) -> None:
    """Raise CONFLICT when somebody moved the complaint after the client looked."""
    if row.version != version:
        raise Refusal(
            CONFLICT,
            f"The complaint is at version {row.version} now: look at it again.",
            f"Pengaduan sudah berubah (versi {row.version}): muat ulang sebelum melanjutkan.",
            field="version",
        )


@dataclass(slots=True)
class Moving:
    """A complaint in the middle of a mutation: locked, permitted, not yet changed."""

    context: Context
    tx: Transaction
    tenant: int
    row: ComplaintRow
    replayed: bool = False
    result: dict[str, Any] = field(default_factory=dict)

    def advance(
        self, move: Move, *, reason: str = "", data: dict[str, Any] | None = None, **facts: Any
    ) -> ComplaintRow:
        """Let the rules decide, queue the event and the row. Raises MOVE_REFUSED; then nothing is written."""
        self.row = self.advance_other(self.row, move, reason=reason, data=data, **facts)
        return self.row

    def advance_other(
        self, row: ComplaintRow, move: Move, *, reason: str = "", data: dict[str, Any] | None = None, **facts: Any
    ) -> ComplaintRow:
        """The same for another complaint locked in this transaction, such as the children of a kasus induk."""
        return record(self.tx, row, self.happening(row, move, reason=reason, data=data, **facts))

    def happening(
        self, row: ComplaintRow, move: Move, *, reason: str = "", data: dict[str, Any] | None = None, **facts: Any
    ) -> Happening:
        """What the rules make of a move, with who records it."""
        holder = facts.get("tenant", row.tenant_id)  # a clock that starts with a transfer runs where the case goes
        case = advance(row.case(), move, self.facts(holder, **facts))
        return Happening(move=move, case=case, actor=actor_of(self.context.principal), reason=reason, data=data or {})

    def facts(self, holder: int, **facts: Any) -> Facts:
        """The facts of a move at the time of this request, on this pemda's calendar."""
        context = self.context
        given = {"timetable": context.timetables.timetable(holder), "actor_path": context.principal.unit_path, **facts}
        return Facts(now=context.now, **given)

    async def place(self, unit: str, *, field: str = "unit") -> Place:
        """Where a unit of this complaint's pemda stands. Raises BAD_USER_INPUT for any other unit."""
        ref = parse_id(unit, "Unit", field=field)
        if ref.tenant != self.row.tenant_id:
            raise not_found("No such unit in this pemda.", "Unit tidak ditemukan di pemda ini.")
        return placements.place(await placements.of_unit(self.tx, ref.tenant, ref.uuid, self.context.now))

    def say(self, kind: MessageKind, audience: Audience, body: str, *, evidence: str = "") -> MessageRow:
        """Queue words that belong to the newest event."""
        return self.say_on(self.row, kind, audience, body, evidence=evidence)

    def say_on(
        self, row: ComplaintRow, kind: MessageKind, audience: Audience, body: str, *, evidence: str = ""
    ) -> MessageRow:
        """Queue words on a complaint of this transaction."""
        actor = actor_of(self.context.principal)
        message = MessageRow(
            tenant_id=row.tenant_id,
            id=fresh_id(self.context.now),
            complaint_id=row.id,
            event_seq=row.version,
            kind=kind,
            audience=audience,
            author_role=actor.role,
            author_unit=actor.unit,
            author_title=actor.title,
            body=body,
            evidence=evidence,
            at=self.context.now,
        )
        messages.say(self.tx, message)
        return message

    async def place_at(self, path: str) -> Place:
        """Where the unit at this path of the complaint's pemda stands."""
        return await placements.of_path(self.tx, self.row.tenant_id, path, self.context.now)


def place_of(row: ComplaintRow) -> Place:
    """Where another complaint is being handled."""
    return Place(unit_id=row.unit_id, unit_path=row.unit_path, desk_id=row.desk_id, desk_path=row.desk_path)


@asynccontextmanager
async def moving(
    context: Context, permission: Permission, given: ComplaintMoveInput, *, also: int | None = None
) -> AsyncIterator[Moving]:
    """One transaction around one complaint; `also` is the other tenant of a transfer.

    A client key that was used before gives the complaint as it is, with `replayed` set: do nothing then.
    """
    ref = parse_id(given.complaint, "Complaint", field="complaint")
    principal = context.principal
    keeper, mark, name = keeper_of(principal), fingerprint(given), type(given).__name__
    asked = idempotency.asking(ref.tenant, keeper, given.client_key)
    holding, locking = desks.holding(ref.tenant), complaints.locking(ref.tenant, ref.uuid)
    await context.timetables.prepare(ref.tenant, ref.tenant if also is None else also)
    async with writing(context, ref, also, asked, holding, locking) as tx:
        seen, (_, locked) = tx.first, tx.more
        result = idempotency.recalled(seen, name, mark)
        if result is not None:
            row = await _again(context, tx, result, locked, gone=also is not None)
            yield Moving(context, tx, ref.tenant, row, replayed=True, result=result)
            return
        row = see(principal, locked[0] if locked else None)
        permit(principal, permission, row)
        current(row, given.version)
        case = Moving(context, tx, ref.tenant, row)
        yield case
        told = {"tenant": case.row.tenant_id, "id": case.row.id, "version": case.row.version, **case.result}
        idempotency.remember(tx, ref.tenant, keeper, given.client_key, mutation=name, fingerprint=mark, result=told)


async def _again(
    context: Context, tx: Transaction, result: dict[str, Any], locked: list[ComplaintRow], *, gone: bool
) -> ComplaintRow:
    """The complaint that an earlier request with this key moved; `gone` to another pemda, it is not looked for."""
    found = locked[0] if locked else None
    if found is None and context.principal.reach.covers(result["tenant"]):
        found = await complaints.locked(tx, result["tenant"], UUID(result["id"]))
    if gone:
        return found  # type: ignore[return-value] # a transfer's answer is its record, not the complaint
    if found is not None and found.version == result.get("version"):
        return found  # what the first answer showed, also to a unit that has returned the complaint
    return see(context.principal, found)


@asynccontextmanager
async def writing(
    context: Context, ref: NodeRef, also: int | None, first: Query, *more: Query
) -> AsyncIterator[Transaction]:
    """One transaction on the tenant of an id, and on a second one for a transfer; it opens with these statements."""
    tenants = (ref.tenant,) if also is None or also == ref.tenant else (ref.tenant, also)
    async with reaching(context, ref.tenant).write(tenants, first, *more) as tx:
        yield tx
    context.forget()
