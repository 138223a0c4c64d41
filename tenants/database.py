"""Who may connect to the database, and as which role: the administrator once, the owner for migrations, the service."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Self
from urllib.parse import quote

import orjson
import psycopg
from psycopg import AsyncConnection, sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import TupleRow
from psycopg.types.json import set_json_dumps, set_json_loads
from psycopg_pool import AsyncConnectionPool

OWNER: Final = "tuntas_owner"
SERVICE: Final = "tuntas_service"
SCHEMA: Final = "tuntas"
PARTITION_SCHEMA: Final = "tuntas_partitions"
OLDEST_SUPPORTED: Final = 15
_BOOTSTRAP_LOCK: Final = 0x74756E746173  # "tuntas"

Pool = AsyncConnectionPool[AsyncConnection[TupleRow]]

# Extensions that the schema uses; both belong to PostgreSQL's own contrib and are trusted.
_EXTENSIONS: Final = ("pg_trgm",)
_OPTIONAL_EXTENSIONS: Final = ("unaccent",)

_ROLE_SETTINGS: Final[dict[str, dict[str, str]]] = {
    OWNER: {
        "search_path": f"{SCHEMA}, public",
        "timezone": "UTC",
        "jit": "off",
    },
    SERVICE: {
        "search_path": f"{SCHEMA}, public",
        "timezone": "UTC",
        "jit": "off",
        # Only a plan made for the tenant at hand prunes the other 545 partitions.
        "plan_cache_mode": "force_custom_plan",
        "statement_timeout": "15s",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "15s",
    },
}


class UnsupportedDatabaseError(RuntimeError):
    """The server is too old, or the administrator's role may not do what the bootstrap needs."""


@dataclass(frozen=True, slots=True)
class Database:
    """One database and the three ways into it. The service only ever uses `service_url`."""

    admin_url: str
    owner_url: str
    service_url: str

    @classmethod
    def at(cls, admin_url: str, master_key: bytes) -> Self:
        """The database behind an administrator's URL; the roles' passwords come from the master key."""
        return cls(
            admin_url,
            _url_of(admin_url, OWNER, password_of(OWNER, master_key)),
            _url_of(admin_url, SERVICE, password_of(SERVICE, master_key)),
        )

    def service_url_over_tcp(self, port: int) -> str:
        """The service role's URL through a loopback port, for programs that cannot reach the private socket."""
        parts = conninfo_to_dict(self.service_url)
        return _format_url({**parts, "host": "127.0.0.1", "port": port})


def password_of(role: str, master_key: bytes) -> str:
    """A role's password: the same on every start, unknown without the master key."""
    return hmac.new(master_key, f"database role {role}".encode(), hashlib.sha256).hexdigest()


def _url_of(admin_url: str, role: str, password: str) -> str:
    parts = conninfo_to_dict(admin_url)
    return _format_url({**parts, "user": role, "password": password})


def _format_url(parts: dict[str, Any]) -> str:
    """A libpq URL; host and port go into the query, where a socket's folder is allowed too."""
    known = {name: str(value) for name, value in parts.items() if value not in (None, "")}
    user, password = known.pop("user", ""), known.pop("password", "")
    name = known.pop("dbname", "")
    host, port = known.pop("host", ""), known.pop("port", "")
    if host and not host.startswith("/") and "," not in host:
        place = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    else:
        place = ""
        known = {**({"host": host} if host else {}), **({"port": port} if port else {}), **known}
    secret = f":{quote(password, safe='')}" if password else ""
    query = "&".join(f"{key}={quote(value, safe='')}" for key, value in known.items())
    url = f"postgresql://{quote(user, safe='')}{secret}@{place}/{quote(name, safe='')}"
    return f"{url}?{query}" if query else url


def bootstrap(database: Database) -> None:
    """Make roles, schemas, extensions and settings as they must be; may run any number of times.

    Raises UnsupportedDatabaseError when the server is older than PostgreSQL 15 or the administrator lacks rights.
    """
    with psycopg.connect(database.admin_url) as connection:
        if connection.info.server_version < OLDEST_SUPPORTED * 10_000:
            raise UnsupportedDatabaseError(f"Tuntas needs PostgreSQL {OLDEST_SUPPORTED} or newer")
        try:
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_BOOTSTRAP_LOCK,))
            _make_role(connection, OWNER, "BYPASSRLS", database.owner_url)
            _make_role(connection, SERVICE, "NOBYPASSRLS", database.service_url)
            _make_schemas(connection)
            _make_extensions(connection)
        except psycopg.errors.InsufficientPrivilege as reason:
            raise UnsupportedDatabaseError(
                "TUNTAS_DATABASE_URL must name a role that may create roles with BYPASSRLS, schemas and extensions "
                f"(a superuser, for instance): {reason}"
            ) from reason


def _make_role(connection: psycopg.Connection[TupleRow], role: str, row_security: str, url: str) -> None:
    name = sql.Identifier(role)
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
        connection.execute(sql.SQL("CREATE ROLE {}").format(name))
    password = conninfo_to_dict(url)["password"]
    # The verifier is computed here: the password itself never reaches the server's log.
    verifier = connection.pgconn.encrypt_password(str(password).encode(), role.encode(), b"scram-sha-256").decode()
    attributes = sql.SQL("LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION " + row_security)
    connection.execute(
        sql.SQL("ALTER ROLE {} WITH {} PASSWORD {}").format(name, attributes, sql.Literal(verifier)),
    )
    for setting, value in _ROLE_SETTINGS[role].items():
        values: Iterable[str] = value.split(", ") if setting == "search_path" else (value,)
        connection.execute(
            sql.SQL("ALTER ROLE {} IN DATABASE {} SET {} = {}").format(
                name,
                sql.Identifier(connection.info.dbname),
                sql.Identifier(setting),
                sql.SQL(", ").join(sql.Literal(part) for part in values),
            )
        )


def _make_schemas(connection: psycopg.Connection[TupleRow]) -> None:
    """Tables live in `tuntas`; partitions in a schema of their own, which the service role may not even enter."""
    owner, service = sql.Identifier(OWNER), sql.Identifier(SERVICE)
    if connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() != (True,):
        connection.execute(sql.SQL("GRANT {} TO current_user").format(owner))
    base = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {} TO {}").format(base, owner))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(base, service))
    for schema in (SCHEMA, PARTITION_SCHEMA):
        connection.execute(
            sql.SQL("CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}").format(sql.Identifier(schema), owner)
        )
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(sql.Identifier(SCHEMA), service))


def _make_extensions(connection: psycopg.Connection[TupleRow]) -> None:
    available = {name for (name,) in connection.execute("SELECT name FROM pg_available_extensions").fetchall()}
    for extension in (*_EXTENSIONS, *(name for name in _OPTIONAL_EXTENSIONS if name in available)):
        connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {} SCHEMA public").format(sql.Identifier(extension)))


async def _prepare_connection(connection: AsyncConnection[TupleRow]) -> None:
    set_json_loads(orjson.loads, connection)
    set_json_dumps(orjson.dumps, connection)


def open_pool(service_url: str, size: int, prepare_threshold: int | None = 0) -> Pool:
    """A closed pool of autocommit connections of the service role: the caller awaits `open()` and `close()`.

    `prepare_threshold` None never prepares: for PgBouncer older than 1.21 in front of the server.
    """
    return AsyncConnectionPool(
        service_url,
        min_size=min(size, 2),
        max_size=size,
        open=False,
        configure=_prepare_connection,
        kwargs={"autocommit": True, "prepare_threshold": prepare_threshold, "application_name": "tuntas"},
        timeout=10.0,
        max_idle=300.0,
        reconnect_timeout=30.0,
        name="tuntas",
    )
