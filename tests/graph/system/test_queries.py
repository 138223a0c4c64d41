"""What the worker is asked to do."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from rules.identifiers import Reach
from tests.casework import Case, submitted
from tests.graph.system.test_mutations import SISTEM, at
from tests.offices import NOW, SINCE, VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
DOCUMENT = """query($first: Int, $after: String) { dueSteps(first: $first, after: $after) {
    nodes { complaint act version wakeAt } pageInfo { hasNextPage endCursor } } }"""


@pytest.fixture
async def cases(ask: Asking, office: Office) -> list[Case]:
    return [await (await submitted(ask, office)).disposed() for _ in range(3)]


async def test_what_is_due_is_paged_the_longest_waiting_first(cases: list[Case], office: Office) -> None:
    alone, late = replace(SISTEM, reach=Reach(office.tenant, office.tenant)), at(cases[0], days=90)
    found: list[dict[str, Any]] = []
    after, more = None, True
    while more:
        page = (await late.ask(alone, DOCUMENT, first=1, after=after))["dueSteps"]
        found += page["nodes"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert {step["complaint"] for step in found} == {case.id for case in cases}
    assert [step["act"] for step in found] == ["WARN"] * 3
    assert [step["wakeAt"] for step in found] == sorted(step["wakeAt"] for step in found)
    assert all([step["version"] == (await case.now())["version"] for step in found for case in cases[:1]])


async def test_nothing_is_due_before_its_time(cases: list[Case], office: Office) -> None:
    alone = replace(SISTEM, reach=Reach(office.tenant, office.tenant))
    assert (await cases[0].ask(alone, DOCUMENT))["dueSteps"]["nodes"] == []


async def test_nobody_else_is_told(cases: list[Case], office: Office, sibling: Office) -> None:
    late = at(cases[0], days=90)
    for who in (office.admin, office.by("dinkes"), sibling.admin, citizen(), VISITOR):
        refusal = await late.ask.refused(who, DOCUMENT)
        assert refusal["code"] in ("FORBIDDEN", "UNAUTHENTICATED")


async def test_where_appointments_changed(cases: list[Case], office: Office) -> None:
    alone = replace(SISTEM, reach=Reach(office.tenant, office.tenant))
    changed = "query($since: DateTime!) { changedDesks(since: $since) }"
    before, after = SINCE - timedelta(seconds=1), SINCE + timedelta(seconds=1)
    found = await cases[0].ask(alone, changed, since=before.isoformat())
    assert found["changedDesks"] == [office.pemda.code]
    assert (await cases[0].ask(alone, changed, since=after.isoformat()))["changedDesks"] == []
    refusal = await cases[0].ask.refused(office.admin, changed, since=NOW.isoformat())
    assert refusal["code"] == "FORBIDDEN"
