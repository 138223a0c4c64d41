"""How far did a month get? The 17 columns of the monthly table, each row computed from what was entered.

Columns 1 to 4 name the row. Entered are the target (5) and weight (7) with the plan, the realisation (9) and physical
progress (12) by the unit, the cash budget (13) with the plan, what was spent (14) by the unit. All others follow. The
document prints no formulas; these are domain 6.3: achievement = realised / target, cumulative = running sum in the
year, absorption = spent / budget, and the year's achievement = the weighted achievement so far over the whole year.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from rules.errors import CONFLICT, Refusal
from rules.figures import achievement, total
from rules.plan_tree import NodeKind

OUTPUT_CELLS: Final = 4
"""Target, weight, realisation, physical progress."""
INPUT_CELLS: Final = 2
"""Cash budget and what was spent; only rows of the lowest level have them."""


@dataclass(frozen=True, slots=True)
class Cells:
    """What was entered for an action in one month; an empty cell is None."""

    month: int
    target: Decimal | None = None
    weight: Decimal | None = None
    realised: Decimal | None = None
    progress: Decimal | None = None
    cash: Decimal | None = None
    spent: Decimal | None = None
    note: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class ActionYear:
    """An action and its months of one year."""

    node: str
    description: str
    unit: str
    inverse: bool
    months: tuple[Cells, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class NodeOf:
    """A node of the tree, as far as the table needs it; nodes come depth first."""

    code: str
    kind: NodeKind
    parent: str | None
    has_children: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the month: columns 5 to 17, exact; None where a cell that it follows from is empty."""

    action: ActionYear
    target: Decimal | None
    target_cumulative: Fraction | None
    weight: Decimal | None
    weight_cumulative: Fraction | None
    realised: Decimal | None
    achieved: Fraction | None
    progress: Decimal | None
    cash: Decimal | None
    spent: Decimal | None
    absorbed: Fraction | None
    year_achieved: Fraction | None
    has_budget: bool
    note: str = ""
    version: int = 0

    @property
    def output(self) -> tuple[int, int]:
        """How many of the cells of output are filled, of how many."""
        return sum(cell is not None for cell in (self.target, self.weight, self.realised, self.progress)), OUTPUT_CELLS

    @property
    def input(self) -> tuple[int, int]:
        """The same of money."""
        if not self.has_budget:
            return 0, 0
        return sum(cell is not None for cell in (self.cash, self.spent)), INPUT_CELLS


@dataclass(frozen=True, slots=True)
class NodeResult:
    """What the rows of a node, and of those below it, come to in the month."""

    node: NodeOf
    rows: int
    achieved: Fraction | None
    output: tuple[int, int]
    input: tuple[int, int]
    cash: Fraction
    spent: Fraction


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A row that is reported: what it is, how often it had been when its reporter looked, how often by now, by whom."""

    field: str
    name: str
    seen: int
    version: int
    by: str


def check_seen(rows: Sequence[Overtaken]) -> None:
    """Raise CONFLICT, naming every row that somebody else reported since it was looked at: nothing is overwritten."""
    changed = [row for row in rows if row.seen != row.version]
    if changed:
        named = ", ".join(f"{row.name} ({row.by})" if row.by else row.name for row in changed)
        raise Refusal(
            CONFLICT,
            f"Reported meanwhile: {named}. Look at it again; nothing of yours was saved.",
            f"Sudah dilaporkan oleh orang lain: {named}. Periksa dahulu; isian Anda belum disimpan.",
            field=f"{changed[0].field}.seen",
            rule="realisation: nothing is overwritten unseen",
        )


def row_of(action: ActionYear, month: int, *, has_budget: bool) -> Row | None:
    """The action's row in a month of the year; None when nothing is planned for it then."""
    so_far = sorted((cells for cells in action.months if cells.month <= month), key=lambda cells: cells.month)
    if not so_far or so_far[-1].month != month:
        return None
    now = so_far[-1]
    return Row(
        action=action,
        target=now.target,
        target_cumulative=total(cells.target for cells in so_far),
        weight=now.weight,
        weight_cumulative=total(cells.weight for cells in so_far),
        realised=now.realised,
        achieved=achieved(now, inverse=action.inverse),
        progress=now.progress,
        cash=now.cash if has_budget else None,
        spent=now.spent if has_budget else None,
        absorbed=absorbed(now.cash, now.spent) if has_budget else None,
        year_achieved=_year(action, so_far),
        has_budget=has_budget,
        note=now.note,
        version=now.version,
    )


def achieved(cells: Cells, *, inverse: bool) -> Fraction | None:
    """Column 10 (capaian kinerja bulanan), in percent."""
    if cells.target is None or cells.realised is None:
        return None
    return achievement(cells.target, cells.realised, inverse=inverse)


def absorbed(cash: Decimal | Fraction | None, spent: Decimal | Fraction | None) -> Fraction | None:
    """Column 15 (capaian anggaran, serapan), in percent; None without a budget to absorb."""
    if cash is None or spent is None or not cash:
        return None
    return Fraction(spent) / Fraction(cash) * 100


def weighted(pairs: Iterable[tuple[Decimal | None, Fraction | None]]) -> Fraction | None:
    """The sum of weight x achievement over the sum of weights; None when a cell is empty or there is none."""
    weights, points = Fraction(0), Fraction(0)
    for weight, value in pairs:
        if weight is None or value is None:
            return None
        weights += Fraction(weight)
        points += Fraction(weight) * value
    return points / weights if weights else None


def results(tree: Sequence[NodeOf], rows: Iterable[Row]) -> list[NodeResult]:
    """What every node comes to that has rows this month, itself or below it; in the order of the tree.

    A node is achieved as its own rows are, weighted; one without rows of its own as the mean of those below it.
    Cells and money are its own and those below it, so that every level sums up to the same.
    """
    own: dict[str, list[Row]] = {}
    for row in rows:
        own.setdefault(row.action.node, []).append(row)
    children: dict[str, list[NodeResult]] = {}
    found: dict[str, NodeResult] = {}
    for node in reversed(tree):
        below = children.get(node.code, [])
        if not below and node.code not in own:
            continue
        result = found[node.code] = _result(node, own.get(node.code, []), below)
        if node.parent is not None:
            children.setdefault(node.parent, []).append(result)
    return [found[node.code] for node in tree if node.code in found]


def _result(node: NodeOf, own: Sequence[Row], below: Sequence[NodeResult]) -> NodeResult:
    filled, needed = output = _added([*(row.output for row in own), *(one.output for one in below)])
    achieved = _own_achievement(own) if own else _mean([one.achieved for one in below])
    return NodeResult(
        node=node,
        rows=len(own) + sum(one.rows for one in below),
        achieved=achieved if filled == needed else None,  # an empty cell below it, too, leaves it incomplete
        output=output,
        input=_added([*(row.input for row in own), *(one.input for one in below)]),
        cash=_money([row.cash for row in own], [one.cash for one in below]),
        spent=_money([row.spent for row in own], [one.spent for one in below]),
    )


def _own_achievement(rows: Sequence[Row]) -> Fraction | None:
    if any(row.output[0] < row.output[1] for row in rows):
        return None
    return weighted((row.weight, row.achieved) for row in rows)


def _mean(values: Sequence[Fraction | None]) -> Fraction | None:
    summed = total(values)
    return None if summed is None else summed / len(values)


def _added(cells: Iterable[tuple[int, int]]) -> tuple[int, int]:
    filled = needed = 0
    for some, all_ in cells:
        filled, needed = filled + some, needed + all_
    return filled, needed


def _money(own: Iterable[Decimal | None], below: Iterable[Fraction]) -> Fraction:
    return sum((Fraction(amount) for amount in own if amount is not None), Fraction(0)) + sum(below, Fraction(0))


def _year(action: ActionYear, so_far: Sequence[Cells]) -> Fraction | None:
    """Column 17: the weighted achievement of the months so far over the weights of the whole year."""
    weights = total(cells.weight for cells in action.months)
    points = total(
        None if cells.weight is None or value is None else Fraction(cells.weight) * value
        for cells in so_far
        for value in (achieved(cells, inverse=action.inverse),)
    )
    return None if not weights or points is None else points / weights
