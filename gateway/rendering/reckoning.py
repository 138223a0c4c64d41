"""What stands in each cell of a table once its formulas are reckoned? Exact, for all that is not a workbook."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gateway.rendering.formulas import Figure
from gateway.rendering.model import Aggregate, Band, Column, Row, Table, Total, Value

Cells = dict[str, Value]


def reckoned(table: Table) -> list[Cells | Band]:
    """The rows of a table with the cells of its formulas filled in."""
    return [row if isinstance(row, Band) else filled(table, row) for row in table.rows]


def filled(table: Table, row: Row) -> Cells:
    """The cells of a row. A value that was given stands even where the column has a formula."""
    cells: Cells = {column.key: row.cells.get(column.key) for column in table.columns}
    for column in table.columns:
        if column.formula is not None and cells[column.key] is None:
            cells[column.key] = column.formula.of(_figures(cells))
    return cells


def totals(table: Table) -> list[tuple[str, Cells]]:
    """The rows below a table: the label and the cells of each."""
    rows = [cells for cells in reckoned(table) if not isinstance(cells, Band)]
    return [(total.label, _total(table.columns, rows, total)) for total in table.totals]


def _total(columns: Sequence[Column], rows: Sequence[Cells], total: Total) -> Cells:
    cells: Cells = {key: _aggregate(aggregate, rows, key) for key, aggregate in total.of.items()}
    for column in columns:
        if total.of.get(column.key) is Aggregate.FORMULA and column.formula is not None:
            cells[column.key] = column.formula.of(_figures(cells))
    return cells


def _aggregate(aggregate: Aggregate, rows: Sequence[Cells], key: str) -> Figure:
    known = [figure for figure in (_figure(cells.get(key)) for cells in rows) if figure is not None]
    match aggregate:
        case Aggregate.COUNT:
            return len([cells for cells in rows if cells.get(key) not in (None, "")])
        case Aggregate.SUM:
            total = sum(map(Fraction, known), Fraction(0))
            return int(total) if total.denominator == 1 else total
        case Aggregate.AVERAGE:
            return sum(map(Fraction, known), Fraction(0)) / len(known) if known else None
        case Aggregate.FORMULA:
            return None


def _figures(cells: Mapping[str, Value]) -> dict[str, Figure]:
    return {key: _figure(value) for key, value in cells.items()}


def _figure(value: Value) -> Figure:
    return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else None
