"""A complaint as each identity sees it: its text, place, inner marks, people, history, and what may be like it."""

from dataclasses import replace
from typing import Any

import psycopg
import pytest

from graph.complaints.types import MOST_AT_ONCE
from graph.nodes import parse_id
from policies.principal import Principal
from rules.identifiers import TenantId, reach_of
from rules.redaction import redact
from rules.roles import Role
from tenants.database import Database
from tests.casework import BODY, PASSED, TITLE, Case, key, submitted
from tests.offices import NOW, VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
TEXT = "query($id: ID!) { complaint(id: $id) { title body latitude longitude priority tags versions { revision } } }"
INNER = """query($id: ID!) { complaint(id: $id) { handlings { id } participants { part } identityAccesses { at }
  possibleDuplicates { score complaint { id } } reporter { name } parent { id } viewerCan } }"""
POINT = {"latitude": 0.95, "longitude": 104.45}
LIKE: dict[str, Any] = {
    "title": "Lampu jalan simpang pasar padam",
    "body": "Lampu jalan di simpang pasar sudah padam dua minggu.",
}


@pytest.fixture
async def case(ask: Asking, office: Office) -> Case:
    """Published, at dinkes, with a copy for perkim; urgent and tagged."""
    case = await (await submitted(ask, office, point=POINT)).disposed("dinkes")
    dinkes = office.by("dinkes")
    await case.move(dinkes, "addTembusan", unit=office.unit("perkim"))
    await case.move(dinkes, "classifyComplaint", priority="HIGH", tags=["lampu", "pasar"])
    return case


def province_of(office: Office) -> Principal:
    tenant = TenantId(office.tenant // 100 * 100)
    return replace(office.admin, tenant=tenant, reach=reach_of(tenant))


async def text(case: Case, who: Principal) -> Any:
    return (await case.ask(who, TEXT, id=case.id))["complaint"]


async def inner(case: Case, who: Principal) -> Any:
    return (await case.ask(who, INNER, id=case.id))["complaint"]


async def test_offices_and_reporter_read_the_words_the_public_reads_them_redacted(case: Case, office: Office) -> None:
    for who in (office.admin, office.by("dinkes"), office.by("perkim"), case.reporter, province_of(office)):
        found = await text(case, who)
        assert (found["body"], found["latitude"], found["longitude"]) == (BODY, 0.95, 104.45)
        assert found["versions"] == [{"revision": 1}]
    for who in (VISITOR, citizen()):
        found = await text(case, who)
        assert redact(BODY) != BODY
        assert (found["title"], found["body"]) == (redact(TITLE), redact(BODY))
        assert (found["latitude"], found["longitude"], found["versions"]) == (None, None, [])


async def test_inner_marks_are_for_who_handles_it(case: Case, office: Office) -> None:
    for who in (office.admin, office.by("dinkes"), office.by("dinkes", Role.STAF), office.by("root", Role.PIMPINAN)):
        found = await text(case, who)
        assert (found["priority"], found["tags"]) == ("HIGH", ["lampu", "pasar"])
        assert {one["part"] for one in (await inner(case, who))["participants"]} == {"HOLDER", "TEMBUSAN"}
    for who in (office.by("perkim"), province_of(office), case.reporter, citizen(), VISITOR):
        found = await text(case, who)
        assert (found["priority"], found["tags"]) == (None, [])
        assert (await inner(case, who))["participants"] == []


async def test_an_open_request_for_more_time_is_for_who_handles_or_decides_it(case: Case, office: Office) -> None:
    document = "query($id: ID!) { complaint(id: $id) { extensionAsked } }"

    async def asked(who: Principal) -> Any:
        return (await case.ask(who, document, id=case.id))["complaint"]["extensionAsked"]

    assert await asked(office.admin) is None
    await case.move(office.by("dinkes"), "requestExtension", amount=5, reason="Suku cadang lampu dipesan dari Batam.")
    for who in (office.admin, office.by("dinkes"), office.by("dinkes", Role.STAF), office.by("root", Role.PIMPINAN)):
        assert await asked(who) == 5
    for who in (office.by("perkim"), case.reporter, citizen(), VISITOR):
        assert await asked(who) is None
    await case.move(office.admin, "refuseExtension", reason="Suku cadang tersedia di gudang kabupaten.")
    assert await asked(office.admin) is None


async def test_who_knows_who_reported(ask: Asking, office: Office) -> None:
    named = await (await submitted(ask, office)).disposed("dinkes")
    hidden = await (await submitted(ask, office, anonymous=True)).disposed("dinkes")
    budi = {"name": "Budi Pelapor"}
    unit, province = office.by("dinkes"), province_of(office)
    for who in (office.admin, province, unit, office.by("root", Role.PIMPINAN), named.reporter):
        assert (await inner(named, who))["reporter"] == budi
    for who in (office.admin, hidden.reporter):
        assert (await inner(hidden, who))["reporter"] == budi
    for who in (unit, province, office.by("root", Role.PIMPINAN), VISITOR, citizen()):
        assert (await inner(hidden, who))["reporter"] is None
    assert (await inner(named, VISITOR))["reporter"] is None


async def test_what_may_be_done_is_offered_to_who_may(case: Case, office: Office) -> None:
    offered = {name: set((await inner(case, who))["viewerCan"]) for name, who in (
        ("dinkes", office.by("dinkes")), ("leader", office.by("root", Role.PIMPINAN)), ("visitor", VISITOR),
    )}  # fmt: skip
    assert {"RESPOND", "DISPOSE", "RETURN"} <= offered["dinkes"]
    assert not offered["leader"] & {"RESPOND", "DISPOSE", "VERIFY", "CLOSE"}
    assert not offered["visitor"] & {"RESPOND", "COMMENT", "OPEN_IDENTITY"}


async def test_it_is_overdue_when_its_clock_has_run_out(case: Case, office: Office) -> None:
    document = "query($id: ID!) { complaint(id: $id) { overdue dueAt } }"
    for days, late in ((0, False), (30, True)):
        assert (await case.ask.later(days=days)(office.admin, document, id=case.id))["complaint"]["overdue"] is late
    await case.move(office.by("dinkes"), "answerComplaint", outcome="NOT_SOLVED", body="Menunggu anggaran.")
    await case.move(case.reporter, "acceptAnswer")
    late = await case.ask.later(days=365)(office.admin, document, id=case.id)
    assert late["complaint"]["overdue"] is False


async def test_the_history_is_intact_until_somebody_changes_it(case: Case, office: Office, database: Database) -> None:
    document = "query($id: ID!) { complaint(id: $id) { historyIntact } }"
    for who in (office.admin, case.reporter, VISITOR):
        assert (await case.ask(who, document, id=case.id))["complaint"]["historyIntact"] is True
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "UPDATE tuntas.complaint_event SET reason = 'diubah' WHERE complaint_id = %s AND seq = 2",
            (parse_id(case.id).uuid,),
        )
    assert (await case.ask(office.admin, document, id=case.id))["complaint"]["historyIntact"] is False


async def test_what_costs_a_statement_each_is_rationed(ask: Asking, office: Office) -> None:
    for _ in range(MOST_AT_ONCE + 1):
        await submitted(ask, office, clientKey=key())
    document = "query($n: Int!) { complaints(first: $n) { nodes { historyIntact } } }"
    found = (await ask(office.admin, document, n=MOST_AT_ONCE))["complaints"]["nodes"]
    assert found == [{"historyIntact": True}] * MOST_AT_ONCE
    refusal = await ask.refused(office.admin, document, n=MOST_AT_ONCE + 1)
    assert refusal["code"] == "OPERATION_TOO_COMPLEX"


async def test_likely_duplicates_are_shown_to_who_handles_it(ask: Asking, case: Case, office: Office) -> None:
    other = await submitted(ask, office, **LIKE)
    unlike = await submitted(ask, office, title="Antrean puskesmas panjang", body="Pasien menunggu sejak pagi buta.")
    found = (await inner(case, office.admin))["possibleDuplicates"]
    ids = {one["complaint"]["id"]: one["score"] for one in found}
    assert other.id in ids
    assert not {case.id, unlike.id} & set(ids)
    assert all(score >= 0.35 for score in ids.values())
    assert (await inner(case, case.reporter))["possibleDuplicates"] == []
    # Not yet disposed, the other is not for dinkes to see.
    assert other.id not in {
        one["complaint"]["id"] for one in (await inner(case, office.by("dinkes")))["possibleDuplicates"]
    }


async def test_a_parent_is_shown_to_who_may_see_it(ask: Asking, case: Case, office: Office) -> None:
    child = await submitted(ask, office)
    await child.move(office.admin, "verifyComplaint", **PASSED)
    await child.move(office.admin, "mergeComplaint", parent=case.id, reason="Lokasi dan masalah sama.")
    assert (await inner(child, office.admin))["parent"] == {"id": case.id}
    assert (await inner(child, child.reporter))["parent"] == {"id": case.id}  # it is on the public list
    await case.move(office.admin, "flagComplaint", anonymous=False, secret=True, reason="Menyangkut data pribadi.")
    assert (await inner(child, child.reporter))["parent"] is None
    assert (await inner(case, office.admin))["parent"] is None


async def test_the_newest_event_and_the_timeline_agree(case: Case, office: Office) -> None:
    document = """query($id: ID!) { complaint(id: $id) {
        lastEvent { seq move } timeline(first: 50) { nodes { seq move } } enteredAt pemda { code } } }"""
    found = (await case.ask(office.admin, document, id=case.id))["complaint"]
    assert found["lastEvent"] == found["timeline"]["nodes"][-1] == {"seq": 5, "move": "CLASSIFY"}
    assert (found["enteredAt"], found["pemda"]) == (NOW.isoformat(), {"code": office.pemda.code})
    public = (await case.ask(VISITOR, document, id=case.id))["complaint"]
    assert public["lastEvent"] is None
    assert [event["move"] for event in public["timeline"]["nodes"]] == ["SUBMIT", "DISPOSE"]


async def test_pages_of_a_timeline_fit_together(case: Case, office: Office) -> None:
    document = """query($id: ID!, $after: String) { complaint(id: $id) { timeline(first: 2, after: $after) {
        nodes { seq } pageInfo { hasNextPage endCursor } } } }"""
    seen, after, more = [], None, True
    while more:
        page = (await case.ask(office.admin, document, id=case.id, after=after))["complaint"]["timeline"]
        seen += [event["seq"] for event in page["nodes"]]
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
    assert seen == [1, 2, 3, 4, 5]
