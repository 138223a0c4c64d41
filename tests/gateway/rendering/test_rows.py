"""Rows are what they were in either kind of file, and no text becomes a formula."""

import csv
import io
import tempfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from gateway.rendering.rows import ROWS, Cell, SheetRows
from rules.documents import DocumentFormat

DANGEROUS = ["=1+1", "+1", "-1", "@x", "\t=1", "#N/A", "#REF!"]
MOMENT = datetime.fromisoformat("2026-03-04 09:30")
ROW: list[Cell] = ["biasa", 7, Decimal("66.67"), MOMENT, None]


def made(format_: DocumentFormat, rows: list[list[Cell]]) -> bytes:
    file = ROWS[format_](["A", "B", "C", "D", "E"], ["Catatan", "=catatan"])
    file.add(rows[:1])
    file.add(rows[1:])
    with file.finished() as written:
        return written.read()


def test_a_csv() -> None:
    found = list(csv.reader(io.StringIO(made(DocumentFormat.CSV, [ROW, ['a,"b', *ROW[1:]]]).decode(), newline="")))
    assert found[0] == ["A", "B", "C", "D", "E"]
    assert found[1:3] == [
        ["biasa", "7", "66.67", "2026-03-04 09:30", ""],
        ['a,"b', "7", "66.67", "2026-03-04 09:30", ""],
    ]
    assert found[3:] == [["# Catatan"], ["# =catatan"]]


def test_a_workbook() -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(DocumentFormat.XLSX, [ROW])))
    rows = list(book.active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert [row[0] for row in rows[:3]] == ["Catatan", "=catatan", "A"]
    assert rows[3] == ("biasa", 7, 66.67, MOMENT, None)
    assert book.active.freeze_panes == "A4"  # type: ignore[union-attr]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_stays_text(text: str) -> None:
    row = list(csv.reader(io.StringIO(made(DocumentFormat.CSV, [[text]]).decode(), newline="")))[1]
    assert row[0].startswith("'") or text.startswith("#")
    book = openpyxl.load_workbook(io.BytesIO(made(DocumentFormat.XLSX, [[text]])))
    cell = book.active["A4"]  # type: ignore[index]
    assert (cell.data_type, cell.value) == ("s", text)


def test_what_is_discarded_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    file = SheetRows(["A"], [])
    file.add([["1"]])
    assert list(tmp_path.iterdir())
    file.discard()
    assert list(tmp_path.iterdir()) == []
    ROWS[DocumentFormat.CSV](["A"], []).discard()
