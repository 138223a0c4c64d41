"""What people chose and where they are reached is told of the accounts that are named, and of no others."""

from uuid import UUID, uuid4

import psycopg
import pytest

from rules.identifiers import NATION, Reach
from tenants.database import Database, Pool
from tenants.notification_rows import AddressRow, SettingRow
from tenants.session import Sessions
from tenants.stores import notification_settings
from tests.offices import NOW

pytestmark = pytest.mark.anyio


@pytest.fixture
def sessions(pool: Pool) -> Sessions:
    return Sessions(pool, Reach(NATION, NATION))


def account(database: Database, *, active: bool = True) -> UUID:
    made = uuid4()
    with psycopg.connect(database.owner_url) as owner:
        owner.execute(
            "INSERT INTO tuntas.account (id, name, kind, active, created_at) VALUES (%s, 'Ani', 'CITIZEN', %s, now())",
            (made, active),
        )
        owner.execute("INSERT INTO tuntas.account_email VALUES (%s, %s)", (f"{made}@warga.test", made))
    return made


async def test_the_last_choice_holds(sessions: Sessions) -> None:
    one, other = uuid4(), uuid4()
    async with sessions.write((NATION,)) as tx:
        notification_settings.choose(tx, SettingRow(one, {"COPY": ["EMAIL"]}, digest=True, quiet="NIGHT"), NOW)
        notification_settings.choose(tx, SettingRow(one, {"COPY": []}, digest=False, quiet="NEVER"), NOW)
    found = await notification_settings.of(sessions, [other, one])
    assert found == [None, SettingRow(one, {"COPY": []}, digest=False, quiet="NEVER")]


async def test_who_is_switched_off_is_not_reached(sessions: Sessions, database: Database) -> None:
    here, gone = account(database), account(database, active=False)
    found = await notification_settings.addresses(sessions, [here, gone, uuid4()])
    assert found == [AddressRow(here, "Ani", f"{here}@warga.test"), None, None]


@pytest.mark.parametrize("statement", ["SELECT * FROM tuntas.notification_setting", "DELETE FROM tuntas.account_email"])
def test_the_service_reaches_the_tables_through_functions_only(database: Database, statement: str) -> None:
    with psycopg.connect(database.service_url) as service, pytest.raises(psycopg.errors.InsufficientPrivilege):
        service.execute(statement.encode())
