"""The process asks its own graph as anybody; what fails is named, and what was asked with is not repeated."""

from datetime import UTC, datetime

import pytest
from graphql import DocumentNode, parse

from gateway import preparation
from gateway.delivery.inside import SISTEM, House, NotAnsweredError
from rules.roles import Role
from tenants.database import Pool
from tests.casework import submitted
from tests.notices import Mailbox, Postman
from tests.offices import NOW, VISITOR, Asking, Office

pytestmark = pytest.mark.anyio


async def test_it_answers_as_whoever_asks(ask: Asking, office: Office, pool: Pool) -> None:
    house = Postman.on(pool, Mailbox()).house
    case = await submitted(ask, office)
    document = "query One($id: ID!) { complaint(id: $id) { trackingCode } }"
    assert (await house(office.admin, document, id=case.id))["complaint"] == {"trackingCode": case.code}
    assert (await house(VISITOR, document, id=case.id))["complaint"] is None


async def test_a_refusal_names_the_operation_and_no_value(pool: Pool) -> None:
    house = Postman.on(pool, Mailbox()).house
    with pytest.raises(NotAnsweredError) as refused:
        await house(SISTEM, "query One($id: ID!) { complaint(id: $id) { id } }", id="budi@warga.test")
    assert str(refused.value) == "query One: BAD_USER_INPUT"
    assert refused.value.codes == {"BAD_USER_INPUT"}


async def test_the_clock_is_the_callers(pool: Pool) -> None:
    house = Postman.on(pool, Mailbox()).house
    assert house.context(SISTEM).now == NOW
    real = House(pool, house._vault, house._timetables)
    assert abs((real.context(SISTEM).now - datetime.now(UTC)).total_seconds()) < 5


async def test_a_text_is_parsed_once(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def counting(text: str, **options: int) -> DocumentNode:
        parsed.append(text)
        return parse(text, **options)  # type: ignore[arg-type]  # as the preparation gives them

    monkeypatch.setattr(preparation, "parse", counting)
    house = Postman.on(pool, Mailbox()).house
    for _ in range(3):
        await house(SISTEM, "query Often { dueSteps(first: 1) { nodes { version } } }")
    assert len(parsed) == 1


def test_the_system_reaches_everything_and_is_nobody() -> None:
    assert SISTEM.role is Role.SISTEM
    assert (SISTEM.reach.lo, SISTEM.reach.hi) == (0, 9999)
    assert (SISTEM.account, SISTEM.position) == (None, None)
