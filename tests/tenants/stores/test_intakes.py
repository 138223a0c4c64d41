"""Complaints of a local year are counted where they lie, and only there."""

import pytest

from rules.complaint_states import Status
from rules.plan_indicators import Intake
from tenants.stores import intakes
from tests.organisation import Organisation

pytestmark = pytest.mark.anyio


async def test_received_and_closed(organisation: Organisation, sibling: Organisation) -> None:
    unit = await organisation.unit()
    for status in (Status.CLOSED, Status.DISPOSED, Status.ARCHIVED):
        await organisation.complaint(unit, status=status)
    await sibling.complaint(await sibling.unit(), status=Status.CLOSED)
    keys = [
        (organisation.tenant, 2026),
        (organisation.tenant, 2025),
        (sibling.tenant, 2026),
        (organisation.tenant, 2026),
    ]
    assert await intakes.of_years(organisation.sessions, keys) == [
        Intake(3, 1), Intake(0, 0), Intake(0, 0), Intake(3, 1),
    ]  # fmt: skip
    assert await intakes.of_years(sibling.sessions, keys[2:3]) == [Intake(1, 1)]
