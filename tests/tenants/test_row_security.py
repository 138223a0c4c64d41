"""What the service's role can see and change in the real tables: every one of them, found in the catalogue."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tenants.database import PARTITION_SCHEMA, SCHEMA, Database
from tests.tenancy import EnrolledPemda, NewTenant, tables_of
from tests.tenants.full_tables import fill, tenant_tables

Service = psycopg.Connection[Any]


@pytest.fixture(scope="module")
def families(database: Database, new_tenant: NewTenant) -> dict[str, EnrolledPemda]:
    """A province with two regencies and a regency elsewhere, each with a row in every table."""
    province = new_tenant(level="provinsi")
    found = {
        "province": province,
        "regency": new_tenant(beside=province),
        "sibling": new_tenant(beside=province),
        "stranger": new_tenant(apart=True),
    }
    with psycopg.connect(database.owner_url) as owner:
        for tenant in found.values():
            fill(owner, tenant, uuid4())
    return found


@pytest.fixture
def service(database: Database) -> Iterator[Service]:
    with psycopg.connect(database.service_url, autocommit=True) as connection:
        yield connection


def enter(service: Service, lo: int, hi: int, *writes: int) -> None:
    service.execute("SELECT tuntas.enter(%s, %s, %s::int[])", (lo, hi, list(writes)))


def tenants_seen(service: Service, table: str) -> list[int]:
    rows = service.execute(f"SELECT DISTINCT tenant_id FROM {SCHEMA}.{table} ORDER BY 1".encode()).fetchall()
    return [tenant for (tenant,) in rows]


def test_the_catalogue_and_the_declarations_agree(database: Database) -> None:
    with psycopg.connect(database.owner_url) as owner:
        assert set(tenant_tables(owner)) == set(tables_of("tenant"))


def test_without_a_setting_every_table_is_empty(service: Service, families: dict[str, EnrolledPemda]) -> None:
    tables = tenant_tables(service)
    assert len(tables) >= 20
    assert {table: tenants_seen(service, table) for table in tables} == {table: [] for table in tables}


def test_an_emptied_setting_shows_nothing_either(service: Service, families: dict[str, EnrolledPemda]) -> None:
    with service.transaction():
        enter(service, 0, 9999)
        assert tenants_seen(service, "unit")
    for table in tenant_tables(service):
        assert tenants_seen(service, table) == []


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("regency", ["regency"]),
        ("sibling", ["sibling"]),
        ("stranger", ["stranger"]),
        ("province", ["province", "regency", "sibling"]),
    ],
)
def test_every_table_shows_the_reach_and_nothing_more(
    service: Service, families: dict[str, EnrolledPemda], who: str, sees: list[str]
) -> None:
    expected = sorted(families[name].id for name in sees)
    with service.transaction():
        enter(service, *families[who].reach)
        for table in tenant_tables(service):
            assert tenants_seen(service, table) == expected, table


def test_nothing_is_changed_without_being_listed(
    database: Database, service: Service, families: dict[str, EnrolledPemda]
) -> None:
    """The reach is the whole nation: reading all of it gives no right to write any of it."""
    ours, theirs = families["regency"].id, families["sibling"].id
    for table in tenant_tables(service):
        for statement in (f"UPDATE {SCHEMA}.{table} SET tenant_id = tenant_id", f"DELETE FROM {SCHEMA}.{table}"):
            for listed in ([], [ours]):
                with service.transaction(force_rollback=True):
                    enter(service, 0, 9999, *listed)
                    try:
                        with service.transaction():
                            touched = service.execute(f"{statement} WHERE tenant_id = {theirs}".encode()).rowcount
                    except psycopg.errors.InsufficientPrivilege:
                        touched = 0  # the right itself is missing: what is history is not rewritten
                    assert touched == 0, statement


def test_a_row_cannot_be_put_into_another_pemda(service: Service, families: dict[str, EnrolledPemda]) -> None:
    for table in tenant_tables(service):
        statement = f"INSERT INTO {SCHEMA}.{table} (tenant_id) VALUES ({families['sibling'].id})".encode()
        with service.transaction(force_rollback=True):
            enter(service, 0, 9999, families["regency"].id)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                service.execute(statement)


def test_partitions_cannot_be_named(service: Service, families: dict[str, EnrolledPemda]) -> None:
    with service.transaction():
        enter(service, 0, 9999)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            service.execute(f"SELECT * FROM {PARTITION_SCHEMA}.complaint_{families['regency'].id:04d}".encode())


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE tuntas_owner",
        "SET SESSION AUTHORIZATION tuntas_owner",
        "ALTER ROLE tuntas_service BYPASSRLS",
        "ALTER TABLE tuntas.unit DISABLE ROW LEVEL SECURITY",
        "DROP POLICY reach ON tuntas.unit",
        "CREATE POLICY all_of_it ON tuntas.unit USING (true)",
        "SELECT * FROM tuntas.account",
        "SELECT * FROM tuntas.directory",
        "SELECT * FROM tuntas.session",
        "UPDATE tuntas.tenant SET name = 'x'",
        "TRUNCATE tuntas.unit",
        "CREATE TABLE tuntas.mine (id int)",
        "COPY tuntas.region TO '/tmp/x'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT * FROM pg_authid",
        "CREATE EXTENSION hstore",
    ],
)
def test_the_service_cannot_help_itself(service: Service, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        service.execute(statement.encode())


def test_turning_row_security_off_is_an_error_not_a_way_around(
    service: Service, families: dict[str, EnrolledPemda]
) -> None:
    service.execute("SET row_security = off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        service.execute("SELECT * FROM tuntas.unit")


@pytest.mark.parametrize("arguments", ["NULL, 1, '{}'", "1, NULL, '{}'", "1, 1, NULL", "1, 1, '{1,2,3}'"])
def test_enter_takes_no_half_said_reach(service: Service, arguments: str) -> None:
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        service.execute(f"SELECT tuntas.enter({arguments})".encode())


def test_a_prepared_statement_serves_each_reach_its_own(service: Service, families: dict[str, EnrolledPemda]) -> None:
    for who in ("regency", "sibling", "stranger") * 4:
        with service.transaction():
            enter(service, *families[who].reach)
            rows = service.execute("SELECT tenant_id FROM tuntas.unit", prepare=True).fetchall()
        assert rows == [(families[who].id,)]


def test_a_statement_that_names_its_tenant_opens_one_partition(
    service: Service, families: dict[str, EnrolledPemda]
) -> None:
    with service.transaction():
        enter(service, *families["province"].reach)
        plan = service.execute(
            "EXPLAIN (FORMAT JSON) SELECT id FROM tuntas.complaint WHERE tenant_id = %s ORDER BY due_order LIMIT 50",
            (families["regency"].id,),
        ).fetchone()
        locked = service.execute(
            "SELECT c.relname FROM pg_locks l JOIN pg_class c ON c.oid = l.relation "
            "WHERE l.pid = pg_backend_pid() AND c.relnamespace = %s::regnamespace AND c.relkind = 'r'",
            (PARTITION_SCHEMA,),
        ).fetchall()
    partition = f"complaint_{families['regency'].id:04d}"
    assert set(re.findall(r"complaint_\d+", str(plan))) == {partition}
    assert locked == [(partition,)]
