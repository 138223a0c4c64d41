"""What a pemda sent away: listed newest first for those who oversee it, and fetched again by id."""

from dataclasses import replace
from uuid import uuid4

import pytest

from graph.nodes import node_id
from policies.principal import Principal
from rules.identifiers import TenantId, reach_of
from rules.roles import Role
from tests.graph.travelling import NOT_OURS, TRANSFERS, traveller
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
NODE = "query($id: ID!) { node(id: $id) { __typename id ... on Transfer { trackingCode } } }"


def province_of(office: Office) -> Principal:
    tenant = TenantId(office.tenant // 100 * 100)
    return replace(office.admin, tenant=tenant, reach=reach_of(tenant))


async def test_what_was_returned_is_listed_where_it_was(ask: Asking, office: Office) -> None:
    one = await traveller(ask, office)
    await one.sent()
    assert (await ask(office.admin, TRANSFERS))["transfers"]["nodes"] == []
    await one.back()
    (kept,) = (await ask(office.admin, TRANSFERS))["transfers"]["nodes"]
    assert kept["trackingCode"] == one.case.code
    assert (kept["move"], kept["reason"], kept["to"]["code"]) == ("RETURN_TO_NATION", NOT_OURS, "00")
    assert (kept["byTitle"], kept["inTime"]) == (office.admin.position_title, True)
    sent = {kept["trackingCode"]: kept for kept in (await ask(one.nation, TRANSFERS))["transfers"]["nodes"]}
    assert sent[one.case.code]["to"]["code"] == office.pemda.code


async def test_the_newest_is_first_and_pages_fit_together(ask: Asking, office: Office) -> None:
    codes = []
    for number in range(3):
        one = await traveller(ask.later(minutes=number), office)
        await one.sent()
        await one.back()
        codes.append(one.case.code)
    document = """query($after: String) { transfers(first: 2, after: $after) {
        nodes { trackingCode } pageInfo { hasNextPage endCursor } } }"""
    first = (await ask(office.admin, document))["transfers"]
    rest = (await ask(office.admin, document, after=first["pageInfo"]["endCursor"]))["transfers"]
    assert [node["trackingCode"] for node in first["nodes"] + rest["nodes"]] == codes[::-1]
    assert (first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)


async def test_who_oversees_reads_it_and_nobody_else(ask: Asking, office: Office, sibling: Office) -> None:
    one = await traveller(ask, office)
    await one.sent()
    await one.back()
    code = office.pemda.code
    (kept,) = (await ask(office.admin, TRANSFERS))["transfers"]["nodes"]
    readers = (office.admin, office.by("root", Role.PIMPINAN), office.by("inspektorat", Role.PENGAWAS))
    for who in (*readers, province_of(office), one.nation):
        assert [node["id"] for node in (await ask(who, TRANSFERS, pemda=code))["transfers"]["nodes"]] == [kept["id"]]
        assert (await ask(who, NODE, id=kept["id"]))["node"]["trackingCode"] == one.case.code
    stranger = await ask.refused(sibling.admin, TRANSFERS, pemda=code)
    assert stranger["code"] == "NOT_FOUND"
    for who, refused in ((office.by("dinkes"), "FORBIDDEN"), (citizen(), "FORBIDDEN"), (VISITOR, "UNAUTHENTICATED")):
        assert (await ask.refused(who, TRANSFERS, pemda=code))["code"] == refused
        assert (await ask(who, NODE, id=kept["id"]))["node"] is None
    assert (await ask(sibling.admin, NODE, id=kept["id"]))["node"] is None


async def test_what_is_not_there_is_not_fetched(ask: Asking, office: Office) -> None:
    assert (await ask(office.admin, NODE, id=node_id("Transfer", office.tenant, uuid4())))["node"] is None


async def test_a_pemda_is_named_by_its_code(ask: Asking, office: Office) -> None:
    refusal = await ask.refused(office.admin, TRANSFERS, pemda="21,01")
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "pemda")
