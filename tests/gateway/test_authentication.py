"""Who asks, in which position: every way in, every way that must stay shut, and no statement for a busy client."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from starlette.requests import HTTPConnection

from gateway.answers import RESPONSE_HEADERS
from gateway.authentication import POSITION_HEADER, AccessSettings, Authentication, authenticating, reach_in
from gateway.origin import CSRF_HEADER, SESSION_COOKIE
from gateway.sockets import CONNECTION_PARAMS
from gateway.transport_errors import TransportError
from graph.nodes import node_id
from policies.credentials import new_session, new_token
from policies.principal import ANONYMOUS, Principal
from rules.errors import BAD_USER_INPUT, FORBIDDEN, UNAUTHENTICATED, Refusal
from rules.identifiers import NOWHERE, Reach
from rules.roles import Role
from tenants.database import Database, Pool
from tenants.people_rows import PositionRow
from tenants.session import Sessions, on_statement
from tenants.stores import access_changes, accounts, appointments, units
from tests.gateway.asgi import http_scope
from tests.organisation import NOW, Officer, Organisation, session_of, token_of
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
MINUTE = timedelta(minutes=1)


@pytest.fixture
def organisation(pool: Pool, new_tenant: NewTenant) -> Organisation:
    return Organisation(pool, new_tenant().id)


@pytest.fixture
def sibling(pool: Pool, new_tenant: NewTenant) -> Organisation:
    return Organisation(pool, new_tenant().id)


@pytest.fixture
async def door(pool: Pool) -> AsyncIterator[Authentication]:
    async with authenticating(pool, None, AccessSettings(secure=False)) as authentication:
        yield authentication


def request(*, method: str = "POST", token: str = "", cookie: str = "", **headers: str) -> HTTPConnection:
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    if token:
        named.append(("authorization", f"Bearer {token}"))
    if cookie:
        named.append(("cookie", f"{SESSION_COOKIE}={cookie}"))
    return HTTPConnection(http_scope(method, named))


def acting(position: PositionRow) -> dict[str, str]:
    return {POSITION_HEADER: node_id("Position", position.tenant_id, position.id)}


def by(officer: Officer) -> Principal:
    position = officer.position
    return Principal(
        Role(position.role),
        tenant=officer.organisation.tenant,
        reach=reach_in(Role(position.role), officer.organisation.tenant),
        account=officer.account,
        name="Ani Uji",
        position=position.id,
        position_title=position.title,
        unit=position.unit_id,
        unit_path=position.unit_path,
    )


async def refused(door: Authentication, connection: HTTPConnection, now: datetime = NOW) -> str:
    with pytest.raises(Refusal) as refusal:
        await door.principal(connection, now)
    return refusal.value.code


async def test_without_a_secret_nobody_asks(door: Authentication) -> None:
    assert await door.principal(request(), NOW) is ANONYMOUS
    assert await door.principal(request(authorization="Basic YTpi"), NOW) is ANONYMOUS
    assert await door.access(request(), NOW) is None


async def test_a_token_acts_in_the_position_of_its_account(door: Authentication, organisation: Organisation) -> None:
    officer = await organisation.officer()
    assert await door.principal(request(token=await officer.token()), NOW) == by(officer)


async def test_a_socket_brings_its_token_and_position_when_it_begins(
    door: Authentication, organisation: Organisation
) -> None:
    officer = await organisation.officer()
    connection = request()
    connection.scope[CONNECTION_PARAMS] = {
        "authorization": f"Bearer {await officer.token()}",
        "position": acting(officer.position)[POSITION_HEADER],
    }
    assert await door.principal(connection, NOW) == by(officer)


@pytest.mark.parametrize("kind", ["CITIZEN", "STAFF"])
async def test_an_account_without_a_position_is_a_citizen(
    door: Authentication, organisation: Organisation, kind: str
) -> None:
    account = await organisation.account(kind=kind)
    principal = await door.principal(request(token=await token_of(organisation, account)), NOW)
    assert (principal.role, principal.account, principal.is_staff) == (Role.PELAPOR, account, False)
    assert principal.reach == NOWHERE


async def test_a_session_needs_its_csrf_token_to_change_anything(
    door: Authentication, organisation: Organisation
) -> None:
    officer = await organisation.officer()
    cookie = await officer.session(csrf="k" * 43)
    assert await door.principal(request(method="GET", cookie=cookie), NOW) == by(officer)
    assert await door.principal(request(cookie=cookie, **{CSRF_HEADER: "k" * 43}), NOW) == by(officer)
    for sent in ({}, {CSRF_HEADER: "x" * 43}):
        with pytest.raises(TransportError) as refusal:
            await door.principal(request(cookie=cookie, **sent), NOW)
        assert refusal.value.status == 403


@pytest.mark.parametrize("secret", ["", "x", "a" * 43, "tuntas_" + "a" * 43, "ä", "a" * 100_000])
async def test_a_token_that_opens_nothing_is_refused(door: Authentication, secret: str) -> None:
    code = await refused(door, HTTPConnection(http_scope("POST", [("authorization", f"Bearer {secret}")])))
    assert code == UNAUTHENTICATED


async def test_a_session_is_no_token_and_a_token_no_session(door: Authentication, organisation: Organisation) -> None:
    officer = await organisation.officer()
    assert await refused(door, request(token=await officer.session())) == UNAUTHENTICATED
    assert await refused(door, request(cookie=await officer.token())) == UNAUTHENTICATED


async def test_a_token_counts_and_not_the_cookie_beside_it(door: Authentication, organisation: Organisation) -> None:
    officer, other = await organisation.officer(), await organisation.officer()
    both = request(token=await officer.token(), cookie=await other.session())
    assert await door.principal(both, NOW) == by(officer)
    assert await refused(door, request(token=new_token(), cookie=await other.session())) == UNAUTHENTICATED


async def test_a_session_that_ended_is_taken_back(door: Authentication, organisation: Organisation) -> None:
    cookie = await session_of(organisation, await organisation.account(), hours=1)
    connection = request(method="GET", cookie=cookie)
    assert await refused(door, connection, NOW + timedelta(hours=1)) == UNAUTHENTICATED
    sent = [value.decode() for name, value in connection.scope[RESPONSE_HEADERS] if name == b"set-cookie"]
    assert len(sent) == 2
    assert all("Max-Age=0" in cookie and "SameSite=Strict" in cookie for cookie in sent)
    assert await refused(door, request(method="GET", cookie=new_session())) == UNAUTHENTICATED


async def test_the_header_switches_between_the_positions_that_are_held(
    door: Authentication, organisation: Organisation, sibling: Organisation
) -> None:
    officer = await organisation.officer()
    away = await sibling.position(await sibling.unit(), Role.STAF)
    await sibling.appoint(away, officer.account, begins=NOW - MINUTE)
    token = await officer.token()
    there = await door.principal(request(token=token, **acting(away)), NOW)
    assert (there.role, there.tenant, there.position) == (Role.STAF, sibling.tenant, away.id)
    assert there.reach == Reach(sibling.tenant, sibling.tenant)
    assert await door.principal(request(token=token, **acting(officer.position)), NOW) == by(officer)


async def test_a_position_that_is_not_held_is_forbidden(
    door: Authentication, organisation: Organisation, sibling: Organisation
) -> None:
    officer, colleague, stranger = await organisation.officer(), await organisation.officer(), await sibling.officer()
    token = await officer.token()
    forged = {POSITION_HEADER: node_id("Position", sibling.tenant, officer.position.id)}
    for headers in (acting(colleague.position), acting(stranger.position), forged):
        assert await refused(door, request(token=token, **headers)) == FORBIDDEN
    citizen = await token_of(organisation, await organisation.account(kind="CITIZEN"))
    assert await refused(door, request(token=citizen, **acting(officer.position))) == FORBIDDEN
    assert await refused(door, request(**acting(officer.position))) == UNAUTHENTICATED


@pytest.mark.parametrize("header", ["x", "0001", node_id("Unit", 2101, UUID(int=1)), node_id("Position", 2101, 7)])
async def test_a_position_must_be_the_id_of_one(door: Authentication, organisation: Organisation, header: str) -> None:
    token = await (await organisation.officer()).token()
    assert await refused(door, request(token=token, **{POSITION_HEADER: header})) == BAD_USER_INPUT


@pytest.mark.parametrize(("begins", "ends"), [(-60, -1), (-60, 0), (1, None), (1, 60)])
async def test_outside_of_its_time_an_appointment_opens_nothing(
    door: Authentication, organisation: Organisation, begins: int, ends: int | None
) -> None:
    account, position = await organisation.account(), await organisation.position(await organisation.unit())
    await organisation.appoint(
        position, account, begins=NOW + begins * MINUTE, ends=None if ends is None else NOW + ends * MINUTE
    )
    token = await token_of(organisation, account)
    assert (await door.principal(request(token=token), NOW)).role is Role.PELAPOR
    assert await refused(door, request(token=token, **acting(position))) == FORBIDDEN


async def test_an_account_that_is_switched_off_opens_nothing(door: Authentication, organisation: Organisation) -> None:
    officer = await organisation.officer()
    token, cookie = await officer.token(), await officer.session()
    assert await door.principal(request(token=token), NOW) == by(officer)
    async with organisation.outside.write() as tx:
        await accounts.activate(tx, officer.account, NOW, active=False)
    access_changes.changed(officer.account)
    assert await refused(door, request(token=token)) == UNAUTHENTICATED
    assert await refused(door, request(method="GET", cookie=cookie)) == UNAUTHENTICATED


async def test_a_closed_unit_seats_nobody(door: Authentication, organisation: Organisation) -> None:
    officer = await organisation.officer()
    async with organisation.sessions.write() as tx:
        units.close(tx, officer.unit, (NOW - timedelta(days=1)).date())
    token = await officer.token()
    assert await refused(door, request(token=token, **acting(officer.position))) == FORBIDDEN
    assert (await door.principal(request(token=token), NOW)).role is Role.PELAPOR


@pytest.mark.parametrize(
    ("role", "tenant", "reach"),
    [
        (Role.NASIONAL, 0, (0, 9999)),
        (Role.OMBUDSMAN, 0, (0, 9999)),
        (Role.OMBUDSMAN, 2100, (2100, 2199)),
        (Role.INSTANSI, 2100, (2100, 2199)),
        (Role.INSTANSI, 2101, (2101, 2101)),
        (Role.PENGHUBUNG, 2100, (2100, 2100)),
        (Role.PIMPINAN, 2100, (2100, 2100)),
        (Role.PENGAWAS, 0, (0, 0)),
        (Role.STAF, 2100, (2100, 2100)),
        (Role.INTEGRASI, 2100, (2100, 2100)),
    ],
)
def test_only_overseers_reach_further_than_their_own_pemda(role: Role, tenant: int, reach: tuple[int, int]) -> None:
    assert reach_in(role, tenant) == reach


class Statements:
    """The statements that were sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def __call__(self, sql: str, _params: Any) -> None:
        self.sent.append(sql)


async def test_a_busy_client_costs_one_statement(door: Authentication, organisation: Organisation) -> None:
    officer = await organisation.officer()
    token = await officer.token()
    statements = Statements()
    with on_statement(statements):
        for _ in range(50):
            assert await door.principal(request(token=token, **acting(officer.position)), NOW) == by(officer)
    assert len(statements.sent) == 1


async def test_the_end_of_an_appointment_is_seen_while_it_is_remembered(
    door: Authentication, organisation: Organisation
) -> None:
    account, position = await organisation.account(), await organisation.position(await organisation.unit())
    await organisation.appoint(position, account, ends=NOW + MINUTE)
    token = await token_of(organisation, account)
    statements = Statements()
    assert (await door.principal(request(token=token), NOW)).position == position.id
    with on_statement(statements):
        assert await refused(door, request(token=token, **acting(position)), NOW + MINUTE) == FORBIDDEN
        assert (await door.principal(request(token=token), NOW + MINUTE)).role is Role.PELAPOR
    assert statements.sent == []


async def test_the_end_of_a_session_is_seen_while_it_is_remembered(
    door: Authentication, organisation: Organisation
) -> None:
    account = await organisation.account()
    token = await token_of(organisation, account, days=1)
    await door.principal(request(token=token), NOW)
    assert await refused(door, request(token=token), NOW + timedelta(days=1)) == UNAUTHENTICATED


async def test_what_this_process_changes_is_seen_at_once(door: Authentication, organisation: Organisation) -> None:
    officer = await organisation.officer()
    token = await officer.token()
    await door.principal(request(token=token), NOW)
    async with organisation.sessions.write() as tx:
        appointments.end(tx, officer.appointment, NOW, "mutasi")
    assert (await door.principal(request(token=token), NOW)).is_staff  # nobody told it yet
    access_changes.changed(officer.account)
    assert not (await door.principal(request(token=token), NOW)).is_staff


async def test_what_another_process_changes_is_heard(
    organisation: Organisation, pool: Pool, database: Database
) -> None:
    officer = await organisation.officer()
    token = await officer.token()
    async with authenticating(pool, database.service_url, AccessSettings(remembered=10)) as door:
        await asyncio.sleep(0.3)  # it listens
        assert (await door.principal(request(token=token), NOW)).is_staff
        async with organisation.sessions.write() as tx:
            appointments.end(tx, officer.appointment, NOW, "mutasi")
            access_changes.announce(tx, officer.account)
        async with asyncio.timeout(5):
            while (await door.principal(request(token=token), NOW)).is_staff:  # noqa: ASYNC110 - heard, not awaited
                await asyncio.sleep(0.01)


async def test_without_being_told_it_asks_again_soon(organisation: Organisation, pool: Pool) -> None:
    officer = await organisation.officer()
    token = await officer.token()
    door = Authentication(Sessions(pool, NOWHERE), AccessSettings(remembered=0.05))
    assert (await door.principal(request(token=token), NOW)).is_staff
    async with organisation.sessions.write() as tx:
        appointments.end(tx, officer.appointment, NOW, "mutasi")
    await asyncio.sleep(0.06)
    assert not (await door.principal(request(token=token), NOW)).is_staff


async def test_nothing_is_remembered_longer_than_ten_seconds(organisation: Organisation, pool: Pool) -> None:
    door = Authentication(Sessions(pool, NOWHERE), AccessSettings(remembered=3600))
    token = await (await organisation.officer()).token()
    await door.principal(request(token=token), NOW)
    (known,) = door._known.values()
    known.read_at -= 10.1
    statements = Statements()
    with on_statement(statements):
        await door.principal(request(token=token), NOW)
    assert len(statements.sent) == 1


async def test_an_answer_that_was_overtaken_by_a_change_is_not_remembered(
    door: Authentication, organisation: Organisation
) -> None:
    officer = await organisation.officer()
    token = await officer.token()

    def change(_sql: str, _params: Any) -> None:
        door.forget(str(officer.account))  # as if it were committed while we ask

    with on_statement(change):
        await door.principal(request(token=token), NOW)
    statements = Statements()
    with on_statement(statements):
        await door.principal(request(token=token), NOW)
    assert len(statements.sent) == 1


async def test_one_account_is_forgotten_and_the_others_are_not(
    door: Authentication, organisation: Organisation
) -> None:
    one, two = await organisation.officer(), await organisation.officer()
    tokens = [await one.token(), await two.token()]
    for token in tokens:
        await door.principal(request(token=token), NOW)
    door.forget(str(one.account))
    statements = Statements()
    with on_statement(statements):
        await door.principal(request(token=tokens[1]), NOW)
        assert statements.sent == []
        await door.principal(request(token=tokens[0]), NOW)
        assert len(statements.sent) == 1
        door.forget(access_changes.EVERYBODY)
        await door.principal(request(token=tokens[1]), NOW)
    assert len(statements.sent) == 2


async def test_no_more_than_so_many_are_remembered(organisation: Organisation, pool: Pool) -> None:
    door = Authentication(Sessions(pool, NOWHERE), AccessSettings(most=2))
    for _ in range(4):
        await door.principal(request(token=await token_of(organisation, await organisation.account())), NOW)
    assert len(door._known) == 2


async def test_a_session_lives_on_while_it_is_used_and_ends_after_twelve_hours(
    organisation: Organisation, pool: Pool
) -> None:
    door = Authentication(Sessions(pool, NOWHERE), AccessSettings(remembered=0, secure=False))
    cookie = await session_of(organisation, await organisation.account(), hours=4)
    for hours in (3, 6, 9, 11.9):
        access = await door.access(request(method="GET", cookie=cookie), NOW + timedelta(hours=hours))
        assert access is not None
        assert access.expires_at <= NOW + timedelta(hours=12)
    assert await refused(door, request(method="GET", cookie=cookie), NOW + timedelta(hours=12)) == UNAUTHENTICATED


async def test_a_session_that_is_not_used_ends_after_four_hours(organisation: Organisation, pool: Pool) -> None:
    door = Authentication(Sessions(pool, NOWHERE), AccessSettings(remembered=0, secure=False))
    cookie = await session_of(organisation, await organisation.account(), hours=4)
    await door.access(request(method="GET", cookie=cookie), NOW + timedelta(hours=1))
    assert await refused(door, request(method="GET", cookie=cookie), NOW + timedelta(hours=5)) == UNAUTHENTICATED


async def test_keeping_a_session_alive_is_not_written_with_every_request(
    organisation: Organisation, pool: Pool
) -> None:
    door = Authentication(Sessions(pool, NOWHERE), AccessSettings(remembered=0, secure=False))
    cookie = await session_of(organisation, await organisation.account(), hours=4)
    statements = Statements()
    with on_statement(statements):
        for minute in range(30):
            await door.access(request(method="GET", cookie=cookie), NOW + minute * MINUTE)
    assert sum("session_extend" in sql for sql in statements.sent) == 1
