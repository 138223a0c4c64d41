"""Notices are heard after their commit and never without it, many in one statement, and a failure harms no write."""

import asyncio
import logging
from collections.abc import AsyncIterator

import psycopg
import pytest

from rules.identifiers import Reach
from tenants.announcements import Announcer, announcer_of
from tenants.database import Database, Pool, open_pool
from tenants.session import Sessions
from tests.tenancy import EnrolledPemda, NewTenant

pytestmark = pytest.mark.anyio
CHANNEL = "tuntas_uji"
ADD = """INSERT INTO tuntas.coordination_team (tenant_id, id, name, sk_number, sk_date, valid_from)
VALUES (%(tenant)s, gen_random_uuid(), 'Tim', '800/1', '2026-01-02', '2026-01-02')"""


class Ear:
    """A connection of its own that listens."""

    def __init__(self, connection: psycopg.AsyncConnection[tuple[object, ...]]) -> None:
        self._connection = connection

    async def heard(self, count: int) -> list[str]:
        """The next so many payloads."""
        found = [notify.payload async for notify in self._connection.notifies(timeout=10, stop_after=count)]
        return found[:count]

    async def nothing_more(self) -> bool:
        return [notify async for notify in self._connection.notifies(timeout=0.2)] == []


@pytest.fixture
async def ear(database: Database) -> AsyncIterator[Ear]:
    async with await psycopg.AsyncConnection.connect(database.service_url, autocommit=True) as connection:
        await connection.execute(f"LISTEN {CHANNEL}")
        yield Ear(connection)


@pytest.fixture
def ours(new_tenant: NewTenant) -> EnrolledPemda:
    return new_tenant()


@pytest.fixture
def sessions(pool: Pool, ours: EnrolledPemda) -> Sessions:
    return Sessions(pool, Reach(ours.id, ours.id), (ours.id,))


async def teams(sessions: Sessions) -> int:
    ((count,),) = await sessions.read("SELECT count(*) FROM tuntas.coordination_team")
    return int(count)


async def test_what_is_committed_is_told_and_can_be_read_then(
    sessions: Sessions, ours: EnrolledPemda, ear: Ear
) -> None:
    async with sessions.write() as tx:
        tx.execute(ADD, {"tenant": ours.id})
        tx.announce(CHANNEL, "satu")
        tx.announce(CHANNEL, "dua")
    assert await ear.heard(2) == ["satu", "dua"]
    assert await teams(sessions) == 1


async def test_what_is_rolled_back_is_never_told(sessions: Sessions, ours: EnrolledPemda, ear: Ear) -> None:
    async def fails() -> None:
        async with sessions.write() as tx:
            tx.execute(ADD, {"tenant": ours.id})
            tx.announce(CHANNEL, "tidak")
            raise LookupError

    with pytest.raises(LookupError):
        await fails()
    async with sessions.write() as tx:
        tx.announce(CHANNEL, "ya")
    assert await ear.heard(1) == ["ya"]
    assert await ear.nothing_more()
    assert await teams(sessions) == 0


async def test_what_comes_while_one_is_sent_goes_together(pool: Pool, ear: Ear) -> None:
    announcer = Announcer(pool)
    announcer.tell([])
    announcer.tell([(CHANNEL, "0")])
    task = announcer._sending
    for number in range(1, 200):
        announcer.tell([(CHANNEL, str(number))])
    assert announcer._sending is task
    assert await ear.heard(200) == [str(number) for number in range(200)]
    assert task is not None
    await task
    announcer.tell([(CHANNEL, "later")])
    assert announcer._sending is not task
    assert await ear.heard(1) == ["later"]


async def test_a_failure_is_logged_and_the_next_is_told_again(
    pool: Pool, ear: Ear, caplog: pytest.LogCaptureFixture
) -> None:
    announcer = announcer_of(pool)
    with caplog.at_level(logging.WARNING, logger="tenants.announcements"):
        announcer.tell([("x" * 64, "a name that PostgreSQL refuses")])
        assert announcer._sending is not None
        await announcer._sending
    assert "1 notices were not sent" in caplog.text
    announcer.tell([(CHANNEL, "wieder")])
    assert await ear.heard(1) == ["wieder"]


async def test_a_closed_pool_harms_nobody(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    pool = open_pool(database.service_url, size=1)
    await pool.open()
    await pool.close()
    announcer = Announcer(pool)
    with caplog.at_level(logging.WARNING, logger="tenants.announcements"):
        announcer.tell([(CHANNEL, "tidak")])
        assert announcer._sending is not None
        await asyncio.wait_for(announcer._sending, 10)
    assert "1 notices were not sent" in caplog.text


async def test_a_pool_has_one_announcer(pool: Pool, database: Database) -> None:
    other = open_pool(database.service_url, size=1)
    assert announcer_of(pool) is announcer_of(pool)
    assert announcer_of(other) is not announcer_of(pool)
