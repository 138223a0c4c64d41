"""A table is one element whose rows all fill the grid, merged cells included."""

from typing import Any

from docx.oxml.ns import qn

from gateway.rendering.word_table import table_element
from tests.gateway.rendering.sample import FIGURES


def widths(row: Any) -> int:
    spans = [cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for cell in row.findall(qn("w:tc"))]
    return sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans)


def test_every_row_fills_the_grid() -> None:
    element = table_element(FIGURES, 9_000_000)
    rows = element.findall(qn("w:tr"))
    assert len(element.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")) == 13
    assert {widths(row) for row in rows} == {13}
    assert len(rows) == 3 + 5 + 2


def test_cells_that_are_two_rows_high_go_on_below() -> None:
    first, second, *_ = table_element(FIGURES, 9_000_000).findall(qn("w:tr"))
    starts = [cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") is not None for cell in first.findall(qn("w:tc"))]
    goes_on = [cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") is not None for cell in second.findall(qn("w:tc"))]
    assert (starts.count(True), goes_on.count(True)) == (10, 10)
