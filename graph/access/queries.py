"""Who am I, which tokens and restrictions are there, and what would a restriction mean?"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Final
from uuid import UUID

import strawberry

from graph.access.inputs import PERMISSION_LENGTH, restrictable
from graph.access.types import Account, Rehearsal, RehearsedDesk, Restriction, Token, Viewer, pemda_of, position_of
from graph.context import Context, Info
from graph.fields import query
from graph.inputs import argument, text_argument
from graph.nodes import Fetcher, NodeRef, parse_id
from graph.paging import After, Connection, First, page_request
from graph.people_vocabulary import Role
from graph.seeing import fetcher, pemda_seen, visible
from policies.decisions import may
from policies.permissions import Permission
from policies.principal import Principal
from policies.visibility import Columns
from rules.email_addresses import LONGEST as LONGEST_EMAIL
from rules.errors import not_found
from rules.identifiers import NATION, Reach, TenantId
from rules.pages import Page
from rules.unit_paths import ROOT, contains
from tenants.people_rows import AccountRow, RestrictionRow, TokenRow
from tenants.stores import accounts, restrictions, units
from tenants.stores.complaint_sql import PARTY_EXISTS, POLICY_COLUMNS

_MOST_DESKS: Final = 100
_COMPLAINTS: Final = Columns(POLICY_COLUMNS, PARTY_EXISTS)


async def _own_account(context: Context, refs: Sequence[NodeRef]) -> list[Any]:
    """Only one's own account can be fetched by id."""
    mine = [ref.uuid if ref.uuid == context.principal.account and ref.tenant == NATION else None for ref in refs]
    rows = await accounts.by_id(context.sessions, [account for account in mine if account is not None])
    found = {row.id: row for row in rows if row is not None}
    return [None if account is None else found.get(account) for account in mine]


FETCHERS: Final[dict[str, Fetcher]] = {
    "Account": _own_account,
    "Restriction": fetcher(restrictions.by_id, Permission.RESTRICTION_READ),
}
"""How `node` fetches the types of this subject; tokens are listed by their owner only."""


@strawberry.type
class AccessQueries:
    """Root fields about who asks, and about what desks may do."""

    @query(Permission.SESSION_READ, Viewer)
    async def viewer(self, info: Info) -> Viewer:
        """Whoever asks: account, acting position, all positions, permissions (pengguna)."""
        context, principal = info.context, info.context.principal
        account, seats = None, []
        if principal.account is not None:
            (account,) = await accounts.by_id(context.sessions, [principal.account])
            seats = await accounts.seats(context.sessions, principal.account, context.now)
        return Viewer(
            role=principal.role,
            name=principal.name,
            account=account,  # type: ignore[arg-type]
            position=await position_of(context),  # type: ignore[arg-type]
            pemda=await pemda_of(context),  # type: ignore[arg-type]
            seats=[seat for seat in seats if seat.is_live(context.now)],  # type: ignore[misc]
            permissions=[permission.value for permission in Permission if may(principal, permission)],
        )

    @query(Permission.TOKEN_READ, Connection[Token])
    async def tokens(self, info: Info, first: First = 20, after: After = None) -> Page[TokenRow]:
        """Your account's tokens, newest first, with those that ended (token akses)."""
        context = info.context
        if context.principal.account is None:
            raise not_found("A receipt has no tokens.", "Tanda terima tidak memiliki token.")
        request = page_request(accounts.NEWEST_TOKEN, first, after)
        return await accounts.tokens(context.sessions, context.principal.account, request)

    @query(Permission.ACCOUNT_MANAGE, Account | None)
    async def account_by_email(
        self,
        info: Info,
        email: Annotated[str, text_argument("The whole address.", at_least=6, at_most=LONGEST_EMAIL)],
    ) -> AccountRow | None:
        """The account of somebody whom you are going to appoint; null when there is none (cari akun)."""
        found = await accounts.of_email(info.context.sessions, email)
        return (
            found if found is not None and found.kind == "STAFF" else None
        )  # a citizen's account is nobody's business

    @query(Permission.RESTRICTION_READ, Connection[Restriction])
    async def restrictions(
        self,
        info: Info,
        pemda: Annotated[str | None, text_argument("Kode wilayah; your own when absent.", at_most=5)] = None,
        include_lifted: Annotated[bool, argument("Also those that were lifted.")] = False,
        first: First = 20,
        after: After = None,
    ) -> Page[RestrictionRow]:
        """What a pemda took away from its roles and desks, newest first (pembatasan wewenang)."""
        tenant = pemda_seen(info.context, pemda, Permission.RESTRICTION_READ)
        at = None if include_lifted else info.context.now
        request = page_request(restrictions.NEWEST, first, after)
        return await restrictions.page(info.context.sessions, tenant, request, at=at)

    @query(Permission.RESTRICTION_MANAGE, Rehearsal)
    async def rehearse_restriction(
        self,
        info: Info,
        role: Annotated[Role, argument("From which role.")],
        permission: Annotated[str, text_argument("What would be taken away.", at_least=3, at_most=PERMISSION_LENGTH)],
        unit: Annotated[strawberry.ID | None, argument("In this unit and below; everywhere when absent.")] = None,
    ) -> Rehearsal:
        """How many open complaints each desk could no longer do this to (simulasi pembatasan)."""
        under = ROOT
        if unit is not None:
            ref = parse_id(unit, "Unit", field="unit")
            (row,) = await units.by_id(info.context.sessions, [(info.context.principal.tenant, ref.uuid)])
            if row is None or ref.tenant != row.tenant_id:
                raise not_found("No such unit.", "Unit tidak ditemukan.")
            under = row.path
        wanted = restrictable(info.context.principal.tenant, role, permission)
        return await _rehearse(info.context, role, wanted, under)

    @query(Permission.RESTRICTION_MANAGE, Rehearsal)
    async def rehearse_lift(
        self, info: Info, restriction: Annotated[strawberry.ID, argument("Which restriction would be lifted.")]
    ) -> Rehearsal:
        """How many open complaints each desk could do this to again (simulasi pencabutan)."""
        context, ref = info.context, parse_id(restriction, "Restriction", field="restriction")
        (row,) = await restrictions.by_id(context.sessions, [(context.principal.tenant, ref.uuid)])
        if row is None or ref.tenant != row.tenant_id:
            raise not_found("No such restriction.", "Pembatasan tidak ditemukan.")
        under = ROOT
        if row.unit_id is not None:
            (unit,) = await units.by_id(context.sessions, [(row.tenant_id, row.unit_id)])
            under = unit.path if unit else ROOT
        return await _rehearse(context, Role(row.role), Permission(row.permission), under, lifted=row.id)


async def _rehearse(
    context: Context, role: Role, permission: Permission, under: str, *, lifted: UUID | None = None
) -> Rehearsal:
    """Count for each desk with and without: with the restriction it is nothing, without it what the policy gives."""
    tenant, reading, now = context.principal.tenant, context.sessions, context.now
    desks = await restrictions.desks(reading, tenant, role, under, now, most=_MOST_DESKS)
    others = [
        other.path
        for other in await restrictions.in_force(reading, tenant, role, now)
        if other.permission == permission.value and other.id != lifted
    ]
    free = [path for _, path in desks if not any(contains(other, path) for other in others)]
    counted = await _count(context, role, permission, free)
    rows = await units.by_id(reading, [(tenant, unit) for unit, _ in desks]) if desks else []
    told = []
    for row, (_, path) in zip(rows, desks, strict=True):
        full = counted.get(path, 0)
        before, after = (0, full) if lifted else (full, 0)
        told.append(RehearsedDesk(unit=row, before=before, after=after))  # type: ignore[arg-type]
    lost = sum(desk.before - desk.after for desk in told if desk.before > desk.after)
    gained = sum(desk.after - desk.before for desk in told if desk.after > desk.before)
    return Rehearsal(role=role, permission=permission.value, desks=told, lost=lost, gained=gained)


async def _count(context: Context, role: Role, permission: Permission, paths: Sequence[str]) -> dict[str, int]:
    """Open complaints to which the desk of this role may do this, by the path of its unit, no restriction counted."""
    if permission.object != "complaint":
        return {}
    tenant = TenantId(context.principal.tenant)
    desk = Principal(role, tenant=tenant, reach=Reach(tenant, tenant))
    asked = replace(context, principal=desk)
    seen = []
    for path in paths:
        asked.principal = replace(desk, unit_path=path)
        seen.append(visible(asked, permission, _COMPLAINTS))
    return dict(zip(paths, await restrictions.count_open(context.sessions, tenant, seen), strict=True))
