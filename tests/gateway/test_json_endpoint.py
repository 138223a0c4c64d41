"""A small JSON question is answered in JSON, whatever happens."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from gateway.json_endpoint import JsonEndpoint, text_member
from rules.errors import BAD_USER_INPUT, Refusal

pytestmark = pytest.mark.anyio


async def echo(_request: Request, members: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
    if members.get("fail") == "refusal":
        raise Refusal("FORBIDDEN", "No.", "Tidak.")
    if members.get("fail") == "mistake":
        raise ZeroDivisionError("secret detail")
    return {"got": dict(members), "late": now > datetime.now(UTC)}


@pytest.fixture
async def client() -> Any:
    app = Starlette(routes=[Route("/", JsonEndpoint(echo), methods=["GET", "POST"])])
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


async def test_members_arrive_and_the_answer_is_not_stored(client: httpx.AsyncClient) -> None:
    answer = await client.post("/", json={"a": [1]})
    assert answer.json() == {"got": {"a": [1]}, "late": False}
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert (await client.get("/")).json()["got"] == {}


async def test_refusals_and_mistakes_have_their_status(client: httpx.AsyncClient) -> None:
    refused = await client.post("/", json={"fail": "refusal"})
    assert (refused.status_code, refused.json()["errors"][0]["message"]) == (403, "No.")
    broken = await client.post("/", json={"fail": "mistake"})
    assert broken.status_code == 500
    assert "secret detail" not in broken.text


@pytest.mark.parametrize("value", [None, 1, "", "a" * 6, "a\x00", ["a"]])
def test_a_text_member_is_text_of_a_length(value: object) -> None:
    assert text_member({"x": "abc"}, "x", 5) == "abc"
    with pytest.raises(Refusal) as refused:
        text_member({"x": value}, "x", 5)
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "x")
