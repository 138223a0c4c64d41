"""What the tests of releases ask for: counted months of a year of their own, and what was published left alone."""

from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from policies.principal import Principal
from tenants.database import Database
from tests.graph.changing import change, document, key, national
from tests.offices import Asking
from tests.tenancy import NewTenant
from tests.tenants.stores.releasing import Counting, counting

PUBLISHED = "{ period version newest note madeBy sha256 licence year }"


@pytest.fixture
def counts(database: Database, new_tenant: NewTenant) -> Counting:
    """A year that no other test has."""
    return counting(database, new_tenant)


@dataclass
class Press:
    """Publishes as the national desk; or tries what must be refused, and looks that nothing was published."""

    ask: Asking
    database: Database

    async def __call__(self, period: str, selection: str = PUBLISHED, **given: Any) -> Any:
        return await change(self.ask, national(), "publishStatistics", selection, period=period, **given)

    async def refused(self, who: Principal, **given: Any) -> dict[str, Any]:
        before = self.everything()
        asked = {"input": {"clientKey": key(), **given}}
        refusal = await self.ask.refused(who, document("publishStatistics", "{ version }"), **asked)
        assert self.everything() == before
        return refusal

    def everything(self) -> list[Any]:
        with psycopg.connect(self.database.owner_url) as owner:
            return owner.execute("SELECT * FROM tuntas.statistic_release ORDER BY 1, 2, 3").fetchall()


@pytest.fixture
def press(ask: Asking, database: Database) -> Press:
    """Publishes, or is refused."""
    return Press(ask, database)
