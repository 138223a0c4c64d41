"""Who asks, and in which position? From a request's token or cookie and its X-Position to a Principal.

Seam for a second factor and single sign-on: what proves a person is a `Credential` (gateway/sign_in.py); all that
follows, sessions, positions and policies, starts from the account id it gives and does not know how it was proved.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Final
from uuid import UUID

from starlette.requests import HTTPConnection

from gateway.answers import RESPONSE_HEADERS
from gateway.media import header
from gateway.origin import CSRF_COOKIE, SESSION_COOKIE, check_token
from gateway.sockets import CONNECTION_PARAMS
from graph.nodes import parse_id
from policies.credentials import hash_of, is_secret
from policies.principal import ANONYMOUS, Principal
from rules.errors import FORBIDDEN, UNAUTHENTICATED, Refusal
from rules.identifiers import NOWHERE, Reach, TenantId, reach_of
from rules.roles import Role
from tenants.database import Pool
from tenants.people_rows import AccessRow
from tenants.session import Sessions
from tenants.stores import access_changes, accounts

POSITION_HEADER: Final = "X-Position"
_OVERSEERS: Final = frozenset({Role.NASIONAL, Role.INSTANSI, Role.OMBUDSMAN})
"""Roles whose desk oversees other pemda; all others end at their own, for the wall of row security too."""
_LONGEST_REMEMBERED: Final = 10.0
_BEARER: Final = "bearer "


@dataclass(frozen=True, slots=True)
class AccessSettings:
    """How long things last. A session that is not used ends after `idle`, and after `longest` in any case."""

    idle: timedelta = timedelta(hours=4)
    longest: timedelta = timedelta(hours=12)
    remembered: float = 5.0
    """Seconds that what a token opens is remembered; never more than ten."""
    most: int = 10_000
    secure: bool = True
    """Cookies over HTTPS only; off for the demo on localhost."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A position that the account holds, from when to when, and the principal who acts in it."""

    principal: Principal
    begins: datetime
    ends: datetime | None

    def is_live(self, now: datetime) -> bool:
        """Does the appointment hold at this moment?"""
        return self.begins <= now and (self.ends is None or now < self.ends)


@dataclass(slots=True)
class Access:
    """What a session or token opens: an account with its seats."""

    account: UUID
    name: str
    kind: str
    csrf: str | None
    opened_at: datetime
    expires_at: datetime
    citizen: Principal
    seats: tuple[Seat, ...]
    read_at: float = field(default_factory=monotonic)

    @property
    def is_session(self) -> bool:
        """Is it a browser's session, and no token?"""
        return self.csrf is not None

    def principal(self, position: tuple[int, UUID] | None, now: datetime) -> Principal:
        """Who acts: in the position that is asked for, else in the first that is held, else as a citizen.

        Raises FORBIDDEN for a position that the account does not hold at this moment.
        """
        if position is None:
            return next((seat.principal for seat in self.seats if seat.is_live(now)), self.citizen)
        for seat in self.seats:
            if (seat.principal.tenant, seat.principal.position) == position and seat.is_live(now):
                return seat.principal
        raise Refusal(
            FORBIDDEN,
            "You do not hold this position at the moment.",
            "Anda tidak sedang menjabat posisi ini.",
            field=POSITION_HEADER,
            rule="acting position: appointed, begun, not ended",
        )


class Authentication:
    """Knows for a few seconds what each token opens, so that a busy client costs no statement for it."""

    def __init__(self, sessions: Sessions, settings: AccessSettings | None = None) -> None:
        self.settings = settings or AccessSettings()
        self._sessions = sessions.with_reach(NOWHERE)
        self._known: OrderedDict[bytes, Access] = OrderedDict()
        self._forgettings = 0

    async def principal(self, connection: HTTPConnection, now: datetime) -> Principal:
        """Who asks; ANONYMOUS without a token or cookie.

        Raises UNAUTHENTICATED for one that opens nothing, FORBIDDEN for a position that is not held.
        """
        access = await self.access(connection, now)
        position = _position(connection)
        if access is None:
            if position is not None:
                raise _unknown()
            return ANONYMOUS
        return access.principal(position, now)

    async def access(self, connection: HTTPConnection, now: datetime) -> Access | None:
        """What the request's token opens, else what its cookie opens; None when it brings neither."""
        token = _bearer(connection)
        if token is not None:
            access = await self._opened(token, now)
            if access is None or access.is_session:
                raise _unknown()
            return access
        cookie = connection.cookies.get(SESSION_COOKIE)
        if not cookie:
            return None
        access = await self._opened(cookie, now)
        if access is None or access.csrf is None:
            clear_cookies(connection, secure=self.settings.secure)
            raise _unknown()
        check_token(connection.scope, access.csrf)
        return access

    def forget(self, whom: str) -> None:
        """Ask again about this account (or about everybody)."""
        self._forgettings += 1
        if whom == access_changes.EVERYBODY:
            self._known.clear()
            return
        for secret in [secret for secret, access in self._known.items() if str(access.account) == whom]:
            del self._known[secret]

    async def _opened(self, secret: str, now: datetime) -> Access | None:
        if not is_secret(secret):
            return None
        hashed = hash_of(secret)
        known = self._known.get(hashed)
        if known is not None and monotonic() - known.read_at < min(self.settings.remembered, _LONGEST_REMEMBERED):
            return known if now < known.expires_at else None
        before = self._forgettings
        access = access_of(await accounts.access(self._sessions, hashed, now))
        if access is None:
            self._known.pop(hashed, None)
            return None
        await self._keep_alive(hashed, access, now)
        if before == self._forgettings:  # nothing changed while we asked
            self._known[hashed] = access
            self._known.move_to_end(hashed)
            if len(self._known) > self.settings.most:
                self._known.popitem(last=False)
        return access

    async def _keep_alive(self, hashed: bytes, access: Access, now: datetime) -> None:
        """Let a session in use live on; at most every tenth of the idle time, not with every request."""
        until = min(now + self.settings.idle, access.opened_at + self.settings.longest)
        if access.is_session and until - access.expires_at > self.settings.idle / 10:
            await accounts.extend_session(self._sessions, hashed, until)
            access.expires_at = until


@asynccontextmanager
async def authenticating(
    pool: Pool, service_url: str | None, settings: AccessSettings | None = None
) -> AsyncIterator[Authentication]:
    """An Authentication that hears of every change of access, in this process and in others (by `service_url`)."""
    authentication = Authentication(Sessions(pool, NOWHERE), settings)
    leave = access_changes.subscribe(authentication.forget)
    listening = asyncio.create_task(access_changes.listen(service_url)) if service_url else None
    try:
        yield authentication
    finally:
        leave()
        if listening is not None:
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening


def access_of(rows: Sequence[AccessRow]) -> Access | None:
    """What the rows of `accounts.access` say."""
    if not rows:
        return None
    account = rows[0]
    return Access(
        account=account.account_id,
        name=account.account_name,
        kind=account.account_kind,
        csrf=account.csrf,
        opened_at=account.opened_at,
        expires_at=account.expires_at,
        citizen=Principal(Role.PELAPOR, account=account.account_id, name=account.account_name),
        seats=tuple(_seat(row) for row in rows[1:]),
    )


def reach_in(role: Role, tenant: int) -> Reach:
    """How far a position reaches: overseers their province or the nation, all others their own pemda."""
    return reach_of(tenant) if role in _OVERSEERS else Reach(tenant, tenant)


def set_cookies(connection: HTTPConnection, session: str, csrf: str, *, longest: timedelta, secure: bool) -> None:
    """Send the session and its CSRF token with the answer to this request."""
    seconds = int(longest.total_seconds())
    _cookie(connection, SESSION_COOKIE, session, seconds, "; HttpOnly" + ("; Secure" if secure else ""))
    _cookie(connection, CSRF_COOKIE, csrf, seconds, "; Secure" if secure else "")


def clear_cookies(connection: HTTPConnection, *, secure: bool) -> None:
    """Take both back."""
    set_cookies(connection, "", "", longest=timedelta(0), secure=secure)


def _cookie(connection: HTTPConnection, name: str, value: str, seconds: int, more: str) -> None:
    text = f"{name}={value}; Path=/; Max-Age={seconds}; SameSite=Strict{more}"
    connection.scope.setdefault(RESPONSE_HEADERS, []).append((b"set-cookie", text.encode("latin-1")))


def _seat(row: AccessRow) -> Seat:
    if row.tenant_id is None or row.role is None or row.valid_from is None:
        raise ValueError("a seat without tenant, role or beginning")
    role, tenant = Role(row.role), TenantId(row.tenant_id)
    principal = Principal(
        role,
        tenant=tenant,
        reach=reach_in(role, tenant),
        account=row.account_id,
        name=row.account_name,
        position=row.position_id,
        position_title=row.title or "",
        unit=row.unit_id,
        unit_path=row.unit_path or "",
        appointed_until=row.valid_to,
        restricted=frozenset(row.restricted or ()),
    )
    return Seat(principal, row.valid_from, row.valid_to)


def _bearer(connection: HTTPConnection) -> str | None:
    sent = header(connection.scope["headers"], b"authorization")
    if not sent:
        parameter = connection.scope.get(CONNECTION_PARAMS, {}).get("authorization")
        sent = parameter if isinstance(parameter, str) else ""
    if sent[: len(_BEARER)].lower() != _BEARER:
        return None
    return sent[len(_BEARER) :].strip()


def _position(connection: HTTPConnection) -> tuple[int, UUID] | None:
    sent = header(connection.scope["headers"], POSITION_HEADER.lower().encode())
    if not sent:
        parameter = connection.scope.get(CONNECTION_PARAMS, {}).get("position")
        sent = parameter if isinstance(parameter, str) else ""
    if not sent:
        return None
    ref = parse_id(sent, "Position", field=POSITION_HEADER)
    return ref.tenant, ref.uuid


def _unknown() -> Refusal:
    return Refusal(
        UNAUTHENTICATED,
        "Your session or token is not valid (any more): sign in again.",
        "Sesi atau token Anda tidak berlaku (lagi): silakan masuk kembali.",
    )
