"""A hand-over has its packet after the next look, and one packet only."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from gateway.delivery.inside import House
from gateway.master_key import Purpose
from gateway.packets.office import PacketOffice
from gateway.packets.signing import PacketKey
from gateway.storage.store import Storage
from gateway.worker.packing import Packing
from gateway.worker.sweeping import Sweep
from policies.principal import Principal
from rules.identifiers import Reach
from tenants.database import Database, Pool
from tenants.timetables import Timetables
from tenants.vault import Vault
from tests.casework import submitted
from tests.gateway.worker.test_sweeping import Here
from tests.offices import KEY, Asking, Office, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


class Packer(House):
    """The graph for a system that reaches one pemda, with a place for packets."""

    def __init__(self, pool: Pool, office: Office, ask: Asking, folder: Path) -> None:
        timetables = Timetables(pool, lambda: 0.0, at_once=True)
        packets = PacketOffice(PacketKey.of(KEY), Storage.open(None, folder))
        super().__init__(pool, Vault(KEY.derive(Purpose.TENANT_KEYS)), timetables, lambda: ask.now, packets)
        self._office = office

    def context(self, principal: Principal) -> Any:
        tenant = self._office.tenant
        return super().context(replace(principal, reach=Reach(tenant, tenant)))


@pytest.fixture
def office(database: Database, new_tenant: NewTenant) -> Office:
    return open_office(database, new_tenant())


@pytest.fixture
def rooms(pool: Pool) -> Pool:
    return pool


async def test_what_was_handed_over_has_one_packet(
    ask: Asking, rooms: Pool, office: Office, database: Database, tmp_path: Path
) -> None:
    await (await submitted(ask, office)).disposed()
    late = ask.later(days=60)
    await Sweep(Here(rooms, office, ask.now + timedelta(days=60)))()
    pack = Packing(Packer(rooms, office, late, tmp_path))
    assert (await pack(), await pack()) == (1, 0)
    with psycopg.connect(database.admin_url) as connection:
        rows = connection.execute(
            "SELECT kind, made_at IS NOT NULL, size > 1000 FROM tuntas.packet WHERE tenant_id = %s", (office.tenant,)
        ).fetchall()
    assert rows == [("OMBUDSMAN", True, True)]
