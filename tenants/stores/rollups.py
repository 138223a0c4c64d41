"""The sums of a pemda's tallies: how they grow and shrink, and what they are."""

from typing import Final

from rules.measures import COLUMNS
from rules.rollups import Sums
from tenants.session import Transaction

_KEYS: Final = ("grain", "grouped", "day", "key")
_NULLS: Final = dict.fromkeys(COLUMNS)
ADD: Final = (
    "INSERT INTO tuntas.complaint_rollup AS r (tenant_id, "
    + ", ".join((*_KEYS, *COLUMNS))
    + ") VALUES (%(tenant)s, "
    + ", ".join("%(" + name + ")s" for name in (*_KEYS, *COLUMNS))
    + ") ON CONFLICT (tenant_id, grain, grouped, day, key) DO UPDATE SET "
    + ", ".join(
        name + " = CASE WHEN excluded." + name + " IS NULL THEN r." + name + " ELSE nullif(coalesce(r." + name
        + ", 0) + excluded." + name + ", 0) END"
        for name in COLUMNS
    )
)  # fmt: skip
"""Made of the list of measures once. NULL is zero."""


def add(tx: Transaction, tenant: int, sums: Sums) -> None:
    """Add differences to the sums of a pemda."""
    tx.insert(ADD, [{"tenant": tenant, **_NULLS, **cell._asdict(), **columns} for cell, columns in sums.rows()])
