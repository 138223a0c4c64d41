"""Accounts of officials, tokens, restrictions: by the chain, shown once, narrowing only."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from graph.nodes import node_id, parse_id
from policies.credentials import hash_of, is_secret
from policies.principal import Principal
from rules.identifiers import NATION
from rules.roles import Role
from tenants.database import Pool
from tenants.stores import access_changes, accounts
from tenants.stores.access_changes import EVERYBODY
from tests.graph.changing import Unchanged, account_id, change, document, key, national, position_id
from tests.offices import NOW, VISITOR, Asking, Office, citizen
from tests.organisation import Organisation

pytestmark = pytest.mark.anyio
INVITED = "{ account { id name active } code expiresAt }"
TAKEN = {"role": "PENGHUBUNG", "permission": "complaint:return", "reason": "Semua pengembalian lewat admin"}


@pytest.fixture
def door(pool: Pool) -> Organisation:
    """What reaches the functions of the door."""
    return Organisation(pool, NATION)


def fresh_email() -> str:
    return f"{uuid4().hex}@uji.test"


async def invited(ask: Asking, who: Principal, position: str, email: str) -> Any:
    return await change(ask, who, "createStaffAccount", INVITED, position=position, name="Citra Uji", email=email)


async def test_an_admin_makes_an_account_that_its_owner_opens(ask: Asking, office: Office, door: Organisation) -> None:
    email = fresh_email()
    made = await invited(ask, office.admin, position_id(office.by("perkim")), email.upper())
    assert made["account"]["name"] == "Citra Uji"
    assert is_secret(made["code"])
    found = await accounts.secret(door.outside, email)
    assert found is not None
    assert (found.kind, found.password_hash) == ("STAFF", None)
    later = NOW + timedelta(days=6)
    assert await accounts.accept_invitation(door.outside, hash_of(made["code"]), "p", later) == found.id
    await change(
        ask, office.admin, "appoint", position=position_id(office.by("perkim")), account=made["account"]["id"],
        kind="PLH", skNumber="SK 1/2026", skDate="2026-01-02",
    )  # fmt: skip
    (seat,) = await accounts.seats(door.outside, found.id, NOW)
    assert seat.tenant_id == office.tenant


async def test_an_account_that_waits_for_its_appointment_is_not_taken_over(
    ask: Asking, office: Office, sibling: Office, door: Organisation, unchanged: Unchanged
) -> None:
    """Else another pemda appoints the person first, invites again, and waits in the account for the real desk."""
    email = fresh_email()
    made = await invited(ask, office.admin, position_id(office.by("perkim")), email)
    seat = {"kind": "PLH", "skNumber": "SK 1/2026", "skDate": "2026-01-02", "account": made["account"]["id"]}
    await change(ask, sibling.admin, "appoint", position=position_id(sibling.by("perkim")), **seat)
    for name, more in (("inviteAgain", {}), ("switchAccount", {"active": False, "reason": "Coba ambil alih"})):
        refusal = await unchanged(sibling.admin, name, account=made["account"]["id"], **more)
        assert refusal["code"] == "NOT_FOUND"
    assert await accounts.accept_invitation(door.outside, hash_of(made["code"]), "p", NOW)


async def test_a_retry_makes_no_second_account_and_shows_no_second_code(ask: Asking, office: Office) -> None:
    given = {"clientKey": key(), "position": position_id(office.by("perkim")), "name": "Citra", "email": fresh_email()}
    first = (await ask(office.admin, document("createStaffAccount", INVITED), input=given))["createStaffAccount"]
    again = (await ask(office.admin, document("createStaffAccount", INVITED), input=given))["createStaffAccount"]
    assert again == {"account": first["account"], "code": None, "expiresAt": None}


async def test_an_address_is_used_once(ask: Asking, office: Office, unchanged: Unchanged) -> None:
    email, position = fresh_email(), position_id(office.by("perkim"))
    await invited(ask, office.admin, position, email)
    refusal = await unchanged(office.admin, "createStaffAccount", position=position, name="Lain", email=email)
    assert (refusal["code"], refusal["field"]) == ("CONFLICT", "email")
    refusal = await unchanged(office.admin, "createStaffAccount", position=position, name="Lain", email="bukan surel")
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "email")


async def test_the_chain_decides_who_makes_accounts_for_whom(
    ask: Asking, office: Office, sibling: Office, unchanged: Unchanged
) -> None:
    liaison = {"position": position_id(office.by("perkim")), "name": "Citra", "email": fresh_email()}
    admin = {"position": position_id(office.admin), "name": "Citra", "email": fresh_email()}
    assert (await unchanged(sibling.admin, "createStaffAccount", **liaison))["code"] == "NOT_FOUND"
    for someone in (office.by("perkim"), office.by("root", Role.PIMPINAN), citizen(), national()):
        assert (await unchanged(someone, "createStaffAccount", **liaison))["code"] == "FORBIDDEN"
    assert (await unchanged(VISITOR, "createStaffAccount", **liaison))["code"] == "UNAUTHENTICATED"
    assert (await change(ask, national(), "createStaffAccount", INVITED, **admin))["code"]


async def test_an_official_is_invited_again_and_switched_off(ask: Asking, office: Office, door: Organisation) -> None:
    person = office.by("perkim")
    assert person.account is not None
    again = await change(ask, office.admin, "inviteAgain", INVITED, account=account_id(person))
    assert await accounts.accept_invitation(door.outside, hash_of(again["code"]), "p", NOW) == person.account
    heard: list[str] = []
    leave = access_changes.subscribe(heard.append)
    off = await change(
        ask,
        office.admin,
        "switchAccount",
        "{ active }",
        account=account_id(person),
        active=False,
        reason="Pindah tugas",
    )
    leave()
    assert (off, heard) == ({"active": False}, [str(person.account)])
    on = await change(
        ask,
        office.admin,
        "switchAccount",
        "{ active }",
        account=account_id(person),
        active=True,
        reason="Kembali tugas",
    )
    assert on == {"active": True}


async def test_nobody_touches_accounts_that_are_not_all_theirs(
    ask: Asking, office: Office, sibling: Office, door: Organisation, pool: Pool
) -> None:
    elsewhere = Organisation(pool, sibling.tenant)
    person = office.by("perkim")
    assert person.account is not None
    private = await door.account(kind="CITIZEN")
    idle = await door.account()
    for account in (private, idle, sibling.by("perkim").account, uuid4()):
        for name, more in (("inviteAgain", {}), ("switchAccount", {"active": False, "reason": "Coba saja"})):
            given = {"clientKey": key(), "account": node_id("Account", NATION, account), **more}  # type: ignore[arg-type]
            assert (await ask.refused(office.admin, document(name, "{ __typename }"), input=given))[
                "code"
            ] == "NOT_FOUND"
    await elsewhere.appoint(await elsewhere.position(await elsewhere.unit()), person.account)
    given = {"clientKey": key(), "account": account_id(person)}
    assert (await ask.refused(office.admin, document("inviteAgain", INVITED), input=given))["code"] == "NOT_FOUND"
    given = {"clientKey": key(), "account": account_id(person)}
    assert (await ask.refused(national(), document("inviteAgain", INVITED), input=given))["code"] == "FORBIDDEN"
    assert (await accounts.by_id(door.outside, [person.account]))[0].active  # type: ignore[union-attr]


async def test_a_token_is_shown_once_and_works_until_it_is_revoked(
    ask: Asking, office: Office, door: Organisation
) -> None:
    person = office.by("perkim")
    given = {"clientKey": key(), "label": "Aplikasi", "days": 30}
    text = document("issueToken", "{ secret token { id label live expiresAt revokedAt } }")
    made = (await ask(person, text, input=given))["issueToken"]
    assert (made["token"]["label"], made["token"]["live"]) == ("Aplikasi", True)
    assert made["token"]["expiresAt"] == (NOW + timedelta(days=30)).isoformat()
    rows = await accounts.access(door.outside, hash_of(made["secret"]), NOW)
    assert rows[0].account_id == person.account
    assert (await ask(person, text, input=given))["issueToken"] == {"secret": None, "token": made["token"]}
    other = {"clientKey": key(), "token": made["token"]["id"]}
    assert (await ask.refused(office.admin, document("revokeToken"), input=other))["code"] == "NOT_FOUND"
    ended = await change(ask, person, "revokeToken", "{ live revokedAt }", token=made["token"]["id"])
    assert ended == {"live": False, "revokedAt": NOW.isoformat()}
    assert await accounts.access(door.outside, hash_of(made["secret"]), NOW) == []


@pytest.mark.parametrize("days", [0, 367, -1])
async def test_a_token_has_an_end(ask: Asking, office: Office, days: int) -> None:
    given = {"clientKey": key(), "label": "Aplikasi", "days": days}
    refusal = await ask.refused(office.by("perkim"), document("issueToken", "{ secret }"), input=given)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "days")


async def test_a_citizen_has_tokens_and_a_receipt_or_visitor_has_none(ask: Asking, door: Organisation) -> None:
    reporter = Principal(Role.PELAPOR, account=await door.account(kind="CITIZEN"))
    assert (await change(ask, reporter, "issueToken", "{ secret }", label="Ponsel"))["secret"]
    given = {"clientKey": key(), "label": "Ponsel"}
    receipt = Principal(Role.PELAPOR, receipt=uuid4())
    assert (await ask.refused(receipt, document("issueToken", "{ secret }"), input=given))["code"] == "FORBIDDEN"
    assert (await ask.refused(VISITOR, document("issueToken", "{ secret }"), input=given))["code"] == "UNAUTHENTICATED"


async def test_what_is_taken_is_missing_at_the_desk_and_comes_back(
    ask: Asking, office: Office, door: Organisation
) -> None:
    person = office.by("dinkes")
    assert person.account is not None

    async def restricted() -> list[str]:
        (seat,) = await accounts.seats(door.outside, person.account, NOW)  # type: ignore[arg-type]
        return seat.restricted

    heard: list[str] = []
    leave = access_changes.subscribe(heard.append)
    made = await change(
        ask, office.admin, "restrict", "{ id role permission reason validFrom validTo unit { id } viewerCan }",
        unit=office.unit("dinkes"), **TAKEN,
    )  # fmt: skip
    leave()
    assert (made["permission"], made["unit"], made["validTo"]) == (
        "complaint:return",
        {"id": office.unit("dinkes")},
        None,
    )
    assert heard == [EVERYBODY]
    assert await restricted() == ["complaint:return"]
    lifted = await change(ask, office.admin, "liftRestriction", "{ validTo }", restriction=made["id"])
    assert lifted == {"validTo": NOW.isoformat()}
    assert await restricted() == []


async def test_the_same_is_not_taken_twice(ask: Asking, office: Office, unchanged: Unchanged) -> None:
    await change(ask, office.admin, "restrict", **TAKEN)
    assert (await unchanged(office.admin, "restrict", **TAKEN))["code"] == "CONFLICT"
    assert (await unchanged(office.admin, "restrict", unit=office.unit("dinkes"), **TAKEN))["code"] == "CONFLICT"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"role": "NASIONAL"}, "role"),
        ({"role": "OMBUDSMAN"}, "role"),
        ({"role": "PELAPOR"}, "role"),
        ({"permission": "complaint:fly"}, "permission"),
        ({"role": "PIMPINAN"}, "permission"),
        ({"permission": "session:manage"}, "permission"),
        ({"role": "INSTANSI", "permission": "restriction:manage"}, "permission"),
        ({"reason": "x"}, "reason"),
    ],
)
async def test_what_cannot_be_taken_is_refused(
    office: Office, unchanged: Unchanged, given: dict[str, str], field: str
) -> None:
    refusal = await unchanged(office.admin, "restrict", **(TAKEN | given))
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)


async def test_nobody_else_restricts_or_lifts(
    ask: Asking, office: Office, sibling: Office, unchanged: Unchanged
) -> None:
    made = await change(ask, office.admin, "restrict", **TAKEN)
    for someone in (office.by("perkim"), office.by("root", Role.PIMPINAN), citizen()):
        assert (await unchanged(someone, "restrict", **TAKEN))["code"] == "FORBIDDEN"
        assert (await unchanged(someone, "liftRestriction", restriction=made["id"]))["code"] == "FORBIDDEN"
    assert (await unchanged(sibling.admin, "liftRestriction", restriction=made["id"]))["code"] == "NOT_FOUND"
    assert (await unchanged(national(), "liftRestriction", restriction=made["id"]))["code"] == "FORBIDDEN"
    foreign = {"unit": sibling.unit("dinkes")} | TAKEN
    assert (await unchanged(office.admin, "restrict", **foreign))["code"] == "NOT_FOUND"
    assert parse_id(made["id"], "Restriction").tenant == office.tenant
