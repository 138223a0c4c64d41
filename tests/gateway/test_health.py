"""Alive and ready: for machines in JSON, for people on a page, and without harm to what it asks."""

import asyncio
import time
from collections.abc import Sequence

import pytest
from starlette.applications import Starlette

from gateway.health import Check, Health
from tests.gateway.asgi import Channel, Reply, ask, call, http_scope

BROWSER = "text/html,*/*;q=0.8"


class Probe:
    """Answers what it was given, and counts how often it is asked."""

    def __init__(self, *checks: Check, pause: float = 0.0) -> None:
        self.checks = checks
        self.pause = pause
        self.asked = 0

    async def __call__(self) -> Sequence[Check]:
        self.asked += 1
        await asyncio.sleep(self.pause)
        return self.checks


def get(health: Health, path: str, accept: str = "application/json") -> Reply:
    scope = http_scope("GET", [("accept", accept)], path=path)
    return ask(Starlette(routes=health.routes()), scope)


FINE = Check("database", ok=True)
BROKEN = Check("migrations", ok=False, detail="revision <0006> is missing")


def test_alive() -> None:
    reply = get(Health(Probe(BROKEN)), "/health/live")
    assert (reply.status, reply.json()["status"]) == (200, "live")


def test_ready() -> None:
    reply = get(Health(Probe(FINE)), "/health/ready")
    assert reply.status == 200
    assert reply.json() == {"status": "ready", "checks": [{"name": "database", "ok": True, "detail": ""}]}
    assert reply.headers["cache-control"] == "no-store"


def test_not_ready_says_why() -> None:
    reply = get(Health(Probe(FINE, BROKEN)), "/health/ready")
    assert reply.status == 503
    assert reply.json()["status"] == "not ready"
    assert reply.json()["checks"][1] == {"name": "migrations", "ok": False, "detail": BROKEN.detail}


@pytest.mark.parametrize(("checks", "status"), [((FINE,), 200), ((FINE, BROKEN), 503)])
def test_people_get_a_page(checks: tuple[Check, ...], status: int) -> None:
    reply = get(Health(Probe(*checks)), "/health/ready", BROWSER)
    assert reply.status == status
    assert reply.headers["content-type"].startswith("text/html")
    assert b"database" in reply.body
    assert b"<0006>" not in reply.body
    assert (b"&lt;0006&gt;" in reply.body) is (status == 503)


def test_a_probe_that_hangs_is_not_ready() -> None:
    begun = time.monotonic()
    reply = get(Health(Probe(FINE, pause=60), seconds=0.05), "/health/ready")
    assert (reply.status, reply.json()["checks"][0]["ok"]) == (503, False)
    assert time.monotonic() - begun < 5


def test_a_probe_that_breaks_is_not_ready_and_tells_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    async def probe() -> Sequence[Check]:
        raise ConnectionError("password=1234")

    reply = get(Health(probe), "/health/ready")
    assert (reply.status, reply.json()["checks"][0]["detail"]) == (503, "ConnectionError")
    assert b"1234" not in reply.body
    assert "1234" in caplog.text


def test_many_who_ask_are_one_who_asks() -> None:
    probe = Probe(FINE, pause=0.05)
    app = Starlette(routes=Health(probe).routes())
    scope = http_scope("GET", path="/health/ready")

    async def ask_together() -> list[Reply]:
        return await asyncio.gather(*(call(app, dict(scope), Channel()) for _ in range(20)))

    assert {reply.status for reply in asyncio.run(ask_together())} == {200}
    assert probe.asked == 1


def test_what_is_known_grows_old() -> None:
    probe = Probe(FINE)
    health = Health(probe, fresh=0.0)
    get(health, "/health/ready")
    get(health, "/health/ready")
    assert probe.asked == 2
