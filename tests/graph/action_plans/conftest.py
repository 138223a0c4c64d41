"""What the tests of action plans ask for."""

import pytest

from tenants.database import Database
from tests.offices import Asking
from tests.plans import Untouched


@pytest.fixture
def untouched(ask: Asking, database: Database) -> Untouched:
    """Tries what must be refused, and looks that no plan changed."""
    return Untouched(ask, database)
