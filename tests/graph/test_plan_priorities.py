"""A plan that names only the year of its assessment begins with what that assessment came to, once it is final."""

from typing import Any

import pytest

from tests.assessments import checked
from tests.graph.changing import change, document, key
from tests.offices import Asking, Office
from tests.plans import DRAFT

pytestmark = pytest.mark.anyio
PLAN = {**DRAFT, "nomenclature": "KELOMPOK_PROGRAM", "assessmentYear": 2021}
SEEN = "{ id nodes { title label } priorities { category place reasons } }"
LIST = "{ actionPlans(first: 5) { nodes { id } } }"


async def draft(ask: Asking, office: Office, **given: Any) -> Any:
    return await change(ask, office.admin, "draftActionPlan", SEEN, clientKey=key(), **PLAN, **given)


async def test_the_priority_sheet_orders_the_groups(ask: Asking, office: Office) -> None:
    campaign = await checked(ask, office, (2, 1, 3, 5, 4))
    await campaign.step("finaliseAssessment")
    plan = await draft(ask, office)
    assert [(one["title"], one["label"]) for one in plan["nodes"]][:2] == [
        ("Penguatan Sumber Daya Manusia", "Prioritas 1"),
        ("Penguatan Kelembagaan", "Prioritas 2"),
    ]
    found = {one["category"]: (one["place"], one["reasons"]) for one in plan["priorities"]}
    assert found["SDM"] == (1, ["Alasan SDM"])
    assert {category: place for category, (place, _) in found.items()} == {
        "KEBIJAKAN": 2, "SDM": 1, "DATA": 3, "PARTISIPASI": 5, "KOORDINASI": 4,
    }  # fmt: skip


async def test_not_from_figures_that_may_still_change(ask: Asking, office: Office) -> None:
    await checked(ask, office)
    refusal = await ask.refused(office.admin, document("draftActionPlan", SEEN), input={"clientKey": key(), **PLAN})
    assert (refusal["code"], refusal["field"]) == ("NOT_FINALISED", "assessmentYear")
    assert (await ask(office.admin, LIST))["actionPlans"]["nodes"] == []


async def test_an_assessment_on_paper_is_named_by_its_year(ask: Asking, office: Office, sibling: Office) -> None:
    campaign = await checked(ask, sibling)
    await campaign.step("finaliseAssessment")
    plan = await draft(ask, office)
    assert (plan["nodes"], plan["priorities"]) == ([], []), "the neighbour's is not ours"


async def test_what_is_given_goes_before_what_is_known(ask: Asking, office: Office) -> None:
    campaign = await checked(ask, office)
    await campaign.step("finaliseAssessment")
    plan = await draft(ask, office, priorities=[{"category": "DATA", "place": 1}])
    assert [one["category"] for one in plan["priorities"]] == ["DATA"]
