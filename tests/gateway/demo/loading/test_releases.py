"""The national desk publishes months that are over and have complaints; loading stops at an unexpected answer."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.demo.loading import releases
from gateway.demo.loading.people import Directory
from gateway.demo.loading.plans import principal_of
from gateway.demo.loading.releases import NotPublishedError, publish_months
from rules.event_chain import Actor
from rules.identifiers import NATION
from rules.roles import Role
from rules.unit_paths import ROOT
from tenants.database import Database, Pool
from tests.offices import Asking
from tests.tenancy import NewTenant
from tests.tenants.stores.releasing import counting

pytestmark = pytest.mark.anyio
SEEN = "query Seen($period: String!) { release(period: $period) { version madeBy } }"


def directory(role: Role = Role.NASIONAL) -> Directory:
    """Only the national desk."""
    found = Directory()
    found.paths["00", "root"] = ROOT
    actor = Actor(role=role, tenant=NATION, position=None, title="Admin Nasional Uji")
    found.actors["00", "root", Role.NASIONAL] = actor
    return found


async def test_finished_months_with_complaints_are_published(
    pool: Pool, database: Database, new_tenant: NewTenant
) -> None:
    counts = counting(database, new_tenant)
    months = [counts.counted(number) for number in (2, 3)]
    now = datetime(counts.year.year + 1, 1, 5, 2, 0, tzinfo=UTC)
    assert await publish_months(pool, directory(), now) == months
    ask = replace(Asking(pool), now=now)
    for month in months:
        seen: Any = await ask(principal_of(directory(), "00", Role.NASIONAL, "root"), SEEN, period=month)
        assert seen["release"] == {"version": 1, "madeBy": "Admin Nasional Uji"}


async def test_an_answer_that_was_not_expected_stops_it(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releases, "_COUNTED", "{ nothing }")
    with pytest.raises(NotPublishedError):
        await publish_months(pool, directory(), datetime(2026, 3, 4, tzinfo=UTC))
