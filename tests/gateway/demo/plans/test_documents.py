"""The documents' plans are whole, say where they come from, and are trees of their nomenclature."""

from collections import Counter
from typing import Any

import pytest

from gateway.demo.plans.documents import NAMES, PEOPLE, Asked, entering, plan
from rules.plan_schedule import Period
from rules.plan_tree import Node, Nomenclature, tree_of

SIZES = {
    "babel": {"KELOMPOK_PROGRAM": 5, "PROGRAM": 15, "KEGIATAN": 27},
    "bintan": {"KATEGORI_PRIORITAS": 5, "PROGRAM": 6, "KEGIATAN": 6, "SUBKEGIATAN": 15},
    "batam_grid": {"TAHAPAN": 5},
    "batam_table": {"PROGRAM": 5, "KEGIATAN": 8, "SUBKEGIATAN": 16},
}


@pytest.mark.parametrize("name", NAMES)
def test_each_has_the_rows_of_its_document(name: str) -> None:
    found = plan(name)
    draft = found["draft"]
    nodes = [Node(node["code"], node["title"], years=tuple(node.get("years", ()))) for node in found["nodes"]]
    tree = tree_of(Nomenclature(draft["nomenclature"]), nodes, Period(draft["firstYear"], draft["lastYear"]))
    assert Counter(one.place.kind.value for one in tree) == SIZES[name]
    assert [one.node.code for one in tree] == [node.code for node in nodes], "in the order of the document"
    assert found["source"].startswith("sources/00")
    assert found["defects"]


def test_bintans_ticks() -> None:
    ticks = Counter(year for node in plan("bintan")["nodes"] for year in node.get("years", ()))
    assert ticks == {2021: 4, 2022: 7, 2023: 9, 2024: 6}


def test_batams_empty_cells_are_kept_empty() -> None:
    cells = [month for node in plan("batam_table")["nodes"] for action in node["actions"] for month in action["months"]]
    assert len(cells) == 37
    assert sum("target" in cell for cell in cells) == 32
    assert {(cell["year"], cell["month"]) for cell in cells} == {(2021, 7)}
    assert not any({"weight", "cashBudget"} & set(cell) for cell in cells)


def answered(name: str) -> tuple[list[Asked], dict[str, Any]]:
    """All that is asked when every answer is what was hoped for, and what is returned."""
    walk, asked = entering(plan(name), key="uji"), list[Asked]()
    answer: Any = None
    while True:
        try:
            asked.append(walk.send(answer))
        except StopIteration as done:
            return asked, done.value
        field = asked[-1].document.partition("{ ")[2].partition("(")[0]
        seen = {"id": "x", "revision": len(asked), "status": "TEAM"}
        answer = {"units": {"nodes": [{"id": "u", "code": "diskominfo"}]}} if field == "units" else {field: seen}


def test_it_is_entered_step_by_step_by_those_who_may() -> None:
    asked, seen = answered("batam_table")
    assert seen["revision"] == len(asked) == 10
    office, approver, head = PEOPLE
    assert [(one.role, one.unit) for one in asked] == [*[office] * 8, approver, head]
    nodes = next(one.variables["input"]["nodes"] for one in asked if "setPlanTree" in one.document)
    assert {node["unit"] for node in nodes} == {"u"}
