"""How does a document become a DOCX that an office can go on writing in? The same parts, with the office's own styles.

Headings are headings, tables repeat their heads on every page, page numbers are fields.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section as Pages
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from gateway.rendering import layout
from gateway.rendering.archive import settled
from gateway.rendering.model import (
    Align,
    Document,
    Heading,
    Items,
    Paragraph,
    Part,
    Particulars,
    Signatures,
    Table,
)
from gateway.rendering.word_table import table_element
from gateway.rendering.words import printable

_FONT: Final = "Times New Roman"
"""What every office has; the words are the document, the letters are not."""
_ALIGN: Final = {
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_SHORT, _LONG = Cm(21.0), Cm(29.7)
_MARGINS: Final = {"top_margin": 2.2, "bottom_margin": 2.2, "left_margin": 2.5, "right_margin": 2.2}
_HEADING_SIZES: Final = (13, 11.5, 11)


def word(document: Document, made_at: datetime) -> bytes:
    """The document as a DOCX; the same document is the same bytes."""
    file = docx.Document()
    _prepare(file, document, made_at)
    for number, section in enumerate(layout.sections(document)):
        if number:
            file.add_section(WD_SECTION.NEW_PAGE)
        _pages(file.sections[-1], wide=section.wide)
        if not number:
            _heads(file, document)
        for part in section.parts:
            _add(file, part)
    _footer(file.sections[0], document)
    out = io.BytesIO()
    file.save(out)
    return settled(out.getvalue())


def _prepare(file: Word, document: Document, made_at: datetime) -> None:
    core, normal = file.core_properties, file.styles["Normal"]
    core.title, core.language = document.title, "id-ID"
    core.author = document.letterhead.office or document.letterhead.government
    core.comments, core.last_modified_by = "", core.author
    core.created = core.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    normal.font.name, normal.font.size = _FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    properties = normal.element.get_or_add_rPr()
    properties.append(_element("w:lang", **{"w:val": "id-ID", "w:eastAsia": "id-ID"}))
    for level, size in enumerate(_HEADING_SIZES, 1):
        style = file.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), True
        style.font.color.rgb = None
        fonts = style.element.rPr.rFonts
        for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(name), None)


def _pages(pages: Pages, *, wide: bool) -> None:
    pages.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    pages.page_width, pages.page_height = (_LONG, _SHORT) if wide else (_SHORT, _LONG)
    for margin, size in _MARGINS.items():
        setattr(pages, margin, Cm(size))


def _heads(file: Word, document: Document) -> None:
    head = document.letterhead
    _centred(file, head.government.upper(), size=13, strong=True, after=0)
    if head.office:
        _centred(file, head.office.upper(), size=15, strong=True, after=0)
    last = _centred(file, head.address, size=9, after=12)
    border = _element("w:pBdr")
    border.append(
        _element("w:bottom", **{"w:val": "thickThinSmallGap", "w:sz": "18", "w:space": "4", "w:color": "1F2933"})
    )
    last._p.get_or_add_pPr().append(border)  # noqa: SLF001 - python-docx has no borders of its own
    _centred(file, document.title.upper(), size=13, strong=True, after=2)
    if document.subtitle:
        _centred(file, document.subtitle, size=11.5, strong=True, after=2)
    if document.number:
        _centred(file, document.number, size=11, after=2)
    file.add_paragraph().paragraph_format.space_after = Pt(2)


def _centred(file: Word, text: str, *, size: float, strong: bool = False, after: float = 6) -> WordParagraph:
    paragraph = file.add_paragraph()
    run = paragraph.add_run(printable(text))
    run.bold, run.font.size = strong, Pt(size)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def _add(file: Word, part: Part) -> None:
    match part:
        case Heading():
            heading = file.add_heading(printable(part.text), part.level + 1)
            heading.alignment = WD_ALIGN_PARAGRAPH.CENTER if part.level == 0 else WD_ALIGN_PARAGRAPH.LEFT
        case Paragraph():
            paragraph = file.add_paragraph()
            paragraph.add_run(printable(part.text)).bold = part.strong
            paragraph.alignment = _ALIGN[part.align]
            paragraph.paragraph_format.first_line_indent = Cm(1.0) if part.indent else None
        case Items():
            for number, item in enumerate(part.items, 1):
                _item(file, item, f"{number}." if part.numbered else "•")
        case Particulars():
            _particulars(file, part.rows)
        case Table():
            _table(file, part)
        case Signatures():
            _signatures(file, part)


def _item(file: Word, text: str, mark: str) -> None:
    """Numbers are written out: numbering that Word counts by itself would go on from list to list."""
    paragraph = file.add_paragraph(f"{mark}\t{printable(text)}")
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(1.0), Cm(-0.6)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(1.0))
    paragraph.paragraph_format.space_after = Pt(3)


def _particulars(file: Word, rows: Sequence[tuple[str, str]]) -> None:
    for name, value in rows:
        paragraph = file.add_paragraph(f"{printable(name)}\t:\t{printable(value)}")
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Cm(6.2))
        stops.add_tab_stop(Cm(6.6))
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(6.6), Cm(-6.6)
        paragraph.paragraph_format.space_after = Pt(2)


def _table(file: Word, table: Table) -> None:
    if table.caption:
        caption = _centred(file, table.caption, size=10, strong=True, after=3)
        caption.paragraph_format.keep_with_next = True
        caption.paragraph_format.space_before = Pt(8)
    pages = file.sections[-1]
    room = int((pages.page_width or 0) - (pages.left_margin or 0) - (pages.right_margin or 0))
    after = file.add_paragraph()
    after._p.addprevious(table_element(table, room))  # noqa: SLF001 - written as XML: cell by cell it takes minutes
    if table.note:
        run = after.add_run(printable(table.note))
        run.italic, run.font.size = True, Pt(8.5)


def _signatures(file: Word, part: Signatures) -> None:
    signers = part.signers
    rows = [signers[at : at + 2] for at in range(0, len(signers), 2)] if len(signers) > 1 else [(None, *signers)]
    table = file.add_table(rows=0, cols=2)
    if part.place_and_date:
        _in_cell(table.add_row().cells[1].paragraphs[0], part.place_and_date)
    for row in rows:
        cells = table.add_row().cells
        for cell, signer in zip(cells, row, strict=False):
            if signer is not None:
                _in_cell(cell.paragraphs[0], signer.title)
                _in_cell(cell.add_paragraph(), "\n\n")
                name = _in_cell(cell.add_paragraph(), signer.name or "." * 32)
                name.bold = name.underline = bool(signer.name)
                if signer.number:
                    _in_cell(cell.add_paragraph(), signer.number)


def _in_cell(paragraph: WordParagraph, text: str) -> Run:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.keep_with_next = True
    return paragraph.add_run(printable(text))


def _footer(pages: Pages, document: Document) -> None:
    """Sections after the first take it over."""
    paragraph = pages.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for piece in (f"{printable(document.footer or document.title)}  ·  Halaman ", "PAGE", " dari ", "NUMPAGES"):
        if piece.isupper():
            _field(paragraph, piece)
        else:
            paragraph.add_run(piece).font.size = Pt(8)


def _field(paragraph: WordParagraph, name: str) -> None:
    """A figure that Word fills in; each piece of a field is a run of its own."""
    instruction = _element("w:instrText")
    instruction.text = f" {name} "
    pieces = [_element("w:fldChar", **{"w:fldCharType": kind}) for kind in ("begin", "separate", "end")]
    pieces.insert(1, instruction)
    for piece in pieces:
        run = paragraph.add_run()
        run.font.size = Pt(8)
        run._r.append(piece)  # noqa: SLF001 - python-docx has no fields of its own


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    return element
