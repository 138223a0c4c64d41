"""Which rows are in LAPOR!'s Excel export? Some rows about it come first, then the headings, then the reports."""

from collections.abc import Iterator
from typing import IO, Final, NamedTuple

from gateway.intake.workbook import SheetRow, Workbook
from gateway.intake.workbook_refusals import no_head, wrong_head
from rules.lapor_layout import WIDTH, head_mistakes, is_head

LOOKED_AT: Final = 30
"""How many rows may stand before the headings."""


class Report(NamedTuple):
    """A row of the export: its number in the workbook, and its 26 cells."""

    line: int
    cells: list[str]


def reports(file: IO[bytes]) -> Iterator[Report]:
    """The reports of an export, one after the other. Raises BAD_USER_INPUT for a workbook that is not one."""
    with Workbook(file) as book:
        rows = book.rows()
        _pass_head(rows)
        for row in rows:
            cells = [row.cells.get(at, "") for at in range(WIDTH)]
            if any(cell.strip() for cell in cells):
                yield Report(row.number, cells)


def _pass_head(rows: Iterator[SheetRow]) -> None:
    for looked, row in enumerate(rows, 1):
        if is_head(row.cells):
            for column, title in head_mistakes(row.cells):
                raise wrong_head(row.number, column, title)
            return
        if looked >= LOOKED_AT:
            break
    raise no_head(LOOKED_AT)
