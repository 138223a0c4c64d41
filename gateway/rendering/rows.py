"""How do many rows become a file without lying in memory all at once? As CSV or as one sheet of a workbook.

Nothing that a person wrote is taken for a formula by what opens the file.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Final, Protocol, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from gateway.rendering.sheet import LIKE_FORMULA, put
from gateway.rendering.words import printable
from rules.documents import DocumentFormat

Cell: TypeAlias = str | int | Decimal | datetime | None
"""A moment is one on the clocks of the pemda, without a zone."""
_IN_MEMORY: Final = 4 * 1024 * 1024
_MOMENT: Final = "%Y-%m-%d %H:%M"
_SHOWN: Final = "yyyy-mm-dd hh:mm"
_WIDTH: Final = 18
_SUSPECT: Final = (*LIKE_FORMULA, "#")
"""A workbook takes #N/A and the like for errors."""


class Rows(Protocol):
    """A file that rows are written into."""

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write these rows."""

    def finished(self) -> IO[bytes]:
        """The whole file, open at its beginning; whoever has it closes it."""

    def discard(self) -> None:
        """Leave nothing behind."""


class CsvRows:
    """RFC 4180 in UTF-8: titles, rows, and behind them the notes, each a line that begins with `#`."""

    def __init__(self, titles: Sequence[str], notes: Sequence[str]) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - whoever keeps it closes it
        self._text = io.TextIOWrapper(self._file, encoding="utf-8", newline="", write_through=True)
        self._writer = csv.writer(self._text)
        self._notes = notes
        self._writer.writerow(titles)

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write these rows."""
        self._writer.writerows([_plain(cell) for cell in row] for row in rows)

    def finished(self) -> IO[bytes]:
        """The whole file, open at its beginning."""
        self._writer.writerows([f"# {note}"] for note in self._notes)
        self._text.detach()
        self._file.seek(0)
        return self._file

    def discard(self) -> None:
        """Leave nothing behind."""
        self._file.close()


class SheetRows:
    """A workbook of one sheet: the notes above, then titles and rows."""

    def __init__(self, titles: Sequence[str], notes: Sequence[str]) -> None:
        self._book = Workbook(write_only=True)
        self._sheet: Any = self._book.create_sheet("Data")
        self._sheet.freeze_panes = f"A{len(notes) + 2}"
        for number in range(1, len(titles) + 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = _WIDTH
        for note in notes:
            self._sheet.append([self._written(note)])
        self._sheet.append([self._written(title, strong=True) for title in titles])

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write these rows."""
        for row in rows:
            self._sheet.append([self._cell(value) for value in row])

    def finished(self) -> IO[bytes]:
        """The whole file, open at its beginning."""
        file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - whoever keeps it closes it
        self._book.save(file)
        file.seek(0)
        return file

    def discard(self) -> None:
        """Leave nothing behind."""
        discard(self._sheet)

    def _cell(self, value: Cell) -> Any:
        if isinstance(value, datetime):
            cell = WriteOnlyCell(self._sheet, value)
            cell.number_format = _SHOWN
            return cell
        if isinstance(value, str):
            # a cell of its own only where it needs one: a hundred thousand rows have millions
            return self._written(value) if value.startswith(_SUSPECT) else printable(value)
        return value

    def _written(self, text: str, *, strong: bool = False) -> Any:
        cell = WriteOnlyCell(self._sheet)
        put(cell, text)
        if strong:
            cell.font = Font(bold=True)
        return cell


ROWS: Final[Mapping[DocumentFormat, Callable[[Sequence[str], Sequence[str]], Rows]]] = MappingProxyType(
    {DocumentFormat.CSV: CsvRows, DocumentFormat.XLSX: SheetRows}
)
"""What takes titles and notes and writes rows as which kind of file."""


def discard(sheet: Any) -> None:
    """Remove the file that openpyxl streams a sheet into: it does so itself only when the workbook is saved."""
    with suppress(Exception):
        sheet.close()
    writer = sheet._writer  # noqa: SLF001 - openpyxl offers nothing else
    if writer is not None and Path(writer.out).exists():
        writer.cleanup()


def _plain(cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return cell.strftime(_MOMENT)
    if isinstance(cell, str):
        text = printable(cell)
        return f"'{text}" if text.startswith(LIKE_FORMULA) else text
    return "" if cell is None else cell
