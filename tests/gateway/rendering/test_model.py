"""A document knows its tables."""

from gateway.rendering.model import Aggregate, ColumnKind
from tests.gateway.rendering.sample import DOCUMENT, FIGURES


def test_tables_are_found_in_their_order() -> None:
    assert DOCUMENT.tables[0] is FIGURES
    assert len(DOCUMENT.tables) == 2


def test_words_are_what_they_say() -> None:
    assert (ColumnKind.TICK, Aggregate.SUM) == ("TICK", "SUM")
