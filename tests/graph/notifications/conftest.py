"""People of two pemda who are told, without any channel."""

import pytest

from tenants.database import Pool
from tests.notices import Mailbox, Postman


@pytest.fixture
def postman(pool: Pool) -> Postman:
    return Postman.on(pool, Mailbox())
