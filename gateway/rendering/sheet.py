"""How do the tables of a document become a workbook that goes on reckoning? A sheet for each, with its formulas.

Nothing that a person wrote becomes a formula: text stays text, whatever it begins with. No results are stored beside
the formulas, so that whoever opens the file reckons anew.
"""

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from gateway.rendering import layout
from gateway.rendering.archive import settled
from gateway.rendering.model import (
    Aggregate,
    Band,
    Column,
    ColumnKind,
    Document,
    Heading,
    Items,
    Paragraph,
    Particulars,
    Row,
    Table,
    Total,
    Value,
)
from gateway.rendering.wording import TICK
from gateway.rendering.words import SOFT_HYPHEN, printable

ABOUT: Final = "Keterangan"
LIKE_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_FORMATS: Final = {
    ColumnKind.INTEGER: "#,##0",
    ColumnKind.DECIMAL: "#,##0.00",
    ColumnKind.PERCENT: '#,##0.00"%"',
    ColumnKind.MONEY: "#,##0",
    ColumnKind.DATE: "d mmmm yyyy",
}
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME: Final = 31
_LONGEST_TEXT: Final = 32_767
_TOP: Final = 5
"""The row in which the headings of a table begin."""
_LINE: Final = Side(style="thin", color="52606D")
_BOX: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_SHADE: Final = PatternFill("solid", fgColor="E4E9EF")
_BAND: Final = PatternFill("solid", fgColor="F1F4F7")
_ACROSS: Final = {"l": "left", "c": "center", "r": "right"}
_WIDE: Final = 6
_LINE_HEIGHT: Final = 15.0


def workbook(document: Document, made_at: datetime) -> bytes:
    """The tables of a document as an XLSX; the same document is the same bytes."""
    book = Workbook()
    book.properties.title, book.properties.language = printable(document.title), "id-ID"
    book.properties.creator = printable(document.letterhead.office or document.letterhead.government)
    about = book.active
    if not isinstance(about, Worksheet):
        raise TypeError("A new workbook has a sheet")
    _about(about, document)
    for name, table in _named(document):
        _Sheet(book.create_sheet(name), table).write(document)
    return saved(book, made_at)


def saved(book: Workbook, made_at: datetime) -> bytes:
    """The bytes of a workbook; openpyxl writes the clock into it, which is taken out again."""
    out = io.BytesIO()
    book.save(out)
    book.properties.created = book.properties.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    return settled(out.getvalue(), {"docProps/core.xml": tostring(book.properties.to_tree())})


def put(cell: Any, value: str) -> None:
    """Write text as text: never a formula, and shown as such by programs that guess."""
    text = printable(value).replace(SOFT_HYPHEN, "")[:_LONGEST_TEXT]
    cell.value = text
    if text:
        cell.data_type = "s"  # openpyxl takes whatever begins with "=" for a formula
    if text.startswith(LIKE_FORMULA):
        cell.quotePrefix = True


def _named(document: Document) -> Iterator[tuple[str, Table]]:
    taken = {ABOUT.lower()}
    for number, table in enumerate(document.tables, 1):
        plain = (
            _NOT_IN_NAMES.sub(" ", printable(table.name) or f"Tabel {number}")[:_LONGEST_NAME].strip()
            or f"Tabel {number}"
        )
        name, again = plain, 2
        while name.lower() in taken:
            name, again = f"{plain[: _LONGEST_NAME - 4]} {again}", again + 1
        taken.add(name.lower())
        yield name, table


def _about(sheet: Worksheet, document: Document) -> None:
    """What is not a table: who wrote it, what it is, and its words."""
    sheet.title = ABOUT
    sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 9, 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 90
    head, lines = document.letterhead, list[tuple[str, str, bool]]()
    lines += [(text, "", True) for text in (head.government, head.office, document.title, document.subtitle) if text]
    lines += [(text, "", False) for text in (head.address, document.number) if text]
    for part in document.parts:
        match part:
            case Particulars():
                lines += [(name, value, False) for name, value in part.rows]
            case Heading():
                lines.append((part.text, "", True))
            case Paragraph():
                lines.append(("", part.text, part.strong))
            case Items():
                lines += [("", item, False) for item in part.items]
    for number, (name, value, strong) in enumerate(lines, 1):
        for column, text in ((1, name), (2, value)):
            if text:
                cell = sheet.cell(number, column)
                put(cell, text)
                cell.font = Font(bold=strong)
                cell.alignment = Alignment(wrap_text=column > 1, vertical="top")


class _Sheet:
    """Writes one table into its sheet."""

    def __init__(self, sheet: Worksheet, table: Table) -> None:
        self._sheet = sheet
        self._table = table
        self._letters = {column.key: get_column_letter(at) for at, column in enumerate(table.columns, 1)}
        self._size = len(table.columns)

    def write(self, document: Document) -> None:
        """Title, headings, rows, totals, and how it is printed."""
        for number, text in enumerate((document.letterhead.government, document.title, self._table.caption), 1):
            cell = self._sheet.cell(number, 1)
            put(cell, text)
            cell.font = Font(bold=True)
        first = self._head()
        last = first
        for number, row in enumerate(self._table.rows, first):
            self._band(number, row) if isinstance(row, Band) else self._row(number, row)
            last = number
        for number, total in enumerate(self._table.totals, last + 1 if self._table.rows else first):
            self._total(number, total, (first, last))
        if self._table.note:
            put(self._sheet.cell(self._sheet.max_row + 2, 1), self._table.note)
        self._print(first)
        self._heights(first, last)

    def _head(self) -> int:
        """Answers the number of the first row below it."""
        held = set[tuple[int, int]]()
        for number, row in enumerate(layout.head(self._table), _TOP):
            at = 1
            for shown in row:
                while (number, at) in held:
                    at += 1
                self._boxed(number, range(at, at + shown.across), shown.down)
                cell = self._sheet.cell(number, at)
                put(cell, shown.text)
                cell.font = Font(bold=True)
                cell.alignment = Alignment("center", "center", wrap_text=True)
                held |= {(number + down, at) for down in range(1, shown.down)}
                at += shown.across
        return _TOP + len(layout.head(self._table))

    def _boxed(self, number: int, columns: range, down: int) -> None:
        for row in range(number, number + down):
            for column in columns:
                cell = self._sheet.cell(row, column)
                cell.border, cell.fill = _BOX, _SHADE
        if down > 1 or len(columns) > 1:
            self._sheet.merge_cells(
                start_row=number, end_row=number + down - 1, start_column=columns[0], end_column=columns[-1]
            )

    def _band(self, number: int, band: Band) -> None:
        for column in range(1, self._size + 1):
            cell = self._sheet.cell(number, column)
            cell.border, cell.fill = _BOX, _BAND
        put(self._sheet.cell(number, 1), band.text)
        self._sheet.cell(number, 1).font = Font(bold=True)
        if self._size > 1:
            self._sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=self._size)

    def _row(self, number: int, row: Row) -> None:
        for at, column in enumerate(self._table.columns, 1):
            cell, value = self._sheet.cell(number, at), row.cells.get(column.key)
            if value is None and column.formula is not None:
                cell.value = "=" + column.formula.written(lambda key: f"{self._letters[key]}{number}")
            else:
                _fill(cell, value)
            self._look(cell, column, strong=row.strong)

    def _total(self, number: int, total: Total, rows: tuple[int, int]) -> None:
        for at, column in enumerate(self._table.columns, 1):
            cell: Any = self._sheet.cell(number, at)
            aggregate = total.of.get(column.key)
            if aggregate is not None:
                cell.value = self._aggregated(number, column, aggregate, rows)
            self._look(cell, column, strong=True)
            cell.fill = _BAND
        put(self._sheet.cell(number, 1), total.label)
        self._sheet.cell(number, 1).alignment = Alignment("left", "center")

    def _aggregated(self, number: int, column: Column, aggregate: Aggregate, rows: tuple[int, int]) -> str | None:
        letter = self._letters[column.key]
        cells = f"{letter}{rows[0]}:{letter}{rows[1]}"
        match aggregate:
            case Aggregate.SUM:
                return f"=SUM({cells})"
            case Aggregate.AVERAGE:
                return f'=IF(COUNT({cells})=0,"",AVERAGE({cells}))'
            case Aggregate.COUNT:
                bands = sum(isinstance(row, Band) for row in self._table.rows) if letter == "A" else 0
                return f"=COUNTA({cells})" + (f"-{bands}" if bands else "")
            case Aggregate.FORMULA:
                formula = column.formula
                return None if formula is None else "=" + formula.written(lambda key: f"{self._letters[key]}{number}")

    def _look(self, cell: Any, column: Column, *, strong: bool) -> None:
        cell.border = _BOX
        cell.font = Font(bold=strong)
        wraps = column.kind in (ColumnKind.TEXT, ColumnKind.CODE)
        cell.alignment = Alignment(_ACROSS[layout.aligned(column)], "top", wrap_text=wraps)
        if column.kind in _FORMATS:
            cell.number_format = _FORMATS[column.kind]

    def _print(self, first: int) -> None:
        sheet = self._sheet
        sheet.freeze_panes = f"A{first}"
        sheet.print_title_rows = f"{_TOP}:{first - 1}"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.orientation = "landscape" if self._size > _WIDE else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("Halaman &P dari &N"))
        for column in self._table.columns:
            sheet.column_dimensions[self._letters[column.key]].width = _width(column)

    def _heights(self, first: int, last: int) -> None:
        """Rows as high as their words need: not every program looks for itself."""
        bands = {first + at for at, row in enumerate(self._table.rows) if isinstance(row, Band)}
        for number in sorted(set(range(_TOP, last + 1)) - bands):
            lines = 1
            for at, column in enumerate(self._table.columns, 1):
                value = self._sheet.cell(number, at).value
                wraps = number < first or column.kind is ColumnKind.TEXT
                if wraps and isinstance(value, str):
                    room = max(4, int(_width(column)) - 1)
                    lines = max(lines, sum(-(-max(len(line), 1) // room) for line in value.split("\n")))
            if lines > 1:
                self._sheet.row_dimensions[number].height = _LINE_HEIGHT * min(lines, 27)


def _width(column: Column) -> float:
    return max(6.0, min(60.0, 13.0 * column.width))


def _fill(cell: Any, value: Value) -> None:
    match value:
        case None | False:
            return
        case True:
            cell.value = TICK
        case str():
            put(cell, value)
        case Fraction():
            cell.value = int(value) if value.denominator == 1 else float(value)
        case int() | date():
            cell.value = value
