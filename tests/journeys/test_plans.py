"""The action plans of Bangka Belitung, Bintan and Batam, entered over HTTP and read again: trees, totals, predikat."""

from typing import Any

import httpx
import pytest

from gateway.demo.plans.documents import PEOPLE, entering, plan
from rules.roles import Role
from tenants.database import Database
from tests.journeys.service import Person, officer
from tests.offices import Office, appoint, open_office
from tests.tenancy import NewTenant

PLAN = """query($id: ID!) { actionPlan(id: $id) { status decree decreedOn
  summary { counts { kind count } lowest scheduled grid }
  indicators { name baseline years { year target } }
  nodes { code label title years parties successIndicators actions { description } } } }"""
TABLE = """query($id: ID!, $m: Int!) { realisationTable(plan: $id, year: 2021, month: $m) { filled needed complete
  rows { code month target unit weight realised achieved achievedColour yearAchieved }
  levels { kind items complete total average predikat }
  budget { cashBudget spent absorbed predikat filled needed } } }"""


class Entered:
    """A document's plan, entered in a pemda of its own by that pemda's people."""

    def __init__(self, client: httpx.Client, database: Database, office: Office, name: str) -> None:
        self.office, self.document = office, {**plan(name), "pemda": office.pemda.code}
        if name == "batam_table":  # the tests' pemda has a dinkes where Batam has its Diskominfo
            self.document["nodes"] = [{**node, "unit": "dinkes"} for node in self.document["nodes"]]
        appoint(database, office, "dinkes", Role.PIMPINAN)
        heads = (office.by("dinkes", Role.PIMPINAN), office.by("root", Role.PIMPINAN))
        whom = zip(PEOPLE, (office.admin, *heads), strict=True)
        self.people: dict[tuple[Role, str], Person] = {asked: officer(client, database, who) for asked, who in whom}
        self.unit = officer(client, database, office.by("dinkes"))
        self.seen = self.enter()

    def enter(self) -> dict[str, Any]:
        walk = entering(self.document)
        asked = next(walk)
        try:
            while True:
                asked = walk.send(self.people[asked.role, asked.unit].ask(asked.document, **asked.variables))
        except StopIteration as done:
            found: dict[str, Any] = done.value
            return found

    def read(self, query: str = PLAN, **given: Any) -> Any:
        (found,) = self.unit.ask(query, id=self.seen["id"], **given).values()
        return found


@pytest.fixture(scope="module")
def entered(client: httpx.Client, database: Database, new_tenant: NewTenant) -> Any:
    def enter(name: str) -> Entered:
        return Entered(client, database, open_office(database, new_tenant()), name)

    return enter


def counts(seen: Any) -> dict[str, int]:
    return {one["kind"]: one["count"] for one in seen["summary"]["counts"]}


def test_bangka_belitung(entered: Any) -> None:
    seen = entered("babel").read()
    assert (seen["status"], seen["decreedOn"]) == ("ENACTED", None)
    assert counts(seen) == {"KELOMPOK_PROGRAM": 5, "PROGRAM": 15, "KEGIATAN": 27}
    assert (seen["summary"]["lowest"], seen["summary"]["scheduled"]) == (30, 0), "the ticks of the years are lost"
    received, resolved = seen["indicators"]
    assert (received["baseline"], [year["target"] for year in received["years"]]) == (
        "60.00", ["70.00", "150.00", "200.00", "300.00"],
    )  # fmt: skip
    assert (resolved["baseline"], [year["target"] for year in resolved["years"]]) == (
        "30.00", ["56.00", "80.00", "90.00", "100.00"],
    )  # fmt: skip
    nodes = {node["code"]: node for node in seen["nodes"]}
    assert nodes["III.1.2"]["label"] == "II.1.2.", "as printed, in its place"
    assert nodes["V.3"]["parties"] == [
        "KemenpanRb", "Dinas Kominfo", "Inspektorat", "Biro Organisasi", "Admin Penghubung",
    ]  # fmt: skip
    assert [len(nodes[group]["successIndicators"]) for group in ("I", "II", "III", "IV", "V")] == [2, 2, 3, 2, 2]


def test_bintan(entered: Any) -> None:
    seen = entered("bintan").read()
    assert (seen["decree"], seen["decreedOn"]) == ("Peraturan Bupati Bintan Nomor 53 Tahun 2021", "2021-12-28")
    assert counts(seen) == {"KATEGORI_PRIORITAS": 5, "PROGRAM": 6, "KEGIATAN": 6, "SUBKEGIATAN": 15}
    assert (seen["summary"]["lowest"], seen["summary"]["scheduled"]) == (15, 15)
    assert [[year["target"] for year in one["years"]] for one in seen["indicators"]] == [
        ["25.00", "35.00", "45.00", "55.00"], ["100.00"] * 4,
    ]  # fmt: skip
    years = {node["label"]: node["years"] for node in seen["nodes"] if node["code"].startswith("III.I.1.")}
    assert years == {"Sub Kegiatan 5": [2021, 2023], "Sub Kegiatan 6": [2023], "Sub Kegiatan 7": [2022]}


def test_batams_grid(entered: Any) -> None:
    seen = entered("batam_grid").read()
    assert counts(seen) == {"TAHAPAN": 5}
    assert (seen["summary"]["scheduled"], seen["summary"]["grid"]) == (0, [])
    assert seen["nodes"][2]["title"] == "Rapat Koordinasi dengan pejabat penghubung dari OPD"


def test_batams_table_earns_no_predikat_from_empty_cells(entered: Any) -> None:
    batam = entered("batam_table")
    assert counts(batam.read()) == {"PROGRAM": 5, "KEGIATAN": 8, "SUBKEGIATAN": 16}
    table, printed = batam.read(TABLE, m=7), plan("batam_table")["printed"]
    assert (len(table["rows"]), {row["month"] for row in table["rows"]}) == (37, {"B07"})
    assert (table["filled"], table["needed"], table["complete"]) == (32, 37 * 4 + 23 * 2, False)
    assert [(one["kind"], one["items"], one["complete"], one["total"]) for one in table["levels"]] == [
        ("PROGRAM", 5, 0, "0.00"), ("KEGIATAN", 8, 0, "0.00"), ("SUBKEGIATAN", 16, 0, "0.00"),
    ]  # fmt: skip
    assert {one["predikat"] for one in table["levels"]} == {None}
    assert (table["budget"]["predikat"], table["budget"]["filled"], table["budget"]["needed"]) == (None, 0, 46)
    assert {row["achievedColour"] for row in table["rows"]} == {None}
    assert (printed["predikat"], printed["total"], printed["programs"]) == ("ST", "500", 5), "what the paper claims"
    assert batam.read(TABLE, m=9)["rows"] == [], "the title says September, and nothing is planned for it"


def test_batams_table_counts_what_its_unit_reports(entered: Any) -> None:
    batam = entered("batam_table")
    query = "query($id: ID!) { actionPlan(id: $id) { nodes { code actions { id } } } }"
    nodes = {node["code"]: node for node in batam.read(query)["nodes"]}
    (action,) = nodes["2.16.02.2.01.04"]["actions"]
    document = "mutation($input: ReportRealisationInput!) { reportRealisation(input: $input) { filled } }"
    given = {"clientKey": "realisasi-juli", "plan": batam.seen["id"], "year": 2021, "month": 7}
    told = {"action": action["id"], "seen": 0, "realised": "12", "spent": "500000"}
    batam.unit.ask(document, input={**given, "rows": [told]})
    table = batam.read(TABLE, m=7)
    (row,) = [one for one in table["rows"] if one["code"] == "2.16.02.2.01.04"]
    assert (row["target"], row["unit"], row["realised"], row["achieved"]) == ("15.00", "Konten", "12.00", "80.00")
    assert (row["achievedColour"], row["yearAchieved"]) == ("#4ade80", None), "no weight, no achievement of the year"
    assert (table["filled"], {one["predikat"] for one in table["levels"]}) == (34, {None})
    assert (table["budget"]["spent"], table["budget"]["predikat"]) == ("500000.00", None)
