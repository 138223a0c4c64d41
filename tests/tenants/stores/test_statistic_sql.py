"""There are finitely many texts; that each names its pemda is in tests/tenants/test_statements.py."""

import re

from rules.measures import COLUMNS, Step
from tenants.stores.statistic_sql import Wanted, columns, every_text


def test_no_text_has_a_gap_left() -> None:
    texts = set(every_text())
    assert len(texts) == 560
    assert {text for text in texts if "<" in text.replace("<=", "").replace(" < ", "")} == set()


def test_sums_of_regions_come_from_one_table() -> None:
    of_sums = [text for text in every_text() if "complaint_tally" not in text and "admin_acts > 0" not in text]
    assert all(text.count("tuntas.complaint_rollup") == 1 for text in of_sums)
    assert {table for text in of_sums for table in re.findall(r"tuntas\.(\w+)", text)} == {"complaint_rollup", "tenant"}
    assert all("detached_at IS NOT NULL" in text for text in of_sums), "who was set aside counts nowhere"


def test_columns_that_nobody_asked_for_are_left_out() -> None:
    assert columns(Wanted()) == COLUMNS
    plain = columns(Wanted(backlog=False, steps=frozenset()))
    assert (len(plain), plain[0], plain[-1]) == (33, "received", "prompt")
    closing = set(columns(Wanted(backlog=False, steps=frozenset({Step.CLOSING})))) - set(plain)
    assert len(closing) == 21
    assert all(column.startswith("closing_") for column in closing)
