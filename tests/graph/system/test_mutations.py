"""The system acts only when time has run out, and never against an objection."""

import asyncio
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from graph.nodes import parse_id
from policies.principal import Principal
from rules.identifiers import Reach
from rules.roles import Role
from tenants.database import Database
from tests.casework import Case, submitted
from tests.offices import Asking, Office

pytestmark = pytest.mark.anyio
SISTEM = Principal(Role.SISTEM, reach=Reach(0, 9999), name="Sistem")


@pytest.fixture
async def case(ask: Asking, office: Office) -> Case:
    return await submitted(ask, office)


def at(case: Case, **delta: float) -> Case:
    return Case(case.ask.later(**delta), case.office, case.reporter, case.id, case.code, case.secret)


async def test_a_silent_reporter_lets_it_lapse(case: Case, office: Office) -> None:
    await case.move(office.admin, "requestCompletion", request="Mohon lengkapi alamat kejadian.")
    early = await case.refused(SISTEM, "lapseComplaint")
    assert early["rule"] == "only after the deadline"
    archived = await at(case, days=30).move(SISTEM, "lapseComplaint")
    assert (archived["status"], archived["closedBy"]) == ("ARCHIVED", "SYSTEM")


async def test_no_reaction_closes_by_the_system_but_an_objection_never(case: Case) -> None:
    await case.answered()
    await case.move(case.reporter, "objectToAnswer", reason="Belum ada perubahan apa pun.")
    refusal = await at(case, days=60).refused(SISTEM, "lapseComplaint")
    assert refusal["code"] == "FORBIDDEN"
    await case.move(case.office.by("dinkes"), "answerComplaint", outcome="NOT_SOLVED", body="Menunggu anggaran.")
    closed = await at(case, days=60).move(SISTEM, "lapseComplaint")
    assert (closed["status"], closed["closedBy"], closed["outcome"]) == ("CLOSED", "SYSTEM", "NOT_SOLVED")


async def acts(case: Case) -> list[str]:
    """What the worker is asked to do about this complaint."""
    alone = replace(SISTEM, reach=Reach(case.office.tenant, case.office.tenant))
    found = await case.ask(alone, "{ dueSteps(first: 100) { nodes { complaint act version wakeAt } } }")
    return [step["act"] for step in found["dueSteps"]["nodes"] if step["complaint"] == case.id]


MUTATIONS = {"WARN": "warnOfDeadline", "ESCALATE": "escalateComplaint", "HAND_OVER": "handOverComplaint"}


async def swept(case: Case) -> list[str]:
    """Everything that is due now, done as the worker does it."""
    done = []
    while acting := await acts(case):
        await case.move(SISTEM, MUTATIONS[acting[0]])
        done.append(acting[0])
    return done


async def told(case: Case, who: Principal) -> list[tuple[str, Any]]:
    document = "query($id: ID!) { complaint(id: $id) { escalation timeline(first: 50) { nodes { move } } } }"
    found = (await case.ask(who, document, id=case.id))["complaint"]
    return [(event["move"], found["escalation"]) for event in found["timeline"]["nodes"]]


async def test_a_missed_deadline_climbs_to_the_ombudsman(case: Case, office: Office) -> None:
    await case.disposed()
    ombudsman = Principal(Role.OMBUDSMAN, reach=Reach(0, 9999), position=office.admin.position, name="Ombudsman")
    await case.move(office.admin, "flagComplaint", anonymous=True, secret=True, reason="Melindungi pelapor.")
    assert await case.seen_by(ombudsman) is None
    assert await acts(case) == []
    late = at(case, days=90)
    early = await case.refused(SISTEM, "handOverComplaint")
    assert early["rule"] == "the next step when it is due"
    done = await swept(late)
    assert (done[0], done.count("HAND_OVER")) == ("WARN", 1)
    assert await swept(late) == []
    assert (await case.seen_by(ombudsman))["status"] == "DISPOSED"
    moves = await told(case, office.admin)
    assert ("HAND_OVER", "OMBUDSMAN") in moves
    # the reporter is not told of what offices remind each other of
    assert {move for move, _ in await told(case, case.reporter)} & {"WARN", "ESCALATE"} == set()


async def test_what_comes_late_says_so_and_a_level_where_nobody_sits_is_climbed_over(
    case: Case, database: Database
) -> None:
    await case.disposed()
    await swept(at(case, days=13))  # five working days and three: there is no admin in the test's province
    with psycopg.connect(database.admin_url, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT move, data FROM tuntas.complaint_event WHERE complaint_id = %s AND move IN ('WARN', 'ESCALATE')"
            " ORDER BY seq",
            (parse_id(case.id, "Complaint").uuid,),
        ).fetchall()
    assert [(move, data.get("levels"), data.get("vacant")) for move, data in rows] == [
        ("WARN", None, None),
        ("ESCALATE", ["HEAD"], []),
        ("ESCALATE", ["INSTANSI"], []),
        ("ESCALATE", ["PROVINCE", "NATION"], ["PROVINCE", "NATION"]),
    ]
    assert all(data["late_seconds"] > 0 and data["clock"] == "FIRST_RESPONSE" for _, data in rows)


async def test_twice_at_once_is_once(case: Case) -> None:
    await case.disposed()
    late = at(case, days=90)
    document, values = await late.prepared("warnOfDeadline")
    _, others = await late.prepared("warnOfDeadline")
    results = await asyncio.gather(
        late.ask(SISTEM, document, **values), late.ask(SISTEM, document, **others), return_exceptions=True
    )
    assert sum(isinstance(result, BaseException) for result in results) == 1
    assert (await case.now())["version"] == values["input"]["version"] + 1


async def test_officers_cannot_play_the_system(case: Case) -> None:
    await case.answered()
    refusal = await at(case, days=60).refused(case.office.admin, "lapseComplaint")
    assert refusal["code"] == "FORBIDDEN"
