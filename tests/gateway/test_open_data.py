"""Open data goes out to everybody as it was frozen, may be kept by browsers, and no cell of it is a formula."""

import csv
import hashlib
import io
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest
from starlette.requests import HTTPConnection
from starlette.routing import Router

from gateway.open_data import OpenData, table_csv
from graph.context import Context
from graph.schema import schema
from rules.errors import UNAUTHENTICATED, Refusal
from rules.open_data import COLUMNS
from tenants.database import Database, Pool
from tests.gateway.asgi import Channel, Reply, call, http_scope
from tests.graph.changing import change, national
from tests.offices import VISITOR, Asking
from tests.tenancy import NewTenant
from tests.tenants.stores.releasing import Counting, counting

pytestmark = pytest.mark.anyio


@dataclass
class Counter:
    """The endpoint, asked by a visitor."""

    ask: Asking
    refusal: Refusal | None = None
    app: Router = field(init=False)

    def __post_init__(self) -> None:
        self.app = Router(OpenData(schema, self.open_context).routes())

    async def open_context(self, _connection: HTTPConnection) -> Context:
        if self.refusal is not None:
            raise self.refusal
        return self.ask.context(VISITOR)

    async def get(self, path: str = "", method: str = "GET", **headers: str) -> Reply:
        given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope = http_scope(method, path=f"/open-data{path}")
        scope["headers"] = [*scope["headers"], *given]
        return await call(self.app, scope, Channel([b""]))

    async def rows(self, path: str) -> list[dict[str, str]]:
        reply = await self.get(path)
        assert reply.status == 200
        return list(csv.DictReader(io.StringIO(reply.body.decode(), newline="")))


@pytest.fixture
def counter(pool: Pool) -> Counter:
    return Counter(Asking(pool))


@pytest.fixture
def counts(database: Database, new_tenant: NewTenant) -> Counting:
    return counting(database, new_tenant)


async def published(counter: Counter, month: str, **given: str) -> Any:
    return await change(counter.ask, national(), "publishStatistics", "{ sha256 }", period=month, **given)


async def test_a_table_as_csv(counter: Counter, counts: Counting) -> None:
    small, beside, large = counts.first
    month = counts.counted(1, {small: 3, beside: 40, large: 90})
    await published(counter, month)
    reply = await counter.get(f"/{month}/pemda.csv")
    assert reply.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert reply.headers["access-control-allow-origin"] == "*"
    assert 'rel="license"' in reply.headers["link"]
    assert reply.body.startswith(b"period,version,code,name,province,received,")
    rows = {row["code"]: row for row in await counter.rows(f"/{month}/pemda.csv")}
    assert [rows[one.code]["received"] for one in counts.first] == ["", "", "90"]
    assert rows[small.code]["hidden"] == "received answered closed in_time"
    assert (rows[large.code]["on_time_percent"], rows[large.code]["name"]) == ("100.00", large.name)
    (nation,) = await counter.rows(f"/{month}/nation.csv")
    assert (nation["code"], nation["received"], nation["version"]) == ("ID", "193", "1")
    provinces = {row["code"]: row["received"] for row in await counter.rows(f"/{month}/provinces.csv")}
    assert provinces[small.code[:2]] == "133"


async def test_a_table_as_json_says_its_licence_and_fingerprint(counter: Counter, counts: Counting) -> None:
    month = counts.counted(1, {counts.first[0]: 3})
    made = await published(counter, month)
    found = orjson.loads((await counter.get(f"/{month}/v1/pemda.json")).body)
    assert (found["period"], found["version"], found["sha256"]) == (month, 1, made["sha256"])
    assert (found["licence"], found["table"]) == ("CC-BY-4.0", "pemda")
    assert found["licence_url"].startswith("https://creativecommons.org/licenses/by/4.0")
    assert month in found["attribution"]
    rows = {row["code"]: row for row in found["rows"]}
    assert rows[counts.first[0].code]["received"] is None
    assert rows[counts.second[0].code]["received"] == 20


async def test_a_version_is_kept_for_ever_and_the_newest_is_asked_again(counter: Counter, counts: Counting) -> None:
    month = counts.counted(1)
    await published(counter, month)
    first = await counter.get(f"/{month}/v1/pemda.csv")
    newest = await counter.get(f"/{month}/pemda.csv")
    assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert newest.headers["cache-control"] == "public, max-age=300"
    assert first.body == newest.body
    same = await counter.get(f"/{month}/pemda.csv", if_none_match=f'"x", W/{newest.headers["etag"]}')
    assert (same.status, same.body) == (304, b"")
    counts.counted(1, {counts.first[0]: 90})
    await published(counter, month, note="Laporan terlambat masuk.")
    fresh = await counter.get(f"/{month}/pemda.csv", if_none_match=newest.headers["etag"])
    assert (fresh.status, fresh.body != first.body) == (200, True)
    assert (await counter.get(f"/{month}/v1/pemda.csv")).body == first.body


async def test_the_index_leads_to_every_table(counter: Counter, counts: Counting) -> None:
    month = counts.counted(1)
    made = await published(counter, month)
    index = orjson.loads((await counter.get()).body)
    (own,) = [one for one in index["releases"] if one["period"] == month]
    assert (own["sha256"], own["newest"]) == (made["sha256"], True)
    assert len(own["tables"]) == 6
    for path in [*own["tables"], *index["dictionary"]]:
        assert (await counter.get(path.removeprefix("/open-data"))).status == 200


async def test_the_dictionary(counter: Counter) -> None:
    found = orjson.loads((await counter.get("/dictionary.json")).body)
    assert [one["name"] for one in found["columns"]] == [column.name for column in COLUMNS]
    assert [row["name"] for row in await counter.rows("/dictionary.csv")] == [column.name for column in COLUMNS]


async def test_head_has_the_headers_alone(counter: Counter) -> None:
    reply = await counter.get("/dictionary.csv", method="HEAD")
    body = (await counter.get("/dictionary.csv")).body
    assert (reply.status, reply.body, reply.headers["content-length"]) == (200, b"", str(len(body)))
    assert reply.headers["etag"] == f'"{hashlib.sha256(body).hexdigest()[:32]}"'


@pytest.mark.parametrize(
    "path",
    ["/2000-01/pemda.csv", "/2000-01/v1/pemda.csv", "/x/pemda.csv", "/2000-01/pemda.xlsx", "/2000-01/x.csv",
     "/2000-01/vx/pemda.csv", "/x.json", "/dictionary", "/2000-01/pemda"],
)  # fmt: skip
async def test_what_was_not_published_is_not_there(counter: Counter, path: str) -> None:
    reply = await counter.get(path)
    assert (reply.status, orjson.loads(reply.body)["errors"][0]["extensions"]["code"]) == (404, "NOT_FOUND")


async def test_only_get(counter: Counter) -> None:
    assert (await counter.get("", method="POST")).status == 405


async def test_a_token_that_does_not_hold_is_refused(counter: Counter) -> None:
    counter.refusal = Refusal(UNAUTHENTICATED, "No.", "Tidak.")
    assert (await counter.get()).status == 401


def test_no_cell_is_a_formula() -> None:
    names = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "Kab. Bintan", 'Kota "Batam", Kepri', "x=1"]
    rows = [{"name": name, "received": -3, "hidden": []} for name in names]
    read = list(csv.DictReader(io.StringIO(table_csv(rows, ["name", "received", "hidden"]).decode(), newline="")))
    assert [row["name"] for row in read] == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", *names[6:]]
    assert {row["received"] for row in read} == {"-3"}
