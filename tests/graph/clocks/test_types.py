"""Clocks as officers, citizens and strangers read them."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from graph.clocks.types import ClockState, state_of
from policies.principal import Principal
from rules.clock_history import RunClock
from rules.complaint_states import Clock
from rules.deadlines import Timetable
from rules.time_zones import WIB, zone_of
from rules.vocabulary import Kind
from tests.casework import Case, answer, submitted
from tests.offices import NOW, VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
DOCUMENT = """query($id: ID!) { complaint(id: $id) { dueAt clocks { clock state startedAt stoppedAt dueAt
    remaining { value unit } strip { date counted reason note } rule { text version source }
    handling { id unit { name } } } } }"""
LONG = "Alasan yang cukup panjang untuk dicatat."


async def clocks(case: Case, who: Principal, **later: float) -> list[dict[str, Any]] | None:
    ask = case.ask.later(**later) if later else case.ask
    found = (await ask(who, DOCUMENT, id=case.id))["complaint"]
    return None if found is None else found["clocks"]


@pytest.fixture
async def case(ask: Asking, office: Office) -> Case:
    return await submitted(ask, office)


async def test_the_sum_of_a_clock_leads_to_its_deadline(case: Case, office: Office) -> None:
    await case.disposed()
    verification, response, completion = await clocks(case, office.admin) or []
    assert (verification["clock"], verification["state"], verification["remaining"]) == (
        "INSTANSI_VERIFICATION", "MET", None,
    )  # fmt: skip
    assert (response["state"], response["remaining"]) == ("RUNNING", {"value": 5.0, "unit": "WORKING_DAY"})
    assert sum(day["counted"] for day in completion["strip"]) == 14
    zone = zone_of(office.tenant)
    for clock in (response, completion):
        due = datetime.fromisoformat(clock["dueAt"]).astimezone(zone)
        assert (clock["strip"][-1]["date"], due.hour) == (due.date().isoformat(), 23)
        assert clock["strip"][0]["reason"] == "START"
    assert completion["rule"]["text"] == "Penyelesaian: 14 hari kerja"
    assert completion["rule"]["version"] == 0
    assert completion["rule"]["source"]


async def test_officer_and_citizen_read_the_same_sum(case: Case, office: Office) -> None:
    await case.disposed()
    assert await clocks(case, case.reporter) == await clocks(case, office.admin)


async def test_a_parallel_handling_is_the_offices_own(case: Case, office: Office) -> None:
    await case.disposed()
    await case.move(office.by("dinkes"), "addHandling", unit=office.unit("perkim"), task=LONG)
    seen = await clocks(case, office.by("dinkes")) or []
    assert [clock["clock"] for clock in seen if clock["handling"]] == ["COMPLETION"]
    assert [clock for clock in await clocks(case, case.reporter) or [] if clock["handling"]] == []


async def test_overdue_and_missed_are_two_things(case: Case, office: Office) -> None:
    await case.disposed()
    late = {clock["clock"]: clock for clock in await clocks(case, office.admin, days=60) or []}
    assert (late["COMPLETION"]["state"], late["INSTANSI_VERIFICATION"]["state"]) == ("OVERDUE", "MET")
    assert late["COMPLETION"]["remaining"]["value"] < 0
    after = Case(case.ask.later(days=60), case.office, case.reporter, case.id, case.code, case.secret)
    await after.move(office.by("dinkes"), "answerComplaint", **answer())
    late = {clock["clock"]: clock for clock in await clocks(case, office.admin, days=60) or []}
    assert (late["COMPLETION"]["state"], late["REPORTER_REACTION"]["state"]) == ("MISSED", "RUNNING")


async def test_waiting_is_shown_day_by_day(case: Case, office: Office) -> None:
    await case.move(office.admin, "requestCompletion", request="Mohon lengkapi alamat kejadian.")
    waiting = {clock["clock"]: clock for clock in await clocks(case, office.admin, days=3) or []}
    paused = waiting["INSTANSI_VERIFICATION"]
    assert (paused["state"], paused["dueAt"]) == ("PAUSED", None)
    assert {day["reason"] for day in paused["strip"][1:]} == {"WAITING_FOR_REPORTER"}
    assert waiting["REPORTER_COMPLETION"]["state"] == "RUNNING"


async def test_more_time_is_told_with_its_reason(case: Case, office: Office) -> None:
    await case.disposed()
    await case.move(office.by("dinkes"), "requestExtension", amount=2, reason=LONG)
    await case.move(office.admin, "grantExtension", amount=2, reason="Menunggu material datang.")
    (completion,) = [clock for clock in await clocks(case, case.reporter) or [] if clock["clock"] == "COMPLETION"]
    extended = [day["note"] for day in completion["strip"] if day["reason"] == "EXTENDED"]
    assert extended == [f"{office.admin.position_title}: Menunggu material datang."] * 2
    assert completion["rule"]["text"] == "Penyelesaian: 14 hari kerja, diperpanjang 2 hari kerja"


async def test_a_return_does_not_stop_the_completion(case: Case, office: Office) -> None:
    await case.disposed()
    (before,) = [clock for clock in await clocks(case, case.reporter) or [] if clock["clock"] == "COMPLETION"]
    back = Case(case.ask.later(days=6), case.office, case.reporter, case.id, case.code, case.secret)
    await back.move(office.by("dinkes"), "returnComplaint", reason=LONG)
    seen = {clock["clock"]: clock for clock in await clocks(back, case.reporter) or [] if clock["state"] == "RUNNING"}
    assert set(seen) == {"INSTANSI_VERIFICATION", "COMPLETION"}
    assert (seen["COMPLETION"]["startedAt"], seen["COMPLETION"]["strip"]) == (before["startedAt"], before["strip"])
    assert seen["COMPLETION"]["remaining"]["value"] < 14
    await back.move(office.admin, "disposeComplaint", unit=office.unit("perkim"))
    again = [clock for clock in await clocks(back, case.reporter) or [] if clock["clock"] == "COMPLETION"]
    assert [(clock["startedAt"], clock["dueAt"]) for clock in again] == [(before["startedAt"], before["dueAt"])]


async def test_strangers_learn_nothing(case: Case, office: Office, sibling: Office) -> None:
    await case.disposed()
    await case.move(office.admin, "flagComplaint", anonymous=True, secret=True, reason=LONG)
    for who in (VISITOR, citizen(), office.by("perkim"), sibling.admin, sibling.by("dinkes")):
        assert not await clocks(case, who), who


@pytest.mark.parametrize(
    ("stopped", "due", "state"),
    [
        (None, 5, ClockState.RUNNING),
        (None, -5, ClockState.OVERDUE),
        (None, None, ClockState.PAUSED),
        (1, 5, ClockState.MET),
        (1, -5, ClockState.MISSED),
        (1, None, ClockState.ENDED),
    ],
)
def test_how_a_clock_stands(stopped: int | None, due: int | None, state: ClockState) -> None:
    started = Timetable.simple(WIB).start(Clock.COMPLETION, Kind.ASPIRASI, NOW)
    falls = None if due is None else NOW + timedelta(days=due)
    at = None if stopped is None else NOW + timedelta(days=stopped)
    run = RunClock(2101, type(started)(**{**_values(started), "due": falls}), at, stopped)
    assert state_of(run, NOW) is state


def _values(clock: object) -> dict[str, Any]:
    return {name: getattr(clock, name) for name in clock.__slots__}  # type: ignore[attr-defined]
