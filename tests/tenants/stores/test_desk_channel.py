"""Whoever listens hears what others commit, and is told when it may have missed something."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import psycopg
import pytest

from tenants.database import Database
from tenants.stores import desk_channel


class Ear:
    """What one listener was told."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.missed = 0
        self.told = asyncio.Event()

    def hear(self, payload: str) -> None:
        self.heard.append(payload)
        self.told.set()

    def miss(self) -> None:
        self.missed += 1
        self.told.set()

    async def until(self, *, heard: int = 0, missed: int = 0) -> None:
        async with asyncio.timeout(10):
            while len(self.heard) < heard or self.missed < missed:
                self.told.clear()
                await self.told.wait()


@asynccontextmanager
async def listening(url: str, silence: float = 30.0) -> AsyncIterator[Ear]:
    ear = Ear()
    task = asyncio.create_task(desk_channel.listen(url, ear.hear, ear.miss, silence=silence))
    try:
        yield ear
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def announce(database: Database, *payloads: str) -> None:
    async with await psycopg.AsyncConnection.connect(database.service_url, autocommit=True) as connection:
        for payload in payloads:
            await connection.execute("SELECT pg_notify(%s, %s)", (desk_channel.CHANNEL, payload))


async def cut(database: Database) -> int:
    async with await psycopg.AsyncConnection.connect(database.admin_url, autocommit=True) as connection:
        cursor = await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'tuntas desks'"
        )
        return len(await cursor.fetchall())


@pytest.mark.anyio
async def test_what_is_committed_is_heard_in_its_order(database: Database) -> None:
    async with listening(database.service_url) as ear:
        await ear.until(missed=1)
        await announce(database, *(str(n) for n in range(50)))
        await ear.until(heard=50)
    assert ear.heard == [str(n) for n in range(50)]


@pytest.mark.anyio
async def test_what_is_rolled_back_was_never_said(database: Database) -> None:
    async with listening(database.service_url) as ear:
        await ear.until(missed=1)
        async with await psycopg.AsyncConnection.connect(database.service_url) as connection:
            await connection.execute("SELECT pg_notify('tuntas_desk', 'no')")
            await connection.rollback()
        await announce(database, "yes")
        await ear.until(heard=1)
    assert ear.heard == ["yes"]


@pytest.mark.anyio
async def test_a_lost_line_comes_back_and_says_that_something_was_missed(database: Database) -> None:
    async with listening(database.service_url) as ear:
        await ear.until(missed=1)
        assert await cut(database) == 1
        await announce(database, "in between")
        await ear.until(missed=2)
        await announce(database, "after")
        await ear.until(heard=1)
    assert ear.heard[-1] == "after"


@pytest.mark.anyio
async def test_trying_a_silent_line_loses_nothing(database: Database) -> None:
    async with listening(database.service_url, silence=0.01) as ear:
        await ear.until(missed=1)
        for n in range(40):
            await announce(database, str(n))
        await ear.until(heard=40)
    assert ear.heard == [str(n) for n in range(40)]
    assert ear.missed == 1


@pytest.mark.anyio
async def test_a_database_that_is_away_is_asked_again_and_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 12:
            raise asyncio.CancelledError

    monkeypatch.setattr("tenants.stores.desk_channel.asyncio.sleep", sleep)
    nowhere = "postgresql://tuntas_service@127.0.0.1:1/tuntas"
    with pytest.raises(asyncio.CancelledError):
        await desk_channel.listen(nowhere, lambda _: None, lambda: None)
    assert 0.1 <= waits[0] <= 0.2
    assert 15.0 <= waits[-1] <= 30.0
    assert max(waits) <= 30.0
