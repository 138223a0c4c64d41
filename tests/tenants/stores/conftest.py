"""What the tests of the stores of people ask for: a fresh pemda to build an organisation in."""

import pytest

from tenants.database import Pool
from tests.organisation import Organisation
from tests.tenancy import NewTenant


@pytest.fixture
def organisation(pool: Pool, new_tenant: NewTenant) -> Organisation:
    return Organisation(pool, new_tenant().id)


@pytest.fixture
def sibling(pool: Pool, new_tenant: NewTenant) -> Organisation:
    """Another regency of the same province."""
    return Organisation(pool, new_tenant().id)
