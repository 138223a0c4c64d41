"""The table of a month as readers get it: exact figures, footers, completeness; and nothing for strangers."""

from typing import Any

import pytest

from rules.roles import Role
from tests.graph.changing import change, national
from tests.offices import VISITOR, Asking, Office, citizen
from tests.plans import FULL, drafted, enacted

pytestmark = pytest.mark.anyio
TABLE = """query($plan: ID!, $y: Int!, $m: Int!) { realisationTable(plan: $plan, year: $y, month: $m) {
  scale filled needed complete
  rows { code kind title first month description unit target targetCumulative weight weightCumulative realised achieved
    achievedColour progress cashBudget spent absorbed absorbedColour yearAchieved filled needed }
  levels { kind items complete total average predikat filled needed }
  budget { cashBudget spent absorbed predikat complete filled needed } } }"""
SCALES = (
    "query($p: String) { predikatScales(pemda: $p) { number inForce fromDate source bands { code lower colour } } }"
)


async def table(ask: Asking, who: Any, plan: str, month: int) -> Any:
    return (await ask(who, TABLE, plan=plan, y=2026, m=month))["realisationTable"]


async def test_the_seventeen_columns(ask: Asking, office: Office) -> None:
    plan = await enacted(ask, office)
    await plan.report(office.by("dinkes"), 1, c04={"realised": "5", "progress": "50", "spent": "900000"})
    await plan.report(office.by("dinkes"), 2, c04=FULL)
    found = await table(ask, office.by("kelurahan"), plan.id, 2)
    row = next(one for one in found["rows"] if one["code"] == "2.16.02.2.01.04")
    assert row == {
        "code": "2.16.02.2.01.04", "kind": "SUBKEGIATAN", "title": "Konten", "first": True, "month": "B02",
        "description": "Tersusunnya konten", "unit": "konten", "target": "15.00", "targetCumulative": "25.00",
        "weight": "60.00", "weightCumulative": "100.00", "realised": "15.00", "achieved": "100.00",
        "achievedColour": "#16a34a", "progress": "100.00", "cashBudget": "3000000.00", "spent": "3000000.00",
        "absorbed": "100.00", "absorbedColour": "#16a34a", "yearAchieved": "80.00", "filled": 6, "needed": 6,
    }  # fmt: skip
    assert (found["filled"], found["needed"], found["complete"], found["scale"]) == (11, 16, False, 0)
    assert [(one["kind"], one["items"], one["complete"], one["total"], one["predikat"]) for one in found["levels"]] == [
        ("PROGRAM", 1, 0, "0.00", None), ("KEGIATAN", 1, 0, "0.00", None), ("SUBKEGIATAN", 2, 1, "100.00", None),
    ]  # fmt: skip
    assert found["budget"] == {
        "cashBudget": "4000000.00", "spent": "3000000.00", "absorbed": None, "predikat": None, "complete": False,
        "filled": 3, "needed": 4,
    }  # fmt: skip


async def test_a_whole_month_earns_its_predikat(ask: Asking, office: Office) -> None:
    plan = await enacted(ask, office)
    await plan.report(office.by("dinkes"), 2, c04=FULL)
    await plan.report(office.by("perkim"), 2, c06={"realised": "30", "progress": "100", "spent": "0"})
    await plan.report(office.admin, 2, c02={"realised": "1", "progress": "100"})
    found = await table(ask, office.admin, plan.id, 2)
    levels = {one["kind"]: (one["total"], one["average"], one["predikat"]) for one in found["levels"]}
    assert levels == {
        "PROGRAM": ("100.00", "100.00", "ST"), "KEGIATAN": ("75.00", "75.00", "S"),
        "SUBKEGIATAN": ("150.00", "75.00", "S"),
    }  # fmt: skip
    assert (found["budget"]["absorbed"], found["budget"]["predikat"]) == ("75.00", "S")
    assert found["complete"]


async def test_months_without_rows_and_outside(ask: Asking, office: Office) -> None:
    plan = await drafted(ask, office)
    await plan.to_approval()
    empty = await table(ask, office.admin, plan.id, 12)
    assert (empty["rows"], empty["needed"], empty["complete"]) == ([], 0, False)
    for given in ({"y": 2028, "m": 1}, {"y": 2026, "m": 0}):
        assert (await ask.refused(office.admin, TABLE, plan=plan.id, **given))["code"] == "BAD_USER_INPUT"


async def test_strangers_see_no_table(ask: Asking, office: Office, sibling: Office) -> None:
    plan, draft = await enacted(ask, office), await drafted(ask, office)
    for who in (sibling.admin, sibling.by("dinkes"), office.by("root", Role.INTEGRASI), citizen(), VISITOR):
        refusal = await ask.refused(who, TABLE, plan=plan.id, y=2026, m=2)
        assert refusal["code"] in {"NOT_FOUND", "FORBIDDEN", "UNAUTHENTICATED"}, who.role
    assert (await ask.refused(office.by("dinkes"), TABLE, plan=draft.id, y=2026, m=2))["code"] == "NOT_FOUND"


async def test_a_month_keeps_the_scale_of_its_time(ask: Asking, office: Office, sibling: Office) -> None:
    bands = [{"code": "A", "label": "Baik", "lower": "99", "colour": "#16a34a"},
             {"code": "B", "label": "Kurang", "colour": "#ef4444"}]  # fmt: skip
    given = {"fromDate": "2026-04-01", "bands": bands, "source": "Perbup 6/2026"}
    await change(ask, office.admin, "setPredikatScale", "{ number }", **given)
    before = (await ask(office.by("dinkes"), SCALES))["predikatScales"]
    assert [(one["number"], one["inForce"]) for one in before] == [(1, False), (0, True)]
    found = (await ask.later(days=30)(office.by("dinkes"), SCALES))["predikatScales"]
    assert [(one["number"], one["inForce"]) for one in found] == [(1, True), (0, False)]
    assert found[0]["bands"][0] == {"code": "A", "lower": "99", "colour": "#16a34a"}
    assert (found[1]["fromDate"], [one["code"] for one in found[1]["bands"]]) == (None, ["ST", "T", "S", "R", "SR"])
    plan = await enacted(ask, office)
    assert [(await table(ask, office.admin, plan.id, month))["scale"] for month in (2, 3, 4)] == [0, 0, 1]
    assert len((await ask(sibling.admin, SCALES))["predikatScales"]) == 1
    assert (await ask(national(), SCALES, p=office.pemda.code))["predikatScales"][0]["number"] == 1
    assert (await ask.refused(sibling.admin, SCALES, p=office.pemda.code))["code"] == "NOT_FOUND"
    assert (await ask.refused(VISITOR, SCALES, p=office.pemda.code))["code"] == "UNAUTHENTICATED"
