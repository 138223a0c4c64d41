"""A plan as it is read: figures of its tree, live figures of its indicators, and what a viewer may report."""

from typing import Any

import psycopg
import pytest

from graph.nodes import parse_id
from rules.roles import Role
from tenants.database import Database
from tests.casework import submitted
from tests.graph.changing import national
from tests.offices import Asking, Office
from tests.plans import SEATS, drafted, enacted, tree

pytestmark = pytest.mark.anyio
INDICATORS = """query($id: ID!) { actionPlan(id: $id) { indicators { name measure direction baselineYear baseline
  years { year target actual achieved } } } }"""
SUMMARY = """query($id: ID!) { actionPlan(id: $id) {
  summary { counts { kind count } budget lowest scheduled grid } } }"""
NODES = """query($id: ID!) { actionPlan(id: $id) { pemda { code } nodes { code title years planned
  weeks { year month week }
  budget budgetCode responsible parties successIndicators indicatorTarget unit { name } viewerCanReport
  actions { description unit inverse months { year month target weight cashBudget } } } } }"""


async def test_live_figures_come_from_the_complaints(
    ask: Asking, office: Office, sibling: Office, database: Database
) -> None:
    plan = await enacted(ask, office)
    cases = [await submitted(ask, office) for _ in range(3)]
    await submitted(ask, sibling)
    closed, late = parse_id(cases[0].id).uuid, parse_id(cases[2].id).uuid
    at = "2026-12-31 23:30+00"  # next year's morning in western Indonesia
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("UPDATE tuntas.complaint SET status = 'CLOSED', outcome = 'SOLVED' WHERE id = %s", (closed,))
        owner.execute("UPDATE tuntas.complaint SET received_at = %s WHERE id = %s", (at, late))
    received, resolved = (await ask.later(days=400)(office.admin, INDICATORS, id=plan.id))["actionPlan"]["indicators"]
    assert received["years"] == [
        {"year": 2026, "target": "4.00", "actual": "2.00", "achieved": "50.00"},
        {"year": 2027, "target": "8.00", "actual": "1.00", "achieved": "12.50"},
    ]
    assert resolved["years"] == [
        {"year": 2026, "target": "80.00", "actual": "50.00", "achieved": "62.50"},
        {"year": 2027, "target": "100.00", "actual": "0.00", "achieved": "0.00"},
    ]
    assert (received["baselineYear"], received["baseline"]) == (2025, "17.00")
    for who in (national(), office.by("kelurahan")):
        assert (await ask.later(days=400)(who, INDICATORS, id=plan.id))["actionPlan"]["indicators"][0] == received


async def test_a_year_to_come_has_no_figure(ask: Asking, office: Office) -> None:
    plan = await enacted(ask, office)
    received, resolved = (await ask(office.admin, INDICATORS, id=plan.id))["actionPlan"]["indicators"]
    assert [one["actual"] for one in received["years"]] == ["0.00", None]
    assert [one["actual"] for one in resolved["years"]] == [None, None], "nothing received, no share"


async def test_the_tree_in_short(ask: Asking, office: Office) -> None:
    plan, nodes = await drafted(ask, office), tree(office)
    nodes.append({"code": "2.16.02.2.01.07", "title": "Tanpa jadwal", "budget": "0.50"})
    nodes.append({"code": "2.16.03", "title": "Kisi", "weeks": [{"year": 2026, "month": m, "week": 1} for m in (3, 5)]})
    await plan.do("setPlanTree", nodes=nodes)
    assert (await ask(office.admin, SUMMARY, id=plan.id))["actionPlan"]["summary"] == {
        "counts": [
            {"kind": "PROGRAM", "count": 2}, {"kind": "KEGIATAN", "count": 1}, {"kind": "SUBKEGIATAN", "count": 3},
        ],
        "budget": "5000000.50", "lowest": 4, "scheduled": 3, "grid": ["2026-03", "2026-04", "2026-05"],
    }  # fmt: skip


async def test_everything_of_a_node_comes_out_again(ask: Asking, office: Office) -> None:
    plan = await drafted(ask, office, nomenclature="TAHAPAN")
    given: dict[str, Any] = {
        "code": "1", "title": "Surat penyampaian ke OPD", "years": [2027, 2026],
        "weeks": [{"year": 2026, "month": 4, "week": 1}, {"year": 2026, "month": 3, "week": 4}], "planned": True,
        "budget": "1500000.5", "budgetCode": "2.16.02.2.01.06", "responsible": "Kasubag Pelayanan Publik",
        "parties": ["Inspektorat"], "successIndicators": ["Semua OPD menerima surat"], "indicatorTarget": "39.00",
        "unit": office.unit("dinkes"), "actions": [{"description": "Surat terkirim"}],
    }  # fmt: skip
    await plan.do("setPlanTree", nodes=[given])
    seen = (await ask(office.admin, NODES, id=plan.id))["actionPlan"]
    assert seen["pemda"]["code"] == office.pemda.code
    assert seen["nodes"] == [
        {
            **given, "years": [2026, 2027], "weeks": given["weeks"][::-1], "budget": "1500000.50",
            "indicatorTarget": "39", "unit": {"name": f"dinkes {office.pemda.name}"}, "viewerCanReport": False,
            "actions": [{"description": "Surat terkirim", "unit": "", "inverse": False, "months": []}],
        }
    ]  # fmt: skip


async def test_who_reports_which_row(ask: Asking, office: Office) -> None:
    plan = await enacted(ask, office)
    own = {
        "2.16.02": {office.admin}, "2.16.02.2.01": {office.admin},
        "2.16.02.2.01.04": {office.by("dinkes"), office.by("dinkes", Role.STAF)},
        "2.16.02.2.01.06": {office.by("perkim"), office.by("perkim", Role.STAF)},
    }  # fmt: skip
    everybody = {who for one in own.values() for who in one} | {
        office.by("root", Role.PIMPINAN), office.by("puskesmas"), office.by("inspektorat", Role.PENGAWAS), national(),
    }  # fmt: skip
    for who in everybody:
        nodes = (await ask(who, NODES, id=plan.id))["actionPlan"]["nodes"]
        assert {one["code"] for one in nodes if one["viewerCanReport"]} == {
            code for code, those in own.items() if who in those
        }, who.role


async def test_words_and_parties(ask: Asking, office: Office) -> None:
    plan = await drafted(ask, office, priorities=[{"category": "SDM", "place": 1, "reasons": ["Kurang pelatihan"]}])
    await plan.do("completePlanStep", parties=SEATS)
    await plan.do("writeActionPlan", chapter5="Penutup", chapter1="Pendahuluan", goal="Tujuan yang lain")
    await plan.do("writeActionPlan", chapter1="Pendahuluan baru", chapter5="")
    shown = "{ goal chapters { number text } priorities { category place reasons } }"
    asked = f"query($id: ID!) {{ actionPlan(id: $id) {shown} }}"
    assert (await ask(office.admin, asked, id=plan.id))["actionPlan"] == {
        "goal": "Tujuan yang lain",
        "chapters": [{"number": "I", "text": "Pendahuluan baru"}],
        "priorities": [{"category": "SDM", "place": 1, "reasons": ["Kurang pelatihan"]}],
    }
