"""A move is queued for the receivers of its own pemda that want it, in its own transaction, and for nobody else."""

from dataclasses import replace
from uuid import uuid4

import psycopg
import pytest

from graph.fresh import fresh_code
from rules.complaint_states import Move, Status
from rules.webhooks import TOLD
from tenants.database import Database, Pool
from tenants.session import Sessions, on_statement
from tenants.stores import webhook_queue
from tests.graph.changing import change
from tests.offices import NOW, Asking, Office, open_office
from tests.tenancy import NewTenant
from tests.webhooks import Moved, added, deliveries, queued

pytestmark = pytest.mark.anyio


@pytest.fixture
def sibling(database: Database, new_tenant: NewTenant, office: Office) -> Office:
    return open_office(database, new_tenant(beside=office.pemda))


def moved(office: Office) -> Moved:
    return Moved(office.tenant, uuid4(), fresh_code(), Status.ANSWERED, 4, False, NOW)  # noqa: FBT003 - the row's own order


async def test_each_receiver_that_wants_it_gets_one(
    ask: Asking, office: Office, sibling: Office, database: Database
) -> None:
    answers, both = await added(ask, office, kinds=["ANSWER"]), await added(ask, office, kinds=["CLOSE", "ANSWER"])
    await added(ask, office, kinds=["CLOSE"])
    off = await added(ask, office)
    await change(ask, office.admin, "switchWebhook", webhook=off.id, active=False)
    await added(ask, sibling)
    complaint = await queued(ask, office, version=4)
    rows = deliveries(database, office)
    assert {row["webhook_id"] for row in rows} == {answers.key[1], both.key[1]}
    assert len(rows) == 2
    for row in rows:
        assert (row["complaint_id"], row["move"], row["status"], row["version"]) == (complaint, "ANSWER", "ANSWERED", 4)
        assert (row["state"], row["at"], row["queued_at"], row["next_attempt_at"]) == ("PENDING", NOW, NOW, NOW)
    assert deliveries(database, sibling) == []


async def test_what_is_rolled_back_is_not_told(ask: Asking, office: Office, database: Database) -> None:
    await added(ask, office)
    with pytest.raises(RuntimeError, match="dibatalkan"):  # noqa: PT012 - raised where a transaction ends
        async with ask.context(office.admin).sessions.write((office.tenant,)) as tx:
            webhook_queue.queue(tx, moved(office), Move.ANSWER)
            await tx.read("SELECT 1")
            raise RuntimeError("dibatalkan")
    assert deliveries(database, office) == []


@pytest.mark.parametrize("move", sorted(set(Move) - TOLD))
async def test_inner_moves_cost_nothing(pool: Pool, office: Office, move: Move) -> None:
    seen: list[str] = []
    with on_statement(lambda sql, _params: seen.append(sql)):
        async with Sessions(pool, office.pemda.reach).write((office.tenant,)) as tx:
            webhook_queue.queue(tx, moved(office), move)
    assert seen == []


async def test_a_transfer_tells_the_pemda_that_it_writes_and_cannot_read(
    ask: Asking, pool: Pool, office: Office, sibling: Office, database: Database
) -> None:
    await added(ask, sibling)
    there = replace(moved(office), tenant_id=sibling.tenant)
    async with Sessions(pool, office.pemda.reach).write((office.tenant, sibling.tenant)) as tx:
        webhook_queue.queue(tx, there, Move.TRANSFER)
    assert [row["move"] for row in deliveries(database, sibling)] == ["TRANSFER"]


async def test_a_pemda_that_is_not_being_written_is_not_told(
    ask: Asking, pool: Pool, office: Office, sibling: Office, database: Database
) -> None:
    await added(ask, sibling)
    there = replace(moved(office), tenant_id=sibling.tenant)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with Sessions(pool, office.pemda.reach).write((office.tenant,)) as tx:
            webhook_queue.queue(tx, there, Move.ANSWER)
    assert deliveries(database, sibling) == []
