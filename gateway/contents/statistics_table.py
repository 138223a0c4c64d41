"""How does an answer of the statistics become a table? A row for each of its rows, shares with their intervals."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Final, NamedTuple

import orjson

from gateway.contents.heading import ASKED, Author, author
from gateway.contents.labels import CHANNELS, KINDS, PRIORITIES
from gateway.delivery.inside import Inside
from gateway.rendering.rows import ROWS, Cell
from gateway.rendering.wording import day
from policies.principal import Principal
from rules.documents import DocumentFormat

_COUNTS: Final = (
    ("received", "Masuk"),
    ("verified", "Terverifikasi"),
    ("disposed", "Didisposisikan"),
    ("responded", "Ditanggapi"),
    ("answered", "Dijawab"),
    ("closed.total", "Selesai"),
    ("objected", "Keberatan"),
    ("reopened", "Dibuka kembali"),
    ("archived", "Diarsipkan"),
    ("overdue", "Lewat batas waktu"),
    ("escalated", "Eskalasi"),
    ("returned", "Dikembalikan"),
    ("pingPong", "Bolak-balik"),
    ("passedOn", "Dilimpahkan"),
    ("backlog.open", "Belum selesai pada akhir"),
    ("backlog.overdue", "Belum selesai dan lewat batas waktu"),
    ("rating.count", "Jumlah penilai"),
)
_SHARES: Final = (("onTime", "Tepat waktu"), ("followUp", "Tindak lanjut"), ("prompt", "Respons cepat"))
_STEPS: Final = (("firstResponse", "respons pertama"), ("answer", "jawaban"), ("closing", "selesai"))
_SHARE: Final = "{ numerator denominator value lower upper tooFew }"
_QUERY: Final = (
    "query Table($question: StatisticsInput!, $pemda: String!) { statistics(question: $question) {"
    " countedUntil uncountedChanges rows { regionCode region { name } unit { name } topic { name } kind channel"
    " priority firstDay lastDay rank { best worst of } figures { received verified disposed responded answered"
    " closed { total } objected reopened archived overdue escalated returned pingPong passedOn backlog { open overdue }"
    " rating { count mean } "
    + " ".join(f"{name} {_SHARE}" for name, _ in _SHARES)
    + " durations { "
    + " ".join(f"{name} {{ mean median {{ value }} p90 {{ value }} }}" for name, _ in _STEPS)
    + " } } } } "
    + ASKED
    + " }"
)
_YES: Final = {True: "ya", False: "tidak"}


class _Column(NamedTuple):
    title: str
    path: str
    words: Mapping[Any, str] | None = None


def _columns() -> tuple[_Column, ...]:
    places = (
        _Column("Kode wilayah", "regionCode"),
        _Column("Wilayah", "region.name"),
        _Column("Unit kerja", "unit.name"),
        _Column("Kategori", "topic.name"),
        _Column("Klasifikasi", "kind", KINDS),
        _Column("Sumber laporan", "channel", CHANNELS),
        _Column("Prioritas", "priority", PRIORITIES),
        _Column("Hari pertama", "firstDay"),
        _Column("Hari terakhir", "lastDay"),
    )
    counts = [_Column(title, f"figures.{path}") for path, title in _COUNTS]
    parts = (("numerator", "pembilang"), ("denominator", "penyebut"), ("value", "%"), ("lower", "% batas bawah"))
    shares = [
        _Column(f"{title}: {words}", f"figures.{name}.{part}")
        for name, title in _SHARES
        for part, words in (*parts, ("upper", "% batas atas"))
    ]
    few = [_Column(f"{title}: kurang dari 30", f"figures.{name}.tooFew", _YES) for name, title in _SHARES]
    durations = [
        _Column(f"Menit sampai {title}: {words}", f"figures.durations.{name}.{part}")
        for name, title in _STEPS
        for part, words in (("mean", "rata-rata"), ("median.value", "median"), ("p90.value", "persentil 90"))
    ]
    ranks = [
        _Column(f"Peringkat {words}", f"rank.{part}") for part, words in (("best", "terbaik"), ("worst", "terburuk"))
    ]
    return (*places, *counts, _Column("Rata-rata penilaian", "figures.rating.mean"), *shares, *few, *durations, *ranks)


COLUMNS: Final = _columns()


async def statistics_table(inside: Inside, who: Principal, task: Mapping[str, Any], pemda: str) -> IO[bytes]:
    """The table, as an open file at its beginning."""
    data = await inside(who, _QUERY, pemda=pemda, question=orjson.loads(task["question"]))
    by = author(data, datetime.fromisoformat(task["requestedAt"]))
    answer = data["statistics"]
    file = ROWS[DocumentFormat(task["format"])]([column.title for column in COLUMNS], _notes(by, answer))
    try:
        file.add(row_of(row) for row in answer["rows"])
        return file.finished()
    except BaseException:
        file.discard()
        raise


def row_of(row: Mapping[str, Any]) -> list[Cell]:
    """A row of the answer by the columns of the table."""
    return [_cell(_at(row, column.path), column) for column in COLUMNS]


def _at(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = None if row is None else row[name]
    return row


def _cell(value: Any, column: _Column) -> Cell:
    if value is None:
        return None
    if column.words is not None:
        return column.words[value]
    figure = isinstance(value, str) and column.path.startswith("figures.")
    return Decimal(value) if figure else value


def _notes(by: Author, answer: Mapping[str, Any]) -> list[str]:
    said = [
        f"Statistik pengaduan SP4N-LAPOR!, {by.name}",
        f"Dihitung sampai {day(date.fromisoformat(answer['countedUntil']))}; selang kepercayaan 95 persen (Wilson)",
        f"Jumlah baris: {len(answer['rows'])}",
    ]
    if answer["uncountedChanges"]:
        said.append(f"Belum terhitung: {answer['uncountedChanges']} perubahan")
    return said
