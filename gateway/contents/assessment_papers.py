"""What do the priority sheet and the minutes of an assessment say? Table 5 of the guideline, and who was there."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from gateway.contents.assessment_matrix import result_table
from gateway.contents.figures import exact
from gateway.contents.heading import Author, author
from gateway.rendering.model import (
    Column,
    ColumnKind,
    Document,
    Heading,
    Items,
    NewPage,
    Paragraph,
    Part,
    Particulars,
    Row,
    Signature,
    Signatures,
    Table,
    Value,
)
from gateway.rendering.wording import MONTHS, day, spelled, weekday

PLACES: Final = range(1, 6)
_CIRCLED: Final = "①②③④⑤"
_EMPTY_LINES: Final = 5
"""Lines of the attendance list that are left for a pen."""
Given = Mapping[str, Any]


def assessment_priorities(data: Given, at: datetime) -> Document:
    """The priority sheet, from the answer to `assessment_asked.QUERY`."""
    found, by = data["node"], author(data, at)
    year = f"Tahun {found['year']}"
    return Document(
        title="Lembar Penentuan Kelompok Prioritas",
        subtitle=f"Asesmen Pengelolaan Pengaduan Pelayanan Publik – {by.name} – {year}",
        letterhead=by.letterhead,
        footer=f"Lembar Kelompok Prioritas – {by.name} – {year}",
        parts=(
            Paragraph(
                "Berdasarkan matriks asesmen, kelompok prioritas untuk meningkatkan efektivitas pengelolaan pengaduan"
                " ditetapkan sebagai berikut. Angka 1 adalah yang paling mendesak.",
                indent=True,
            ),
            priorities_table(found),
            by.signatures,
        ),
        keywords=("SP4N-LAPOR!", "asesmen", "prioritas", by.name, year),
    )


def priorities_table(found: Given) -> Table:
    """Table 5: per aspect the circled place, and why."""
    names = {one["code"]: one["name"] for one in found["questionSet"]["categories"]}
    scores = {one["category"]["code"]: exact(one["score"]) for one in (found["result"] or {}).get("categories", ())}
    columns = (
        Column("no", "No.", ColumnKind.INTEGER, 0.4),
        Column("name", "Aspek", width=2.4),
        Column("score", "Nilai", ColumnKind.DECIMAL, 0.7),
        *(Column(f"p{place}", str(place), ColumnKind.CODE, 0.4, "Prioritas") for place in PLACES),
        Column("reasons", "Alasan", width=4.2),
    )
    rows = []
    for number, one in enumerate(found["priorities"], 1):
        circles: dict[str, Value] = {
            f"p{place}": _CIRCLED[place - 1] if place == one["place"] else str(place) for place in PLACES
        }
        cells: dict[str, Value] = {"no": number, "name": names.get(one["category"], one["category"])}
        rows.append(Row({**cells, "score": scores.get(one["category"]), **circles, "reasons": one["reasons"]}))
    return Table("Penentuan prioritas instansi", columns, tuple(rows), name="Prioritas")


def assessment_minutes(data: Given, at: datetime) -> Document:
    """The minutes with the attendance list, from the answer to `assessment_asked.QUERY`."""
    found, by = data["node"], author(data, at)
    minutes = found["minutes"] or {}
    held = date.fromisoformat(minutes["heldOn"]) if minutes else by.written_on
    place = minutes.get("place", "")
    parts: list[Part] = [
        Paragraph(_opening(held, place, by), indent=True),
        *_process(minutes.get("process", "")),
        Paragraph(
            "Sesuai standar dan mengacu kepada Petunjuk Teknis Penyusunan Rencana Aksi Pengelolaan Pengaduan Pelayanan"
            " Publik di Instansi Pemerintah dari Kementerian PANRB, kegiatan telah menghasilkan:"
        ),
        Items(
            (
                "Matriks Asesmen Pengelolaan Pengaduan (terlampir);",
                "Prioritas instansi untuk meningkatkan efektivitas pengelolaan pengaduan (terlampir).",
            ),
            numbered=True,
        ),
        Paragraph("Demikian Berita Acara ini dibuat untuk digunakan sebagaimana mestinya.", indent=True),
        _signed(minutes, place, held, by),
        NewPage(),
        Heading("Daftar Hadir", level=0),
        Particulars((("Hari, tanggal", f"{weekday(held)}, {day(held)}"), ("Tempat", place or "–"))),
        attendance_table(minutes),
        NewPage(),
        Heading("Lampiran", level=0),
        result_table(found),
        priorities_table(found),
    ]
    return Document(
        title="Berita Acara Penilaian Mandiri",
        subtitle=f"Pengelolaan Pengaduan Pelayanan Publik – {by.name}",
        number="Nomor: " + "." * 30,
        letterhead=by.letterhead,
        footer=f"Berita Acara Penilaian Mandiri – {by.name} – {day(held)}",
        parts=tuple(parts),
        keywords=("SP4N-LAPOR!", "asesmen", "berita acara", by.name),
    )


def _opening(held: date, place: str, by: Author) -> str:
    where = f" bertempat di {place}," if place else ""
    return (
        f"Pada hari ini, {weekday(held)}, tanggal {spelled(held.day)} bulan {MONTHS[held.month - 1]} tahun"
        f" {spelled(held.year)} ({held:%d-%m-%Y}),{where} telah dilaksanakan kegiatan Penilaian Mandiri Pengelolaan"
        f" Pengaduan Pelayanan Publik di lingkungan {by.letterhead.government}."
    )


def _process(text: str) -> list[Part]:
    return [Paragraph(line.strip(), indent=True) for line in text.split("\n") if line.strip()]


def _signed(minutes: Given, place: str, held: date, by: Author) -> Signatures:
    """Who signed them here, else whoever signs the documents of this office."""
    where = f"{by.place or place or '.' * 20}, {day(held)}"
    if minutes.get("signedName"):
        return Signatures(where, (Signature(minutes["signedTitle"], minutes["signedName"]),))
    return Signatures(where, (by.signature,))


def attendance_table(minutes: Given) -> Table:
    """Who was there, with room to sign; empty lines for whoever came unannounced."""
    there = minutes.get("attendance", ())
    columns = (
        Column("no", "No.", ColumnKind.INTEGER, 0.4),
        Column("name", "Nama", width=2.4),
        Column("institution", "Instansi", width=2.2),
        Column("position", "Jabatan", width=2.2),
        Column("signature", "Tanda tangan", width=1.8),
    )
    known = [Row({"no": number, **one, "signature": "\n"}) for number, one in enumerate(there, 1)]
    empty = [Row({"no": len(known) + more, "signature": "\n"}) for more in range(1, _EMPTY_LINES + 1)]
    return Table("", columns, (*known, *empty), name="Daftar hadir")
