"""Accounts and what proves them: one secret, address or account at a time, through the database's functions."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from rules.errors import CONFLICT, Refusal, not_found
from rules.pages import Key, Order, Page, PageRequest
from tenants.batch import Reader, one_per_key
from tenants.integrity import means
from tenants.people_rows import AccessRow, AccountRow, SeatRow, SecretRow, TokenRow
from tenants.session import Query, Sessions, Transaction

NEWEST_TOKEN: Final = Order("token_newest", (Key("created_at", datetime), Key("id", UUID)))
_CREATE: Final = "SELECT tuntas.account_create(%(id)s, %(email)s, %(name)s, %(kind)s, %(hash)s, %(now)s)"
_SECRET: Final = "SELECT * FROM tuntas.account_secret(%(email)s)"  # noqa: S105 - a statement
_SECRET_OF: Final = "SELECT * FROM tuntas.account_secret_of(%(id)s)"  # noqa: S105 - a statement
_OF_EMAIL: Final = "SELECT * FROM tuntas.account_of_email(%(email)s)"
_BY_ID: Final = "SELECT * FROM tuntas.accounts_of(%(ids)s)"
_PASSWORD: Final = "SELECT tuntas.account_password(%(id)s, %(hash)s)"  # noqa: S105 - a statement
_ACTIVATE: Final = "SELECT tuntas.account_activate(%(id)s, %(active)s, %(now)s)"
_INVITE: Final = "SELECT tuntas.invitation_create(%(hash)s, %(id)s, %(now)s, %(until)s)"
_ACCEPT: Final = "SELECT tuntas.invitation_accept(%(hash)s, %(password)s, %(now)s)"
_ACCESS: Final = "SELECT * FROM tuntas.access_of(%(hash)s, %(now)s)"
_SEATS: Final = "SELECT * FROM tuntas.seats_of(%(id)s, %(now)s)"
_TENANTS: Final = "SELECT tuntas.tenants_of_account(%(id)s)"
_OPEN: Final = "SELECT tuntas.session_open(%(hash)s, %(id)s, %(csrf)s, %(now)s, %(until)s)"
_EXTEND: Final = "SELECT tuntas.session_extend(%(hash)s, %(until)s)"
_CLOSE: Final = "SELECT tuntas.session_close(%(hash)s)"
_CLOSE_OTHERS: Final = "SELECT tuntas.sessions_close(%(id)s, %(but)s::bytea)"
_ISSUE: Final = "SELECT tuntas.token_issue(%(hash)s, %(id)s, %(account)s, %(label)s, %(now)s, %(until)s)"
_TOKENS: Final = "SELECT * FROM tuntas.tokens_of(%(account)s, %(after_at)s::timestamptz, %(after_id)s::uuid, %(limit)s)"
_TOKEN: Final = "SELECT * FROM tuntas.token_of(%(account)s, %(id)s)"  # noqa: S105 - a statement
_REVOKE: Final = "SELECT * FROM tuntas.token_revoke(%(account)s, %(id)s, %(now)s)"
_COUNT: Final = "SELECT tuntas.attempt_count(%(subject)s, %(now)s, %(span)s)"
_FORGIVE: Final = "SELECT tuntas.attempt_forgive(%(subject)s, %(times)s)"
_SWEEP: Final = "SELECT tuntas.access_sweep(%(now)s)"
_EVERYTHING: Final = 1_000_000_000

means(
    "pk_account_email",
    lambda: Refusal(
        CONFLICT,
        "This e-mail address has an account already.",
        "Alamat surel ini sudah memiliki akun.",
        field="email",
        rule="one account per e-mail address",
    ),
)


def create(tx: Transaction, row: AccountRow, *, email: str, password_hash: str | None, now: datetime) -> None:
    """A new account; without a password it waits for its invitation. CONFLICT when the address is taken."""
    tx.execute(
        _CREATE,
        {"id": row.id, "email": email, "name": row.name, "kind": row.kind, "hash": password_hash, "now": now},
    )


async def secret(reader: Reader, email: str) -> SecretRow | None:
    """The account of this e-mail address, with the hash of its password."""
    rows = await reader.read(_SECRET, {"email": email}, SecretRow)
    return rows[0] if rows else None


async def secret_of(reader: Reader, account: UUID) -> SecretRow | None:
    """This account, with the hash of its password."""
    rows = await reader.read(_SECRET_OF, {"id": account}, SecretRow)
    return rows[0] if rows else None


async def of_email(reader: Reader, email: str) -> AccountRow | None:
    """The account of this e-mail address."""
    rows = await reader.read(_OF_EMAIL, {"email": email}, AccountRow)
    return rows[0] if rows else None


async def by_id(reader: Reader, keys: Sequence[UUID]) -> list[AccountRow | None]:
    """The accounts with these ids."""
    rows = await reader.read(_BY_ID, {"ids": list(dict.fromkeys(keys))}, AccountRow)
    return one_per_key(keys, rows, lambda row: row.id)


async def set_password(reader: Reader, account: UUID, password_hash: str) -> None:
    """Give it another password. Raises NOT_FOUND for an account that is unknown or switched off."""
    ((done,),) = await reader.read(_PASSWORD, {"id": account, "hash": password_hash})
    if not done:
        raise not_found("No such account.", "Akun tidak ditemukan.")


async def activate(tx: Transaction, account: UUID, now: datetime, *, active: bool) -> None:
    """Switch it on or off; off ends its sessions, tokens and invitations."""
    ((done,),) = await tx.read(_ACTIVATE, {"id": account, "active": active, "now": now})
    if not done:
        raise not_found("No such account.", "Akun tidak ditemukan.")


def invite(tx: Transaction, account: UUID, token_hash: bytes, now: datetime, until: datetime) -> None:
    """One invitation at a time: whoever holds its code may set the password once."""
    tx.execute(_INVITE, {"hash": token_hash, "id": account, "now": now, "until": until})


async def accept_invitation(reader: Reader, token_hash: bytes, password_hash: str, now: datetime) -> UUID | None:
    """Use an invitation up; the account whose password was set, None when there is no such invitation."""
    ((account,),) = await reader.read(_ACCEPT, {"hash": token_hash, "password": password_hash, "now": now})
    return None if account is None else UUID(str(account))


async def access(reader: Reader, token_hash: bytes, now: datetime) -> list[AccessRow]:
    """What this session or token opens: first the account alone, then each of its positions; nothing when expired."""
    return await reader.read(_ACCESS, {"hash": token_hash, "now": now}, AccessRow)


async def seats(reader: Reader, account: UUID, now: datetime) -> list[SeatRow]:
    """The positions that an account holds now or will hold, in whatever pemda."""
    return await reader.read(_SEATS, {"id": account, "now": now}, SeatRow)


async def tenants_of(reader: Reader, account: UUID) -> list[int]:
    """The pemda in which an account was ever appointed."""
    return sorted(tenant for (tenant,) in await reader.read(_TENANTS, {"id": account}))


async def open_session(
    reader: Reader, account: UUID, token_hash: bytes, *, csrf: str, now: datetime, until: datetime
) -> None:
    """A new session."""
    await reader.read(_OPEN, {"hash": token_hash, "id": account, "csrf": csrf, "now": now, "until": until})


async def extend_session(reader: Reader, token_hash: bytes, until: datetime) -> None:
    """Let a session that is used live on."""
    await reader.read(_EXTEND, {"hash": token_hash, "until": until})


async def close_session(reader: Reader, token_hash: bytes) -> UUID | None:
    """Sign out; the account it was of."""
    ((account,),) = await reader.read(_CLOSE, {"hash": token_hash})
    return None if account is None else UUID(str(account))


async def close_other_sessions(reader: Reader, account: UUID, but: bytes | None) -> None:
    """Sign out everywhere else."""
    await reader.read(_CLOSE_OTHERS, {"id": account, "but": but})


async def issue_token(reader: Reader, row: TokenRow, token_hash: bytes) -> None:
    """A new bearer token for programs."""
    await reader.read(
        _ISSUE,
        {
            "hash": token_hash, "id": row.id, "account": row.account_id, "label": row.label, "now": row.created_at,
            "until": row.expires_at,
        },
    )  # fmt: skip


async def tokens(reader: Sessions, account: UUID, request: PageRequest) -> Page[TokenRow]:
    """The tokens of an account, newest first, revoked and expired ones included."""
    after = request.after or (None, None)
    params = {"account": account, "after_at": after[0], "after_id": after[1], "limit": request.limit}
    return Page.cut(request, await reader.read(_TOKENS, params, TokenRow))


async def token(reader: Reader, account: UUID, token_id: UUID) -> TokenRow:
    """One token of this account. Raises NOT_FOUND."""
    rows = await reader.read(_TOKEN, {"account": account, "id": token_id}, TokenRow)
    if not rows:
        raise not_found("No such token.", "Token tidak ditemukan.")
    return rows[0]


async def revoke_token(reader: Reader, account: UUID, token: UUID, now: datetime) -> TokenRow:
    """End a token; doing it twice changes nothing. Raises NOT_FOUND when the account has no such token."""
    rows = await reader.read(_REVOKE, {"account": account, "id": token, "now": now}, TokenRow)
    if not rows:
        raise not_found("No such token.", "Token tidak ditemukan.")
    return rows[0]


async def count_attempts(reader: Sessions, subjects: Sequence[str], now: datetime, span: timedelta) -> list[int]:
    """How often each of these tried within its window of this length, this time included."""
    counted = await reader.read_many(
        *(Query(_COUNT, {"subject": subject, "now": now, "span": span}) for subject in subjects)
    )
    return [int(count) for ((count,),) in counted]


async def forgive_attempts(reader: Sessions, times: dict[str, int]) -> None:
    """Take attempts back after a success: how many, by subject; 0 for all."""
    await reader.read_many(
        *(Query(_FORGIVE, {"subject": subject, "times": many or _EVERYTHING}) for subject, many in times.items())
    )


async def sweep(reader: Reader, now: datetime) -> None:
    """Forget expired sessions, invitations and old attempts."""
    await reader.read(_SWEEP, {"now": now})
