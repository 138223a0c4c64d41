"""The demo's complaints are what a service would have written: told by their events, found, held, sealed."""

import asyncio
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from gateway.demo.loading.demo import load
from gateway.installation import Installation
from gateway.master_key import Purpose
from rules.complaint_states import OPEN, Status
from rules.event_chain import ChainBroken, verify
from rules.identifiers import Reach
from rules.tracking_codes import receipt_secret
from tenants.database import open_pool
from tenants.rows import ReporterRow
from tenants.session import Sessions
from tenants.vault import Identity, Vault
from tests.database_house import DatabaseHouse
from tests.journeys.service import installation_of
from tests.proof import Proof

COUNT = 300


@dataclass
class Demo:
    """A database with the demo in it, and what is true of its complaints."""

    installation: Installation
    proof: Proof

    def read(self, sql: str) -> list[dict[str, Any]]:
        with psycopg.connect(self.installation.database.owner_url, row_factory=dict_row) as owner:
            return list(owner.execute(sql.encode()).fetchall())


@pytest.fixture(scope="module")
def demo(house: DatabaseHouse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    database = house.database_for(f"{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_demo")
    installation = installation_of(database, tmp_path_factory.mktemp("data"))
    installation.prepare()
    asyncio.run(load(installation, everything=False, complaints=COUNT, tell=lambda *_: None))
    yield Demo(installation, Proof(database.owner_url))
    house.drop("demo")


def every_complaint_is_what_its_events_tell(demo: Demo) -> None:
    assert len(demo.proof.rows) == COUNT
    assert demo.proof.problems() == []
    assert {row.status for row in demo.proof.rows} == set(Status), "every status is there"
    assert demo.proof.transfers
    assert demo.proof.children["handling"]


def one_changed_word_in_any_complaint_shows(demo: Demo) -> None:
    for number, row in enumerate(demo.proof.rows[:60]):
        events = demo.proof.events[row.id]
        at = number % len(events)
        links = [(event.event(), event.hash) for event in events]
        events[at].reason += " "
        tampered = [(event.event(), event.hash) for event in events]
        events[at].reason = events[at].reason[:-1]
        assert verify(links) == row.head_hash
        with pytest.raises(ChainBroken) as broken:
            verify(tampered)
        assert broken.value.seq == at + 1


def units_desks_topics_and_officers_exist(demo: Demo) -> None:
    units = {(row["tenant_id"], row["id"]): row["path"] for row in demo.read("SELECT * FROM tuntas.unit")}
    topics = {row["id"] for row in demo.read("SELECT id FROM tuntas.topic")}
    positions = {row["id"] for row in demo.read("SELECT id FROM tuntas.position")}
    live = {
        (row["tenant_id"], row["unit_path"])
        for row in demo.read(
            "SELECT p.tenant_id, p.unit_path FROM tuntas.position p JOIN tuntas.appointment a"
            " ON a.tenant_id = p.tenant_id AND a.position_id = p.id WHERE a.valid_to IS NULL OR a.valid_to > now()"
        )
    }
    for row in demo.proof.rows:
        assert row.unit_id is None or units[row.tenant_id, row.unit_id] == row.unit_path
        assert row.desk_id is None or units[row.tenant_id, row.desk_id] == row.desk_path
        assert row.unit_path.startswith(row.desk_path)
        assert row.topic_id in topics
        assert row.status not in OPEN or (row.tenant_id, row.desk_path) in live
        by = {event.actor_position for event in demo.proof.events[row.id]} - {None}
        assert by <= positions
    for handling in demo.proof.children["handling"]:
        assert units[handling["tenant_id"], handling["unit_id"]] == handling["unit_path"]


def reporters_open_and_receipts_fit(demo: Demo) -> None:
    sealed = demo.proof.children["reporter"]
    assert len(sealed) == COUNT
    for identity in asyncio.run(opened(demo, sealed)):
        assert len(identity.name) > 2
    key = demo.installation.key.derive(Purpose.RECEIPTS)
    for line in demo.proof.directory:
        secret = receipt_secret(key, line["tracking_code"])
        fits = hashlib.sha256(secret.encode()).digest()
        assert (line["receipt_hash"] == fits) is (line["account_id"] is None)


async def opened(demo: Demo, sealed: list[dict[str, Any]]) -> list[Identity]:
    vault = Vault(demo.installation.key.derive(Purpose.TENANT_KEYS))
    async with open_pool(demo.installation.database.service_url, 1) as pool:
        sessions = Sessions(pool, Reach(0, 9999))
        return [await vault.open(sessions, ReporterRow(**row)) for row in sealed]


def texts_the_public_reads_name_nobody(demo: Demo) -> None:
    for row in demo.proof.rows:
        assert "0811-0000" not in row.public_title + row.public_body
        assert not (row.secret and row.published)
        assert row.received_at <= row.entered_at <= row.last_event_at


def nothing_happens_tomorrow(demo: Demo) -> None:
    ((found),) = demo.read("SELECT max(at) <= now() AS past FROM tuntas.complaint_event")
    assert found["past"]


def the_documents_plans_are_in_force(demo: Demo) -> None:
    found = demo.read("SELECT tenant_id, status FROM tuntas.action_plan ORDER BY tenant_id, nomenclature")
    assert [(row["tenant_id"], row["status"]) for row in found] == [
        (1900, "ENACTED"), (2101, "ENACTED"), (2171, "ENACTED"), (2171, "ENACTED"),
    ]  # fmt: skip


def finished_months_are_open_data(demo: Demo) -> None:
    found = [row["period"] for row in demo.read("SELECT period FROM tuntas.statistic_release ORDER BY period")]
    assert len(found) == len(set(found)) >= 10
    ((now),) = demo.read("SELECT to_char(now() AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM') AS month")
    assert max(found) < now["month"]


def test_the_demo_is_what_a_service_would_have_written(demo: Demo) -> None:
    """One test: loading it takes longer than looking at it, and each worker would load it again."""
    every_complaint_is_what_its_events_tell(demo)
    one_changed_word_in_any_complaint_shows(demo)
    units_desks_topics_and_officers_exist(demo)
    reporters_open_and_receipts_fit(demo)
    texts_the_public_reads_name_nobody(demo)
    nothing_happens_tomorrow(demo)
    the_documents_plans_are_in_force(demo)
    finished_months_are_open_data(demo)
