"""What the tests of deliveries ask for: an office, a mail server, and a worker without its queue."""

from collections.abc import Iterator

import pytest

from tenants.database import Pool
from tests.notices import Mailbox, Postman


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    box.start()
    yield box
    box.stop()


@pytest.fixture
def postman(pool: Pool, mailbox: Mailbox) -> Postman:
    return Postman.on(pool, mailbox)
