"""A life as lines of COPY: the gaps are filled by a complaint's own, and moved by whole days."""

from datetime import date, timedelta

from bench.nation.histories import MONDAY, REGENCY, UNITS, lives
from bench.nation.sheets import BEFORE, FIRST_DAY, TABLES, Gap, line, part, sheet
from rules.time_zones import WIB

FIRST = MONDAY - timedelta(days=BEFORE)


def test_marks_become_gaps_and_everything_else_stays() -> None:
    made = part(f"100% {Gap.TENANT} on 2020-01-07T08:00 and 2020-01-06\n", FIRST)
    values = [""] * FIRST_DAY + ["a", "b", "c", "2026-03-04"]
    values[list(Gap).index(Gap.TENANT)] = "2101"
    values[FIRST_DAY + 2] = "2026-03-03"
    assert made.filled(values) == "100% 2101 on 2026-03-04T08:00 and 2026-03-03\n"


def test_words_are_written_as_copy_reads_them() -> None:
    given = {"a": None, "b": True, "c": "tab\there \\ line\nbreak", "d": [date(2020, 1, 7), date(2020, 1, 8)]}
    assert line(("a", "b", "c", "d"), given) == "\\N\tt\ttab\\there \\\\ line\\nbreak\t{2020-01-07,2020-01-08}\n"


def test_a_filled_sheet_has_no_gap_left_and_the_right_number_of_columns() -> None:
    for life in lives(5, WIB, REGENCY, 0, 30, [101]):
        made = sheet(life, len(life.events))
        own = ["2101", *(f"own{number}" for number in range(len(Gap) - 1))]
        places = [f"place{number}" for number in range(2 * (UNITS + 1))]
        days = [(date(2026, 3, 2) + timedelta(days=number - BEFORE)).isoformat() for number in range(made.span)]
        for table, found in made.parts.items():
            text = found.filled([*own, *places, *days])
            assert {row.count("\t") + 1 for row in text.splitlines()} == {len(TABLES[table])}, table
            assert "2020-0" not in text
            assert "00000000-0000-4000" not in text
            assert Gap.TENANT not in text
