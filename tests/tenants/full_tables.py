"""One row in every table of a pemda, made from the catalogue: for tests that must not forget a table."""

import re
from typing import Any, LiteralString
from uuid import UUID

import psycopg

from tenants.database import SCHEMA
from tests.tenancy import EnrolledPemda

_COLUMNS: LiteralString = """
SELECT a.attname, t.typname, a.attnotnull,
    (SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'c'
     AND k.conkey = ARRAY[a.attnum] AND pg_get_constraintdef(k.oid) LIKE '%%ANY%%' LIMIT 1)
FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
WHERE a.attrelid = %(table)s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
"""
_VALUES: dict[str, Any] = {
    "int2": 1,
    "int4": 1,
    "int8": 1,
    "text": 'Jalan rusak; "lubang"\t\\N',
    "bool": False,
    "bytea": b"\x00\xff\n",
    "timestamptz": "2026-01-02 03:04:05.678901+07",
    "date": "2026-01-02",
    "float8": 0.1,
    "numeric": "12.3400",
    "_int4": [2021, 2024],
    "_int2": [0, 39],
    "_date": ["2026-01-02", "2026-12-31"],
    "jsonb": '{"b": [1, null, "é"], "a": "\\\\"}',
    "_uuid": [UUID(int=7), UUID(int=8)],
    "_text": ["satu", 'dua "2"', "NULL"],
}

_SHAPED: dict[tuple[str, str], str] = {("clock_rules", "limits"): "{}", ("clock_rules", "ladder"): "{}"}
"""What is read of all pemda at once must be readable."""


def tenant_tables(connection: psycopg.Connection[Any]) -> list[str]:
    """Every table under row security, as the catalogue knows them; referenced ones first."""
    rows = connection.execute(
        """SELECT c.relname, array(SELECT r.relname::text FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid
            WHERE k.conrelid = c.oid AND k.contype = 'f' AND r.oid <> c.oid)
        FROM pg_class c WHERE c.relnamespace = %s::regnamespace AND c.relrowsecurity ORDER BY 1""",
        (SCHEMA,),
    ).fetchall()
    waiting = dict(rows)
    ordered: list[str] = []
    while waiting:
        free = [name for name, needs in waiting.items() if not set(needs) & set(waiting)]
        ordered += free
        for name in free:
            del waiting[name]
    return ordered


def fill(connection: psycopg.Connection[Any], tenant: EnrolledPemda, identity: UUID) -> list[str]:
    """Put a row into every table of this pemda; every uuid is `identity`, so all references hold."""
    tables = tenant_tables(connection)
    for table in tables:
        values: dict[str, Any] = {}
        for name, kind, required, check in connection.execute(_COLUMNS, {"table": f"{SCHEMA}.{table}"}).fetchall():
            if name == "tenant_id":
                values[name] = tenant.id
            elif kind == "uuid":
                values[name] = identity
            elif check is not None:
                values[name] = re.findall(r"'([^']+)'", check)[0]
            elif required:
                values[name] = _SHAPED.get((table, name), _VALUES[kind])
        marks = ", ".join(f"%({name})s" for name in values)
        connection.execute(f"INSERT INTO {SCHEMA}.{table} ({', '.join(values)}) VALUES ({marks})".encode(), values)
    return tables
