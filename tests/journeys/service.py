"""The whole service on a real port, and people who talk to it over HTTP."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import psycopg
import uvicorn

from gateway.app import create_app
from gateway.installation import Installation
from gateway.settings import Settings
from graph.fresh import fresh_id
from graph.nodes import node_id
from policies.credentials import hash_of, new_token
from policies.principal import Principal
from tenants.database import Database
from tests.offices import KEY

ADD_TOKEN = """
INSERT INTO tuntas.token (token_hash, id, account_id, label, created_at, expires_at) VALUES (%s, %s, %s, 'test', %s, %s)
"""


def installation_of(database: Database, data: Path, **settings: Any) -> Installation:
    """An installation on the tests' database."""
    return Installation(
        Settings(data=data, secure_cookies=False, trusted_only=False, pool_size=8, **settings),
        KEY,
        database,
        None,
    )


@contextlib.contextmanager
def serving(installation: Installation) -> Iterator[str]:
    """The base URL where the service answers until the block ends."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(installation), log_level="critical", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(15)
        listening.close()


@dataclass
class Person:
    """Somebody who talks to the service: by bearer token, by receipt, or as a visitor."""

    client: httpx.Client
    headers: Mapping[str, str] = field(default_factory=dict)

    def post(self, query: str, variables: Mapping[str, Any] | None = None, **headers: str) -> httpx.Response:
        """One operation, as the server answers it."""
        body = {"query": query, "variables": dict(variables or {})}
        return self.client.post("/graphql", json=body, headers={**self.headers, **headers})

    def ask(self, query: str, **variables: Any) -> Any:
        """The data; an error fails the test."""
        body = self.post(query, variables).json()
        assert "errors" not in body, body
        return body["data"]


def token_for(database: Database, principal: Principal) -> str:
    """A bearer token of a principal's account, made by the owner of the tables."""
    secret, now = new_token(), datetime.now(UTC)
    values = (hash_of(secret), fresh_id(now), principal.account, now, now + timedelta(days=1))
    with psycopg.connect(database.owner_url) as connection:
        connection.execute(ADD_TOKEN, values)
    return secret


def officer(client: httpx.Client, database: Database, principal: Principal) -> Person:
    """An officer in the position of a principal."""
    headers = {"authorization": f"Bearer {token_for(database, principal)}"}
    if principal.position is not None:
        headers["x-position"] = node_id("Position", principal.tenant, principal.position)
    return Person(client, headers)
