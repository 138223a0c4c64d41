"""Everybody finds what they were told, nobody what others were told, and nothing that they may not read."""

from typing import Any

import pytest

from gateway.delivery.inside import SISTEM
from policies.principal import Principal
from rules.identifiers import Reach, TenantId
from rules.roles import Role
from tests.casework import Case, answer, submitted
from tests.notices import MINE, Postman
from tests.offices import VISITOR, Asking, Office, citizen
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


async def mine(ask: Asking, who: Principal, *, unread: bool = False) -> Any:
    return await ask(who, MINE, unread=unread)


async def kinds(ask: Asking, who: Principal) -> list[str]:
    return [node["kind"] for node in (await mine(ask, who))["notifications"]["nodes"]]


@pytest.fixture
async def case(ask: Asking, office: Office, postman: Postman) -> Case:
    who = citizen()
    case = await (await submitted(ask, office, who)).answered()
    await postman.tell(office)
    return case


async def test_everybody_is_told_their_part(ask: Asking, office: Office, case: Case) -> None:
    assert await kinds(ask, office.admin) == ["ARRIVED"], "what one did oneself is no news"
    assert await kinds(ask, office.by("dinkes")) == ["ARRIVED"]
    told = sorted((await mine(ask, case.reporter))["notifications"]["nodes"], key=lambda node: -node["eventSeq"])
    assert [node["kind"] for node in told] == ["ANSWERED", "FORWARDED"], "both at one instant: in any order"
    (newest, _) = told
    assert newest == {
        "id": newest["id"],
        "kind": "ANSWERED",
        "label": "Laporan Anda sudah dijawab",
        "urgent": False,
        "at": "2026-03-04T02:00:00+00:00",
        "readAt": None,
        "eventSeq": 4,
        "complaint": {"id": case.id, "trackingCode": case.code, "title": "Lampu jalan padam di simpang pasar"},
    }


async def test_telling_again_tells_nobody_twice(ask: Asking, office: Office, case: Case, postman: Postman) -> None:
    await postman.tell(office)
    await postman.tell(office)
    assert (await mine(ask, case.reporter))["unreadNotifications"] == 2


async def test_nobody_sees_what_others_were_told(
    ask: Asking, office: Office, sibling: Office, case: Case, new_tenant: NewTenant
) -> None:
    province = Principal(
        Role.INSTANSI,
        tenant=TenantId(office.tenant // 100 * 100),
        reach=Reach(office.tenant // 100 * 100, office.tenant // 100 * 100 + 99),
        account=sibling.admin.account,
        position=sibling.admin.position,
        unit_path="0001",
    )
    others = (office.by("perkim"), office.by("puskesmas"), sibling.admin, sibling.by("dinkes"), citizen(), province)
    told = [node["id"] for node in (await mine(ask, case.reporter))["notifications"]["nodes"]]
    told += [node["id"] for node in (await mine(ask, office.by("dinkes")))["notifications"]["nodes"]]
    for who in others:
        assert (await mine(ask, who)) == {"unreadNotifications": 0, "notifications": {"nodes": []}}
        for id_ in told:
            assert (await ask(who, "query($id: ID!) { node(id: $id) { id } }", id=id_))["node"] is None
    assert (await ask(case.reporter, "query($id: ID!) { node(id: $id) { id } }", id=told[0]))["node"] == {"id": told[0]}


@pytest.mark.parametrize(
    "field", ["notifications { nodes { id } }", "unreadNotifications", "notificationSettings { digest }"]
)
async def test_who_has_no_account_has_no_notices(ask: Asking, office: Office, case: Case, field: str) -> None:
    holder = Principal(
        Role.PELAPOR, tenant=office.tenant, reach=Reach(office.tenant, office.tenant), receipt=office.ids["root"]
    )
    for who in (VISITOR, holder):
        assert (await ask.refused(who, f"{{ {field} }}"))["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize("field", ["outbox", "dueDeliveries { line }", "openOffices"])
async def test_what_is_the_systems_is_nobody_elses(ask: Asking, office: Office, case: Case, field: str) -> None:
    for who in (office.admin, office.by("dinkes"), case.reporter):
        assert (await ask.refused(who, f"{{ {field} }}"))["code"] == "FORBIDDEN"
    assert (await ask.refused(VISITOR, f"{{ {field} }}"))["code"] == "UNAUTHENTICATED"


async def test_a_case_that_one_may_not_read_any_more_is_left_out(ask: Asking, office: Office, postman: Postman) -> None:
    case = await (await submitted(ask, office)).disposed()
    await case.move(office.admin, "flagComplaint", anonymous=True, secret=True, reason="Melindungi pelapor.")
    await postman.tell(office)
    unit = office.by("dinkes")
    assert (await mine(ask, unit))["notifications"]["nodes"][0]["complaint"]["id"] == case.id
    await case.move(unit, "returnComplaint", reason="Bukan kewenangan kami.", suggestedUnit=office.unit("perkim"))
    (node,) = (await mine(ask, unit))["notifications"]["nodes"]
    assert (node["kind"], node["complaint"]) == ("ARRIVED", None)


async def test_pages_follow_each_other(ask: Asking, office: Office, postman: Postman) -> None:
    for _ in range(5):
        await submitted(ask, office)
    await postman.tell(office)
    document = """query($after: String) { notifications(first: 2, after: $after) {
      nodes { id } pageInfo { hasNextPage endCursor } } }"""
    found: list[str] = []
    after, page = None, {"pageInfo": {"hasNextPage": True}}
    for _ in range(3):
        page = (await ask(office.admin, document, after=after))["notifications"]
        found += [node["id"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
    assert len(set(found)) == 5
    assert not page["pageInfo"]["hasNextPage"]


async def test_the_settings_that_nobody_chose(ask: Asking, office: Office, case: Case) -> None:
    document = "{ notificationSettings { email digest quiet choices { kind channels urgent label } } }"
    officer = (await ask(office.by("dinkes"), document))["notificationSettings"]
    assert officer["email"] == f"dinkes.penghubung.{office.tenant}@uji.test"
    assert (officer["digest"], officer["quiet"]) == (True, "OFFICE_HOURS")
    by_kind = {choice["kind"]: choice["channels"] for choice in officer["choices"]}
    assert by_kind["ARRIVED"] == ["EMAIL"]
    assert by_kind["COPY"] == []
    assert "ANSWERED" not in by_kind
    reporter = (await ask(case.reporter, document))["notificationSettings"]
    assert (reporter["email"], reporter["quiet"]) == (None, "NIGHT")
    assert {choice["kind"] for choice in reporter["choices"]} == {
        "FORWARDED", "QUESTION", "PROGRESS", "ANSWERED", "EXTENDED", "REMINDER", "ENDED", "IDENTITY_OPENED",
        "HANDED_OVER", "OMBUDSMAN_DECIDED",
    }  # fmt: skip


async def test_a_reporters_notices_stay_when_the_case_goes_elsewhere(
    ask: Asking, office: Office, postman: Postman
) -> None:
    case = await submitted(ask, office)
    await case.move(office.admin, "returnComplaintToNation", reason="Kewenangan instansi lain.")
    await postman.tell(office)
    found = (await mine(ask, case.reporter))["notifications"]["nodes"]
    assert await kinds(ask, office.admin) == ["ARRIVED"]
    await postman.house(
        SISTEM,
        "mutation Tell($input: OfPemdaInput!) { tellPeople(input: $input) { count } }",
        input={"pemda": "00"},
    )
    found = (await mine(ask, case.reporter))["notifications"]["nodes"]
    assert [node["kind"] for node in found] == ["FORWARDED"]
    assert found[0]["complaint"]["trackingCode"] == case.code


async def test_the_system_finds_where_something_waits(ask: Asking, office: Office, postman: Postman) -> None:
    await submitted(ask, office)
    waiting = await ask(SISTEM, "{ outbox openOffices }")
    assert office.pemda.code in waiting["outbox"]
    assert office.pemda.code in waiting["openOffices"], "it is nine on a Wednesday"
    await postman.tell(office)
    assert office.pemda.code not in (await ask(SISTEM, "{ outbox }"))["outbox"]
    assert (await ask.later(hours=12)(SISTEM, "{ openOffices }"))["openOffices"] == []


async def test_an_answer_is_copied_to_who_has_a_tembusan(ask: Asking, office: Office, postman: Postman) -> None:
    case = await (await submitted(ask, office)).disposed()
    await case.move(office.admin, "addTembusan", unit=office.unit("perkim"), note="Agar diketahui.")
    await case.move(office.by("dinkes"), "answerComplaint", **answer())
    await postman.tell(office)
    assert await kinds(ask, office.by("perkim")) == ["COPY", "COPY"]
