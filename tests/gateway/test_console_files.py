"""The console: hashed files are kept, its page is always asked for again, and every other address is its own."""

from pathlib import Path

import pytest
from starlette.applications import Starlette

from gateway.console_files import DOCUMENTS, FILES, console_routes
from tests.gateway.asgi import Reply, ask, http_scope


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Tuntas</title>")
    (tmp_path / "assets" / "app-1a2b3c.js").write_text("1")
    (tmp_path.parent / "secret.txt").write_text("no")
    return tmp_path


def get(files: Path, path: str, method: str = "GET") -> Reply:
    return ask(Starlette(routes=console_routes(files)), http_scope(method, path=path))


@pytest.mark.parametrize("path", ["/", "/pengaduan/123", "/lacak/K7QW-2M9D-XH4C"])
def test_its_own_router_finds_the_page(built: Path, path: str) -> None:
    reply = get(built, path)
    assert (reply.status, reply.headers["cache-control"]) == (200, "no-cache")
    assert "Tuntas" in reply.body.decode()


def test_hashed_files_are_kept_for_a_year(built: Path) -> None:
    reply = get(built, "/assets/app-1a2b3c.js")
    assert (reply.status, reply.body) == (200, b"1")
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/assets/../../secret.txt", "/assets/gone.js"])
def test_nothing_else_is_given_away(built: Path, path: str) -> None:
    reply = get(built, path)
    assert reply.body != b"no"
    assert "immutable" not in reply.headers.get("cache-control", "")


def test_it_is_only_read(built: Path) -> None:
    assert get(built, "/", "POST").status == 405


def test_what_is_not_built_says_how(tmp_path: Path) -> None:
    reply = get(tmp_path, "/")
    assert (reply.status, "make console" in reply.body.decode()) == (503, True)


def test_documents_lie_with_the_files() -> None:
    assert DOCUMENTS.parent == FILES
