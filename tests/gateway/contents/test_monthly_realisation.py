"""The monthly table has its 17 columns; formulas stand where they say what the graph says; empty cells stay empty."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from gateway.contents.monthly_realisation import (
    COLUMNS,
    colour,
    levels_table,
    monthly_realisation,
    predikat,
    rows_table,
)
from gateway.rendering.reckoning import filled
from tests.gateway.contents.told import realised, table

AT = datetime(2021, 8, 2, tzinfo=UTC)


def cells(**other: object) -> dict[str, object]:
    made = rows_table(table(realised(**other))["realisationTable"])
    return dict(filled(made, made.rows[0]))  # type: ignore[arg-type]


def test_there_are_seventeen_columns_in_two_groups() -> None:
    assert len(COLUMNS) == 17
    assert [sum(column.group == group for column in COLUMNS) for group in ("", "Output/outcome", "Input")] == [4, 8, 5]
    assert rows_table(table()["realisationTable"]).numbered


def test_achievement_is_a_formula_where_it_says_the_same() -> None:
    row = rows_table(table(realised())["realisationTable"]).rows[0]
    assert "achieved" not in row.cells  # type: ignore[union-attr]
    assert (cells()["achieved"], cells()["absorbed"]) == (75, Fraction(333, 10))


def test_where_less_is_better_the_figure_of_the_graph_stands() -> None:
    assert cells(achieved="125.00")["achieved"] == 125


def test_empty_cells_stay_empty() -> None:
    row = cells(realised=None, achieved=None, achievedColour=None, spent=None, absorbed=None, yearAchieved=None)
    assert [row[key] for key in ("realised", "spent", "yearAchieved")] == [None, None, None]
    assert (row["achieved"], row["absorbed"], row["achievedColour"]) == ("", "", "")


def test_a_nought_is_not_empty() -> None:
    row = cells(realised="0.00", achieved="0.00")
    assert (row["realised"], row["achieved"]) == (0, 0)


def test_a_node_is_named_once() -> None:
    assert cells()["node"] == "2.16 – PROGRAM"
    assert cells()["indicator"] == "Cakupan 100,00 Persen"
    assert (cells(first=False)["node"], cells(first=False)["month"]) == (None, None)


@pytest.mark.parametrize(
    ("code", "word"), [("#16A34A", "Hijau tua"), ("#ef4444", "Merah"), ("#123456", "#123456"), (None, "")]
)
def test_colours_are_said_in_words(code: str | None, word: str) -> None:
    assert colour(code) == word


def test_no_predikat_is_said_to_be_incomplete() -> None:
    rows = levels_table(table()["realisationTable"]).rows
    assert [row.cells["predikat"] for row in rows] == ["T – Tinggi", "Belum lengkap"]  # type: ignore[union-attr]
    assert predikat({"predikat": "ST", "predikatLabel": "Sangat Tinggi"}) == "ST – Sangat Tinggi"


def test_the_document_says_how_complete_it_is() -> None:
    document = monthly_realisation(table(realised()), AT)
    assert document.wide
    assert document.subtitle == "Kabupaten Uji – Bulan Juli 2021"
    assert "6 dari 8 sel terisi (belum lengkap)" in str(document.parts[0])
