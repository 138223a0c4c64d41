"""The registry knows every region by code and day, and forgets nothing it is not told to."""

from datetime import date

import pytest

from rules.errors import BAD_USER_INPUT, NOT_FOUND, Refusal
from rules.identifiers import NOWHERE, Reach
from rules.time_zones import zone_of
from tenants import enrolment
from tenants.database import Database, Pool
from tenants.registry import Registry, Snapshot
from tenants.session import Sessions
from tests.tenancy import TODAY, NewTenant


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
        assert (found.code, found.time_zone) == (province.code, zone_of(province.id).key)
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
