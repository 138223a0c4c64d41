"""A running service for each module of journeys."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tenants.database import Database
from tests.journeys.service import installation_of, serving


@pytest.fixture(scope="module")
def client(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """An HTTP client of the whole service on a free port."""
    data: Path = tmp_path_factory.mktemp("data")
    with serving(installation_of(database, data)) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client
