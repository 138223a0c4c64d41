"""An assessment goes step by step to its end, and then its figures stand."""

from dataclasses import replace
from typing import Any

import psycopg
import pytest

from rules.roles import Role
from tenants.database import Database
from tests.assessments import BABEL, BINTAN, MINUTES, Campaign, checked, drafted, opened, period, priorities
from tests.casework import submitted
from tests.graph.changing import document, key
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
STEPS: dict[str, dict[str, Any]] = {
    "openAssessment": {},
    "startChecking": {},
    "reopenAssessment": {},
    "contestGeneralInformation": {
        "received": 5,
        "resolved": 1,
        "reason": "Surat belum dicatat.",
        "evidence": "Buku agenda",
    },
    "setPriorities": {"priorities": priorities()},
    "writeMinutes": MINUTES,
    "signMinutes": {},
    "finaliseAssessment": {},
}
RECENT: dict[str, Any] = {"year": 2026, "firstDay": "2026-01-01", "lastDay": "2026-03-31"}


class TestDraft:
    @pytest.mark.parametrize(
        ("changed", "code", "field"),
        [
            ({"year": 2012}, "BAD_USER_INPUT", "year"),
            ({"lastDay": "2021-12-30"}, "BAD_USER_INPUT", "lastDay"),
            ({"questionSet": BINTAN[:-4] + "XXXX"}, "BAD_USER_INPUT", "questionSet"),
            ({"units": []}, "BAD_USER_INPUT", "units"),
        ],
    )
    async def test_what_is_no_assessment(
        self, ask: Asking, office: Office, changed: dict[str, Any], code: str, field: str
    ) -> None:
        values = {"clientKey": key(), "units": [office.unit("dinkes")], **period(), **changed}
        refusal = await ask.refused(office.admin, document("draftAssessment"), input=values)
        assert (refusal["code"], refusal["field"]) == (code, field)

    async def test_units_once_and_of_the_own_pemda(self, ask: Asking, office: Office, sibling: Office) -> None:
        unit = office.unit("dinkes")
        for units, field in (([unit, unit], "units"), ([unit, sibling.unit("dinkes")], "units.1")):
            values = {"clientKey": key(), "units": units, **period()}
            refusal = await ask.refused(office.admin, document("draftAssessment"), input=values)
            assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)

    async def test_one_for_each_year(self, ask: Asking, office: Office) -> None:
        await drafted(ask, office)
        values = {"clientKey": key(), "units": [office.unit("dinkes")], **period()}
        refusal = await ask.refused(office.admin, document("draftAssessment"), input=values)
        assert (refusal["code"], refusal["field"]) == ("CONFLICT", "year")
        await drafted(ask, office, year=2022, firstDay="2022-01-01", lastDay="2022-12-31")

    async def test_who_may_not(self, ask: Asking, office: Office) -> None:
        values = {"clientKey": key(), "units": [office.unit("dinkes")], **period()}
        for who, code in (
            (office.by("dinkes"), "FORBIDDEN"),
            (office.by("root", Role.PIMPINAN), "FORBIDDEN"),
            (office.by("inspektorat", Role.PENGAWAS), "FORBIDDEN"),
            (citizen(), "FORBIDDEN"),
            (VISITOR, "UNAUTHENTICATED"),
        ):
            assert (await ask.refused(who, document("draftAssessment"), input=values))["code"] == code
        found = await ask(office.admin, "{ assessments { nodes { id } } }")
        assert found["assessments"]["nodes"] == []


class TestSteps:
    async def test_every_step_out_of_order_is_refused(self, ask: Asking, office: Office) -> None:
        campaign = await drafted(ask, office)
        for name in set(STEPS) - {"openAssessment"}:
            assert (await campaign.refused(name, **STEPS[name]))["code"] == "MOVE_REFUSED", name
        await campaign.step("openAssessment")
        for name in set(STEPS) - {"startChecking", "contestGeneralInformation"}:
            assert (await campaign.refused(name, **STEPS[name]))["code"] == "MOVE_REFUSED", name
        assert (await campaign.step("startChecking"))["status"] == "CHECKING"
        assert (await campaign.step("reopenAssessment"))["status"] == "OPEN"

    async def test_nobody_else_leads_it(self, ask: Asking, office: Office, sibling: Office) -> None:
        campaign = await drafted(ask, office)
        for who, code in (
            (office.by("dinkes"), "FORBIDDEN"),
            (office.by("root", Role.PIMPINAN), "FORBIDDEN"),
            (sibling.admin, "NOT_FOUND"),
            (VISITOR, "UNAUTHENTICATED"),
        ):
            for name, given in STEPS.items():
                assert (await campaign.refused(name, who, **given))["code"] == code, name

    async def test_it_ends_only_when_everything_is_there(self, ask: Asking, office: Office) -> None:
        campaign = await opened(ask, office, ["dinkes"])
        await campaign.step("startChecking")
        await campaign.step("setPriorities", priorities=priorities())
        await campaign.step("writeMinutes", **MINUTES)
        for act in ("signMinutes", "finaliseAssessment"):
            refusal = await campaign.refused(act)
            assert refusal["message"] == "It cannot be finalised: some sheets are not checked."

    async def test_priorities(self, ask: Asking, office: Office) -> None:
        campaign = await opened(ask, office)
        await campaign.step("startChecking")
        lines = priorities()
        for given, field in (
            (lines[1:], "priorities"),
            ([*lines, lines[0]], "priorities.5.category"),
            ([{**lines[0], "place": 6}, *lines[1:]], "priorities.0.place"),
            ([{**lines[0], "category": "LAIN"}, *lines[1:]], "priorities.0.category"),
        ):
            refusal = await campaign.refused("setPriorities", priorities=given)
            assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)
        await campaign.step("setPriorities", priorities=priorities((1, 2, 3, 4, 5)))
        seen = await campaign.seen_by(office.admin)
        assert [one["place"] for one in seen["priorities"]] == [1, 2, 3, 4, 5]

    async def test_signed_minutes_stand(self, ask: Asking, office: Office) -> None:
        campaign = await checked(ask, office)
        assert (await campaign.refused("writeMinutes", **MINUTES))["code"] == "MOVE_REFUSED"
        assert (await campaign.refused("setPriorities", priorities=priorities()))["code"] == "MOVE_REFUSED"
        assert (await campaign.refused("reopenAssessment"))["code"] == "MOVE_REFUSED"
        assert (await campaign.refused("signMinutes"))["code"] == "MOVE_REFUSED"
        other = await opened(ask, office, year=2022, firstDay="2022-01-01", lastDay="2022-12-31")
        await other.step("startChecking")
        for changed, field in (({"heldOn": "2027-01-01"}, "heldOn"), ({"attendance": []}, "attendance")):
            assert (await other.refused("writeMinutes", **{**MINUTES, **changed}))["field"] == field
        assert (await other.refused("signMinutes"))["code"] == "MOVE_REFUSED"


class TestEnd:
    async def test_the_result(self, ask: Asking, office: Office) -> None:
        campaign = await checked(ask, office)
        before = (await campaign.seen_by(office.admin))["result"]
        assert (await campaign.step("finaliseAssessment"))["status"] == "FINALISED"
        after = (await campaign.seen_by(office.admin))["result"]
        assert (before["frozen"], after["frozen"]) == (False, True)
        assert {**after, "frozen": False} == before
        assert [(one["place"], one["tied"], one["score"]["shown"]) for one in after["categories"]] == [
            (1, True, "2.50")
        ] * 5
        for name, given in STEPS.items():
            assert (await campaign.refused(name, **given))["code"] == "MOVE_REFUSED", name

    async def test_what_happens_later_changes_nothing(self, ask: Asking, office: Office, database: Database) -> None:
        campaign = await opened(ask, office, ["dinkes"], **RECENT)
        await (await submitted(ask, office)).answered()
        await campaign.answer("dinkes", dict.fromkeys(range(1, 21), 3))
        await campaign.check("dinkes")
        await campaign.step("startChecking")
        await campaign.step("setPriorities", priorities=priorities())
        await campaign.step("writeMinutes", **MINUTES)
        await campaign.step("signMinutes")
        assert (await campaign.refused("finaliseAssessment"))["rule"] == "assessment: the period is over"
        await replace(campaign, ask=ask.later(days=40)).step("finaliseAssessment")
        figures = "{ received resolved resolvedShare { shown } averageReceived { shown } contests { received } }"
        asked = f"""query($id: ID!) {{ node(id: $id) {{ ... on Assessment {{
          result {{ units {{ unitName }} training {{ trained personnel }} categories {{ score {{ shown }} }} }}
          generalInformation {figures} }} }} }}"""
        before = await ask(office.admin, asked, id=campaign.id)
        assert before["node"]["generalInformation"]["received"] == 1
        await submitted(ask, office)
        with psycopg.connect(database.owner_url) as owner:
            owner.execute("UPDATE tuntas.unit SET name = 'Lain' WHERE tenant_id = %s", (office.tenant,))
            owner.execute("UPDATE tuntas.appointment SET valid_to = now() WHERE tenant_id = %s", (office.tenant,))
            owner.execute("UPDATE tuntas.assessment_answer SET value = 1 WHERE tenant_id = %s", (office.tenant,))
        assert await ask(office.admin, asked, id=campaign.id) == before

    async def test_the_same_request_again(self, ask: Asking, office: Office) -> None:
        campaign = await checked(ask, office)
        written, values = campaign.written("finaliseAssessment")
        first = await ask(office.admin, written, **values)
        assert await ask(office.admin, written, **values) == first


class TestGeneralInformation:
    async def test_counted_contested_and_looked_behind(self, ask: Asking, office: Office) -> None:
        campaign = await opened(ask, office, **RECENT)
        await submitted(ask, office)
        case = await (await submitted(ask, office)).answered()
        await case.move(case.reporter, "acceptAnswer")
        await campaign.step("contestGeneralInformation", **STEPS["contestGeneralInformation"])
        found = (await campaign.seen_by(office.admin))["generalInformation"]
        assert (found["received"], found["resolved"], found["notResolved"]) == (2, 1, 1)
        assert (found["resolvedShare"]["shown"], found["averageReceived"]["shown"]) == ("50.00", "0.67")
        assert found["contests"] == [{"received": 5, "resolved": 1, "reason": "Surat belum dicatat."}]
        asked = """query($id: ID!) { node(id: $id) { ... on Assessment { generalInformation {
          a: complaints { nodes { id } } b: complaints(of: RESOLVED) { nodes { id } }
          c: complaints(of: NOT_RESOLVED, first: 1) { nodes { id } pageInfo { hasNextPage } } } } } }"""
        behind = (await ask(office.admin, asked, id=campaign.id))["node"]["generalInformation"]
        assert len(behind["a"]["nodes"]) == 2
        assert behind["b"]["nodes"] == [{"id": case.id}]
        assert behind["c"]["nodes"] != behind["b"]["nodes"]
        assert len(behind["c"]["nodes"]) == 1

    async def test_more_cannot_be_resolved_than_came(self, ask: Asking, office: Office) -> None:
        campaign = await opened(ask, office)
        given = {**STEPS["contestGeneralInformation"], "resolved": 6}
        refusal = await campaign.refused("contestGeneralInformation", **given)
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", "resolved")


async def test_bangka_belitung_has_22_questions_of_several_categories(ask: Asking, office: Office) -> None:
    campaign: Campaign = await opened(ask, office, ["dinkes"], questionSet=BABEL)
    await campaign.answer("dinkes", {**dict.fromkeys(range(1, 23), 1), 8: 4, 3: 4})
    found = (await campaign.seen_by(office.admin))["result"]["categories"]
    exact = {
        one["category"]["code"]: (one["score"]["numerator"], one["score"]["denominator"], one["place"]) for one in found
    }
    # Question 8 counts in two categories, question 3 in none.
    assert exact == {
        "KEBIJAKAN": (1, 1, 1), "SDM": (1, 1, 1), "DATA": (1, 1, 1), "KOORDINASI": (8, 5, 4), "PARTISIPASI": (5, 2, 5),
    }  # fmt: skip
