"""A pemda sets its own calendar and limits, the nation its own; everything inside the bounds, nothing half done."""

import asyncio
from datetime import date
from typing import Any

import pytest

from policies.principal import Principal
from rules.identifiers import NATION
from rules.limits import Limit, LimitUnit, Term
from rules.roles import Role
from tests.casework import submitted
from tests.graph.calendars.conftest import Untouched
from tests.graph.changing import change, document, key, national
from tests.graph.travelling import traveller
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
SEEN = """{ calendar { daysOff { day kind name national } officeHours { weekday opens closes } }
  calendarVersions { version national note } limits { number inForce }
  limitVersions { number fromDate source inForce limits { term amount unit } } }"""
FLOOD = {"day": "2026-03-09", "kind": "EMERGENCY", "name": "Banjir"}
FOUNDING = {"day": "2026-05-02", "kind": "LOCAL_HOLIDAY", "name": "Hari jadi"}
BATAM: dict[str, Any] = {"fromDate": "2026-03-05", "source": "SOP Batam 2023", "limits": [
    {"term": "INSTANSI_VERIFICATION", "amount": 5, "unit": "DAY"}]}  # fmt: skip
SIX_DAYS = [
    {"weekday": day, "opens": "07:30", "closes": "14:00" if day != "SATURDAY" else "12:00"}
    for day in ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY")
]
CHANGES: dict[str, dict[str, Any]] = {
    "setLimits": BATAM,
    "addDaysOff": {"days": [FLOOD], "note": "Surat edaran"},
    "removeDayOff": {"day": "2026-03-09", "note": "Surut lebih awal"},
    "setOfficeHours": {"hours": SIX_DAYS, "note": "Perbup 1/2026"},
    "importDaysOff": {
        "format": "CSV", "content": "tanggal,nama\n2026-06-10,Pilkada", "kind": "LOCAL_HOLIDAY", "note": "SK Bupati",
    },
}  # fmt: skip


def own(seen: dict[str, Any]) -> list[tuple[str, str]]:
    return [(day["day"], day["name"]) for day in seen["calendar"]["daysOff"] if not day["national"]]


async def clock(ask: Asking, office: Office) -> Any:
    """The timetable that the next clock of this pemda starts by."""
    assert ask.timetables is not None
    await ask.timetables.prepare(office.tenant)
    return ask.timetables.timetable(office.tenant)


class TestLimits:
    async def test_they_hold_from_their_day_on(self, ask: Asking, office: Office) -> None:
        seen = await change(ask, office.admin, "setLimits", SEEN, **BATAM)
        assert seen["limits"] == {"number": 0, "inForce": True}
        first, nation = seen["limitVersions"]
        assert (first["number"], first["fromDate"], first["source"], first["inForce"]) == (
            1, "2026-03-05", "SOP Batam 2023", False,
        )  # fmt: skip
        assert nation["inForce"]
        limits = {one["term"]: (one["amount"], one["unit"]) for one in first["limits"]}
        assert limits["INSTANSI_VERIFICATION"] == (5, "DAY")
        assert limits["COMPLETION_WITH_OVERSIGHT"] == (60, "WORKING_DAY")
        rules = (await clock(ask, office)).rules
        assert rules.in_force(date(2026, 3, 4)).limits[Term.INSTANSI_VERIFICATION] == Limit(3)
        assert rules.in_force(date(2026, 3, 5)).limits[Term.INSTANSI_VERIFICATION] == Limit(5, LimitUnit.DAY)

    async def test_the_ladder_too(self, ask: Asking, office: Office) -> None:
        ladder = [{"level": "PROVINCE", "workingDays": 2}]
        shown = "{ limitVersions { ladder { level workingDays } } }"
        seen = await change(ask, office.admin, "setLimits", shown, **{**BATAM, "limits": [], "ladder": ladder})
        assert {one["level"]: one["workingDays"] for one in seen["limitVersions"][0]["ladder"]} == {
            "HEAD": 0, "INSTANSI": 1, "PROVINCE": 2, "NATION": 5, "OMBUDSMAN": 7,
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"fromDate": "2026-03-04"}, "fromDate"),
            ({"fromDate": "2026-03-03"}, "fromDate"),
            ({"fromDate": "2036-03-05"}, "fromDate"),
            ({"source": "SOP"}, "source"),
            ({"limits": []}, "limits"),
            ({"limits": [*BATAM["limits"], *BATAM["limits"]]}, "limits"),
            ({"limits": [{"term": "INSTANSI_VERIFICATION", "amount": 6}]}, "limits.INSTANSI_VERIFICATION"),
            ({"limits": [{"term": "REPORTER_REACTION", "amount": 9}]}, "limits.REPORTER_REACTION"),
            ({"limits": [{"term": "REPORTER_REACTION", "amount": 80, "unit": "HOUR"}]}, "limits.REPORTER_REACTION"),
            ({"limits": [{"term": "RULING", "amount": 0}]}, "limits.0.amount"),
            ({"ladder": [{"level": "NATION", "workingDays": 6}]}, "ladder.NATION"),
        ],
    )
    async def test_what_the_nation_does_not_allow(
        self, office: Office, untouched: Untouched, given: dict[str, Any], field: str
    ) -> None:
        refusal = await untouched(office.admin, "setLimits", **(BATAM | given))
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)

    async def test_a_started_clock_keeps_its_own(self, ask: Asking, office: Office) -> None:
        case = await submitted(ask, office)
        asked = "query($id: ID!) { complaint(id: $id) { clock dueAt } }"
        before = (await ask(office.admin, asked, id=case.id))["complaint"]
        await change(ask, office.admin, "setLimits", "{ timeZone }", **BATAM)
        await change(
            ask, office.admin, "addDaysOff", "{ timeZone }", days=[FLOOD | {"day": "2026-03-05"}], note="Banjir"
        )
        await change(ask, office.admin, "setOfficeHours", "{ timeZone }", hours=SIX_DAYS, note="Enam hari kerja")
        assert (await ask(office.admin, asked, id=case.id))["complaint"] == before
        tomorrow = ask.later(days=1)
        later = await submitted(tomorrow, office)
        due = (await tomorrow(office.admin, asked, id=later.id))["complaint"]["dueAt"]
        assert due == "2026-03-10T16:59:59+00:00"  # five days of the calendar after Thursday the 5th, WIB
        assert before["dueAt"] == "2026-03-09T16:59:59+00:00"  # three working days after Wednesday the 4th


class TestDays:
    async def test_a_day_is_added_and_taken_back(self, ask: Asking, office: Office) -> None:
        seen = await change(ask, office.admin, "addDaysOff", SEEN, days=[FLOOD, FOUNDING], note="SK Bupati 12/2026")
        assert own(seen) == [("2026-03-09", "Banjir"), ("2026-05-02", "Hari jadi")]
        assert not (await clock(ask, office)).is_working_day(date(2026, 3, 9))
        seen = await change(ask, office.admin, "removeDayOff", SEEN, day="2026-03-09", note="Surut lebih awal")
        assert own(seen) == [("2026-05-02", "Hari jadi")]
        assert (await clock(ask, office)).is_working_day(date(2026, 3, 9))
        again = await change(
            ask, office.admin, "addDaysOff", SEEN, days=[FLOOD | {"name": "Banjir lagi"}], note="Edaran"
        )
        assert ("2026-03-09", "Banjir lagi") in own(again)
        assert [one["version"] for one in again["calendarVersions"] if not one["national"]] == [3, 2, 1]

    @pytest.mark.parametrize(
        ("days", "code", "field"),
        [
            ([], "BAD_USER_INPUT", "days"),
            ([FLOOD] * 61, "BAD_USER_INPUT", "days"),
            ([FLOOD, FLOOD | {"name": "Banjir lagi"}], "CONFLICT", "days.1"),
            ([FOUNDING, FLOOD | {"kind": "CUTI_BERSAMA"}], "BAD_USER_INPUT", "days.1"),
            ([FLOOD | {"day": "2024-01-01"}], "BAD_USER_INPUT", "days.0"),
            ([FLOOD | {"day": "2030-01-01"}], "BAD_USER_INPUT", "days.0"),
            ([FLOOD | {"name": "x"}], "BAD_USER_INPUT", "days.0.name"),
        ],
    )
    async def test_all_of_them_or_none(
        self, office: Office, untouched: Untouched, days: list[Any], code: str, field: str
    ) -> None:
        refusal = await untouched(office.admin, "addDaysOff", days=days, note="Surat edaran")
        assert (refusal["code"], refusal["field"]) == (code, field)

    async def test_what_is_there_is_not_added_again(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        await change(ask, office.admin, "addDaysOff", SEEN, days=[FLOOD], note="Surat edaran")
        assert (await untouched(office.admin, "addDaysOff", days=[FLOOD], note="Surat edaran"))["code"] == "CONFLICT"

    async def test_what_is_not_in_the_own_list_is_not_removed(
        self, ask: Asking, office: Office, sibling: Office, untouched: Untouched
    ) -> None:
        await change(ask, sibling.admin, "addDaysOff", SEEN, days=[FLOOD], note="Surat edaran")
        for day in ("2026-03-09", "2026-03-20"):  # a sibling's, the nation's
            assert (await untouched(office.admin, "removeDayOff", day=day, note="Salah" * 2))["code"] == "NOT_FOUND"

    async def test_office_hours(self, ask: Asking, office: Office) -> None:
        seen = await change(ask, office.admin, "setOfficeHours", SEEN, hours=SIX_DAYS, note="Perbup 1/2026")
        assert seen["calendar"]["officeHours"] == SIX_DAYS
        assert (await clock(ask, office)).is_working_day(date(2026, 3, 7))  # a Saturday

    @pytest.mark.parametrize(
        ("hours", "field"),
        [
            ([], "hours"),
            (SIX_DAYS[:4], "hours"),
            ([*SIX_DAYS, SIX_DAYS[0]], "hours.6"),
            ([SIX_DAYS[0] | {"opens": "15:00"}], "hours.0"),
            ([SIX_DAYS[0] | {"closes": "25:00"}], "hours.0.closes"),
        ],
    )
    async def test_hours_that_are_no_week(
        self, office: Office, untouched: Untouched, hours: list[Any], field: str
    ) -> None:
        refusal = await untouched(office.admin, "setOfficeHours", hours=hours, note="Perbup 1/2026")
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)


ICAL = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260309
SUMMARY:Banjir
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260502
DTEND;VALUE=DATE:20260504
SUMMARY:Hari jadi
END:VEVENT
END:VCALENDAR"""
GIVEN = {"format": "ICAL", "content": ICAL, "kind": "LOCAL_HOLIDAY", "note": "SK Bupati 12/2026"}
RESULT = "{ added known timetable " + SEEN + " }"


class TestImport:
    async def test_a_file_adds_what_is_new(self, ask: Asking, office: Office) -> None:
        founding = FOUNDING | {"name": "Hari jadi kabupaten"}
        await change(ask, office.admin, "addDaysOff", SEEN, days=[founding], note="SK Bupati 12/2026")
        seen = await change(ask, office.admin, "importDaysOff", RESULT, **GIVEN)
        assert (seen["added"], seen["known"]) == (2, 1)
        assert own(seen["timetable"]) == [
            ("2026-03-09", "Banjir"), ("2026-05-02", "Hari jadi kabupaten"), ("2026-05-03", "Hari jadi"),
        ]  # fmt: skip
        again = await change(ask, office.admin, "importDaysOff", RESULT, **GIVEN)
        assert (again["added"], again["known"]) == (0, 3)
        versions = [one["version"] for one in again["timetable"]["calendarVersions"] if not one["national"]]
        assert versions == [2, 1], "nothing new makes no version"

    async def test_the_kinds_of_a_table(self, ask: Asking, office: Office) -> None:
        table = "tanggal;nama;sampai;jenis\n09/03/2026;Banjir;10/03/2026;darurat\n2026-05-02;Hari jadi;;"
        seen = await change(ask, office.admin, "importDaysOff", RESULT, **(GIVEN | {"format": "CSV", "content": table}))
        days = [(day["day"], day["kind"]) for day in seen["timetable"]["calendar"]["daysOff"] if not day["national"]]
        assert days == [("2026-03-09", "EMERGENCY"), ("2026-03-10", "EMERGENCY"), ("2026-05-02", "LOCAL_HOLIDAY")]

    @pytest.mark.parametrize(
        ("given", "line"),
        [
            ({"content": ICAL.replace("DTEND;VALUE=DATE:20260504", "RRULE:FREQ=YEARLY")}, 6),
            ({"content": ICAL.replace("20260502", "20240502").replace("20260504", "20240503")}, 6),
            ({"content": ICAL.replace("SUMMARY:Hari jadi", "SUMMARY:x")}, 6),
            ({"content": ICAL.replace("20260309", "20260230")}, 2),
            ({"content": ICAL, "kind": "CUTI_BERSAMA"}, 2),
            ({"format": "CSV"}, 1),
            ({"format": "CSV", "content": "tanggal,nama,jenis\n2026-05-02,Benar,\n2026-05-02,Salah,darurat"}, 3),
        ],
    )
    async def test_one_wrong_line_and_nothing_is_done(
        self, office: Office, untouched: Untouched, given: dict[str, str], line: int
    ) -> None:
        refusal = await untouched(office.admin, "importDaysOff", **(GIVEN | given))
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "content")
        assert refusal["messageId"].startswith(f"Baris {line}: ")

    @pytest.mark.parametrize("content", ["x" * 200_001, "BEGIN:VCALENDAR\nEND:VCALENDAR"])
    async def test_too_much_or_nothing(self, office: Office, untouched: Untouched, content: str) -> None:
        refusal = await untouched(office.admin, "importDaysOff", **(GIVEN | {"content": content}))
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "content")


class TestNation:
    async def test_it_keeps_the_list_of_all(self, nation: None, ask: Asking, office: Office) -> None:
        election = {"day": "2026-06-10", "kind": "NATIONAL_HOLIDAY", "name": "Pemungutan suara"}
        await change(ask, national(), "addDaysOff", SEEN, days=[election], note="Keppres 10/2026")
        assert not (await clock(ask, office)).is_working_day(date(2026, 6, 10))
        seen = await change(ask, national(), "removeDayOff", SEEN, day="2026-06-10", note="Keppres dicabut")
        assert [one["version"] for one in seen["calendarVersions"]] == [3, 2, 1]
        assert (await clock(ask, office)).is_working_day(date(2026, 6, 10))

    async def test_it_sets_its_own_desks_limits_and_nobody_elses(
        self, nation: None, ask: Asking, office: Office
    ) -> None:
        given = BATAM | {"limits": [{"term": "NATIONAL_VERIFICATION", "amount": 1}]}
        await change(ask, national(), "setLimits", SEEN, **given)
        assert ask.timetables is not None
        await ask.timetables.prepare(NATION, office.tenant)
        found = [
            ask.timetables.timetable(one).rules.in_force(date(2026, 4, 1)).number for one in (NATION, office.tenant)
        ]
        assert found == [1, 0]

    async def test_a_case_that_travels_runs_on_the_clocks_of_where_it_is(
        self, nation: None, ask: Asking, office: Office
    ) -> None:
        one_day = [{"term": "NATIONAL_VERIFICATION", "amount": 1}, {"term": "INSTANSI_VERIFICATION", "amount": 1}]
        await change(ask, national(), "setLimits", SEEN, **(BATAM | {"limits": one_day}))
        await change(ask, office.admin, "addDaysOff", SEEN, days=[FLOOD], note="Surat edaran")
        friday = ask.later(days=2)
        one = await traveller(friday, office)
        assert (await one.case.seen_by(one.nation))["dueAt"] == "2026-03-09T16:59:59+00:00"
        await one.sent()
        assert (await one.case.now())[
            "dueAt"
        ] == "2026-03-12T16:59:59+00:00"  # three working days, without Monday's flood
        asked = "query($id: ID!) { complaint(id: $id) { clocks { rule { version } strip { date counted reason } } } }"
        first, second = (await friday(office.admin, asked, id=one.case.id))["complaint"]["clocks"]
        assert (first["rule"]["version"], second["rule"]["version"]) == (1, 0)
        assert {"date": "2026-03-09", "counted": 0, "reason": "EMERGENCY"} in second["strip"]
        await one.back()
        assert (await one.case.seen_by(one.nation))["dueAt"] == "2026-03-09T16:59:59+00:00"

    async def test_local_days_are_not_the_nations(self, untouched: Untouched) -> None:
        refusal = await untouched(national(), "addDaysOff", days=[FLOOD], note="Surat edaran")
        assert (refusal["code"], refusal["rule"]) == ("BAD_USER_INPUT", "SKB 3 Menteri")


@pytest.mark.parametrize("name", CHANGES)
async def test_nobody_else_changes_anything(
    ask: Asking, office: Office, sibling: Office, untouched: Untouched, name: str
) -> None:
    strangers: list[Principal] = [
        office.by("dinkes"),
        office.by("dinkes", Role.STAF),
        office.by("root", Role.PIMPINAN),
        office.by("root", Role.INTEGRASI),
        office.by("inspektorat", Role.PENGAWAS),
        citizen(),
    ]
    for someone in strangers:
        assert (await untouched(someone, name, **CHANGES[name]))["code"] == "FORBIDDEN"
    assert (await untouched(VISITOR, name, **CHANGES[name]))["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "removeDayOff"])
async def test_an_admin_changes_the_own_pemda_alone(
    ask: Asking, office: Office, sibling: Office, untouched: Untouched, name: str
) -> None:
    before = {
        table: [row for row in rows if row[0] != office.tenant] for table, rows in enumerate(untouched.everything())
    }
    await change(ask, office.admin, name, "{ __typename }", **CHANGES[name])
    after = {
        table: [row for row in rows if row[0] != office.tenant] for table, rows in enumerate(untouched.everything())
    }
    assert before == after


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "removeDayOff"])
async def test_the_same_key_acts_once(ask: Asking, office: Office, untouched: Untouched, name: str) -> None:
    given = {"clientKey": key(), **CHANGES[name]}
    first = await ask(office.admin, document(name, "{ __typename }"), input=given)
    kept = untouched.everything()
    assert await ask(office.admin, document(name, "{ __typename }"), input=given) == first
    assert untouched.everything() == kept
    other = {**given, "source" if name == "setLimits" else "note": "Dasar yang lain"}
    assert (await ask.refused(office.admin, document(name, "{ __typename }"), input=other))["code"] == (
        "IDEMPOTENCY_MISMATCH"
    )


async def test_two_at_once_get_two_versions(ask: Asking, office: Office) -> None:
    days = [FLOOD | {"day": f"2026-04-{number:02}"} for number in range(6, 11)]
    await asyncio.gather(
        *(change(ask, office.admin, "addDaysOff", SEEN, days=[day], note="Surat edaran") for day in days)
    )
    seen = await change(ask, office.admin, "addDaysOff", SEEN, days=[FOUNDING], note="SK Bupati")
    assert sorted(one["version"] for one in seen["calendarVersions"] if not one["national"]) == [1, 2, 3, 4, 5, 6]
    assert len(own(seen)) == 6
