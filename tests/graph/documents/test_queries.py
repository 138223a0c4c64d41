"""Documents are seen by whoever may have them; a report counts what its viewer may see, exactly."""

from collections import Counter
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from graph.nodes import parse_id
from rules.complaint_states import Status
from rules.identifiers import Reach
from rules.roles import Role
from rules.time_zones import WIB
from tenants.database import Database
from tests.casework import key, submitted
from tests.crowd import gather
from tests.gateway.worker.scribe import REQUEST, listed, requested
from tests.graph.exchange.rows import cells, fresh, imported
from tests.offices import VISITOR, Asking, Office, citizen
from tests.plans import drafted

pytestmark = pytest.mark.anyio
LINE = "{ key name received unverified disposed inProgress answered closed archived onTime late }"
REPORT = (
    """query($year: Int!, $month: Int, $pemda: String) { complaintReport(year: $year, month: $month, pemda: $pemda) {
  year month first last pemda { code } carriedOver finished firstResponseDays completionDays
  total <line> byMonth <line> byKind <line> byChannel <line> byOutcome <line> byUnit <line> byTopic <line> } }"""
).replace("<line>", LINE)
NODE = "query($id: ID!) { node(id: $id) { ... on Document { name state } } }"
_STATES = {
    "unverified": {Status.RECEIVED, Status.AWAITING_REPORTER},
    "disposed": {Status.DISPOSED},
    "inProgress": {Status.IN_PROGRESS},
    "answered": {Status.ANSWERED},
    "closed": {Status.CLOSED},
    "archived": {Status.ARCHIVED},
}


async def report(ask: Asking, who: Any, year: int = 2026, month: int | None = None, pemda: str | None = None) -> Any:
    return (await ask(who, REPORT, year=year, month=month, pemda=pemda))["complaintReport"]


async def test_a_crowd_is_counted_exactly(ask: Asking, office: Office, database: Database) -> None:
    crowd = gather(database, office, 300)
    found = await report(ask, office.admin)
    mine = [row for row in crowd.rows if row.received_at.astimezone(WIB).year == 2026]
    assert found["total"]["received"] == len(mine)
    for name, states in _STATES.items():
        assert found["total"][name] == sum(row.status in states for row in mine)
    for field, of in (("byKind", "kind"), ("byChannel", "channel")):
        counted = Counter(str(getattr(row, of)) for row in mine)
        assert {line["key"]: line["received"] for line in found[field]} == counted
        assert [line["received"] for line in found[field]] == sorted(counted.values(), reverse=True)
    assert {line["key"]: line["received"] for line in found["byOutcome"]} == Counter(row.outcome or "" for row in mine)
    units = Counter("" if row.unit_id is None else str(row.unit_id) for row in mine)
    assert {line["key"]: line["received"] for line in found["byUnit"]} == units
    assert sum(line["received"] for line in found["byTopic"]) == len(mine)
    assert sum(line["received"] for line in found["byMonth"]) == len(mine)
    assert [line["key"] for line in found["byMonth"]] == sorted(line["key"] for line in found["byMonth"])


async def test_every_part_adds_up_to_its_line(ask: Asking, office: Office, database: Database) -> None:
    gather(database, office, 120, seed=5)
    found = await report(ask, office.admin)
    for line in [found["total"], *found["byUnit"], *found["byKind"], *found["byOutcome"]]:
        assert sum(line[name] for name in _STATES) == line["received"]
        assert line["onTime"] + line["late"] <= line["received"]


async def test_a_month_is_local_and_what_came_before_is_carried_over(ask: Asking, office: Office) -> None:
    fresh()
    await imported(
        ask,
        office.admin,
        cells("1", date="31 Jan 2026", time="23:59:59"),
        cells("2", date="1 Feb 2026", time="00:00:00", status="Proses", rating=""),
        cells("3", date="28 Feb 2026", time="23:59:59", status="Diarsipkan oleh Admin"),
        cells("4", date="1 Mar 2026", time="00:00"),
    )
    february, march = await report(ask, office.admin, month=2), await report(ask, office.admin, month=3)
    assert (february["first"], february["last"], february["total"]["received"]) == ("2026-02-01", "2026-02-28", 2)
    assert (february["carriedOver"], march["carriedOver"]) == (0, 1)
    assert [line["key"] for line in (await report(ask, office.admin))["byMonth"]] == ["2026-01", "2026-02", "2026-03"]


async def test_on_time_is_what_was_answered_by_its_deadline(ask: Asking, office: Office) -> None:
    await (await submitted(ask, office)).answered()
    slow = await (await submitted(ask, office)).disposed()
    later = ask.later(days=120)
    overdue = await (await submitted(later, office)).disposed()
    slow.ask = later
    await slow.move(office.by("dinkes"), "answerComplaint", outcome="SOLVED", body="Sudah selesai.", evidence="Foto.")
    found = await report(ask.later(days=121), office.admin)
    assert (found["total"]["answered"], found["total"]["onTime"], found["total"]["late"]) == (2, 1, 1)
    much_later = await report(ask.later(days=290), office.admin)
    assert (much_later["total"]["onTime"], much_later["total"]["late"]) == (1, 2)
    assert (await overdue.now())["status"] == "DISPOSED"
    assert found["firstResponseDays"] == 60.0


async def test_a_unit_counts_its_own_cases(ask: Asking, office: Office) -> None:
    await (await submitted(ask, office)).answered("dinkes")
    await (await submitted(ask, office)).disposed("perkim")
    await submitted(ask, office)
    counts = {
        name: (await report(ask, who))["total"]["received"]
        for name, who in (
            ("admin", office.admin),
            ("leader", office.by("root", Role.PIMPINAN)),
            ("dinkes", office.by("dinkes")),
            ("staff", office.by("perkim", Role.STAF)),
            ("kecamatan", office.by("kecamatan")),
        )
    }
    assert counts == {"admin": 3, "leader": 3, "dinkes": 1, "staff": 1, "kecamatan": 0}


async def test_siblings_citizens_and_visitors_count_nothing(ask: Asking, office: Office, sibling: Office) -> None:
    await submitted(ask, office)
    given = {"year": 2026, "pemda": office.pemda.code}
    assert (await ask.refused(sibling.admin, REPORT, **given))["code"] == "NOT_FOUND"
    assert (await report(ask, sibling.admin))["total"]["received"] == 0
    for who in (citizen(), VISITOR, office.by("root", Role.INTEGRASI)):
        assert (await ask.refused(who, REPORT, **given))["code"] in ("FORBIDDEN", "UNAUTHENTICATED")


async def test_a_report_of_nothing_is_noughts(ask: Asking, office: Office) -> None:
    found = await report(ask, office.admin)
    assert found["total"]["received"] == 0
    assert (found["byUnit"], found["byMonth"], found["firstResponseDays"], found["completionDays"]) == (
        [],
        [],
        None,
        None,
    )


async def test_documents_are_seen_by_whoever_may_have_them(ask: Asking, office: Office, sibling: Office) -> None:
    tenant_wide = await requested(ask, office.admin, "COMPLAINT_REPORT", year=2026)
    of_unit = await requested(ask, office.by("dinkes"), "COMPLAINT_REPORT", year=2026)
    export = await requested(ask, office.admin, "LAPOR_EXPORT", "XLSX", year=2026)
    expected = {
        office.admin: {tenant_wide["id"], of_unit["id"], export["id"]},
        office.by("root", Role.PIMPINAN): {tenant_wide["id"], of_unit["id"]},
        office.by("inspektorat", Role.PENGAWAS): {tenant_wide["id"], of_unit["id"]},
        office.by("dinkes"): {of_unit["id"]},
        office.by("dinkes", Role.STAF): set(),
        office.by("perkim"): set(),
        sibling.admin: set(),
    }
    for who, seen in expected.items():
        assert {one["id"] for one in await listed(ask, who)} == seen
        for made in (tenant_wide, of_unit, export):
            node = (await ask(who, NODE, id=made["id"]))["node"]
            assert (node is not None) is (made["id"] in seen)
    for who in (citizen(), VISITOR):
        assert (await ask(who, NODE, id=tenant_wide["id"]))["node"] is None
        assert (await ask.refused(who, "{ documents { nodes { id } } }"))["code"] in ("FORBIDDEN", "UNAUTHENTICATED")


async def test_a_list_is_paged(ask: Asking, office: Office, database: Database) -> None:
    made = [(await requested(ask, office.admin, "COMPLAINT_REPORT", year=2026))["id"] for _ in range(5)]
    query = "query($after: String) { documents(first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }"
    seen, after = list[str](), None
    for _ in range(3):
        page = (await ask(office.admin, query, after=after))["documents"]
        seen += [node["id"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
    assert sorted(seen) == sorted(made)
    with psycopg.connect(database.owner_url) as owner:
        rows = owner.execute("SELECT count(*) FROM tuntas.document WHERE id = %s", (parse_id(made[0]).uuid,)).fetchall()
    assert rows == [(1,)]


async def test_what_holds_a_plan_is_whose_it_is_in_that_position(ask: Asking, office: Office, sibling: Office) -> None:
    """An inspector reads plans that are enacted only: a draft must not reach them as somebody else's file."""
    plan = await drafted(ask, office)
    made = await requested(ask, office.admin, "ACTION_PLAN", subject=plan.id)
    shared = await requested(ask, office.admin, "COMPLAINT_REPORT", year=2026)
    assert {one["id"] for one in await listed(ask, office.admin)} == {shared["id"], made["id"]}
    elsewhere = replace(office.admin, position=office.by("dinkes").position)
    for who in (office.by("inspektorat", Role.PENGAWAS), office.by("root", Role.PIMPINAN), elsewhere):
        assert [one["id"] for one in await listed(ask, who)] == [shared["id"]]
        assert (await ask(who, NODE, id=made["id"]))["node"] is None


async def test_the_plan_of_another_pemda_is_not_written_under_this_ones_letterhead(
    ask: Asking, office: Office, sibling: Office
) -> None:
    plan = await drafted(ask, sibling)
    province = replace(office.admin, reach=Reach(office.tenant // 100 * 100, office.tenant // 100 * 100 + 99))
    given = {"clientKey": key(), "kind": "ACTION_PLAN", "format": "PDF", "subject": plan.id}
    refusal = await ask.refused(province, REQUEST, input=given)
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "subject")
    assert await listed(ask, office.admin) == []


async def test_what_remains_is_the_systems_to_see(ask: Asking, office: Office) -> None:
    asked = "{ documentRemains { nodes { document storageKeys over } } }"
    for who in (*office.people.values(), citizen(), VISITOR):
        assert (await ask.refused(who, asked))["code"] in ("FORBIDDEN", "UNAUTHENTICATED")
