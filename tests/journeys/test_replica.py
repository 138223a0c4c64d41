"""A real streaming replica: statistics are asked there, nothing else is; it falls behind, goes away, comes back."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from pydantic import SecretStr

from gateway.installation import Installation
from gateway.master_key import Purpose
from tenants.database import Database
from tenants.embedded import EmbeddedServer, ServerOptions, wheel_binaries
from tenants.server_account import server_account
from tests.journeys.service import Person, installation_of, officer, serving
from tests.offices import KEY, Office, open_office
from tests.tallies import crowd, put_down
from tests.tenancy import NewTenant

QUICK = ServerOptions(durable=False)
SECONDS = 20.0
RECEIVED = """query($q: StatisticsInput!) { statistics(question: $q) { rows { figures { received } } } }"""
UNIT = "{ units(first: 50) { nodes { name } } }"
FIRST_DAY = "2024-01-01"
ADD = "UPDATE tuntas.complaint_rollup SET received = received + 1000 WHERE tenant_id = %s AND received > 0"


@dataclass
class Country:
    """A database with one pemda, and its copy."""

    primary: EmbeddedServer
    standby: EmbeddedServer
    database: Database
    office: Office

    def replay(self, action: str) -> None:
        """Hold the copy back (pause), or let it go on (resume)."""
        with psycopg.connect(self.standby.admin_url, autocommit=True) as connection:
            connection.execute(f"SELECT pg_wal_replay_{action}()".encode())

    def caught_up(self) -> None:
        """Wait until the copy has all that was committed so far."""
        with psycopg.connect(self.primary.admin_url) as connection:
            ((here,),) = connection.execute("SELECT pg_current_wal_lsn()::text").fetchall()
        deadline = time.monotonic() + SECONDS
        with psycopg.connect(self.standby.admin_url, autocommit=True) as connection:
            while connection.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", (here,)).fetchall() != [(True,)]:
                assert time.monotonic() < deadline, "the replica does not follow"
                time.sleep(0.05)


def copied(primary: EmbeddedServer, folder: Path) -> EmbeddedServer:
    """A standby that follows, made as docs/operations/scale.md says."""
    with psycopg.connect(primary.admin_url, autocommit=True) as connection:
        ((data,),) = connection.execute("SHOW data_directory").fetchall()
        with (Path(data) / "pg_hba.conf").open("a") as rules:
            rules.write("local replication postgres trust\n")
        connection.execute("SELECT pg_reload_conf()")
    account = server_account()
    folder.mkdir()
    account.own(folder)
    command = [f"{wheel_binaries()}/pg_basebackup", f"--dbname={primary.admin_url}", f"--pgdata={folder}/postgres"]
    options = ["--write-recovery-conf", "--slot=statistics", "--create-slot", "--checkpoint=fast", "--no-sync"]
    subprocess.run([*command, *options], check=True, cwd="/", timeout=120, **account.popen())
    standby = EmbeddedServer(folder, QUICK)
    standby.start()
    return standby


@pytest.fixture(scope="module")
def country() -> Iterator[Country]:
    """Not in pytest's own temporary folder: that one is closed to the server's user."""
    folder = Path(tempfile.mkdtemp(prefix="tuntas-replica-"))
    primary = EmbeddedServer(folder / "primary", QUICK)
    try:
        with primary:
            database = Database.at(primary.admin_url, KEY.derive(Purpose.DATABASE_ROLES))
            Installation(installation_of(database, folder).settings, KEY, database, primary).prepare()
            office = open_office(database, NewTenant(database)())
            put_down(database, crowd([office.pemda], 40))
            standby = copied(primary, folder / "standby")
            try:
                yield Country(primary, standby, database, office)
            finally:
                standby.stop()
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def admin(country: Country, tmp_path: Path) -> Iterator[Person]:
    """The pemda's admin, at a service with a replica."""
    url = SecretStr(country.standby.admin_url)
    installation = installation_of(country.database, tmp_path, replica_url=url)
    with serving(installation) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield officer(client, country.database, country.office.admin)


def question(last_day: str) -> dict[str, Any]:
    """Each its own period: the same again would be answered from what was read a moment ago."""
    return {"q": {"firstDay": FIRST_DAY, "lastDay": last_day}}


def received(admin: Person, last_day: str) -> int:
    ((row),) = admin.ask(RECEIVED, **question(last_day))["statistics"]["rows"]
    return int(row["figures"]["received"])


def received_on(country: Country) -> list[str]:
    """The days on which its forty complaints came."""
    facts = [fact for one in crowd([country.office.pemda], 40) for fact in one.facts]
    return [day.isoformat() for day, column, _ in facts if column == "received"]


def test_statistics_come_from_the_copy_and_everything_else_does_not(country: Country, admin: Person) -> None:
    """While the copy is held back it knows neither new sums nor a new name; only the sums are asked of it."""
    country.caught_up()
    assert received(admin, "2026-01-31") == len(received_on(country)) == 40
    country.replay("pause")
    with psycopg.connect(country.database.owner_url) as owner:
        owner.execute(ADD, (country.office.tenant,))
        owner.execute("UPDATE tuntas.unit SET name = 'Dinas Baru' WHERE tenant_id = %s", (country.office.tenant,))
    assert received(admin, "2026-02-28") == 40
    assert {unit["name"] for unit in admin.ask(UNIT)["units"]["nodes"]} == {"Dinas Baru"}
    country.replay("resume")
    country.caught_up()
    months = {day[:7] for day in received_on(country)}
    assert received(admin, "2026-03-31") == 40 + 1000 * len(months)


def test_row_security_holds_there_too(country: Country) -> None:
    """The service's role on the copy, outside of any reach and within its own."""
    url = Database.at(country.standby.admin_url, KEY.derive(Purpose.DATABASE_ROLES)).service_url
    country.caught_up()
    with psycopg.connect(url, autocommit=True) as service:
        count = "SELECT count(*) > 0 FROM tuntas.complaint_rollup"
        assert service.execute(count).fetchall() == [(False,)]
        with service.transaction():
            service.execute("SELECT tuntas.enter(%s, %s, '{}')", tuple(country.office.pemda.reach))
            assert service.execute(count).fetchall() == [(True,)]
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            service.execute("DELETE FROM tuntas.complaint_rollup")


def test_while_it_is_away_statistics_are_refused_and_everything_else_goes_on(country: Country, admin: Person) -> None:
    before = received(admin, "2026-04-30")
    country.standby.stop()
    try:
        refused = admin.post(RECEIVED, question("2026-05-31")).json()
        (error,) = refused["errors"]
        assert error["extensions"]["code"] == "RETRY"
        assert refused.get("data") is None
        assert admin.ask(UNIT)["units"]["nodes"]
    finally:
        country.standby.start()
    assert received(admin, "2026-06-30") == before
