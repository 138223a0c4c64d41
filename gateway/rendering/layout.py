"""How does a table stand on a page: headings above headings, what is shown in each cell, how large the letters are?

Shared by what is printed (PDF) and what is edited (DOCX); a workbook has its own ways.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from gateway.rendering.model import FIGURES, Band, Column, ColumnKind, Document, Heading, NewPage, Part, Table
from gateway.rendering.reckoning import reckoned, totals
from gateway.rendering.wording import shown

_CENTRED: Final = frozenset({ColumnKind.TICK, ColumnKind.CODE, ColumnKind.DATE})
_LETTERS: Final = ((6, 9.5), (9, 8.5), (12, 7.5), (99, 6.6))
"""Up to so many columns, letters of so many points."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is shown. `align` is l, c or r; it spans so many columns and rows."""

    text: str
    align: str = "l"
    across: int = 1
    down: int = 1
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Parts that share pages of one kind."""

    wide: bool
    parts: tuple[Part, ...]


def sections(document: Document) -> list[Section]:
    """The parts of a document by the pages that they stand on."""
    found, wide, parts = list[Section](), document.wide, list[Part]()
    for part in document.parts:
        if isinstance(part, NewPage):
            if parts:
                found.append(Section(wide, tuple(parts)))
            wide, parts = part.wide, []
        else:
            parts.append(part)
    return [*found, Section(wide, tuple(parts))]


def lowest(document: Document) -> int:
    """The level of its highest headings: they are the first level, so that none is left out."""
    return min((part.level for part in document.parts if isinstance(part, Heading)), default=1)


def letters(table: Table) -> float:
    """The size of its letters in points: the more columns, the smaller."""
    return next(size for columns, size in _LETTERS if len(table.columns) <= columns)


def head(table: Table) -> list[list[Cell]]:
    """The rows of headings: groups above their columns, then the numbers of the columns where they are wanted."""
    grouped = any(column.group for column in table.columns)
    upper, lower = list[Cell](), list[Cell]()
    for group, columns in groupby(table.columns, key=lambda column: column.group):
        members = list(columns)
        if group:
            upper.append(Cell(group, "c", across=len(members)))
            lower += [Cell(column.title, "c") for column in members]
        else:
            upper += [Cell(column.title, "c", down=2 if grouped else 1) for column in members]
    rows = [upper, lower] if grouped else [upper]
    if table.numbered:
        rows.append([Cell(str(number), "c") for number in range(1, len(table.columns) + 1)])
    return rows


def body(table: Table) -> list[list[Cell]]:
    """The rows; a band is one cell."""
    rows = list[list[Cell]]()
    for row, cells in zip(table.rows, reckoned(table), strict=True):
        if isinstance(cells, Band) or isinstance(row, Band):
            rows.append([Cell(cells.text if isinstance(cells, Band) else "", across=len(table.columns), strong=True)])
        else:
            rows.append([Cell(shown(cells[c.key], c.kind), aligned(c), strong=row.strong) for c in table.columns])
    return rows


def foot(table: Table) -> list[list[Cell]]:
    """The totals: the label over the columns before the first figure."""
    rows = list[list[Cell]]()
    for label, cells in totals(table):
        first = next((at for at, column in enumerate(table.columns) if column.key in cells), len(table.columns))
        first = max(first, 1)
        figures = [Cell(shown(cells.get(c.key), c.kind), aligned(c), strong=True) for c in table.columns[first:]]
        rows.append([Cell(label, "l", across=first, strong=True), *figures])
    return rows


def aligned(column: Column) -> str:
    """Figures stand at the right, ticks, codes and dates in the middle."""
    return "r" if column.kind in FIGURES else "c" if column.kind in _CENTRED else "l"
