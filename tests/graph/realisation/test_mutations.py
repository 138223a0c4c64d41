"""Units report their own rows, offices monitor and report the year, and what was issued never changes."""

import hashlib
import json
from typing import Any, ClassVar

import pytest

from rules.roles import Role
from tests.casework import submitted
from tests.graph.changing import change, key, national
from tests.graph.realisation.test_queries import TABLE
from tests.offices import VISITOR, Asking, Office, citizen
from tests.plans import FULL, SEEN, Plan, Untouched, drafted, enacted

pytestmark = pytest.mark.anyio
BANDS = [
    {"code": "A", "label": "Baik", "lower": "80", "colour": "#16a34a"},
    {"code": "B", "label": "Kurang", "colour": "#ef4444"},
]
REPORT = """{ id year number addressee by at sha256 intact content decree plan
  indicators { name target actual achieved } monitorings { half findings }
  months { month rows { code achieved } levels { kind total predikat } budget { spent } } }"""


async def rows(plan: Plan, **given: dict[str, Any]) -> list[dict[str, Any]]:
    ids = {code[-2:]: id_ for code, id_ in (await plan.actions()).items()}
    return [{"action": ids[name[1:]], "seen": 0, **row} for name, row in given.items()]


NOTES = "query($id: ID!) { realisationTable(plan: $id, year: 2026, month: 2) { rows { code note } } }"


class TestReporting:
    async def test_each_unit_its_own_rows(self, ask: Asking, office: Office) -> None:
        plan = await enacted(ask, office)
        await plan.report(office.by("dinkes", Role.STAF), 2, c04=FULL)
        await plan.report(office.by("perkim"), 2, c06={"realised": "25", "progress": "90", "spent": "500000"})
        seen = await plan.report(office.admin, 2, c02={"realised": "1", "progress": "100"})
        assert seen == {
            "filled": 16, "needed": 16, "complete": True,
            "levels": [{"kind": "PROGRAM", "predikat": "ST"}, {"kind": "KEGIATAN", "predikat": "T"},
                       {"kind": "SUBKEGIATAN", "predikat": "T"}],
        }  # fmt: skip

    async def test_told_again_the_newest_counts(self, ask: Asking, office: Office) -> None:
        plan = await enacted(ask, office)
        for realised in ("5", "12"):
            await plan.report(office.by("dinkes"), 2, c04={**FULL, "realised": realised})
        table = (await ask(office.admin, TABLE, plan=plan.id, y=2026, m=2))["realisationTable"]
        assert [row["realised"] for row in table["rows"] if row["code"].endswith(".04")] == ["12.00"]

    async def test_two_who_fill_in_the_same_row_do_not_lose_each_other(
        self, ask: Asking, office: Office, untouched: Untouched
    ) -> None:
        plan, staff = await enacted(ask, office), office.by("dinkes", Role.STAF)
        given = {"plan": plan.id, "year": 2026, "month": 2}
        await change(ask, staff, "reportRealisation", "{ filled }", **given, rows=await rows(plan, c04=FULL))
        stale = await rows(plan, c04={**FULL, "realised": "3"})
        refusal = await untouched(office.by("dinkes"), "reportRealisation", **given, rows=stale)
        assert (refusal["code"], refusal["field"]) == ("CONFLICT", "rows.0.seen")
        assert refusal["rule"] == "realisation: nothing is overwritten unseen"
        assert "2.16.02.2.01.04 Tersusunnya konten (Staf pengelola dinkes)" in refusal["message"]
        assert set((await plan.versions(2)).values()) == {0, 1}
        await plan.report(office.by("dinkes"), 2, c04={**FULL, "realised": "3"})
        ahead = await rows(plan, c04={**FULL, "seen": 3})
        refusal = await untouched(office.by("dinkes"), "reportRealisation", **given, rows=ahead)
        assert refusal["code"] == "CONFLICT", "nobody has seen what is not there"

    async def test_a_remark_that_is_left_out_stays(self, ask: Asking, office: Office) -> None:
        plan, who = await enacted(ask, office), office.by("dinkes")
        remarks = []
        for row in ({**FULL, "note": "Mitra terlambat."}, FULL, {**FULL, "note": ""}):
            await plan.report(who, 2, c04=row)
            table = await ask(who, NOTES, id=plan.id)
            remarks.append(next(one["note"] for one in table["realisationTable"]["rows"] if one["code"].endswith("04")))
        assert remarks == ["Mitra terlambat.", "Mitra terlambat.", ""]

    async def test_the_same_key_reports_once(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        plan = await enacted(ask, office)
        given = {"clientKey": key(), "plan": plan.id, "year": 2026, "month": 2, "rows": await rows(plan, c04=FULL)}
        first = await change(ask, office.by("dinkes"), "reportRealisation", "{ filled }", **given)
        before = untouched.everything()
        assert await change(ask, office.by("dinkes"), "reportRealisation", "{ filled }", **given) == first
        assert untouched.everything() == before

    async def test_nobody_elses(self, ask: Asking, office: Office, sibling: Office, untouched: Untouched) -> None:
        plan = await enacted(ask, office)
        given = {"plan": plan.id, "year": 2026, "month": 2}
        own, other = await rows(plan, c04=FULL), await rows(plan, c06=FULL)
        for who in (office.by("perkim"), office.by("puskesmas"), office.by("kelurahan"), office.admin, plan.head,
                    office.by("inspektorat", Role.PENGAWAS), national(), citizen(), VISITOR):  # fmt: skip
            refusal = await untouched(who, "reportRealisation", **given, rows=own)
            assert refusal["code"] in {"FORBIDDEN", "UNAUTHENTICATED"}, who.role
        refusal = await untouched(office.by("dinkes"), "reportRealisation", **given, rows=own + other)
        assert refusal["code"] == "FORBIDDEN", "one row of another unit, and none is kept"
        assert (await untouched(sibling.by("dinkes"), "reportRealisation", **given, rows=own))["code"] == "NOT_FOUND"

    @pytest.mark.parametrize(
        ("given", "row", "code", "field"),
        [
            ({"month": 3}, FULL, "BAD_USER_INPUT", "rows.0.action"),
            ({"month": 4}, FULL, "BAD_USER_INPUT", "month"),
            ({"year": 2028}, FULL, "BAD_USER_INPUT", "plan.year"),
            ({"year": 2027}, FULL, "BAD_USER_INPUT", "month"),
            ({"month": 13}, FULL, "BAD_USER_INPUT", "month"),
            ({}, {"realised": "-1"}, "BAD_USER_INPUT", "rows.0.realised"),
            ({}, {"spent": "-1"}, "BAD_USER_INPUT", "rows.0.spent"),
            ({}, {"progress": "101"}, "BAD_USER_INPUT", "rows.0.progress"),
        ],
    )
    async def test_what_cannot_be_reported(
        self, ask: Asking, office: Office, untouched: Untouched, given: Any, row: Any, code: str, field: str
    ) -> None:
        plan = await enacted(ask, office)
        asked = {"plan": plan.id, "year": 2026, "month": 2, "rows": await rows(plan, c04=row), **given}
        refusal = await untouched(office.by("dinkes"), "reportRealisation", **asked)
        assert (refusal["code"], refusal["field"]) == (code, field)

    async def test_rows_twice_none_or_of_another_plan(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        plan, other = await enacted(ask, office), await enacted(ask, office)
        given, own = {"plan": plan.id, "year": 2026, "month": 2}, await rows(plan, c04=FULL)
        assert (await untouched(office.by("dinkes"), "reportRealisation", **given, rows=[]))["field"] == "rows"
        twice = await untouched(office.by("dinkes"), "reportRealisation", **given, rows=own * 2)
        assert twice["field"] == "rows.1.action"
        foreign = await untouched(office.by("dinkes"), "reportRealisation", **given, rows=await rows(other, c04=FULL))
        assert foreign["code"] == "NOT_FOUND"
        above = await untouched(office.admin, "reportRealisation", **given, rows=await rows(plan, c02=FULL))
        assert above["field"] == "rows.0.spent", "money is reported at the lowest level"

    async def test_nothing_is_realised_of_a_draft(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        plan = await drafted(ask, office)
        await plan.to_approval()
        given = {"plan": plan.id, "year": 2026, "month": 2, "rows": await rows(plan, c02={"realised": "1"})}
        assert (await untouched(office.admin, "reportRealisation", **given))["code"] == "FORBIDDEN"
        given["rows"] = await rows(plan, c04=FULL)
        assert (await untouched(office.by("dinkes"), "reportRealisation", **given))["code"] == "NOT_FOUND"

    async def test_a_superseded_version_takes_the_months_that_began_under_it(
        self, ask: Asking, office: Office, untouched: Untouched
    ) -> None:
        plan = await enacted(ask, office)
        newer = Plan(ask, office, await change(ask, office.admin, "reviseActionPlan", SEEN, plan=plan.id))
        for _ in range(2):
            await newer.do("completePlanStep")
        await newer.do("approveActionPlan", newer.approver)
        await newer.do("enactActionPlan", newer.head, decree="Perbup 9/2026")
        await plan.report(office.by("dinkes"), 2, c04=FULL)
        await newer.report(office.by("dinkes"), 2, c04=FULL)
        given = {"plan": plan.id, "year": 2026, "month": 4, "rows": await rows(plan, c04=FULL)}
        later = Untouched(ask.later(days=40), untouched.database)
        refusal = await later(office.by("dinkes"), "reportRealisation", **given)
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "month")
        assert refusal["rule"] == "realisation: under the version in force"
        given["month"] = 3  # the month in which it was superseded is open in both, and nothing is planned for it
        assert (await later(office.by("dinkes"), "reportRealisation", **given))["field"] == "rows.0.action"
        assert (await later(office.by("perkim"), "reportRealisation", **{**given, "month": 2}))["code"] == "FORBIDDEN"
        asked = "query($id: ID!) { actionPlan(id: $id) { supersededOn } }"
        found = [(await ask(office.admin, asked, id=one.id))["actionPlan"]["supersededOn"] for one in (plan, newer)]
        assert found == ["2026-03-04", None]


class TestMonitoring:
    GIVEN: ClassVar[dict[str, Any]] = {
        "year": 2026, "half": 1, "heldOn": "2026-03-02", "summary": "Sebagian kegiatan terlambat.",
        "findings": [{"code": "2.16.02.2.01.04", "finding": "Konten belum lengkap", "recommendation": "Tambah staf"}],
    }  # fmt: skip

    async def test_it_is_kept_with_its_findings(self, ask: Asking, office: Office) -> None:
        plan = await enacted(ask, office)
        shown = "{ year half heldOn summary by findings { code finding recommendation } }"
        made = await change(ask, office.admin, "recordMonitoring", shown, plan=plan.id, **self.GIVEN)
        assert made == {**self.GIVEN, "by": "Admin Instansi root"}
        asked = "query($id: ID!) { actionPlan(id: $id) { monitorings " + shown + " } }"
        for who in (office.by("kelurahan"), office.by("inspektorat", Role.PENGAWAS), national()):
            assert (await ask(who, asked, id=plan.id))["actionPlan"]["monitorings"] == [made]

    async def test_what_is_refused(self, ask: Asking, office: Office, sibling: Office, untouched: Untouched) -> None:
        plan = await enacted(ask, office)
        wrong: list[tuple[dict[str, Any], str]] = [
            ({"year": 2025}, "year"), ({"half": 2}, "heldOn"), ({"heldOn": "2026-03-05"}, "heldOn"),
            ({"findings": [{"code": "9.99.99", "finding": "Tidak ada"}]}, "findings.0.code"),
        ]  # fmt: skip
        for given, field in wrong:
            refusal = await untouched(office.admin, "recordMonitoring", plan=plan.id, **{**self.GIVEN, **given})
            assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)
        for who in (plan.head, office.by("dinkes"), national(), office.by("inspektorat", Role.PENGAWAS), VISITOR):
            refusal = await untouched(who, "recordMonitoring", plan=plan.id, **self.GIVEN)
            assert refusal["code"] in {"FORBIDDEN", "UNAUTHENTICATED"}
        assert (await untouched(sibling.admin, "recordMonitoring", plan=plan.id, **self.GIVEN))["code"] == "NOT_FOUND"


class TestYearReport:
    async def test_it_is_frozen_when_it_is_issued(self, ask: Asking, office: Office) -> None:
        plan = await enacted(ask, office)
        await submitted(ask, office)
        await plan.report(office.by("dinkes"), 2, c04=FULL)
        await change(ask, office.admin, "recordMonitoring", "{ at }", plan=plan.id, **TestMonitoring.GIVEN)
        issued = await change(ask, office.admin, "issueYearReport", REPORT, plan=plan.id, year=2026)
        assert (issued["number"], issued["decree"], issued["intact"]) == (1, "Perbup 5/2026", True)
        assert issued["addressee"] == "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi"
        assert issued["indicators"][0] == {
            "name": "Jumlah pengaduan yang diterima", "target": "4.00", "actual": "1.00", "achieved": "25.00",
        }  # fmt: skip
        assert [month["month"] for month in issued["months"]] == [1, 2]
        assert issued["monitorings"] == [{"half": 1, "findings": 1}]
        assert hashlib.sha256(issued["content"].encode()).hexdigest() == issued["sha256"]
        assert json.loads(issued["content"])["months"][1]["budget"]["spent"] == "3000000.00"
        await self.everything_changes(ask, plan)
        asked = "query($id: ID!) { node(id: $id) { ... on YearReport " + REPORT + " } }"
        for who in (office.admin, national(), office.by("kelurahan")):
            assert (await ask(who, asked, id=issued["id"]))["node"] == issued
        again = await change(ask.later(days=1), office.admin, "issueYearReport", REPORT, plan=plan.id, year=2026)
        assert again["number"] == 2
        assert again["sha256"] != issued["sha256"]
        assert again["indicators"][0]["actual"] == "2.00"
        assert again["months"][1]["budget"]["spent"] == "1.00"

    async def everything_changes(self, ask: Asking, plan: Plan) -> None:
        office = plan.office
        await submitted(ask, office)
        await plan.report(office.by("dinkes"), 2, c04={**FULL, "spent": "1"})
        given = {"fromDate": "2026-04-01", "bands": BANDS, "source": "Perbup 6/2026"}
        await change(ask, office.admin, "setPredikatScale", "{ number }", **given)
        await change(ask, office.admin, "recordMonitoring", "{ at }", plan=plan.id, **TestMonitoring.GIVEN)

    async def test_strangers_do_not_read_it(self, ask: Asking, office: Office, sibling: Office) -> None:
        plan = await enacted(ask, office)
        issued = await change(ask, office.admin, "issueYearReport", "{ id }", plan=plan.id, year=2026)
        asked = "query($id: ID!) { node(id: $id) { id ... on YearReport { content } } }"
        for who in (sibling.admin, sibling.by("dinkes"), office.by("root", Role.INTEGRASI), citizen(), VISITOR):
            assert (await ask(who, asked, id=issued["id"]))["node"] is None

    async def test_who_issues_it_and_for_which_year(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        plan = await enacted(ask, office)
        for year in (2025, 2027, 2028):
            refusal = await untouched(office.admin, "issueYearReport", plan=plan.id, year=year)
            assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "year")
        for who in (plan.head, office.by("dinkes"), national(), citizen()):
            assert (await untouched(who, "issueYearReport", plan=plan.id, year=2026))["code"] == "FORBIDDEN"


class TestScale:
    GIVEN: ClassVar[dict[str, Any]] = {"fromDate": "2026-04-01", "bands": BANDS, "source": "Perbup 6/2026"}

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"fromDate": "2026-03-01"}, "fromDate"),
            ({"fromDate": "2026-04-02"}, "fromDate"),
            ({"bands": BANDS[:1]}, "bands"),
            ({"bands": BANDS[::-1]}, "bands.0.lower"),
            ({"bands": [BANDS[0], BANDS[0], BANDS[1]]}, "bands.1.code"),
            ({"bands": [{**BANDS[0], "colour": "#ZZZZZZ"}, BANDS[1]]}, "bands.0.colour"),
            ({"bands": [{**BANDS[0], "lower": "x"}, BANDS[1]]}, "bands.0.lower"),
        ],
    )
    async def test_what_is_no_scale(self, office: Office, untouched: Untouched, given: Any, field: str) -> None:
        refusal = await untouched(office.admin, "setPredikatScale", **{**self.GIVEN, **given})
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)

    async def test_only_the_own_admin_sets_it(self, ask: Asking, office: Office, untouched: Untouched) -> None:
        for who in (office.by("root", Role.PIMPINAN), office.by("dinkes"), national(), citizen(), VISITOR):
            refusal = await untouched(who, "setPredikatScale", **self.GIVEN)
            assert refusal["code"] in {"FORBIDDEN", "UNAUTHENTICATED"}
        given = {"clientKey": key(), **self.GIVEN}
        first = await change(ask, office.admin, "setPredikatScale", "{ number fromDate }", **given)
        assert first == {"number": 1, "fromDate": "2026-04-01"}
        assert await change(ask, office.admin, "setPredikatScale", "{ number fromDate }", **given) == first
