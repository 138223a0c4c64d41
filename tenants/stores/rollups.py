"""The sums of a pemda's tallies: how they grow and shrink, and what they are."""

from typing import Final

import orjson

from rules.measures import COLUMNS
from rules.rollups import Sums
from tenants.session import Transaction

_KEYS: Final = ("grain", "grouped", "day", "key")
_TYPES: Final = {column: "bigint" if column.endswith("_minutes") else "integer" for column in COLUMNS}
ADD: Final = (
    "INSERT INTO tuntas.complaint_rollup AS r (tenant_id, "
    + ", ".join((*_KEYS, *COLUMNS))
    + ") SELECT %(tenant)s::integer, "
    + ", ".join("x." + name for name in (*_KEYS, *COLUMNS))
    + " FROM jsonb_to_recordset(%(rows)s::jsonb) AS x(grain text, grouped text, day date, key text, "
    + ", ".join(name + " " + type_ for name, type_ in _TYPES.items())
    + ") ON CONFLICT (tenant_id, grain, grouped, day, key) DO UPDATE SET "
    + ", ".join(
        name + " = CASE WHEN excluded." + name + " IS NULL THEN r." + name + " ELSE nullif(coalesce(r." + name
        + ", 0) + excluded." + name + ", 0) END"
        for name in COLUMNS
    )
)  # fmt: skip
"""Made of the list of measures once: the text is the same for every batch. NULL is zero."""


def add(tx: Transaction, tenant: int, sums: Sums) -> None:
    """Add differences to the sums of a pemda."""
    tx.execute(ADD, {"tenant": tenant, "rows": rows_of(sums)})


def rows_of(sums: Sums) -> str:
    """Sums as the parameter of ADD; what did not change is not told."""
    return orjson.dumps([{**cell._asdict(), **columns} for cell, columns in sums.rows()]).decode()
