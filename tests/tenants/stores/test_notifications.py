"""What somebody was told: once, in order, theirs alone, read when they say so."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from rules.identifiers import Reach
from rules.pages import PageRequest
from tenants.database import Pool
from tenants.notification_rows import NotificationRow
from tenants.session import Sessions
from tenants.stores import notifications
from tests.offices import NOW
from tests.tenancy import EnrolledPemda, NewTenant

pytestmark = pytest.mark.anyio


@pytest.fixture
def pemda(new_tenant: NewTenant) -> EnrolledPemda:
    return new_tenant()


@pytest.fixture
def sessions(pool: Pool, pemda: EnrolledPemda) -> Sessions:
    return Sessions(pool, pemda.reach)


def row_of(tenant: int, account: UUID, minutes: int = 0) -> NotificationRow:
    return NotificationRow(
        tenant_id=tenant,
        id=uuid4(),
        account_id=account,
        position_id=uuid4(),
        complaint_tenant=tenant,
        complaint_id=uuid4(),
        event_seq=1,
        kind="ARRIVED",
        at=NOW + timedelta(minutes=minutes),
        read_at=None,
    )


async def put(sessions: Sessions, *rows: NotificationRow) -> None:
    async with sessions.write((rows[0].tenant_id,)) as tx:
        for row in rows:
            notifications.add(tx, row)


async def ids(sessions: Sessions, tenant: int, account: UUID, first: int = 50, *, unread: bool = False) -> list[UUID]:
    request = PageRequest(notifications.NEWEST, first)
    return [row.id for row in (await notifications.page(sessions, [tenant], account, request, unread=unread)).rows]


async def test_newest_first_page_by_page(sessions: Sessions, pemda: EnrolledPemda) -> None:
    account = uuid4()
    rows = [row_of(pemda.id, account, minutes) for minutes in (0, 2, 1)]
    await put(sessions, *rows)
    newest = [rows[1].id, rows[2].id, rows[0].id]
    assert await ids(sessions, pemda.id, account) == newest
    first = await notifications.page(sessions, [pemda.id], account, PageRequest(notifications.NEWEST, 2))
    after = notifications.NEWEST.position(first.rows[-1])
    rest = await notifications.page(sessions, [pemda.id], account, PageRequest(notifications.NEWEST, 2, after))
    assert [row.id for row in (*first.rows, *rest.rows)] == newest
    assert (first.has_next, rest.has_next) == (True, False)


async def test_the_same_twice_is_there_once(sessions: Sessions, pemda: EnrolledPemda) -> None:
    account = uuid4()
    row = row_of(pemda.id, account)
    await put(sessions, row, replace(row, id=uuid4()), replace(row, id=uuid4(), kind="COPY"))
    assert await notifications.unread(sessions, [pemda.id], account) == 2
    found = await notifications.of_event(sessions, [pemda.id], account, row.complaint_id, 1)
    assert [one.kind for one in found] == ["ARRIVED", "COPY"]


async def test_reading_is_ones_own_and_only_what_had_come(sessions: Sessions, pemda: EnrolledPemda) -> None:
    mine, theirs = uuid4(), uuid4()
    rows = [row_of(pemda.id, mine), row_of(pemda.id, mine, 5), row_of(pemda.id, theirs)]
    await put(sessions, *rows)
    async with sessions.write((pemda.id,)) as tx:
        notifications.read(tx, pemda.id, mine, NOW + timedelta(minutes=1), None)
        notifications.read(tx, pemda.id, mine, NOW + timedelta(minutes=1), [rows[2].id])
    assert await ids(sessions, pemda.id, mine, unread=True) == [rows[1].id]
    assert await ids(sessions, pemda.id, theirs, unread=True) == [rows[2].id]


async def test_old_ones_are_forgotten_and_others_stay(sessions: Sessions, pemda: EnrolledPemda) -> None:
    account = uuid4()
    await put(sessions, row_of(pemda.id, account), row_of(pemda.id, account, 5))
    async with sessions.write((pemda.id,)) as tx:
        assert await notifications.prune(tx, pemda.id, NOW + timedelta(minutes=5)) == 1
    assert len(await ids(sessions, pemda.id, account)) == 1


async def test_other_pemda_see_none(pool: Pool, sessions: Sessions, pemda: EnrolledPemda) -> None:
    account = uuid4()
    row = row_of(pemda.id, account)
    await put(sessions, row)
    stranger = Sessions(pool, Reach(pemda.id + 1, pemda.id + 1))
    assert await ids(stranger, pemda.id, account) == []
    assert await notifications.by_id(stranger, [(pemda.id, row.id)]) == [None]
    (found,) = await notifications.by_id(sessions, [(pemda.id, row.id)])
    assert found == row
