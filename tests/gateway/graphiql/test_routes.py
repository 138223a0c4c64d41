"""GraphiQL: one page, only our own files, and a hint when they are not there yet."""

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette

from gateway.graphiql.routes import HERE, graphiql_routes
from gateway.graphiql.vendor import FILES
from tests.gateway.asgi import Reply, ask, http_scope


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    for asset in FILES:
        (tmp_path / asset.name).write_text(f"/* {asset.name} */")
    return tmp_path


def get(folder: Path, path: str) -> Reply:
    return ask(Starlette(routes=graphiql_routes(folder)), http_scope("GET", path=path))


def test_the_page_loads_only_files_that_are_served(assets: Path) -> None:
    page = get(assets, "/graphiql")
    assert page.status == 200
    links = re.findall(rb'(?:src|href)="([^"]+)"', page.body)
    files = [link.decode() for link in links if not link.startswith(b"data:")]
    assert len(files) == len(FILES) + 2
    for file in files:
        assert get(assets, "/" + file).status == 200
    assert b"http" not in page.body


def test_the_page_runs_under_its_policy(assets: Path) -> None:
    page = get(assets, "/graphiql")
    policy = page.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert b"<script>" not in page.body
    assert not re.search(rb"\son\w+=", page.body)


def test_without_the_files_the_page_says_how_to_get_them(tmp_path: Path) -> None:
    page = get(tmp_path, "/graphiql")
    assert (page.status, b"python -m gateway.graphiql.vendor" in page.body) == (503, True)
    assert get(tmp_path, "/graphiql/graphiql.js").status == 404


@pytest.mark.parametrize("name", ["page.html", "vendor.py", "..%2Fview.py", "nothing.js", "__init__.py"])
def test_nothing_else_is_served(assets: Path, name: str) -> None:
    assert get(assets, f"/graphiql/{name}").status == 404


def test_our_script_keeps_tokens_out_of_the_address() -> None:
    script = (HERE / "page.js").read_text()
    assert "history." not in script
    assert "location.search" not in script
