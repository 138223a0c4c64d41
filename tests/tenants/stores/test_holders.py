"""Who sits somewhere is asked of the moment: appointed, begun, not ended, and a Plh before who is away."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from rules.identifiers import Reach
from rules.roles import Role
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import holders
from tests.offices import NOW, SINCE, Office

pytestmark = pytest.mark.anyio
LIAISON = [Role.PENGHUBUNG.value]


@pytest.fixture
def sessions(pool: Pool) -> Sessions:
    return Sessions(pool, Reach(0, 9999))


async def test_of_these_desks_in_these_roles(sessions: Sessions, office: Office) -> None:
    paths = [office.paths["dinkes"], office.paths["perkim"]]
    found = await holders.of_desks(sessions, [(office.tenant, paths)], LIAISON, NOW)
    assert [row.account_id for row in found] == [office.by("dinkes").account, office.by("perkim").account]
    assert {row.role for row in found} == {"PENGHUBUNG"}


async def test_of_the_whole_pemda_and_of_several(sessions: Sessions, office: Office) -> None:
    found = await holders.of_desks(sessions, [(office.tenant, None), (office.tenant + 50, None)], LIAISON, NOW)
    assert len(found) == 5
    assert await holders.of_desks(sessions, [], LIAISON, NOW) == []


@pytest.mark.parametrize("shift", [-1, 1])
async def test_only_while_the_appointment_lasts(
    sessions: Sessions, office: Office, database: Database, shift: int
) -> None:
    end = NOW + timedelta(seconds=shift)
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "UPDATE tuntas.appointment SET valid_to = %s WHERE tenant_id = %s AND position_id = %s",
            (end, office.tenant, office.by("dinkes").position),
        )
    found = await holders.of_desks(sessions, [(office.tenant, [office.paths["dinkes"]])], LIAISON, NOW)
    assert len(found) == (shift > 0)
    assert await holders.of_desks(sessions, [(office.tenant, None)], LIAISON, SINCE - timedelta(days=1)) == []


async def test_a_plh_stands_in_only_at_the_position_of_who_is_away(
    sessions: Sessions, office: Office, database: Database
) -> None:
    stands_in = uuid4()
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "INSERT INTO tuntas.appointment (tenant_id, id, position_id, account_id, person_name, kind, sk_number,"
            " sk_date, valid_from) VALUES (%s, %s, %s, %s, 'Plh', 'PLH', 'SK', %s, %s)",
            (office.tenant, uuid4(), office.by("dinkes").position, stands_in, NOW.date(), NOW),
        )
    found = await holders.of_desks(sessions, [(office.tenant, None)], LIAISON, NOW)
    accounts = {row.account_id for row in found}
    assert stands_in in accounts
    assert office.by("dinkes").account not in accounts
    assert len(found) == 5


async def test_a_closed_unit_or_position_has_nobody(sessions: Sessions, office: Office, database: Database) -> None:
    yesterday = NOW.date() - timedelta(days=1)
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "UPDATE tuntas.unit SET active_to = %s WHERE tenant_id = %s AND path = %s",
            (yesterday, office.tenant, office.paths["dinkes"]),
        )
        owner.execute(
            "UPDATE tuntas.position SET active_to = %s WHERE tenant_id = %s AND id = %s",
            (yesterday, office.tenant, office.by("perkim").position),
        )
    found = {row.account_id for row in await holders.of_desks(sessions, [(office.tenant, None)], LIAISON, NOW)}
    assert found == {office.by(unit).account for unit in ("puskesmas", "kecamatan", "kelurahan")}


async def test_outside_of_the_reach_there_is_nobody(pool: Pool, office: Office) -> None:
    blind = Sessions(pool, Reach(office.tenant + 1, office.tenant + 1))
    assert await holders.of_desks(blind, [(office.tenant, None)], LIAISON, NOW) == []
