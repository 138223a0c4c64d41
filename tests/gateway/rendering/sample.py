"""A document with everything in it, for tests."""

import shutil
import subprocess
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from gateway.rendering.formulas import InverseShare, Less, Level, Mean, Share, Sum
from gateway.rendering.model import (
    Aggregate,
    Align,
    Band,
    Column,
    ColumnKind,
    Document,
    Heading,
    Items,
    Letterhead,
    NewPage,
    Paragraph,
    Particulars,
    Row,
    Signature,
    Signatures,
    Table,
    Total,
)

AT = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
EVIL = ('=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", '#eval("x")', "*tebal* $x$ <b> & \x07")
"""What people write so that a program does something."""
FIGURES = Table(
    "Tabel 1. Angka",
    (
        Column("no", "No.", ColumnKind.INTEGER, 0.4),
        Column("name", "Nama", width=3),
        Column("a", "Satu", ColumnKind.INTEGER, group="Jumlah"),
        Column("b", "Dua", ColumnKind.DECIMAL, group="Jumlah"),
        Column("c", "Tiga", ColumnKind.MONEY, group="Jumlah"),
        Column("share", "Bagian", ColumnKind.PERCENT, formula=Share("a", "b")),
        Column("inverse", "Terbalik", ColumnKind.PERCENT, formula=InverseShare("a", "b")),
        Column("mean", "Rerata", ColumnKind.DECIMAL, formula=Mean(("a", "b", "c"))),
        Column("sum", "Jumlah", ColumnKind.DECIMAL, formula=Sum(("a", "c"))),
        Column("less", "Sisa", ColumnKind.DECIMAL, formula=Less("c", ("a", "b"))),
        Column("level", "Tingkat", ColumnKind.DECIMAL, formula=Level(("a", "b"))),
        Column("on", "Tanggal", ColumnKind.DATE),
        Column("tick", "Ya", ColumnKind.TICK),
    ),
    (
        Band("Kelompok pertama"),
        Row({"no": 1, "name": EVIL[0], "a": 3, "b": Fraction(7, 2), "c": 1000, "on": date(2026, 1, 3), "tick": True}),
        Row({"no": 2, "name": EVIL[3], "a": 0, "b": 0, "c": None}),
        Band("Kelompok kedua"),
        Row({"no": 3, "name": "panjang " * 30, "a": None, "b": Fraction(1, 3), "c": 5, "tick": False}, strong=True),
    ),
    (
        Total(
            "Jumlah",
            {
                "a": Aggregate.SUM,
                "b": Aggregate.SUM,
                "c": Aggregate.AVERAGE,
                "share": Aggregate.FORMULA,
                "mean": Aggregate.AVERAGE,
                "name": Aggregate.COUNT,
            },
        ),
        Total("Rata-rata", {"a": Aggregate.AVERAGE, "b": Aggregate.AVERAGE}),
    ),
    name="Angka: [semua]/Daerah?",
    note="Catatan tabel.",
    numbered=True,
)
DOCUMENT = Document(
    title="Laporan Uji",
    subtitle="Kabupaten Uji – Januari 2026",
    number="Nomor: 1/2026",
    letterhead=Letterhead("Pemerintah Kabupaten Uji", "Dinas Komunikasi dan Informatika", "Jalan Uji No. 1"),
    parts=(
        Particulars((("Periode", "Januari 2026"), ("Status", EVIL[5]))),
        Heading("A. Ringkasan", 1),
        Paragraph(EVIL[6], indent=True),
        Paragraph("Di tengah", Align.CENTRE, strong=True),
        Paragraph("Di kanan", Align.RIGHT),
        Items(("satu", EVIL[0]), numbered=True),
        Items(("titik",)),
        FIGURES,
        NewPage(wide=True),
        Heading("B. Lampiran", 1),
        Heading("Rincian", 2),
        Table(
            "", (Column("x", "X"),), tuple(Row({"x": f"baris {n}"}) for n in range(80)), name="Angka: [semua]/Daerah?"
        ),
        NewPage(),
        Signatures(
            "Uji, 3 Februari 2026",
            (Signature("Kepala Dinas", "Budi Santoso", "NIP 1"), Signature("Ketua"), Signature("Sekretaris", "Ani")),
        ),
    ),
    keywords=("uji",),
)
COVERED = Document(
    title="Rencana Aksi",
    subtitle="Kabupaten Uji",
    letterhead=DOCUMENT.letterhead,
    parts=(Heading("BAB I\nPENDAHULUAN", 0), Paragraph("Isi."), NewPage(), Heading("BAB II\nPENUTUP", 0)),
    cover=True,
)


def program(name: str) -> str:
    """Where a program lies; without it the test is left out."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed on this machine")
    return found


def opened_in_office(data: bytes, suffix: str, folder: Path, to: str = "pdf") -> list[Path]:
    """What LibreOffice makes of a file when it opens and converts it, without a window."""
    soffice = program("soffice")
    file, out = folder / f"berkas.{suffix}", folder / "hasil"
    file.write_bytes(data)
    done = subprocess.run(
        [
            soffice,
            "--headless",
            f"-env:UserInstallation=file://{folder}/profil",
            "--convert-to",
            to,
            "--outdir",
            out,
            file,
        ],
        capture_output=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return sorted(out.iterdir())


def text_of(pdf: Path) -> str:
    """The words of a PDF as pdftotext reads them."""
    done = subprocess.run([program("pdftotext"), "-layout", pdf, "-"], capture_output=True, timeout=60, check=True)
    return done.stdout.decode()
