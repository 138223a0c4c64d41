"""The roles are made, may what they may, and keep to their settings."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from tenants.database import OWNER, SERVICE, Database, UnsupportedDatabaseError, bootstrap, open_pool, password_of
from tests.database_house import MASTER_KEY, DatabaseHouse

SETTINGS = {
    "search_path": "tuntas, public",
    "plan_cache_mode": "force_custom_plan",
    "jit": "off",
    "TimeZone": "UTC",
    "statement_timeout": "15s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "15s",
}


@pytest.fixture(scope="module")
def empty(house: DatabaseHouse) -> Iterator[Database]:
    yield house.empty_database("bootstrap")
    house.drop("bootstrap")


def one(connection: psycopg.Connection[Any], sql: str) -> Any:
    row = connection.execute(sql.encode()).fetchone()
    assert row is not None
    return row[0]


def test_the_service_has_its_settings(empty: Database) -> None:
    with psycopg.connect(empty.service_url) as service:
        assert {name: one(service, f"SHOW {name}") for name in SETTINGS} == SETTINGS


def test_the_owner_waits_as_long_as_it_takes(empty: Database) -> None:
    with psycopg.connect(empty.owner_url) as owner:
        assert [one(owner, f"SHOW {name}") for name in ("search_path", "statement_timeout")] == ["tuntas, public", "0"]


@pytest.mark.parametrize(("role", "bypasses"), [(OWNER, True), (SERVICE, False)])
def test_who_the_roles_are(empty: Database, role: str, bypasses: bool) -> None:  # noqa: FBT001 - a column of the table
    with psycopg.connect(empty.admin_url) as admin:
        row = admin.execute(
            "SELECT rolbypassrls, rolsuper, rolcreaterole, rolcreatedb, rolcanlogin FROM pg_roles WHERE rolname = %s",
            (role,),
        ).fetchone()
    assert row == (bypasses, False, False, False, True)


def test_it_may_be_repeated(empty: Database) -> None:
    bootstrap(empty)
    with psycopg.connect(empty.service_url) as service:
        assert one(service, "SELECT current_user::text") == SERVICE


def test_what_was_turned_is_turned_back(empty: Database) -> None:
    with psycopg.connect(empty.admin_url, autocommit=True) as admin:
        admin.execute("ALTER ROLE tuntas_service BYPASSRLS CREATEDB")
        bootstrap(empty)
        assert one(admin, "SELECT rolbypassrls OR rolcreatedb FROM pg_roles WHERE rolname = 'tuntas_service'") is False


def test_passwords_follow_the_master_key() -> None:
    assert password_of(SERVICE, MASTER_KEY) == password_of(SERVICE, MASTER_KEY)
    assert password_of(SERVICE, MASTER_KEY) != password_of(OWNER, MASTER_KEY)
    assert password_of(SERVICE, MASTER_KEY) != password_of(SERVICE, b"another key")


def test_passwords_are_stored_as_verifiers(empty: Database, house: DatabaseHouse) -> None:
    with psycopg.connect(empty.admin_url) as admin:
        stored = one(admin, "SELECT rolpassword FROM pg_authid WHERE rolname = 'tuntas_service'")
    assert stored.startswith("SCRAM-SHA-256$")
    log = house.folder / "postgres" / "server.log"
    if log.exists():
        assert password_of(SERVICE, MASTER_KEY) not in log.read_text()


@pytest.mark.parametrize(
    ("admin", "service"),
    [
        (
            "postgresql://postgres@/tuntas?host=%2Fvar%2Frun&port=5433",
            {"user": SERVICE, "dbname": "tuntas", "host": "/var/run", "port": "5433"},
        ),
        (
            "postgresql://admin:s%40cret@db.example:6000/tuntas?sslmode=require",
            {"user": SERVICE, "dbname": "tuntas", "host": "db.example", "port": "6000", "sslmode": "require"},
        ),
        (
            "host=::1 port=6000 dbname='a b' user=admin",
            {"user": SERVICE, "dbname": "a b", "host": "::1", "port": "6000"},
        ),
        (
            "postgresql://admin@one,two:5433/tuntas?target_session_attrs=read-write",
            {
                "user": SERVICE, "dbname": "tuntas", "host": "one,two", "port": ",5433",
                "target_session_attrs": "read-write",
            },
        ),
    ],
)  # fmt: skip
def test_urls_of_the_roles(admin: str, service: dict[str, str]) -> None:
    found = conninfo_to_dict(Database.at(admin, MASTER_KEY).service_url)
    assert found.pop("password") == password_of(SERVICE, MASTER_KEY)
    assert found == service


def test_over_tcp() -> None:
    database = Database.at("postgresql://postgres@/tuntas?host=%2Fvar%2Frun&port=5433", MASTER_KEY)
    password = password_of(SERVICE, MASTER_KEY)
    assert database.service_url_over_tcp(7000) == f"postgresql://{SERVICE}:{password}@127.0.0.1:7000/tuntas"


def test_an_administrator_without_rights_is_told(empty: Database) -> None:
    with pytest.raises(UnsupportedDatabaseError, match="TUNTAS_DATABASE_URL"):
        bootstrap(Database(empty.service_url, empty.owner_url, empty.service_url))


async def test_the_pool_hands_out_autocommit_connections_of_the_service(database: Database) -> None:
    pool = open_pool(database.service_url, size=2, prepare_threshold=None)
    async with pool, pool.connection() as connection:
        assert connection.autocommit
        assert connection.prepare_threshold is None
        assert connection.info.user == SERVICE
        row = await (
            await connection.execute("SELECT '{\"a\": [1]}'::jsonb, now() AT TIME ZONE 'UTC' = now()")
        ).fetchone()
    assert row == ({"a": [1]}, True)
