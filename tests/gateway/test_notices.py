"""Watchers hear of their own desks, in bounded memory, and learn when they missed something."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from uuid import UUID, uuid4

import orjson
import psycopg
import pytest

from gateway.notices import MOST_AT_ONCE, WAITING, DeskNotices, Watcher, listening
from graph.notices import Notice, Notices
from rules.complaint_states import Move
from rules.errors import Refusal
from rules.unit_paths import ABOVE_ALL
from tenants.database import Database

TENANT, SIBLING = 2101, 2102
COMPLAINT = UUID("0192f000-0000-7000-8000-000000000001")


def payload(desk: str = "00010001", *, tenant: int = TENANT, left: str | None = None, version: int = 3) -> str:
    notice = {"tenant": tenant, "desk_path": desk, "left": left, "complaint": str(COMPLAINT), "move": "DISPOSE"}
    return orjson.dumps({**notice, "version": version}).decode()


def watch(notices: DeskNotices, path: str = "00010001", tenant: int = TENANT) -> Watcher:
    return notices.subscribe(tenant, path, path + ABOVE_ALL)


async def all_of(watcher: Watcher) -> list[Notice]:
    """What waits for it now."""
    found = []
    while watcher._waiting:
        found.append(await anext(watcher))
    return found


@pytest.mark.anyio
async def test_a_notice_reaches_its_desk_and_those_above() -> None:
    notices = DeskNotices()
    own, above, beside, sibling = (
        watch(notices), watch(notices, "0001"), watch(notices, "00010002"), watch(notices, tenant=SIBLING),
    )  # fmt: skip
    notices.hear(payload())
    expected = [Notice(TENANT, "00010001", None, COMPLAINT, Move.DISPOSE, 3)]
    assert await all_of(own) == expected
    assert await all_of(above) == expected
    assert await all_of(beside) == []
    assert await all_of(sibling) == []


@pytest.mark.anyio
async def test_the_desk_that_it_left_hears_of_it_too() -> None:
    notices = DeskNotices()
    before, after = watch(notices, "00010002"), watch(notices)
    notices.hear(payload(left="00010002"))
    assert [notice.left for notice in await all_of(before)] == ["00010002"]
    assert len(await all_of(after)) == 1


@pytest.mark.anyio
async def test_what_happened_before_is_not_heard() -> None:
    notices = DeskNotices()
    notices.hear(payload())
    watcher = watch(notices)
    notices.hear(payload(version=4))
    assert [notice.version for notice in await all_of(watcher)] == [4]


@pytest.mark.anyio
async def test_who_waits_is_woken() -> None:
    notices = DeskNotices()
    watcher = watch(notices)
    waiting = asyncio.create_task(anext(watcher))
    await asyncio.sleep(0)
    notices.hear(payload())
    async with asyncio.timeout(1):
        assert (await waiting).version == 3


@pytest.mark.anyio
async def test_a_slow_watcher_keeps_one_notice_instead_of_thousands() -> None:
    notices = DeskNotices()
    slow, quick = watch(notices), watch(notices)
    heard = 0
    for version in range(10 * WAITING):
        notices.hear(payload(version=version))
        heard += len(await all_of(quick))
        assert len(slow._waiting) <= WAITING
    assert heard == 10 * WAITING
    found = await all_of(slow)
    assert found[0] == Notice(TENANT, "00010001", None, None, None, None)
    assert all(notice.complaint == COMPLAINT for notice in found[1:])


@pytest.mark.anyio
async def test_after_a_gap_everybody_looks_again() -> None:
    notices = DeskNotices()
    watchers = [watch(notices), watch(notices, tenant=SIBLING)]
    notices.hear(payload())
    notices.missed()
    notices.missed()
    for watcher in watchers:
        assert [notice.complaint for notice in await all_of(watcher)] == [None]


async def watch_and_leave(notices: DeskNotices) -> None:
    """As a subscription does: a generator that is cancelled while it waits."""

    async def stream() -> AsyncIterator[Notice]:
        async for notice in watch(notices):
            yield notice

    waiting = asyncio.ensure_future(anext(stream()))
    await asyncio.sleep(0)
    assert len(notices._all()) == 1
    waiting.cancel()
    with suppress(asyncio.CancelledError):
        await waiting


@pytest.mark.anyio
async def test_who_is_gone_is_forgotten() -> None:
    notices = DeskNotices()
    await asyncio.create_task(watch_and_leave(notices))
    gc.collect()
    assert notices._all() == []
    notices.hear(payload())
    assert notices._watchers == {}


@pytest.mark.anyio
async def test_at_the_end_nobody_waits_any_more() -> None:
    notices = DeskNotices()
    watcher, other = watch(notices), watch(notices)
    waiting = asyncio.create_task(anext(watcher, None))
    await asyncio.sleep(0)
    await other.aclose()
    notices.close()
    async with asyncio.timeout(1):
        assert await waiting is None
    assert [notice async for notice in other] == []
    other.offer(Notice(TENANT, "0001", None, None, None, None))
    other.resync()
    assert [notice async for notice in other] == []


@pytest.mark.anyio
@pytest.mark.parametrize(
    "text",
    ["", "x", "[]", "null", "{}", '{"tenant": "a"}', payload().replace("DISPOSE", "EXPLODE"), payload()[:-1],
     payload().replace(str(COMPLAINT), "42")],
)  # fmt: skip
async def test_what_is_no_notice_is_dropped(text: str) -> None:
    notices = DeskNotices()
    watcher = watch(notices)
    notices.hear(text)
    notices.hear(payload())
    assert len(await all_of(watcher)) == 1


@pytest.mark.anyio
async def test_from_commit_to_watcher(database: Database) -> None:
    complaint = uuid4()
    said = payload().replace(str(COMPLAINT), str(complaint))
    async with listening(database.service_url) as notices:
        seam: Notices = notices
        watcher = seam.subscribe(TENANT, "0001", "0001" + ABOVE_ALL)
        async with asyncio.timeout(10):
            assert (await anext(watcher)).complaint is None  # the line stands now
            async with await psycopg.AsyncConnection.connect(database.service_url, autocommit=True) as connection:
                await connection.execute("SELECT pg_notify('tuntas_desk', %s)", (said,))
            assert (await anext(watcher)).complaint == complaint
    async with asyncio.timeout(1):
        assert [notice async for notice in watcher] == []


def test_the_log_says_nothing_of_what_was_announced(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        DeskNotices().hear('{"nama": "Budi"}')
    assert "Budi" not in caplog.text


def test_one_holder_has_so_many_open_and_no_more() -> None:
    notices, holder = DeskNotices(), uuid4()
    opened = [notices.subscribe(TENANT, "0001", "0002", holder) for _ in range(MOST_AT_ONCE)]
    with pytest.raises(Refusal, match="subscriptions open"):
        notices.subscribe(TENANT, "0001", "0002", holder)
    assert notices.subscribe(TENANT, "0001", "0002", uuid4()).is_open
    opened.pop().close()
    assert notices.subscribe(TENANT, "0001", "0002", holder).is_open
