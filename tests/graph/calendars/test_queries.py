"""Timetables are public law; what is missing is told to who looks after it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from rules.roles import Role
from tests.casework import submitted
from tests.graph.calendars.conftest import Untouched
from tests.graph.changing import change, national
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
TIMETABLE = """query($p: String!, $y: Int) { timetable(pemda: $p, year: $y) {
  timeZone viewerCan calendar { year published daysOff { day name national } } } }"""
ALARMS = "{ calendarAlarms { year national message } }"
FOUNDING = {"day": "2026-05-02", "kind": "LOCAL_HOLIDAY", "name": "Hari jadi"}


def at(ask: Asking, *moment: int) -> Asking:
    return ask.later(seconds=(datetime(*moment, tzinfo=UTC) - ask.now).total_seconds())  # type: ignore[misc,arg-type]


async def test_everybody_reads_everybodys(ask: Asking, office: Office, sibling: Office) -> None:
    await change(ask, office.admin, "addDaysOff", "{ timeZone }", days=[FOUNDING], note="SK Bupati 12/2026")
    own = {"day": "2026-05-02", "name": "Hari jadi", "national": False}
    for someone in (VISITOR, citizen(), sibling.admin, sibling.by("dinkes"), office.by("puskesmas"), national()):
        seen = (await ask(someone, TIMETABLE, p=office.pemda.code))["timetable"]
        assert own in seen["calendar"]["daysOff"]
        assert seen["viewerCan"] == ["READ"]
        theirs = (await ask(someone, TIMETABLE, p=sibling.pemda.code))["timetable"]
        assert own not in theirs["calendar"]["daysOff"]
    assert (await ask(office.admin, TIMETABLE, p=office.pemda.code))["timetable"]["viewerCan"] == ["READ", "MANAGE"]
    assert (await ask(national(), TIMETABLE, p="00"))["timetable"]["viewerCan"] == ["READ", "MANAGE"]


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"p": "98.99"}, "NOT_FOUND", None),
        ({"p": "x1"}, "BAD_USER_INPUT", "pemda"),
        ({"p": "00", "y": 1999}, "BAD_USER_INPUT", "year"),
        ({"p": "00", "y": 2101}, "BAD_USER_INPUT", "year"),
    ],
)
async def test_what_does_not_exist(ask: Asking, given: dict[str, Any], code: str, field: str | None) -> None:
    refusal = await ask.refused(VISITOR, TIMETABLE, **given)
    assert (refusal["code"], refusal.get("field")) == (code, field)


async def test_a_year_that_the_nation_has_not_published(ask: Asking) -> None:
    seen = (await ask(VISITOR, TIMETABLE, p="00", y=2040))["timetable"]["calendar"]
    assert (seen["year"], seen["published"], seen["daysOff"]) == (2040, False, [])


async def test_the_alarm_rings_from_november_on(ask: Asking, office: Office) -> None:
    assert (await ask(office.admin, ALARMS))["calendarAlarms"] == []
    october, november = at(ask, 2027, 10, 31, 3), at(ask, 2027, 11, 1, 3)
    assert (await october(office.admin, ALARMS))["calendarAlarms"] == []
    for someone in (office.admin, national()):
        (alarm,) = (await november(someone, ALARMS))["calendarAlarms"]
        assert (alarm["year"], alarm["national"]) == (2028, True)
        assert "2028" in alarm["message"]


async def test_a_pemda_misses_its_own_holidays(ask: Asking, office: Office, sibling: Office) -> None:
    await change(ask, office.admin, "addDaysOff", "{ timeZone }", days=[FOUNDING], note="SK Bupati 12/2026")
    november = at(ask, 2026, 11, 1, 3)
    (alarm,) = (await november(office.admin, ALARMS))["calendarAlarms"]
    assert (alarm["year"], alarm["national"]) == (2027, False)
    assert (await november(sibling.admin, ALARMS))["calendarAlarms"] == []


async def test_alarms_are_for_who_can_do_something(ask: Asking, office: Office) -> None:
    for someone in (
        office.by("dinkes"),
        office.by("root", Role.PIMPINAN),
        office.by("root", Role.INTEGRASI),
        citizen(),
    ):
        assert (await ask.refused(someone, ALARMS))["code"] == "FORBIDDEN"
    assert (await ask.refused(VISITOR, ALARMS))["code"] == "UNAUTHENTICATED"


REHEARSE = """query($input: ProposedLimitsInput!) { rehearseLimits(input: $input) {
  open earlier later unchanged paused overdueAtOnce notExamined
  clocks { clock dueAt wouldBeDueAt complaint { id } } } }"""


def proposing(amount: int, term: str = "INSTANSI_VERIFICATION", unit: str = "WORKING_DAY") -> dict[str, Any]:
    return {"limits": [{"term": term, "amount": amount, "unit": unit}]}


COUNTS = ("open", "earlier", "later", "unchanged", "paused", "overdueAtOnce", "notExamined")


async def rehearsed(ask: Asking, who: Any, given: dict[str, Any]) -> tuple[tuple[int, ...], list[dict[str, Any]]]:
    seen = (await ask(who, REHEARSE, input=given))["rehearseLimits"]
    return tuple(seen[name] for name in COUNTS), seen["clocks"]


async def test_limits_are_rehearsed_on_open_clocks(ask: Asking, office: Office, sibling: Office) -> None:
    wednesday = await submitted(ask, office)
    friday = ask.later(days=2)
    later = await submitted(friday, office)
    disposed = await (await submitted(ask, office)).disposed("dinkes")
    waiting = await submitted(ask, office)
    await waiting.move(office.admin, "requestCompletion", request="Mohon lengkapi alamat kejadian.")
    await submitted(ask, sibling)
    open_now = 4 + sum(one["state"] != "ENDED" for one in await clocks_beside(friday, disposed, waiting))
    counts, shown = await rehearsed(friday, office.admin, proposing(1))
    assert counts[1:3] == (2, 0)
    assert counts[5:] == (1, 0)
    assert counts[1] + counts[2] + counts[3] + counts[4] == counts[0] == open_now
    assert [one["complaint"]["id"] for one in shown] == [wednesday.id, later.id]
    assert shown[0] == {
        "clock": "INSTANSI_VERIFICATION",
        "dueAt": "2026-03-09T16:59:59+00:00",
        "wouldBeDueAt": "2026-03-05T16:59:59+00:00",
        "complaint": {"id": wednesday.id},
    }
    counts, shown = await rehearsed(friday, office.admin, proposing(5))
    assert (counts[1], counts[2], counts[5], len(shown)) == (0, 2, 0, 2)
    # five days of the calendar from that Wednesday or Friday end when three working days do
    assert (await rehearsed(friday, office.admin, proposing(5, unit="DAY")))[0][1:3] == (0, 0)
    assert (await rehearsed(friday, office.admin, proposing(3)))[0][1:3] == (0, 0)
    assert (await rehearsed(friday, office.admin, proposing(8, unit="HOUR")))[0][1] == 2


async def clocks_beside(ask: Asking, *cases: Any) -> list[dict[str, Any]]:
    """The clocks of these cases that run beside the one that is counted anyway."""
    found: list[dict[str, Any]] = []
    for case in cases:
        asked = "query($id: ID!) { complaint(id: $id) { clocks { clock state stoppedAt } } }"
        clocks = (await ask(case.office.admin, asked, id=case.id))["complaint"]["clocks"]
        found += [one for one in clocks if one["stoppedAt"] is None][1:]
    return found


async def test_a_rehearsal_changes_nothing(ask: Asking, office: Office, untouched: Untouched) -> None:
    case = await submitted(ask, office)
    before, kept = await case.now(), untouched.everything()
    await rehearsed(ask, office.admin, proposing(1))
    assert (await case.now(), untouched.everything()) == (before, kept)


async def test_a_rehearsal_keeps_to_the_bounds(ask: Asking, office: Office) -> None:
    refusal = await ask.refused(office.admin, REHEARSE, input=proposing(6))
    assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "limits.INSTANSI_VERIFICATION")
    assert (await rehearsed(ask, office.admin, {"limits": []})) == ((0,) * 7, [])


async def test_nobody_else_rehearses_and_nobody_on_others(ask: Asking, office: Office, sibling: Office) -> None:
    await submitted(ask, office)
    for someone in (
        office.by("dinkes"),
        office.by("root", Role.PIMPINAN),
        office.by("root", Role.INTEGRASI),
        citizen(),
    ):
        assert (await ask.refused(someone, REHEARSE, input=proposing(1)))["code"] == "FORBIDDEN"
    assert (await ask.refused(VISITOR, REHEARSE, input=proposing(1)))["code"] == "UNAUTHENTICATED"
    assert (await rehearsed(ask, sibling.admin, proposing(1))) == ((0,) * 7, [])
    counts, shown = await rehearsed(ask, national(), proposing(1, "NATIONAL_VERIFICATION"))
    assert office.pemda.code not in str(shown)
    assert counts[6] == 0


async def test_a_request_rehearses_twice_at_most(ask: Asking, office: Office) -> None:
    field = "rehearseLimits(input: {limits: [{term: RULING, amount: 1}]}) { open }"
    refusal = await ask.refused(office.admin, f"{{ a: {field} b: {field} c: {field} }}")
    assert refusal["code"] == "OPERATION_TOO_COMPLEX"
