"""A PDF is tagged, has its fonts in it, says what was written and nothing that was meant as a command."""

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from gateway.rendering.model import Paragraph
from gateway.rendering.pdf import pdf
from tests.gateway.rendering.sample import AT, COVERED, DOCUMENT, EVIL, program


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf(DOCUMENT, AT)


def words(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return pages


def test_it_is_tagged_and_says_its_title_and_language(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang).lower().startswith("id")
        assert "/StructTreeRoot" in file.Root
        with file.open_metadata() as metadata:
            assert metadata["dc:title"] == "Laporan Uji"
            assert metadata["pdfuaid:part"] == "1"


def test_headings_and_tables_are_told_to_screen_readers(made: bytes) -> None:
    kinds: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            kinds.add(str(node.get("/S", "")))
            if "/K" in node:
                walk(node["/K"])

    with pikepdf.open(io.BytesIO(made)) as file:
        walk(file.Root.StructTreeRoot.K)
    assert {"/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD", "/L"} <= kinds


def test_every_font_is_embedded(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as file:
        fonts = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]
        assert fonts
        assert all(any(f"/FontFile{kind}" in font for kind in ("", "2", "3")) for font in fonts)


def test_what_people_wrote_is_text(made: bytes) -> None:
    pages = words(made)
    assert "*tebal* $x$ <b> &" in pages[0].replace("\r\n", " ")
    assert '#eval("x")' in pages[0]
    assert EVIL[0][:12] in pages[0]


def test_pages_are_numbered_and_tables_repeat_their_heads(made: bytes) -> None:
    pages = words(made)
    assert len(pages) >= 4
    assert [f"Halaman {number} dari {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(
        pages
    )
    document = pypdfium2.PdfDocument(made)
    wide = [page.get_width() > page.get_height() for page in document]
    document.close()
    assert (wide[0], wide[1], wide[-1]) == (False, True, False)
    assert all("X" in page.split() for page, lies in zip(pages, wide, strict=True) if lies)


def test_the_letterhead_stands_on_the_first_page_only(made: bytes) -> None:
    first, *others = words(made)
    assert "PEMERINTAH KABUPATEN UJI" in first
    assert "LAPORAN UJI" in first
    assert not any("PEMERINTAH KABUPATEN UJI" in page for page in others)
    assert "Budi Santoso" in others[-1]


def test_a_cover_has_contents_with_pages() -> None:
    cover, contents, first, second = words(pdf(COVERED, AT))
    assert "RENCANA AKSI" in cover
    assert "Halaman" not in cover
    assert "DAFTAR ISI" in contents
    assert "PENDAHULUAN" in contents
    assert ("PENDAHULUAN" in first, "PENUTUP" in second) == (True, True)


def test_the_same_document_is_the_same_file(made: bytes) -> None:
    assert pdf(DOCUMENT, AT) == made
    assert pdf(replace(DOCUMENT, title="Lain"), AT) != made


def test_signs_that_no_font_has_do_not_keep_it_from_being_written() -> None:
    odd = replace(DOCUMENT, parts=(Paragraph("Jalan rusak \U0001f622 中文"),))
    with pikepdf.open(io.BytesIO(pdf(odd, AT))) as file:
        assert file.Root.MarkInfo.Marked
        with file.open_metadata() as metadata:
            assert metadata.get("pdfuaid:part") is None


def test_a_document_of_nothing_is_one_page() -> None:
    empty = replace(DOCUMENT, parts=(Paragraph("Kosong."),), subtitle="", number="")
    assert len(words(pdf(empty, AT))) == 1


def test_poppler_draws_every_page(made: bytes, tmp_path: Path) -> None:
    file = tmp_path / "berkas.pdf"
    file.write_bytes(made)
    done = subprocess.run(
        [program("pdftoppm"), "-r", "40", "-png", file, tmp_path / "halaman"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(list(tmp_path.glob("halaman-*.png"))) == len(words(made))
