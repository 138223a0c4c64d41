"""A desk hears over server-sent events what comes, changes and leaves, and no longer than it is its own."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from policies.principal import Principal
from rules.roles import Role
from tenants.database import Database
from tests.casework import PASSED, answer
from tests.journeys.nation import national_desk
from tests.journeys.service import installation_of, serving
from tests.journeys.test_concurrency import Desk
from tests.offices import Office, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
_NEWS = "subscription { deskNews { move version complaint { id status title } } }"
_END = "UPDATE tuntas.appointment SET valid_to = now() - interval '1 minute' WHERE tenant_id = %s AND position_id = %s"


@pytest.fixture(scope="module")
def desk(database: Database, new_tenant: NewTenant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    data: Path = tmp_path_factory.mktemp("data")
    with serving(installation_of(database, data)) as url:
        yield Desk(url, database, open_office(database, new_tenant()))


class Stream:
    """The events of one subscription, one at a time."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self._lines = lines

    async def next(self) -> tuple[str, Any]:
        """The next event's name and data; comments are passed over."""
        name = ""
        async with asyncio.timeout(20):
            async for line in self._lines:
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data:") and name:
                    data = line.removeprefix("data:").strip()
                    return name, json.loads(data) if data else None
        return "end", None

    async def news(self) -> Any:
        """The next piece of news."""
        name, data = await self.next()
        assert name == "next", name
        assert "errors" not in data, data
        return data["data"]["deskNews"]

    async def is_silent(self) -> bool:
        """Does nothing come for a while?"""
        try:
            async with asyncio.timeout(0.5):
                await self.next()
        except TimeoutError:
            return True
        return False


@asynccontextmanager
async def watching(desk: Desk, client: httpx.AsyncClient, who: Principal) -> AsyncIterator[Stream]:
    """A stream that has certainly begun."""
    headers = {**desk.headers(who), "accept": "text/event-stream"}
    async with client.stream("POST", "/graphql", json={"query": _NEWS}, headers=headers) as reply:
        assert reply.status_code == 200
        assert reply.headers["content-type"].startswith("text/event-stream")
        await asyncio.sleep(0.3)  # the answer begins before the subscription does
        yield Stream(reply.aiter_lines())


async def test_arrival_change_and_departure(desk: Desk) -> None:
    dinkes, admin = desk.office.by("dinkes"), desk.office.admin
    async with desk.client() as client, watching(desk, client, dinkes) as stream:
        id_ = await desk.disposed(client)
        came = await stream.news()
        assert (came["move"], came["complaint"]["id"], came["complaint"]["status"]) == ("DISPOSE", id_, "DISPOSED")
        await desk.moved(client, dinkes, id_, "reportProgress", body="Petugas sudah dijadwalkan.")
        changed = await stream.news()
        assert (changed["move"], changed["complaint"]["status"], changed["version"]) == ("PROGRESS", "IN_PROGRESS", 4)
        await desk.moved(client, admin, id_, "addNote", body="Mohon dipercepat.")
        assert (await stream.news())["move"] == "NOTE"
        await desk.moved(client, dinkes, id_, "returnComplaint", reason="Bukan kewenangan Dinas Kesehatan.")
        assert await stream.news() == {"move": None, "version": None, "complaint": None}, "it left: no words of it"


async def test_other_desks_hear_nothing_and_desks_above_hear_all(desk: Desk) -> None:
    office = desk.office
    async with (
        desk.client() as client,
        watching(desk, client, office.by("perkim")) as beside,
        watching(desk, client, office.admin) as above,
        watching(desk, client, office.by("dinkes", Role.STAF)) as staff,
    ):
        id_ = await desk.disposed(client)
        assert [(await above.news())["move"] for _ in range(3)] == ["SUBMIT", "VERIFY", "DISPOSE"]
        assert (await staff.news())["complaint"]["id"] == id_
        assert await beside.is_silent()


async def test_a_transfer_is_an_arrival_here_and_a_departure_there(desk: Desk) -> None:
    nation = national_desk(desk.database)
    async with (
        desk.client() as client,
        watching(desk, client, desk.office.admin) as here,
        watching(desk, client, nation) as there,
    ):
        id_ = await desk.entered(client, nation)
        await desk.move(client, nation, "verifyComplaint", complaint=id_, version=1, **PASSED)
        assert [(await there.news())["move"] for _ in range(2)] == ["SUBMIT", "VERIFY"]
        to = {"pemda": desk.office.pemda.code, "note": "Kewenangan kabupaten."}
        await desk.move(client, nation, "transferComplaint", complaint=id_, version=2, **to)
        came = await here.news()
        assert (came["move"], came["complaint"]["status"]) == ("TRANSFER", "RECEIVED")
        assert await there.news() == {"move": None, "version": None, "complaint": None}


async def test_a_stream_ends_with_the_appointment(desk: Desk, database: Database, new_tenant: NewTenant) -> None:
    office: Office = open_office(database, new_tenant())
    other = Desk(desk.url, database, office)
    dinkes = office.by("dinkes")
    async with other.client() as client, watching(other, client, dinkes) as stream:
        id_ = await other.disposed(client)
        assert (await stream.news())["complaint"]["id"] == id_
        with psycopg.connect(database.owner_url) as owner:
            owner.execute(_END, (office.tenant, dinkes.position))
            owner.execute("SELECT pg_notify('tuntas_access', %s)", (str(dinkes.account),))
        await asyncio.sleep(0.3)
        await other.moved(client, office.admin, id_, "addNote", body="Rahasia baru di meja ini.")
        name, data = await stream.next()
        assert name == "next"
        assert data["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        assert "Lampu" not in json.dumps(data)
        name, _ = await stream.next()
        assert name in ("complete", "end")
        late = await other.moved(client, dinkes, id_, "answerComplaint", **answer())
        assert late["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_citizen_has_no_desk_to_watch(desk: Desk) -> None:
    async with desk.client() as client:
        headers = {"accept": "text/event-stream"}
        async with client.stream("POST", "/graphql", json={"query": _NEWS}, headers=headers) as reply:
            name, data = await Stream(reply.aiter_lines()).next()
    assert name == "next"
    assert data["errors"][0]["extensions"]["code"] in ("FORBIDDEN", "UNAUTHENTICATED")
