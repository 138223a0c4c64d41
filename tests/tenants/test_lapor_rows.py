"""Rows of what came from LAPOR! have the columns of their table."""

from dataclasses import fields

from tenants.lapor_rows import OriginRow
from tenants.stores.lapor import COLUMNS
from tenants.tables.lapor import lapor_origin


def test_rows_have_the_columns_of_the_table() -> None:
    assert (
        [field.name for field in fields(OriginRow)] == list(COLUMNS) == [column.name for column in lapor_origin.columns]
    )
