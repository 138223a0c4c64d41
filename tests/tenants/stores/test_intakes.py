"""Complaints of a local year are counted where they lie, and only there."""

import pytest

from rules.complaint_states import Status
from rules.plan_indicators import Intake
from rules.vocabulary import Outcome
from tenants.stores import intakes
from tests.organisation import Organisation

pytestmark = pytest.mark.anyio


async def test_received_and_resolved(organisation: Organisation, sibling: Organisation) -> None:
    unit = await organisation.unit()
    for status, outcome in (
        (Status.CLOSED, Outcome.SOLVED), (Status.CLOSED, Outcome.NOT_SOLVED), (Status.CLOSED, None),
        (Status.ANSWERED, Outcome.SOLVED), (Status.DISPOSED, None), (Status.ARCHIVED, None),
    ):  # fmt: skip
        await organisation.complaint(unit, status=status, outcome=outcome)
    await sibling.complaint(await sibling.unit(), status=Status.CLOSED, outcome=Outcome.INFORMATION_GIVEN)
    keys = [
        (organisation.tenant, 2026),
        (organisation.tenant, 2025),
        (sibling.tenant, 2026),
        (organisation.tenant, 2026),
    ]
    assert await intakes.of_years(organisation.sessions, keys) == [
        Intake(6, 1), Intake(0, 0), Intake(0, 0), Intake(6, 1),
    ]  # fmt: skip
    assert await intakes.of_years(sibling.sessions, keys[2:3]) == [Intake(1, 1)]
