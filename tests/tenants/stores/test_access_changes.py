"""Whoever remembers what an account may do hears of changes: here at once, elsewhere with the commit."""

import asyncio
from contextlib import suppress
from uuid import uuid4

import psycopg
import pytest

from tenants.database import Database
from tenants.stores import access_changes
from tenants.stores.access_changes import EVERYBODY
from tests.organisation import Organisation

pytestmark = pytest.mark.anyio


def test_listeners_of_this_process_hear_until_they_leave() -> None:
    heard: list[str] = []
    account = uuid4()
    leave = access_changes.subscribe(heard.append)
    access_changes.changed(account, EVERYBODY)
    leave()
    access_changes.changed(account)
    assert heard == [str(account), EVERYBODY]


async def until(condition: object, heard: list[str], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while condition not in heard:  # noqa: ASYNC110 - a listener has no event to wait for
            await asyncio.sleep(0.01)


async def test_other_processes_hear_with_the_commit_and_not_before(
    organisation: Organisation, database: Database
) -> None:
    heard: list[str] = []
    committed, rolled_back = str(uuid4()), str(uuid4())
    leave = access_changes.subscribe(heard.append)
    listening = asyncio.create_task(access_changes.listen(database.service_url))
    try:
        await until(EVERYBODY, heard)  # it listens
        with suppress(RuntimeError):
            async with organisation.sessions.write() as tx:
                access_changes.announce(tx, rolled_back)
                await tx.read("SELECT 1")
                raise RuntimeError
        async with organisation.sessions.write() as tx:
            access_changes.announce(tx, committed)
        await until(committed, heard)
        assert rolled_back not in heard
    finally:
        leave()
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening


async def test_after_a_lost_connection_everything_is_forgotten(organisation: Organisation, database: Database) -> None:
    heard: list[str] = []
    leave = access_changes.subscribe(heard.append)
    listening = asyncio.create_task(access_changes.listen(database.service_url))
    try:
        await until(EVERYBODY, heard)
        heard.clear()
        with psycopg.connect(database.admin_url, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'tuntas access' AND datname = current_database()"
            )
        await until(EVERYBODY, heard)
    finally:
        leave()
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
