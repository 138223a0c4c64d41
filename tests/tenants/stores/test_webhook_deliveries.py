"""The oldest message of each complaint is next; what is finished stays finished."""

from datetime import timedelta
from uuid import uuid4

import pytest

from rules.errors import NOT_FOUND, Refusal
from rules.pages import PageRequest
from rules.webhooks import DeliveryState
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import webhook_deliveries
from tenants.webhook_rows import DeliveryRow
from tests.offices import NOW, Asking, Office
from tests.tenancy import NewTenant
from tests.webhooks import added, deliveries, queued

pytestmark = pytest.mark.anyio
ATTEMPT = {"at": NOW.isoformat(), "status": 500, "milliseconds": 1, "said": "é"}


@pytest.fixture
def sessions(pool: Pool, office: Office) -> Sessions:
    return Sessions(pool, office.pemda.reach)


async def settle(sessions: Sessions, row: DeliveryRow, state: DeliveryState, again: int | None = None) -> None:
    then = None if again is None else NOW + timedelta(seconds=again)
    async with sessions.write((row.tenant_id,)) as tx:
        webhook_deliveries.settle(tx, row, state, dict(ATTEMPT), now=NOW, again=then)


async def test_a_failed_message_holds_back_its_own_complaint_alone(
    ask: Asking, office: Office, sessions: Sessions, database: Database
) -> None:
    made, stuck, other = await added(ask, office), uuid4(), uuid4()
    for complaint, version in ((stuck, 2), (stuck, 1), (other, 5)):
        await queued(ask, office, complaint=complaint, version=version)

    async def heads(later: int = 0) -> set[tuple[object, int]]:
        found = await webhook_deliveries.heads(sessions, made.key, NOW + timedelta(seconds=later), 9)
        return {(row.complaint_id, row.version) for row in found}

    assert await heads() == {(stuck, 1), (other, 5)}
    first = next(row for row in await webhook_deliveries.heads(sessions, made.key, NOW, 9) if row.complaint_id == stuck)
    await settle(sessions, first, DeliveryState.PENDING, again=10)
    assert await heads() == {(other, 5)}
    assert await heads(10) == {(stuck, 1), (other, 5)}
    await settle(sessions, first, DeliveryState.DEAD)
    assert await heads() == {(stuck, 2), (other, 5)}
    ((row,),) = [[row for row in deliveries(database, office) if row["id"] == first.id]]
    assert (row["state"], row["finished_at"], row["attempts"]) == ("DEAD", NOW, [ATTEMPT, ATTEMPT])


async def test_what_is_finished_is_not_settled_again(
    ask: Asking, office: Office, sessions: Sessions, database: Database
) -> None:
    made = await added(ask, office)
    await queued(ask, office)
    (head,) = await webhook_deliveries.heads(sessions, made.key, NOW, 9)
    await settle(sessions, head, DeliveryState.DELIVERED)
    await settle(sessions, head, DeliveryState.PENDING, again=10)
    ((row,),) = [deliveries(database, office)]
    assert (row["state"], row["next_attempt_at"], row["failures"], len(row["attempts"])) == ("DELIVERED", None, 0, 1)


async def test_only_finished_messages_are_forgotten(
    ask: Asking, office: Office, sessions: Sessions, database: Database
) -> None:
    made = await added(ask, office)
    await queued(ask, office, version=1)
    await queued(ask, office, version=2)
    heads = await webhook_deliveries.heads(sessions, made.key, NOW, 9)
    await settle(sessions, heads[0], DeliveryState.DELIVERED)
    async with sessions.write((office.tenant,)) as tx:
        webhook_deliveries.forget(tx, made.key, NOW + timedelta(seconds=1))
    assert [row["id"] for row in deliveries(database, office)] == [heads[1].id]


async def test_outside_of_the_reach_there_is_none(
    ask: Asking, pool: Pool, office: Office, database: Database, new_tenant: NewTenant
) -> None:
    made = await added(ask, office)
    await queued(ask, office)
    ((row,),) = [deliveries(database, office)]
    stranger = Sessions(pool, new_tenant(beside=office.pemda).reach)
    request = PageRequest(webhook_deliveries.NEWEST, 9)
    assert (await webhook_deliveries.page(stranger, made.key, request)).rows == []
    assert await webhook_deliveries.by_id(stranger, [(office.tenant, row["id"])]) == [None]
    assert await webhook_deliveries.heads(stranger, made.key, NOW, 9) == []
    async with stranger.write((stranger.reach.lo,)) as tx:
        with pytest.raises(Refusal) as refused:
            await webhook_deliveries.locked(tx, office.tenant, row["id"])
    assert refused.value.code == NOT_FOUND
