"""Timetables are public law; what is missing is told to who looks after it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from rules.roles import Role
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
