"""LAPOR!'s export is found behind the rows about it; another layout is refused with the cell that differs."""

import io
from typing import Any

import pytest

from gateway.intake.lapor_workbook import LOOKED_AT, reports
from rules.errors import Refusal
from rules.lapor_layout import COLUMNS
from tests.gateway.intake.lapor_files import export
from tests.graph.exchange.rows import cells


def refused(file: io.BytesIO) -> str:
    with pytest.raises(Refusal) as refusal:
        list(reports(file))
    return refusal.value.en


def test_reports_are_read_with_their_lines() -> None:
    found = list(reports(export([cells("1"), [None] * 26, [*cells("2"), "more", "columns"]])))
    assert [(report.line, report.cells) for report in found] == [(6, cells("1")), (8, cells("2"))]


def test_headings_may_be_typed_differently() -> None:
    head = [title.upper().replace(" ", "  ") for title in COLUMNS]
    assert len(list(reports(export([cells("1")], head=head)))) == 1


def test_another_layout_is_refused_with_the_cell() -> None:
    head: list[Any] = list(COLUMNS)
    head[9], head[10] = head[10], head[9]
    assert refused(export([cells("1")], head=head)) == 'Cell J5 should have the heading "Isi Laporan Akhir".'
    assert "Z5" in refused(export([cells("1")], head=COLUMNS[:25]))


def test_without_headings_it_is_no_export() -> None:
    assert f"first {LOOKED_AT} rows" in refused(export([], head=["Nomor", "Nama"]))
    assert f"first {LOOKED_AT} rows" in refused(export([cells("1")], head=["x"] * 5))
