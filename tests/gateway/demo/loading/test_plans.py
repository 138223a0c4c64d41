"""Loading stops at the first answer that it did not expect; that all goes in is shown by the whole demo."""

from uuid import uuid4

import pytest

from gateway.demo.loading.people import Directory
from gateway.demo.loading.plans import PlanNotEnteredError, enter_plans
from rules.event_chain import Actor
from rules.roles import Role
from rules.unit_paths import ROOT
from tenants.database import Pool
from tests.offices import NOW

pytestmark = pytest.mark.anyio


async def test_an_answer_that_was_not_expected_stops_it(pool: Pool) -> None:
    directory = Directory()
    for role in (Role.INSTANSI, Role.PIMPINAN):  # of Batam where Bangka Belitung's people should be
        directory.paths["19", "root"] = ROOT
        directory.actors["19", "root", role] = Actor(role=role, tenant=2171, position=None, title="")
    with pytest.raises((PlanNotEnteredError, KeyError)):
        await enter_plans(pool, directory, NOW)
    assert uuid4() not in directory.accounts.values()
