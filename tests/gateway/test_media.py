"""Which media type a client gets, from Accept headers as clients really send them."""

import pytest

from gateway.media import EVENT_STREAM, GRAPHQL_RESPONSE, JSON, header, is_json, negotiate, prefers_html

URQL_QUERY = (
    "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed"
)
URQL_STREAM = "text/event-stream, multipart/mixed"
APOLLO = "application/graphql-response+json,application/json;q=0.9"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", JSON),
        ("   ", JSON),
        ("*/*", JSON),
        ("application/json", JSON),
        ("application/json; charset=utf-8", JSON),
        ("APPLICATION/JSON", JSON),
        ("application/graphql-response+json", GRAPHQL_RESPONSE),
        ("application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", GRAPHQL_RESPONSE),
        ("application/json, application/graphql-response+json", JSON),
        ("application/json;q=0.8, application/graphql-response+json", GRAPHQL_RESPONSE),
        ("application/*", GRAPHQL_RESPONSE),
        ("application/json;q=0, */*", GRAPHQL_RESPONSE),
        ("application/json;q=0.5, */*", GRAPHQL_RESPONSE),
        ("application/graphql-response+json;q=0, */*", JSON),
        ("text/event-stream", EVENT_STREAM),
        ("text/event-stream, application/json", EVENT_STREAM),
        ("application/json, text/event-stream", JSON),
        ("application/json;q=0.5, text/event-stream", EVENT_STREAM),
        ("text/event-stream, */*", EVENT_STREAM),
        ("text/*", None),
        (URQL_QUERY, GRAPHQL_RESPONSE),
        (URQL_STREAM, EVENT_STREAM),
        (APOLLO, GRAPHQL_RESPONSE),
        (BROWSER, JSON),
        ("text/plain", None),
        ("application/json;q=0", None),
        ("application/json;q=nan", None),
        ("application/json;q=2", None),
        ("application/json;q=x", None),
        (",;,", None),
        ("application/json;q=0.1," + "text/plain," * 1000, JSON),
    ],
)
def test_the_client_gets_what_it_prefers(accept: str, media: str | None) -> None:
    assert negotiate(accept) == media


@pytest.mark.parametrize(
    ("accept", "expected"),
    [(BROWSER, True), ("", False), ("*/*", False), ("application/json", False), ("text/html;q=0", False),
     ("application/json, text/html", False), ("text/html, application/json", True)],
)  # fmt: skip
def test_only_browsers_prefer_a_page(accept: str, *, expected: bool) -> None:
    assert prefers_html(accept) is expected


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("application/json", True),
        (" Application/JSON ; charset=UTF-8", True),
        ('application/json; charset="utf-8"; profile=x', True),
        ("application/json; charset=utf-16", False),
        ("application/json-evil", False),
        ("x/application/json", False),
        ("application/json, text/plain", False),
        ("text/plain", False),
        ("", False),
    ],
)
def test_only_json_in_utf_8_is_json(content_type: str, *, expected: bool) -> None:
    assert is_json(content_type) is expected


def test_repeated_headers_are_joined() -> None:
    headers = [(b"accept", b"text/plain"), (b"host", b"a"), (b"accept", b"application/json")]
    assert header(headers, b"accept") == "text/plain, application/json"
    assert header(headers, b"cookie") == ""
