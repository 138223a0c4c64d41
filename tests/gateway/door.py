"""The door as an application of its own: signing in and out, registering, invitations, with cheap passwords."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

import httpx
from argon2 import PasswordHasher
from starlette.applications import Starlette

from gateway.attempts import AttemptLimits, Attempts
from gateway.authentication import AccessSettings, Authentication
from gateway.passwords import Passwords
from gateway.registration import Registration
from gateway.sign_in import PasswordCredential, SignIn
from gateway.throttle import RATES, Rate, Throttle
from rules.identifiers import NOWHERE
from tenants.database import Pool
from tenants.session import Sessions

PASSWORD = "kata sandi uji 2026"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class Door:
    """A browser in front of the door."""

    client: httpx.AsyncClient
    passwords: Passwords
    authentication: Authentication

    async def post(self, path: str, *, csrf: str | None = None, **members: object) -> httpx.Response:
        headers = {} if csrf is None else {"X-CSRF-Token": csrf}
        return await self.client.post(path, json=members, headers=headers)

    async def sign_in(self, email: str, password: str = PASSWORD) -> httpx.Response:
        return await self.post("/sign-in", email=email, password=password)

    async def session(self) -> httpx.Response:
        return await self.client.get("/session")


def code_of(response: httpx.Response) -> tuple[int, str]:
    """The status and the code of the only error."""
    (error,) = response.json()["errors"]
    return response.status_code, error["extensions"]["code"]


@asynccontextmanager
async def standing(
    pool: Pool,
    *,
    limits: AttemptLimits | None = None,
    rates: Mapping[str, Rate] = RATES,
    secure: bool = False,
    hasher: PasswordHasher = CHEAP,
    address: str = "",
) -> AsyncIterator[Door]:
    """A browser at this client address, in front of a door with these limits."""
    sessions, passwords = Sessions(pool, NOWHERE), Passwords(hasher)
    authentication = Authentication(sessions, AccessSettings(secure=secure))
    attempts = Attempts(sessions, limits or AttemptLimits(of_email=1000, of_address=100_000))
    sign_in = SignIn(sessions, authentication, PasswordCredential(sessions, passwords, attempts))
    registration = Registration(sessions, authentication, passwords, attempts, throttle=Throttle(rates))
    app = Starlette(routes=[*sign_in.routes(), *registration.routes()])
    transport = httpx.ASGITransport(app, client=(address or f"2001:db8:{uuid4().hex[:4]}:{uuid4().hex[:4]}::1", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield Door(client, passwords, authentication)
