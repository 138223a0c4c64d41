"""Trusted documents: looked up by the hash of their text, never learned."""

import json
from pathlib import Path

import pytest

from gateway.documents import Documents, document_id, text_of
from gateway.request_body import GraphQLRequest
from gateway.transport_errors import TransportError

TEXT = "query ($id: ID!) {\n  user(id: $id) {\n    name\n  }\n}"
KEY = document_id(TEXT)


def request(*, query: str | None = None, document: str | None = None) -> GraphQLRequest:
    return GraphQLRequest(query, document, None, None, None)


def refusal(asked: GraphQLRequest, *, free_text: bool = True, by_get: bool = False) -> TransportError:
    with pytest.raises(TransportError) as caught:
        text_of(asked, Documents.of(TEXT), free_text=free_text, by_get=by_get)
    return caught.value


def test_the_id_is_that_of_the_specification() -> None:
    assert KEY == "sha256:7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e"


def test_a_manifest_is_loaded(tmp_path: Path) -> None:
    manifest = tmp_path / "documents.json"
    manifest.write_text(json.dumps({KEY: TEXT}))
    documents = Documents.load(manifest)
    assert documents.get(KEY) == TEXT
    assert documents.texts == {TEXT}
    assert len(documents) == 1


@pytest.mark.parametrize(
    "content",
    ["[]", "1", '{"sha256:x": "{a}"}', json.dumps({KEY: 1}), json.dumps({KEY: TEXT + " "}),
     json.dumps({KEY.upper(): TEXT}), "{"],
)  # fmt: skip
def test_an_altered_manifest_stops_the_start(tmp_path: Path, content: str) -> None:
    manifest = tmp_path / "documents.json"
    manifest.write_text(content)
    with pytest.raises(ValueError, match=r".+"):
        Documents.load(manifest)


@pytest.mark.parametrize("free_text", [True, False])
@pytest.mark.parametrize("by_get", [True, False])
def test_a_known_id_is_served_to_everyone(*, free_text: bool, by_get: bool) -> None:
    documents = Documents.of(TEXT)
    assert text_of(request(document=KEY), documents, free_text=free_text, by_get=by_get) == TEXT


def test_free_text_is_served_where_it_is_allowed() -> None:
    assert text_of(request(query="{a}"), Documents({}), free_text=True) == "{a}"


def test_free_text_is_refused_where_it_is_not() -> None:
    error = refusal(request(query="{a}"), free_text=False)
    assert (error.status, error.code) == (400, "PERSISTED_DOCUMENT_REQUIRED")


def test_trusted_text_sent_as_free_text_is_free_text() -> None:
    assert refusal(request(query=TEXT), free_text=False).code == "PERSISTED_DOCUMENT_REQUIRED"


def test_free_text_by_get_is_sent_to_post() -> None:
    error = refusal(request(query="{a}"), free_text=False, by_get=True)
    assert (error.status, dict(error.headers)[b"allow"]) == (405, b"POST")


@pytest.mark.parametrize("key", ["sha256:" + "0" * 64, "", KEY.upper(), KEY[7:], "x"])
def test_an_unknown_id_is_refused(key: str) -> None:
    error = refusal(request(document=key))
    assert (error.status, error.code) == (400, "PERSISTED_DOCUMENT_NOT_FOUND")


def test_both_or_neither_is_refused() -> None:
    assert refusal(request(document=KEY, query=TEXT)).code == "BAD_REQUEST"
    assert refusal(request()).code == "BAD_REQUEST"
    assert refusal(request(query="")).code == "BAD_REQUEST"
