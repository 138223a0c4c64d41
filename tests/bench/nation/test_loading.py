"""A generated pemda is one that could have come about: rows are what events say, and the sums what a recount finds."""

import asyncio
import random
from datetime import date
from typing import Any

import psycopg
import pytest

from bench.nation import loading
from bench.nation.loading import Filling, Scale, code, identity
from bench.nation.summing import Summing
from gateway.statistics_counting.rebuilding import timetables_of
from rules.case import Case, apply
from rules.tracking_codes import CODE_LENGTH
from tenants.database import Database
from tenants.histories import connected
from tenants.recounting import recount
from tenants.rows import ComplaintRow
from tenants.stores.complaint_sql import COLUMNS
from tests.tenancy import NewTenant

SCALE = Scale(400, date(2019, 7, 1), imported=0.3)
"""Before any list of days off: on another day somebody was prompt who was not here."""
ONE = ("SELECT " + ", ".join(COLUMNS) + " FROM tuntas.complaint WHERE tenant_id = %s").encode()
EVENTS = "SELECT seq, at, changes FROM tuntas.complaint_event WHERE tenant_id = %s AND complaint_id = %s ORDER BY seq"


@pytest.fixture(scope="module")
def filled(database: Database, new_tenant: NewTenant) -> int:
    """A pemda with four hundred complaints."""
    tenant = int(new_tenant().id)
    with psycopg.connect(database.admin_url) as connection:
        connection.execute("SET session_replication_role = replica")
        summing = Summing(tenant, SCALE.calendar)
        filling = Filling(tenant, SCALE, loading._stocks(connection, SCALE), random.Random(1))
        loading._copy(connection, list(filling.complaints(SCALE.total, summing.take)))
        summing.write(connection)
    return tenant


def test_a_recount_finds_the_same(database: Database, filled: int) -> None:
    timetable = asyncio.run(timetables_of(database, [filled]))[filled]
    with connected(database.owner_url) as connection:
        found = recount(connection, filled, timetable)
    assert found.agrees
    assert found.compared == SCALE.total


def test_a_row_is_what_its_events_say(database: Database, filled: int) -> None:
    with psycopg.connect(database.owner_url) as owner:
        rows = [ComplaintRow(*values) for values in owner.execute(ONE, (filled,)).fetchall()]
        assert len(rows) == SCALE.total
        assert len({row.status for row in rows}) > 3
        for row in rows[::7]:
            case: Case | None = None
            for seq, at, changes in owner.execute(EVENTS, (filled, row.id)):
                case = apply(case, changes, seq, at)
            assert case == row.case()


def test_foreign_keys_hold(database: Database, filled: int) -> None:
    """They were not checked while it was filled."""
    orphans = """
        SELECT count(*) FROM tuntas.{} x WHERE x.tenant_id = %(t)s AND NOT EXISTS (SELECT 1 FROM tuntas.complaint c
        WHERE c.tenant_id = %(t)s AND c.id = x.complaint_id)"""
    with psycopg.connect(database.owner_url) as owner:
        for table in (
            "complaint_event",
            "complaint_party",
            "complaint_body",
            "message",
            "complaint_tally",
            "directory",
        ):
            assert owner.execute(orphans.format(table).encode(), {"t": filled}).fetchone() == (0,), table


def test_ids_and_codes_are_nobody_elses() -> None:
    pairs = [(tenant, number) for tenant in (2101, 3100, 9400) for number in range(2_000)]
    assert len({code(*pair) for pair in pairs}) == len(pairs)
    assert {len(code(*pair)) for pair in pairs} == {CODE_LENGTH}
    ids = [identity(date(2024, 1, 1 + number % 28), tenant, number)[0] for tenant, number in pairs]
    assert len(set(ids)) == len(pairs)


def test_pemda_come_over_one_after_the_other() -> None:
    scale = Scale(400, date(2024, 7, 1))
    moved = [scale.moved(tenant) for tenant in range(1101, 1601)]
    share = sum((day - scale.calendar[0]).days for day in moved) / len(moved) / len(scale.calendar)
    assert share == pytest.approx(scale.imported, abs=0.04)
    assert {Scale(400, date(2024, 7, 1), imported=0).moved(tenant) for tenant in (2101, 3100)} == {scale.calendar[0]}


def test_a_full_disk_is_refused_before_anything_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    usage: Any = type("Usage", (), {"free": 9_000_000_000})
    monkeypatch.setattr(loading, "disk_usage", lambda _path: usage)
    with pytest.raises(RuntimeError, match="free are 9 GB"):
        loading._room_for(1_000_000)
    loading._room_for(1_000)
