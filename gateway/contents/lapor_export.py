"""How do a pemda's complaints become a workbook in LAPOR!'s layout? Page by page, so that many need little memory.

Each row is what whoever asked may see. The 26 columns stand as LAPOR! has them, so that whatever reads its file reads
this one; the timestamps that it lacks follow behind them.
"""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime
from typing import IO, Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from gateway.contents.heading import ASKED, Author, author
from gateway.delivery.inside import Inside
from gateway.rendering.rows import discard
from gateway.rendering.sheet import put
from gateway.rendering.wording import month
from policies.principal import Principal
from rules.lapor_layout import ADDED, COLUMNS

_HEAD: Final = "query Head($pemda: String!) { " + ASKED + " }"
_PAGE: Final = """query Page($year: Int!, $month: Int, $after: String) {
  laporReports(year: $year, month: $month, first: 100, after: $after) {
    nodes { cells } pageInfo { hasNextPage endCursor } } }"""
_IN_MEMORY: Final = 4 * 1024 * 1024
_WIDTHS: Final = (14, 18, 12, 22, 28, 10, 26, 40, 60, 60)
_FAR: Final = 90
"""In percent: how far an export is when nobody knows how many pages follow."""
Noting = Callable[[int], Awaitable[None]]


async def lapor_export(inside: Inside, who: Principal, task: Mapping[str, Any], pemda: str, note: Noting) -> IO[bytes]:
    """The workbook, as an open file at its beginning."""
    at = datetime.fromisoformat(task["requestedAt"])
    by = author(await inside(who, _HEAD, pemda=pemda), at)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Laporan")
    sheet.freeze_panes = "A6"
    try:
        await _fill(sheet, by, task, _rows(inside, who, task, note))
        file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - whoever keeps it closes it
        book.save(file)
    except BaseException:
        discard(sheet)
        raise
    file.seek(0)
    return file


async def _fill(sheet: Any, by: Author, task: Mapping[str, Any], rows: AsyncIterator[list[str]]) -> None:
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    for line in _about(by, task):
        sheet.append([_cell(sheet, line, strong=True)])
    sheet.append([_cell(sheet, title, strong=True) for title in (*COLUMNS, *ADDED)])
    async for cells in rows:
        sheet.append([_cell(sheet, cell) for cell in cells])


def _about(by: Author, task: Mapping[str, Any]) -> tuple[str, ...]:
    year, number = task["year"], task["month"]
    period = f"Tahun {year}" if number is None else month(year, number)
    return ("Laporan SP4N-LAPOR!", by.name, f"Periode: {period}", f"Dibuat pada {by.moment(by.at)}")


async def _rows(inside: Inside, who: Principal, task: Mapping[str, Any], note: Noting) -> AsyncIterator[list[str]]:
    after, pages = None, 0
    while True:
        page = (await inside(who, _PAGE, year=task["year"], month=task["month"], after=after))["laporReports"]
        for node in page["nodes"]:
            yield node["cells"]
        if not page["pageInfo"]["hasNextPage"]:
            return
        after, pages = page["pageInfo"]["endCursor"], pages + 1
        await note(_FAR * pages // (pages + 10))


def _cell(sheet: Any, text: str, *, strong: bool = False) -> Any:
    """Text as text, whatever it begins with."""
    cell = WriteOnlyCell(sheet)
    put(cell, text)
    if strong:
        cell.font = Font(bold=True)
    return cell
