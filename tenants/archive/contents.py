"""What belongs to one pemda: every table under row security, what the directory and the registry say, its people."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from psycopg import sql

from tenants.database import SCHEMA
from tenants.partitions import Connection

# The people who hold a position here or filed something that lies here; their sessions and tokens stay behind.
_PEOPLE: Final = """
SELECT account_id FROM tuntas.appointment WHERE tenant_id = {tenant}
UNION SELECT account_id FROM tuntas.account_position WHERE tenant_id = {tenant}
UNION SELECT account_id FROM tuntas.directory WHERE tenant_id = {tenant} AND account_id IS NOT NULL
UNION SELECT reporter_account FROM tuntas.complaint WHERE tenant_id = {tenant} AND reporter_account IS NOT NULL
"""

SHARED: Final = {
    "tenant": "id = {tenant}",
    "region": "tenant_id = {tenant}",
    "topic": "tenant_id IN (0, {tenant})",
    "account": f"id IN ({_PEOPLE})",
    "account_email": f"account_id IN ({_PEOPLE})",
    "account_position": "tenant_id = {tenant}",
    "notification_setting": f"account_id IN ({_PEOPLE})",
}
"""Tables that others use too: an import adds the rows that are missing and changes none."""

_OWN_BESIDE: Final = ("directory",)
_TABLES: Final = """
SELECT c.relname, array(SELECT r.relname::text FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid
    WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.conparentid = 0 AND r.oid <> c.oid AND r.relrowsecurity)
FROM pg_class c WHERE c.relnamespace = %s::regnamespace AND c.relrowsecurity ORDER BY 1
"""
_COLUMNS: Final = """
SELECT attname FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attname
"""
_KEY: Final = """
SELECT a.attname FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY k(number, place)
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
WHERE i.indrelid = %s::regclass AND i.indisprimary ORDER BY k.place
"""
_REVISION: Final = "SELECT version_num FROM tuntas.alembic_version"
SPELLING: Final = """
SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'iso_8601';
SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL client_encoding = 'UTF8'
"""
"""How values are written, whatever the server's configuration says."""


class Part(NamedTuple):
    """The rows of one table that belong to the pemda."""

    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    condition: str
    shared: bool

    @property
    def member(self) -> str:
        """Its name in the archive."""
        return f"tables/{self.table}.copy"

    def copy_out(self, tenant: int) -> sql.Composed:
        """The statement that writes its rows in the order of their key."""
        return sql.SQL("COPY (SELECT {} FROM {} WHERE {} ORDER BY {}) TO STDOUT").format(
            self._columns(), self.name, self.where(tenant), sql.SQL(", ").join(map(sql.Identifier, self.key))
        )

    def copy_in(self, into: sql.Composable) -> sql.Composed:
        """The statement that reads them."""
        return sql.SQL("COPY {} ({}) FROM STDIN").format(into, self._columns())

    def where(self, tenant: int) -> sql.Composed:
        """The condition that picks them."""
        return sql.SQL(self.condition).format(tenant=sql.Literal(tenant))

    @property
    def name(self) -> sql.Identifier:
        """The table with its schema."""
        return sql.Identifier(SCHEMA, self.table)

    def _columns(self) -> sql.Composed:
        return sql.SQL(", ").join(map(sql.Identifier, self.columns))


def parts(connection: Connection) -> list[Part]:
    """Every part of a pemda as the catalogue knows them, each after those that it refers to."""
    shared = [_part(connection, table, condition, shared=True) for table, condition in SHARED.items()]
    own = [*_in_order(dict(connection.execute(_TABLES, (SCHEMA,)).fetchall())), *_OWN_BESIDE]
    return shared + [_part(connection, table, "tenant_id = {tenant}", shared=False) for table in own]


def revision(connection: Connection) -> str:
    """The revision of the schema."""
    found = connection.execute(_REVISION).fetchone()
    if found is None:
        raise RuntimeError("The database was never migrated")
    return str(found[0])


def _part(connection: Connection, table: str, condition: str, *, shared: bool) -> Part:
    name = f"{SCHEMA}.{table}"
    columns, key = (_names(connection.execute(question, (name,)).fetchall()) for question in (_COLUMNS, _KEY))
    return Part(table, columns, key, condition, shared)


def _names(rows: list[tuple[Any, ...]]) -> tuple[str, ...]:
    return tuple(str(name) for (name,) in rows)


def _in_order(refers_to: dict[str, list[str]]) -> Iterator[str]:
    waiting = dict(refers_to)
    while waiting:
        free = [table for table, needs in waiting.items() if not set(needs) & set(waiting)]
        if not free:
            raise RuntimeError(f"These tables refer to each other in a circle: {', '.join(waiting)}")
        yield from free
        for table in free:
            del waiting[table]
