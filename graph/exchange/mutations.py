"""Taking over LAPOR!'s export: every row gets its fate, each on its own; a tracking ID is taken over once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import strawberry

from graph.context import Context, Info
from graph.exchange.inputs import ImportLaporInput, LaporRowInput
from graph.exchange.types import LaporImport, LaporRefusal, LaporRowFate
from graph.fields import mutation
from graph.inputs import argument
from graph.moving import permit
from graph.nodes import node_id
from graph.seeing import OfPemda
from graph.taking_over import TakingOver, handled_here, may_follow, names_of
from policies.permissions import Permission
from rules.errors import CONFLICT, Refusal, bad_input
from rules.lapor_rows import LaporRow, RowFate, read
from tenants.batch import Reader
from tenants.lapor_rows import KnownRow
from tenants.session import Transaction
from tenants.stores import lapor


@dataclass(slots=True)
class _Planned:
    """A row, what it says if it can be read, what is known of it, and what becomes of it."""

    line: int
    tracking_id: str
    row: LaporRow | None = None
    known: KnownRow | None = None
    refusal: Refusal | None = None
    complaint: UUID | None = None

    @property
    def fate(self) -> RowFate:
        if self.refusal is not None or self.row is None:
            return RowFate.REFUSED
        if self.known is None:
            return RowFate.NEW if self.complaint is None or self.is_new else RowFate.SAME
        same = bytes(self.known.fingerprint) == self.row.fingerprint
        return RowFate.SAME if same else RowFate.CHANGED

    is_new: bool = False


@strawberry.type
class ExchangeMutations:
    """Root fields that take over what other systems have."""

    @mutation(Permission.COMPLAINT_IMPORT, LaporImport)
    async def import_lapor_reports(
        self, info: Info, input: Annotated[ImportLaporInput, argument("The rows.")]
    ) -> LaporImport:
        """Take over rows of LAPOR!'s Excel export into your pemda, or tell what would become of them (impor LAPOR!)."""
        context, tenant = info.context, info.context.principal.tenant
        permit(context.principal, Permission.COMPLAINT_IMPORT, OfPemda(tenant))
        await context.timetables.prepare(tenant)
        if input.dry_run:
            planned = await _plan(context, context.sessions, input.rows)
        else:
            async with context.write((tenant,), first=lapor.locking(tenant)) as tx:
                planned = await _plan(context, tx, input.rows)
                await _carry_out(context, tx, planned)
        told = [_told(tenant, one) for one in planned]
        return LaporImport(dry_run=input.dry_run, rows=told)


async def _plan(context: Context, reader: Reader, given: Sequence[LaporRowInput]) -> list[_Planned]:
    """What becomes of each row, without changing anything."""
    tenant = context.principal.tenant
    zone = context.timetables.timetable(tenant).calendar.zone
    planned, seen = list[_Planned](), set[str]()
    for one in given:
        plan = _Planned(one.line, one.cells[0].strip()[:40] if one.cells else "")
        try:
            plan.row = read(one.cells, zone, context.now)
            _once(plan.tracking_id, seen)
        except Refusal as refusal:
            plan.refusal = refusal
        planned.append(plan)
    await _look_up(reader, tenant, [plan for plan in planned if plan.refusal is None])
    return planned


def _once(tracking_id: str, seen: set[str]) -> None:
    if tracking_id in seen:
        raise bad_input(
            "trackingId",
            "This tracking ID stands in the file more than once.",
            "Tracking ID ini muncul lebih dari sekali dalam berkas.",
            rule="LAPOR!: a tracking ID is one report",
        )
    seen.add(tracking_id)


async def _look_up(reader: Reader, tenant: int, plans: Sequence[_Planned]) -> None:
    known = await lapor.known(reader, tenant, [plan.tracking_id for plan in plans])
    others = [plan for plan in plans if plan.tracking_id not in known]
    elsewhere = await lapor.elsewhere(reader, [plan.tracking_id for plan in others])
    for plan in plans:
        plan.known = known.get(plan.tracking_id)
        if plan.known is not None:
            plan.complaint = plan.known.complaint_id
            if plan.row is not None and plan.fate is RowFate.CHANGED and not may_follow(plan.row, plan.known):
                plan.refusal = handled_here()
        elif plan.tracking_id in elsewhere:
            holder, plan.complaint = elsewhere[plan.tracking_id]
            if holder != tenant:
                plan.complaint, plan.refusal = None, _held_elsewhere()


def _held_elsewhere() -> Refusal:
    return Refusal(
        CONFLICT,
        "Another pemda has the complaint with this tracking ID.",
        "Laporan dengan tracking ID ini berada di pemda lain.",
        field="trackingId",
        rule="LAPOR!: a tracking ID is one report",
    )


async def _carry_out(context: Context, tx: Transaction, planned: Sequence[_Planned]) -> None:
    """Take over what is new and follow what changed."""
    tenant = context.principal.tenant
    todo = [plan for plan in planned if plan.fate in (RowFate.NEW, RowFate.CHANGED)]
    rows = [plan.row for plan in todo if plan.row is not None]
    if not rows:
        return
    seal = await context.vault.sealer(tx, tenant)
    taking = TakingOver(context, tx, tenant, await names_of(tx, tenant, rows), seal)
    for plan in todo:
        if plan.row is not None and plan.known is not None:
            try:
                await taking.follow(plan.row, plan.known)
            except Refusal as refusal:  # somebody handled it since it was looked up: this row only
                plan.refusal = refusal
        elif plan.row is not None:
            plan.is_new, plan.complaint = True, taking.add(plan.row)


def _told(tenant: int, plan: _Planned) -> LaporRowFate:
    refusal = plan.refusal
    return LaporRowFate(
        line=plan.line,
        tracking_id=plan.tracking_id,
        fate=plan.fate,
        complaint=None if plan.complaint is None else strawberry.ID(node_id("Complaint", tenant, plan.complaint)),
        refusal=None
        if refusal is None
        else LaporRefusal(
            code=refusal.code, field=refusal.field, rule=refusal.rule, message=refusal.en, message_id=refusal.id
        ),
    )
