"""What the tests of subjects ask for: the schema asked as anybody, and a pemda with everybody in it."""

import pytest

from tenants.database import Database
from tests.graph.changing import Unchanged
from tests.offices import Asking, Office


@pytest.fixture
def unchanged(ask: Asking, database: Database, office: Office) -> Unchanged:
    """Tries what must be refused, and looks that nothing changed."""
    return Unchanged(ask, database, office)
