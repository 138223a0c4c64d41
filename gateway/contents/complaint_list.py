"""How is a list of complaints asked for page by page, and what does each of its rows say?

The rows are those of `complaints` as whoever asked may list them; nobody who reported is named. A row is kept as the
graph told it and becomes words, in the time of the pemda that asked, when the file is written.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import orjson

from gateway.contents.heading import ASKED, Author
from gateway.contents.labels import CHANNELS, CLOSERS, KINDS, OUTCOMES, PRIORITIES
from gateway.rendering.rows import Cell
from rules.complaint_states import LABELS as STATES
from rules.documents import MOST_ROWS

HEAD: Final = "query Head($pemda: String!) { viewer { permissions } " + ASKED + " }"
PAGE: Final = """query Page($pemda: String, $includeBelow: Boolean!, $filter: ComplaintFilter!, $after: String) {
  complaints(pemda: $pemda, includeBelow: $includeBelow, filter: $filter, orderBy: NEWEST, first: 100, after: $after) {
    nodes { trackingCode pemda { code } kind topic { name } unit { name } status outcome channel priority
      receivedAt dueAt answeredAt closedAt closedBy rating returns objections }
    pageInfo { hasNextPage endCursor } } }"""
"""Newest first: what arrives meanwhile stands before the first page, and no row is ever read twice."""
_MOMENT: Final = "moment"


class Column(NamedTuple):
    """A column: its title, where its value lies in a complaint, and its words or that it is a moment."""

    title: str
    path: tuple[str, ...]
    words: Mapping[Any, str] | str | None = None


COLUMNS: Final = (
    Column("Kode pelacakan", ("trackingCode",)),
    Column("Kode wilayah", ("pemda", "code")),
    Column("Klasifikasi", ("kind",), KINDS),
    Column("Kategori", ("topic", "name")),
    Column("Unit kerja", ("unit", "name")),
    Column("Status", ("status",), STATES),
    Column("Hasil", ("outcome",), OUTCOMES),
    Column("Sumber laporan", ("channel",), CHANNELS),
    Column("Prioritas", ("priority",), PRIORITIES),
    Column("Waktu masuk", ("receivedAt",), _MOMENT),
    Column("Tenggat", ("dueAt",), _MOMENT),
    Column("Waktu tindak lanjut", ("answeredAt",), _MOMENT),
    Column("Waktu selesai", ("closedAt",), _MOMENT),
    Column("Ditutup oleh", ("closedBy",), CLOSERS),
    Column("Penilaian", ("rating",)),
    Column("Jumlah pengembalian", ("returns",)),
    Column("Jumlah keberatan", ("objections",)),
)
TITLES: Final = tuple(column.title for column in COLUMNS)


def variables(task: Mapping[str, Any]) -> dict[str, Any]:
    """What a page is asked with: the question of the task, of what had been entered when it was asked for."""
    given = orjson.loads(task["question"])
    narrowed = dict(given.get("filter") or {})
    asked = datetime.fromisoformat(task["requestedAt"])
    wanted = narrowed.get("enteredUntil")
    until = asked if wanted is None else min(asked, datetime.fromisoformat(wanted))
    narrowed["enteredUntil"] = until.isoformat()
    return {"pemda": given.get("pemda"), "includeBelow": given.get("includeBelow", False), "filter": narrowed}


def kept(node: Mapping[str, Any]) -> list[Any]:
    """The values of a complaint by their columns, as the graph told them."""
    return [_at(node, column.path) for column in COLUMNS]


def shown(values: Sequence[Any], zone: ZoneInfo) -> list[Cell]:
    """The same as words and moments."""
    return [_shown(value, column.words, zone) for value, column in zip(values, COLUMNS, strict=True)]


def notes(by: Author, task: Mapping[str, Any], *, rows: int, cut: bool, now: datetime) -> list[str]:
    """What a reader must know: whose it is, of which moment, and what is left out."""
    asked = by.moment(datetime.fromisoformat(task["requestedAt"]))
    said = [
        f"Daftar pengaduan SP4N-LAPOR!, {by.name}",
        f"Dimuat: pengaduan yang dicatat sampai {asked}, sejauh boleh dilihat peminta; terbaru di atas",
        f"Keadaan setiap baris adalah keadaan saat dibaca, antara {asked} dan {by.moment(now)}",
        f"Jumlah baris: {_number(rows)}",
    ]
    if (orjson.loads(task["question"]).get("filter") or {}).get("text"):
        said.append("Pencarian kata kunci hanya mengambil 2.000 pengaduan yang paling sesuai")
    if cut:
        most = _number(MOST_ROWS)
        said.append(f"DIPOTONG: hanya {most} pengaduan terbaru yang dimuat; persempit saringan untuk yang lain")
    return said


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _at(node: Any, path: Sequence[str]) -> Any:
    for name in path:
        node = None if node is None else node[name]
    return node


def _shown(value: Any, words: Mapping[Any, str] | str | None, zone: ZoneInfo) -> Cell:
    if value is None or words is None:
        return value  # type: ignore[no-any-return] # as the schema declares it: text or a whole number
    if isinstance(words, str):
        return datetime.fromisoformat(value).astimezone(zone).replace(tzinfo=None)
    return words[value]
