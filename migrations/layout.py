"""How a table becomes one of ours, on plain PostgreSQL or on Citus: partitioned or distributed, guarded, granted.

Frozen: released revisions call these functions, so what they do for a given call never changes.
"""

from pathlib import Path
from typing import Any, Final

import psycopg
import sqlalchemy as sa
from alembic import op

from tenants.partitions import distribution

SCHEMA: Final = "tuntas"
SERVICE: Final = "tuntas_service"
_GRANTS: Final = {"tenant": "SELECT, INSERT, UPDATE, DELETE", "reference": "SELECT", "distributed": ""}


def _setting(name: str) -> str:
    # After a transaction the setting is '' and not NULL; without one it is NULL: both show nothing.
    return f"nullif(current_setting('tuntas.{name}', true), '')::integer"


_REACHED: Final = f"tenant_id BETWEEN {_setting('reach_lo')} AND {_setting('reach_hi')}"
_WRITABLE: Final = f"(tenant_id = {_setting('write_a')} OR tenant_id = {_setting('write_b')})"


def begin() -> None:
    """The first line of every upgrade and downgrade: give up rather than queue behind a long transaction."""
    op.execute("SET LOCAL lock_timeout = '5s'")
    if is_citus():
        op.execute("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'")


def is_citus() -> bool:
    """Does the database run the extension Citus? A script that is only written down says for which it is meant."""
    context = op.get_context()
    if context.as_sql:
        return bool(context.config is not None and context.config.attributes.get("citus"))
    return bool(op.get_bind().scalar(sa.text("SELECT count(*) FROM pg_extension WHERE extname = 'citus'")))


def create_table(name: str, *items: Any, info: dict[str, Any], **options: Any) -> None:
    """Create a table of ours, as its `info` says: a tenant's, a reference table, or one distributed by its own key.

    Foreign keys follow in statements of their own: Citus takes them only after distribution.
    """
    citus = is_citus()
    if citus:
        options.pop("postgresql_partition_by", None)
    op.create_table(name, *items, info=info, **options)
    if citus:
        op.execute(distribution(name, info["scope"], info.get("key", "tenant_id")))
    if info["scope"] == "tenant":
        for statement in row_security(name):
            op.execute(statement)
    grants = _GRANTS[info["scope"]]
    if grants:
        op.execute(f"GRANT {grants} ON {SCHEMA}.{name} TO {SERVICE}")


def row_security(name: str) -> list[str]:
    """Rows are visible inside the reach and writable for the listed tenants.

    ENABLE and not FORCE: the owner migrates and restores, and Citus moves no shards of forced tables.
    """
    table = f"{SCHEMA}.{name}"
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY reach ON {table} FOR SELECT USING ({_REACHED})",
        f"CREATE POLICY write_new ON {table} FOR INSERT WITH CHECK ({_WRITABLE})",
        f"CREATE POLICY write_changed ON {table} FOR UPDATE USING ({_WRITABLE}) WITH CHECK ({_WRITABLE})",
        f"CREATE POLICY write_gone ON {table} FOR DELETE USING ({_WRITABLE})",
    ]


def append_only(*names: str, removable: bool = False) -> None:
    """What was written stays as it was; `removable` rows may still leave (with a transferred complaint)."""
    rights = "UPDATE" if removable else "UPDATE, DELETE"
    for name in names:
        op.execute(f"REVOKE {rights} ON {SCHEMA}.{name} FROM {SERVICE}")


def run_sql(folder: str) -> None:
    """Run the files of a folder beside this module in order of their names; the service may call what they make."""
    for file in sorted((Path(__file__).parent / folder).glob("*.sql")):
        run_file(file)
    op.execute(f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {SCHEMA} TO {SERVICE}")


def run_file(file: Path) -> None:
    """As it stands: neither Alembic's colons nor psycopg's percent signs mean anything in it."""
    if op.get_context().as_sql:
        op.get_context().impl.static_output(file.read_text())
        return
    connection = op.get_bind().connection.driver_connection
    if not isinstance(connection, psycopg.Connection):
        raise TypeError("Migrations run on psycopg")
    connection.execute(file.read_bytes())


def drop_functions() -> None:
    """Drop every function of our schema: the downgrade of the first revision."""
    bind = op.get_bind()
    found = bind.execute(
        sa.text("SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = CAST(:schema AS regnamespace)"),
        {"schema": SCHEMA},
    ).scalars()
    for signature in list(found):
        op.execute(f"DROP FUNCTION {signature} CASCADE")


def writable(*names: str) -> None:
    """Take append_only back."""
    for name in names:
        op.execute(f"GRANT {_GRANTS['tenant']} ON {SCHEMA}.{name} TO {SERVICE}")


def make_room(*names: str) -> None:
    """Partitions of new tables for the pemda that are enrolled already; beside them for those that were set aside."""
    if is_citus():
        return
    for name in names:
        op.execute(_ROOM.replace("<table>", name))


_ROOM: Final = """
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN SELECT right(relname, 4) AS code, relispartition AS enrolled FROM pg_class
        WHERE relnamespace = 'tuntas_partitions'::regnamespace AND relkind = 'r' AND relname ~ '^complaint_[0-9]{4}$'
    LOOP
        IF found.enrolled THEN
            EXECUTE format('CREATE TABLE tuntas_partitions.<table>_%s PARTITION OF tuntas.<table> FOR VALUES IN (%s)',
                found.code, found.code::integer);
        ELSE
            EXECUTE format('CREATE TABLE tuntas_partitions.<table>_%s (LIKE tuntas.<table> INCLUDING ALL)', found.code);
        END IF;
    END LOOP;
END
$$
"""
