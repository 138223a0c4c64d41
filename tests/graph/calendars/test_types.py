"""A timetable shows the year, its working days, the history of the lists and every version of the limits."""

import pytest

from rules.limits import BOUNDS, DEFAULT_LADDER, DEFAULT_LIMITS, NATIONAL_SOURCE, Level, Term
from tests.graph.changing import change
from tests.offices import VISITOR, Asking, Office

pytestmark = pytest.mark.anyio
YEAR = """{ calendar { year published workingDays daysOff { day kind name national }
  officeHours { weekday opens closes } } }"""
LIMITS = """{ number fromDate source inForce setBy at limits { term amount unit least most }
  ladder { level workingDays } }"""
ASKED = "query($p: String!, $y: Int) { timetable(pemda: $p, year: $y) %s }"


async def test_a_year_of_the_nation(ask: Asking, office: Office) -> None:
    seen = (await ask(VISITOR, ASKED % YEAR, p=office.pemda.code, y=2026))["timetable"]["calendar"]
    assert (seen["year"], seen["published"]) == (2026, True)
    days = seen["daysOff"]
    assert len(days) == 25
    assert [day["day"] for day in days] == sorted(day["day"] for day in days)
    assert {day["kind"] for day in days} == {"NATIONAL_HOLIDAY", "CUTI_BERSAMA"}
    assert all(day["national"] for day in days)
    assert {
        "day": "2026-03-20",
        "kind": "CUTI_BERSAMA",
        "name": "Cuti Bersama Hari Raya Idul Fitri",
        "national": True,
    } in days
    assert seen["officeHours"] == [
        {"weekday": day, "opens": "07:30", "closes": "16:30" if day == "FRIDAY" else "16:00"}
        for day in ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY")
    ]
    assert seen["workingDays"] == 261 - 21  # 261 weekdays; four of the 25 days are on a weekend


async def test_the_nations_limits_hold_where_none_were_set(ask: Asking, office: Office) -> None:
    asked = ASKED % f"{{ limits {LIMITS} limitVersions {LIMITS} limitsFrom timeZone pemda {{ code }} }}"
    seen = (await ask(VISITOR, asked, p=office.pemda.code))["timetable"]
    assert seen["limitVersions"] == [seen["limits"]]
    told = seen["limits"]
    assert {name: told[name] for name in ("number", "fromDate", "source", "inForce", "setBy", "at")} == {
        "number": 0, "fromDate": None, "source": NATIONAL_SOURCE, "inForce": True, "setBy": None, "at": None,
    }  # fmt: skip
    assert told["limits"] == [
        {
            "term": term.value,
            "amount": DEFAULT_LIMITS[term].amount,
            "unit": "WORKING_DAY",
            "least": BOUNDS[term].least,
            "most": BOUNDS[term].most,
        }
        for term in Term
    ]
    assert told["ladder"] == [{"level": level.value, "workingDays": DEFAULT_LADDER[level]} for level in Level]
    assert (seen["limitsFrom"], seen["pemda"]["code"]) == ("2026-03-05", office.pemda.code)


async def test_versions_are_told_newest_first(ask: Asking, office: Office) -> None:
    days = [{"day": "2026-05-02", "kind": "LOCAL_HOLIDAY", "name": "Hari jadi"}]
    await change(ask, office.admin, "addDaysOff", "{ timeZone }", days=days, note="SK Bupati 12/2026")
    seen = await change(
        ask.later(hours=1),
        office.admin,
        "removeDayOff",
        "{ calendarVersions { version national note setBy at } }",
        day="2026-05-02",
        note="SK dicabut",
    )
    own = [one for one in seen["calendarVersions"] if not one["national"]]
    assert [(one["version"], one["note"]) for one in own] == [(2, "SK dicabut"), (1, "SK Bupati 12/2026")]
    assert own[1]["setBy"] == office.admin.position_title
    assert own[1]["at"] == ask.now.isoformat()
    assert [one["version"] for one in seen["calendarVersions"] if one["national"]][-1] == 1
