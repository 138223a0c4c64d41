"""What the tests of subjects ask for: the schema asked as anybody, and a pemda with everybody in it."""

import pytest

from tenants.database import Database, Pool
from tests.graph.changing import Unchanged
from tests.offices import Asking, Office, open_office
from tests.tenancy import NewTenant


@pytest.fixture
def ask(pool: Pool) -> Asking:
    """Asks the real schema on the real service role."""
    return Asking(pool)


@pytest.fixture
def office(database: Database, new_tenant: NewTenant) -> Office:
    """A fresh regency with units, positions and people."""
    return open_office(database, new_tenant())


@pytest.fixture
def sibling(database: Database, new_tenant: NewTenant, office: Office) -> Office:
    """Another regency of the same province."""
    return open_office(database, new_tenant(beside=office.pemda))


@pytest.fixture
def unchanged(ask: Asking, database: Database, office: Office) -> Unchanged:
    """Tries what must be refused, and looks that nothing changed."""
    return Unchanged(ask, database, office)
