"""Who holds what, which desks are vacant, what would be handed over: seen by those whom it concerns."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from policies.principal import Principal
from rules.identifiers import TenantId, reach_of
from rules.roles import Role
from tests.casework import submitted
from tests.graph.changing import change, national, position_id
from tests.offices import NOW, VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
APPOINTMENTS = """query($pemda: String, $ended: Boolean! = false, $first: Int, $after: String) {
  appointments(pemda: $pemda, includeEnded: $ended, first: $first, after: $after) {
    nodes { id personName live position { role unit { code } } } pageInfo { hasNextPage endCursor } } }"""
VACANCIES = """query($pemda: String, $unanswered: Boolean! = false) {
  vacancies(pemda: $pemda, unanswered: $unanswered, first: 100) {
    nodes { id since unit { code } raisedTo { code } pemda { code } } } }"""
HANDOVER = """query($position: ID!, $items: [ItemKind!], $first: Int) {
  handover(position: $position, items: $items, first: $first) {
    position { id } counts { item status count }
    items { nodes { item trackingCode title status dueAt complaint { id } } pageInfo { hasNextPage } } } }"""


def province_of(office: Office) -> Principal:
    """The admin of the province above."""
    tenant = TenantId(office.tenant // 100 * 100)
    return replace(office.admin, tenant=tenant, reach=reach_of(tenant))


async def places(ask: Asking, who: Principal, **given: Any) -> set[str]:
    nodes = (await ask(who, APPOINTMENTS, first=100, **given))["appointments"]["nodes"]
    return {f"{node['position']['unit']['code']} {node['position']['role']}" for node in nodes}


async def end(ask: Asking, office: Office, unit: str) -> None:
    nodes = (await ask(office.admin, APPOINTMENTS, first=100))["appointments"]["nodes"]
    for node in nodes:
        position = node["position"]
        if (position["unit"]["code"], position["role"]) == (unit, "PENGHUBUNG"):
            await change(ask, office.admin, "endAppointment", appointment=node["id"], reason="Mutasi pejabat")


async def test_appointments_show_as_far_as_the_policy_goes(ask: Asking, office: Office) -> None:
    assert len(await places(ask, office.admin)) == 11
    assert len(await places(ask, office.by("root", Role.PIMPINAN))) == 11
    assert await places(ask, office.by("dinkes")) == {"dinkes PENGHUBUNG", "dinkes STAF", "puskesmas PENGHUBUNG"}
    assert await places(ask, office.by("dinkes", Role.STAF)) == {"dinkes STAF"}
    assert len(await places(ask, province_of(office), pemda=office.pemda.code)) == 11
    assert len(await places(ask, national(), pemda=office.pemda.code)) == 11


async def test_ended_ones_are_shown_when_asked_for(ask: Asking, office: Office) -> None:
    await end(ask, office, "perkim")
    assert "perkim PENGHUBUNG" not in await places(ask, office.admin)
    assert "perkim PENGHUBUNG" in await places(ask, office.admin, ended=True)


async def test_appointments_are_paged(ask: Asking, office: Office) -> None:
    first = (await ask(office.admin, APPOINTMENTS, first=7))["appointments"]
    rest = (await ask(office.admin, APPOINTMENTS, first=7, after=first["pageInfo"]["endCursor"]))["appointments"]
    seen = [node["id"] for page in (first, rest) for node in page["nodes"]]
    assert (len(seen), len(set(seen))) == (11, 11)
    assert (first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)


async def test_strangers_learn_nothing(ask: Asking, office: Office, sibling: Office) -> None:
    asked = {"pemda": office.pemda.code}
    for document in (APPOINTMENTS, VACANCIES):
        assert (await ask.refused(sibling.admin, document, **asked))["code"] == "NOT_FOUND"
        assert (await ask.refused(citizen(), document, **asked))["code"] == "FORBIDDEN"
        assert (await ask.refused(VISITOR, document, **asked))["code"] == "UNAUTHENTICATED"
    desk = {"position": position_id(office.by("dinkes"))}
    assert (await ask.refused(sibling.admin, HANDOVER, **desk))["code"] == "NOT_FOUND"
    assert (await ask.refused(citizen(), HANDOVER, **desk))["code"] == "FORBIDDEN"
    assert (await ask.refused(office.by("dinkes", Role.STAF), HANDOVER, **desk))["code"] == "FORBIDDEN"
    assert (await ask.refused(office.by("perkim"), HANDOVER, **desk))["code"] == "FORBIDDEN"
    assert (await ask.refused(province_of(office), HANDOVER, **desk))["code"] == "FORBIDDEN"


async def vacant(ask: Asking, who: Principal, **given: Any) -> list[tuple[str, str | None]]:
    nodes = (await ask(who, VACANCIES, **given))["vacancies"]["nodes"]
    return [(node["unit"]["code"], node["raisedTo"] and node["raisedTo"]["code"]) for node in nodes]


async def test_vacancies_name_the_desk_that_answers(ask: Asking, office: Office) -> None:
    await end(ask, office, "kelurahan")
    await end(ask, office, "kecamatan")
    expected = [("kecamatan", "root"), ("kelurahan", "root")]
    assert await vacant(ask, office.admin) == expected
    assert await vacant(ask, office.by("kecamatan")) == expected  # its own and those below
    assert await vacant(ask, office.by("dinkes")) == []
    assert await vacant(ask, office.admin, unanswered=True) == []


async def test_what_nobody_answers_for_shows_at_the_province_and_the_nation(ask: Asking, office: Office) -> None:
    found = (await ask(national(), APPOINTMENTS, pemda=office.pemda.code, first=100))["appointments"]["nodes"]
    admin = next(node["id"] for node in found if node["position"]["role"] == "INSTANSI")
    await change(ask, national(), "endAppointment", appointment=admin, reason="Pensiun")
    for who in (province_of(office), national()):
        nodes = (await ask(who, VACANCIES, unanswered=True))["vacancies"]["nodes"]
        assert ("root", office.pemda.code) in {(node["unit"]["code"], node["pemda"]["code"]) for node in nodes}


async def test_a_desk_is_handed_over_whole(ask: Asking, office: Office) -> None:
    case = await (await submitted(ask, office)).disposed("dinkes")
    await (await submitted(ask, office)).answered("dinkes")
    closed = await (await submitted(ask, office)).answered("dinkes")
    await closed.move(closed.reporter, "acceptAnswer")
    lead = await (await submitted(ask, office)).disposed("perkim")
    await lead.move(office.admin, "addHandling", unit=office.unit("dinkes"), task="Periksa air di sumur warga")
    desk = position_id(office.by("dinkes"))
    seen = (await ask(office.admin, HANDOVER, position=desk))["handover"]
    assert seen["position"] == {"id": desk}
    assert seen["counts"] == [
        {"item": "COMPLAINT", "status": "ANSWERED", "count": 1},
        {"item": "COMPLAINT", "status": "DISPOSED", "count": 1},
        {"item": "HANDLING", "status": "OPEN", "count": 1},
    ]
    nodes = seen["items"]["nodes"]
    assert {node["complaint"]["id"] for node in nodes} >= {case.id, lead.id}
    assert [node["dueAt"] for node in nodes] == sorted(node["dueAt"] for node in nodes)
    own = (await ask(office.by("dinkes"), HANDOVER, position=desk, items=["HANDLING"], first=1))["handover"]
    assert [node["item"] for node in own["items"]["nodes"]] == ["HANDLING"]
    assert not own["items"]["pageInfo"]["hasNextPage"]


async def test_nodes_are_fetched_again_by_those_who_may(ask: Asking, office: Office, sibling: Office) -> None:
    await end(ask, office, "perkim")
    vacancy = (await ask(office.admin, VACANCIES))["vacancies"]["nodes"][0]["id"]
    held = (await ask(office.admin, APPOINTMENTS, first=1))["appointments"]["nodes"][0]["id"]
    document = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename } }"
    seen = (await ask(office.admin, document, ids=[vacancy, held]))["nodes"]
    assert [node["__typename"] for node in seen] == ["Vacancy", "Appointment"]
    for stranger in (sibling.admin, citizen(), VISITOR):
        assert (await ask(stranger, document, ids=[vacancy, held]))["nodes"] == [None, None]


async def test_an_ended_appointment_is_no_longer_live(ask: Asking, office: Office) -> None:
    held = (await ask(office.admin, APPOINTMENTS, first=1))["appointments"]["nodes"][0]
    await change(
        ask, office.admin, "endAppointment", appointment=held["id"], reason="Selesai masa tugas",
        at=(NOW + timedelta(days=1)).isoformat(),
    )  # fmt: skip
    document = "query($id: ID!) { node(id: $id) { ... on Appointment { live } } }"
    assert (await ask(office.admin, document, id=held["id"]))["node"] == {"live": True}
    assert (await ask.later(days=2)(office.admin, document, id=held["id"]))["node"] == {"live": False}
