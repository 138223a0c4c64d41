"""What the tests of calendars ask for: what nobody changed stays, and the nation's list as it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from policies.principal import Principal
from tenants.database import Database
from tests.graph.changing import document, key
from tests.offices import Asking

_TABLES = ("calendar_version", "day_off", "clock_rules")


@dataclass
class Untouched:
    """Tries what must be refused, and looks that no calendar of anybody changed."""

    ask: Asking
    database: Database

    async def __call__(self, who: Principal, mutation: str, /, **given: Any) -> dict[str, Any]:
        before = self.everything()
        refusal = await self.ask.refused(who, document(mutation, "{ __typename }"), input={"clientKey": key(), **given})
        assert self.everything() == before
        return refusal

    def everything(self) -> list[Any]:
        with psycopg.connect(self.database.owner_url) as owner:
            return [owner.execute(f"SELECT * FROM tuntas.{table} ORDER BY 1, 2, 3").fetchall() for table in _TABLES]


@pytest.fixture
def untouched(ask: Asking, database: Database) -> Untouched:
    return Untouched(ask, database)


@pytest.fixture
def nation(database: Database) -> Iterator[None]:
    """The nation's calendar may change: afterwards it is what the installation made."""
    yield
    with psycopg.connect(database.owner_url) as owner:
        owner.execute("DELETE FROM tuntas.day_off WHERE tenant_id = 0 AND since > 1")
        owner.execute("UPDATE tuntas.day_off SET until = NULL WHERE tenant_id = 0")
        owner.execute("DELETE FROM tuntas.calendar_version WHERE tenant_id = 0 AND version > 1")
        owner.execute("DELETE FROM tuntas.clock_rules WHERE tenant_id = 0")
