"""What is said of a workbook that is not taken: where, why, in both languages."""

from rules.errors import Refusal, bad_input

FIELD = "file"
_LETTERS = 26


def place(row: int, column: int) -> str:
    """As people see it: D17."""
    name, column = "", column + 1
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return f"{name}{row}"


def no_workbook() -> Refusal:
    """It is something else."""
    return _refused("This is not an Excel workbook (.xlsx).", "Berkas ini bukan buku kerja Excel (.xlsx).", "an XLSX")


def encrypted() -> Refusal:
    """It is locked, or older than 2007."""
    return _refused(
        "The workbook is encrypted or of an old format: save it as .xlsx without a password.",
        "Buku kerja terkunci atau berformat lama: simpan sebagai .xlsx tanpa kata sandi.",
        "not encrypted",
    )


def broken(part: str) -> Refusal:
    """It cannot be read to its end."""
    return _refused(f"The workbook is damaged ({part}).", f"Buku kerja rusak ({part}).", "readable")


def foreign(what: str) -> Refusal:
    """It brings what is not data."""
    return _refused(
        f"The workbook has links, macros or other foreign parts ({what}).",
        f"Buku kerja memuat tautan, makro, atau bagian lain yang tidak diizinkan ({what}).",
        "no links, macros or foreign parts",
    )


def too_large() -> Refusal:
    """It unfolds to more than any export."""
    return _refused(
        "The workbook unfolds to more than is allowed.",
        "Isi buku kerja melebihi ukuran yang diizinkan.",
        "bounded when unfolded",
    )


def too_many_sheets(most: int) -> Refusal:
    """An export has one sheet."""
    return _refused(f"More than {most} sheets.", f"Lebih dari {most} lembar kerja.", f"at most {most} sheets")


def too_many_rows(most: int) -> Refusal:
    """More than a pemda ever had."""
    return _refused(
        f"More than {most} rows: export it in parts.",
        f"Lebih dari {most} baris: ekspor secara bertahap.",
        f"at most {most} rows",
    )


def too_many_columns(row: int, most: int) -> Refusal:
    """More than the layout has."""
    return _refused(
        f"Row {row} has more than {most} columns.",
        f"Baris {row} memiliki lebih dari {most} kolom.",
        f"at most {most} columns",
    )


def formula(row: int, column: int) -> Refusal:
    """A formula, or its error, where a value belongs."""
    at = place(row, column)
    return _refused(
        f"Cell {at} has a formula: an export has values only.",
        f"Sel {at} berisi rumus: ekspor hanya memuat nilai.",
        "values, no formulas",
    )


def no_head(looked_at: int) -> Refusal:
    """The headings are missing."""
    return _refused(
        f'None of the first {looked_at} rows begins with "Tracking ID": this is not LAPOR!\'s export.',
        f'Tidak ada baris judul yang diawali "Tracking ID" pada {looked_at} baris pertama: ini bukan ekspor LAPOR!.',
        "LAPOR!: 26 columns",
    )


def wrong_head(row: int, column: int, title: str) -> Refusal:
    """A heading is not what it should be."""
    at = place(row, column)
    return _refused(
        f'Cell {at} should have the heading "{title}".',
        f'Sel {at} seharusnya berjudul "{title}".',
        "LAPOR!: 26 columns",
    )


def _refused(en: str, id: str, rule: str) -> Refusal:
    return bad_input(FIELD, en, id, rule=f"workbook: {rule}")
