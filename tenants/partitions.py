"""Where a pemda's rows lie: in partitions of its own on plain PostgreSQL, in shards on Citus. Only this module knows.

The statements are made by pure functions, so that both layouts are tested without either server. Runs as the owner.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import psycopg
from psycopg.rows import TupleRow
from sqlalchemy import ForeignKeyConstraint, Table

from tenants.database import PARTITION_SCHEMA, SCHEMA

Connection = psycopg.Connection[TupleRow]

_SHARDS: Final = 32
_ANCHOR: Final = "unit"


def is_citus(connection: Connection) -> bool:
    """Does this database run the extension Citus?"""
    return connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'citus'").fetchone() is not None


def partition_of(table: str, tenant: int) -> str:
    """The partition of one pemda: tuntas_partitions.complaint_2171."""
    return f"{PARTITION_SCHEMA}.{table}_{tenant:04d}"


def partitioned(tables: Iterable[Table]) -> list[str]:
    """The tables with a partition per pemda, referenced ones before those that refer to them."""
    return [table.name for table in tables if table.info.get("partitioned")]


def attachment_statements(tables: Sequence[str], tenant: int, *, citus: bool) -> list[str]:
    """Make room for a pemda. Rights are given on parents only; on Citus its shards exist already."""
    if citus:
        return []
    return [
        f"CREATE TABLE {partition_of(table, tenant)} PARTITION OF {SCHEMA}.{table} FOR VALUES IN ({tenant:d})"
        for table in tables
    ]


def detachment_statements(keys: Sequence[tuple[str, str, str]], tables: Sequence[str], tenant: int) -> list[str]:
    """Take a pemda's partitions out of the tables; they stay beside them, whole and still referring to each other.

    `keys` are the foreign keys between partitioned tables: table, name, definition. PostgreSQL lets a referenced
    partition go only when nothing refers to it through the parents, so the keys are hung on the partitions instead.
    """
    statements = []
    for table in reversed(tables):
        statements.append(f"ALTER TABLE {SCHEMA}.{table} DETACH PARTITION {partition_of(table, tenant)}")
        statements += [
            f"ALTER TABLE {partition_of(table, tenant)} DROP CONSTRAINT {name}"
            for owner, name, _ in keys
            if owner == table
        ]
    return statements + [
        f"ALTER TABLE {partition_of(table, tenant)} ADD CONSTRAINT {name} {_between(definition, tables, tenant)}"
        for table, name, definition in keys
    ]


def return_statements(keys: Sequence[tuple[str, str, str]], tables: Sequence[str], tenant: int) -> list[str]:
    """Put detached partitions back; the parents' foreign keys are checked again while they are attached."""
    dropped = [f"ALTER TABLE {partition_of(table, tenant)} DROP CONSTRAINT {name}" for table, name, _ in keys]
    return dropped + [
        f"ALTER TABLE {SCHEMA}.{table} ATTACH PARTITION {partition_of(table, tenant)} FOR VALUES IN ({tenant:d})"
        for table in tables
    ]


def _between(definition: str, tables: Sequence[str], tenant: int) -> str:
    for table in tables:
        definition = definition.replace(f"REFERENCES {SCHEMA}.{table}(", f"REFERENCES {partition_of(table, tenant)}(")
    return definition


def distribution_statements(tables: Sequence[Table]) -> list[str]:
    """Spread our tables, empty and unpartitioned, over a Citus cluster.

    One connection per node; foreign keys only after both ends are distributed; reference tables first; no FORCE of
    row security anywhere, or the shards could not be moved.
    """
    keys = [(table, key) for table in tables for key in table.foreign_key_constraints]
    keys.sort(key=lambda pair: str(pair[1].name))
    ranked = sorted(tables, key=lambda table: (table.info["scope"] != "reference", table.name != _ANCHOR))
    return [
        "SET LOCAL citus.multi_shard_modify_mode TO 'sequential'",
        *(f"ALTER TABLE {table.fullname} DROP CONSTRAINT {key.name}" for table, key in keys),
        *(_distribution(table) for table in ranked),
        *(f"ALTER TABLE {table.fullname} ADD CONSTRAINT {key.name} {_definition(key)}" for table, key in keys),
    ]


def _distribution(table: Table) -> str:
    if table.info["scope"] == "reference":
        return f"SELECT create_reference_table('{table.fullname}')"
    key = table.info.get("key", "tenant_id")
    if table.info["scope"] == "tenant" and table.name != _ANCHOR:
        anchor = f"{SCHEMA}.{_ANCHOR}"
        return f"SELECT create_distributed_table('{table.fullname}', '{key}', colocate_with => '{anchor}')"
    return (
        f"SELECT create_distributed_table('{table.fullname}', '{key}', "
        f"colocate_with => 'none', shard_count => {_SHARDS})"
    )


def _definition(key: ForeignKeyConstraint) -> str:
    columns = ", ".join(key.column_keys)
    referred = ", ".join(element.column.name for element in key.elements)
    ending = f" ON DELETE {key.ondelete}" if key.ondelete else ""
    return f"FOREIGN KEY ({columns}) REFERENCES {key.referred_table.fullname} ({referred}){ending}"


def attach(connection: Connection, tables: Sequence[str], tenant: int) -> None:
    """Make room for a pemda inside the caller's transaction, or bring back what `detach` set aside."""
    citus = is_citus(connection)
    if not citus and _exists(connection, partition_of(tables[0], tenant)):
        statements = return_statements(_keys_between(connection, tables), tables, tenant)
    else:
        statements = attachment_statements(tables, tenant, citus=citus)
    _run(connection, statements)


def detach(connection: Connection, tables: Sequence[str], tenant: int) -> None:
    """Set a pemda's partitions aside inside the caller's transaction. Raises RuntimeError on Citus: export instead."""
    if is_citus(connection):
        raise RuntimeError("On Citus a pemda has shards and no partitions: export it")
    _run(connection, detachment_statements(_keys_between(connection, tables), tables, tenant))


def _run(connection: Connection, statements: Sequence[str]) -> None:
    """All in one round trip."""
    if statements:
        connection.execute("SET LOCAL lock_timeout = '30s'")
        connection.execute(";\n".join(statements).encode())


def _exists(connection: Connection, table: str) -> bool:
    return connection.execute("SELECT to_regclass(%s) IS NOT NULL", (table,)).fetchone() == (True,)


def _keys_between(connection: Connection, tables: Sequence[str]) -> list[tuple[str, str, str]]:
    """The foreign keys from one partitioned table to another, as the catalogue spells them with our schema."""
    connection.execute("SET LOCAL search_path TO pg_catalog")
    rows = connection.execute(
        """
        SELECT t.relname, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c
        JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
        WHERE c.contype = 'f' AND c.conparentid = 0 AND t.relnamespace = %(schema)s::regnamespace
          AND t.relname = ANY(%(tables)s) AND r.relname = ANY(%(tables)s)
        ORDER BY t.relname, c.conname
        """,
        {"schema": SCHEMA, "tables": list(tables)},
    ).fetchall()
    return [(str(table), str(name), str(definition)) for table, name, definition in rows]
