"""Where a pemda's rows lie: in partitions of its own on plain PostgreSQL, in shards on Citus. Only this module knows.

The statements are made by pure functions, so that both layouts are tested without either server. Runs as the owner.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import psycopg
from psycopg.rows import TupleRow

from tenants.database import PARTITION_SCHEMA, SCHEMA

Connection = psycopg.Connection[TupleRow]


class Key(NamedTuple):
    """A foreign key between two partitioned tables."""

    table: str
    name: str
    refers_to: str
    definition: str


_SHARDS: Final = 32
ANCHOR: Final = "unit"


def is_citus(connection: Connection) -> bool:
    """Does this database run the extension Citus?"""
    return connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'citus'").fetchone() is not None


def partition_of(table: str, tenant: int) -> str:
    """The partition of one pemda: tuntas_partitions.complaint_2171."""
    return f"{PARTITION_SCHEMA}.{table}_{tenant:04d}"


def partitioned_tables(connection: Connection) -> list[str]:
    """The tables with a partition per pemda, referenced ones before those that refer to them; none on Citus."""
    rows = connection.execute(
        """
        SELECT c.relname FROM pg_class c JOIN pg_partitioned_table p ON p.partrelid = c.oid
        WHERE c.relnamespace = %(schema)s::regnamespace AND p.partstrat = 'l' ORDER BY c.relname
        """,
        {"schema": SCHEMA},
    ).fetchall()
    waiting = [str(name) for (name,) in rows]
    keys = _keys_between(connection, waiting)
    ordered: list[str] = []
    while waiting:
        free = [name for name in waiting if not any(key.table == name and key.refers_to in waiting for key in keys)]
        ordered += free or waiting
        waiting = [name for name in waiting if name not in ordered]
    return ordered


def attachment_statements(tables: Sequence[str], tenant: int) -> list[str]:
    """Make room for a pemda. Rights are given on parents only."""
    return [
        f"CREATE TABLE {partition_of(table, tenant)} PARTITION OF {SCHEMA}.{table} FOR VALUES IN ({tenant:d})"
        for table in tables
    ]


def detachment_statements(tables: Sequence[str], keys: Sequence[Key], tenant: int) -> list[str]:
    """Take a pemda's partitions out of the tables; they stay beside them, whole and still referring to each other.

    PostgreSQL lets a referenced partition go only when nothing refers to it through the parents: the foreign keys
    between the parents are hung on the partitions themselves.
    """
    statements = []
    for table in reversed(tables):
        part = partition_of(table, tenant)
        statements.append(f"ALTER TABLE {SCHEMA}.{table} DETACH PARTITION {part}")
        statements += [f"ALTER TABLE {part} DROP CONSTRAINT {key.name}" for key in keys if key.table == table]
    return statements + [
        f"ALTER TABLE {partition_of(key.table, tenant)} ADD CONSTRAINT {key.name} {_between_partitions(key, tenant)}"
        for key in keys
    ]


def return_statements(tables: Sequence[str], keys: Sequence[Key], tenant: int) -> list[str]:
    """Put detached partitions back; the parents' foreign keys are checked again while they are attached."""
    dropped = [f"ALTER TABLE {partition_of(key.table, tenant)} DROP CONSTRAINT {key.name}" for key in keys]
    return dropped + [
        f"ALTER TABLE {SCHEMA}.{table} ATTACH PARTITION {partition_of(table, tenant)} FOR VALUES IN ({tenant:d})"
        for table in tables
    ]


def _between_partitions(key: Key, tenant: int) -> str:
    parent, part = f"{SCHEMA}.{key.refers_to}", partition_of(key.refers_to, tenant)
    return key.definition.replace(f"REFERENCES {parent}(", f"REFERENCES {part}(")


def distribution(name: str, scope: str, key: str = "tenant_id") -> str:
    """The statement that spreads a new, empty table over a Citus cluster, before it gets foreign keys.

    Tenants' tables lie beside the units of their tenant, reference tables on every node, the large global ones by
    their own `key`. Released revisions call this: what it answers for a table never changes.
    """
    table = f"{SCHEMA}.{name}"
    if scope == "reference":
        return f"SELECT create_reference_table('{table}')"
    if scope == "tenant" and name != ANCHOR:
        return f"SELECT create_distributed_table('{table}', '{key}', colocate_with => '{SCHEMA}.{ANCHOR}')"
    return f"SELECT create_distributed_table('{table}', '{key}', colocate_with => 'none', shard_count => {_SHARDS})"


def attach(connection: Connection, tenant: int) -> None:
    """Make room for a pemda inside the caller's transaction, or bring back what `detach` set aside."""
    tables = partitioned_tables(connection)
    if tables and _exists(connection, partition_of(tables[0], tenant)):
        statements = return_statements(tables, _keys_between(connection, tables), tenant)
    else:
        statements = attachment_statements(tables, tenant)
    _run(connection, statements)


def detach(connection: Connection, tenant: int) -> None:
    """Set a pemda's partitions aside inside the caller's transaction. Raises RuntimeError on Citus: export instead."""
    if is_citus(connection):
        raise RuntimeError("On Citus a pemda has shards and no partitions: export it")
    tables = partitioned_tables(connection)
    _run(connection, detachment_statements(tables, _keys_between(connection, tables), tenant))


def _run(connection: Connection, statements: Sequence[str]) -> None:
    """All in one round trip."""
    if statements:
        connection.execute("SET LOCAL lock_timeout = '30s'")
        connection.execute(";\n".join(statements).encode())


def _exists(connection: Connection, table: str) -> bool:
    return connection.execute("SELECT to_regclass(%s) IS NOT NULL", (table,)).fetchone() == (True,)


def _keys_between(connection: Connection, tables: Sequence[str]) -> list[Key]:
    """The foreign keys from one partitioned table to another, as the catalogue spells them with our schema."""
    path = connection.execute("SHOW search_path").fetchone()
    connection.execute("SET LOCAL search_path TO pg_catalog")
    rows = connection.execute(
        """
        SELECT t.relname, c.conname, r.relname, pg_get_constraintdef(c.oid) FROM pg_constraint c
        JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
        WHERE c.contype = 'f' AND c.conparentid = 0 AND t.relnamespace = %(schema)s::regnamespace
          AND t.relname = ANY(%(tables)s) AND r.relname = ANY(%(tables)s)
        ORDER BY t.relname, c.conname
        """,
        {"schema": SCHEMA, "tables": list(tables)},
    ).fetchall()
    connection.execute("SELECT set_config('search_path', %s, true)", path)
    return [Key(*row) for row in rows]
