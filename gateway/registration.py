"""How does a person get a password? A citizen registers, an official accepts an invitation, and both may change it.

These are no GraphQL fields: documents are kept, traced and may be repeated by aliases; passwords are none of that.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

import structlog
from starlette.requests import Request
from starlette.routing import Route

from gateway.attempts import Attempts
from gateway.authentication import Authentication
from gateway.client_address import address_of
from gateway.json_endpoint import JsonEndpoint, text_member
from gateway.origin import SESSION_COOKIE
from gateway.passwords import LONGEST, Passwords, check_new_password
from gateway.sign_in import wrong_credential
from gateway.throttle import Throttle
from graph.scalars import Text
from policies.credentials import hash_of, is_secret
from rules.email_addresses import LONGEST as LONGEST_EMAIL
from rules.email_addresses import email_of
from rules.errors import UNAUTHENTICATED, Refusal, bad_input
from rules.identifiers import NOWHERE
from tenants.people_rows import AccountRow
from tenants.session import Sessions
from tenants.stores import accounts

_NAME: Final = Text(2, 120)
log = structlog.get_logger("tuntas.access")


class Registration:
    """POST /register, POST /invitation, POST /password."""

    def __init__(
        self,
        sessions: Sessions,
        authentication: Authentication,
        passwords: Passwords,
        attempts: Attempts,
        *,
        throttle: Throttle,
        proxies: frozenset[str] = frozenset(),
    ) -> None:
        self._sessions = sessions.with_reach(NOWHERE)
        self._authentication = authentication
        self._passwords = passwords
        self._attempts = attempts
        self._throttle = throttle
        self._proxies = proxies

    def routes(self) -> list[Route]:
        """For the application's router."""
        return [
            Route("/register", JsonEndpoint(self.register), methods=["POST"]),
            Route("/invitation", JsonEndpoint(self.accept), methods=["POST"]),
            Route("/password", JsonEndpoint(self.change), methods=["POST"]),
        ]

    async def register(self, request: Request, members: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
        """A citizen's account: name, email, password. CONFLICT when the address has one.

        That tells who has an account, which nothing but a letter to the address could hide; a network may ask seldom.
        """
        email = email_of(text_member(members, "email", LONGEST_EMAIL))
        name = _NAME.checked(text_member(members, "name", 200), "name")
        password = text_member(members, "password", LONGEST)
        check_new_password(password, email.partition("@")[0], name)
        self._throttle.admit("register", address_of(request.scope, self._proxies))
        hashed = await self._passwords.hashed(password)
        account = AccountRow(uuid4(), name, "CITIZEN", active=True)
        async with self._sessions.write() as tx:
            accounts.create(tx, account, email=email, password_hash=hashed, now=now)
        log.info("access.registered", account=str(account.id))
        return {"registered": True}

    async def accept(self, request: Request, members: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
        """The password of an invited official: code, password. The code is used up."""
        code = text_member(members, "code", LONGEST)
        password = text_member(members, "password", LONGEST)
        check_new_password(password)
        await self._attempts.admit(address_of(request.scope, self._proxies), now)
        hashed = await self._passwords.hashed(password)
        account = (
            await accounts.accept_invitation(self._sessions, hash_of(code), hashed, now) if is_secret(code) else None
        )
        if account is None:
            raise bad_input(
                "code",
                "This invitation does not exist, was used, or has expired: ask for another one.",
                "Undangan ini tidak ada, sudah dipakai, atau kedaluwarsa: mintalah undangan baru.",
            )
        self._authentication.forget(str(account))
        log.info("access.invitation_accepted", account=str(account))
        return {"accepted": True}

    async def change(self, request: Request, members: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
        """Another password for the account of this session: current, password. All other sessions end."""
        access = await self._authentication.access(request, now)
        if access is None or not access.is_session:
            raise Refusal(UNAUTHENTICATED, "Sign in first.", "Silakan masuk terlebih dahulu.")
        current, password = text_member(members, "current", LONGEST), text_member(members, "password", LONGEST)
        check_new_password(password, access.name)
        address = address_of(request.scope, self._proxies)
        await self._attempts.admit(address, now, whom=str(access.account))
        account = await accounts.secret_of(self._sessions, access.account)
        if not await self._passwords.match(account.password_hash if account else None, current):
            raise wrong_credential()
        await self._attempts.succeeded(address, whom=str(access.account))
        await accounts.set_password(self._sessions, access.account, await self._passwords.hashed(password))
        mine = hash_of(request.cookies[SESSION_COOKIE])
        await accounts.close_other_sessions(self._sessions, access.account, mine)
        self._authentication.forget(str(access.account))
        log.info("access.password_changed", account=str(access.account))
        return {"changed": True}
