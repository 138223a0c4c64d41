"""A pemda's receivers and their log are its own desk's to read: for everybody else they are not there."""

from typing import Any

import pytest

from policies.principal import Principal
from rules.roles import Role
from tenants.database import Database
from tests.casework import BODY, TITLE, submitted
from tests.graph.changing import national
from tests.offices import VISITOR, Asking, Office, citizen, open_office
from tests.tenancy import NewTenant
from tests.webhooks import added, deliveries, queued

pytestmark = pytest.mark.anyio
LIST = "query($p: String) { webhooks(pemda: $p, first: 5) { nodes { id url kinds } } }"
LOG = """query($w: ID!, $s: DeliveryState, $n: Int, $a: String) {
  webhookDeliveries(webhook: $w, state: $s, first: $n, after: $a) {
    pageInfo { hasNextPage endCursor }
    nodes { id move status version at state trackingCode pemdaCode queuedAt attempts { said } } } }"""
NODE = "query($id: ID!) { node(id: $id) { id ... on Webhook { url } ... on WebhookDelivery { trackingCode } } }"


async def test_the_desk_reads_its_own(ask: Asking, office: Office) -> None:
    first, second = await added(ask, office), await added(ask, office, url="https://lain.uji.example/", kinds=["CLOSE"])
    found = (await ask(office.admin, LIST))["webhooks"]["nodes"]
    assert {one["id"] for one in found} == {first.id, second.id}
    assert (await ask(office.admin, NODE, id=second.id))["node"] == {
        "id": second.id,
        "url": "https://lain.uji.example/",
    }
    assert first.secret not in str(found)


async def test_the_log_tells_no_word_of_the_complaint(ask: Asking, office: Office, database: Database) -> None:
    made = await added(ask, office)
    case = await submitted(ask, office)
    found = (await ask(office.admin, LOG, w=made.id))["webhookDeliveries"]["nodes"]
    ((row,),) = [deliveries(database, office)]
    assert found == [
        {
            "id": made.delivery(row),
            "move": "SUBMIT",
            "status": "RECEIVED",
            "version": 1,
            "at": "2026-03-04T02:00:00+00:00",
            "state": "PENDING",
            "trackingCode": case.code,
            "pemdaCode": office.pemda.code,
            "queuedAt": "2026-03-04T02:00:00+00:00",
            "attempts": [],
        }
    ]
    for word in (TITLE, BODY, "Budi", "0811"):
        assert word not in str(row)


async def test_it_is_read_page_by_page_and_by_state(ask: Asking, office: Office) -> None:
    made = await added(ask, office)
    for _ in range(3):
        await queued(ask, office, made)
    first = (await ask(office.admin, LOG, w=made.id, n=2))["webhookDeliveries"]
    rest = (await ask(office.admin, LOG, w=made.id, n=2, a=first["pageInfo"]["endCursor"]))["webhookDeliveries"]
    assert (len(first["nodes"]), len(rest["nodes"])) == (2, 1)
    assert len({one["id"] for one in first["nodes"] + rest["nodes"]}) == 3
    assert (await ask(office.admin, LOG, w=made.id, s="DEAD"))["webhookDeliveries"]["nodes"] == []
    assert len((await ask(office.admin, LOG, w=made.id, s="PENDING"))["webhookDeliveries"]["nodes"]) == 3


async def test_a_stranger_reads_nothing(
    ask: Asking, office: Office, sibling: Office, database: Database, new_tenant: NewTenant
) -> None:
    made = await added(ask, office)
    await queued(ask, office, made)
    ((row,),) = [deliveries(database, office)]
    outside = open_office(database, new_tenant(apart=True))
    strangers: list[Principal] = [
        sibling.admin, outside.admin, national(), office.by("dinkes"), office.by("kelurahan"),
        office.by("root", Role.PIMPINAN), office.by("inspektorat", Role.PENGAWAS), office.by("root", Role.INTEGRASI),
        citizen(), VISITOR,
    ]  # fmt: skip
    for who in strangers:
        for query, variables in ((LIST, {"p": office.pemda.code}), (LOG, {"w": made.id})):
            refusal: dict[str, Any] = await ask.refused(who, query, **variables)
            assert refusal["code"] in {"FORBIDDEN", "NOT_FOUND", "UNAUTHENTICATED"}, who.role
        for id_ in (made.id, made.delivery(row)):
            assert (await ask(who, NODE, id=id_))["node"] is None, who.role


async def test_another_desks_list_is_empty(ask: Asking, office: Office, sibling: Office) -> None:
    await added(ask, office)
    assert (await ask(sibling.admin, LIST))["webhooks"]["nodes"] == []


async def test_a_receiver_that_is_not_there(ask: Asking, office: Office, sibling: Office) -> None:
    made = await added(ask, sibling)
    assert (await ask.refused(office.admin, LOG, w=made.id))["code"] == "NOT_FOUND"
