"""What the tests of packets ask for."""

from pathlib import Path

import pytest

from tenants.database import Pool
from tests.graph.packets.issuing import Issuing


@pytest.fixture
def ask(pool: Pool, tmp_path: Path) -> Issuing:
    """Asks the real schema, with a storage of its own."""
    return Issuing(pool, folder=tmp_path)
