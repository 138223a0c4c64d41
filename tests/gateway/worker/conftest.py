"""What the tests of the worker ask for: a database of their own, since a worker tells what happens in all of it."""

import os
from collections.abc import AsyncIterator, Iterator

import pytest

from tenants.database import Database, Pool, open_pool
from tests.database_house import DatabaseHouse
from tests.notices import Mailbox, Postman
from tests.offices import Asking, Office, open_office
from tests.rooms import Rooms
from tests.tenancy import NewTenant


@pytest.fixture(scope="module")
def apart(house: DatabaseHouse) -> Iterator[Database]:
    queues = Rooms(house, f"{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_queue")
    yield queues.database()
    queues.leave()


@pytest.fixture(scope="module")
def new_pemda(apart: Database) -> NewTenant:
    return NewTenant(apart)


@pytest.fixture
def office(apart: Database, new_pemda: NewTenant) -> Office:
    return open_office(apart, new_pemda())


@pytest.fixture
async def rooms(apart: Database) -> AsyncIterator[Pool]:
    pool = open_pool(apart.service_url, size=8)
    await pool.open()
    yield pool
    await pool.close()


@pytest.fixture
def ask(rooms: Pool) -> Asking:
    return Asking(rooms)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    box.start()
    yield box
    box.stop()


@pytest.fixture
def postman(rooms: Pool, mailbox: Mailbox) -> Postman:
    return Postman.on(rooms, mailbox)
