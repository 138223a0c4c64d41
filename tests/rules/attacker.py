"""Somebody with every published table who tries to reckon back what was hidden: exactly, and not as the rule does."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

Cell = tuple[str, str]
Line = tuple[Cell, tuple[Cell, ...]]
"""A sum and what it is the sum of."""
FAR = 10**9


def lines_of(above: Mapping[str, str | None], periods: Sequence[str], total: str | None) -> list[Line]:
    """Every sum that holds, those that follow from others included."""
    below: dict[str, list[str]] = {}
    for region, parent in above.items():
        if parent is not None:
            below.setdefault(parent, []).append(region)
    everywhen = [*periods, *([] if total is None else [total])]
    found: list[Line] = [
        ((region, period), tuple((child, period) for child in children))
        for period in everywhen
        for region, children in below.items()
    ]
    if total is not None:
        found += [((region, total), tuple((region, period) for period in periods)) for region in above]
    return found


def solved(lines: Sequence[Line], known: Mapping[Any, int]) -> dict[Cell, Fraction]:
    """Every unknown cell that the sums determine: all combinations of all lines, in exact fractions."""
    rows: list[dict[Cell | None, Fraction]] = []
    for whole, parts in lines:
        row: dict[Cell | None, Fraction] = {}
        for cell, sign in [(whole, -1), *((part, 1) for part in parts)]:
            at = None if cell in known else cell
            row[at] = row.get(at, Fraction()) + sign * known.get(cell, 1)
        rows.append({cell: value for cell, value in row.items() if value})
    reduced: dict[Cell, dict[Cell | None, Fraction]] = {}
    for each in rows:
        row = each
        for pivot, other in reduced.items():
            row = _less(row, other, row.get(pivot, Fraction()))
        lead = next((cell for cell in row if cell is not None), None)
        if lead is None:
            assert not row, "the published figures contradict each other"
            continue
        fresh = {cell: value / row[lead] for cell, value in row.items()}
        reduced = {pivot: _less(other, fresh, other.get(lead, Fraction())) for pivot, other in reduced.items()}
        reduced[lead] = fresh
    return {cell: -row.get(None, Fraction()) for cell, row in reduced.items() if set(row) <= {cell, None}}


def _less(
    row: dict[Cell | None, Fraction], other: dict[Cell | None, Fraction], times: Fraction
) -> dict[Cell | None, Fraction]:
    if not times:
        return row
    left = {cell: row.get(cell, Fraction()) - times * other.get(cell, Fraction()) for cell in {**row, **other}}
    return {cell: value for cell, value in left.items() if value}


def narrowed(lines: Sequence[Line], bounds: Mapping[Cell, tuple[int, int]]) -> dict[Cell, tuple[int, int]]:
    """What remains possible for each cell after going through all lines until nothing changes."""
    now = dict(bounds)
    changed = True
    while changed:
        changed = False
        for whole, parts in lines:
            low, high = (sum(now[part][end] for part in parts) for end in (0, 1))
            changed |= _cut(now, whole, low, high)
            least, most = now[whole]
            for part in parts:
                others_low, others_high = low - now[part][0], high - now[part][1]
                if _cut(now, part, least - others_high, most - others_low):
                    changed = True
                    low, high = (sum(now[one][end] for one in parts) for end in (0, 1))
    return now


def _cut(now: dict[Cell, tuple[int, int]], cell: Cell, low: int, high: int) -> bool:
    old = now[cell]
    now[cell] = (max(old[0], low), min(old[1], high))
    assert now[cell][0] <= now[cell][1], "the published figures contradict each other"
    return now[cell] != old


def possible(lines: Sequence[Line], bounds: Mapping[Cell, tuple[int, int]]) -> dict[Cell, set[int]]:
    """Every value that each cell has in some table that fits all that is known: by going through all of them."""
    seen: dict[Cell, set[int]] = {cell: set() for cell in bounds}
    for table in _tables(lines, narrowed(lines, bounds)):
        for cell, value in table.items():
            seen[cell].add(value)
    return seen


def _tables(lines: Sequence[Line], bounds: dict[Cell, tuple[int, int]]) -> Iterator[dict[Cell, int]]:
    open_cells = [cell for cell, (low, high) in bounds.items() if low < high]
    if not open_cells:
        yield {cell: low for cell, (low, _) in bounds.items()}
        return
    cell = min(open_cells, key=lambda one: bounds[one][1] - bounds[one][0])
    for value in range(bounds[cell][0], bounds[cell][1] + 1):
        try:
            smaller = narrowed(lines, {**bounds, cell: (value, value)})
        except AssertionError:
            continue
        yield from _tables(lines, smaller)
