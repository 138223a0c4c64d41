"""Accounts of officials, tokens of one's own, and what a pemda takes away from its desks."""

from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

import strawberry

from graph.access.inputs import (
    CreateStaffAccountInput,
    InviteAgainInput,
    IssueTokenInput,
    LiftRestrictionInput,
    RestrictInput,
    RevokeTokenInput,
    SwitchAccountInput,
    restrictable,
)
from graph.access.types import Account, Invitation, IssuedToken, Restriction, Token
from graph.context import Context, Info
from graph.fields import mutation
from graph.fresh import fresh_id
from graph.inputs import argument
from graph.moving import permit
from graph.nodes import parse_id
from graph.once import Change, once
from policies.credentials import hash_of, new_invitation, new_token
from policies.permissions import Permission
from rules.email_addresses import email_of
from rules.errors import CONFLICT, FORBIDDEN, Refusal, not_found
from rules.roles import Role
from rules.unit_paths import ROOT, contains
from tenants.people_rows import AccountRow, RestrictionRow, TokenRow
from tenants.stores import accounts, appointments, positions, restrictions, units
from tenants.stores.access_changes import EVERYBODY

INVITED_FOR: Final = timedelta(days=7)
STAFF: Final = "STAFF"


@strawberry.type
class AccessMutations:
    """Root fields that change who may come in, and what desks may do."""

    @mutation(Permission.ACCOUNT_MANAGE, Invitation)
    async def create_staff_account(
        self, info: Info, input: Annotated[CreateStaffAccountInput, argument("Who.")]
    ) -> Invitation:
        """Make an account for somebody whom you are going to appoint; give the code to the person (membuat akun)."""
        context, ref = info.context, parse_id(input.position, "Position", field="position")
        code = None
        async with once(context, ref.tenant, input) as change:
            if change.is_new:
                position = await positions.locked(change.tx, ref.tenant, ref.uuid)
                permit(context.principal, Permission.ACCOUNT_MANAGE, position)
                row = AccountRow(fresh_id(context.now), input.name, STAFF, active=True)
                accounts.create(change.tx, row, email=email_of(input.email), password_hash=None, now=context.now)
                appointments.expect(change.tx, row.id, ref.tenant, ref.uuid)
                code = _invite(context, change, row)
            (account,) = await accounts.by_id(change.tx, [change.id])
        return _invitation(context, account, code)

    @mutation(Permission.ACCOUNT_MANAGE, Invitation)
    async def invite_again(self, info: Info, input: Annotated[InviteAgainInput, argument("Whom.")]) -> Invitation:
        """Give an official another code to set a password with; the old password works until then (undang ulang)."""
        context, ref = info.context, parse_id(input.account, "Account", field="account")
        code = None
        async with once(context, context.principal.tenant, input) as change:
            if change.is_new:
                row = await _manageable(context, change, ref.uuid)
                code = _invite(context, change, row)
            (account,) = await accounts.by_id(change.tx, [change.id])
        return _invitation(context, account, code)

    @mutation(Permission.ACCOUNT_MANAGE, Account)
    async def switch_account(
        self, info: Info, input: Annotated[SwitchAccountInput, argument("Which.")]
    ) -> AccountRow | None:
        """Switch an official's account off, which ends its sessions and tokens, or on again (nonaktifkan akun)."""
        context, ref = info.context, parse_id(input.account, "Account", field="account")
        async with once(context, context.principal.tenant, input) as change:
            if change.is_new:
                row = await _manageable(context, change, ref.uuid)
                await accounts.activate(change.tx, row.id, context.now, active=input.active)
                change.keep(row.id)
                change.affects(row.id)
            (account,) = await accounts.by_id(change.tx, [change.id])
        return account

    @mutation(Permission.TOKEN_MANAGE, IssuedToken)
    async def issue_token(self, info: Info, input: Annotated[IssueTokenInput, argument("Which.")]) -> IssuedToken:
        """Make a bearer token that may do what your account may do (membuat token akses)."""
        context, account = info.context, info.context.principal.account
        if account is None:
            raise Refusal(FORBIDDEN, "A receipt has no tokens.", "Tanda terima tidak memiliki token.")
        secret = None
        async with once(context, context.principal.tenant, input) as change:
            if change.is_new:
                until = context.now + timedelta(days=input.days)
                row = TokenRow(fresh_id(context.now), account, input.label, context.now, until, None)
                permit(context.principal, Permission.TOKEN_MANAGE, row)
                secret = new_token()
                await accounts.issue_token(change.tx, row, hash_of(secret))
                change.keep(row.id)
            kept = await accounts.token(change.tx, account, change.id)
        return IssuedToken(token=kept, secret=secret)  # type: ignore[arg-type]

    @mutation(Permission.TOKEN_MANAGE, Token)
    async def revoke_token(self, info: Info, input: Annotated[RevokeTokenInput, argument("Which.")]) -> TokenRow:
        """End one of your tokens at once (mencabut token akses)."""
        context, account = info.context, info.context.principal.account
        ref = parse_id(input.token, "Token", field="token")
        if account is None:
            raise Refusal(FORBIDDEN, "A receipt has no tokens.", "Tanda terima tidak memiliki token.")
        async with once(context, context.principal.tenant, input) as change:
            row = await accounts.revoke_token(change.tx, account, ref.uuid, context.now)
            if change.is_new:
                change.keep(row.id)
                change.affects(account)
        return row

    @mutation(Permission.RESTRICTION_MANAGE, Restriction)
    async def restrict(self, info: Info, input: Annotated[RestrictInput, argument("What and why.")]) -> RestrictionRow:
        """Take something away from a role of your pemda, everywhere or in one unit; rehearse it first (membatasi)."""
        context, tenant = info.context, info.context.principal.tenant
        async with once(context, tenant, input) as change:
            if change.is_new:
                row = await _restriction(context, change, input)
                permit(context.principal, Permission.RESTRICTION_MANAGE, row)
                restrictions.add(change.tx, row)
                change.keep(row.id)
                change.affects(EVERYBODY)
            return await change.kept(restrictions.by_id)

    @mutation(Permission.RESTRICTION_MANAGE, Restriction)
    async def lift_restriction(
        self, info: Info, input: Annotated[LiftRestrictionInput, argument("Which.")]
    ) -> RestrictionRow:
        """Give back what was taken away (mencabut pembatasan)."""
        ref = parse_id(input.restriction, "Restriction", field="restriction")
        async with once(info.context, ref.tenant, input) as change:
            if change.is_new:
                row = await restrictions.locked(change.tx, ref.tenant, ref.uuid)
                permit(info.context.principal, Permission.RESTRICTION_MANAGE, row)
                restrictions.lift(change.tx, row, info.context.now)
                change.keep(row.id)
                change.affects(EVERYBODY)
            return await change.kept(restrictions.by_id)


def _invite(context: Context, change: Change, account: AccountRow) -> str:
    code = new_invitation()
    accounts.invite(change.tx, account.id, hash_of(code), context.now, context.now + INVITED_FOR)
    change.keep(account.id)
    return code


def _invitation(context: Context, account: AccountRow | None, code: str | None) -> Invitation:
    expires_at = None if code is None else context.now + INVITED_FOR
    return Invitation(account=account, code=code, expires_at=expires_at)  # type: ignore[arg-type]


async def _manageable(context: Context, change: Change, account: UUID) -> AccountRow:
    """An official's account, all of whose appointments ever are the viewer's to manage. Raises NOT_FOUND, FORBIDDEN."""
    (row,) = await accounts.by_id(change.tx, [account])
    if row is None or row.kind != STAFF:
        raise not_found("No such account.", "Akun tidak ditemukan.")
    everywhere = await accounts.tenants_of(change.tx, account)
    held = await appointments.ever_of_account(change.tx, everywhere, account)
    if not held or {found.tenant_id for found in held} != set(everywhere):
        raise not_found("No such account.", "Akun tidak ditemukan.")
    for found in held:
        permit(context.principal, Permission.ACCOUNT_MANAGE, found)
    return row


async def _restriction(context: Context, change: Change, given: RestrictInput) -> RestrictionRow:
    tenant, unit = context.principal.tenant, None
    permission = restrictable(tenant, Role(given.role), given.permission)
    path = ROOT
    if given.unit is not None:
        ref = parse_id(given.unit, "Unit", field="unit")
        if ref.tenant != tenant:
            raise not_found("No such unit in your pemda.", "Unit tidak ditemukan di pemda Anda.")
        row = await units.locked(change.tx, tenant, ref.uuid)
        unit, path = row.id, row.path
    for other in await restrictions.in_force(change.tx, tenant, given.role, context.now):
        if other.permission == permission.value and contains(other.path, path):
            raise Refusal(CONFLICT, "It is taken away there already.", "Sudah dibatasi di sana.", rule="restriction")
    position = context.principal.position
    if position is None:
        raise Refusal(FORBIDDEN, "Act in a position.", "Gunakan jabatan Anda.")
    id_, role = fresh_id(context.now), Role(given.role)
    return RestrictionRow(tenant, id_, role, unit, permission.value, given.reason, context.now, None, position)
