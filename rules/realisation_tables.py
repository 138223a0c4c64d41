"""How does the monthly table read? Rows with two decimals, the footer of each level, and what is missing.

Everything here is text and whole numbers, so that a table can be frozen in a report and read again as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from rules.figures import shown, shown_or_none, total
from rules.plan_tree import NodeKind
from rules.predikat import Scale
from rules.realisation import ActionYear, NodeOf, NodeResult, Row, absorbed, results, row_of


@dataclass(frozen=True, slots=True)
class Titled(NodeOf):
    """A node with what the table prints of it."""

    title: str
    indicator: str
    indicator_target: str | None
    indicator_unit: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row as it is printed: columns 1 to 17. `first` is the row on which its node is named, `action` its key."""

    action: str
    code: str
    kind: str
    title: str
    indicator: str
    indicator_target: str | None
    indicator_unit: str
    first: bool
    month: str
    description: str
    unit: str
    target: str | None
    target_cumulative: str | None
    weight: str | None
    weight_cumulative: str | None
    realised: str | None
    achieved: str | None
    achieved_colour: str | None
    progress: str | None
    cash: str | None
    spent: str | None
    absorbed: str | None
    absorbed_colour: str | None
    year_achieved: str | None
    filled: int
    needed: int
    note: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Footer:
    """A footer: of how many items how many are complete, their total, their average, the predikat."""

    kind: str
    items: int
    complete: int
    total: str
    average: str | None
    predikat: str | None
    predikat_label: str | None
    colour: str | None
    filled: int
    needed: int


@dataclass(frozen=True, slots=True)
class BudgetFooter:
    """The footer of the money: cash budget, spent, absorbed, predikat."""

    cash: str
    spent: str
    absorbed: str | None
    predikat: str | None
    predikat_label: str | None
    colour: str | None
    filled: int
    needed: int


@dataclass(frozen=True, slots=True)
class MonthTable:
    """The table of one month."""

    year: int
    month: int
    scale: int
    rows: tuple[TableRow, ...]
    levels: tuple[Footer, ...]
    budget: BudgetFooter
    filled: int
    needed: int

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "MonthTable":
        """The table out of the JSON that `dataclasses.asdict` made of it."""
        return cls(
            year=kept["year"],
            month=kept["month"],
            scale=kept["scale"],
            rows=tuple(TableRow(**row) for row in kept["rows"]),
            levels=tuple(Footer(**level) for level in kept["levels"]),
            budget=BudgetFooter(**kept["budget"]),
            filled=kept["filled"],
            needed=kept["needed"],
        )


def table_of(tree: Sequence[Titled], actions: Sequence[ActionYear], month: tuple[int, int], scale: Scale) -> MonthTable:
    """The table of (year, month): `actions` with their months of that year, in the order in which they are printed."""
    by_node: dict[str, list[Row]] = {}
    for action in actions:
        row = row_of(action, month[1], has_budget=not _node(tree, action.node).has_children)
        if row is not None:
            by_node.setdefault(action.node, []).append(row)
    rows = [row for node in tree for row in by_node.get(node.code, [])]
    found = results(tree, rows)
    output, money = _cells([row.output for row in rows]), _cells([row.input for row in rows])
    return MonthTable(
        year=month[0],
        month=month[1],
        scale=scale.number,
        rows=tuple(
            _printed(node, row, month[1], scale, first=number == 0)
            for node in tree
            for number, row in enumerate(by_node.get(node.code, []))
        ),
        levels=tuple(_footer(kind, found, scale) for kind in _kinds(tree)),
        budget=_budget(rows, money, scale),
        filled=output[0] + money[0],
        needed=output[1] + money[1],
    )


def _node(tree: Sequence[Titled], code: str) -> Titled:
    return next(node for node in tree if node.code == code)


def _kinds(tree: Sequence[NodeOf]) -> list[NodeKind]:
    return list(dict.fromkeys(node.kind for node in tree))


def _printed(node: Titled, row: Row, month: int, scale: Scale, *, first: bool) -> TableRow:
    output, money = row.output, row.input
    return TableRow(
        action=row.action.key,
        code=node.code,
        kind=node.kind.value,
        title=node.title,
        indicator=node.indicator,
        indicator_target=node.indicator_target,
        indicator_unit=node.indicator_unit,
        first=first,
        month=f"B{month:02d}",
        description=row.action.description,
        unit=row.action.unit,
        target=shown_or_none(row.target),
        target_cumulative=shown_or_none(row.target_cumulative),
        weight=shown_or_none(row.weight),
        weight_cumulative=shown_or_none(row.weight_cumulative),
        realised=shown_or_none(row.realised),
        achieved=shown_or_none(row.achieved),
        achieved_colour=_colour(row.achieved, scale),
        progress=shown_or_none(row.progress),
        cash=shown_or_none(row.cash),
        spent=shown_or_none(row.spent),
        absorbed=shown_or_none(row.absorbed),
        absorbed_colour=_colour(row.absorbed, scale),
        year_achieved=shown_or_none(row.year_achieved),
        filled=output[0] + money[0],
        needed=output[1] + money[1],
        note=row.note,
        version=row.version,
    )


def _footer(kind: NodeKind, found: Sequence[NodeResult], scale: Scale) -> Footer:
    """A level earns its predikat from the average of all its items, and from nothing when one is incomplete."""
    items = [one for one in found if one.node.kind is kind]
    reached = [one.achieved for one in items if one.achieved is not None]
    complete = bool(items) and len(reached) == len(items)
    summed = total(reached) or Fraction(0)
    average = summed / len(items) if complete else None
    band = None if average is None else scale.band(average)
    cells = _cells([one.output for one in items])
    return Footer(
        kind=kind.value,
        items=len(items),
        complete=len(reached),
        total=shown(summed),
        average=shown_or_none(average),
        predikat=band.code if band else None,
        predikat_label=band.label if band else None,
        colour=band.colour if band else None,
        filled=cells[0],
        needed=cells[1],
    )


def _budget(rows: Sequence[Row], cells: tuple[int, int], scale: Scale) -> BudgetFooter:
    cash = sum((Fraction(row.cash) for row in rows if row.cash is not None), Fraction(0))
    spent = sum((Fraction(row.spent) for row in rows if row.spent is not None), Fraction(0))
    share = absorbed(cash, spent) if cells[1] and cells[0] == cells[1] else None
    band = None if share is None else scale.band(share)
    return BudgetFooter(
        cash=shown(cash),
        spent=shown(spent),
        absorbed=shown_or_none(share),
        predikat=band.code if band else None,
        predikat_label=band.label if band else None,
        colour=band.colour if band else None,
        filled=cells[0],
        needed=cells[1],
    )


def _colour(value: Fraction | None, scale: Scale) -> str | None:
    return None if value is None else scale.band(value).colour


def _cells(cells: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return sum(filled for filled, _ in cells), sum(needed for _, needed in cells)
