"""Who am I, what may I do, and what would a restriction mean?"""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from policies.decisions import may
from policies.permissions import Permission
from policies.principal import Principal
from rules.identifiers import NATION
from rules.roles import Role
from tenants.database import Pool
from tests.casework import submitted
from tests.graph.changing import account_id, change, national, position_id
from tests.offices import VISITOR, Asking, Office, citizen
from tests.organisation import Organisation

pytestmark = pytest.mark.anyio
VIEWER = """{ viewer { role name account { id name } position { id title } pemda { code } permissions
  seats { switchId role title acting pemda { code } } } }"""
REHEARSE = """query($role: Role!, $permission: String!, $unit: ID) {
  rehearseRestriction(role: $role, permission: $permission, unit: $unit) {
    lost gained desks { unit { code } before after } } }"""
LIFT = "query($id: ID!) { rehearseLift(restriction: $id) { lost gained desks { unit { code } before after } } }"
RESTRICTIONS = """query($pemda: String, $all: Boolean! = false) {
  restrictions(pemda: $pemda, includeLifted: $all) { nodes { id permission } } }"""


async def test_an_official_sees_position_pemda_and_every_seat(
    ask: Asking, office: Office, sibling: Office, pool: Pool
) -> None:
    person = office.by("dinkes")
    assert person.account is not None
    away = Organisation(pool, sibling.tenant)
    await away.appoint(await away.position(await away.unit(), Role.STAF), person.account)
    seen = (await ask(person, VIEWER))["viewer"]
    assert (seen["role"], seen["name"], seen["pemda"]) == ("PENGHUBUNG", person.name, {"code": office.pemda.code})
    assert seen["account"] == {"id": account_id(person), "name": person.name}
    assert seen["position"] == {"id": position_id(person), "title": person.position_title}
    seats = {(seat["role"], seat["pemda"]["code"], seat["acting"]) for seat in seen["seats"]}
    assert seats == {("PENGHUBUNG", office.pemda.code, True), ("STAF", sibling.pemda.code, False)}
    assert position_id(person) in {seat["switchId"] for seat in seen["seats"]}


@pytest.mark.parametrize("role", [Role.PENGHUBUNG, Role.STAF])
async def test_permissions_are_those_of_the_policy(ask: Asking, office: Office, role: Role) -> None:
    person = office.by("dinkes", role)
    seen = (await ask(person, VIEWER))["viewer"]
    assert seen["permissions"] == [permission.value for permission in Permission if may(person, permission)]
    narrowed = replace(person, restricted=frozenset({"complaint:note"}))
    assert set(seen["permissions"]) - set((await ask(narrowed, VIEWER))["viewer"]["permissions"]) == {"complaint:note"}


async def test_a_visitor_and_a_citizen_have_no_position(ask: Asking, pool: Pool) -> None:
    nobody: dict[str, Any] = {"account": None, "position": None, "pemda": None, "seats": []}
    seen = (await ask(VISITOR, VIEWER))["viewer"]
    assert (seen["role"], seen["name"]) == ("PUBLIK", "")
    assert {name: seen[name] for name in nobody} == nobody
    account = await Organisation(pool, NATION).account(kind="CITIZEN", name="Warga Uji")
    seen = (await ask(Principal(Role.PELAPOR, account=account, name="Warga Uji"), VIEWER))["viewer"]
    assert (seen["role"], seen["account"]["name"], seen["seats"]) == ("PELAPOR", "Warga Uji", [])


async def test_tokens_are_ones_own(ask: Asking, office: Office) -> None:
    document = """query($first: Int, $after: String) { tokens(first: $first, after: $after) {
      nodes { label live } pageInfo { hasNextPage endCursor } } }"""
    for label in ("satu", "dua", "tiga"):
        await change(ask, office.by("dinkes"), "issueToken", "{ secret }", label=label)
    page = (await ask(office.by("dinkes"), document, first=2))["tokens"]
    rest = (await ask(office.by("dinkes"), document, first=2, after=page["pageInfo"]["endCursor"]))["tokens"]
    assert {node["label"] for node in page["nodes"] + rest["nodes"]} == {"satu", "dua", "tiga"}
    assert (await ask(office.admin, document))["tokens"]["nodes"] == []
    assert (await ask.refused(VISITOR, document))["code"] == "UNAUTHENTICATED"
    assert (await ask.refused(Principal(Role.PELAPOR, receipt=uuid4()), document))["code"] == "NOT_FOUND"


async def test_an_officials_account_is_found_by_its_whole_address(ask: Asking, office: Office, pool: Pool) -> None:
    document = "query($email: String!) { accountByEmail(email: $email) { id name } }"
    email = f"perkim.penghubung.{office.tenant}@uji.test"
    found = (await ask(office.admin, document, email=email.upper()))["accountByEmail"]
    assert found == {"id": account_id(office.by("perkim")), "name": "Petugas perkim"}
    private = f"{uuid4().hex}@uji.test"
    await Organisation(pool, NATION).account_at(private, kind="CITIZEN")
    for nobody in (private, "tidak@ada.test", "%@uji.test"):
        assert (await ask(office.admin, document, email=nobody))["accountByEmail"] is None
    for someone, code in ((office.by("perkim"), "FORBIDDEN"), (citizen(), "FORBIDDEN"), (VISITOR, "UNAUTHENTICATED")):
        assert (await ask.refused(someone, document, email=email))["code"] == code


async def test_only_ones_own_account_is_fetched_again(ask: Asking, office: Office) -> None:
    document = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    own, other = account_id(office.by("dinkes")), account_id(office.by("perkim"))
    assert (await ask(office.by("dinkes"), document, ids=[own, other]))["nodes"] == [{"id": own}, None]
    assert (await ask(office.admin, document, ids=[own]))["nodes"] == [None]


def desks(answer: Any) -> dict[str, tuple[int, int]]:
    return {desk["unit"]["code"]: (desk["before"], desk["after"]) for desk in answer["desks"]}


async def test_a_restriction_is_rehearsed_desk_by_desk(ask: Asking, office: Office) -> None:
    for _ in range(2):
        await (await submitted(ask, office)).disposed("dinkes")
    await (await submitted(ask, office)).disposed("perkim")
    asked = {"role": "PENGHUBUNG", "permission": "complaint:return"}
    told = (await ask(office.admin, REHEARSE, **asked))["rehearseRestriction"]
    assert (told["lost"], told["gained"]) == (3, 0)
    assert {unit: seen for unit, seen in desks(told).items() if seen != (0, 0)} == {"dinkes": (2, 0), "perkim": (1, 0)}
    assert len(told["desks"]) == 5
    narrow = (await ask(office.admin, REHEARSE, **asked, unit=office.unit("dinkes")))["rehearseRestriction"]
    assert desks(narrow) == {"dinkes": (2, 0), "puskesmas": (0, 0)}
    await change(ask, office.admin, "restrict", **asked, unit=office.unit("dinkes"), reason="Lewat admin dahulu")
    rest = (await ask(office.admin, REHEARSE, **asked))["rehearseRestriction"]
    assert (rest["lost"], desks(rest)["dinkes"]) == (1, (0, 0))


async def test_the_rehearsal_says_what_then_happens(ask: Asking, office: Office) -> None:
    case = await (await submitted(ask, office)).disposed("dinkes")
    person = office.by("dinkes")
    made = await change(
        ask, office.admin, "restrict", role="PENGHUBUNG", permission="complaint:return", reason="Lewat admin dahulu"
    )
    narrowed = replace(person, restricted=frozenset({"complaint:return"}))
    refusal = await case.refused(narrowed, "returnComplaint", reason="Bukan kewenangan kami")
    assert (refusal["code"], refusal["rule"]) == ("FORBIDDEN", "complaint:return")
    told = (await ask(office.admin, LIFT, id=made["id"]))["rehearseLift"]
    assert (told["lost"], told["gained"], desks(told)["dinkes"]) == (0, 1, (0, 1))
    await change(ask, office.admin, "liftRestriction", restriction=made["id"])
    assert (await case.move(person, "returnComplaint", reason="Bukan kewenangan kami"))["status"]


async def test_other_objects_count_no_cases(ask: Asking, office: Office) -> None:
    told = (await ask(office.admin, REHEARSE, role="PENGHUBUNG", permission="unit:read"))["rehearseRestriction"]
    assert (told["lost"], set(desks(told).values())) == (0, {(0, 0)})


async def test_strangers_rehearse_and_read_nothing(ask: Asking, office: Office, sibling: Office) -> None:
    made = await change(
        ask, office.admin, "restrict", role="PENGHUBUNG", permission="complaint:return", reason="Lewat admin dahulu"
    )
    asked = {"role": "PENGHUBUNG", "permission": "complaint:return"}
    assert (await ask.refused(sibling.admin, LIFT, id=made["id"]))["code"] == "NOT_FOUND"
    assert (await ask.refused(sibling.admin, RESTRICTIONS, pemda=office.pemda.code))["code"] == "NOT_FOUND"
    refusal = await ask.refused(office.admin, REHEARSE, **asked, unit=sibling.unit("dinkes"))
    assert refusal["code"] == "NOT_FOUND"
    for someone in (office.by("perkim"), citizen()):
        for document, given in ((REHEARSE, asked), (LIFT, {"id": made["id"]}), (RESTRICTIONS, {})):
            assert (await ask.refused(someone, document, **given))["code"] == "FORBIDDEN"
    assert (await ask.refused(national(), RESTRICTIONS, pemda=office.pemda.code))["code"] == "FORBIDDEN"
    node = "query($id: ID!) { node(id: $id) { id } }"
    for someone in (sibling.admin, national(), citizen(), VISITOR, office.by("perkim")):
        assert (await ask(someone, node, id=made["id"]))["node"] is None
    assert (await ask(office.by("root", Role.PIMPINAN), node, id=made["id"]))["node"] == {"id": made["id"]}


async def test_what_was_lifted_stays_on_record(ask: Asking, office: Office) -> None:
    made = await change(
        ask, office.admin, "restrict", role="PENGHUBUNG", permission="complaint:return", reason="Lewat admin dahulu"
    )
    await change(ask, office.admin, "liftRestriction", restriction=made["id"])
    assert (await ask(office.admin, RESTRICTIONS))["restrictions"]["nodes"] == []
    nodes = (await ask(office.admin, RESTRICTIONS, all=True))["restrictions"]["nodes"]
    assert nodes == [{"id": made["id"], "permission": "complaint:return"}]
