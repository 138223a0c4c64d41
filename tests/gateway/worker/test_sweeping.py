"""A simulated year against an independent recount; and that a sweep is not stopped by one case."""

import asyncio
import os
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from gateway.delivery.inside import House, NotAnsweredError
from gateway.master_key import Purpose
from gateway.worker.sweeping import AT_ONCE, PAGE, PATIENCE, PAUSE, Sweep, Swept
from policies.principal import Principal
from rules.identifiers import Reach
from rules.roles import Role
from rules.time_zones import zone_of
from tenants.database import Database, Pool
from tenants.timetables import Timetables
from tenants.vault import Vault
from tests.casework import submitted
from tests.gateway.worker.year import DAYS, LADDER, Year, events_of, recount_of
from tests.offices import KEY, Asking, Office, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
COMPLAINTS = int(os.environ.get("TUNTAS_YEAR", "60"))


class Here(House):
    """The graph for a system that reaches one pemda: others' cases are other tests' business."""

    def __init__(self, pool: Pool, office: Office, now: datetime) -> None:
        timetables = Timetables(pool, lambda: 0.0, at_once=True)
        super().__init__(pool, Vault(KEY.derive(Purpose.TENANT_KEYS)), timetables, lambda: now)
        self._office = office

    def context(self, principal: Principal) -> Any:
        tenant = self._office.tenant
        return super().context(replace(principal, reach=Reach(tenant, tenant)))


@pytest.fixture
def office(database: Database, new_tenant: NewTenant) -> Office:
    """In the database of all tests: what the tests of the queue let a worker do in theirs would take a year, too."""
    return open_office(database, new_tenant())


@pytest.fixture
def rooms(pool: Pool) -> Pool:
    return pool


@pytest.fixture
async def year(rooms: Pool, office: Office) -> Year:
    return Year(Asking(rooms), office, Random(20261123))


@pytest.mark.timeout(max(600, COMPLAINTS))
async def test_a_year_has_no_action_missing_doubled_or_early(
    year: Year, rooms: Pool, office: Office, database: Database
) -> None:
    await year.lived(COMPLAINTS, lambda now: Sweep(Here(rooms, office, now)))
    found = events_of(database, office.tenant)
    recount = recount_of(year, zone_of(office.tenant))
    faults = {code: wrong for code, (kind, events) in found.items() if (wrong := recount.faults(kind, events))}
    assert faults == {}
    acts = Counter(one.move for _, events in found.values() for one in events if one.move in LADDER)
    assert set(acts) == LADDER
    moves = [[one.move for one in events] for _, events in found.values()]
    assert any("DISPOSE" in told[told.index("RETURN") :] for told in moves if "RETURN" in told)
    assert (len(found), year.killed > 0, len(year.looks) > DAYS / 2) == (COMPLAINTS, True, True)


class Stubborn:
    """A graph in which one case always fails, as a damaged one would."""

    def __init__(self, steps: list[dict[str, Any]], codes: dict[str, str]) -> None:
        self.steps = steps
        self.codes = codes
        self.asked: Counter[str] = Counter()

    def context(self, principal: Principal) -> Any:
        raise NotImplementedError(principal)

    async def __call__(self, principal: Principal, document: str, **variables: Any) -> Any:
        assert principal.role is Role.SISTEM
        if document.startswith("query"):
            return {"dueSteps": {"nodes": list(self.steps), "pageInfo": {"hasNextPage": False, "endCursor": None}}}
        complaint = variables["input"]["complaint"]
        self.asked[complaint] += 1
        if complaint in self.codes:
            raise NotAnsweredError("mutation Step", frozenset({self.codes[complaint]}))
        self.steps = [step for step in self.steps if step["complaint"] != complaint]
        return {}


async def test_a_case_that_fails_keeps_nobody_waiting() -> None:
    steps = [{"complaint": name, "version": 1, "act": "WARN"} for name in ("whole", "damaged", "moved")]
    graph = Stubborn(
        [*steps, {"complaint": "nothing", "version": 1, "act": None}], {"damaged": "INTERNAL", "moved": "CONFLICT"}
    )
    assert await Sweep(graph)() == Swept(done=1, lost=1 + PATIENCE, failed=1 + PATIENCE)
    assert graph.asked == {"whole": 1, "damaged": 1 + PATIENCE, "moved": 1 + PATIENCE}
    assert (PAGE, AT_ONCE) == (100, 4)


async def test_what_another_held_and_gave_up_is_done_in_the_same_look() -> None:
    graph = Stubborn([{"complaint": "held", "version": 1, "act": "WARN"}], {"held": "RETRY"})

    async def giving_up() -> None:
        await asyncio.sleep(PAUSE / 2)
        graph.codes.clear()

    swept, _ = await asyncio.gather(Sweep(graph)(), giving_up())
    assert swept == Swept(done=1, lost=1)


async def test_three_days_of_outage_are_made_up_for_and_told(
    ask: Asking, rooms: Pool, office: Office, database: Database
) -> None:
    case = await (await submitted(ask, office)).disposed()
    swept = await Sweep(Here(rooms, office, ask.now + timedelta(days=12)))()
    assert (swept.failed, swept.lost) == (0, 0)
    again = await Sweep(Here(rooms, office, ask.now + timedelta(days=12)))()
    assert again == Swept()
    (_, events) = events_of(database, office.tenant)[case.code.replace("-", "")]
    late = [one.data["late_seconds"] for one in events if one.move in LADDER]
    assert len(late) == swept.done > 1
    assert max(late) > 2 * 24 * 3600
