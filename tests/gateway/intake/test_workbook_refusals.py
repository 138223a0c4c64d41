"""Refusals of workbooks name the place as people see it, in both languages."""

import pytest

from gateway.intake import workbook_refusals as refusals
from rules.errors import BAD_USER_INPUT, Refusal


@pytest.mark.parametrize(
    ("row", "column", "place"),
    [(1, 0, "A1"), (17, 3, "D17"), (5, 25, "Z5"), (5, 26, "AA5"), (9, 701, "ZZ9"), (1, 702, "AAA1")],
)
def test_places_are_as_people_see_them(row: int, column: int, place: str) -> None:
    assert refusals.place(row, column) == place


@pytest.mark.parametrize(
    "refusal",
    [
        refusals.no_workbook(), refusals.encrypted(), refusals.broken("x"), refusals.foreign("x"), refusals.too_large(),
        refusals.too_many_sheets(3), refusals.too_many_rows(3), refusals.too_many_columns(1, 3), refusals.formula(7, 2),
        refusals.no_head(3), refusals.wrong_head(5, 0, "Tracking ID"),
    ],
)  # fmt: skip
def test_every_refusal_is_said_twice(refusal: Refusal) -> None:
    assert (refusal.code, refusal.field) == (BAD_USER_INPUT, "file")
    assert refusal.rule is not None
    assert refusal.rule.startswith("workbook: ")
    assert refusal.en != refusal.id
