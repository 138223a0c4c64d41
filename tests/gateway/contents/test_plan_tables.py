"""The tables of a plan show its tree by years and parties, its indicators, and the grid of weeks."""

from fractions import Fraction

from gateway.contents.plan_tables import indicators_table, success_table, tree_table, weeks_table
from gateway.rendering.model import Band, Row
from tests.gateway.contents.told import node, plan

PLAN = plan()["actionPlan"]


def test_groups_are_bands_and_years_are_ticks() -> None:
    band, first, second = tree_table(PLAN).rows
    assert band == Band("KP I  Penguatan")
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert (first.cells["y2021"], first.cells["y2022"], second.cells.get("y2022")) == (True, True, None)
    assert second.cells["budget"] == 2500000


def test_indicators_have_a_target_for_each_year_and_what_was_reached() -> None:
    (row,) = indicators_table(PLAN).rows
    assert isinstance(row, Row)
    assert [row.cells.get(key) for key in ("baseline", "t2021", "t2022", "a2021", "a2022")] == [
        17, 25, 35, Fraction(63, 2), None,
    ]  # fmt: skip


def test_weeks_are_ticks_below_their_month() -> None:
    table = weeks_table(PLAN)
    assert table is not None
    assert [column.title for column in table.columns if column.group == "Maret 2021"] == ["I", "II", "III", "IV", "V"]
    (row,) = table.rows
    assert isinstance(row, Row)
    assert [key for key, value in row.cells.items() if value is True] == ["2021-3-1", "2021-4-5"]
    assert (row.cells["planned"], row.cells["responsible"]) == ("Ya", "Kepala Dinas")
    assert weeks_table({**PLAN, "nodes": [node("1", "x")]}) is None


def test_success_is_listed_where_it_is_told() -> None:
    (row,) = success_table(PLAN).rows
    assert isinstance(row, Row)
    assert row.cells["indicators"] == "• Ada SK"
