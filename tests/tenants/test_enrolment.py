"""A pemda comes, goes and comes back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import psycopg
import pytest

from rules.errors import BAD_USER_INPUT, NOT_FOUND, Refusal
from rules.identifiers import NOWHERE
from tenants import enrolment, partitions
from tenants.database import Database, Pool
from tenants.registry import Registry, Snapshot
from tenants.session import Sessions
from tests.database_house import DatabaseHouse
from tests.tenancy import TODAY, NewTenant
from tests.tenants.full_tables import fill


def count(database: Database, sql: str) -> int:
    with psycopg.connect(database.owner_url) as owner:
        row = owner.execute(sql.encode()).fetchone()
    assert row is not None
    return int(row[0])


async def snapshot(pool: Pool) -> Snapshot:
    return await Registry(Sessions(pool, NOWHERE)).current()


class TestEnrolment:
    def test_it_makes_a_partition_of_every_growing_table(self, database: Database, new_tenant: NewTenant) -> None:
        tenant = new_tenant()
        with psycopg.connect(database.owner_url) as owner:
            tables = partitions.partitioned_tables(owner)
            missing = [
                table
                for table in tables
                if owner.execute("SELECT to_regclass(%s)", (partitions.partition_of(table, tenant.id),)).fetchone()
                == (None,)
            ]
        assert tables[0] == "complaint"
        assert len(tables) >= 8
        assert missing == []

    def test_a_second_time_nothing_happens(self, database: Database, new_tenant: NewTenant) -> None:
        tenant = new_tenant()
        assert enrolment.enrol(database.owner_url, [tenant.code], on=TODAY) == []

    def test_two_at_once_enrol_it_once(self, house: DatabaseHouse, database: Database) -> None:
        with ThreadPoolExecutor(2) as threads:
            both = threads.map(lambda _: enrolment.enrol(database.owner_url, ["72.71"], on=TODAY), range(2))
        assert sorted(len(fresh) for fresh in both) == [0, 1]

    @pytest.mark.parametrize(
        ("code", "refusal"), [("31.74", BAD_USER_INPUT), ("99.97", NOT_FOUND), ("21.1", NOT_FOUND), ("", NOT_FOUND)]
    )
    def test_what_is_no_pemda_is_refused(self, database: Database, code: str, refusal: str) -> None:
        with pytest.raises(Refusal) as refused:
            enrolment.enrol(database.owner_url, [code], on=TODAY)
        assert refused.value.code == refusal

    def test_before_its_first_day_there_is_no_pemda(self, database: Database) -> None:
        with pytest.raises(Refusal):
            enrolment.enrol(database.owner_url, ["73"], on=date(1899, 1, 1))

    def test_regions_are_loaded_once(self, database: Database) -> None:
        assert enrolment.load_regions(database.owner_url) == 0

    def test_progress_is_told(self, database: Database) -> None:
        told: list[str] = []
        enrolment.enrol(database.owner_url, ["74", "74.71"], on=TODAY, progress=told.append)
        assert told == ["74", "74.71"]


class TestDetachment:
    def test_its_cases_go_aside_whole_and_come_back(self, database: Database, new_tenant: NewTenant) -> None:
        tenant, sibling = new_tenant(), new_tenant()
        with psycopg.connect(database.owner_url) as owner:
            fill(owner, tenant, uuid4())
            fill(owner, sibling, uuid4())
        rows = f"SELECT count(*) FROM tuntas.complaint_event WHERE tenant_id = {tenant.id}"
        aside = f"SELECT count(*) FROM {partitions.partition_of('complaint_event', tenant.id)}"
        enrolment.detach(database.owner_url, tenant.code)
        assert (count(database, rows), count(database, aside)) == (0, 1)
        assert count(database, rows.replace(str(tenant.id), str(sibling.id))) == 1
        with psycopg.connect(database.owner_url) as owner, owner.transaction(force_rollback=True):
            owner.execute(f"DELETE FROM {partitions.partition_of('complaint', tenant.id)}".encode())
            assert owner.execute(aside.encode()).fetchone() == (0,)  # they still belong to each other
        assert enrolment.enrol(database.owner_url, [tenant.code], on=TODAY) == [tenant.id]
        assert count(database, rows) == 1
        with psycopg.connect(database.owner_url) as owner:
            owner.execute("DELETE FROM tuntas.complaint WHERE tenant_id = %s", (tenant.id,))
        assert count(database, rows) == 0  # the parents' foreign keys hold again, and cascade

    async def test_the_registry_forgets_it(self, pool: Pool, database: Database, new_tenant: NewTenant) -> None:
        tenant = new_tenant()
        enrolment.detach(database.owner_url, tenant.code)
        assert (await snapshot(pool)).reach_of(tenant.id) == NOWHERE

    def test_only_the_enrolled_are_detached(self, database: Database, new_tenant: NewTenant) -> None:
        tenant = new_tenant()
        enrolment.detach(database.owner_url, tenant.code)
        for code in (tenant.code, "75.71"):
            with pytest.raises(Refusal) as refused:
                enrolment.detach(database.owner_url, code)
            assert refused.value.code == NOT_FOUND
