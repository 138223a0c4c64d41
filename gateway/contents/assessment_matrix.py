"""What does the matrix of an assessment show? Tables 2 to 4 of the guideline, every answer, and the scores they make.

The workbook reckons the scores of units and of the pemda from the answers itself: formulas, no copied results.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any, Final

from gateway.contents.figures import exact
from gateway.contents.heading import author
from gateway.rendering.formulas import Level, Mean
from gateway.rendering.model import (
    Aggregate,
    Column,
    ColumnKind,
    Document,
    Heading,
    NewPage,
    Paragraph,
    Part,
    Particulars,
    Row,
    Table,
    Total,
    Value,
)
from gateway.rendering.wording import day, whole

LEVELS: Final = ("1", "2", "3", "4")
Given = Mapping[str, Any]
_STATES: Final = {"DRAFT": "Rancangan", "OPEN": "Pengisian", "CHECKING": "Pemeriksaan", "FINALISED": "Ditetapkan"}


def assessment_matrix(data: Given, at: datetime) -> Document:
    """The matrix, from the answer to `assessment_asked.QUERY`."""
    found, by = data["node"], author(data, at)
    answers = answered(found)
    title = "Matriks Asesmen Pengelolaan Pengaduan Pelayanan Publik"
    parts: list[Part] = [
        Particulars(_about(found, by.name, len(answers))),
        Heading("A. Informasi Umum"),
        general_table(found),
        Heading("B. Matriks Asesmen"),
        Paragraph("Setiap pernyataan dinilai dari 1 (terendah) sampai 4 (tertinggi)."),
        statements_table(found, answers),
        NewPage(wide=True),
        Heading("C. Kategorisasi Hasil Asesmen"),
        category_table(found, answers),
        NewPage(wide=True),
        Heading("D. Nilai per Unit Pengelola Pengaduan"),
        units_table(found, answers),
        NewPage(),
        Heading("E. Nilai dan Urutan Prioritas"),
        result_table(found),
        by.signatures,
    ]
    year = f"Tahun {found['year']}"
    return Document(
        title=title, subtitle=f"{by.name} – {year}", letterhead=by.letterhead, parts=tuple(parts),
        footer=f"Matriks Asesmen – {by.name} – {year}", keywords=("SP4N-LAPOR!", "asesmen", by.name, year),
    )  # fmt: skip


def _about(found: Given, name: str, units: int) -> tuple[tuple[str, str], ...]:
    questions = found["questionSet"]
    first, last = (datetime.fromisoformat(found[key]).date() for key in ("firstDay", "lastDay"))
    return (
        ("Instansi", name),
        ("Periode data pengaduan", f"{day(first)} s.d. {day(last)}"),
        ("Kumpulan pertanyaan", f"{questions['name']} (versi {questions['version']})"),
        ("Dasar", questions["source"]),
        ("Unit yang dinilai", f"{whole(units)} unit pengelola pengaduan"),
        ("Status", _STATES.get(found["status"], str(found["status"]))),
    )


def answered(found: Given) -> list[tuple[str, dict[int, int]]]:
    """The units whose answers count, with their answers by question: those of the result, else the checked ones."""
    result = found["result"]
    counted = None if result is None else {unit["sheet"] for unit in result["units"]}
    names = {} if result is None else {unit["sheet"]: unit["unitName"] for unit in result["units"]}
    return [
        (
            names.get(sheet["id"]) or (sheet["unit"] or {}).get("name", ""),
            {item["question"]["number"]: item["value"] for item in sheet["items"] if item["value"] is not None},
        )
        for sheet in found["sheets"]
        if (sheet["status"] == "CHECKED" if counted is None else sheet["id"] in counted)
    ]


def general_table(found: Given) -> Table:
    """Table 2: complaints received, resolved and not."""
    info, per_year = found["generalInformation"], found["questionSet"]["counting"] == "YEAR"
    rows: list[dict[str, Value]] = []
    if info is not None:
        rows = [
            {
                "what": f"Rata-rata jumlah pengaduan yang diterima per {'tahun' if per_year else 'bulan'}",
                "count": exact(info["averageReceived"]),
            },
            {"what": "Jumlah pengaduan yang diterima", "count": info["received"]},
            {
                "what": "Jumlah pengaduan yang diselesaikan",
                "count": info["resolved"],
                "share": exact(info["resolvedShare"]),
            },
            {
                "what": "Jumlah pengaduan yang tidak atau belum diselesaikan",
                "count": info["notResolved"],
                "share": exact(info["notResolvedShare"]),
            },
        ]
    columns = (
        Column("no", "No.", ColumnKind.INTEGER, 0.3),
        Column("what", "Uraian", width=4),
        Column("count", "Jumlah", ColumnKind.INTEGER),
        Column("share", "Persentase", ColumnKind.PERCENT),
    )
    numbered = tuple(Row({"no": number, **row}) for number, row in enumerate(rows, 1))
    return Table("Tabel 1. Informasi umum", columns, numbered, name="Informasi umum")


def statements_table(found: Given, answers: Sequence[tuple[str, dict[int, int]]]) -> Table:
    """Table 3: how many units chose which level; the mean is reckoned from these."""
    columns = (
        Column("no", "No.", ColumnKind.INTEGER, 0.4),
        Column("text", "Pernyataan", width=5),
        *(Column(level, level, ColumnKind.INTEGER, 0.4, "Jumlah unit menurut nilai") for level in LEVELS),
        Column("mean", "Rata-rata", ColumnKind.DECIMAL, 0.7, formula=Level(LEVELS)),
    )
    rows = tuple(
        Row({"no": question["number"], "text": question["text"], **_levels(question["number"], answers)})
        for question in found["questionSet"]["questions"]
    )
    return Table("Tabel 2. Matriks asesmen", columns, rows, name="Matriks")


def _levels(number: int, answers: Sequence[tuple[str, dict[int, int]]]) -> dict[str, Value]:
    given = [found[number] for _, found in answers if number in found]
    return {level: given.count(int(level)) for level in LEVELS}


def category_table(found: Given, answers: Sequence[tuple[str, dict[int, int]]]) -> Table:
    """Table 4: which statement belongs to which categories; an item may belong to several."""
    categories, questions = _categories(found), found["questionSet"]["questions"]
    columns = (
        Column("no", "No.", ColumnKind.INTEGER, 0.4),
        Column("text", "Pernyataan", width=6),
        Column("mean", "Nilai rata-rata", ColumnKind.DECIMAL, 0.8),
        *(Column(one["code"], one["name"], ColumnKind.CODE, 1.1, "Kategori") for one in categories),
    )
    rows = []
    for question in questions:
        links: dict[str, Value] = {
            link["category"]: "✓" if link["certain"] else "✓*" for link in question["categories"]
        }
        given = [of[question["number"]] for _, of in answers if question["number"] in of]
        mean = Fraction(sum(given), len(given)) if given else None
        rows.append(Row({"no": question["number"], "text": question["text"], "mean": mean, **links}))
    unsure = any(not link["certain"] for question in questions for link in question["categories"])
    note = "* Pengelompokan ini tidak terbaca jelas pada sumbernya." if unsure else ""
    return Table("Tabel 3. Kategorisasi hasil asesmen", columns, tuple(rows), name="Kategorisasi", note=note)


def units_table(found: Given, answers: Sequence[tuple[str, dict[int, int]]]) -> Table:
    """Every answer of every unit, and the scores that they make."""
    categories, questions = _categories(found), found["questionSet"]["questions"]
    of_category = {
        one["code"]: tuple(
            f"q{question['number']}"
            for question in questions
            if any(link["category"] == one["code"] for link in question["categories"])
        )
        for one in categories
    }
    columns = (
        Column("no", "No.", ColumnKind.INTEGER, 0.7),
        Column("unit", "Unit", width=4.2),
        *(
            Column(f"q{one['number']}", str(one["number"]), ColumnKind.INTEGER, 0.62, "Nilai menurut nomor pernyataan")
            for one in questions
        ),
        *(
            Column(one["code"], one["name"], ColumnKind.DECIMAL, 1.45, "Nilai kategori", Mean(of_category[one["code"]]))
            for one in categories
            if of_category[one["code"]]
        ),
    )
    rows = tuple(
        Row({"no": number, "unit": unit, **{f"q{question}": value for question, value in of.items()}})
        for number, (unit, of) in enumerate(answers, 1)
    )
    below = {column.key: Aggregate.AVERAGE for column in columns if column.formula is not None}
    totals = (Total("Rata-rata", below),) if rows else ()
    return Table("Tabel 4. Nilai per unit", columns, rows, totals, name="Nilai per unit")


def result_table(found: Given) -> Table:
    """The scores of the pemda, the lowest first: that is the most urgent."""
    result = found["result"]
    categories = [] if result is None else sorted(result["categories"], key=lambda one: one["place"])
    columns = (
        Column("place", "Urutan", ColumnKind.INTEGER, 0.6),
        Column("name", "Kategori", width=4),
        Column("score", "Nilai", ColumnKind.DECIMAL, 0.8),
        Column("note", "Keterangan", width=2),
    )
    rows = tuple(
        Row(
            {
                "place": one["place"],
                "name": one["category"]["name"],
                "score": exact(one["score"]),
                "note": "Nilai sama" if one["tied"] else "",
            }
        )
        for one in categories
    )
    note = "Nilai terendah menjadi prioritas pertama; nilai yang sama berbagi urutan."
    return Table("Tabel 5. Nilai menurut kategori", columns, rows, name="Nilai kategori", note=note)


def _categories(found: Given) -> list[Given]:
    return sorted(found["questionSet"]["categories"], key=lambda one: one["place"])
