"""Which tables does an action plan have? Indicators, the tree by years and parties, success, and the weekly grid."""

from collections.abc import Mapping
from typing import Any, Final

from gateway.contents.figures import written
from gateway.rendering.model import Band, Column, ColumnKind, Row, Table, Value
from gateway.rendering.wording import MONTHS, decimals

_GROUPS: Final = frozenset({"KELOMPOK_PROGRAM", "KATEGORI_PRIORITAS"})
_WEEKS: Final = ("I", "II", "III", "IV", "V")
_PLANNED: Final = {True: "Ya", False: "Tidak", None: ""}
Given = Mapping[str, Any]


def indicators_table(plan: Given) -> Table:
    """Strategic indicators: baseline, a target for every year, and what was reached so far."""
    years = sorted({year["year"] for one in plan["indicators"] for year in one["years"]})
    columns = (
        Column("no", "No.", ColumnKind.INTEGER, 0.4),
        Column("name", "Indikator", width=3),
        Column("unit", "Satuan", width=1),
        Column("baseline", "Data dasar", ColumnKind.DECIMAL, 1.1),
        *(Column(f"t{year}", str(year), ColumnKind.DECIMAL, 0.9, "Target") for year in years),
        *(Column(f"a{year}", str(year), ColumnKind.DECIMAL, 0.9, "Capaian") for year in years),
    )
    rows = []
    for number, one in enumerate(plan["indicators"], 1):
        cells: dict[str, Value] = {
            "no": number,
            "name": f"{one['name']} ({one['baselineYear']} sebagai tahun dasar)",
            "unit": one["unit"],
            "baseline": written(one["baseline"]),
        }
        for year in one["years"]:
            cells[f"t{year['year']}"] = written(year["target"])
            cells[f"a{year['year']}"] = written(year["actual"])
        rows.append(Row(cells))
    return Table("Indikator sasaran strategis dan target tahunan", columns, tuple(rows), name="Indikator")


def tree_table(plan: Given) -> Table:
    """Every node with its years and parties; groups as bands, with budget and indicator where the plan has them."""
    nodes = plan["nodes"]
    budgeted = any(node["budget"] is not None or node["indicator"] for node in nodes)
    years = range(plan["firstYear"], plan["lastYear"] + 1)
    columns = (
        Column("code", "No.", width=1.2 if budgeted else 0.8),
        Column("title", "Kelompok program/program/kegiatan", width=5),
        *(Column(f"y{year}", str(year), ColumnKind.TICK, 0.6, "Waktu") for year in years),
        Column("parties", "Pihak terlibat", width=3.6),
        *_budget_columns(budgeted=budgeted),
    )
    rows = tuple(Band(f"{node['code']}  {_titled(node)}") if _is_group(node) else Row(_cells(node)) for node in nodes)
    return Table("", columns, rows, name="Program dan kegiatan", note="" if rows else "Belum ada program.")


def _budget_columns(*, budgeted: bool) -> tuple[Column, ...]:
    if not budgeted:
        return ()
    return (Column("indicator", "Indikator kinerja", width=3), Column("budget", "Anggaran (Rp)", ColumnKind.MONEY, 1.5))


def _is_group(node: Given) -> bool:
    return node["kind"] in _GROUPS and not node["parties"] and not node["years"]


def _titled(node: Given) -> str:
    return f"{node['title']} ({node['label']})" if node["label"] else str(node["title"])


def _cells(node: Given) -> dict[str, Value]:
    target = written(node["indicatorTarget"])
    aim = "" if target is None else f" {decimals(target)} {node['indicatorUnit']}".rstrip()
    return {
        "code": node["code"],
        "title": _titled(node),
        "parties": ", ".join(node["parties"]) or (node["unit"] or {}).get("name", ""),
        "indicator": f"{node['indicator']}{aim}".strip(),
        "budget": written(node["budget"]),
        **{f"y{year}": True for year in node["years"]},
    }


def success_table(plan: Given) -> Table:
    """What tells that a program succeeded."""
    columns = (
        Column("code", "No.", width=0.7),
        Column("title", "Program", width=2.6),
        Column("indicators", "Indikator keberhasilan", width=4),
    )
    rows = tuple(
        Row(
            {
                "code": node["code"],
                "title": node["title"],
                "indicators": "\n".join(f"• {text}" for text in node["successIndicators"]),
            }
        )
        for node in plan["nodes"]
        if node["successIndicators"]
    )
    return Table("Indikator keberhasilan", columns, rows, name="Keberhasilan")


def weeks_table(plan: Given) -> Table | None:
    """The grid of weeks (Batam); None where nothing is planned by the week."""
    planned = [node for node in plan["nodes"] if node["weeks"]]
    months = sorted({(week["year"], week["month"]) for node in planned for week in node["weeks"]})
    if not planned:
        return None
    used = max(week["week"] for node in planned for week in node["weeks"])
    numbers = range(1, max(used, 4) + 1)
    columns = (
        Column("no", "No.", ColumnKind.INTEGER, 0.7),
        Column("title", "Rencana aksi", width=5),
        Column("planned", "Status", ColumnKind.CODE, 1.1),
        Column("responsible", "Penanggung jawab", width=3),
        Column("budget", "Anggaran (Rp)", ColumnKind.MONEY, 1.9),
        *(
            Column(f"{year}-{month}-{week}", _WEEKS[week - 1], ColumnKind.TICK, 0.6, f"{MONTHS[month - 1]} {year}")
            for year, month in months
            for week in numbers
        ),
        Column("note", "Keterangan", width=2),
    )
    rows = tuple(_scheduled(number, node) for number, node in enumerate(planned, 1))
    return Table("", columns, rows, name="Jadwal mingguan")


def _scheduled(number: int, node: Given) -> Row:
    ticks: dict[str, Value] = {f"{week['year']}-{week['month']}-{week['week']}": True for week in node["weeks"]}
    cells: dict[str, Value] = {"no": number, "title": node["title"], "planned": _PLANNED[node["planned"]]}
    cells["responsible"] = node["responsible"] or ", ".join(node["parties"])
    return Row({**cells, "budget": written(node["budget"]), "note": node["note"], **ticks})
