"""Reading and choosing change one's own notices alone; telling, taking and settling are the system's."""

from typing import Any
from uuid import uuid4

import psycopg
import pytest

from gateway.delivery.inside import SISTEM
from graph.nodes import node_id, parse_id
from policies.principal import Principal
from tenants.database import Database
from tests.casework import Case, submitted
from tests.notices import MINE, Postman, deliveries_of, lines_of
from tests.offices import NOW, VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
READ = "mutation($input: MarkReadInput!) { markRead(input: $input) { unread } }"
SET = """mutation($input: SetNotificationSettingsInput!) { setNotificationSettings(input: $input) {
  digest quiet choices { kind channels } } }"""
TAKE = """mutation($input: TakeDeliveryInput!) { takeDelivery(input: $input) {
  id attempts kind channel recipient account position complaint address { email name phone } } }"""
SETTLE = "mutation($input: SettleDeliveryInput!) { settleDelivery(input: $input) { state } }"
OF_PEMDA = "mutation($input: OfPemdaInput!) {{ {name}(input: $input) {{ count }} }}"


async def mine(ask: Asking, who: Principal) -> Any:
    return await ask(who, MINE, unread=False)


async def read(ask: Asking, who: Principal, *ids: str, key: str | None = None) -> int:
    given = {"clientKey": key or uuid4().hex, **({"notifications": list(ids)} if ids else {})}
    return int((await ask(who, READ, input=given))["markRead"]["unread"])


async def choose(ask: Asking, who: Principal, **given: Any) -> Any:
    return (await ask(who, SET, input={"clientKey": uuid4().hex, **given}))["setNotificationSettings"]


@pytest.fixture
async def case(ask: Asking, office: Office, postman: Postman) -> Case:
    case = await (await submitted(ask, office, citizen())).answered()
    await postman.tell(office)
    return case


class TestReading:
    async def test_one_and_then_all(self, ask: Asking, case: Case) -> None:
        newest, older = (await mine(ask, case.reporter))["notifications"]["nodes"]
        assert await read(ask, case.reporter, newest["id"]) == 1
        found = (await mine(ask, case.reporter))["notifications"]["nodes"]
        assert [node["readAt"] is not None for node in found] == [True, False]
        assert [node["id"] for node in (await ask(case.reporter, MINE, unread=True))["notifications"]["nodes"]] == [
            older["id"]
        ]
        assert await read(ask, case.reporter) == 0

    async def test_twice_with_one_key_happens_once(self, ask: Asking, case: Case) -> None:
        newest, _ = (await mine(ask, case.reporter))["notifications"]["nodes"]
        key = uuid4().hex
        assert await read(ask, case.reporter, newest["id"], key=key) == 1
        again = ask.later(hours=1)
        assert await read(again, case.reporter, newest["id"], key=key) == 1
        assert (await mine(ask, case.reporter))["notifications"]["nodes"][0]["readAt"].startswith("2026-03-04T02:00")

    async def test_nobody_reads_for_others(self, ask: Asking, office: Office, sibling: Office, case: Case) -> None:
        ids = [node["id"] for node in (await mine(ask, case.reporter))["notifications"]["nodes"]]
        for who in (office.admin, office.by("perkim"), sibling.admin, citizen()):
            await read(ask, who, *ids)
        assert (await mine(ask, case.reporter))["unreadNotifications"] == 2
        given = {"clientKey": uuid4().hex}
        assert (await ask.refused(VISITOR, READ, input=given))["code"] == "UNAUTHENTICATED"


class TestChoosing:
    async def test_what_is_absent_stays(self, ask: Asking, office: Office) -> None:
        who = office.by("dinkes")
        first = await choose(ask, who, choices=[{"kind": "ARRIVED", "channels": ["SMS", "EMAIL", "SMS"]}])
        assert (first["digest"], first["quiet"]) == (True, "OFFICE_HOURS")
        second = await choose(ask, who, digest=False, quiet="NEVER", choices=[{"kind": "COPY", "channels": ["EMAIL"]}])
        assert (second["digest"], second["quiet"]) == (False, "NEVER")
        by_kind = {choice["kind"]: choice["channels"] for choice in second["choices"]}
        assert (by_kind["ARRIVED"], by_kind["COPY"], by_kind["DUE_SOON"]) == (["SMS", "EMAIL"], ["EMAIL"], ["EMAIL"])

    async def test_who_chose_only_the_console_gets_no_mail(
        self, ask: Asking, office: Office, postman: Postman, database: Database
    ) -> None:
        await choose(ask, office.admin, choices=[{"kind": "ARRIVED", "channels": []}])
        case = await submitted(ask, office)
        await postman.tell(office)
        assert deliveries_of(database, parse_id(case.id, "Complaint").uuid) == []
        assert (await mine(ask, office.admin))["unreadNotifications"] == 1

    async def test_who_wants_no_summary_gets_none(self, ask: Asking, office: Office, database: Database) -> None:
        await choose(ask, office.by("dinkes"), digest=False)
        await ask(SISTEM, OF_PEMDA.format(name="planDigests"), input={"pemda": office.pemda.code})
        with psycopg.connect(database.owner_url) as owner:
            told = owner.execute(
                "SELECT account_id FROM tuntas.delivery WHERE tenant_id = %s AND kind = 'DIGEST'", (office.tenant,)
            ).fetchall()
        assert (office.by("dinkes").account,) not in told
        assert (office.by("perkim").account,) in told

    async def test_it_is_ones_own(self, ask: Asking, office: Office) -> None:
        await choose(ask, office.by("dinkes"), digest=False)
        other = await ask(office.by("perkim"), "{ notificationSettings { digest } }")
        assert other["notificationSettings"]["digest"] is True
        given = {"clientKey": uuid4().hex, "digest": False}
        assert (await ask.refused(VISITOR, SET, input=given))["code"] == "UNAUTHENTICATED"


class TestSending:
    async def test_the_first_of_a_line_is_taken_once_until_it_is_its_time_again(
        self, ask: Asking, office: Office, case: Case, database: Database
    ) -> None:
        line = next(line for _, line in lines_of(database, office, NOW) if str(office.by("dinkes").account) in line)
        given = {"pemda": office.pemda.code, "line": line}
        taken = (await ask(SISTEM, TAKE, input=given))["takeDelivery"]
        assert taken == {
            "id": taken["id"],
            "attempts": 1,
            "kind": "ARRIVED",
            "channel": "EMAIL",
            "recipient": f"account:{office.by('dinkes').account}",
            "account": node_id("Account", 0, office.by("dinkes").account or uuid4()),
            "position": node_id("Position", office.tenant, office.by("dinkes").position or uuid4()),
            "complaint": case.id,
            "address": {"email": f"dinkes.penghubung.{office.tenant}@uji.test", "name": "Petugas dinkes", "phone": ""},
        }
        assert (await ask(SISTEM, TAKE, input=given))["takeDelivery"] is None
        again = (await ask.later(seconds=30)(SISTEM, TAKE, input=given))["takeDelivery"]
        assert (again["id"], again["attempts"]) == (taken["id"], 2)

    async def test_what_is_settled_stays_settled(
        self, ask: Asking, office: Office, case: Case, database: Database
    ) -> None:
        line = next(line for _, line in lines_of(database, office, NOW) if str(office.by("dinkes").account) in line)
        given = {"pemda": office.pemda.code, "line": line}
        taken = (await ask(SISTEM, TAKE, input=given))["takeDelivery"]
        sent = await ask(SISTEM, SETTLE, input={"delivery": taken["id"], "state": "SENT"})
        assert sent["settleDelivery"]["state"] == "SENT"
        late = await ask(SISTEM, SETTLE, input={"delivery": taken["id"], "state": "FAILED", "reason": "late"})
        assert late["settleDelivery"]["state"] == "SENT"
        assert (await ask.later(days=1)(SISTEM, TAKE, input=given))["takeDelivery"] is None

    async def test_nobody_else_takes_settles_or_tells(
        self, ask: Asking, office: Office, case: Case, database: Database
    ) -> None:
        before = deliveries_of(database, parse_id(case.id, "Complaint").uuid)
        pemda, line = next(iter(lines_of(database, office, NOW)))
        delivery = node_id("Delivery", before[0]["tenant_id"], before[0]["id"])
        asked = [
            (TAKE, {"pemda": pemda, "line": line}),
            (SETTLE, {"delivery": delivery, "state": "SENT"}),
            *(
                (OF_PEMDA.format(name=name), {"pemda": office.pemda.code})
                for name in ("tellPeople", "planDigests", "forgetOldNotices")
            ),
        ]
        for who in (office.admin, office.by("dinkes"), case.reporter):
            for document, given in asked:
                assert (await ask.refused(who, document, input=given))["code"] == "FORBIDDEN"
        assert deliveries_of(database, parse_id(case.id, "Complaint").uuid) == before
