"""The matrix counts each answer, and the scores of its workbook are those of the graph."""

from datetime import UTC, datetime
from fractions import Fraction

from gateway.contents.assessment_matrix import answered, assessment_matrix, category_table, result_table, units_table
from gateway.rendering.model import Row
from gateway.rendering.reckoning import filled, reckoned, totals
from tests.gateway.contents.told import assessment

AT = datetime(2021, 10, 13, 20, tzinfo=UTC)
NODE = assessment()["node"]


def test_only_units_of_the_result_count_under_the_name_they_had() -> None:
    assert answered(NODE) == [("Unit a", {1: 1, 2: 4, 3: 3}), ("Unit b", {1: 2, 2: 2, 3: 4})]


def test_without_a_result_checked_sheets_count() -> None:
    open_ = assessment(result=None)["node"]
    assert [name for name, _ in answered(open_)] == ["Kini a", "Kini b", "Kini c"]
    assert result_table(open_).rows == ()


def test_levels_are_counted_and_their_mean_is_exact() -> None:
    statements = assessment_matrix(assessment(), AT).tables[1]
    rows = [row for row in reckoned(statements) if isinstance(row, dict)]
    assert [[row[level] for level in "1234"] for row in rows] == [[1, 1, 0, 0], [0, 1, 0, 1], [0, 0, 1, 1]]
    assert [row["mean"] for row in rows] == [Fraction(3, 2), 3, Fraction(7, 2)]


def test_the_workbook_reckons_what_the_graph_did() -> None:
    table = units_table(NODE, answered(NODE))
    scores = [filled(table, row) for row in table.rows if isinstance(row, Row)]
    assert [(row["SDM"], row["DATA"]) for row in scores] == [(Fraction(5, 2), Fraction(7, 2)), (2, 3)]
    ((label, cells),) = totals(table)
    assert (label, cells) == ("Rata-rata", {"SDM": Fraction(9, 4), "DATA": Fraction(13, 4)})
    assert [row.cells["score"] for row in result_table(NODE).rows] == [Fraction(9, 4), Fraction(13, 4)]  # type: ignore[union-attr]


def test_an_item_may_belong_to_several_categories() -> None:
    rows = category_table(NODE, answered(NODE)).rows
    assert [(row.cells.get("SDM"), row.cells.get("DATA")) for row in rows] == [  # type: ignore[union-attr]
        ("✓", None), ("✓*", "✓*"), (None, "✓"),
    ]  # fmt: skip
    assert category_table(NODE, answered(NODE)).note.startswith("*")


def test_ties_are_said() -> None:
    assert [row.cells["note"] for row in result_table(NODE).rows] == ["", "Nilai sama"]  # type: ignore[union-attr]


def test_an_assessment_of_nobody_is_still_a_document() -> None:
    empty = assessment_matrix(assessment(sheets=[], result=None, generalInformation=None), AT)
    assert len(empty.tables) == 5
    assert empty.subtitle == "Kabupaten Uji – Tahun 2021"
