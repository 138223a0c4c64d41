"""Getting a password: a citizen registers, an official is invited, both may change it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from gateway.attempts import AttemptLimits
from gateway.throttle import Rate
from policies.credentials import hash_of, new_invitation
from tenants.database import Pool
from tenants.stores import accounts
from tests.gateway.door import CHEAP, PASSWORD, Door, code_of, standing
from tests.organisation import Organisation
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
NEW = "sandi baru yang lain"


@pytest.fixture
def organisation(pool: Pool, new_tenant: NewTenant) -> Organisation:
    return Organisation(pool, new_tenant().id)


@pytest.fixture
async def door(pool: Pool) -> AsyncIterator[Door]:
    async with standing(pool) as door:
        yield door


def fresh_email() -> str:
    return f"{uuid4().hex}@uji.test"


async def test_a_citizen_registers_and_signs_in(door: Door, organisation: Organisation) -> None:
    email = fresh_email()
    answer = await door.post("/register", email=email.upper(), name="  Warga Uji", password=PASSWORD)
    assert (answer.status_code, answer.json()) == (200, {"registered": True})
    found = await accounts.secret(organisation.outside, email)
    assert found is not None
    assert (found.name, found.kind, found.active) == ("Warga Uji", "CITIZEN", True)
    assert (found.password_hash or "").startswith("$argon2id$")
    signed_in = (await door.sign_in(email)).json()
    assert (signed_in["account"]["kind"], signed_in["positions"]) == ("CITIZEN", [])


async def test_an_address_registers_once_and_keeps_its_first_password(door: Door) -> None:
    email = fresh_email()
    await door.post("/register", email=email, name="Warga", password=PASSWORD)
    again = await door.post("/register", email=email.title(), name="Penyusup", password=NEW)
    assert code_of(again) == (409, "CONFLICT")
    assert (await door.sign_in(email)).status_code == 200
    assert (await door.sign_in(email, NEW)).status_code == 401


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "bukan surel"),
        ("email", "a@b"),
        ("email", "a@b.test, c@d.test"),
        ("name", "A"),
        ("name", "x" * 201),
        ("name", "Ani\x07Uji"),
        ("password", "pendek"),
        ("password", "Warga Uji 123"),
        ("password", None),
    ],
)
async def test_bad_input_makes_no_account(door: Door, organisation: Organisation, field: str, value: object) -> None:
    email = fresh_email()
    given: dict[str, Any] = {"email": email, "name": "Warga Uji", "password": PASSWORD} | {field: value}
    assert code_of(await door.post("/register", **given)) == (400, "BAD_USER_INPUT")
    assert await accounts.of_email(organisation.outside, email) is None


async def test_registering_is_limited_by_address(pool: Pool) -> None:
    address = f"2001:db8:{uuid4().hex[:4]}:{uuid4().hex[:4]}::1"
    async with standing(pool, rates={"register": Rate(2, 0.001)}, address=address) as door:
        codes = [
            (await door.post("/register", email=fresh_email(), name="Warga", password=PASSWORD)).status_code
            for _ in range(3)
        ]
    assert codes == [200, 200, 429]


async def invited(organisation: Organisation, *, days: int = 7) -> tuple[str, str, UUID]:
    email, code = fresh_email(), new_invitation()
    account = await organisation.account_at(email)
    now = datetime.now(UTC)
    async with organisation.outside.write() as tx:
        accounts.invite(tx, account.id, hash_of(code), now, now + timedelta(days=days))
    return email, code, account.id


async def test_an_official_accepts_an_invitation_once(door: Door, organisation: Organisation) -> None:
    email, code, _ = await invited(organisation)
    assert (await door.sign_in(email)).status_code == 401
    assert (await door.post("/invitation", code=code, password=PASSWORD)).json() == {"accepted": True}
    assert (await door.sign_in(email)).status_code == 200
    again = await door.post("/invitation", code=code, password=NEW)
    assert code_of(again) == (400, "BAD_USER_INPUT")
    assert (await door.sign_in(email)).status_code == 200


@pytest.mark.parametrize("wrong", ["late", "other", "empty"])
async def test_a_wrong_or_late_code_sets_nothing(door: Door, organisation: Organisation, wrong: str) -> None:
    email, code, _ = await invited(organisation, days=-1 if wrong == "late" else 7)
    sent = {"late": code, "other": new_invitation(), "empty": "x"}[wrong]
    assert code_of(await door.post("/invitation", code=sent, password=PASSWORD)) == (400, "BAD_USER_INPUT")
    assert (await door.sign_in(email)).status_code == 401


async def test_a_code_survives_a_password_that_is_refused(door: Door, organisation: Organisation) -> None:
    email, code, _ = await invited(organisation)
    assert code_of(await door.post("/invitation", code=code, password="pendek")) == (400, "BAD_USER_INPUT")
    assert (await door.post("/invitation", code=code, password=PASSWORD)).status_code == 200
    assert (await door.sign_in(email)).status_code == 200


async def test_a_changed_password_ends_every_other_session(pool: Pool, organisation: Organisation) -> None:
    email = fresh_email()
    await organisation.account_at(email, password_hash=CHEAP.hash(PASSWORD))
    async with standing(pool) as here, standing(pool) as there:
        csrf = (await here.sign_in(email)).json()["csrfToken"]
        await there.sign_in(email)
        assert (await here.post("/password", current=PASSWORD, password=NEW)).status_code == 403
        wrong = await here.post("/password", csrf=csrf, current="salah sekali ini", password=NEW)
        assert code_of(wrong) == (401, "UNAUTHENTICATED")
        assert (await there.session()).json()["signedIn"]
        changed = await here.post("/password", csrf=csrf, current=PASSWORD, password=NEW)
        assert changed.json() == {"changed": True}
        assert (await here.session()).json()["signedIn"]
        there.authentication.forget("*")  # another process would hear of it
        assert (await there.session()).json() == {"signedIn": False}
        assert (await there.sign_in(email)).status_code == 401
        assert (await there.sign_in(email, NEW)).status_code == 200


async def test_without_a_session_nothing_is_changed(door: Door) -> None:
    answer = await door.post("/password", current=PASSWORD, password=NEW)
    assert code_of(answer) == (401, "UNAUTHENTICATED")


async def test_guessing_the_current_password_is_limited(pool: Pool, organisation: Organisation) -> None:
    email = fresh_email()
    await organisation.account_at(email, password_hash=CHEAP.hash(PASSWORD))
    address = f"2001:db8:{uuid4().hex[:4]}:{uuid4().hex[:4]}::1"
    async with standing(pool, limits=AttemptLimits(of_email=3), address=address) as door:
        csrf = (await door.sign_in(email)).json()["csrfToken"]
        codes = [
            (await door.post("/password", csrf=csrf, current="salah sekali", password=NEW)).status_code
            for _ in range(4)
        ]
    assert codes == [401, 401, 401, 429]
