"""Service or server killed in the middle of it: what was answered is there once, what was not is whole or not there."""

import asyncio
import os
import random
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest

from gateway.master_key import Purpose
from graph.nodes import node_id, parse_id
from migrations import runner
from policies.principal import Principal
from rules.errors import Refusal
from rules.identifiers import NATION, tenant_id_of
from rules.roles import Role
from tenants import enrolment
from tenants.database import Database, bootstrap, open_pool
from tenants.embedded import EmbeddedServer, ServerOptions
from tenants.vault import Vault
from tests.casework import PASSED, Case, key, submitted
from tests.database_house import MASTER_KEY, TODAY, DatabaseHouse
from tests.journeys.mortal import Mortal
from tests.journeys.nation import national_desk
from tests.journeys.service import installation_of, token_for
from tests.offices import VISITOR, Asking, Office, open_office
from tests.proof import Proof
from tests.tenancy import EnrolledPemda, NewTenant

ROUNDS, WANDERERS = 8, 4
_ENTER = """mutation($input: EnterComplaintInput!) { enterComplaint(input: $input) {
  trackingCode complaint { id version } } }"""
_INPUTS = {"verifyComplaint": "Verify", "transferComplaint": "Transfer", "returnComplaintToNation": "ReturnToNation"}


@dataclass
class Hall:
    """A database of its own with the nation, a regency, and the service in front of it."""

    database: Database
    office: Office
    nation: Principal
    service: Mortal
    headers: dict[Any, dict[str, str]] = field(default_factory=dict)

    async def post(self, client: httpx.AsyncClient, who: Principal, query: str, **variables: Any) -> Any:
        if who.position not in self.headers:
            token, position = (
                token_for(self.database, who),
                node_id("Position", who.tenant, who.position or UUID(int=0)),
            )
            self.headers[who.position] = {"authorization": f"Bearer {token}", "x-position": position}
        body = {"query": query, "variables": variables}
        reply = (await client.post("/graphql", json=body, headers=self.headers[who.position])).json()
        assert "errors" not in reply, reply
        return reply["data"]


@dataclass
class Wanderer:
    """A complaint that goes to and fro between nation and regency; it knows what was answered, and what was not."""

    hall: Hall
    id: UUID | None = None
    tenant: int = NATION
    version: int = 0
    verified: bool = False
    moves: int = 0
    asked: tuple[str, dict[str, Any]] | None = None

    async def wander(self, client: httpx.AsyncClient) -> None:
        """Go on until nobody answers; what nobody answered is asked again first, with the same key."""
        while True:
            name, given = self.asked = self.asked or self.next()
            who = self.hall.nation if self.tenant == NATION else self.hall.office.admin
            if name == "enterComplaint":
                data = await self.hall.post(client, who, _ENTER, input=given)
                self.id = parse_id(data[name]["complaint"]["id"]).uuid
            else:
                document = f"mutation($input: {_INPUTS[name]}ComplaintInput!) {{ {name}(input: $input) {{ id }} }}"
                document = document.replace("NationComplaintInput", "NationInput")
                await self.hall.post(client, who, document, input=given)
            self.asked = None
            self.answered(name)

    def next(self) -> tuple[str, dict[str, Any]]:
        if self.id is None:
            return "enterComplaint", letter()
        base = {
            "complaint": node_id("Complaint", self.tenant, self.id), "version": self.version, "clientKey": key(),
        }  # fmt: skip
        if self.tenant != NATION:
            return "returnComplaintToNation", {**base, "reason": "Bukan kewenangan kabupaten."}
        if not self.verified:
            return "verifyComplaint", {**base, **PASSED}
        return "transferComplaint", {**base, "pemda": self.hall.office.pemda.code, "note": "Kewenangan kabupaten."}

    def answered(self, name: str) -> None:
        self.version += 1
        self.verified = name == "verifyComplaint"
        if name in ("transferComplaint", "returnComplaintToNation"):
            self.tenant = self.hall.office.tenant if self.tenant == NATION else NATION
            self.moves += 1


@dataclass
class Filer:
    """Files one complaint after the other; `told` are the codes that were answered."""

    hall: Hall
    told: list[str] = field(default_factory=list)
    asked: dict[str, Any] | None = None

    async def file(self, client: httpx.AsyncClient) -> None:
        while True:
            self.asked = self.asked or letter()
            data = await self.hall.post(client, self.hall.office.admin, _ENTER, input=self.asked)
            self.told.append(data["enterComplaint"]["trackingCode"].replace("-", ""))
            self.asked = None


def letter() -> dict[str, Any]:
    return {
        "clientKey": key(), "channel": "LETTER", "kind": "PENGADUAN_TIDAK_BERKADAR", "title": "Lampu jalan padam",
        "body": "Lampu jalan di simpang pasar padam sejak dua minggu.", "reporter": {"name": "Budi Pelapor"},
    }  # fmt: skip


@pytest.fixture
def hall(house: DatabaseHouse, tmp_path: Path) -> Iterator[Hall]:
    name = f"{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_killed"
    database = house.database_for(name)
    office = open_office(database, NewTenant(database)())
    service = Mortal(database, tmp_path)
    yield Hall(database, office, national_desk(database), service)
    service.kill()
    house.drop("killed")


async def one_life(hall: Hall, wanderers: list[Wanderer], filers: list[Filer], seconds: float) -> None:
    """Everybody is busy; then the service is no more."""
    hall.service.start()
    limits = httpx.Limits(max_connections=WANDERERS + 2)
    async with httpx.AsyncClient(base_url=hall.service.url, limits=limits, timeout=20) as client:
        tasks = [asyncio.create_task(one.wander(client)) for one in wanderers]
        tasks += [asyncio.create_task(one.file(client)) for one in filers]
        await asyncio.sleep(seconds)
        await asyncio.to_thread(hall.service.kill)
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            assert isinstance(outcome, httpx.TransportError), outcome


def test_the_service_killed_in_the_middle_of_transfers_and_submissions_loses_nothing(hall: Hall) -> None:
    source = random.Random(8)
    wanderers, filers = [Wanderer(hall) for _ in range(WANDERERS)], [Filer(hall), Filer(hall)]
    for life in range(ROUNDS):
        asyncio.run(one_life(hall, wanderers, filers, 0.15 + source.random() * (0.1 if life else 0.4)))
        assert Proof(hall.database.owner_url).problems() == [], f"after life {life}"
    asyncio.run(one_life(hall, wanderers, filers, 1.0))  # whatever was asked before the last death is answered now
    proof = Proof(hall.database.owner_url)
    assert proof.problems() == []
    rows = {row.id: row for row in proof.rows}
    for one in wanderers:
        assert one.id is not None
        row = rows.pop(one.id)
        assert row.version - one.version in ((0, 1) if one.asked else (0,)), "each move happened once"
        assert row.tenant_id == one.tenant or one.asked
    kept = len(proof.transfers)
    assert kept - sum(one.moves for one in wanderers) in range(WANDERERS + 1)
    assert kept > ROUNDS
    told = [code for one in filers for code in one.told]
    assert len(told) == len(set(told)) > ROUNDS
    filed = {row.tracking_code for row in rows.values()}
    assert set(told) <= filed
    assert len(filed - set(told)) <= len(filers), "at most what is still being asked"
    assert keys_without_their_deed(hall.database) == []


def keys_without_their_deed(database: Database) -> list[Any]:
    """Client keys are remembered in the transaction that acts: none without its complaint."""
    with psycopg.connect(database.owner_url) as owner:
        return owner.execute(
            """SELECT i.client_key FROM tuntas.idempotency i LEFT JOIN tuntas.complaint c
            ON c.id = (i.result->>'id')::uuid WHERE c.id IS NULL"""
        ).fetchall()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """A durable server in a data directory of its own."""
    with EmbeddedServer(tmp_path / "data", ServerOptions(port=None)) as server:
        yield server


async def some_writes(database: Database, office: Office, server: EmbeddedServer, done: list[Case], after: int) -> None:
    """Submit and verify, again and again; the server is killed after so many."""
    pool = open_pool(database.service_url, size=4)
    await pool.open()
    vault = Vault(installation_of(database, Path()).key.derive(Purpose.TENANT_KEYS))
    try:
        while True:
            case = await submitted(Asking(pool, vault), office, VISITOR)
            done.append(case)
            if len(done) >= after and server.pid is not None:
                os.kill(server.pid, signal.SIGKILL)
                after = 10**9
            await case.verified()
    except (AssertionError, Refusal, psycopg.Error):
        return  # nobody answers any more
    finally:
        await pool.close(1)


def test_the_server_killed_between_writes_keeps_what_was_answered(server: EmbeddedServer) -> None:
    database = Database.at(server.admin_url, MASTER_KEY)
    bootstrap(database)
    runner.upgrade(database.owner_url)
    enrolment.load_regions(database.owner_url)
    enrolment.enrol(database.owner_url, ["00", "21.01"], on=TODAY)
    office = open_office(database, EnrolledPemda(tenant_id_of("21.01"), "21.01", "kabupaten", "Bintan"))
    assert office.admin.role is Role.INSTANSI
    done: list[Case] = []
    for life in range(3):
        asyncio.run(some_writes(database, office, server, done, after=5 * (life + 1)))
        server.ensure_running()
        proof = Proof(database.owner_url)
        assert proof.problems() == []
        assert {case.code.replace("-", "") for case in done} <= {row.tracking_code for row in proof.rows}
        assert len(proof.children["reporter"]) == len(proof.rows)
    assert len(done) >= 15
