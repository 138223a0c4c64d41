"""A webhook is taken on by one worker at a time, and only when something waits for it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from rules.errors import NOT_FOUND, Refusal
from rules.identifiers import Reach
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores import webhooks
from tests.graph.changing import change
from tests.offices import NOW, Asking, Office
from tests.tenancy import NewTenant
from tests.webhooks import Receiver, added, kept, queued

pytestmark = pytest.mark.anyio
SOON = NOW + timedelta(seconds=60)


@pytest.fixture
def sessions(pool: Pool, office: Office) -> Sessions:
    return Sessions(pool, office.pemda.reach)


async def leased(sessions: Sessions, made: Receiver, worker: UUID, later: int = 0) -> bool:
    now = NOW + timedelta(seconds=later)
    async with sessions.write((made.office.tenant,)) as tx:
        return await webhooks.lease(tx, made.key, worker, now, now + timedelta(seconds=60)) is not None


async def test_one_worker_at_a_time(ask: Asking, office: Office, sessions: Sessions) -> None:
    made, first, second = await added(ask, office), uuid4(), uuid4()
    assert await leased(sessions, made, first)
    assert not await leased(sessions, made, second)
    assert not await leased(sessions, made, first)
    async with sessions.write((office.tenant,)) as tx:
        webhooks.release(tx, made.key, second)
    assert not await leased(sessions, made, second)
    async with sessions.write((office.tenant,)) as tx:
        webhooks.release(tx, made.key, first)
    assert await leased(sessions, made, second)
    assert await leased(sessions, made, first, later=60)


async def test_who_waits(ask: Asking, office: Office, sessions: Sessions) -> None:
    made, idle = await added(ask, office, kinds=["ANSWER"]), await added(ask, office, kinds=["CLOSE"])
    assert await webhooks.waiting(sessions, office.pemda.reach, NOW, 9) == []
    await queued(ask, office)
    assert await webhooks.waiting(sessions, office.pemda.reach, NOW, 9) == [made.key]
    assert await webhooks.waiting(sessions, office.pemda.reach, NOW - timedelta(seconds=1), 9) == []
    assert await webhooks.waiting(sessions, Reach(office.tenant + 1, 9999), NOW, 9) == []
    assert idle.key != made.key


async def test_one_that_is_left_alone_or_off_does_not_wait(ask: Asking, office: Office, sessions: Sessions) -> None:
    made = await added(ask, office)
    await queued(ask, office)
    async with sessions.write((office.tenant,)) as tx:
        webhooks.went(tx, made.key, 3, SOON)
    assert await webhooks.waiting(sessions, office.pemda.reach, NOW, 9) == []
    assert not await leased(sessions, made, uuid4())
    assert await webhooks.waiting(sessions, office.pemda.reach, SOON, 9) == [made.key]
    await change(ask, office.admin, "switchWebhook", webhook=made.id, active=True)
    assert await webhooks.waiting(sessions, office.pemda.reach, NOW, 9) == [made.key]
    await change(ask, office.admin, "switchWebhook", webhook=made.id, active=False)
    assert await webhooks.waiting(sessions, office.pemda.reach, NOW, 9) == []
    assert not await leased(sessions, made, uuid4())


async def test_outside_of_the_reach_there_is_none(
    ask: Asking, pool: Pool, office: Office, database: Database, new_tenant: NewTenant
) -> None:
    made = await added(ask, office)
    stranger = Sessions(pool, new_tenant(beside=office.pemda).reach)
    assert await webhooks.by_id(stranger, [made.key]) == [None]
    async with stranger.write((stranger.reach.lo,)) as tx:
        assert await webhooks.count(tx, office.tenant) == 0
        with pytest.raises(Refusal) as refused:
            await webhooks.locked(tx, *made.key)
    assert refused.value.code == NOT_FOUND
    assert len(kept(database, office)) == 1
