"""The demo's assessments fit its offices, and a pemda that is not loaded has none."""

from collections import Counter, defaultdict
from datetime import UTC, datetime

from gateway.demo.loading.assessments import assessments
from gateway.demo.loading.people import people
from gateway.demo.offices import offices
from rules.assessments import COUNTED, SheetStatus
from tenants.bulk import ORDER

NOW = datetime(2026, 3, 4, tzinfo=UTC)


def test_bintan_and_bangka_belitung() -> None:
    rows, _ = people(offices([("19", "Kepulauan Bangka Belitung"), ("21.01", "Kabupaten Bintan")]), "x", NOW)
    found = assessments(rows)
    assert {one["tenant_id"]: one["status"] for one in found["assessment"]} == {2101: "CHECKING", 1900: "FINALISED"}
    sheets = Counter(one["tenant_id"] for one in found["assessment_sheet"])
    assert sheets == {2101: 19, 1900: 1}
    assert Counter(one["tenant_id"] for one in found["assessment_answer"]) == {2101: 380, 1900: 22}
    assert {SheetStatus(one["status"]) for one in found["assessment_sheet"]} <= COUNTED
    assert set(found) <= set(ORDER)
    units = {one["id"] for one in rows["unit"]}
    assert all(one["unit_id"] in units for one in found["assessment_sheet"])
    checked = {one["id"]: one["checked_by"] for one in found["assessment_sheet"]}
    assert all(one["answered_by"] != checked[one["sheet_id"]] for one in found["assessment_answer"])


def test_nobody_else() -> None:
    assert assessments(defaultdict(list)) == {}
