"""What the graph answers about assessments and plans, for tests of contents: the shape of the interface, small."""

from fractions import Fraction
from typing import Any

HEAD: dict[str, Any] = {
    "pemda": {"name": "Kabupaten Uji", "level": "KABUPATEN", "timeZone": "Asia/Jayapura"},
    "letterhead": {
        "office": "Dinas Kominfo", "address": "Jalan Uji", "place": "Uji", "signerTitle": "Kepala Dinas",
        "signerName": "Budi", "signerNumber": "NIP 1",
    },
}  # fmt: skip


def exact(number: Fraction | int) -> dict[str, Any]:
    """An exact number of the graph."""
    value = Fraction(number)
    return {"numerator": value.numerator, "denominator": value.denominator, "shown": ""}


def category(code: str, place: int) -> dict[str, Any]:
    return {"code": code, "name": f"Kategori {code}", "place": place}


CATEGORIES = [category("SDM", 1), category("DATA", 2)]
LINKS = {1: ["SDM"], 2: ["SDM", "DATA"], 3: ["DATA"]}
ANSWERS = {"a": {1: 1, 2: 4, 3: 3}, "b": {1: 2, 2: 2, 3: 4}}


def assessment(**other: Any) -> dict[str, Any]:
    """Two units, three questions, two categories; one item belongs to both."""
    result = {
        "frozen": True,
        "unitCount": 2,
        "categories": [
            {"category": CATEGORIES[0], "certain": True, "score": exact(Fraction(9, 4)), "place": 1, "tied": False},
            {"category": CATEGORIES[1], "certain": False, "score": exact(Fraction(13, 4)), "place": 2, "tied": True},
        ],
        "units": [{"unitName": f"Unit {name}", "sheet": name, "scores": []} for name in ANSWERS],
    }
    node = {
        "year": 2021, "firstDay": "2020-01-01", "lastDay": "2020-12-31", "status": "FINALISED",
        "finalisedAt": None, "finalisedTitle": "",
        "questionSet": {
            "code": "UJI", "version": 2, "name": "Kumpulan uji", "source": "Perbup 1/2021", "counting": "MONTH",
            "categories": CATEGORIES,
            "questions": [
                {
                    "number": number, "text": f"Pernyataan {number}",
                    "categories": [{"category": code, "certain": number != 2} for code in codes],
                }
                for number, codes in LINKS.items()
            ],
        },
        "sheets": [
            {
                "id": name, "status": "CHECKED", "unit": {"name": f"Kini {name}"},
                "items": [{"question": {"number": number}, "value": value} for number, value in given.items()],
            }
            for name, given in {**ANSWERS, "c": {1: 4}}.items()
        ],
        "result": result,
        "generalInformation": {
            "received": 17, "resolved": 10, "notResolved": 7, "resolvedShare": exact(Fraction(1000, 17)),
            "notResolvedShare": exact(Fraction(700, 17)), "averageReceived": exact(Fraction(17, 12)),
        },
        "priorities": [{"category": "SDM", "place": 1, "reasons": "Rotasi pejabat."}],
        "minutes": {
            "heldOn": "2021-10-13", "place": "Ruang Rapat", "process": "Baris satu.\n\nBaris dua.", "signedName": "",
            "signedTitle": "", "signedAt": None,
            "attendance": [{"name": "Arwanto", "institution": "Inspektorat", "position": "Inspektur"}],
        },
    }  # fmt: skip
    return {**HEAD, "node": {**node, **other}}


def node(code: str, title: str, **other: Any) -> dict[str, Any]:
    """A node of a plan."""
    return {
        "kind": "PROGRAM", "code": code, "parentCode": None, "title": title, "label": "", "note": "", "years": [2021],
        "parties": ["Diskominfo"], "responsible": "", "planned": None, "budgetCode": "", "budget": None,
        "indicator": "", "indicatorTarget": None, "indicatorUnit": "", "successIndicators": [], "weeks": [],
        "unit": None, **other,
    }  # fmt: skip


def plan(**other: Any) -> dict[str, Any]:
    """A plan of two years with a group and two nodes."""
    found = {
        "number": 1, "title": "Rencana uji", "goal": "Pengaduan yang tuntas.", "nomenclature": "KELOMPOK_PROGRAM",
        "firstYear": 2021, "lastYear": 2022, "status": "ENACTED", "assessmentYear": 2021, "decree": "Perbup 5/2021",
        "decreedOn": "2021-11-02", "priorities": [{"category": "SDM", "place": 1, "reasons": ["Rotasi"]}],
        "chapters": [{"number": "I", "text": "Pembuka.\n1. satu\n2) dua\n- tiga\nPenutup."}],
        "nodes": [
            node("KP I", "Penguatan", kind="KELOMPOK_PROGRAM", years=[], parties=[]),
            node("I.1", "Kebijakan", years=[2021, 2022], successIndicators=["Ada SK"]),
            node(
                "I.1.1", "Penyusunan SK", budget="2500000", planned=True, responsible="Kepala Dinas",
                weeks=[{"year": 2021, "month": 3, "week": 1}, {"year": 2021, "month": 4, "week": 5}],
            ),
        ],
        "indicators": [
            {
                "name": "Jumlah pengaduan", "measure": "COMPLAINTS_RECEIVED", "unit": "pengaduan", "direction": "RISE",
                "baselineYear": 2020, "baseline": "17",
                "years": [
                    {"year": 2021, "target": "25", "actual": "31.50", "achieved": None},
                    {"year": 2022, "target": "35", "actual": None, "achieved": None},
                ],
            }
        ],
        "steps": [
            {
                "seq": 1, "move": "APPOINT_TEAM", "at": "2021-09-01T02:00:00+00:00", "by": "Admin", "note": "",
                "parties": [{"seat": "KETUA", "office": "Inspektorat"}],
            }
        ],
    }  # fmt: skip
    return {**HEAD, "actionPlan": {**found, **other}}


def realised(**other: Any) -> dict[str, Any]:
    """A row of the monthly table."""
    return {
        "kind": "PROGRAM", "code": "2.16", "title": "PROGRAM", "indicator": "Cakupan", "indicatorTarget": "100.00",
        "indicatorUnit": "Persen", "first": True, "month": "B07", "description": "Laporan", "unit": "laporan",
        "target": "4.00", "targetCumulative": "7.00", "weight": "10.00", "weightCumulative": "70.00",
        "realised": "3.00", "achieved": "75.00", "achievedColour": "#4ade80", "progress": "100.00",
        "cashBudget": "1000.00", "spent": "333.00", "absorbed": "33.30", "absorbedColour": "#123456",
        "yearAchieved": "58.33", "filled": 6, "needed": 6, **other,
    }  # fmt: skip


def table(*rows: dict[str, Any]) -> dict[str, Any]:
    """A monthly table."""
    level = {
        "items": 1,
        "complete": 1,
        "total": "75.00",
        "average": "75.00",
        "predikat": "T",
        "predikatLabel": "Tinggi",
    }
    found = {
        "year": 2021, "month": 7, "filled": 6, "needed": 8, "complete": False, "rows": list(rows),
        "levels": [
            {**level, "colour": None, "filled": 6, "needed": 6, "kind": "PROGRAM"},
            {**level, "average": None, "predikat": None, "predikatLabel": None, "colour": None, "filled": 0,
             "needed": 2, "kind": "KEGIATAN"},
        ],
        "budget": {
            "cashBudget": "1000.00", "spent": "333.00", "absorbed": "33.30", "predikat": None, "predikatLabel": None,
            "colour": None, "filled": 1, "needed": 2, "complete": False,
        },
    }  # fmt: skip
    return {**plan(), "realisationTable": found}
