"""From filing to open data: complaints filed and moved in the graph, counted by the worker, published, downloaded."""

import csv
import io
import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.requests import HTTPConnection
from starlette.routing import Router

from gateway.delivery.inside import House
from gateway.open_data import OpenData
from gateway.worker.counting import Counting
from graph.context import Context
from graph.schema import schema
from tenants.database import Database, Pool, open_pool
from tests.casework import submitted
from tests.database_house import DatabaseHouse
from tests.gateway.asgi import Channel, call, http_scope
from tests.graph.changing import change, document, key, national
from tests.offices import VISITOR, Asking, Office, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio
MONTH = "2026-03"
AFTER = datetime(2026, 4, 11, 2, 0, tzinfo=UTC)
COLUMNS = ("received", "answered", "closed", "objected", "in_time", "late", "hidden")


@pytest.fixture(scope="module")
def country(house: DatabaseHouse) -> Iterator[Database]:
    """A country of its own: what is published is about all of it."""
    yield house.database_for(f"{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_country")
    house.drop("country")


@pytest.fixture
async def rooms(country: Database) -> AsyncIterator[Pool]:
    pool = open_pool(country.service_url, size=4)
    await pool.open()
    yield pool
    await pool.close()


async def filed(
    ask: Asking, office: Office, count: int, *, answered: int = 0, closed: int = 0, objected: int = 0
) -> None:
    """So many complaints, so many of them answered, and so many of these accepted or objected to."""
    for number in range(count):
        case = await submitted(ask, office)
        if number < answered:
            await case.answered()
        if number < closed:
            await case.move(case.reporter, "acceptAnswer")
        elif number < closed + objected:
            await case.move(case.reporter, "objectToAnswer", reason="Lampunya masih padam sampai sekarang.")


async def downloaded(ask: Asking, table: str) -> dict[str, dict[str, str]]:
    async def visitor(_connection: HTTPConnection) -> Context:
        return ask.context(VISITOR)

    app = Router(OpenData(schema, visitor).routes())
    reply = await call(app, http_scope("GET", path=f"/open-data/{MONTH}/{table}.csv"), Channel([b""]))
    assert reply.status == 200
    rows = csv.DictReader(io.StringIO(reply.body.decode(), newline=""))
    return {row["code"]: row for row in rows}


def figures(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(row[name] for name in COLUMNS)


async def test_what_happened_is_what_everybody_reads(country: Database, rooms: Pool) -> None:
    ask, new_tenant = Asking(rooms), NewTenant(country)
    province, lonely = new_tenant(level="provinsi"), new_tenant(level="provinsi")
    small, beside, large = (open_office(country, new_tenant(beside=province)) for _ in range(3))
    far = open_office(country, new_tenant(beside=lonely))
    await filed(ask, small, 2)
    await filed(ask, beside, 6)
    await filed(ask, large, 13, answered=12, closed=6, objected=5)
    await filed(ask, far, 7)
    later = Asking(rooms, now=AFTER)
    asked = {"period": MONTH, "clientKey": key()}
    early = await later.refused(national(), document("publishStatistics", "{ version }"), input=asked)
    assert early["code"] == "RETRY", "nothing is published before it is counted"
    counted = await Counting(House(rooms, ask.vault, ask.timetables, lambda: AFTER))()  # type: ignore[arg-type]
    assert counted == 2 + 6 + 13 + 12 * 3 + 6 + 5 + 7
    await change(later, national(), "publishStatistics", "{ version }", period=MONTH)
    pemda = await downloaded(later, "pemda")
    found = {office.pemda.code: figures(pemda[office.pemda.code]) for office in (small, beside, large, far)}
    nothing = ("0", "0", "0", "0", "0")
    assert found == {
        small.pemda.code: ("", *nothing, "received"),
        beside.pemda.code: ("", *nothing, "received"),  # or the two would be the province without it
        large.pemda.code: ("13", "12", "6", "5", "7", "5", ""),
        far.pemda.code: ("7", *nothing, ""),
    }
    provinces, nation = await downloaded(later, "provinces"), await downloaded(later, "nation")
    assert figures(provinces[province.code]) == ("21", "12", "6", "5", "7", "5", "")
    assert figures(provinces[lonely.code]) == ("7", *nothing, "")
    assert figures(nation["ID"]) == ("28", "12", "6", "5", "7", "5", "")
