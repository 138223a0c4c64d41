"""How does a document become a PDF? Set by typst from the template shipped here, in fonts that come with it.

The file is tagged, so that a screen reader can tell headings and tables, and has a language and a title. The same
document is the same bytes: its date is the document's, not the clock's.
"""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import orjson
import typst

from gateway.rendering import layout
from gateway.rendering.layout import Cell
from gateway.rendering.model import (
    Document,
    Heading,
    Items,
    NewPage,
    Paragraph,
    Part,
    Particulars,
    Signatures,
    Table,
)
from gateway.rendering.words import printable

_TEMPLATE: Final = Path(__file__).parent / "templates" / "official.typ"
_ACCESSIBLE: Final = "ua-1"
_PLAIN: Final = "1.7"


def pdf(document: Document, made_at: datetime) -> bytes:
    """The document as a tagged PDF: PDF/UA-1, unless it has signs that no font here has, such as a smiley."""
    data = {"document": orjson.dumps(_clean(_written(document))).decode()}
    try:
        return _compiled(data, made_at, _ACCESSIBLE)
    except typst.TypstError:
        return _compiled(data, made_at, _PLAIN)


def _compiled(data: dict[str, str], made_at: datetime, standard: Literal["ua-1", "1.7"]) -> bytes:
    made: bytes = typst.compile(
        _template(),
        ignore_system_fonts=True,
        sys_inputs=data,
        pdf_standards=standard,
        timestamp=int(made_at.timestamp()),
    )
    return made


def _clean(value: Any) -> Any:
    """The same without control characters in any text."""
    match value:
        case str():
            return printable(value)
        case list():
            return [_clean(one) for one in value]
        case dict():
            return {key: _clean(one) for key, one in value.items()}
        case _:
            return value


@lru_cache(maxsize=1)
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _written(document: Document) -> dict[str, Any]:
    head, top = document.letterhead, layout.lowest(document)
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "number": document.number,
        "author": head.office or head.government,
        "keywords": list(document.keywords),
        "footer": document.footer or document.title,
        "cover": document.cover,
        "letterhead": {"government": head.government, "office": head.office, "address": head.address},
        "sections": [
            {"wide": section.wide, "parts": [_part(part, top) for part in section.parts]}
            for section in layout.sections(document)
        ],
    }


def _part(part: Part, top: int) -> dict[str, Any]:  # noqa: PLR0911 - one return for each kind of part
    match part:
        case Heading():
            return {"kind": "heading", "text": part.text, "level": part.level - top + 1, "style": part.level}
        case Paragraph():
            align = part.align.value[0].lower()
            return {
                "kind": "paragraph",
                "text": part.text,
                "align": align,
                "strong": part.strong,
                "indent": part.indent,
            }
        case Items():
            return {"kind": "items", "items": list(part.items), "numbered": part.numbered}
        case Particulars():
            return {"kind": "particulars", "rows": [list(row) for row in part.rows]}
        case Signatures():
            signers = [{"title": one.title, "name": one.name, "number": one.number} for one in part.signers]
            return {"kind": "signatures", "where": part.place_and_date, "signers": signers}
        case Table():
            return _table(part)
        case NewPage():
            return {"kind": "nothing"}


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": table.caption,
        "note": table.note,
        "size": layout.letters(table),
        "widths": [column.width for column in table.columns],
        "head": [[_cell(cell) for cell in row] for row in layout.head(table)],
        "rows": [[_row_cell(cell, len(table.columns)) for cell in row] for row in layout.body(table)],
        "totals": [[_cell(cell) for cell in row] for row in layout.foot(table)],
    }


def _row_cell(cell: Cell, columns: int) -> dict[str, Any]:
    return {**_cell(cell), "band": cell.across == columns and columns > 1}


def _cell(cell: Cell) -> dict[str, Any]:
    return {"t": cell.text, "a": cell.align, "s": cell.across, "h": cell.down, "b": cell.strong}
