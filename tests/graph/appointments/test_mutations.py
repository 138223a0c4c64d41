"""Appointing and ending appointments: by the chain, one holder at a time, and no open case without a live desk."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from graph.nodes import node_id
from graph.schema import schema
from policies.principal import Principal
from rules.identifiers import NATION, Reach
from rules.roles import Role
from tenants.database import Pool
from tenants.stores import access_changes
from tests.casework import Case, submitted
from tests.graph.changing import Unchanged, account_id, change, document, key, national, position_id
from tests.offices import NOW, VISITOR, Asking, Office, citizen
from tests.organisation import Organisation

pytestmark = pytest.mark.anyio
SEEN = """{ id personName kind skNumber skDate validFrom validTo endedReason live viewerCan
  position { title role unit { id } } }"""
SK = {"skNumber": "SK 821/2026", "skDate": "2026-03-01"}
_DESK = """query($id: ID!) { complaint(id: $id) {
  unit { id } desk { id } version timeline(first: 50) { nodes { move } } } }"""


@pytest.fixture
async def newcomer(pool: Pool) -> str:
    """The account of an official without a position."""
    return node_id("Account", NATION, (await Organisation(pool, NATION).account(name="Budi Baru")))


async def held_by(ask: Asking, office: Office, unit: str, role: Role = Role.PENGHUBUNG) -> str:
    """The id of the appointment of somebody in the office."""
    found = await ask(
        office.admin,
        "query($position: ID) { appointments(position: $position) { nodes { id } } }",
        position=position_id(office.by(unit, role)),
    )
    (node,) = found["appointments"]["nodes"]
    return str(node["id"])


async def end(ask: Asking, office: Office, unit: str, role: Role = Role.PENGHUBUNG, **given: Any) -> Any:
    appointment = await held_by(ask, office, unit, role)
    values = {"reason": "Mutasi ke kecamatan", **given}
    return await change(ask, office.admin, "endAppointment", SEEN, appointment=appointment, **values)


async def appoint(ask: Asking, office: Office, unit: str, account: str, **given: Any) -> Any:
    position = position_id(office.by(unit))
    values = {"kind": "DEFINITIVE", **SK, **given}
    return await change(ask, office.admin, "appoint", SEEN, position=position, account=account, **values)


async def desk_of(case: Case) -> tuple[str, list[str]]:
    seen = (await case.ask(case.office.admin, _DESK, id=case.id))["complaint"]
    moves = [node["move"] for node in seen["timeline"]["nodes"]]
    return seen["desk"]["id"], [move for move in moves if move.endswith("_DESK")]


async def test_a_successor_is_appointed_by_decree(ask: Asking, office: Office, newcomer: str) -> None:
    ended = await end(ask, office, "perkim")
    assert (ended["live"], ended["endedReason"], ended["validTo"]) == (False, "Mutasi ke kecamatan", NOW.isoformat())
    made = await appoint(ask, office, "perkim", newcomer)
    assert (made["personName"], made["kind"], made["live"]) == ("Budi Baru", "DEFINITIVE", True)
    assert (made["skNumber"], made["skDate"], made["validTo"]) == ("SK 821/2026", "2026-03-01", None)
    assert made["position"]["unit"]["id"] == office.unit("perkim")
    assert made["viewerCan"] == ["READ", "MANAGE"]


async def test_cases_rise_when_the_desk_falls_vacant_and_come_back(ask: Asking, office: Office, newcomer: str) -> None:
    case = await (await submitted(ask, office)).disposed("puskesmas")
    await end(ask, office, "puskesmas")
    assert await desk_of(case) == (office.unit("dinkes"), ["RAISE_DESK"])
    await end(ask, office, "dinkes")
    assert await desk_of(case) == (office.unit("root"), ["RAISE_DESK", "RAISE_DESK"])
    await appoint(ask, office, "puskesmas", newcomer)
    assert await desk_of(case) == (office.unit("puskesmas"), ["RAISE_DESK", "RAISE_DESK", "LOWER_DESK"])


async def test_a_new_case_of_a_vacant_unit_goes_to_the_desk_above(ask: Asking, office: Office) -> None:
    await end(ask, office, "puskesmas")
    case = await (await submitted(ask, office)).disposed("puskesmas")
    assert await desk_of(case) == (office.unit("dinkes"), [])


async def test_the_same_key_appoints_once(ask: Asking, office: Office, newcomer: str) -> None:
    await end(ask, office, "perkim")
    position = position_id(office.by("perkim"))
    given = {"clientKey": key(), "position": position, "account": newcomer, "kind": "DEFINITIVE", **SK}
    made = [await ask(office.admin, document("appoint"), input=given) for _ in range(3)]
    assert len({one["appoint"]["id"] for one in made}) == 1


async def test_of_two_appointed_at_once_one_gets_the_desk(ask: Asking, office: Office, pool: Pool) -> None:
    await end(ask, office, "perkim")
    others = [node_id("Account", NATION, (await Organisation(pool, NATION).account())) for _ in range(4)]

    async def attempt(account: str) -> str:
        given = {
            "clientKey": key(), "position": position_id(office.by("perkim")), "account": account, "kind": "DEFINITIVE",
            **SK,
        }  # fmt: skip
        context = ask.context(office.admin)
        result = await _execute(document("appoint"), {"input": given}, context)
        return "appointed" if not result.errors else str(result.errors[0].extensions["code"])

    outcomes = await asyncio.gather(*(attempt(account) for account in others))
    assert sorted(outcomes) == ["CONFLICT", "CONFLICT", "CONFLICT", "appointed"]


async def _execute(text: str, variables: dict[str, Any], context: Any) -> Any:
    return await schema.execute(text, variables, context_value=context)


async def test_ending_side_by_side_ends_once_and_leaves_no_case_behind(ask: Asking, office: Office) -> None:
    cases = [await (await submitted(ask, office)).disposed("puskesmas") for _ in range(2)]
    appointments = [await held_by(ask, office, unit) for unit in ("puskesmas", "dinkes")]
    inputs = [
        {"clientKey": key(), "appointment": appointment, "reason": "Mutasi serentak"}
        for appointment in (*appointments, *appointments)
    ]
    results = await asyncio.gather(
        *(_execute(document("endAppointment"), {"input": given}, ask.context(office.admin)) for given in inputs)
    )
    codes = sorted(str(result.errors[0].extensions["code"]) if result.errors else "ended" for result in results)
    assert codes == ["CONFLICT", "CONFLICT", "ended", "ended"]
    assert {(await desk_of(case))[0] for case in cases} == {office.unit("root")}


async def test_plt_and_plh_stand_in_as_the_rules_say(ask: Asking, office: Office, newcomer: str) -> None:
    position = position_id(office.by("perkim"))
    tried = {"position": position, "account": newcomer, **SK}
    given = {"clientKey": key(), **tried, "kind": "PLT"}
    assert (await ask.refused(office.admin, document("appoint"), input=given))["code"] == "CONFLICT"
    plh = await appoint(ask, office, "perkim", newcomer, kind="PLH", validTo=(NOW + timedelta(days=14)).isoformat())
    assert (plh["kind"], plh["live"]) == ("PLH", True)
    await end(ask, office, "dinkes")
    given = {"clientKey": key(), **tried, "position": position_id(office.by("dinkes")), "kind": "PLH"}
    assert (await ask.refused(office.admin, document("appoint"), input=given))["code"] == "CONFLICT"
    assert (await appoint(ask, office, "dinkes", newcomer, kind="PLT"))["kind"] == "PLT"


async def test_an_appointment_may_begin_later(ask: Asking, office: Office, newcomer: str) -> None:
    leaving = NOW + timedelta(days=10)
    await end(ask, office, "perkim", at=leaving.isoformat())
    coming = await appoint(ask, office, "perkim", newcomer, validFrom=leaving.isoformat())
    assert not coming["live"]
    document_ = "query($id: ID!) { node(id: $id) { ... on Position { holders { id } successors { id } } } }"
    seen = (await ask(office.admin, document_, id=position_id(office.by("perkim"))))["node"]
    assert [one["id"] for one in seen["successors"]] == [coming["id"]]
    later = (await ask.later(days=11)(office.admin, document_, id=position_id(office.by("perkim"))))["node"]
    assert [one["id"] for one in later["holders"]] == [coming["id"]]


async def test_an_appointment_that_ended_by_itself_is_settled_by_the_system(ask: Asking, office: Office) -> None:
    case = await (await submitted(ask, office)).disposed("puskesmas")
    await end(ask, office, "puskesmas", at=(NOW + timedelta(days=1)).isoformat())
    assert (await desk_of(case))[0] == office.unit("puskesmas")
    later = ask.later(days=2)
    system = Principal(Role.SISTEM, tenant=office.tenant, reach=Reach(office.tenant, office.tenant))
    settled = await change(later, system, "settleDesks", "{ raised lowered }", pemda=office.pemda.code)
    assert settled == {"raised": 1, "lowered": 0}
    assert (await desk_of(case))[0] == office.unit("dinkes")
    refusal = await later.refused(office.admin, document("settleDesks", "{ raised }"), input={"clientKey": key()})
    assert refusal["code"] == "FORBIDDEN"


BAD = [
    ({"skDate": "2026-03-05"}, "skDate"),
    ({"skNumber": "1"}, "skNumber"),
    ({"validTo": "2026-03-03T00:00:00+07:00"}, "validTo"),
    ({"position": "x"}, "position"),
    ({"account": "x"}, "account"),
]


@pytest.mark.parametrize(("given", "field"), BAD)
async def test_bad_input_is_named(
    ask: Asking, office: Office, unchanged: Unchanged, newcomer: str, given: dict[str, str], field: str
) -> None:
    good = {"position": position_id(office.by("perkim")), "account": newcomer, "kind": "PLH", **SK}
    refusal = await unchanged(office.admin, "appoint", **(good | given))
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)


async def test_an_end_before_the_beginning_is_refused(ask: Asking, office: Office, unchanged: Unchanged) -> None:
    appointment = await held_by(ask, office, "perkim")
    given = {"appointment": appointment, "reason": "Salah tanggal", "at": "2020-01-01T00:00:00Z"}
    assert (await unchanged(office.admin, "endAppointment", **given))["field"] == "at"


async def test_a_citizens_account_and_unknown_ones_hold_no_position(
    office: Office, unchanged: Unchanged, pool: Pool
) -> None:
    private = await Organisation(pool, NATION).account(kind="CITIZEN")
    for account in (private, uuid4()):
        given = {"account": node_id("Account", NATION, account), "kind": "PLH", **SK}
        refusal = await unchanged(office.admin, "appoint", position=position_id(office.by("perkim")), **given)
        assert refusal["code"] == "NOT_FOUND"


async def test_the_chain_decides_who_appoints_whom(
    ask: Asking, office: Office, sibling: Office, unchanged: Unchanged, newcomer: str
) -> None:
    liaison = {"position": position_id(office.by("perkim")), "account": newcomer, "kind": "PLH", **SK}
    assert (await unchanged(sibling.admin, "appoint", **liaison))["code"] == "NOT_FOUND"
    for someone in (office.by("perkim"), office.by("root", Role.PIMPINAN), citizen(), national()):
        assert (await unchanged(someone, "appoint", **liaison))["code"] == "FORBIDDEN"
    assert (await unchanged(VISITOR, "appoint", **liaison))["code"] == "UNAUTHENTICATED"
    admin = {"position": position_id(office.admin), "account": newcomer, "kind": "PLH", **SK}
    assert (await change(ask, national(), "appoint", SEEN, **admin))["position"]["role"] == "INSTANSI"


async def test_only_who_may_appoint_may_end(ask: Asking, office: Office, sibling: Office, unchanged: Unchanged) -> None:
    given = {"appointment": await held_by(ask, office, "perkim"), "reason": "Mutasi pejabat"}
    assert (await unchanged(sibling.admin, "endAppointment", **given))["code"] == "NOT_FOUND"
    for someone in (office.by("perkim"), office.by("root", Role.PIMPINAN), national()):
        assert (await unchanged(someone, "endAppointment", **given))["code"] == "FORBIDDEN"
    forged = node_id("Appointment", sibling.tenant, uuid4())
    assert (await unchanged(office.admin, "endAppointment", appointment=forged, reason="Coba lain"))[
        "code"
    ] == "NOT_FOUND"


async def test_whoever_remembers_access_hears_of_it(ask: Asking, office: Office, newcomer: str) -> None:
    heard: list[str] = []
    leave = access_changes.subscribe(heard.append)
    try:
        await end(ask, office, "perkim")
        assert heard == [str(office.by("perkim").account)]
    finally:
        leave()
    assert account_id(office.by("perkim")) != newcomer


async def test_a_case_disposed_at_the_same_moment_is_not_left_behind(ask: Asking, office: Office) -> None:
    cases = [await (await submitted(ask, office)).verified() for _ in range(6)]
    prepared = [await case.prepared("disposeComplaint", unit=office.unit("puskesmas")) for case in cases]
    ending = {"clientKey": key(), "appointment": await held_by(ask, office, "puskesmas"), "reason": "Mutasi pejabat"}

    async def dispose(text: str, values: dict[str, Any]) -> Any:
        return await _execute(text, values, ask.context(office.admin))

    asked = [dispose(*one) for one in prepared]
    asked.insert(3, _execute(document("endAppointment"), {"input": ending}, ask.context(office.admin)))
    results = await asyncio.gather(*asked)
    assert [result.errors for result in results if result.errors] == []
    assert {(await desk_of(case))[0] for case in cases} == {office.unit("dinkes")}


async def test_a_reopened_case_goes_to_a_live_desk(ask: Asking, office: Office) -> None:
    case = await (await submitted(ask, office)).answered("puskesmas")
    await case.move(case.reporter, "acceptAnswer")
    await end(ask, office, "puskesmas")
    await case.move(case.reporter, "reopenComplaint", reason="Masih belum selesai di lapangan")
    assert await desk_of(case) == (office.unit("dinkes"), ["RAISE_DESK"])
