"""What does the monthly or yearly report on complaints say? Figures and what they mean; no complaint, no name.

The shares are those in use: %TL is what was followed up of all that came (Menpan 2020), on time is what was answered
by its deadline of all that was answered or is overdue.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from gateway.contents.heading import ASKED, Author, author
from gateway.contents.labels import CHANNELS, KINDS, OUTCOMES
from gateway.rendering.formulas import Share, Sum
from gateway.rendering.model import (
    Aggregate,
    Column,
    ColumnKind,
    Document,
    Heading,
    Paragraph,
    Part,
    Particulars,
    Row,
    Table,
    Total,
)
from gateway.rendering.wording import MONTHS, NO_FIGURE, day, decimals, month, whole

_LINE: Final = "{ key name received unverified disposed inProgress answered closed archived onTime late }"
QUERY: Final = (
    "query Report($pemda: String!, $year: Int!, $month: Int) { " + ASKED + """
  complaintReport(pemda: $pemda, year: $year, month: $month) {
    year month first last countedAt carriedOver finished firstResponseDays completionDays
    total <line> byMonth <line> byKind <line> byChannel <line> byOutcome <line> byUnit <line> byTopic <line> } }"""
).replace("<line>", _LINE)  # fmt: skip
_FIGURES: Final = (
    ("received", "Di\u00adterima", ""),
    ("unverified", "Belum ter\u00adverifi\u00adkasi", "Keadaan saat laporan dibuat"),
    ("disposed", "Belum ditindak\u00adlanjuti", "Keadaan saat laporan dibuat"),
    ("inProgress", "Proses", "Keadaan saat laporan dibuat"),
    ("answered", "Ditindak\u00adlanjuti", "Keadaan saat laporan dibuat"),
    ("closed", "Selesai", "Keadaan saat laporan dibuat"),
    ("archived", "Diarsip\u00adkan", "Keadaan saat laporan dibuat"),
)
_FOLLOWED: Final = ("inProgress", "answered", "closed")
_HELP: Final = "followed"
_MANY: Final = 40
"""Lines of one table; the rest are added up in one, so that a report stays one."""
_NO_UNIT: Final = "Meja instansi (belum didisposisikan)"
_NO_TOPIC: Final = "Tanpa kategori"


def complaint_report(data: Mapping[str, Any], at: datetime) -> Document:
    """The report, from the answer to `QUERY`."""
    report, by = data["complaintReport"], author(data, at)
    period = _period(report)
    yearly = report["month"] is None
    name = "Tahunan" if yearly else "Bulanan"
    return Document(
        title=f"Laporan {name} Pengelolaan Pengaduan Pelayanan Publik",
        subtitle=f"{by.name} – {period}",
        letterhead=by.letterhead,
        footer=f"Laporan {name} Pengelolaan Pengaduan – {by.name} – {period}",
        parts=(*_summary(report, by, period), *_tables(report, yearly=yearly), *_notes(), by.signatures),
        keywords=("SP4N-LAPOR!", "pengaduan", by.name, period),
    )


def _period(report: Mapping[str, Any]) -> str:
    return f"Tahun {report['year']}" if report["month"] is None else month(report["year"], report["month"])


def _summary(report: Mapping[str, Any], by: Author, period: str) -> tuple[Part, ...]:
    total = report["total"]
    counted = datetime.fromisoformat(report["countedAt"])
    first, last = (date.fromisoformat(report[name]) for name in ("first", "last"))
    followed = sum(total[key] for key in _FOLLOWED)
    timed = total["onTime"] + total["late"]
    rows = (
        ("Instansi", by.name),
        ("Periode", f"{day(first)} s.d. {day(last)}"),
        ("Keadaan per", by.moment(counted)),
        ("Sisa periode sebelumnya", f"{whole(report['carriedOver'])} laporan"),
        ("Laporan diterima", f"{whole(total['received'])} laporan"),
        ("Ditindaklanjuti (%TL)", f"{whole(followed)} laporan ({_percent(followed, total['received'])})"),
        ("Selesai", f"{whole(total['closed'])} laporan ({_percent(total['closed'], total['received'])})"),
        ("Dijawab tepat waktu", f"{whole(total['onTime'])} dari {whole(timed)} ({_percent(total['onTime'], timed)})"),
        ("Selesai pada periode ini", f"{whole(report['finished'])} laporan, kapan pun diterima"),
        ("Rata-rata tindak lanjut (RTL)", _days(report["firstResponseDays"])),
        ("Rata-rata penyelesaian (RHP)", _days(report["completionDays"])),
    )
    words = (
        f"Pada {period} {by.name} menerima {whole(total['received'])} laporan masyarakat melalui SP4N-LAPOR! dan kanal"
        f" pengaduan lainnya. Sebanyak {whole(followed)} laporan telah ditindaklanjuti, {whole(total['closed'])} di"
        f" antaranya selesai, sedangkan {whole(total['unverified'] + total['disposed'])} laporan masih menunggu"
        " verifikasi atau tindak lanjut."
    )
    if not total["received"]:
        words = f"Pada {period} {by.name} tidak menerima laporan masyarakat."
    return (Heading("A. Ringkasan"), Paragraph(words, indent=True), Particulars(rows), Heading("B. Rincian"))


def _percent(part: int, of: int) -> str:
    return decimals(Fraction(part * 100, of)) + "%" if of else NO_FIGURE


def _days(days: float | None) -> str:
    return NO_FIGURE if days is None else f"{decimals(Fraction(str(days)))} hari"


def _tables(report: Mapping[str, Any], *, yearly: bool) -> list[Part]:
    names: list[tuple[str, str, str, str, Callable[[Mapping[str, Any]], str]]] = [
        ("byUnit", "menurut perangkat daerah", "Perangkat daerah", "Unit", lambda line: line["name"] or _NO_UNIT),
        ("byKind", "menurut klasifikasi", "Klasifikasi", "Klasifikasi", lambda line: KINDS[line["key"]]),
        ("byTopic", "menurut kategori", "Kategori", "Kategori", lambda line: line["name"] or _NO_TOPIC),
        ("byChannel", "menurut sumber laporan", "Sumber laporan", "Sumber", lambda line: CHANNELS[line["key"]]),
        ("byOutcome", "menurut hasil", "Hasil", "Hasil", lambda line: OUTCOMES[line["key"]]),
    ]
    if yearly:
        names.insert(0, ("byMonth", "menurut bulan masuk", "Bulan", "Bulan", _month))
    return [
        _table(f"Tabel {number}. Laporan {caption}", head, sheet, _named(report[field], name))
        for number, (field, caption, head, sheet, name) in enumerate(names, 1)
    ]


def _month(line: Mapping[str, Any]) -> str:
    return MONTHS[int(line["key"].partition("-")[2]) - 1]


def _named(
    lines: Sequence[Mapping[str, Any]], name: Callable[[Mapping[str, Any]], str]
) -> list[tuple[str, Mapping[str, Any]]]:
    named = [(name(line), line) for line in lines[:_MANY]]
    rest = lines[_MANY:]
    if rest:
        keys = [key for key in rest[0] if key not in ("key", "name")]
        named.append((f"Lainnya ({len(rest)})", {key: sum(line[key] for line in rest) for key in keys}))
    return named


def _table(caption: str, head: str, sheet: str, lines: Sequence[tuple[str, Mapping[str, Any]]]) -> Table:
    figures = [Column(key, title, ColumnKind.INTEGER, 0.92, group) for key, title, group in _FIGURES]
    columns = (
        Column("no", "No.", ColumnKind.INTEGER, 0.45),
        Column("name", head, width=2.7),
        *figures,
        Column(_HELP, "Jumlah TL", ColumnKind.INTEGER, 0.85, formula=Sum(_FOLLOWED)),
        Column("share", "%TL", ColumnKind.PERCENT, 1.0, formula=Share(_HELP, "received")),
        Column("onTime", "Tepat waktu", ColumnKind.INTEGER, 0.85, "Ketepatan"),
        Column("late", "Ter\u00adlambat", ColumnKind.INTEGER, 0.85, "Ketepatan"),
    )
    rows = tuple(
        Row({"no": number, "name": name, **{key: line[key] for key in _counted(line)}})
        for number, (name, line) in enumerate(lines, 1)
    )
    below = {column.key: Aggregate.SUM for column in columns if column.kind is ColumnKind.INTEGER}
    del below["no"]
    below |= {_HELP: Aggregate.FORMULA, "share": Aggregate.FORMULA}
    totals = (Total("Jumlah", below),) if rows else ()
    return Table(caption, columns, rows, totals, name=sheet)


def _counted(line: Mapping[str, Any]) -> list[str]:
    return [key for key in line if key not in ("key", "name")]


def _notes() -> tuple[Part, ...]:
    return (
        Heading("C. Keterangan"),
        Paragraph(
            "Setiap laporan dihitung pada periode diterimanya, dengan keadaannya pada saat laporan ini dibuat. %TL"
            " adalah laporan yang diproses, ditindaklanjuti, atau selesai dibandingkan seluruh laporan yang diterima."
            " Tepat waktu berarti dijawab sebelum batas waktu penyelesaiannya berakhir; terlambat berarti dijawab"
            " sesudahnya, atau belum dijawab padahal batas waktunya telah lewat. Laporan yang dirahasiakan ikut"
            " dihitung tanpa dirinci, dan laporan ini tidak memuat identitas pelapor.",
            indent=True,
        ),
    )
