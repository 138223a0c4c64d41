"""The planned view answers as the view does, and runs by plan what has one."""

import asyncio
from typing import Any

import pytest

from gateway.documents import Documents, document_id
from gateway.plan import MOST_PLANS, PlannedView
from gateway.view import ViewSettings
from graph.compiled import counts
from tests.gateway.asgi import Channel, Reply, ask, call, http_scope, post
from tests.graph.asking import context_of
from tests.graph.toy import World, WorldMaker, toy_schema

COUNT = "query Count { howMany }"
RENAME = 'mutation($n: Int!) { rename(number: $n, corner: {name: "k", degrees: 1}) { count } }'
SCHEMA = toy_schema()


class Endpoint:
    """A planned view over one world, and what happened to its contexts."""

    def __init__(self, *trusted: str, **settings: Any) -> None:
        self.world: World = WorldMaker(3, 0.0).world()
        self.world.cases = self.world.cases[:1] or [None]
        self.opened = self.closed = 0
        self.staff = True
        self.view = PlannedView(
            SCHEMA,
            open_context=self.open,
            close_context=self.close,
            documents=Documents.of(*trusted),
            is_staff=lambda _context: self.staff,
            settings=ViewSettings(**settings),
        )

    async def open(self, _connection: Any) -> Any:
        self.opened += 1
        await asyncio.sleep(0)
        return context_of(world=self.world)

    async def close(self, _context: Any) -> None:
        self.closed += 1

    def __call__(self, text: str, **variables: Any) -> Reply:
        return post(self.view, {"query": text, "variables": variables})


@pytest.fixture(autouse=True)
def _fresh() -> None:
    counts.planned = 0


def test_a_trusted_document_is_planned_at_once() -> None:
    endpoint = Endpoint(COUNT)
    reply = post(endpoint.view, {"documentId": document_id(COUNT)})
    assert (reply.status, reply.json()) == (200, {"data": {"howMany": 1}})
    assert counts.planned == 1
    assert (endpoint.opened, endpoint.closed) == (1, 1)


def test_free_text_is_planned_when_it_comes_again() -> None:
    endpoint = Endpoint()
    answers = [endpoint(COUNT).body for _ in range(3)]
    assert set(answers) == {b'{"data":{"howMany":1}}'}
    assert counts.planned == 2


def test_a_plan_answers_with_the_same_headers_and_media_type() -> None:
    endpoint = Endpoint()
    first, again = endpoint(COUNT), endpoint(COUNT)
    assert first.headers == again.headers
    assert counts.planned == 1
    legacy = post(endpoint.view, {"query": COUNT}, accept="application/json")
    assert legacy.headers["content-type"] == "application/json; charset=utf-8"


def test_what_has_no_plan_goes_the_usual_way() -> None:
    endpoint = Endpoint()
    for _ in range(3):
        assert endpoint("{ found { __typename } }").json()["data"]["found"]
        assert endpoint("{ unknown }").codes == ["GRAPHQL_VALIDATION_FAILED"]
        assert endpoint("{").codes == ["GRAPHQL_PARSE_FAILED"]
    assert counts.planned == 0


def test_errors_of_a_plan_are_sent_like_others() -> None:
    endpoint = Endpoint(RENAME)
    refused, coerced = endpoint(RENAME, n=3), endpoint(RENAME, n="x")
    assert (refused.status, refused.codes, refused.json()["data"]) == (200, ["MOVE_REFUSED"], None)
    assert (coerced.status, coerced.codes) == (400, ["BAD_USER_INPUT"])
    assert "data" not in coerced.json()
    assert len(endpoint.world.written) == 1


def test_a_mutation_does_not_go_by_get() -> None:
    endpoint = Endpoint(RENAME, COUNT)
    query = f"documentId={document_id(RENAME)}&variables=%7B%22n%22%3A0%7D".encode()
    reply = ask(endpoint.view, http_scope("GET", [("accept", "application/json")], query))
    assert (reply.status, endpoint.world.written) == (405, [])
    query = f"documentId={document_id(COUNT)}".encode()
    assert ask(endpoint.view, http_scope("GET", [("accept", "application/json")], query)).status == 200
    assert counts.planned == 1


def test_limits_of_visitors_hold_for_plans() -> None:
    text = "{ howMany " + " ".join(f"a{n}: howMany" for n in range(600)) + " }"
    endpoint = Endpoint()
    endpoint.staff = False
    for _ in range(3):
        assert endpoint(text).status == 400
    assert counts.planned == 0


def test_a_plan_of_staff_is_not_a_visitors() -> None:
    endpoint = Endpoint()
    for _ in range(2):
        endpoint(COUNT)
    assert endpoint.view.plan(COUNT, None, staff=True) is not None
    assert endpoint.view.plan(COUNT, None, staff=False) is None  # seen by a visitor for the first time


def test_an_operation_that_takes_too_long_is_stopped() -> None:
    endpoint = Endpoint(COUNT, operation_seconds=0.01)

    async def slow() -> Reply:
        plan = endpoint.view.plan(COUNT, None, staff=True)
        assert plan is not None
        root = next(iter(plan.variants.values())).roots[0]  # type: ignore[union-attr]
        resolver: Any = root.declared.base_resolver
        original = resolver.wrapped_func

        async def sleeping(*_arguments: Any, **_named: Any) -> int:
            await asyncio.sleep(5)
            return 1

        resolver.wrapped_func = sleeping
        try:
            scope = http_scope("POST", [("content-type", "application/json"), ("accept", "application/json")])
            return await call(endpoint.view, scope, Channel([b'{"query": "%s"}' % COUNT.encode()]))
        finally:
            resolver.wrapped_func = original

    reply = asyncio.run(slow())
    assert (reply.status, endpoint.closed) == (503, 1)


def test_plans_are_forgotten_when_there_are_too_many() -> None:
    endpoint = Endpoint()
    for number in range(MOST_PLANS + 5):
        for _ in range(2):
            endpoint.view.plan(f"query Q{number} {{ howMany }}", None, staff=True)
    assert len(endpoint.view._plans) == MOST_PLANS
    assert len(endpoint.view._seen) == MOST_PLANS


def test_many_at_once_do_not_mix() -> None:
    endpoint = Endpoint()
    document = "query($most: Int) { howMany(most: $most) }"

    async def all_of_them() -> list[Any]:
        scope = [("content-type", "application/json"), ("accept", "application/json")]
        bodies = [b'{"query": "%s", "variables": {"most": %d}}' % (document.encode(), n % 2) for n in range(60)]
        calls = [call(endpoint.view, http_scope("POST", scope), Channel([body])) for body in bodies]
        return [reply.json()["data"]["howMany"] for reply in await asyncio.gather(*calls)]

    assert asyncio.run(all_of_them()) == [0, 1] * 30
