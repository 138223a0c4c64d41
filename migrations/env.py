"""How Alembic reaches the database: as the owner, one process at a time, without partitions."""

import importlib
import pkgutil

from alembic import context
from sqlalchemy import Connection, ForeignKeyConstraint, text
from sqlalchemy.schema import SchemaItem

import tenants.tables
from migrations.rendering import arrange
from tenants.tables.base import SCHEMA, metadata

_LOCK = 0x6D696772617465  # "migrate"


for _module in pkgutil.iter_modules(tenants.tables.__path__):
    importlib.import_module(f"tenants.tables.{_module.name}")  # each declares its tables in the one MetaData


def _include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Partitions live in a schema of their own, which is never compared; nor is anybody else's."""
    return kind != "schema" or name == SCHEMA


def _include_object(item: SchemaItem, _name: str | None, kind: str, reflected: bool, _other: object) -> bool:  # noqa: FBT001 - Alembic calls it so
    """PostgreSQL repeats a foreign key for every partition it may lead to: those are not ours to compare."""
    if kind != "foreign_key_constraint" or not reflected or not isinstance(item, ForeignKeyConstraint):
        return True
    return item.referred_table.schema == SCHEMA


def _migrate(connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
    connection.commit()
    try:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            include_schemas=True,
            include_name=_include_name,
            include_object=_include_object,
            version_table_schema=SCHEMA,
            compare_server_default=True,
            transaction_per_migration=True,
            process_revision_directives=arrange,
        )
        with context.begin_transaction():
            context.run_migrations()
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
        connection.commit()


def _write_down() -> None:
    context.configure(dialect_name="postgresql", target_metadata=metadata, version_table_schema=SCHEMA)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    _write_down()
else:
    _migrate(context.config.attributes["connection"])
