"""The table as it is printed: footers, predikat, completeness; and empty cells that earn nothing."""

import json
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules.plan_tree import NodeKind
from rules.predikat import DEFAULT
from rules.realisation import ActionYear, Cells
from rules.realisation_tables import MonthTable, Titled, table_of

PROGRAMS = [
    Titled(code, NodeKind.PROGRAM, None, False, f"PROGRAM {code}", "Indeks", "20", "poin")  # noqa: FBT003 - a row
    for code in ("2.16.01", "2.16.02", "2.16.03", "2.20.02", "2.21.02")
]


def full(realised: str = "1", spent: str = "100") -> Cells:
    entered = {"target": "1", "weight": "100", "realised": realised, "progress": "100", "cash": "100", "spent": spent}
    figures: dict[str, Any] = {name: Decimal(value) for name, value in entered.items()}
    return Cells(7, **figures)


def table(*cells: Cells) -> MonthTable:
    rows = [ActionYear(node.code, "aksi", "laporan", False, (one,)) for node, one in zip(PROGRAMS, cells, strict=False)]  # noqa: FBT003 - a row
    return table_of(PROGRAMS, rows, (2021, 7), DEFAULT)


def test_batams_printed_example_when_all_is_entered() -> None:
    found = table(*[full()] * 5)
    (level,) = found.levels
    assert (level.items, level.complete, level.total, level.average, level.predikat) == (5, 5, "500.00", "100.00", "ST")
    assert (found.budget.cash, found.budget.absorbed, found.budget.predikat) == ("500.00", "100.00", "ST")
    assert (found.filled, found.needed) == (30, 30)
    assert [row.month for row in found.rows] == ["B07"] * 5
    assert {row.achieved_colour for row in found.rows} == {"#16a34a"}


def test_one_empty_cell_and_the_level_earns_no_predikat() -> None:
    found = table(*[full()] * 4, Cells(7, target=Decimal(1), weight=Decimal(100), progress=Decimal(0), cash=Decimal(9)))
    (level,) = found.levels
    assert (level.items, level.complete, level.total, level.average, level.predikat) == (5, 4, "400.00", None, None)
    assert (found.budget.absorbed, found.budget.predikat, found.budget.filled, found.budget.needed) == (
        None,
        None,
        9,
        10,
    )
    assert (found.filled, found.needed) == (28, 30)


def test_nothing_entered_is_no_success() -> None:
    found = table(*[Cells(7)] * 5)
    assert [level.predikat for level in found.levels] == [None]
    assert (found.budget.predikat, found.filled, found.needed) == (None, 0, 30)
    empty = table_of(PROGRAMS, [], (2021, 7), DEFAULT)
    assert (empty.rows, empty.budget.predikat, empty.levels[0].predikat, empty.needed) == ((), None, None, 0)


def test_the_predikat_is_of_the_exact_average() -> None:
    found = table(full(realised="0.909999"), full(realised="0.91"))
    assert (found.levels[0].average, found.levels[0].predikat) == ("91.00", "T"), "shown as 91.00, yet below 91"


_maybe = st.none() | st.integers(1, 200).map(Decimal)
_cells = st.builds(
    Cells, st.just(7), target=_maybe, weight=_maybe, realised=_maybe, progress=_maybe, cash=_maybe, spent=_maybe
)


@given(st.lists(_cells, max_size=5))
def test_a_predikat_needs_every_cell_and_a_kept_table_reads_the_same(given: list[Cells]) -> None:
    found = table(*given)
    (level,) = found.levels
    whole = bool(given) and all(None not in (one.target, one.weight, one.realised, one.progress) for one in given)
    assert (level.predikat is not None) is whole
    money = bool(given) and all(None not in (one.cash, one.spent) for one in given)
    assert (found.budget.predikat is not None) is money
    assert found.filled == sum(row.filled for row in found.rows)
    assert MonthTable.read(json.loads(json.dumps(asdict(found)))) == found
