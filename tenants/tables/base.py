"""How tables are declared: one MetaData, names of constraints by convention, and whose each table is."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

SCHEMA: Final = "tuntas"
metadata: Final = MetaData(
    schema=SCHEMA,
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    },
)


def tenant_table(name: str, *items: SchemaItem, partitioned: bool = False) -> Table:
    """A table whose every row belongs to one pemda: tenant_id comes first, row security guards it.

    Partitioned ones grow with the complaints and have one LIST partition per enrolled pemda.
    """
    options: dict[str, Any] = {"postgresql_partition_by": "LIST (tenant_id)"} if partitioned else {}
    return Table(
        name,
        metadata,
        Column("tenant_id", Integer, primary_key=True, autoincrement=False),
        *items,
        info={"scope": "tenant", "partitioned": partitioned},
        **options,
    )


def reference_table(name: str, *items: SchemaItem) -> Table:
    """A small table that all tenants read and few write: a reference table on Citus."""
    return Table(name, metadata, *items, info={"scope": "reference"})


def keyed_table(name: str, key: str, *items: SchemaItem) -> Table:
    """A large table that belongs to no pemda: distributed by its own key, reached only through functions."""
    return Table(name, metadata, *items, info={"scope": "distributed", "key": key})


def path_column(name: str, *, nullable: bool = False) -> Column[str]:
    """A unit's path: compared byte by byte, so that a range is a subtree and the operator is leakproof."""
    return Column(name, Text(collation="C"), nullable=nullable)


def of_complaint(column: str = "complaint_id", *, cascade: bool = True) -> ForeignKeyConstraint:
    """The composite foreign key to the complaint of the same pemda."""
    return ForeignKeyConstraint(
        ["tenant_id", column],
        [f"{SCHEMA}.complaint.tenant_id", f"{SCHEMA}.complaint.id"],
        ondelete="CASCADE" if cascade else None,
    )


def of_unit(column: str = "unit_id") -> ForeignKeyConstraint:
    """The composite foreign key to a unit of the same pemda."""
    return ForeignKeyConstraint(["tenant_id", column], [f"{SCHEMA}.unit.tenant_id", f"{SCHEMA}.unit.id"])


def one_of(column: str, values: Iterable[str]) -> str:
    """The text of a CHECK that a text column holds one of a StrEnum's values."""
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


__all__ = [
    "SCHEMA",
    "Index",
    "keyed_table",
    "metadata",
    "of_complaint",
    "of_unit",
    "one_of",
    "path_column",
    "reference_table",
    "tenant_table",
]
