"""Live news of a desk: what comes, changes and leaves, to who may read it, for as long as the appointment lasts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress
from typing import Any

import pytest

from gateway.notices import DeskNotices, listening
from graph.context import Context
from graph.schema import schema
from policies.principal import Principal
from rules.errors import UNAUTHENTICATED, Refusal
from tenants.database import Database
from tests.casework import Case, submitted
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
NEWS = "subscription { deskNews { move version complaint { id status version } } }"


class Watching:
    """What one desk hears."""

    def __init__(self, stream: AsyncIterator[Any]) -> None:
        self._stream = stream

    async def next(self) -> Any:
        result = await asyncio.wait_for(anext(self._stream), 10)
        assert not result.errors, result.errors
        return result.data["deskNews"]

    async def error(self) -> dict[str, Any]:
        result = await asyncio.wait_for(anext(self._stream), 10)
        (error,) = result.errors
        return dict(error.extensions or {})


@pytest.fixture
async def notices(database: Database) -> AsyncIterator[DeskNotices]:
    async with listening(database.service_url) as notices:
        ready = notices.subscribe(0, "", "~")
        await asyncio.wait_for(anext(ready), 10)  # a line that was just laid says that something may have been missed
        yield notices


@asynccontextmanager
async def watching(ask: Asking, who: Principal, notices: Any) -> AsyncIterator[tuple[Watching, Context]]:
    context = ask.context(who)
    context.notices = notices
    stream = await schema.subscribe(NEWS, context_value=context)
    async with aclosing(stream):
        yield Watching(stream), context


async def listened(desk: Watching) -> asyncio.Task[Any]:
    """The next news, waited for from now on."""
    task = asyncio.create_task(desk.next())
    await asyncio.sleep(0.05)
    return task


@pytest.fixture
async def case(ask: Asking, office: Office) -> Case:
    return await (await submitted(ask, office)).verified()


async def test_what_comes_changes_and_leaves(ask: Asking, office: Office, case: Case, notices: DeskNotices) -> None:
    dinkes = office.by("dinkes")
    async with watching(ask, dinkes, notices) as (desk, _):
        news = await listened(desk)
        await case.move(office.admin, "disposeComplaint", unit=office.unit("dinkes"))
        come = await news
        assert (come["move"], come["version"]) == ("DISPOSE", 3)
        assert come["complaint"] == {"id": case.id, "status": "DISPOSED", "version": 3}
        news = await listened(desk)
        await case.move(dinkes, "reportProgress", body="Petugas sudah dijadwalkan.")
        assert (await news)["complaint"]["status"] == "IN_PROGRESS"
        news = await listened(desk)
        await case.move(dinkes, "returnComplaint", reason="Bukan kewenangan unit kami.")
        left = await news
        assert left == {"complaint": None, "move": None, "version": None}


async def test_a_desk_hears_its_subtree_and_no_other(
    ask: Asking, office: Office, case: Case, notices: DeskNotices
) -> None:
    async with (
        watching(ask, office.by("perkim"), notices) as (perkim, _),
        watching(ask, office.by("dinkes"), notices) as (dinkes, _),
        watching(ask, office.admin, notices) as (admin, _),
    ):
        quiet, above, root = await listened(perkim), await listened(dinkes), await listened(admin)
        await case.move(office.admin, "disposeComplaint", unit=office.unit("dinkes"))
        assert (await above)["move"] == (await root)["move"] == "DISPOSE"
        above = await listened(dinkes)
        await case.move(office.by("dinkes"), "disposeComplaint", unit=office.unit("puskesmas"))
        assert (await above)["version"] == 4
        assert not quiet.done()
        quiet.cancel()
        with suppress(asyncio.CancelledError):
            await quiet


async def test_who_missed_something_looks_again(ask: Asking, office: Office, notices: DeskNotices) -> None:
    async with watching(ask, office.by("dinkes"), notices) as (desk, _):
        news = await listened(desk)
        notices.missed()
        assert await news == {"complaint": None, "move": None, "version": None}


async def test_the_end_of_an_appointment_ends_the_news(
    ask: Asking, office: Office, case: Case, notices: DeskNotices
) -> None:
    async def ended() -> Principal:
        raise Refusal(UNAUTHENTICATED, "Your appointment has ended.", "Penugasan Anda sudah berakhir.")

    async with watching(ask, office.by("dinkes"), notices) as (desk, context):
        context.renew = ended
        task = asyncio.create_task(desk.error())
        await asyncio.sleep(0.05)
        await case.move(office.admin, "disposeComplaint", unit=office.unit("dinkes"))
        assert (await task)["code"] == UNAUTHENTICATED


@pytest.mark.parametrize("who", [VISITOR, citizen()], ids=["visitor", "citizen"])
async def test_only_a_position_has_a_desk(ask: Asking, notices: DeskNotices, who: Principal) -> None:
    async with watching(ask, who, notices) as (desk, _):
        assert (await desk.error())["code"] in ("FORBIDDEN", "UNAUTHENTICATED")
