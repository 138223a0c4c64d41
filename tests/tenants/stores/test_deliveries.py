"""What leaves the house stands in lines: the first first, each once, and nothing before its time."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from rules.identifiers import Reach
from tenants.database import Pool
from tenants.notification_rows import DeliveryRow, LineRow
from tenants.session import Sessions
from tenants.stores import deliveries
from tests.offices import NOW
from tests.tenancy import EnrolledPemda, NewTenant

pytestmark = pytest.mark.anyio
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def pemda(new_tenant: NewTenant) -> EnrolledPemda:
    return new_tenant()


@pytest.fixture
def sessions(pool: Pool, pemda: EnrolledPemda) -> Sessions:
    return Sessions(pool, pemda.reach)


def row_of(tenant: int, line: str, seq: int = 1, *, after: int = 0) -> DeliveryRow:
    return DeliveryRow(
        tenant_id=tenant,
        id=uuid4(),
        channel="EMAIL",
        kind="ARRIVED",
        recipient="receipt",
        line=line,
        account_id=None,
        position_id=None,
        complaint_tenant=tenant,
        complaint_id=uuid4(),
        event_seq=seq,
        at=NOW,
        state="WAITING",
        attempts=0,
        next_at=NOW + timedelta(minutes=after),
        settled_at=None,
        failure="",
    )


async def put(sessions: Sessions, *rows: DeliveryRow) -> None:
    async with sessions.write((rows[0].tenant_id,)) as tx:
        for row in rows:
            deliveries.add(tx, row, NOW)


async def head(sessions: Sessions, tenant: int, line: str) -> DeliveryRow | None:
    async with sessions.write((tenant,)) as tx:
        return await deliveries.head(tx, tenant, line)


async def test_a_line_is_due_when_its_first_is(sessions: Sessions, pemda: EnrolledPemda) -> None:
    first, second = row_of(pemda.id, "a", 1), row_of(pemda.id, "a", 2)
    await put(sessions, second, first, row_of(pemda.id, "b", after=30))
    assert await deliveries.due(sessions, NOW, 10) == [LineRow(pemda.id, "a")]
    found = await head(sessions, pemda.id, "a")
    assert found is not None
    assert found.id == first.id
    async with sessions.write((pemda.id,)) as tx:
        deliveries.take(tx, found, LATER)
    assert await deliveries.due(sessions, NOW, 10) == [], "the second is due, and has to wait for the first"
    assert await deliveries.due(sessions, LATER, 10) == [LineRow(pemda.id, "a"), LineRow(pemda.id, "b")]


async def test_what_is_settled_lets_the_next_one_go(sessions: Sessions, pemda: EnrolledPemda) -> None:
    first, second = row_of(pemda.id, "a", 1), row_of(pemda.id, "a", 2)
    await put(sessions, first, second)
    async with sessions.write((pemda.id,)) as tx:
        deliveries.settle(tx, first, "SENT", NOW, "")
        deliveries.settle(tx, first, "FAILED", LATER, "too late")
    (kept,) = await deliveries.by_id(sessions, [(pemda.id, first.id)])
    assert kept is not None
    assert (kept.state, kept.settled_at, kept.failure) == ("SENT", NOW, "")
    found = await head(sessions, pemda.id, "a")
    assert found is not None
    assert found.id == second.id


async def test_the_same_twice_stands_there_once(sessions: Sessions, pemda: EnrolledPemda) -> None:
    row = row_of(pemda.id, "a")
    await put(sessions, row, replace(row, kind="COPY"))
    (kept,) = await deliveries.by_id(sessions, [(pemda.id, row.id)])
    assert kept is not None
    assert kept.kind == "ARRIVED"


async def test_what_hurries_takes_along_what_waits_for_the_morning(sessions: Sessions, pemda: EnrolledPemda) -> None:
    await put(sessions, row_of(pemda.id, "a", 1, after=600), row_of(pemda.id, "b", 1, after=600))
    assert await deliveries.due(sessions, NOW, 10) == []
    await put(sessions, row_of(pemda.id, "a", 2))
    assert await deliveries.due(sessions, NOW, 10) == [LineRow(pemda.id, "a")]
    found = await head(sessions, pemda.id, "a")
    assert found is not None
    assert found.event_seq == 1


async def test_another_attempt_comes_no_earlier_than_the_other_side_wants(
    sessions: Sessions, pemda: EnrolledPemda
) -> None:
    row = row_of(pemda.id, "a")
    await put(sessions, row)
    async with sessions.write((pemda.id,)) as tx:
        deliveries.take(tx, row, NOW + timedelta(seconds=30))
        deliveries.again(tx, row, LATER, "SMTP 451")
    (kept,) = await deliveries.by_id(sessions, [(pemda.id, row.id)])
    assert kept is not None
    assert (kept.next_at, kept.attempts, kept.failure, kept.state) == (LATER, 1, "SMTP 451", "WAITING")


async def test_only_what_is_settled_is_forgotten(sessions: Sessions, pemda: EnrolledPemda) -> None:
    old, waiting = row_of(pemda.id, "a"), row_of(pemda.id, "b")
    await put(sessions, old, waiting)
    async with sessions.write((pemda.id,)) as tx:
        deliveries.settle(tx, old, "SENT", NOW, "")
        assert await deliveries.prune(tx, pemda.id, LATER) == 1
    assert await deliveries.by_id(sessions, [(pemda.id, old.id), (pemda.id, waiting.id)]) == [None, waiting]


async def test_other_pemda_see_none(pool: Pool, sessions: Sessions, pemda: EnrolledPemda) -> None:
    row = row_of(pemda.id, "a")
    await put(sessions, row)
    stranger = Sessions(pool, Reach(pemda.id + 1, pemda.id + 1))
    assert await deliveries.due(stranger, NOW, 10) == []
    assert await deliveries.by_id(stranger, [(pemda.id, row.id)]) == [None]
