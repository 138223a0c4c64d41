"""A pemda that fills every table, its archive, and a database that does not have it."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from migrations import runner
from tenants.archive.exporting import export
from tenants.database import Database
from tests.database_house import DatabaseHouse
from tests.tenancy import EnrolledPemda, NewTenant
from tests.tenants.archive.drawer import BLOBS, Drawer
from tests.tenants.full_tables import fill


@pytest.fixture(scope="module")
def pemda(database: Database, new_tenant: NewTenant) -> EnrolledPemda:
    """A pemda with a row in every table, people, a directory and attachments."""
    tenant = new_tenant()
    account, identity = uuid4(), uuid4()
    with psycopg.connect(database.owner_url) as owner:
        fill(owner, tenant, identity)
        owner.execute(
            "INSERT INTO tuntas.account (id, name, kind, password_hash, created_at) "
            "VALUES (%s, 'Pak Budi', 'STAFF', '$argon2id$', now())",
            (account,),
        )
        owner.execute("INSERT INTO tuntas.account_email VALUES (%s, %s)", (f"{account}@tuntas.test", account))
        owner.execute("INSERT INTO tuntas.account_position VALUES (%s, %s, %s)", (account, tenant.id, identity))
        owner.execute(
            "INSERT INTO tuntas.notification_setting VALUES (%s, %s, true, %s, now())", (account, "{}", "NIGHT")
        )
        owner.execute(
            "INSERT INTO tuntas.directory (tracking_code, tenant_id, complaint_id, entered_at) "
            "VALUES (%s, %s, %s, now())",
            (f"TT-{identity}", tenant.id, identity),
        )
        for key in BLOBS:
            owner.execute(
                "INSERT INTO tuntas.attachment (tenant_id, id, complaint_id, audience, name, media_type, size, sha256, "
                "storage_key, at) VALUES (%s, %s, %s, 'REPORTER', 'a.jpg', 'image/jpeg', 1, '\\x00', %s, now())",
                (tenant.id, uuid4(), identity, key),
            )
        owner.execute("DELETE FROM tuntas.attachment WHERE tenant_id = %s AND id = %s", (tenant.id, identity))
    return tenant


@pytest.fixture
def archive(database: Database, pemda: EnrolledPemda, tmp_path: Path) -> Path:
    path = tmp_path / "pemda.tar"
    export(Drawer(BLOBS).source(database), pemda.code, path)
    return path


@pytest.fixture(scope="module")
def bare(house: DatabaseHouse) -> Iterator[Database]:
    """A migrated database without a single region."""
    database = house.empty_database("bare")
    runner.upgrade(database.owner_url)
    yield database
    house.drop("bare")


@pytest.fixture
def elsewhere(bare: Database) -> Iterator[Database]:
    """The bare database, emptied again after the test."""
    yield bare
    with psycopg.connect(bare.owner_url) as owner:
        names = owner.execute(
            "SELECT relname, relnamespace::regnamespace::text FROM pg_class "
            "WHERE relnamespace IN ('tuntas'::regnamespace, 'tuntas_partitions'::regnamespace) "
            "AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'alembic_version'"
        ).fetchall()
        tables = ", ".join(f"{schema}.{name}" for name, schema in names)
        owner.execute(f"TRUNCATE {tables}".encode())
        for (name,) in owner.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'tuntas_partitions'::regnamespace AND relkind = 'r' "
            "ORDER BY relname LIKE 'complaint\\_____'"
        ).fetchall():
            owner.execute(f"DROP TABLE tuntas_partitions.{name} CASCADE".encode())
