"""Whoever watches hears of their own notices as they come, and of nobody else's."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import pytest

from gateway.notices import DeskNotices, listening
from graph.schema import schema
from policies.principal import Principal
from rules.errors import UNAUTHENTICATED, Refusal
from tenants.database import Database
from tests.casework import submitted
from tests.notices import Postman
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
NEWS = "subscription { notificationNews { unread notification { kind complaint { trackingCode } } } }"


@pytest.fixture
async def notices(database: Database) -> AsyncIterator[DeskNotices]:
    async with listening(database.service_url) as notices:
        ready = notices.subscribe(0, "", "~")
        await asyncio.wait_for(anext(ready), 10)
        yield notices


async def stream_of(ask: Asking, who: Principal, notices: DeskNotices) -> tuple[Any, Any]:
    context = ask.context(who)
    context.notices = notices
    return await schema.subscribe(NEWS, context_value=context), context


async def listened(stream: Any) -> asyncio.Task[Any]:
    task: asyncio.Task[Any] = asyncio.ensure_future(anext(stream))
    await asyncio.sleep(0.05)
    return task


async def test_an_officer_and_a_citizen_hear_their_own(
    ask: Asking, office: Office, sibling: Office, notices: DeskNotices, postman: Postman
) -> None:
    reporter = citizen()
    case = await submitted(ask, office, reporter)
    await case.verified()
    await postman.tell(office)
    desk, _ = await stream_of(ask, office.by("dinkes"), notices)
    citizens, _ = await stream_of(ask, reporter, notices)
    other, _ = await stream_of(ask, sibling.by("dinkes"), notices)
    stranger, _ = await stream_of(ask, citizen(), notices)
    async with aclosing(desk), aclosing(citizens), aclosing(other), aclosing(stranger):
        waiting = [await listened(one) for one in (desk, citizens, other, stranger)]
        await case.move(office.admin, "disposeComplaint", unit=office.unit("dinkes"))
        await postman.tell(office)
        told, mine = [await asyncio.wait_for(task, 10) for task in waiting[:2]]
        assert told.data["notificationNews"] == {
            "unread": 1,
            "notification": {"kind": "ARRIVED", "complaint": {"trackingCode": case.code}},
        }
        assert mine.data["notificationNews"]["notification"]["kind"] == "FORWARDED"
        await asyncio.sleep(0.1)
        assert not any(task.done() for task in waiting[2:])
        for task in waiting[2:]:
            task.cancel()
        await asyncio.gather(*waiting[2:], return_exceptions=True)


async def test_missed_news_say_look_again(ask: Asking, office: Office, notices: DeskNotices) -> None:
    stream, _ = await stream_of(ask, office.admin, notices)
    async with aclosing(stream):
        waiting = await listened(stream)
        notices.missed()
        news = await asyncio.wait_for(waiting, 10)
        assert news.data["notificationNews"] == {"unread": 0, "notification": None}


async def test_it_ends_with_the_session(ask: Asking, office: Office, notices: DeskNotices) -> None:
    stream, context = await stream_of(ask, office.admin, notices)

    async def over() -> Principal:
        raise Refusal(UNAUTHENTICATED, "Sign in.", "Masuk.")

    context.renew = over
    async with aclosing(stream):
        waiting = await listened(stream)
        notices.missed()
        (error,) = (await asyncio.wait_for(waiting, 10)).errors
        assert error.extensions["code"] == "UNAUTHENTICATED"


async def test_a_visitor_hears_nothing(ask: Asking, notices: DeskNotices) -> None:
    stream, _ = await stream_of(ask, VISITOR, notices)
    result = stream if hasattr(stream, "errors") else await anext(stream)
    assert result.errors[0].extensions["code"] == "UNAUTHENTICATED"
