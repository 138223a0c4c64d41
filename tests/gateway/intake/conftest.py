"""What the tests of intake ask for: a pemda with a connected program, and a letterbox in front of the real schema."""

import pytest

from gateway.intake.letterbox import Letterbox
from gateway.throttle import RATES, Rate, Throttle
from graph.schema import schema
from policies.principal import Principal
from rules.identifiers import NOWHERE
from rules.roles import Role
from tenants.database import Pool
from tenants.session import Sessions
from tests.offices import Asking, Office


@pytest.fixture
def program(office: Office) -> Principal:
    """The program of the SMS provider, connected to this pemda."""
    return office.by("root", Role.INTEGRASI)


@pytest.fixture
def letterbox(pool: Pool, ask: Asking) -> Letterbox:
    rates = {**RATES, "message": Rate(1000, 1000)}
    return Letterbox(schema, ask.context, Sessions(pool, NOWHERE), Throttle(rates))
