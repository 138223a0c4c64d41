"""The public audits of GraphQL over HTTP (npm graphql-http) against the view on a real server: all 61 pass."""

import hashlib
import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gateway.graphiql.vendor import node, npm
from gateway.view import ViewSettings
from tests.gateway.serving import served
from tests.gateway.toy import view

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "tuntas"


@pytest.fixture(scope="session")
def audits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside of the repository with the audits installed, kept for the next time."""
    try:
        command = npm()
    except FileNotFoundError as error:
        pytest.skip(str(error))
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:16]
    folder = CACHE / f"audits-{lock}"
    if not folder.exists():
        work = tmp_path_factory.mktemp("audits")
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, work)
        subprocess.run([*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=work, check=True)
        CACHE.mkdir(parents=True, exist_ok=True)
        shutil.copytree(work, unfinished := CACHE / f"{work.name}-{os.getpid()}", symlinks=True)
        if folder.exists():
            shutil.rmtree(unfinished)  # another worker was faster
        else:
            unfinished.rename(folder)
    shutil.copy(HERE / "audit.mjs", folder)
    return folder


def run(audits: Path, settings: ViewSettings) -> list[dict[str, Any]]:
    with served(view(settings)) as port:
        url = f"http://127.0.0.1:{port}/graphql"
        done = subprocess.run(
            [node(), "audit.mjs", url], cwd=audits, capture_output=True, check=True, timeout=60, text=True
        )
    results: list[dict[str, Any]] = json.loads(done.stdout)
    return results


def failed(results: list[dict[str, Any]]) -> dict[str, str]:
    return {result["id"]: result["name"] for result in results if result["status"] != "ok"}


def test_all_audits_pass(audits: Path) -> None:
    results = run(audits, ViewSettings(free_text_get=True))
    assert failed(results) == {}
    kinds = Counter(result["name"].split()[0] for result in results)
    assert kinds == {"MUST": 13, "SHOULD": 23, "MAY": 25}


def test_only_free_text_by_get_fails_where_it_is_not_served(audits: Path) -> None:
    failures = failed(run(audits, ViewSettings()))
    assert set(failures) == {"5A70", "D6D5", "6A70"}
    assert all(name.startswith("MAY") and "GET" in name for name in failures.values())


def test_the_draft_of_2026_and_the_audits_cannot_both_be_followed(audits: Path) -> None:
    """The audits ask for 400, and for 200 from legacy clients, where the draft has 422: no MUST, only status codes."""
    failures = failed(run(audits, ViewSettings(strict=True, free_text_get=True)))
    assert Counter(name.split()[0] for name in failures.values()) == {"SHOULD": 4, "MAY": 18}
    assert all("status code" in name for name in failures.values())
