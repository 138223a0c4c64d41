"""How is a table written into a DOCX? As one element: cell by cell through the library it would take minutes."""

from collections.abc import Sequence
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from gateway.rendering import layout
from gateway.rendering.layout import Cell
from gateway.rendering.model import Table
from gateway.rendering.words import printable

_TWIP: Final = 635
"""English metric units in a twentieth of a point."""
_SHADE, _BAND = "E4E9EF", "F1F4F7"
_ALIGN: Final = {"l": "left", "c": "center", "r": "right"}
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_element(table: Table, room: int) -> Any:
    """The whole table, as wide as there is room (in EMU)."""
    widths = _widths([column.width for column in table.columns], room // _TWIP)
    element = _new("w:tbl")
    element.append(_properties(sum(widths)))
    grid = _new("w:tblGrid")
    for width in widths:
        grid.append(_new("w:gridCol", w=str(width)))
    element.append(grid)
    writer = _Rows(element, widths, layout.letters(table))
    writer.head(layout.head(table))
    for row in layout.body(table):
        writer.row(row, fill=_BAND if row[0].across == len(widths) > 1 else "")
    for row in layout.foot(table):
        writer.row(row, fill=_BAND)
    return element


def _widths(shares: Sequence[float], room: int) -> list[int]:
    return [int(room * share / sum(shares)) for share in shares]


def _properties(width: int) -> Any:
    properties = _new("w:tblPr")
    properties.append(_new("w:tblW", w=str(width), type="dxa"))
    borders = _new("w:tblBorders")
    for side in _SIDES:
        borders.append(_new(f"w:{side}", val="single", sz="4", space="0", color="52606D"))
    properties.append(borders)
    properties.append(_new("w:tblLayout", type="fixed"))
    margins = _new("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_new(f"w:{side}", w="70", type="dxa"))
    properties.append(margins)
    return properties


class _Rows:
    """Writes rows into a table's element."""

    def __init__(self, element: Any, widths: list[int], size: float) -> None:
        self._element = element
        self._widths = widths
        self._size = size

    def head(self, rows: Sequence[Sequence[Cell]]) -> None:
        """The headings. A cell that is two rows high goes on in the next row, at the same columns."""
        held: dict[int, int] = {}
        for row in rows:
            places, at, fresh = list[tuple[int, Cell | None]](), 0, iter(row)
            while at < len(self._widths):
                if held.get(at, 0):
                    places.append((at, None))
                    held[at] -= 1
                    at += 1
                    continue
                cell = next(fresh)
                places.append((at, cell))
                if cell.down > 1:
                    held[at] = cell.down - 1
                at += cell.across
            self._write(places, fill=_SHADE, head=True)

    def row(self, cells: Sequence[Cell], *, fill: str) -> None:
        """A row of the body or below it."""
        places, at = list[tuple[int, Cell | None]](), 0
        for cell in cells:
            places.append((at, cell))
            at += cell.across
        self._write(places, fill=fill, head=False)

    def _write(self, places: Sequence[tuple[int, Cell | None]], *, fill: str, head: bool) -> None:
        row = _new("w:tr")
        properties = _new("w:trPr")
        properties.append(_new("w:cantSplit"))
        if head:
            properties.append(_new("w:tblHeader"))
        row.append(properties)
        for at, cell in places:
            row.append(self._cell(at, cell, fill, head=head))
        self._element.append(row)

    def _cell(self, at: int, cell: Cell | None, fill: str, *, head: bool) -> Any:
        across = 1 if cell is None else cell.across
        element, properties = _new("w:tc"), _new("w:tcPr")
        properties.append(_new("w:tcW", w=str(sum(self._widths[at : at + across])), type="dxa"))
        if across > 1:
            properties.append(_new("w:gridSpan", val=str(across)))
        if cell is None:
            properties.append(_new("w:vMerge"))
        elif cell.down > 1:
            properties.append(_new("w:vMerge", val="restart"))
        if fill:
            properties.append(_new("w:shd", val="clear", color="auto", fill=fill))
        properties.append(_new("w:vAlign", val="center" if head else "top"))
        element.append(properties)
        element.append(self._words(cell, head=head))
        return element

    def _words(self, cell: Cell | None, *, head: bool) -> Any:
        paragraph, properties = _new("w:p"), _new("w:pPr")
        properties.append(_new("w:spacing", before="30", after="30"))
        properties.append(_new("w:jc", val=_ALIGN["c" if cell is None else cell.align]))
        paragraph.append(properties)
        if cell is None or not cell.text:
            return paragraph
        run, look = _new("w:r"), _new("w:rPr")
        if head or cell.strong:
            look.append(_new("w:b"))
        look.append(_new("w:sz", val=str(round(self._size * 2))))
        run.append(look)
        for number, line in enumerate(printable(cell.text).split("\n")):
            if number:
                run.append(_new("w:br"))
            text = _new("w:t")
            text.text = line
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(text)
        paragraph.append(run)
        return paragraph


def _new(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
