"""Receivers are the pemda's own desk's to add and remove; a secret is shown once and lies sealed."""

from typing import Any

import psycopg
import pytest

from graph.nodes import parse_id
from policies.principal import Principal
from rules.complaint_states import Move
from rules.roles import Role
from rules.webhook_signatures import key_of
from rules.webhooks import MOST, TOLD
from tenants.database import Database
from tests.graph.changing import change, document, key, national
from tests.offices import VISITOR, Asking, Office, citizen
from tests.webhooks import Receiver, added, deliveries, kept, queued

pytestmark = pytest.mark.anyio
URL = "https://penerima.uji.example/tuntas"
SEEN = "{ webhook { id url kinds active failures notBefore oldUntil viewerCan addedBy { title } } secret }"


async def refused(ask: Asking, who: Principal, mutation: str, /, **given: Any) -> dict[str, Any]:
    return await ask.refused(who, document(mutation, "{ __typename }"), input={"clientKey": key(), **given})


async def test_the_desk_adds_a_receiver(ask: Asking, office: Office, database: Database) -> None:
    made = await change(ask, office.admin, "addWebhook", SEEN, url=URL, kinds=["ANSWER", "CLOSE", "ANSWER"])
    assert made["webhook"] == {
        "id": made["webhook"]["id"],
        "url": URL,
        "kinds": ["ANSWER", "CLOSE"],
        "active": True,
        "failures": 0,
        "notBefore": None,
        "oldUntil": None,
        "viewerCan": ["READ", "MANAGE"],
        "addedBy": {"title": office.admin.position_title},
    }
    secret = key_of(made["secret"])
    assert len(secret) == 32
    ref = parse_id(made["webhook"]["id"], "Webhook")
    with psycopg.connect(database.owner_url) as owner:
        ((version, sealed),) = owner.execute(
            "SELECT key_version, secret FROM tuntas.webhook WHERE tenant_id = %s AND id = %s", (ref.tenant, ref.uuid)
        ).fetchall()
    assert secret not in bytes(sealed)
    sessions = ask.context(office.admin).sessions
    assert await ask.vault.open_secret(sessions, ref.tenant, ref.uuid, (version, bytes(sealed))) == secret


async def test_a_retry_gets_the_receiver_and_not_the_secret(ask: Asking, office: Office) -> None:
    given = {"clientKey": key(), "url": URL}
    first, again = [(await ask(office.admin, document("addWebhook", SEEN), input=given))["addWebhook"] for _ in (1, 2)]
    assert first["webhook"] == again["webhook"]
    assert first["secret"] is not None
    assert again["secret"] is None


async def test_without_kinds_it_hears_the_public_timeline(ask: Asking, office: Office) -> None:
    made = await change(ask, office.admin, "addWebhook", SEEN, url=URL)
    assert set(made["webhook"]["kinds"]) == {move.value for move in TOLD}


@pytest.mark.parametrize("kind", sorted(set(Move) - TOLD))
async def test_inner_moves_are_not_told(ask: Asking, office: Office, database: Database, kind: Move) -> None:
    refusal = await refused(ask, office.admin, "addWebhook", url=URL, kinds=["ANSWER", kind.value])
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "kinds")
    assert kept(database, office) == []


@pytest.mark.parametrize(
    "url", ["http://penerima.uji.example/", "https://127.0.0.1/", "https://10.0.0.8/x", "https://a:b@uji.example/"]
)
async def test_a_receiver_stands_outside(ask: Asking, office: Office, database: Database, url: str) -> None:
    refusal = await refused(ask, office.admin, "addWebhook", url=url)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "url")
    assert kept(database, office) == []


async def test_twenty_are_enough(ask: Asking, office: Office, sibling: Office, database: Database) -> None:
    for _ in range(MOST):
        await added(ask, office)
    assert (await refused(ask, office.admin, "addWebhook", url=URL))["code"] == "CONFLICT"
    assert len(kept(database, office)) == MOST
    await added(ask, sibling)


async def test_a_new_secret_signs_beside_the_old_one_for_a_day(ask: Asking, office: Office, database: Database) -> None:
    made = await added(ask, office)
    turned = await change(ask, office.admin, "rotateWebhookSecret", SEEN, webhook=made.id)
    assert turned["secret"] not in (None, made.secret)
    assert turned["webhook"]["oldUntil"] == "2026-03-05T02:00:00+00:00"
    ((row,),) = [kept(database, office)]
    assert row["old_secret"] is not None
    sessions = ask.context(office.admin).sessions
    old = await ask.vault.open_secret(
        sessions, office.tenant, row["id"], (row["old_key_version"], bytes(row["old_secret"]))
    )
    assert old == key_of(made.secret)


async def test_it_is_switched_off_and_on(ask: Asking, office: Office) -> None:
    made = await added(ask, office)
    off = await change(ask, office.admin, "switchWebhook", "{ active }", webhook=made.id, active=False)
    assert off == {"active": False}
    on = await change(ask, office.admin, "switchWebhook", "{ active }", webhook=made.id, active=True)
    assert on == {"active": True}


async def test_it_goes_with_its_log(ask: Asking, office: Office, database: Database) -> None:
    made, other = await added(ask, office), await added(ask, office)
    await queued(ask, office, made)
    assert len(deliveries(database, office)) == 2
    given = {"clientKey": key(), "webhook": made.id}
    for _ in range(2):
        gone = await ask(office.admin, document("removeWebhook"), input=given)
        assert gone["removeWebhook"] == {"id": made.id}
    assert [str(row["id"]) for row in kept(database, office)] == [str(parse_id(other.id).uuid)]
    assert {str(row["webhook_id"]) for row in deliveries(database, office)} == {str(parse_id(other.id).uuid)}


async def test_what_is_finished_is_sent_again(ask: Asking, office: Office, database: Database) -> None:
    made = await added(ask, office)
    await queued(ask, office, made)
    ((row,),) = [deliveries(database, office)]
    pending = await refused(ask, office.admin, "replayWebhookDelivery", delivery=made.delivery(row))
    assert pending["code"] == "CONFLICT"
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "UPDATE tuntas.webhook_delivery SET state = 'DEAD', next_attempt_at = NULL, failures = 18,"
            """ attempts = '[{"at": "2026-03-04T02:00:00+00:00", "status": 500, "milliseconds": 3, "said": "x"}]'"""
            " WHERE tenant_id = %s",
            (office.tenant,),
        )
    later = ask.later(days=4)
    seen = "{ id state queuedAt nextAttemptAt attempts { at status milliseconds said } }"
    again = await change(later, office.admin, "replayWebhookDelivery", seen, delivery=made.delivery(row))
    assert again == {
        "id": made.delivery(row),
        "state": "PENDING",
        "queuedAt": "2026-03-08T02:00:00+00:00",
        "nextAttemptAt": "2026-03-08T02:00:00+00:00",
        "attempts": [{"at": "2026-03-04T02:00:00+00:00", "status": 500, "milliseconds": 3, "said": "x"}],
    }
    assert [row["failures"] for row in deliveries(database, office)] == [0]


def _others(office: Office, sibling: Office) -> list[tuple[Principal, str]]:
    return [
        (sibling.admin, "FORBIDDEN"),
        (national(), "FORBIDDEN"),
        (office.by("dinkes"), "FORBIDDEN"),
        (office.by("root", Role.PIMPINAN), "FORBIDDEN"),
        (office.by("inspektorat", Role.PENGAWAS), "FORBIDDEN"),
        (office.by("root", Role.INTEGRASI), "FORBIDDEN"),
        (citizen(), "FORBIDDEN"),
        (VISITOR, "UNAUTHENTICATED"),
    ]


async def test_nobody_else_changes_anything(ask: Asking, office: Office, sibling: Office, database: Database) -> None:
    made = await added(ask, office)
    await queued(ask, office, made)
    before = kept(database, office), deliveries(database, office)
    delivery = made.delivery(before[1][0])
    for who, code in _others(office, sibling):
        for name, given in (
            ("rotateWebhookSecret", {"webhook": made.id}),
            ("switchWebhook", {"webhook": made.id, "active": False}),
            ("removeWebhook", {"webhook": made.id}),
            ("replayWebhookDelivery", {"delivery": delivery}),
        ):
            found = (await refused(ask, who, name, **given))["code"]
            assert found in {code, "NOT_FOUND"}, (who.role, name, found)
        assert (kept(database, office), deliveries(database, office)) == before


async def test_only_desks_of_the_instansi_add_one(ask: Asking, office: Office, database: Database) -> None:
    for who in (
        office.by("dinkes"),
        office.by("root", Role.PIMPINAN),
        office.by("inspektorat", Role.PENGAWAS),
        office.by("root", Role.INTEGRASI),
        citizen(),
    ):
        assert (await refused(ask, who, "addWebhook", url=URL))["code"] == "FORBIDDEN"
    assert (await refused(ask, VISITOR, "addWebhook", url=URL))["code"] == "UNAUTHENTICATED"
    assert kept(database, office) == []


async def test_what_is_not_there_is_not_found(ask: Asking, office: Office) -> None:
    made = await added(ask, office)
    await change(ask, office.admin, "removeWebhook", webhook=made.id)
    for name in ("rotateWebhookSecret", "removeWebhook"):
        assert (await refused(ask, office.admin, name, webhook=made.id))["code"] == "NOT_FOUND"
    assert isinstance(made, Receiver)
