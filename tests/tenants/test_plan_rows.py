"""Rows of plans know what follows from them alone."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from rules.plan_indicators import Direction, Measure
from rules.plan_schedule import Period, Week
from rules.plan_states import PlanMove, PlanStatus
from rules.plan_tree import NodeKind, Nomenclature
from tenants.plan_rows import (
    PlanIndicatorRow,
    PlanNodeRow,
    PlanRow,
    ReportableRow,
    ScaleRow,
    StepRow,
    YearReportRow,
)

NOW = datetime(2026, 3, 4, tzinfo=UTC)
ID = uuid4()


def test_words_become_those_of_the_rules() -> None:
    plan = PlanRow(
        2101, ID, ID, 1, None, "URUSAN", "Judul", "Tujuan", 2021, 2024, "ENACTED", 1, None, [], {}, "", None, None,  # type: ignore[arg-type]
        None, "Admin", NOW,
    )  # fmt: skip
    assert (plan.nomenclature, plan.status, plan.period) == (
        Nomenclature.URUSAN,
        PlanStatus.ENACTED,
        Period(2021, 2024),
    )
    step = StepRow(2101, ID, 1, "ENACT", "ENACTMENT", "ENACTED", [["KETUA", "Inspektorat"]], "", None, "Bupati", NOW)  # type: ignore[arg-type]
    assert (step.move, step.to_status) == (PlanMove.ENACT, PlanStatus.ENACTED)
    report = YearReportRow(2101, ID, ID, 2026, 1, "Menteri", "{}", b"", "Admin", NOW, "ENACTED")  # type: ignore[arg-type]
    assert report.status is PlanStatus.ENACTED


def test_a_nodes_weeks_are_cells_of_the_grid() -> None:
    node = PlanNodeRow(
        2101, ID, ID, None, None, 0, "TAHAPAN", "1", "Surat", "", "", [], [2021033], [], "", None, None, None, None, "",  # type: ignore[arg-type]
        [], "", None, "",
    )  # fmt: skip
    assert (node.kind, node.grid) == (NodeKind.TAHAPAN, [Week(2021, 3, 3)])


def test_an_action_without_a_unit_is_the_instansis_own() -> None:
    own = ReportableRow(2101, ID, "ENACTED", None, leaf=True, planned=True, number=0)  # type: ignore[arg-type]
    units = ReportableRow(2101, ID, PlanStatus.ENACTED, "00010003", leaf=True, planned=True, number=0)
    assert (own.unit_path, own.desk_path, units.desk_path) == ("0001", "0001", "00010003")


def test_figures_out_of_json_are_exact() -> None:
    row = PlanIndicatorRow(
        2101, ID, 0, "Jumlah", "REPORTED", "x", "FALL", 2020, Decimal("0.1"), {"2021": "0.3", "2022": "0.1"},  # type: ignore[arg-type]
    )  # fmt: skip
    found = row.indicator()
    assert (found.measure, found.direction) == (Measure.REPORTED, Direction.FALL)
    assert sum(found.targets.values()) == Decimal("0.4")
    bands: list[dict[str, Any]] = [{"code": "A", "label": "Baik", "lower": "80.5", "colour": "#111111"},
             {"code": "B", "label": "Kurang", "lower": None, "colour": "#222222"}]  # fmt: skip
    scale = ScaleRow(2101, 1, date(2026, 4, 1), bands, "Perbup", "Admin", NOW).scale()
    assert [band.lower for band in scale.bands] == [Decimal("80.5"), None]
