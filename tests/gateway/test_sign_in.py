"""Coming in and going out over HTTP, and what an outsider can learn by trying: nothing."""

import statistics
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from structlog.testing import capture_logs

from gateway.attempts import AttemptLimits
from gateway.sign_in import told
from graph.nodes import node_id
from rules.identifiers import code_of as kode_of
from rules.roles import Role
from tenants.database import Pool
from tenants.stores import accounts
from tests.gateway.door import CHEAP, PASSWORD, Door, code_of, standing
from tests.organisation import Organisation
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
WRONG = (401, "UNAUTHENTICATED")


@pytest.fixture
def organisation(pool: Pool, new_tenant: NewTenant) -> Organisation:
    return Organisation(pool, new_tenant().id)


@pytest.fixture
async def door(pool: Pool) -> AsyncIterator[Door]:
    async with standing(pool) as door:
        yield door


def fresh_email() -> str:
    return f"{uuid4().hex}@uji.test"


async def registered(organisation: Organisation, *, kind: str = "STAFF") -> str:
    email = fresh_email()
    await organisation.account_at(email, kind=kind, password_hash=CHEAP.hash(PASSWORD))
    return email


async def test_signing_in_gives_a_cookie_a_csrf_token_and_the_positions(door: Door, organisation: Organisation) -> None:
    email = await registered(organisation)
    account = await accounts.of_email(organisation.outside, email)
    assert account is not None
    position = await organisation.position(await organisation.unit())
    await organisation.appoint(position, account.id)
    answer = await door.sign_in(f" {email.upper()} ")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["signedIn"], body["account"]) == (True, {"name": "Ani Uji", "kind": "STAFF"})
    assert body["positions"] == [
        {
            "id": node_id("Position", organisation.tenant, position.id),
            "title": position.title,
            "role": "PENGHUBUNG",
            "pemda": kode_of(organisation.tenant),
        }
    ]
    cookies = answer.headers.get_list("set-cookie")
    session = next(cookie for cookie in cookies if cookie.startswith("tuntas_session="))
    csrf = next(cookie for cookie in cookies if cookie.startswith("tuntas_csrf="))
    assert "; HttpOnly" in session
    assert "; HttpOnly" not in csrf
    assert all("; Path=/; Max-Age=43200; SameSite=Strict" in cookie for cookie in (session, csrf))
    assert csrf.startswith(f"tuntas_csrf={body['csrfToken']};")
    assert answer.headers["cache-control"] == "no-store"
    assert (await door.session()).json() == body


@pytest.mark.parametrize("secure", [True, False])
async def test_cookies_go_over_https_alone_when_so_set(pool: Pool, organisation: Organisation, *, secure: bool) -> None:
    email = await registered(organisation)
    async with standing(pool, secure=secure) as door:
        cookies = (await door.sign_in(email)).headers.get_list("set-cookie")
    assert [("; Secure" in cookie) for cookie in cookies] == [secure, secure]


async def test_what_is_wrong_is_never_told(door: Door, organisation: Organisation) -> None:
    email, off, unclaimed = await registered(organisation), await registered(organisation), fresh_email()
    account = await accounts.of_email(organisation.outside, off)
    assert account is not None
    async with organisation.outside.write() as tx:
        await accounts.activate(tx, account.id, datetime.now(UTC), active=False)
    await organisation.account_at(unclaimed)
    answers = [
        await door.sign_in(email, "salah salah salah"),
        await door.sign_in(fresh_email()),
        await door.sign_in(off),
        await door.sign_in(unclaimed),
        await door.sign_in("' OR 1=1 --"),
    ]
    assert {code_of(answer) for answer in answers} == {WRONG}
    assert len({answer.content for answer in answers}) == 1
    assert all("set-cookie" not in answer.headers for answer in answers)
    assert (await door.session()).json() == {"signedIn": False}


async def test_an_unknown_address_takes_as_long_as_a_wrong_password(pool: Pool, organisation: Organisation) -> None:
    hasher = PasswordHasher(time_cost=2, memory_cost=32 * 1024, parallelism=1)
    email = fresh_email()
    await organisation.account_at(email, password_hash=hasher.hash(PASSWORD))
    async with standing(pool, hasher=hasher) as door:

        async def seconds(address: str) -> float:
            begun = time.perf_counter()
            await door.sign_in(address, "salah salah salah")
            return time.perf_counter() - begun

        await seconds(fresh_email())  # the decoy is made once
        known = [await seconds(email) for _ in range(7)]
        unknown = [await seconds(fresh_email()) for _ in range(7)]
    assert 0.5 < statistics.median(unknown) / statistics.median(known) < 2.0


async def test_after_too_many_attempts_even_the_right_password_waits(pool: Pool, organisation: Organisation) -> None:
    email, unknown = await registered(organisation), fresh_email()
    address = f"2001:db8:{uuid4().hex[:4]}:{uuid4().hex[:4]}::1"
    async with standing(pool, limits=AttemptLimits(of_email=3, of_address=1000), address=address) as door:
        assert [code_of(await door.sign_in(email, "salah sekali"))[0] for _ in range(4)] == [401, 401, 401, 429]
        assert code_of(await door.sign_in(email)) == (429, "RATE_LIMITED")
        assert [code_of(await door.sign_in(unknown, "salah sekali"))[0] for _ in range(4)] == [401, 401, 401, 429]
        other = await registered(organisation)
        assert (await door.sign_in(other)).status_code == 200


async def test_one_address_cannot_try_everybody(pool: Pool, organisation: Organisation) -> None:
    address = f"2001:db8:{uuid4().hex[:4]}:{uuid4().hex[:4]}::1"
    email = await registered(organisation)
    async with standing(pool, limits=AttemptLimits(of_email=1000, of_address=5), address=address) as door:
        codes = [(await door.sign_in(fresh_email())).status_code for _ in range(6)]
        assert codes == [401] * 5 + [429]
        assert [(await door.sign_in(email, "salah sekali")).status_code for _ in range(4)] == [429] * 4
    async with standing(pool, limits=AttemptLimits(of_email=3, of_address=5)) as elsewhere:  # nor shut him out
        assert (await elsewhere.sign_in(email)).status_code == 200


async def test_an_office_behind_one_address_signs_in_as_often_as_it_likes(
    pool: Pool, organisation: Organisation
) -> None:
    address = f"2001:db8:{uuid4().hex[:4]}:{uuid4().hex[:4]}::1"
    email = await registered(organisation)
    async with standing(pool, limits=AttemptLimits(of_email=3, of_address=3), address=address) as door:
        assert [(await door.sign_in(email)).status_code for _ in range(10)] == [200] * 10


async def test_each_sign_in_is_a_new_session_and_ends_the_one_before(door: Door, organisation: Organisation) -> None:
    email = await registered(organisation)
    await door.sign_in(email)
    first = door.client.cookies["tuntas_session"]
    csrf = (await door.sign_in(email)).json()["csrfToken"]
    assert door.client.cookies["tuntas_session"] != first
    door.client.cookies.clear()
    answer = await door.client.get("/session", headers={"cookie": f"tuntas_session={first}"})
    assert answer.json() == {"signedIn": False}
    assert csrf


async def test_signing_out_ends_the_session_and_takes_the_cookies_back(door: Door, organisation: Organisation) -> None:
    csrf = (await door.sign_in(await registered(organisation))).json()["csrfToken"]
    session = door.client.cookies["tuntas_session"]
    assert (await door.post("/sign-out")).status_code == 403  # another site cannot sign somebody out
    assert (await door.session()).json()["signedIn"]
    assert (await door.post("/sign-out", csrf=csrf)).json() == {"signedIn": False}
    assert "tuntas_session" not in door.client.cookies
    answer = await door.client.get("/session", headers={"cookie": f"tuntas_session={session}"})
    assert answer.json() == {"signedIn": False}
    assert (await door.post("/sign-out")).json() == {"signedIn": False}


async def test_a_session_that_ended_can_still_sign_out(door: Door) -> None:
    answer = await door.client.post("/sign-out", json={}, headers={"cookie": f"tuntas_session={'x' * 43}"})
    assert answer.json() == {"signedIn": False}
    assert all("Max-Age=0" in cookie for cookie in answer.headers.get_list("set-cookie"))


async def test_a_password_with_old_costs_is_hashed_anew(pool: Pool, organisation: Organisation) -> None:
    email = await registered(organisation)
    hasher = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    async with standing(pool, hasher=hasher) as door:
        assert (await door.sign_in(email)).status_code == 200
        found = await accounts.secret(organisation.outside, email)
        assert found is not None
        assert found.password_hash is not None
        assert not hasher.check_needs_rehash(found.password_hash)
        assert (await door.sign_in(email)).status_code == 200


async def test_what_is_logged_names_nobody(pool: Pool, organisation: Organisation) -> None:
    email = await registered(organisation)
    async with standing(pool) as door:
        with capture_logs() as logs:
            await door.sign_in(email, "salah salah salah")
            await door.sign_in(email)
    assert [entry["event"] for entry in logs] == ["access.sign_in_refused", "access.signed_in"]
    assert email not in str(logs)
    assert PASSWORD not in str(logs)
    assert "Ani" not in str(logs)


BAD: list[dict[str, Any]] = [
    {},
    {"email": "a@b.test"},
    {"email": 1, "password": "x"},
    {"email": "a@b.test", "password": ""},
    {"email": "a@b.test", "password": "x" * 1_000},
    {"email": "a\x00b@uji.test", "password": "x"},
    {"email": ["a"], "password": {"$ne": ""}},
]


@pytest.mark.parametrize("members", BAD)
async def test_bad_input_is_told_apart(door: Door, members: dict[str, Any]) -> None:
    assert code_of(await door.post("/sign-in", **members)) == (400, "BAD_USER_INPUT")


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"null", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b'{"email": "' + b"a" * 20_000 + b'"}', "application/json", 413),
        (b"email=a&password=b", "application/x-www-form-urlencoded", 415),
        (b'{"email":"a","password":"b"}', "text/plain", 415),
    ],
)
async def test_a_form_of_another_site_is_not_read(door: Door, content: bytes, content_type: str, status: int) -> None:
    answer = await door.client.post("/sign-in", content=content, headers={"content-type": content_type})
    assert answer.status_code == status
    assert answer.json()["errors"]


@pytest.mark.parametrize(("method", "path"), [("GET", "/sign-in"), ("GET", "/sign-out"), ("POST", "/session")])
async def test_each_address_has_one_method(door: Door, method: str, path: str) -> None:
    assert (await door.client.request(method, path)).status_code == 405


async def test_positions_that_have_not_begun_are_not_offered(door: Door, organisation: Organisation) -> None:
    email = await registered(organisation)
    account = await accounts.of_email(organisation.outside, email)
    assert account is not None
    position = await organisation.position(await organisation.unit(), Role.STAF)
    await organisation.appoint(position, account.id, begins=datetime.now(UTC) + timedelta(days=1))
    assert (await door.sign_in(email)).json()["positions"] == []
    assert told(None, datetime.now(UTC)) == {"signedIn": False}
