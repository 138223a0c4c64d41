"""The body within its limits, and the request in it or in the address."""

import asyncio
import time

import pytest

from gateway.request_body import GraphQLRequest, check_content_type, from_body, from_query_string, read_body
from gateway.transport_errors import ClientGone, TransportError
from tests.gateway.asgi import Channel, RawHeaders, http_scope


def read(channel: Channel, *, limit: int = 10, seconds: float = 5.0, headers: RawHeaders = ()) -> bytes:
    return asyncio.run(read_body(http_scope("POST", headers), channel.receive, limit=limit, seconds=seconds))


def test_a_body_in_one_piece_or_many() -> None:
    assert read(Channel([b"0123456789"])) == b"0123456789"
    assert read(Channel([b"01", b"", b"23", b"456789"])) == b"0123456789"
    assert read(Channel([b""])) == b""


@pytest.mark.parametrize("chunks", [[b"0" * 11], [b"0" * 10, b"0"], [b"0" * 5] * 3])
def test_one_byte_more_is_too_large(chunks: list[bytes]) -> None:
    with pytest.raises(TransportError) as refusal:
        read(Channel(chunks))
    assert refusal.value.status == 413


def test_what_is_announced_as_too_large_is_not_even_read() -> None:
    channel = Channel([b"0"])
    with pytest.raises(TransportError) as refusal:
        read(channel, headers=[("content-length", "11")])
    assert (refusal.value.status, channel.taken) == (413, 0)


def test_reading_stops_at_the_limit() -> None:
    channel = Channel([b"0" * 6] * 100)
    with pytest.raises(TransportError):
        read(channel)
    assert channel.taken == 2


def test_a_client_that_hangs_up_ends_it() -> None:
    with pytest.raises(ClientGone):
        read(Channel([b"01"], hangs_up=True))


def test_a_client_that_dawdles_is_refused() -> None:
    begun = time.monotonic()
    with pytest.raises(TransportError) as refusal:
        read(Channel([b"01"], silent=True), seconds=0.05)
    assert refusal.value.status == 408
    assert time.monotonic() - begun < 2


def test_all_members_are_read() -> None:
    body = b'{"query":"q","documentId":"d","operationName":"o","variables":{"a":1},"extensions":{"b":2},"other":3}'
    expected = GraphQLRequest("q", "d", "o", {"a": 1}, {"b": 2})
    assert from_body(body) == expected
    address = b"query=q&documentId=d&operationName=o&variables=%7B%22a%22:1%7D&extensions=%7B%22b%22%3A2%7D&other=3"
    assert from_query_string(address) == expected


def test_null_is_absent_and_so_is_an_empty_parameter() -> None:
    nothing = GraphQLRequest(None, None, None, None, None)
    assert from_body(b'{"query":null,"operationName":null,"variables":null,"extensions":null}') == nothing
    assert from_query_string(b"query=&operationName=&variables=&extensions=") == nothing


def test_plus_and_percent_are_decoded() -> None:
    assert from_query_string(b"query=%7B+hello+%7D").query == "{ hello }"
    assert from_query_string("query=é".encode().replace(b"\xc3\xa9", b"%C3%A9")).query == "é"


@pytest.mark.parametrize("headers", [[], [("content-type", "text/plain")], [("content-type", "application/json"),
                                     ("content-encoding", "gzip")]])  # fmt: skip
def test_only_plain_json_is_taken(headers: RawHeaders) -> None:
    with pytest.raises(TransportError) as refusal:
        check_content_type(http_scope("POST", headers))
    assert refusal.value.status == 415


def test_plain_json_is_taken() -> None:
    check_content_type(http_scope("POST", [("content-type", "application/json"), ("content-encoding", "identity")]))
