"""A tree in short: counts of each kind, what has a time, the budget of all."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from rules.plan_schedule import Week
from rules.plan_summary import Count, Summary, summary_of
from rules.plan_tree import NodeKind


@dataclass
class Node:
    id: str
    parent_id: str | None
    kind: NodeKind
    budget: Decimal | None = None
    years: list[int] = field(default_factory=list)
    grid: list[Week] = field(default_factory=list)


def test_lowest_nodes_are_counted_with_their_time() -> None:
    found = summary_of(
        [
            Node("I", None, NodeKind.KELOMPOK_PROGRAM),
            Node("I.1", "I", NodeKind.PROGRAM, years=[2021]),
            Node("I.1.1", "I.1", NodeKind.KEGIATAN, budget=Decimal("1000000.50"), years=[2021]),
            Node("I.1.2", "I.1", NodeKind.KEGIATAN, budget=Decimal("0.50")),
            Node("I.1.3", "I.1", NodeKind.KEGIATAN),
            Node("V", None, NodeKind.KELOMPOK_PROGRAM),
            Node("V.1", "V", NodeKind.PROGRAM, grid=[Week(2021, 3, 1), Week(2021, 5, 2)]),
        ],
        {"I.1.3"},
    )
    assert found.counts == (
        Count(NodeKind.KELOMPOK_PROGRAM, 2), Count(NodeKind.PROGRAM, 2), Count(NodeKind.KEGIATAN, 3),
    )  # fmt: skip
    assert (found.lowest, found.scheduled) == (4, 3)
    assert found.budget == Fraction(1_000_001)
    assert found.months == ((2021, 3), (2021, 4), (2021, 5))


def test_nothing_comes_to_nothing() -> None:
    found = summary_of([], ())
    assert found == Summary((), Fraction(0), 0, 0, ())
