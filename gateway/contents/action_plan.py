"""What does an action plan say? Chapters I to V as the guideline orders them, and its tables as annexes.

The words are the office's own; indicators, tree, schedule and parties are set from what the plan holds.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from gateway.contents.heading import ASKED, Author, author
from gateway.contents.plan_tables import indicators_table, success_table, tree_table, weeks_table
from gateway.rendering.model import (
    Align,
    Column,
    ColumnKind,
    Document,
    Heading,
    Items,
    NewPage,
    Paragraph,
    Part,
    Row,
    Signature,
    Signatures,
    Table,
)
from gateway.rendering.wording import day, whole

QUERY: Final = (
    "query Plan($pemda: String!, $subject: ID!) { " + ASKED + """
  actionPlan(id: $subject) { number title goal nomenclature firstYear lastYear status assessmentYear decree decreedOn
    priorities { category place reasons } chapters { number text }
    nodes { kind code parentCode title label note years parties responsible planned budgetCode budget indicator
      indicatorTarget indicatorUnit successIndicators weeks { year month week } unit { name } }
    indicators { name measure unit direction baselineYear baseline years { year target actual achieved } }
    steps { seq move at by note parties { seat office } } } }"""
)  # fmt: skip
_CHAPTERS: Final = (
    ("I", "Pendahuluan"),
    ("II", "Kerangka Kerja dan Asesmen Pengelolaan Pengaduan"),
    ("III", "Tujuan, Sasaran, Program, dan Kegiatan Rencana Aksi"),
    ("IV", "Dukungan Kelembagaan, Kebijakan, dan Sumber Daya"),
    ("V", "Penutup"),
)
_SEATS: Final = {
    "TIM_PENYUSUN": "Tim penyusun", "KETUA": "Ketua", "SEKRETARIS": "Sekretaris", "KEPALA_OPD": "Kepala OPD",
}  # fmt: skip
_MOVES: Final = {
    "APPOINT_TEAM": "Penetapan tim", "ASSESS": "Asesmen", "DRAFT": "Penyusunan", "WRITE": "Penulisan",
    "APPROVE": "Persetujuan", "ENACT": "Pengesahan", "RETURN": "Pengembalian", "SUPERSEDE": "Penggantian",
}  # fmt: skip
LONGEST_HEADING: Final = 120
_SECTION: Final = re.compile(r"\d+(?:\.\d+)+\.?")
_DRAFT: Final = "RANCANGAN"
Given = Mapping[str, Any]


def action_plan(data: Given, at: datetime) -> Document:
    """The plan, from the answer to `QUERY`."""
    plan, by = data["actionPlan"], author(data, at)
    words = {chapter["number"]: chapter["text"] for chapter in plan["chapters"]}
    years = f"Tahun {plan['firstYear']}–{plan['lastYear']}"
    parts: list[Part] = []
    for number, title in _CHAPTERS:
        if parts:
            parts.append(NewPage())
        parts += [Heading(f"BAB {number}\n{title.upper()}", 0), *written_words(words.get(number, ""))]
        if number == "III":
            parts += _third(plan)
        if number == "IV":
            parts += _fourth(plan)
    parts.append(_signed(plan, by))
    parts += _annexes(plan)
    return Document(
        title="Rencana Aksi Pengelolaan Pengaduan Pelayanan Publik",
        subtitle=f"{by.name} – {years}",
        number=plan["decree"] or _DRAFT,
        letterhead=by.letterhead,
        footer=f"Rencana Aksi Pengelolaan Pengaduan – {by.name} – {years}",
        cover=True,
        parts=tuple(parts),
        keywords=("SP4N-LAPOR!", "rencana aksi", by.name, years),
    )


def written_words(text: str) -> list[Part]:
    """What an office wrote: paragraphs; short lines that begin with 2.1 are headings, with 1. or a dash a list."""
    if not text.strip():
        return [Paragraph("Bab ini belum ditulis.", Align.CENTRE)]
    parts, items = list[Part](), list[str]()
    for line in (line.strip() for line in text.split("\n")):
        mark, _, rest = line.partition(" ")
        if rest and (mark in ("-", "•", "–") or (mark[:-1].isdecimal() and mark[-1] in ".)")):
            items.append(rest.strip())
            continue
        parts += _listed(items)
        if rest and len(line) <= LONGEST_HEADING and _SECTION.fullmatch(mark):
            parts.append(Heading(line, min(mark.strip(".").count("."), 2)))
        elif line:
            parts.append(Paragraph(line, indent=True))
    return [*parts, *_listed(items)]


def _listed(items: list[str]) -> list[Part]:
    found: list[Part] = [Items(tuple(items), numbered=True)] if items else []
    items.clear()
    return found


def _third(plan: Given) -> list[Part]:
    counts = len(plan["nodes"])
    parts: list[Part] = [Heading("Tujuan", 1), Paragraph(plan["goal"] or "Belum ditetapkan.", indent=True)]
    if plan["indicators"]:
        parts += [Heading("Indikator Sasaran Strategis", 1), indicators_table(plan)]
    if plan["priorities"]:
        parts += [Heading("Kelompok Prioritas", 1), _priorities(plan)]
    if any(node["successIndicators"] for node in plan["nodes"]):
        parts += [Heading("Indikator Keberhasilan", 1), success_table(plan)]
    parts.append(
        Paragraph(
            f"Rencana aksi ini memuat {whole(counts)} program, kegiatan, dan subkegiatan yang dirinci pada Lampiran I.",
            indent=True,
        )
    )
    return parts


def _priorities(plan: Given) -> Table:
    columns = (
        Column("place", "Prioritas", ColumnKind.INTEGER, 0.7),
        Column("category", "Kategori", width=1.5),
        Column("reasons", "Alasan", width=4),
    )
    rows = tuple(
        Row({"place": one["place"], "category": one["category"], "reasons": "\n".join(one["reasons"])})
        for one in sorted(plan["priorities"], key=lambda one: one["place"])
    )
    return Table("Prioritas menurut hasil asesmen", columns, rows, name="Prioritas")


def _fourth(plan: Given) -> list[Part]:
    """Which parties took part, as the first step names them, and what each step was."""
    parties = [party for step in plan["steps"] for party in step["parties"]]
    parts: list[Part] = []
    if parties:
        columns = (Column("seat", "Kedudukan"), Column("office", "Unsur", width=3))
        rows = tuple(
            Row({"seat": _SEATS.get(party["seat"], party["seat"]), "office": party["office"]}) for party in parties
        )
        parts += [Heading("Para Pihak", 1), Table("Pihak yang terlibat", columns, rows, name="Pihak")]
    if plan["steps"]:
        parts += [Heading("Tahapan Penyusunan", 1), _steps(plan["steps"])]
    return parts


def _steps(steps: Sequence[Given]) -> Table:
    columns = (
        Column("no", "No.", ColumnKind.INTEGER, 0.4),
        Column("step", "Tahapan", width=1.4),
        Column("at", "Tanggal", ColumnKind.DATE, 1.3),
        Column("by", "Dicatat oleh", width=2),
        Column("note", "Catatan", width=2.4),
    )
    rows = tuple(
        Row(
            {
                "no": number,
                "step": _MOVES.get(step["move"], step["move"]),
                "at": datetime.fromisoformat(step["at"]).date(),
                "by": step["by"],
                "note": step["note"],
            }
        )
        for number, step in enumerate(steps, 1)
    )
    return Table("Tahapan penyusunan rencana aksi", columns, rows, name="Tahapan")


def _signed(plan: Given, by: Author) -> Signatures:
    if plan["decreedOn"]:
        on = day(datetime.fromisoformat(plan["decreedOn"]).date())
        return Signatures(f"{by.place or '.' * 20}, {on}", (by.signature,))
    return Signatures(by.where, (Signature(by.signature.title, "", ""),))


def _annexes(plan: Given) -> list[Part]:
    title = "KELOMPOK PROGRAM, PROGRAM, DAN KEGIATAN RENCANA AKSI"
    parts: list[Part] = [NewPage(wide=True), Heading(f"LAMPIRAN I\n{title}", 0), tree_table(plan)]
    weeks = weeks_table(plan)
    if weeks is not None:
        parts += [NewPage(wide=True), Heading("LAMPIRAN II\nJADWAL PELAKSANAAN MINGGUAN", 0), weeks]
    return parts
