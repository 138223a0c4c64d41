"""Bintan's real self-assessment of 2021 over HTTP: in with the ticks, out with what the regulation should have printed.

Perbup Bintan 53/2021, 2.2.2. What is expected here was worked out by hand from the same ticks; the service computes it.
"""

from collections import Counter
from typing import Any
from uuid import uuid4

import httpx
import pytest

from gateway.demo.assessments.printed import bintan
from rules.roles import Role
from tenants.database import Database
from tests.assessments import MINUTES, answers, period, priorities, tree
from tests.journeys.service import Person, officer
from tests.offices import Office, open_office
from tests.tenancy import NewTenant

PRINTED = bintan()
RESULT = """query($id: ID!, $published: PublishedResultInput!) { node(id: $id) { ... on Assessment {
  status finalisedAt priorities { category place } minutes { signedName attendance { name } }
  result { frozen unitCount categories { category { code } score { numerator denominator shown } place tied certain }
    units { unitName sheet scores { category { code } score { shown } } }
    discrepancies(published: $published) {
      figure fault unit category other printed computed { numerator denominator shown } } } } } }"""


def act(who: Person, name: str, selection: str = "{ id status }", kind: str = "", **given: Any) -> Any:
    kind = kind or f"{name[0].upper()}{name[1:]}Input"
    document = f"mutation($input: {kind}!) {{ {name}(input: $input) {selection} }}"
    return who.ask(document, input={"clientKey": uuid4().hex, **given})[name]


@pytest.fixture(scope="module")
def office(database: Database, new_tenant: NewTenant) -> Office:
    return open_office(database, new_tenant(), tree(len(PRINTED.units)))


@pytest.fixture(scope="module")
def finished(client: httpx.Client, database: Database, office: Office) -> dict[str, Any]:
    """The whole campaign, from its draft to its end; the node as the admin sees it, asked with what was printed."""
    admin = officer(client, database, office.admin)
    units = [office.unit(f"opd{one.number}") for one in PRINTED.units]
    drafted = act(admin, "draftAssessment", "{ id sheets { id unit { id } } }", units=units, **period())
    id_, step = drafted["id"], {"kind": "AssessmentStepInput", "assessment": drafted["id"]}
    sheets = {one["unit"]["id"]: one["id"] for one in drafted["sheets"]}
    assert list(sheets) == units
    act(admin, "openAssessment", **step)
    for one, unit in zip(PRINTED.units, units, strict=True):
        staff = officer(client, database, office.by(f"opd{one.number}", Role.STAF))
        liaison = officer(client, database, office.by(f"opd{one.number}"))
        assert act(staff, "answerAssessment", sheet=sheets[unit], answers=answers(one.answers))["status"] == "SUBMITTED"
        assert act(liaison, "checkAnswers", sheet=sheets[unit], accept=True)["status"] == "CHECKED"
    act(admin, "startChecking", **step)
    act(admin, "setPriorities", assessment=id_, priorities=priorities())
    act(admin, "writeMinutes", assessment=id_, **MINUTES)
    act(admin, "signMinutes", **step)
    act(admin, "finaliseAssessment", **step)
    published = {
        "units": [
            {"sheet": sheets[unit], "scores": [{"category": code, "score": text} for code, text in one.scores.items()]}
            for one, unit in zip(PRINTED.units, units, strict=True)
        ],
        "averages": [{"category": code, "score": text} for code, text in PRINTED.averages.items()],
        "priorities": [{"category": code, "place": place} for code, place in PRINTED.priorities.items()],
    }
    found: dict[str, Any] = admin.ask(RESULT, id=id_, published=published)["node"]
    return found


def test_the_averages_and_their_order(finished: dict[str, Any]) -> None:
    assert finished["status"] == "FINALISED"
    result = finished["result"]
    assert (result["frozen"], result["unitCount"]) == (True, 19)
    assert [(one["place"], one["category"]["code"], one["score"]["shown"]) for one in result["categories"]] == [
        (1, "SDM", "2.71"), (2, "DATA", "3.07"), (3, "KEBIJAKAN", "3.08"), (4, "KOORDINASI", "3.09"),
        (5, "PARTISIPASI", "3.18"),
    ]  # fmt: skip
    assert result["categories"][0]["score"] == {"numerator": 257, "denominator": 95, "shown": "2.71"}
    assert not any(one["tied"] for one in result["categories"])
    assert all(one["certain"] for one in result["categories"])


def test_the_scores_of_units_that_were_printed_wrong(finished: dict[str, Any], office: Office) -> None:
    found = finished["result"]["discrepancies"]
    names = {f"opd{one.number} {office.pemda.name}": one.name for one in PRINTED.units}
    wrong = {
        (names[one["unit"]], one["category"], one["printed"], one["computed"]["shown"])
        for one in found
        if (one["figure"], one["fault"]) == ("UNIT_SCORE", "WRONG")
    }
    assert wrong == {
        ("Sekretariat Daerah", "KOORDINASI", "2.6", "3.33"),
        ("Disnaker", "KOORDINASI", "3", "3.33"),
        ("DKUPP", "KEBIJAKAN", "2.33", "2.83"),
        ("Dinas Perikanan", "KOORDINASI", "2.66", "2.33"),
        ("Satpol PP", "DATA", "3", "3.33"),
        ("Badan Kesbangpol", "DATA", "3", "3.33"),
        ("Badan Perencanaan dan Penelitian", "DATA", "3", "3.33"),
    }
    units = [one for one in found if one["figure"] == "UNIT_SCORE"]
    truncated = {(one["printed"], one["computed"]["shown"]) for one in units if one["fault"] == "TRUNCATED"}
    assert truncated == {("2.6", "2.67"), ("3.16", "3.17"), ("3.66", "3.67"), ("2.66", "2.67"), ("3.6", "3.67")}
    up = {(one["printed"], one["computed"]["shown"]) for one in units if one["fault"] == "ROUNDED_UP"}
    assert up == {("3.34", "3.33"), ("2.34", "2.33")}


def test_all_averages_and_places_three_and_four(finished: dict[str, Any]) -> None:
    found = finished["result"]["discrepancies"]
    averages = {one["category"]: (one["fault"], one["printed"]) for one in found if one["figure"] == "AVERAGE"}
    assert averages == {
        "SDM": ("TRUNCATED", "2.70"), "DATA": ("WRONG", "3.01"), "KOORDINASI": ("WRONG", "3.04"),
        "KEBIJAKAN": ("WRONG", "3.05"), "PARTISIPASI": ("WRONG", "3.15"),
    }  # fmt: skip
    places = [one for one in found if one["figure"] == "PRIORITY"]
    assert [(one["fault"], one["category"], one["other"], one["printed"]) for one in places] == [
        ("SWAPPED", "KOORDINASI", "KEBIJAKAN", "3"),
        ("SWAPPED", "KEBIJAKAN", "KOORDINASI", "4"),
    ]
    assert Counter(one["figure"] for one in found) == {"UNIT_SCORE": len(found) - 7, "AVERAGE": 5, "PRIORITY": 2}


def test_the_papers_lie_beside_it(finished: dict[str, Any]) -> None:
    assert {one["category"]: one["place"] for one in finished["priorities"]} == {
        "KEBIJAKAN": 2, "SDM": 1, "DATA": 2, "PARTISIPASI": 1, "KOORDINASI": 1,
    }  # fmt: skip
    assert finished["minutes"]["signedName"] == "Petugas root"
    assert [one["name"] for one in finished["minutes"]["attendance"]] == ["Arif", "Siti"]
