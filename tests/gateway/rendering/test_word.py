"""A DOCX opens in an office program, with styles, page numbers, and the same words as the PDF."""

import io
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from gateway.rendering.word import word
from tests.gateway.rendering.sample import AT, COVERED, DOCUMENT, EVIL, opened_in_office, text_of


@pytest.fixture(scope="module")
def made() -> bytes:
    return word(DOCUMENT, AT)


def test_headings_are_headings_and_words_are_words(made: bytes) -> None:
    file = docx.Document(io.BytesIO(made))
    styled = {paragraph.text: (paragraph.style or file.styles["Normal"]).name for paragraph in file.paragraphs}
    assert styled["A. Ringkasan"] == "Heading 2"
    assert styled["Rincian"] == "Heading 3"
    assert "*tebal* $x$ <b> & " in styled
    assert any(text.endswith(EVIL[0]) for text in styled)


def test_it_carries_title_author_and_language(made: bytes) -> None:
    core = docx.Document(io.BytesIO(made)).core_properties
    assert (core.title, core.author, core.language) == ("Laporan Uji", "Dinas Komunikasi dan Informatika", "id-ID")


def test_pages_lie_down_and_have_numbers(made: bytes) -> None:
    file = docx.Document(io.BytesIO(made))
    assert [section.orientation for section in file.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip
    fields = [element.text for element in file.sections[0].footer._element.iter(qn("w:instrText"))]
    assert fields == [" PAGE ", " NUMPAGES "]


def test_tables_have_heads_that_repeat_and_exact_figures(made: bytes) -> None:
    table = docx.Document(io.BytesIO(made)).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1][2:5] == ["Satu", "Dua", "Tiga"]
    assert rows[2] == [str(number) for number in range(1, 14)]
    assert rows[3][0] == "Kelompok pertama"
    assert rows[4][2:7] == ["3", "3,50", "1.000", "85,71%", "114,29%"]
    assert [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows][:4] == [
        True, True, True, False,
    ]  # fmt: skip
    assert rows[-2][0] == "Jumlah"


def test_the_same_document_is_the_same_file(made: bytes) -> None:
    assert word(DOCUMENT, AT) == made


def test_libreoffice_opens_it(made: bytes, tmp_path: Path) -> None:
    (pdf,) = opened_in_office(made, "docx", tmp_path)
    text = text_of(pdf)
    for expected in ("PEMERINTAH KABUPATEN UJI", "LAPORAN UJI", "Tabel 1. Angka", "Budi Santoso", "Halaman 1 dari"):
        assert expected in text


def test_chapters_are_kept(tmp_path: Path) -> None:
    (pdf,) = opened_in_office(word(COVERED, AT), "docx", tmp_path)
    assert "BAB I" in text_of(pdf)
