"""The arithmetic of the monthly table: exact, in any order, and every level the sum of its parts."""

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import Refusal
from rules.plan_tree import NodeKind
from rules.realisation import ActionYear, Cells, NodeOf, Overtaken, Row, check_seen, results, row_of, weighted

TREE = [
    NodeOf("2.16.02", NodeKind.PROGRAM, None, has_children=True),
    NodeOf("2.16.02.2.01", NodeKind.KEGIATAN, "2.16.02", has_children=True),
    NodeOf("2.16.02.2.01.04", NodeKind.SUBKEGIATAN, "2.16.02.2.01", has_children=False),
    NodeOf("2.16.02.2.01.06", NodeKind.SUBKEGIATAN, "2.16.02.2.01", has_children=False),
]
LEAVES = [node.code for node in TREE[2:]]
_amounts = st.none() | st.integers(1, 10**6).map(Decimal)


def cells(month: int, **given: str) -> Cells:
    figures: dict[str, Any] = {name: Decimal(value) for name, value in given.items()}
    return Cells(month, **figures)


def action(*months: Cells, node: str = LEAVES[0], inverse: bool = False) -> ActionYear:
    return ActionYear(node, "Tersusunnya konten", "konten", inverse, months)


def row(one: ActionYear, month: int) -> Row:
    found = row_of(one, month, has_budget=one.node in LEAVES)
    assert found is not None
    return found


def told(*values: object) -> list[object]:
    """Figures to compare, whatever sort of number they are."""
    return list(values)


FULL = {"target": "15", "weight": "25", "realised": "12", "progress": "80", "cash": "4000000", "spent": "3000000"}


def test_every_column_of_a_full_row() -> None:
    planned = action(cells(6, **FULL), cells(7, **(FULL | {"realised": "15", "weight": "75"})))
    june, july = row(planned, 6), row(planned, 7)
    assert told(june.target_cumulative, june.weight_cumulative, june.achieved, june.absorbed) == [15, 25, 80, 75]
    assert told(july.target_cumulative, july.weight_cumulative, july.achieved) == [30, 100, 100]
    assert told(june.year_achieved, july.year_achieved) == [20, 95], "25 % of 80, and 75 % of 100 with it"
    assert (june.output, june.input) == ((4, 4), (2, 2))


def test_less_is_better() -> None:
    assert row(action(cells(7, target="20", realised="25"), inverse=True), 7).achieved == 75


def test_an_empty_cell_leaves_what_follows_empty() -> None:
    empty = row(action(cells(7)), 7)
    assert (empty.target_cumulative, empty.achieved, empty.absorbed, empty.year_achieved) == (None,) * 4
    assert (empty.output, empty.input) == ((0, 4), (0, 2))
    later = row(action(cells(6), cells(7, **FULL)), 7)
    assert told(later.achieved, later.target_cumulative, later.weight_cumulative) == [80, None, None]


def test_what_is_not_planned_has_no_row_and_nothing_to_absorb_no_share() -> None:
    assert row_of(action(cells(6, **FULL)), 7, has_budget=True) is None
    assert row_of(action(), 7, has_budget=True) is None
    assert row(action(cells(7, cash="0", spent="0")), 7).absorbed is None


def test_rows_above_the_lowest_level_have_no_money() -> None:
    above = row(action(cells(7, **FULL), node="2.16.02"), 7)
    assert (above.cash, above.spent, above.absorbed, above.input) == (None, None, None, (0, 0))


@given(st.lists(st.tuples(_amounts, _amounts), min_size=1, max_size=12))
def test_cumulative_is_the_running_sum_in_the_year(entered: list[tuple[Decimal | None, Decimal | None]]) -> None:
    months = [Cells(n, target=target, weight=weight) for n, (target, weight) in enumerate(entered, 1)]
    shuffled = list(months)
    Random(len(months)).shuffle(shuffled)
    planned = action(*shuffled)
    targets: list[Decimal | None] = []
    for number, cell in enumerate(months, 1):
        targets.append(cell.target)
        expected = None if None in targets else sum(one for one in targets if one is not None)
        assert row(planned, number).target_cumulative == expected


_cells = st.builds(
    Cells, st.just(7), target=_amounts, weight=_amounts, realised=_amounts, progress=_amounts, cash=_amounts,
    spent=_amounts,
)  # fmt: skip
_rows = st.lists(st.tuples(st.sampled_from([node.code for node in TREE]), _cells), max_size=12)


@given(_rows, st.integers(0, 10**6))
def test_levels_are_the_sum_of_their_parts_in_any_order(given: list[tuple[str, Cells]], seed: int) -> None:
    rows = [row(action(one, node=code), 7) for code, one in given]
    mixed = list(rows)
    Random(seed).shuffle(mixed)
    found = results(TREE, rows)
    assert results(TREE, mixed) == found
    for result in found:
        below = [one for one in found if one.node.parent == result.node.code]
        own = [one for one in rows if one.action.node == result.node.code]
        assert result.cash == sum((Fraction(one.cash) for one in own if one.cash), Fraction(0)) + sum(
            one.cash for one in below
        )
        assert result.rows == len(own) + sum(one.rows for one in below)
        assert result.output[1] == 4 * result.rows
    tops = [result for result in found if result.node.parent is None]
    assert sum(one.cash for one in tops) == sum((Fraction(one.cash) for one in rows if one.cash), Fraction(0))
    assert sum(one.spent for one in tops) == sum((Fraction(one.spent) for one in rows if one.spent), Fraction(0))
    assert sum(one.rows for one in tops) == len(rows)


def test_a_node_without_rows_is_the_mean_of_those_below_it() -> None:
    rows = [
        row(action(cells(7, **(FULL | {"realised": n})), node=code), 7)
        for code, n in zip(LEAVES, ("12", "15"), strict=True)
    ]
    assert [told(one.node.code, one.achieved) for one in results(TREE, rows)] == [
        ["2.16.02", 90], ["2.16.02.2.01", 90], [LEAVES[0], 80], [LEAVES[1], 100],
    ]  # fmt: skip
    half = results(TREE, [rows[0], row(action(cells(7, target="1"), node=LEAVES[1]), 7)])
    assert [one.achieved for one in half] == [None, None, 80, None]


def test_an_empty_cell_below_leaves_what_is_above_it_incomplete() -> None:
    """The program has a full row of its own, its sub-activities have nothing: no achievement, and so no predikat."""
    rows = [
        row(action(cells(7, **FULL), node="2.16.02"), 7),
        row(action(cells(7, target="1"), node=LEAVES[0]), 7),
    ]
    assert [one.achieved for one in results(TREE, rows)] == [None, None, None]


def test_rows_of_a_node_are_weighed() -> None:
    rows = [
        row(action(cells(7, **(FULL | {"weight": "90", "realised": "15"}))), 7),
        row(action(cells(7, **(FULL | {"weight": "10", "realised": "0"}))), 7),
    ]
    assert results(TREE, rows)[-1].achieved == 90
    assert weighted([]) is None
    assert weighted([(Decimal(1), None)]) is None


def test_rows_that_were_reported_meanwhile_are_named() -> None:
    rows = [Overtaken("rows.0", "04 Konten", 1, 1, "Staf"), Overtaken("rows.1", "06 Layanan", 0, 2, "Staf"),
            Overtaken("rows.2", "07 Arsip", 2, 1, "")]  # fmt: skip
    check_seen(rows[:1])
    with pytest.raises(Refusal) as refused:
        check_seen(rows)
    assert (refused.value.code, refused.value.field) == ("CONFLICT", "rows.1.seen")
    assert ": 06 Layanan (Staf), 07 Arsip." in refused.value.en
    assert ": 06 Layanan (Staf), 07 Arsip." in refused.value.id
