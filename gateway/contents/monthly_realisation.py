"""What does the monthly table of a plan show? The 17 columns of the Batam table, and what its levels come to.

The workbook reckons achievement and absorption from what was reported, where the graph reckons the same way. An empty
cell stays empty, and no predikat is earned by one.
"""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, Final

from gateway.contents.figures import written
from gateway.contents.heading import ASKED, author
from gateway.rendering.formulas import Share
from gateway.rendering.model import (
    Column,
    ColumnKind,
    Document,
    Heading,
    Paragraph,
    Particulars,
    Row,
    Table,
    Value,
)
from gateway.rendering.wording import NO_FIGURE, decimals, month, whole

_TOTAL: Final = "items complete total average predikat predikatLabel colour filled needed kind"
QUERY: Final = (
    "query Realised($pemda: String!, $subject: ID!, $year: Int!, $month: Int!) { " + ASKED + """
  actionPlan(id: $subject) { title nomenclature decree firstYear lastYear }
  realisationTable(plan: $subject, year: $year, month: $month) { year month filled needed complete
    rows { kind code title indicator indicatorTarget indicatorUnit first month description unit target targetCumulative
      weight weightCumulative realised achieved achievedColour progress cashBudget spent absorbed absorbedColour
      yearAchieved filled needed }
    levels { """ + _TOTAL + """ }
    budget { cashBudget spent absorbed predikat predikatLabel colour filled needed complete } } }"""
)  # fmt: skip
_OUT, _IN = "Output/outcome", "Input"
_ACHIEVED: Final = Share("realised", "target")
_ABSORBED: Final = Share("spent", "cash")
COLUMNS: Final = (
    Column("node", "Program/Kegiatan/Subkegiatan", width=3.2),
    Column("indicator", "Indikator kinerja", width=2.6),
    Column("month", "Bulan", ColumnKind.CODE, 0.75),
    Column("description", "Uraian aksi", width=2.6),
    Column("target", "Target", ColumnKind.DECIMAL, 1.0, _OUT),
    Column("targetCumulative", "Target kumu\u00adlatif", ColumnKind.DECIMAL, 1.0, _OUT),
    Column("weight", "Bobot", ColumnKind.DECIMAL, 1.0, _OUT),
    Column("weightCumulative", "Bobot kumu\u00adlatif", ColumnKind.DECIMAL, 1.0, _OUT),
    Column("realised", "Reali\u00adsasi target", ColumnKind.DECIMAL, 1.0, _OUT),
    Column("achieved", "Capaian kinerja bulanan", ColumnKind.DECIMAL, 1.1, _OUT, _ACHIEVED),
    Column("achievedColour", "Warna status", ColumnKind.CODE, 1.0, _OUT),
    Column("progress", "Progres fisik", ColumnKind.DECIMAL, 1.0, _OUT),
    Column("cash", "Anggaran kas bulanan", ColumnKind.MONEY, 1.65, _IN),
    Column("spent", "Realisasi anggaran bulanan", ColumnKind.MONEY, 1.65, _IN),
    Column("absorbed", "Capaian anggaran", ColumnKind.DECIMAL, 1.1, _IN, _ABSORBED),
    Column("absorbedColour", "Warna status", ColumnKind.CODE, 1.0, _IN),
    Column("yearAchieved", "Capaian per tahun", ColumnKind.DECIMAL, 1.1, _IN),
)
_KINDS: Final = {
    "KELOMPOK_PROGRAM": "kelompok program", "KATEGORI_PRIORITAS": "kategori prioritas", "PROGRAM": "program",
    "KEGIATAN": "kegiatan", "SUBKEGIATAN": "subkegiatan", "TAHAPAN": "tahapan",
}  # fmt: skip
_COLOURS: Final = {
    "#16a34a": "Hijau tua", "#4ade80": "Hijau", "#eab308": "Kuning", "#f97316": "Jingga", "#ef4444": "Merah",
}  # fmt: skip
"""The colours of the usual scale in words: nobody has to tell colours apart to read the table."""
Given = Mapping[str, Any]


def monthly_realisation(data: Given, at: datetime) -> Document:
    """The table of a month, from the answer to `QUERY`."""
    found, plan, by = data["realisationTable"], data["actionPlan"], author(data, at)
    period = month(found["year"], found["month"])
    return Document(
        title="Tabel Realisasi Rencana Aksi Bulanan",
        subtitle=f"{by.name} – Bulan {period}",
        letterhead=by.letterhead,
        footer=f"Realisasi Rencana Aksi – {by.name} – {period}",
        wide=True,
        parts=(
            Particulars(
                (
                    ("Rencana aksi", f"{plan['title']} ({plan['firstYear']}–{plan['lastYear']})"),
                    ("Penetapan", plan["decree"] or NO_FIGURE),
                    ("Kelengkapan", _completeness(found)),
                )
            ),
            rows_table(found),
            Heading("Rekapitulasi"),
            levels_table(found),
            budget_table(found),
            Paragraph(
                "Predikat hanya diberikan apabila seluruh sel yang harus diisi telah terisi. Rata-rata tidak dibulatkan"
                " sebelum predikat ditentukan."
            ),
            by.signatures,
        ),
        keywords=("SP4N-LAPOR!", "rencana aksi", "realisasi", by.name, period),
    )


def _completeness(found: Given) -> str:
    state = "lengkap" if found["complete"] else "belum lengkap"
    return f"{whole(found['filled'])} dari {whole(found['needed'])} sel terisi ({state})"


def rows_table(found: Given) -> Table:
    """The 17 columns."""
    rows = tuple(Row(_cells(row), strong=False) for row in found["rows"])
    return Table("", COLUMNS, rows, name="Realisasi", numbered=True)


def _cells(row: Given) -> dict[str, Value]:
    first = row["first"]
    target = written(row["indicatorTarget"])
    aim = "" if target is None else f" {decimals(target)} {row['indicatorUnit']}".rstrip()
    cells: dict[str, Value] = {
        "node": f"{row['code']} – {row['title']}" if first else None,
        "indicator": f"{row['indicator']}{aim}".strip() if first else None,
        "month": row["month"] if first else None,
        "description": f"{row['description']} ({row['unit']})" if row["unit"] else row["description"],
        "achievedColour": colour(row["achievedColour"]),
        "absorbedColour": colour(row["absorbedColour"]),
        "cash": written(row["cashBudget"]),
    }
    for key in (
        "target", "targetCumulative", "weight", "weightCumulative", "realised", "progress", "spent", "yearAchieved",
    ):  # fmt: skip
        cells[key] = written(row[key])
    _reckoned(cells, "achieved", written(row["achieved"]), _ACHIEVED)
    _reckoned(cells, "absorbed", written(row["absorbed"]), _ABSORBED)
    return cells


def _reckoned(cells: dict[str, Value], key: str, told: int | Fraction | None, formula: Share) -> None:
    """Leave a cell to its formula where that says the same; less may be better there, or a cell may be missing."""
    figures = {
        name: value
        for name, value in cells.items()
        if isinstance(value, int | Fraction) and not isinstance(value, bool)
    }
    own = formula.of(figures)
    same = own is not None and told is not None and decimals(own) == decimals(told)
    if not same:
        cells[key] = "" if told is None else told


def colour(code: str | None) -> str:
    """A colour in words; one that the usual scale does not know as its code."""
    return "" if code is None else _COLOURS.get(code.lower(), code)


def levels_table(found: Given) -> Table:
    """What each level of the tree comes to."""
    columns = (
        Column("level", "Tingkat", width=2),
        Column("items", "Jumlah", ColumnKind.INTEGER),
        Column("complete", "Lengkap", ColumnKind.INTEGER),
        Column("total", "Total capaian", ColumnKind.DECIMAL),
        Column("average", "Rata-rata capaian", ColumnKind.DECIMAL),
        Column("predikat", "Predikat kinerja", width=2),
        Column("cells", "Sel terisi", ColumnKind.CODE),
    )
    rows = tuple(
        Row(
            {
                "level": f"Seluruh {_KINDS.get(level['kind'], level['kind'].lower())}",
                "items": level["items"],
                "complete": level["complete"],
                "total": written(level["total"]),
                "average": written(level["average"]),
                "predikat": predikat(level),
                "cells": f"{level['filled']}/{level['needed']}",
            }
        )
        for level in found["levels"]
    )
    return Table("Capaian menurut tingkat", columns, rows, name="Capaian")


def budget_table(found: Given) -> Table:
    """What was spent of what was there."""
    budget = found["budget"]
    columns = (
        Column("cash", "Anggaran kas", ColumnKind.MONEY),
        Column("spent", "Realisasi anggaran", ColumnKind.MONEY),
        Column("absorbed", "Serapan (%)", ColumnKind.DECIMAL, formula=_ABSORBED),
        Column("predikat", "Predikat serapan"),
        Column("cells", "Sel terisi", ColumnKind.CODE),
    )
    cells: dict[str, Value] = {
        "cash": written(budget["cashBudget"]),
        "spent": written(budget["spent"]),
        "predikat": predikat(budget),
        "cells": f"{budget['filled']}/{budget['needed']}",
    }
    _reckoned(cells, "absorbed", written(budget["absorbed"]), _ABSORBED)
    return Table("Serapan anggaran", columns, (Row(cells),), name="Anggaran")


def predikat(total: Given) -> str:
    """The predikat with its name; without one, that it is incomplete."""
    return f"{total['predikat']} – {total['predikatLabel']}" if total["predikat"] else "Belum lengkap"
