"""The process as it is served: everything is reached on its path, with the settings that an operator chose."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.installation import Installation
from migrations import runner
from tenants.database import Database
from tests.journeys.service import installation_of, serving

TYPED = {"query": "{ __typename }"}


def chosen(database: Database, data: Path, **settings: Any) -> Installation:
    installation = installation_of(database, data)
    return replace(installation, settings=installation.settings.model_copy(update=settings))


@pytest.fixture(scope="module")
def strict(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """As it is in production: trusted documents only, no GraphiQL, cookies over HTTPS."""
    installation = chosen(database, tmp_path_factory.mktemp("strict"), trusted_only=True, secure_cookies=True)
    with serving(installation) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def open_to_developers(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    installation = chosen(database, tmp_path_factory.mktemp("open"), graphiql=True)
    with serving(installation) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client


def codes(response: httpx.Response) -> list[str]:
    return [error["extensions"]["code"] for error in response.json()["errors"]]


def test_it_is_ready_when_the_schema_is_the_newest(strict: httpx.Client) -> None:
    reply = strict.get("/health/ready", headers={"accept": "application/json"})
    assert reply.status_code == 200
    assert reply.json()["checks"] == [
        {"name": "database", "ok": True, "detail": ""},
        {"name": "schema", "ok": True, "detail": f"revision {runner.head()}"},
    ]
    assert strict.get("/health/live").status_code == 200


def test_visitors_send_only_documents_of_the_console(strict: httpx.Client, open_to_developers: httpx.Client) -> None:
    assert "data" not in strict.post("/graphql", json=TYPED).json()
    assert open_to_developers.post("/graphql", json=TYPED).json() == {"data": {"__typename": "Query"}}


def test_visitors_look_into_the_schema_only_in_development(
    strict: httpx.Client, open_to_developers: httpx.Client
) -> None:
    asked = {"query": "{ __schema { queryType { name } } }"}
    assert strict.post("/graphql", json=asked).json().get("data") is None
    found = open_to_developers.post("/graphql", json=asked).json()
    assert found["data"]["__schema"]["queryType"]["name"] == "Query"


def test_graphiql_is_served_when_asked_for(strict: httpx.Client, open_to_developers: httpx.Client) -> None:
    page = {"accept": "text/html"}
    assert "graphiql" in open_to_developers.get("/graphiql", headers=page).text.lower()
    assert "graphiql" not in strict.get("/graphiql", headers=page).text.lower()


def test_open_data_needs_no_account_and_no_document_of_the_console(strict: httpx.Client) -> None:
    index = strict.get("/open-data")
    assert (index.status_code, index.headers["cross-origin-resource-policy"]) == (200, "cross-origin")
    assert strict.get("/open-data/dictionary.csv").text.startswith("name,en,id,unit,rule,source")


@pytest.mark.parametrize("path", ["/graphql", "/health/live", "/", "/sign-in"])
def test_every_answer_carries_the_headers_that_protect(strict: httpx.Client, path: str) -> None:
    reply = strict.get(path)
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" in reply.headers


def test_other_sites_do_not_write_with_a_browsers_cookies(strict: httpx.Client) -> None:
    headers = {"origin": "https://evil.example", "cookie": "tuntas_session=x", "sec-fetch-site": "cross-site"}
    assert strict.post("/graphql", json=TYPED, headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("PUT", "/uploads/nothing", 404), ("GET", "/attachments/nothing", 404), ("GET", "/session", 200)],
)
def test_files_and_sessions_have_their_doors(strict: httpx.Client, method: str, path: str, status: int) -> None:
    reply = strict.request(method, path, headers={"accept": "application/json"})
    assert (reply.status_code, reply.headers["content-type"].partition(";")[0]) == (status, "application/json")


def test_a_wrong_receipt_is_refused_before_anything_is_read(open_to_developers: httpx.Client) -> None:
    headers = {"x-receipt": "K7QW-2M9D-XH4C 0123-4567-89AB-CDEF"}
    reply = open_to_developers.post("/graphql", json=TYPED, headers=headers)
    assert codes(reply) == ["UNAUTHENTICATED"]
