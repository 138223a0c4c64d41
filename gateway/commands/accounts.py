"""tuntas account, tuntas token: what an operator does for people who cannot sign in yet, beside a running service."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final, TypeVar
from uuid import UUID

import typer

from gateway.installation import Installation, installed
from gateway.passwords import Passwords, check_new_password
from gateway.settings import Settings
from graph.fresh import fresh_id
from graph.paging import page_request
from policies.credentials import hash_of, new_invitation, new_token
from rules.appointments import Tenure, check_tenure
from rules.email_addresses import email_of
from rules.errors import not_found
from rules.identifiers import NATION, NOWHERE, Reach, tenant_id_of
from rules.roles import LABELS, AppointmentKind, Role
from tenants.database import open_pool
from tenants.people_rows import AccountRow, AppointmentRow, PositionRow, TokenRow
from tenants.session import Sessions, Transaction
from tenants.stores import accounts, appointments, desks, pemda, positions, units
from tenants.stores.access_changes import announce

T = TypeVar("T")
INVITED_FOR: Final = timedelta(days=7)
_CONNECTIONS: Final = 2
accounts_app: Final = typer.Typer(no_args_is_help=True)
Email = Annotated[str, typer.Argument(help="The account's e-mail address.")]


def token(
    account: Email,
    *,
    days: Annotated[int, typer.Option(help="For how many days it works.", min=1, max=3660)] = 90,
    label: Annotated[str, typer.Option(help="What the token is called in lists.")] = "tuntas token",
    show: Annotated[bool, typer.Option("--list", help="List the account's tokens instead.")] = False,
    revoke: Annotated[str | None, typer.Option(help="Revoke the token with this id instead.")] = None,
) -> None:
    """Print a new bearer token for an account: Authorization: Bearer TOKEN."""
    with installed(Settings()) as installation:
        if show:
            for line in asyncio.run(_with(installation, lambda sessions: _list_tokens(sessions, account))):
                typer.echo(line)
        elif revoke is not None:
            asyncio.run(_with(installation, lambda sessions: _revoke(sessions, account, UUID(revoke))))
            typer.echo("Revoked.")
        else:
            typer.echo(asyncio.run(issue_token(installation, account, days=days, label=label)))


@accounts_app.command()
def create(
    email: Email,
    *,
    name: Annotated[str, typer.Option(help="The person's name.")],
    citizen: Annotated[bool, typer.Option(help="A citizen's account, not an official's.")] = False,
    password: Annotated[bool, typer.Option(help="Ask for a password instead of printing an invitation.")] = False,
) -> None:
    """Make an account; prints the invitation code with which the person sets a password (POST /invitation)."""
    chosen = typer.prompt("Password", hide_input=True, confirmation_prompt=True) if password else None
    with installed(Settings()) as installation:
        row = AccountRow(fresh_id(_now()), name, "CITIZEN" if citizen else "STAFF", active=True)
        code = asyncio.run(_with(installation, lambda sessions: _create(sessions, row, email_of(email), chosen)))
        typer.echo(code or f"Made the account {row.id}.")


@accounts_app.command()
def appoint(
    email: Email,
    role: Annotated[Role, typer.Option(help="NASIONAL for the first desk, INSTANSI for a pemda's.")],
    code: Annotated[str, typer.Option("--pemda", help="Kode wilayah; 00 is the nation.")] = "00",
    sk: Annotated[str, typer.Option(help="Number of the decree.")] = "-",
) -> None:
    """Give a person the desk of the nation or of a pemda: the first link of the chain that GraphQL continues."""
    with installed(Settings()) as installation:
        asyncio.run(_with(installation, lambda sessions: _appoint(sessions, email, role, (code, sk))))
        typer.echo(f"{email}: {LABELS[role]}, {code}.")


@accounts_app.command()
def switch(email: Email, *, active: Annotated[bool, typer.Option("--on/--off", help="May sign in?")] = False) -> None:
    """Switch an account off, with its sessions and tokens, or on again."""
    with installed(Settings()) as installation:
        asyncio.run(_with(installation, lambda sessions: _switch(sessions, email, active=active)))
        typer.echo("On." if active else "Off.")


async def issue_token(installation: Installation, email: str, *, days: int, label: str = "tuntas token") -> str:
    """A new bearer token for an account. Raises NOT_FOUND when there is no such account."""

    async def issue(sessions: Sessions) -> str:
        secret, now = new_token(), _now()
        row = TokenRow(
            fresh_id(now), (await _account(sessions, email)).id, label, now, now + timedelta(days=days), None
        )
        await accounts.issue_token(sessions, row, hash_of(secret))
        return secret

    return await _with(installation, issue)


async def _with(installation: Installation, work: Callable[[Sessions], Awaitable[T]]) -> T:
    async with _sessions(installation) as sessions:
        return await work(sessions)


@asynccontextmanager
async def _sessions(installation: Installation) -> AsyncIterator[Sessions]:
    pool = open_pool(installation.database.service_url, size=_CONNECTIONS)
    await pool.open(wait=True)
    try:
        yield Sessions(pool, NOWHERE)
    finally:
        await pool.close()


async def _account(sessions: Sessions, email: str) -> AccountRow:
    found = await accounts.of_email(sessions, email)
    if found is None:
        raise not_found(f"There is no account {email}.", f"Tidak ada akun {email}.")
    return found


async def _list_tokens(sessions: Sessions, email: str) -> list[str]:
    request = page_request(accounts.NEWEST_TOKEN, 100)
    page = await accounts.tokens(sessions, (await _account(sessions, email)).id, request)
    now = _now()
    return [
        f"{row.id}  {row.created_at:%Y-%m-%d}  {row.expires_at:%Y-%m-%d}  "
        f"{'revoked' if row.revoked_at else 'expired' if row.expires_at <= now else 'live':8}{row.label}"
        for row in page.rows
    ]


async def _revoke(sessions: Sessions, email: str, token_id: UUID) -> None:
    await accounts.revoke_token(sessions, (await _account(sessions, email)).id, token_id, _now())


async def _create(sessions: Sessions, row: AccountRow, email: str, password: str | None) -> str | None:
    hashed = code = None
    if password is not None:
        check_new_password(password, email.partition("@")[0], row.name)
        hashed = await Passwords().hashed(password)
    async with sessions.write() as tx:
        accounts.create(tx, row, email=email, password_hash=hashed, now=_now())
        if hashed is None:
            code = new_invitation()
            accounts.invite(tx, row.id, hash_of(code), _now(), _now() + INVITED_FOR)
    return code


async def _appoint(sessions: Sessions, email: str, role: Role, by: tuple[str, str]) -> None:
    code, sk = by
    tenant, now = tenant_id_of(code), _now()
    account = await _account(sessions, email)
    async with sessions.with_reach(Reach(tenant, tenant)).write((tenant,)) as tx:
        await desks.hold_alone(tx, tenant)
        position = await _desk_position(tx, tenant, role, now)
        held = await appointments.of_position(tx, tenant, position.id, now)
        new = Tenure(account.id, AppointmentKind.DEFINITIVE, now, None)
        check_tenure(
            new, [Tenure(row.account_id, AppointmentKind(row.kind), row.valid_from, row.valid_to) for row in held]
        )
        row = AppointmentRow(
            tenant, fresh_id(now), position.id, account.id, account.name, new.kind, sk, now.date(), None, now, None, "",
            role, position.unit_id, position.unit_path,
        )  # fmt: skip
        appointments.add(tx, row)
        await desks.settle(tx, tenant, now, under=position.unit_path)
        announce(tx, account.id)


async def _desk_position(tx: Transaction, tenant: int, role: Role, now: datetime) -> PositionRow:
    """The position of this role in the pemda's root, made when it is missing; so is the root."""
    (registered,) = await pemda.by_tenant(tx, [tenant])
    if registered is None or registered.enrolled_at is None:
        raise not_found("This pemda is not enrolled.", "Pemda ini belum terdaftar.")
    root = await units.ensure_root(tx, tenant, registered.name, id=fresh_id(now), today=now.date())
    (found,) = await positions.by_unit(tx, [(tenant, root.id)])
    known = next((position for position in found if position.role == role), None)
    if known is not None:
        return known
    title = LABELS[role] if tenant == NATION else f"{LABELS[role]} {registered.name}"
    made = PositionRow(tenant, fresh_id(now), root.id, root.path, role, title, now.date(), None)
    positions.add(tx, made)
    return made


async def _switch(sessions: Sessions, email: str, *, active: bool) -> None:
    account = await _account(sessions, email)
    async with sessions.write() as tx:
        await accounts.activate(tx, account.id, _now(), active=active)


def _now() -> datetime:
    return datetime.now(UTC)
