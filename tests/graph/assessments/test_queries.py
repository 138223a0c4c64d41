"""Who sees which assessment: the pemda its own, a province its regencies side by side, the nation all, nobody else."""

from dataclasses import replace
from typing import Any

import pytest

from graph.nodes import node_id
from rules.identifiers import TenantId, reach_of
from rules.roles import Role
from tests.assessments import BINTAN, checked, opened
from tests.graph.changing import national
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
LIST = """query($p: String, $y: Int, $n: Int, $a: String) { assessments(pemda: $p, year: $y, first: $n, after: $a) {
  nodes { id year pemda { code } result { categories { place score { shown } } } }
  pageInfo { hasNextPage endCursor } } }"""
SHEET = "query($id: ID!) { node(id: $id) { ... on AssessmentSheet { status items { value evidence } } } }"
COUNTED = "query($p: PublishedResultInput!, $id: ID!) { node(id: $id) { ... on Assessment { result {"
COUNTED += " discrepancies(published: $p) { figure fault unit printed question } } } } }"


def province(office: Office) -> Any:
    tenant = TenantId(office.tenant // 100 * 100)
    return replace(office.admin, tenant=tenant, reach=reach_of(tenant))


async def test_a_province_sees_its_regencies_side_by_side(ask: Asking, office: Office, sibling: Office) -> None:
    odd: dict[str, Any] = {"year": 2034, "firstDay": "2034-01-01", "lastDay": "2034-12-31"}
    ours, theirs = await checked(ask, office, **odd), await opened(ask, sibling, **odd)
    for who in (province(office), national()):
        found = (await ask(who, LIST, y=2034, n=100))["assessments"]["nodes"]
        assert {ours.id, theirs.id} <= {one["id"] for one in found}
        (mine,) = [one for one in found if one["id"] == ours.id]
        assert mine["pemda"] == {"code": office.pemda.code}
        assert {one["score"]["shown"] for one in mine["result"]["categories"]} == {"2.50"}
    first = (await ask(province(office), LIST, n=1))["assessments"]
    second = await ask(province(office), LIST, n=1, a=first["pageInfo"]["endCursor"])
    assert first["nodes"] != second["assessments"]["nodes"]
    one = (await ask(province(office), LIST, p=sibling.pemda.code))["assessments"]["nodes"]
    assert [each["id"] for each in one] == [theirs.id]


async def test_a_pemda_sees_its_own(ask: Asking, office: Office, sibling: Office) -> None:
    ours = await opened(ask, office)
    await opened(ask, sibling)
    for who in (
        office.admin,
        office.by("root", Role.PIMPINAN),
        office.by("inspektorat", Role.PENGAWAS),
        office.by("dinkes"),
        office.by("dinkes", Role.STAF),
    ):
        assert [one["id"] for one in (await ask(who, LIST))["assessments"]["nodes"]] == [ours.id]
        refusal = await ask.refused(who, LIST, p=sibling.pemda.code)
        assert refusal["code"] == "NOT_FOUND"


async def test_a_stranger_sees_nothing(ask: Asking, office: Office, sibling: Office) -> None:
    campaign = await checked(ask, office)
    await campaign.step("finaliseAssessment")
    for who in (sibling.admin, sibling.by("dinkes"), citizen(), VISITOR, office.by("root", Role.INTEGRASI)):
        assert await campaign.seen_by(who) is None
        for sheet in campaign.sheets.values():
            assert (await ask(who, SHEET, id=sheet))["node"] is None
    for who, code in ((citizen(), "FORBIDDEN"), (VISITOR, "UNAUTHENTICATED")):
        assert (await ask.refused(who, LIST))["code"] == code
        assert (await ask.refused(who, "{ questionSets { nodes { id } } }"))["code"] == code
        assert (await ask(who, "query($id: ID!) { node(id: $id) { id } }", id=BINTAN))["node"] is None


async def test_a_unit_sees_its_own_sheet_and_the_result_once_it_is_final(ask: Asking, office: Office) -> None:
    campaign = await checked(ask, office)
    for role in (Role.PENGHUBUNG, Role.STAF):
        seen = await campaign.seen_by(office.by("dinkes", role))
        assert [one["id"] for one in seen["sheets"]] == [campaign.sheets["dinkes"]]
        assert (seen["result"], seen["generalInformation"], seen["priorities"], seen["minutes"]) == (
            None,
            None,
            [],
            None,
        )
        assert (await ask(office.by("dinkes", role), SHEET, id=campaign.sheets["perkim"]))["node"] is None
    await campaign.step("finaliseAssessment")
    seen = await campaign.seen_by(office.by("dinkes"))
    assert {one["score"]["shown"] for one in seen["result"]["categories"]} == {"2.50"}
    assert [one["unitName"] for one in seen["result"]["units"]] == [f"dinkes {office.pemda.name}"]
    assert [one["id"] for one in seen["sheets"]] == [campaign.sheets["dinkes"]]
    printed = [{"sheet": campaign.sheets["perkim"], "answers": [{"question": 1, "value": 4}]}]
    refusal = await ask.refused(office.by("dinkes"), COUNTED, id=campaign.id, p={"units": printed})
    assert refusal["field"] == "published.units.0.sheet"  # another unit's answers cannot be guessed


async def test_what_the_viewer_may_do(ask: Asking, office: Office) -> None:
    campaign = await opened(ask, office)
    assert (await campaign.seen_by(office.admin))["viewerCan"] == ["READ", "READ_RESULT", "MANAGE", "FINALISE"]
    seen = await campaign.seen_by(office.by("dinkes"))
    assert (seen["viewerCan"], seen["sheets"][0]["viewerCan"]) == (["READ"], ["READ", "ANSWER", "CHECK"])
    leader = await campaign.seen_by(office.by("root", Role.PIMPINAN))
    assert (leader["viewerCan"], leader["sheets"][0]["viewerCan"]) == (["READ", "READ_RESULT"], ["READ"])


async def test_printed_figures(ask: Asking, office: Office, sibling: Office) -> None:
    campaign, other = await checked(ask, office), await checked(ask, sibling)
    dinkes = campaign.sheets["dinkes"]
    scores = [{"category": "SDM", "score": "3,00"}, {"category": "DATA", "score": "2.9"}]
    answers = [{"question": 1, "value": 3}, {"question": 2, "value": 4}]
    published = {"units": [{"sheet": dinkes, "scores": scores, "answers": answers}]}
    found = (await ask(office.admin, COUNTED, id=campaign.id, p=published))["node"]["result"]["discrepancies"]
    unit = f"dinkes {office.pemda.name}"
    assert found == [
        {"figure": "ANSWER", "fault": "WRONG", "unit": unit, "printed": "4", "question": 2},
        {"figure": "UNIT_SCORE", "fault": "WRONG", "unit": unit, "printed": "2.9", "question": None},
    ]
    for wrong, field in (
        ({"units": [{"sheet": other.sheets["dinkes"]}]}, "published.units.0.sheet"),
        ({"averages": [{"category": "LAIN", "score": "3"}]}, "published.averages.0.category"),
        ({"averages": [{"category": "SDM", "score": "NaN"}]}, "published.averages.0.score"),
        ({"priorities": [{"category": "LAIN", "place": 1}]}, "published.priorities.0.category"),
    ):
        refusal = await ask.refused(office.admin, COUNTED, id=campaign.id, p=wrong)
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)


async def test_the_question_sets(ask: Asking, office: Office) -> None:
    asked = """{ questionSets { nodes { id code version counting categories { code } questions { number training
      categories { category certain } } } } }"""
    bintan, babel = (await ask(office.by("dinkes", Role.STAF), asked))["questionSets"]["nodes"]
    assert (bintan["id"], bintan["code"], bintan["counting"], len(bintan["questions"])) == (
        BINTAN,
        "BINTAN",
        "MONTH",
        20,
    )
    assert (babel["code"], babel["counting"], len(babel["questions"])) == ("BANGKA-BELITUNG", "YEAR", 22)
    assert [one["training"] for one in bintan["questions"][8:11]] == ["TECHNICAL", "PROCESS", "PUBLIC_COMMUNICATION"]
    assert [len(one["categories"]) for one in babel["questions"]][:9] == [0, 0, 0, 0, 1, 1, 2, 2, 2]
    one = "query($id: ID!) { node(id: $id) { ... on QuestionSet { code } } }"
    assert (await ask(office.admin, one, id=BINTAN))["node"] == {"code": "BINTAN"}
    assert (await ask(office.admin, one, id=node_id("QuestionSet", office.tenant, 1)))["node"] is None
