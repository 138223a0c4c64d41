"""How does a person come in and go out? POST /sign-in, POST /sign-out, GET /session.

What proves a person is a `Credential`. Today there is one, the password. Decision: a second factor will be another
Credential that is asked after the first, with what the first one found, and single sign-on one that takes a code of
the identity provider in place of a password; either ends in `SignIn.open`, which alone makes sessions. Until a
credential exists there is no endpoint for it: an unfinished door is an open one.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

import structlog
from starlette.requests import HTTPConnection, Request
from starlette.routing import Route

from gateway.attempts import Attempts
from gateway.authentication import Access, Authentication, access_of, clear_cookies, set_cookies
from gateway.client_address import address_of
from gateway.json_endpoint import JsonEndpoint, text_member
from gateway.origin import SESSION_COOKIE
from gateway.passwords import LONGEST, Passwords
from graph.nodes import node_id
from policies.credentials import hash_of, is_secret, new_session
from rules.email_addresses import LONGEST as LONGEST_EMAIL
from rules.errors import UNAUTHENTICATED, Refusal
from rules.identifiers import NOWHERE, code_of
from tenants.people_rows import SecretRow
from tenants.session import Sessions
from tenants.stores import accounts

log = structlog.get_logger("tuntas.access")


class Credential(Protocol):
    """Something that proves a person."""

    async def proved(self, request: Request, members: Mapping[str, Any], now: datetime) -> SecretRow:
        """The active account that the request proves. Raises UNAUTHENTICATED, always the same, or RATE_LIMITED."""
        ...


class PasswordCredential:
    """An e-mail address and its password."""

    def __init__(
        self,
        sessions: Sessions,
        passwords: Passwords,
        attempts: Attempts,
        *,
        proxies: frozenset[str] = frozenset(),
    ) -> None:
        self._sessions = sessions
        self._passwords = passwords
        self._attempts = attempts
        self._proxies = proxies

    async def proved(self, request: Request, members: Mapping[str, Any], now: datetime) -> SecretRow:
        """The account of this address, when it is active and the password is its own.

        Costs one verification in every case, so that its duration does not tell whether the account exists.
        """
        email = text_member(members, "email", LONGEST_EMAIL).strip()
        password = text_member(members, "password", LONGEST)
        address = address_of(request.scope, self._proxies)
        await self._attempts.admit(address, now, whom=email)
        account = await accounts.secret(self._sessions, email)
        stored = account.password_hash if account is not None and account.active else None
        if not await self._passwords.match(stored, password) or account is None or stored is None:
            log.info("access.sign_in_refused")
            raise wrong_credential()
        await self._attempts.succeeded(address, whom=email)
        if self._passwords.is_outdated(stored):
            await accounts.set_password(self._sessions, account.id, await self._passwords.hashed(password))
        return account


class SignIn:
    """The endpoints, and the one place where sessions are made."""

    def __init__(self, sessions: Sessions, authentication: Authentication, credential: Credential) -> None:
        self._sessions = sessions.with_reach(NOWHERE)
        self._authentication = authentication
        self._credential = credential

    def routes(self) -> list[Route]:
        """For the application's router."""
        return [
            Route("/sign-in", JsonEndpoint(self.sign_in), methods=["POST"]),
            Route("/sign-out", JsonEndpoint(self.sign_out), methods=["POST"]),
            Route("/session", JsonEndpoint(self.session), methods=["GET"]),
        ]

    async def sign_in(self, request: Request, members: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
        """Prove who you are; the answer sets the session's cookie and tells its CSRF token and your positions."""
        account = await self._credential.proved(request, members, now)
        await self._leave(request)
        access = await self.open(request, account, now)
        log.info("access.signed_in", account=str(account.id))
        return told(access, now)

    async def sign_out(self, request: Request, _members: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
        """End the session, if there is one, and take the cookies back."""
        try:
            await self._authentication.access(request, now)
        except Refusal:
            return told(None, now)  # it had ended before; the cookies are taken back already
        await self._leave(request)
        clear_cookies(request, secure=self._authentication.settings.secure)
        return told(None, now)

    async def session(self, request: Request, _members: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
        """Whose session it is, with the CSRF token for a page that was loaded anew."""
        try:
            return told(await self._authentication.access(request, now), now)
        except Refusal:
            return told(None, now)

    async def open(self, connection: HTTPConnection, account: SecretRow, now: datetime) -> Access:
        """A new session for somebody who was proved."""
        settings = self._authentication.settings
        secret, csrf = new_session(), new_session()
        hashed = hash_of(secret)
        await accounts.open_session(self._sessions, account.id, hashed, csrf=csrf, now=now, until=now + settings.idle)
        set_cookies(connection, secret, csrf, longest=settings.longest, secure=settings.secure)
        access = access_of(await accounts.access(self._sessions, hashed, now))
        if access is None:  # switched off a moment ago
            raise wrong_credential()
        return access

    async def _leave(self, request: Request) -> None:
        """End the session that the browser had."""
        before = request.cookies.get(SESSION_COOKIE, "")
        if is_secret(before):
            account = await accounts.close_session(self._sessions, hash_of(before))
            if account is not None:
                self._authentication.forget(str(account))


def told(access: Access | None, now: datetime) -> dict[str, Any]:
    """What a browser may know of its session."""
    if access is None:
        return {"signedIn": False}
    return {
        "signedIn": True,
        "csrfToken": access.csrf,
        "expiresAt": access.expires_at.isoformat(),
        "account": {"name": access.name, "kind": access.kind},
        "positions": [
            {
                "id": node_id("Position", seat.principal.tenant, seat.principal.position),
                "title": seat.principal.position_title,
                "role": seat.principal.role.value,
                "pemda": code_of(seat.principal.tenant),
            }
            for seat in access.seats
            if seat.is_live(now) and seat.principal.position is not None
        ],
    }


def wrong_credential() -> Refusal:
    """One sentence for a wrong password, an unknown address, an account that is switched off or not yet claimed."""
    return Refusal(
        UNAUTHENTICATED,
        "E-mail address or password is wrong.",
        "Alamat surel atau kata sandi salah.",
    )
