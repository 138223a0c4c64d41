"""What does an official document consist of, whatever it is written as? One description becomes PDF, DOCX and XLSX."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeAlias

from gateway.rendering.formulas import Formula

Value: TypeAlias = str | int | Fraction | date | bool | None
"""What a cell holds; None is empty, True a tick. Figures are exact: they are rounded where they are shown."""


class ColumnKind(StrEnum):
    """How the values of a column are shown."""

    TEXT = "TEXT"
    INTEGER = "INTEGER"
    DECIMAL = "DECIMAL"
    PERCENT = "PERCENT"
    MONEY = "MONEY"
    TICK = "TICK"
    DATE = "DATE"
    CODE = "CODE"


FIGURES: Final = frozenset({ColumnKind.INTEGER, ColumnKind.DECIMAL, ColumnKind.PERCENT, ColumnKind.MONEY})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. One with a formula is reckoned from the others of its row, in a workbook by the workbook.

    `group` names the heading above neighbouring columns; `width` is relative to the other columns.
    """

    key: str
    title: str
    kind: ColumnKind = ColumnKind.TEXT
    width: float = 1.0
    group: str = ""
    formula: Formula | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the keys of its columns; a key that is missing is an empty cell. `strong` rows head what follows."""

    cells: Mapping[str, Value]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A row that is one cell from side to side: the name of the group of rows below it."""

    text: str


class Aggregate(StrEnum):
    """What stands below a column."""

    SUM = "SUM"
    AVERAGE = "AVERAGE"
    COUNT = "COUNT"
    FORMULA = "FORMULA"
    """The column's own formula, of the figures in this row."""


@dataclass(frozen=True, slots=True)
class Total:
    """A row below a table: its name, and what stands below which column. Rows without a figure count for nothing."""

    label: str
    of: Mapping[str, Aggregate]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `name` is the name of its sheet in a workbook. `numbered` puts (1), (2) ... below the headings."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row | Band, ...]
    totals: tuple[Total, ...] = ()
    name: str = ""
    note: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: 0 a chapter (BAB), centred; 1 and 2 below it."""

    text: str
    level: int = 1


class Align(StrEnum):
    """Where a paragraph stands."""

    JUSTIFY = "JUSTIFY"
    CENTRE = "CENTRE"
    RIGHT = "RIGHT"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words."""

    text: str
    align: Align = Align.JUSTIFY
    strong: bool = False
    indent: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered or with dots."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Particulars:
    """Names and what they are: `Periode : Januari 2026`."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Room for a signature: who signs, as what; the name may be empty, to be filled in by hand."""

    title: str
    name: str = ""
    number: str = ""
    """NIP or the like."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Where and when, and who signs, two beside each other."""

    place_and_date: str
    signers: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page, lying down if it is wide."""

    wide: bool = False


Part: TypeAlias = Heading | Paragraph | Items | Particulars | Table | Signatures | NewPage


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes (kop surat): the pemda, its office, where it is found."""

    government: str
    office: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of an office. `wide` begins with pages that lie down; `footer` stands below every page."""

    title: str
    letterhead: Letterhead
    parts: tuple[Part, ...]
    subtitle: str = ""
    number: str = ""
    wide: bool = False
    footer: str = ""
    cover: bool = False
    """A title page of its own."""
    keywords: tuple[str, ...] = field(default=())

    @property
    def tables(self) -> list[Table]:
        """Its tables, in their order."""
        return [part for part in self.parts if isinstance(part, Table)]
