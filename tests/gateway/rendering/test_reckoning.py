"""Cells of formulas are filled in, totals add up, what was given stands, bands count for nothing."""

from fractions import Fraction

from gateway.rendering.formulas import Share
from gateway.rendering.model import Aggregate, Band, Column, ColumnKind, Row, Table, Total
from gateway.rendering.reckoning import reckoned, totals

COLUMNS = (
    Column("a", "A", ColumnKind.INTEGER),
    Column("b", "B", ColumnKind.INTEGER),
    Column("share", "S", ColumnKind.PERCENT, formula=Share("a", "b")),
)


def test_formulas_are_reckoned_unless_a_value_was_given() -> None:
    table = Table("", COLUMNS, (Row({"a": 1, "b": 4}), Row({"a": 1, "b": 4, "share": 7}), Row({}), Band("x")))
    assert reckoned(table) == [
        {"a": 1, "b": 4, "share": 25},
        {"a": 1, "b": 4, "share": 7},
        {"a": None, "b": None, "share": None},
        Band("x"),
    ]


def test_totals_are_exact_and_leave_out_what_is_empty() -> None:
    below = {
        "a": Aggregate.SUM, "b": Aggregate.AVERAGE, "share": Aggregate.FORMULA,
    }  # fmt: skip
    rows = (Row({"a": 1, "b": 3}), Row({"a": None, "b": 4}), Band("x"), Row({"a": 2, "b": None}))
    ((label, cells),) = totals(Table("", COLUMNS, rows, (Total("Jumlah", below),)))
    assert (label, cells) == ("Jumlah", {"a": 3, "b": Fraction(7, 2), "share": Fraction(600, 7)})
    ((_, counted),) = totals(Table("", COLUMNS, rows, (Total("n", {"b": Aggregate.COUNT}),)))
    assert counted == {"b": 2}


def test_nothing_has_a_sum_of_nought_and_no_average() -> None:
    below = {"a": Aggregate.SUM, "b": Aggregate.AVERAGE}
    assert totals(Table("", COLUMNS, (), (Total("x", below),))) == [("x", {"a": 0, "b": None})]
