"""Whatever arrives, the answer is a code and a sentence, soon, and never a 5xx."""

import time
import tracemalloc
from collections.abc import Iterator

import pytest

from gateway.view import GraphQLView, ViewSettings
from tests.gateway.asgi import ask, http_scope, post
from tests.gateway.malformed import CASES, WIRE, BrokenHttp, Malformed, complaints
from tests.gateway.serving import exchange, served
from tests.gateway.toy import view

SECONDS = 1.0
GOOD_WIRE = (
    b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 24\r\n\r\n"
    b'{"query":"{__typename}"}'
)

TOY_TEXTS = {
    "an unknown enum value": "{ paint(colour: GREEN) }",
    "an enum value as a string": '{ paint(colour: "RED") }',
    "an enum value as a number": "{ paint(colour: 1) }",
    "null for an enum": "{ paint(colour: null) }",
    "a float for an integer": "{ echo(number: 1.5) }",
    "a string for an integer": '{ echo(number: "1") }',
    "an integer beyond 32 bits": "{ echo(number: 2147483648) }",
    "an integer of 5,000 digits": "{ echo(number: " + "9" * 5_000 + ") }",
    "a string for an input object": '{ find(where: "x") }',
    "a list for an input object": '{ find(where: [{text: "x"}, {text: "y"}]) }',
    "a missing input field": "{ find(where: {limit: 1}) }",
    "an unknown input field": '{ find(where: {text: "x", nope: 1}) }',
    "an input field given twice": '{ find(where: {text: "x", text: "y"}) }',
    "text that is too long": '{ find(where: {text: "' + "x" * 21 + '"}) }',
    "text with a control character": '{ hello(name: "a\\u0000b") }',
}


@pytest.fixture(scope="module")
def app() -> GraphQLView:
    return view()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with served(view(ViewSettings(body_seconds=1.0))) as number:
        yield number


def test_the_list_is_long_and_names_are_unique() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
    assert len(names) >= 200


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_bad_request_is_refused_with_a_code(app: GraphQLView, case: Malformed) -> None:
    begun = time.perf_counter()
    reply = ask(app, http_scope(case.method, case.all_headers, case.query_string), *case.pieces)
    assert complaints(case, reply) == []
    assert time.perf_counter() - begun < SECONDS


@pytest.mark.parametrize("text", TOY_TEXTS.values(), ids=TOY_TEXTS.keys())
def test_a_bad_value_is_refused_with_a_code(app: GraphQLView, text: str) -> None:
    reply = post(app, {"query": text})
    errors = Malformed("", statuses=frozenset({200, 400}))
    assert complaints(errors, reply) == []
    assert set(reply.codes) <= {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED", "OPERATION_TOO_COMPLEX"}


def test_the_same_over_a_real_connection(port: int) -> None:
    found = {}
    for case in CASES:
        reply = exchange(port, case.wire, keep_open=case.method != "HEAD")
        wrong = ["no answer"] if reply is None else complaints(case, reply)
        if case.by_server and reply is not None:
            wrong = [] if reply.status == 400 else [f"status {reply.status}"]
        if wrong:
            found[case.name] = wrong
    assert found == {}


@pytest.mark.parametrize("case", WIRE, ids=lambda case: case.name)
def test_broken_http_is_refused_or_the_connection_closed(port: int, case: BrokenHttp) -> None:
    reply = exchange(port, case.wire)
    assert reply is None or 400 <= reply.status < 500
    good = exchange(port, GOOD_WIRE)
    assert good is not None
    assert good.status == 200, "the server lives on"


def test_memory_does_not_grow_with_what_is_refused(app: GraphQLView) -> None:
    bombs = [case for case in CASES if len(case.body) < 100_000]
    for case in bombs:
        ask(app, http_scope(case.method, case.all_headers, case.query_string), *case.pieces)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for _ in range(3):
        for case in bombs:
            ask(app, http_scope(case.method, case.all_headers, case.query_string), *case.pieces)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 5_000_000


def test_a_body_beyond_the_limit_is_not_read_to_its_end(app: GraphQLView) -> None:
    piece = b" " * 100_000
    scope = http_scope("POST", [("content-type", "application/json")])
    reply = ask(app, scope, *[piece] * 100)
    assert reply.status == 413
    assert reply.headers["connection"] == "close"
