"""A pemda comes, goes and comes back; the registry remembers under which code and name."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import psycopg
import pytest

from rules.errors import BAD_USER_INPUT, NOT_FOUND, Refusal
from rules.identifiers import NOWHERE, Reach
from tenants import enrolment, partitions
from tenants.database import Database, Pool
from tenants.partitions import Key
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


class TestRegistry:
    async def test_the_nation_546_pemda_and_jakartas_areas(self, pool: Pool) -> None:
        registry = await snapshot(pool)
        provinces = registry.within("00", TODAY)
        real = [row for row in provinces if not row.name.startswith("Provinsi Uji")]
        regencies = [row for province in real for row in registry.within(province.code, TODAY)]
        assert len(real) == 38
        assert sum(row.autonomous for row in regencies) == 508
        assert [row.code for row in regencies if not row.autonomous] == [
            "31.01", "31.71", "31.72", "31.73", "31.74", "31.75",
        ]  # fmt: skip

    async def test_jakartas_areas_are_units_of_3100(self, pool: Pool) -> None:
        registry = await snapshot(pool)
        area, jakarta = registry.resolve("31.74", TODAY), registry.resolve("31", TODAY)
        assert area is not None
        assert jakarta is not None
        assert (area.tenant_id, jakarta.tenant_id) == (3100, 3100)

    async def test_names_and_numbers(self, pool: Pool) -> None:
        bintan = (await snapshot(pool)).resolve("21.01", TODAY)
        assert bintan is not None
        assert (bintan.name, bintan.level, bintan.tenant_id) == ("Kabupaten Bintan", "kabupaten", 2101)

    async def test_who_is_enrolled_reaches(self, pool: Pool, new_tenant: NewTenant) -> None:
        province = new_tenant(level="provinsi")
        registry = await snapshot(pool)
        assert registry.reach_of(province.id) == Reach(province.id, province.id + 99)
        assert registry.reach_of(0) == Reach(0, 9999)
        assert registry.tenant_id_of(province.code, TODAY) == province.id
        found = registry.tenant(province.id)
        assert found is not None
        assert (found.code, found.time_zone) == (province.code, "Asia/Jakarta")
        assert found in registry.tenants

    async def test_who_is_not_enrolled_does_not(self, pool: Pool) -> None:
        registry = await snapshot(pool)
        assert registry.reach_of(7171) == NOWHERE
        with pytest.raises(Refusal) as refused:
            registry.tenant_id_of("71.71", TODAY)
        assert refused.value.code == BAD_USER_INPUT
        with pytest.raises(Refusal) as refused:
            registry.tenant_id_of("99.99", TODAY)
        assert refused.value.code == NOT_FOUND

    async def test_it_is_remembered_until_it_is_invalidated(self, pool: Pool, new_tenant: NewTenant) -> None:
        registry = Registry(Sessions(pool, NOWHERE))
        before = await registry.current()
        late = new_tenant()
        assert await registry.current() is before
        registry.invalidate()
        assert (await registry.current()).tenant(late.id) is not None

    async def test_it_is_read_again_after_a_while(self, pool: Pool, new_tenant: NewTenant) -> None:
        registry = Registry(Sessions(pool, NOWHERE), seconds=0.0)
        assert await registry.current() is not await registry.current()

    async def test_a_renamed_region_keeps_its_past(self, pool: Pool, database: Database, new_tenant: NewTenant) -> None:
        tenant = new_tenant()
        enrolment.rename(database.owner_url, tenant.code, "Kabupaten Baru", on=date(2026, 7, 1))
        registry = await snapshot(pool)
        names = [
            region.name
            for day in (date(2026, 6, 30), date(2026, 7, 1))
            if (region := registry.resolve(tenant.code, day)) is not None
        ]
        assert names == [tenant.name, "Kabupaten Baru"]
        assert len(registry.history(tenant.code)) == 2
        renamed = registry.tenant(tenant.id)
        assert renamed is not None
        assert renamed.name == "Kabupaten Baru"

    async def test_a_region_with_a_new_code_keeps_its_cases(
        self, pool: Pool, database: Database, new_tenant: NewTenant
    ) -> None:
        """As when Papua was split: the regency got the code of the new province."""
        tenant, province = new_tenant(), new_tenant(level="provinsi")
        new = f"{province.code}.55"
        enrolment.recode(database.owner_url, tenant.code, new, on=date(2026, 7, 1))
        registry = await snapshot(pool)
        assert registry.resolve(tenant.code, date(2026, 7, 1)) is None
        assert registry.tenant_id_of(tenant.code, date(2026, 6, 30)) == tenant.id
        assert registry.tenant_id_of(new, date(2026, 7, 1)) == tenant.id
        assert registry.resolve(new, date(2026, 6, 30)) is None
        assert [row.code for row in registry.within(province.code, date(2026, 7, 1))] == [new]

    def test_an_unknown_region_cannot_be_renamed(self, database: Database) -> None:
        with pytest.raises(Refusal) as refused:
            enrolment.rename(database.owner_url, "99.98", "Nama", on=TODAY)
        assert refused.value.code == NOT_FOUND


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


class TestStatements:
    KEY = Key("event", "fk", "complaint", "FOREIGN KEY (tenant_id, c) REFERENCES tuntas.complaint(tenant_id, id)")

    def test_attachment(self) -> None:
        assert partitions.attachment_statements(["complaint"], 0) == [
            "CREATE TABLE tuntas_partitions.complaint_0000 PARTITION OF tuntas.complaint FOR VALUES IN (0)"
        ]

    def test_detachment_hangs_the_keys_on_the_partitions(self) -> None:
        assert partitions.detachment_statements(["complaint", "event"], [self.KEY], 2101) == [
            "ALTER TABLE tuntas.event DETACH PARTITION tuntas_partitions.event_2101",
            "ALTER TABLE tuntas_partitions.event_2101 DROP CONSTRAINT fk",
            "ALTER TABLE tuntas.complaint DETACH PARTITION tuntas_partitions.complaint_2101",
            "ALTER TABLE tuntas_partitions.event_2101 ADD CONSTRAINT fk "
            + self.KEY.definition.replace("tuntas.complaint", "tuntas_partitions.complaint_2101"),
        ]

    def test_the_return_drops_them_again(self) -> None:
        assert partitions.return_statements(["complaint", "event"], [self.KEY], 2101) == [
            "ALTER TABLE tuntas_partitions.event_2101 DROP CONSTRAINT fk",
            "ALTER TABLE tuntas.complaint ATTACH PARTITION tuntas_partitions.complaint_2101 FOR VALUES IN (2101)",
            "ALTER TABLE tuntas.event ATTACH PARTITION tuntas_partitions.event_2101 FOR VALUES IN (2101)",
        ]

    @pytest.mark.parametrize(
        ("name", "scope", "key", "statement"),
        [
            ("region", "reference", "code", "create_reference_table('tuntas.region')"),
            (
                "unit",
                "tenant",
                "tenant_id",
                "create_distributed_table('tuntas.unit', 'tenant_id', colocate_with => 'none', shard_count => 32)",
            ),
            (
                "complaint",
                "tenant",
                "tenant_id",
                "create_distributed_table('tuntas.complaint', 'tenant_id', colocate_with => 'tuntas.unit')",
            ),
            (
                "account",
                "distributed",
                "id",
                "create_distributed_table('tuntas.account', 'id', colocate_with => 'none', shard_count => 32)",
            ),
        ],
    )
    def test_distribution(self, name: str, scope: str, key: str, statement: str) -> None:
        assert partitions.distribution(name, scope, key) == f"SELECT {statement}"
