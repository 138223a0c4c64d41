"""GraphQL over HTTP, beyond what the public audits ask: each row of the table is one request and its answer."""

import asyncio
import json
import time
from typing import Any

import pytest
from graphql import build_client_schema, get_introspection_query
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.routing import Match

from gateway.answers import RESPONSE_HEADERS
from gateway.documents import document_id
from gateway.view import GraphQLView, ViewSettings, graphql_routes, has_bearer_token
from graph.context import Context
from tests.gateway.asgi import Channel, RawHeaders, Reply, ask, call, http_scope, post
from tests.gateway.toy import Door, view

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
TYPE = "application/graphql-response+json; charset=utf-8"
LEGACY = "application/json; charset=utf-8"
STAFF: RawHeaders = [("authorization", "Bearer sri")]
HELLO = "query Hello($name: String!) { hello(name: $name) }"
BUMP = "mutation Bump { bump }"
TWO = "query A { hello } query B { hello }"
COUNT = "subscription Count { count(to: 2) }"


@pytest.fixture(scope="module")
def app() -> GraphQLView:
    return view(trusted=(HELLO, BUMP, COUNT))


@pytest.fixture(scope="module")
def strict() -> GraphQLView:
    return view(ViewSettings(strict=True))


def get(app: GraphQLView, query_string: str, *, accept: str = GRAPHQL, headers: RawHeaders = ()) -> Reply:
    return ask(app, http_scope("GET", [("accept", accept), *headers], query_string.encode()))


Row = tuple[str, dict[str, Any], str, int, str]
"""What it shows, the body, the Accept header; then the status and the media type of the answer."""

ANSWERED: list[Row] = [
    ("a query", {"query": "{ hello }"}, GRAPHQL, 200, TYPE),
    ("a query of a legacy client", {"query": "{ hello }"}, JSON, 200, LEGACY),
    ("a query of any client", {"query": "{ hello }"}, "*/*", 200, LEGACY),
    ("a mutation", {"query": "mutation { bump }"}, GRAPHQL, 200, TYPE),
    ("one of two operations", {"query": TWO, "operationName": "B"}, GRAPHQL, 200, TYPE),
    ("null for what is optional", {"query": "{ hello }", "variables": None, "operationName": None}, GRAPHQL, 200, TYPE),
    ("an error of a field", {"query": "{ refuse }"}, GRAPHQL, 200, TYPE),
    ("an error that nulls everything", {"query": "{ crashAll }"}, GRAPHQL, 200, TYPE),
    ("a syntax error", {"query": "{"}, GRAPHQL, 400, TYPE),
    ("a syntax error of a legacy client", {"query": "{"}, JSON, 200, LEGACY),
    ("an invalid document", {"query": "{ nothing }"}, GRAPHQL, 400, TYPE),
    ("an invalid document of a legacy client", {"query": "{ nothing }"}, JSON, 200, LEGACY),
    ("a wrong variable", {"query": HELLO, "variables": {"name": 1}}, GRAPHQL, 400, TYPE),
    ("a wrong variable of a legacy client", {"query": HELLO, "variables": {"name": 1}}, JSON, 200, LEGACY),
    ("an unknown operation", {"query": "query A { hello }", "operationName": "B"}, GRAPHQL, 400, TYPE),
    ("no name for two operations", {"query": TWO}, GRAPHQL, 400, TYPE),
    ("no name for two, legacy", {"query": TWO}, JSON, 200, LEGACY),
    ("a subscription without a stream", {"query": COUNT}, GRAPHQL, 406, LEGACY),
    ("a limit", {"query": "{ person { " + "boss { " * 12 + "name" + " }" * 13 + " }"}, GRAPHQL, 400, TYPE),
    ("nothing to run", {}, GRAPHQL, 400, LEGACY),
]  # fmt: skip


@pytest.mark.parametrize("row", ANSWERED, ids=lambda row: row[0])
def test_status_and_media_type(app: GraphQLView, row: Row) -> None:
    _, body, accept, status, media = row
    reply = post(app, body, accept=accept)
    assert (reply.status, reply.headers["content-type"]) == (status, media)
    assert reply.headers["vary"] == "Accept"
    assert reply.headers["cache-control"] == "no-store"
    assert int(reply.headers["content-length"]) == len(reply.body)
    assert ("data" in reply.json()) == (status == 200 and not _is_request_error(reply))


def _is_request_error(reply: Reply) -> bool:
    return all("path" not in error for error in reply.json().get("errors", [{"path": []}]))


STRICT: list[Row] = [
    ("a query", {"query": "{ hello }"}, GRAPHQL, 200, TYPE),
    ("a query of a legacy client", {"query": "{ hello }"}, JSON, 200, LEGACY),
    ("data and errors", {"query": "{ hello refuse }"}, GRAPHQL, 294, TYPE),
    ("data and errors of a legacy client", {"query": "{ hello refuse }"}, JSON, 200, LEGACY),
    ("a syntax error", {"query": "{"}, GRAPHQL, 400, TYPE),
    ("a syntax error of a legacy client", {"query": "{"}, JSON, 400, TYPE),
    ("an invalid document", {"query": "{ nothing }"}, GRAPHQL, 422, TYPE),
    ("an invalid document of a legacy client", {"query": "{ nothing }"}, JSON, 422, TYPE),
    ("a wrong variable", {"query": HELLO, "variables": {"name": 1}}, GRAPHQL, 422, TYPE),
    ("no name for two operations", {"query": TWO}, GRAPHQL, 422, TYPE),
    ("nothing to run", {}, GRAPHQL, 422, LEGACY),
    ("a number for a query", {"query": 1}, GRAPHQL, 422, LEGACY),
]


@pytest.mark.parametrize("row", STRICT, ids=lambda row: row[0])
def test_the_draft_of_2026(strict: GraphQLView, row: Row) -> None:
    _, body, accept, status, media = row
    reply = post(strict, body, accept=accept)
    assert (reply.status, reply.headers["content-type"]) == (status, media)


def test_the_draft_keeps_400_for_what_is_no_json(strict: GraphQLView) -> None:
    assert post(strict, b"{").status == 400


@pytest.mark.parametrize("method", ["PUT", "HEAD", "OPTIONS", "DELETE", "PATCH"])
def test_other_methods_are_told_which_there_are(app: GraphQLView, method: str) -> None:
    reply = ask(app, http_scope(method))
    assert (reply.status, reply.headers["allow"]) == (405, "GET, POST")


def test_get_runs_a_trusted_query(app: GraphQLView) -> None:
    reply = get(app, f"documentId={document_id(HELLO)}&variables=%7B%22name%22%3A%22Sri%22%7D")
    assert (reply.status, reply.json()) == (200, {"data": {"hello": "halo Sri"}})


def test_post_runs_a_trusted_query(app: GraphQLView) -> None:
    reply = post(app, {"documentId": document_id(HELLO), "variables": {"name": "Sri"}})
    assert (reply.status, reply.json()) == (200, {"data": {"hello": "halo Sri"}})


def test_get_never_mutates(app: GraphQLView) -> None:
    reply = get(app, f"documentId={document_id(BUMP)}")
    assert (reply.status, reply.headers["allow"], reply.codes) == (405, "POST", ["METHOD_NOT_ALLOWED"])
    free = view(ViewSettings(free_text_get=True), door=(door := Door()))
    assert get(free, "query=mutation%7Bbump%7D").status == 405
    assert get(free, "query=mutation%7Bbump%7D", accept="text/event-stream").status == 405
    assert door.bumped == 0


def test_get_takes_free_text_only_where_it_is_set() -> None:
    reply = get(view(), "query=%7Bhello%7D")
    assert (reply.status, reply.headers["allow"]) == (405, "POST")
    assert get(view(ViewSettings(free_text_get=True)), "query=%7Bhello%7D").status == 200


def test_an_unknown_document_is_refused(app: GraphQLView) -> None:
    for reply in (get(app, "documentId=sha256:0"), post(app, {"documentId": "sha256:0"})):
        assert (reply.status, reply.codes) == (400, ["PERSISTED_DOCUMENT_NOT_FOUND"])


TRUSTED_ONLY = ViewSettings(trusted_only=True, free_text_get=True)


@pytest.mark.parametrize("headers", [[], [("cookie", "tuntas_session=a")], [("authorization", "Basic c3JpOnNyaQ==")]])
def test_free_text_needs_a_bearer_token_where_only_documents_are_trusted(headers: RawHeaders) -> None:
    app = view(TRUSTED_ONLY, trusted=(HELLO,))
    reply = post(app, {"query": "{ hello }"}, headers=headers)
    assert (reply.status, reply.codes) == (400, ["PERSISTED_DOCUMENT_REQUIRED"])
    assert get(app, "query=%7Bhello%7D", headers=headers).status == 405
    assert post(app, {"documentId": document_id(HELLO), "variables": {"name": "a"}}, headers=headers).status == 200


def test_a_bearer_token_may_send_free_text() -> None:
    app = view(TRUSTED_ONLY)
    assert post(app, {"query": "{ who }"}, headers=STAFF).json() == {"data": {"who": "sri"}}
    assert get(app, "query=%7Bwho%7D", headers=STAFF).json() == {"data": {"who": "sri"}}


def test_staff_may_send_longer_texts() -> None:
    text = "{ " + " ".join(f"x{n}: echo(number: {n})" for n in range(15)) + " hello" * 950 + " }"
    app = view(ViewSettings())
    visitor, staff = post(app, {"query": text}), post(app, {"query": text}, headers=STAFF)
    assert "more than 1000 tokens" in visitor.json()["errors"][0]["message"]
    assert staff.codes[0] == "OPERATION_TOO_COMPLEX"  # parsed, and then too wide


def test_every_context_is_closed() -> None:
    door = Door()
    app = view(door=door)
    for body in ({"query": "{ hello }"}, {"query": "{"}, {"query": "{ crashAll }"}, {"query": COUNT}):
        post(app, body)
    post(app, {"query": COUNT}, accept="text/event-stream")
    assert (door.opened, door.closed) == (5, 5)


def test_no_context_is_opened_for_what_http_refuses() -> None:
    door = Door()
    app = view(door=door)
    for body in (b"{", b"[]", {"query": 1}, {"documentId": "sha256:0"}):
        post(app, body)
    assert door.opened == 0


def test_a_refused_credential_is_401() -> None:
    reply = post(view(), {"query": "{ hello }"}, headers=[("authorization", "Bearer bad")])
    assert (reply.status, reply.codes, reply.headers["www-authenticate"]) == (401, ["UNAUTHENTICATED"], "Bearer")


def test_a_broken_door_is_our_fault_and_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    reply = post(view(), {"query": "{ hello }"}, headers=[("authorization", "Bearer broken")])
    assert (reply.status, reply.codes) == (500, ["INTERNAL"])
    assert b"secret" not in reply.body
    assert "ZeroDivisionError" in caplog.text


def test_an_operation_that_takes_too_long_is_stopped() -> None:
    door = Door()
    begun = time.monotonic()
    reply = post(view(ViewSettings(operation_seconds=0.05), door=door), {"query": "{ slow }"})
    assert (reply.status, reply.codes, door.closed) == (503, ["TIMEOUT"], 1)
    assert time.monotonic() - begun < 5


def test_an_operation_can_send_headers() -> None:
    door = Door()

    async def open_context(connection: HTTPConnection) -> Context:
        connection.scope.setdefault(RESPONSE_HEADERS, []).append((b"set-cookie", b"tuntas_session=a; HttpOnly"))
        return await door.open(connection)

    app = view(door=door)
    app.open_context = open_context
    assert post(app, {"query": "{ hello }"}).headers["set-cookie"] == "tuntas_session=a; HttpOnly"


def test_a_client_that_hangs_up_gets_nothing() -> None:
    channel = Channel([b'{"query"'], hangs_up=True)
    scope = http_scope("POST", [("content-type", "application/json")])

    async def run() -> None:
        await view()(scope, channel.receive, channel.send)

    asyncio.run(run())
    assert channel.sent == []


def test_a_body_in_pieces_is_put_together(app: GraphQLView) -> None:
    whole = json.dumps({"query": "{ hello }"}).encode()
    scope = http_scope("POST", [("content-type", "application/json")])
    assert ask(app, scope, *[bytes([byte]) for byte in whole]).json() == {"data": {"hello": "halo dunia"}}


BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


def test_a_browser_is_sent_to_graphiql_in_development_only() -> None:
    reply = get(view(ViewSettings(graphiql="/graphiql")), "", accept=BROWSER)
    assert (reply.status, reply.headers["location"]) == (307, "/graphiql")
    assert get(view(), "", accept=BROWSER).status == 400


def test_streams_are_counted() -> None:
    app = view(ViewSettings(streams=0))
    reply = post(app, {"query": COUNT}, accept="text/event-stream")
    assert (reply.status, reply.codes) == (503, ["TOO_MANY_STREAMS"])
    assert post(app, {"query": "{ hello }"}).status == 200


def test_suggestions_are_for_staff(app: GraphQLView) -> None:
    visitor = post(app, {"query": "{ helo }"}).json()["errors"][0]["message"]
    staff = post(app, {"query": "{ helo }"}, headers=STAFF).json()["errors"][0]["message"]
    assert "Did you mean" not in visitor
    assert "Did you mean" in staff


def test_many_at_once_do_not_disturb_each_other(app: GraphQLView) -> None:
    async def one(number: int) -> Any:
        body = json.dumps({"query": HELLO, "variables": {"name": str(number)}}).encode()
        scope = http_scope("POST", [("content-type", "application/json")])
        return (await call(app, scope, Channel([body]))).json()["data"]["hello"]

    async def all_of_them() -> list[Any]:
        return await asyncio.gather(*(one(number) for number in range(100)))

    assert asyncio.run(all_of_them()) == [f"halo {number}" for number in range(100)]


def test_requests_and_sockets_are_routed_to_the_view(app: GraphQLView) -> None:
    routed = Starlette(routes=graphql_routes(app, "/api"))
    assert ask(routed, http_scope("POST", [("content-type", "application/json")], path="/api"), b"{}").status == 400
    assert ask(routed, http_scope("PUT", path="/api")).status == 405
    matches = [route.matches(http_scope(path="/api") | {"type": "websocket"})[0] for route in routed.routes]
    assert matches == [Match.NONE, Match.FULL]


def test_the_schema_can_be_read(app: GraphQLView) -> None:
    query = get_introspection_query(input_value_deprecation=True, directive_is_repeatable=True)
    answers = [post(app, {"query": query}, headers=STAFF).json() for _ in range(3)]
    assert all("errors" not in answer for answer in answers)
    assert build_client_schema(answers[0]["data"]).query_type is not None


@pytest.mark.parametrize(
    ("headers", "parameters", "expected"),
    [
        ([("authorization", "Bearer a")], {}, True),
        ([("authorization", "bearer a")], {}, True),
        ([("authorization", "Basic a")], {}, False),
        ([("cookie", "authorization=Bearer a")], {}, False),
        ([], {"authorization": "Bearer a"}, True),
        ([], {"authorization": 1}, False),
        ([], {}, False),
    ],
)
def test_a_token_is_told_from_a_cookie(headers: RawHeaders, parameters: dict[str, Any], *, expected: bool) -> None:
    scope = http_scope("POST", headers)
    scope["tuntas.connection_params"] = parameters
    assert has_bearer_token(scope) is expected
