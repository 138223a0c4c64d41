"""A foreign workbook is read in little memory; what could harm or deceive is refused with its place."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from gateway.intake import workbook
from gateway.intake.workbook import Workbook
from rules.errors import Refusal
from tests.gateway.intake.lapor_files import changed, export, many, sheet_of
from tests.graph.exchange.rows import cells


def rows(file: io.BytesIO) -> list[tuple[int, dict[int, str]]]:
    with Workbook(file) as book:
        return [(row.number, row.cells) for row in book.rows()]


def refused(file: io.BytesIO) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        rows(file)
    assert (refusal.value.code, refusal.value.field) == ("BAD_USER_INPUT", "file")
    assert refusal.value.en != refusal.value.id
    return refusal.value


def test_rows_come_with_their_numbers_and_what_is_in_them() -> None:
    found = rows(export([["1", "é & <b>\nbaris dua", None, 12, 12.5, True, date(2026, 1, 3)]]))
    assert found[0] == (1, {0: "Laporan SP4N-LAPOR!"})
    number, values = found[-1]
    assert number == 6
    assert values == {0: "1", 1: "é & <b>\nbaris dua", 3: "12", 4: "12.5", 5: "1", 6: "46025"}


def test_inline_texts_rich_texts_and_guides_are_read_as_text() -> None:
    book = export([["x"]])
    texts = (
        b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<si><r><t>Tra</t></r><r><t xml:space='preserve'>cking </t></r><rPh><t>no</t></rPh><r><t>ID</t></r></si></sst>"
    )
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="7"><c r="B7" t="s"><v>0</v></c><c r="D7" t="inlineStr"><is><t>a_x000D_b_x0007_</t></is></c></row>'
        b"<row><c><v>3</v></c></row></sheetData></worksheet>"
    )
    parts = {"xl/sharedStrings.xml": texts, "xl/worksheets/sheet1.xml": sheet}
    assert rows(changed(book, parts)) == [(7, {1: "Tracking ID", 3: "a\rb"}), (8, {0: "3"})]


@pytest.mark.parametrize(
    "made",
    [
        lambda: io.BytesIO(b""),
        lambda: io.BytesIO(b"Tracking ID;Tanggal\n1;2"),
        lambda: io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
        lambda: changed(io.BytesIO(zipped({"a.txt": b"a"})), {}),
    ],
    ids=["empty", "text", "encrypted", "another archive"],
)
def test_what_is_no_workbook_is_refused(made: Callable[[], io.BytesIO]) -> None:
    refused(made())


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def test_formulas_and_their_errors_are_refused_with_their_place() -> None:
    assert "D6" in refused(export([["1", "2", "3", '=HYPERLINK("http://x")']])).en
    book = export([["1"]])
    sheet = sheet_of(book).replace(b"</sheetData>", b'<row r="9"><c r="AB9" t="e"><v>#REF!</v></c></row></sheetData>')
    assert "AB9" in refused(changed(book, {"xl/worksheets/sheet1.xml": sheet})).id


@pytest.mark.parametrize(
    "part",
    ["xl/externalLinks/externalLink1.xml", "xl/vbaProject.bin", "xl/connections.xml", "xl/embeddings/oleObject1.bin"],
)
def test_foreign_parts_are_refused(part: str) -> None:
    assert part in refused(changed(export([["1"]]), {part: b"<x/>"})).en


def test_links_to_elsewhere_and_document_types_are_refused() -> None:
    book = export([["1"]])
    with zipfile.ZipFile(book) as source:
        relations = source.read("xl/_rels/workbook.xml.rels")
    outside = relations.replace(
        b"</Relationships>", b'<Relationship Id="x" Type="t" Target="http://x/" TargetMode="External"/></Relationships>'
    )
    refused(changed(book, {"xl/_rels/workbook.xml.rels": outside}))
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData>&b;</sheetData></worksheet>'
    assert "DOCTYPE" in refused(changed(book, {"xl/worksheets/sheet1.xml": laughs})).en


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    bomb = changed(export([["1"]]), {"xl/worksheets/sheet1.xml": b"<a>" + b" " * 30_000_000 + b"</a>"})
    assert len(bomb.getvalue()) < 100_000
    tracemalloc.start()
    refused(bomb)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_is_refused_while_it_unfolds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_BYTES", 200_000)
    book = changed(export([["1"]]), {"xl/worksheets/sheet1.xml": b"<a>" + b"x y " * 100_000 + b"</a>"})
    data = bytearray(book.getvalue())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.find(mark)
        while place >= 0:
            name_at = place + (30 if mark == b"PK\x03\x04" else 46)
            if data[name_at:].startswith(b"xl/worksheets/sheet1.xml"):
                data[place + at : place + at + 4] = struct.pack("<I", 1000)
            place = data.find(mark, place + 4)
    refused(io.BytesIO(bytes(data)))


def test_a_cell_longer_than_a_cell_can_be_is_refused() -> None:
    sheet = (
        b'<worksheet><sheetData><row><c t="inlineStr"><is><t>'
        + b"ab" * 50_000
        + b"</t></is></c></row></sheetData></worksheet>"
    )
    refused(changed(export([["1"]]), {"xl/worksheets/sheet1.xml": sheet}))


def test_too_many_of_anything_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "CW" not in refused(export([["x"] * 101])).en
    monkeypatch.setattr(workbook, "MOST_ROWS", 10)
    assert "10 rows" in refused(export([["x"]] * 20)).en


def test_what_breaks_off_is_refused() -> None:
    book = export([["1"]])
    refused(changed(book, {"xl/worksheets/sheet1.xml": sheet_of(book)[:-30]}))
    refused(io.BytesIO(book.getvalue()[: len(book.getvalue()) // 2]))
    dangling = sheet_of(book).replace(b"</sheetData>", b'<row r="9"><c t="s"><v>999999</v></c></row></sheetData>')
    refused(changed(book, {"xl/worksheets/sheet1.xml": dangling}))


def peak(path: Path) -> tuple[int, int]:
    tracemalloc.start()
    with path.open("rb") as file, Workbook(file) as book:
        count = sum(1 for _ in book.rows())
        used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return count, used


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    few, little = peak(many(1_000, tmp_path / "few.xlsx"))
    more, much = peak(many(6_000, tmp_path / "more.xlsx"))
    assert (few, more) == (1_004, 6_004)
    assert much < little + 150_000, (little, much)
    assert much < 4_000_000


def test_the_usual_row_comes_back() -> None:
    assert list(rows(export([cells("5")]))[-1][1].values()) == [cell for cell in cells("5") if cell]
