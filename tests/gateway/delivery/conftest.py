"""What the tests of deliveries ask for: an office, a mail server, and a worker without its queue."""

from collections.abc import Iterator

import pytest

from tenants.database import Database, Pool
from tests.notices import Mailbox, Postman
from tests.offices import Asking, Office, open_office
from tests.tenancy import NewTenant


@pytest.fixture
def ask(pool: Pool) -> Asking:
    return Asking(pool)


@pytest.fixture
def office(database: Database, new_tenant: NewTenant) -> Office:
    return open_office(database, new_tenant())


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    box.start()
    yield box
    box.stop()


@pytest.fixture
def postman(pool: Pool, mailbox: Mailbox) -> Postman:
    return Postman.on(pool, mailbox)
