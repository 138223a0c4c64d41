"""What a program or an office hands over of LAPOR!'s export: its rows as they stand in the workbook."""

from graph.declarations import attribute
from graph.inputs import input_type, several, whole
from graph.scalars import Text
from rules.lapor_rows import LONGEST_WORDS

MOST_ROWS = 100


@input_type
class LaporRowInput:
    """A row of LAPOR!'s export (baris ekspor LAPOR!)."""

    line: int = whole("Its number in the workbook: refusals name it (nomor baris).", at_least=1, at_most=2_000_000)
    cells: list[str] = several(
        "Its cells in the order of the 26 columns, empty ones as empty texts (isi kolom).",
        at_most=60,
        each=Text(0, LONGEST_WORDS, lines=True),
    )


@input_type
class ImportLaporInput:
    """Rows to take over; each is known by its tracking ID, so sending them again changes nothing (impor LAPOR!)."""

    rows: list[LaporRowInput] = several("At most 100 rows (baris).", at_most=MOST_ROWS)
    dry_run: bool = attribute("Only tell what would become of them (uji coba).", default=False)
