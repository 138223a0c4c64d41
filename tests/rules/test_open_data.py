"""Tables, shares and the dictionary of open data agree with each other."""

from decimal import Decimal

import pytest

from rules.open_data import COLUMNS, TABLES, dictionary, rows_of, share_in_time
from rules.releases import Period
from tests.rules.test_releases import month, sums

MADE = month("2025-01", sums(10, 20, 30, 40, 3, 60, open_=27), {})


@pytest.mark.parametrize(
    ("in_time", "late", "share"),
    [
        (27, 3, ("90.00", "74.38", "96.54")),
        (2, 1, None),
        (None, 40, None),
        (40, None, None),
        (29, 0, None),
        (30, 0, ("100.00", "88.65", "100.00")),
        (0, 30, ("0.00", "0.00", "11.35")),
        (1, 799, ("0.13", "0.02", "0.70")),
    ],
)
def test_the_share_in_time(in_time: int | None, late: int | None, share: tuple[str, str, str] | None) -> None:
    found = share_in_time(in_time, late)
    assert found == (None if share is None else tuple(map(Decimal, share)))


def test_every_column_is_in_the_dictionary_in_both_languages() -> None:
    row = next(rows_of(MADE, "pemda"))
    assert list(row) == [column.name for column in COLUMNS] == [one["name"] for one in dictionary()]
    assert all(column.en and column.id for column in COLUMNS)


def test_tables_list_their_level() -> None:
    codes = {table: [row["code"] for row in rows_of(MADE, table)] for table in TABLES}
    assert codes == {
        "nation": ["ID"], "provinces": ["19", "21"], "pemda": ["00", "19.01", "19.02", "21", "21.01", "21.71"],
    }  # fmt: skip


def test_what_is_hidden_is_none_and_named() -> None:
    rows = {row["code"]: row for row in rows_of(MADE, "pemda")}
    assert rows["21.01"]["received"] is None
    assert rows["21.01"]["on_time_percent"] is None
    assert rows["21.01"]["hidden"] == ["received", "answered", "closed", "objected", "in_time", "late"]
    assert (rows["21.71"]["received"], rows["21.71"]["hidden"]) == (60, [])
    assert (rows["21.71"]["on_time_percent"], rows["21.71"]["open_tens"]) == (Decimal("50.00"), 20)
    assert (rows["00"]["province"], rows["21.71"]["province"], rows["21"]["province"]) == ("", "21", "21")
    assert rows["00"]["period"] == str(Period(2025, 1))
