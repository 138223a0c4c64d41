"""Which days off does a table in CSV list? Each with its line, so that a mistake is found where it was made."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from rules.calendars import DayOffKind
from rules.errors import Refusal, bad_input

LONGEST_SPAN: Final = 31
"""Days of one line: a longer leave is a mistake in its end."""
MOST_LISTED: Final = 400
KINDS: Final[Mapping[str, DayOffKind]] = MappingProxyType(
    {
        **{kind.value.lower(): kind for kind in DayOffKind},
        "libur nasional": DayOffKind.NATIONAL_HOLIDAY,
        "cuti bersama": DayOffKind.CUTI_BERSAMA,
        "libur daerah": DayOffKind.LOCAL_HOLIDAY,
        "libur lokal": DayOffKind.LOCAL_HOLIDAY,
        "darurat": DayOffKind.EMERGENCY,
    }
)
_COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tanggal": "day", "date": "day", "nama": "name", "name": "name", "keterangan": "name", "jenis": "kind",
        "kind": "kind", "sampai": "last", "until": "last",
    }
)  # fmt: skip


class ListedDay(NamedTuple):
    """A day as a file lists it; without a kind it has the one that the import names."""

    line: int
    day: date
    name: str
    kind: DayOffKind | None = None


def wrong_line(line: int, en: str, id: str) -> Refusal:
    """A line of a file that cannot be used; nothing of the file is."""
    return bad_input("content", f"Line {line}: {en}", f"Baris {line}: {id}")


def days_of_csv(text: str) -> list[ListedDay]:
    """The days of a table with the columns tanggal, nama and perhaps sampai and jenis.

    Commas or semicolons; dates as 2026-05-02 or 02/05/2026. Raises BAD_USER_INPUT naming the line.
    """
    lines = [f"{line}\n" for line in text.lstrip("\ufeff").split("\n")]
    reader = csv.reader(lines, delimiter=";" if ";" in lines[0] else ",", strict=True)
    found: list[ListedDay] = []
    columns: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _header(cells, reader.line_num)
                continue
            found += _listed(dict(zip(columns, (cell.strip() for cell in cells), strict=False)), reader.line_num)
            check_many(found, reader.line_num)
    except csv.Error as error:
        raise wrong_line(reader.line_num, "this is no CSV.", "ini bukan CSV.") from error
    return found


def check_many(found: list[ListedDay], line: int) -> None:
    """Raise BAD_USER_INPUT when a file lists more days than one import takes."""
    if len(found) > MOST_LISTED:
        raise wrong_line(line, f"more than {MOST_LISTED} days.", f"lebih dari {MOST_LISTED} hari.")


def span(line: int, first: date, last: date, name: str, kind: DayOffKind | None = None) -> Iterator[ListedDay]:
    """Each day from the first to the last. Raises BAD_USER_INPUT when the end lies before or far away."""
    count = (last - first).days + 1
    if not 1 <= count <= LONGEST_SPAN:
        raise wrong_line(line, f"{first} to {last} is no leave.", f"{first} sampai {last} bukan rentang libur.")
    yield from (ListedDay(line, first + timedelta(days=number), name, kind) for number in range(count))


def _header(cells: list[str], line: int) -> list[str]:
    columns = [_COLUMNS.get(cell.strip().lower(), "") for cell in cells]
    if columns.count("day") != 1 or columns.count("name") != 1:
        raise wrong_line(
            line, "the columns are tanggal, nama, sampai, jenis.", "kolomnya tanggal, nama, sampai, jenis."
        )
    return columns


def _listed(row: Mapping[str, str], line: int) -> Iterator[ListedDay]:
    kind = row.get("kind", "")
    if kind and kind.lower() not in KINDS:
        raise wrong_line(line, f"'{kind[:40]}' is no kind of day off.", f"'{kind[:40]}' bukan jenis libur.")
    first = _date(row.get("day", ""), line)
    last = _date(row["last"], line) if row.get("last") else first
    return span(line, first, last, row.get("name", ""), KINDS.get(kind.lower()))


def _date(text: str, line: int) -> date:
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        if len(text) == len("2026-05-02"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise wrong_line(line, f"'{text[:40]}' is no date.", f"'{text[:40]}' bukan tanggal.")
