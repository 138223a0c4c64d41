"""Workbooks as LAPOR! exports them, and as nobody should send them, for tests."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from rules.lapor_layout import COLUMNS
from tests.graph.exchange.rows import cells

INFO: tuple[list[Any], ...] = (["Laporan SP4N-LAPOR!"], ["Pemerintah Kabupaten Uji"], ["Dibuat pada 1 Mar 2026"], [])


def export(rows: Iterable[list[Any]], path: Path | None = None, head: Iterable[str] = COLUMNS) -> io.BytesIO:
    """A workbook of openpyxl with the usual rows before the headings."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Laporan")
    for row in (*INFO, list(head), *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(path or out)
    return out


def many(count: int, path: Path) -> Path:
    """A large export, every text its own."""

    def rows() -> Iterable[list[Any]]:
        for number in range(count):
            row: list[Any] = cells(str(number), title=f"Laporan nomor {number}", status="Selesai")
            row[8] = f"Uraian laporan nomor {number}. " * 12
            row[9] = row[8]
            yield row

    export(rows(), path)
    return path


def changed(file: io.BytesIO, parts: Mapping[str, bytes], drop: Iterable[str] = ()) -> io.BytesIO:
    """The same archive with some parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts and name not in drop:
                target.writestr(name, source.read(name))
        for name, data in parts.items():
            target.writestr(name, data)
    return out


def sheet_of(file: io.BytesIO) -> bytes:
    """The XML of its first sheet."""
    with zipfile.ZipFile(file) as source:
        return source.read("xl/worksheets/sheet1.xml")
