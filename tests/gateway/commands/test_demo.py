"""tuntas demo into an empty installation, and tuntas journey through every role of it as it is served."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import psycopg
import pytest
from psycopg.rows import class_row
from typer.testing import CliRunner, Result

from gateway.command_line import app
from gateway.commands import demo as command
from gateway.commands.demo import LOADED
from gateway.demo.accounts import ACCOUNTS
from gateway.demo.journey import JourneyFailedError, Traveller
from gateway.demo.loading import demo as stages
from gateway.demo.loading.demo import PASSWORD
from gateway.installation import Installation, installed
from gateway.settings import Settings
from rules.roles import Role
from tenants.rows import ReporterRow
from tests.gateway.commands.served import free_port, ready
from tests.journeys.service import serving
from tests.proof import Proof

COUNT = 60
COURSE = [
    "SUBMIT", "VERIFY", "TRANSFER", "VERIFY", "DISPOSE", "RETURN", "DISPOSE", "ANSWER", "OBJECT", "ANSWER", "ACCEPT",
    "RATE",
]  # fmt: skip


def tuntas(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "200", "NO_COLOR": "1"})


@pytest.fixture(scope="module")
def loading(installation: Path) -> Result:
    with installed(Settings()) as found, psycopg.connect(found.database.admin_url, autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET fsync = off")  # fifty pemda have many files, and nobody keeps them
        admin.execute("SELECT pg_reload_conf()")
    return tuntas("demo", "--load-only", "--complaints", str(COUNT))


@pytest.fixture(scope="module")
def found(loading: Result) -> Iterator[Installation]:
    with installed(Settings()) as found:
        yield found


@pytest.fixture(scope="module")
def url(found: Installation) -> Iterator[str]:
    chosen = {"secure_cookies": False, "trusted_only": False}
    with serving(replace(found, settings=found.settings.model_copy(update=chosen))) as url:
        yield url


def test_it_loads_once_and_introduces_everybody(loading: Result, installation: Path) -> None:
    assert (loading.exit_code, loading.exception) == (0, None), loading.output
    assert "Loaded in" in loading.output
    assert PASSWORD in loading.output
    assert all(account.email in loading.output for account in ACCOUNTS)
    assert (installation / LOADED).exists()
    again = tuntas("demo", "--load-only", "--complaints", str(COUNT))
    assert (again.exit_code, "Loaded in" in again.output) == (0, False)


def test_told_to_end_it_ends_its_worker_too(loading: Result, installation: Path) -> None:
    port = free_port()
    program = "from gateway.command_line import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", program, "demo", "--port", str(port)], env={**os.environ, "TUNTAS_POOL_SIZE": "2"}
    ) as process:
        try:
            ready(f"http://127.0.0.1:{port}", process)
            (worker,) = [pid for pid in _children(process.pid) if "worker" in _words(pid)]
        finally:
            process.send_signal(signal.SIGTERM)
            ended = process.wait(30)
    assert ended == 128 + signal.SIGTERM
    assert not Path(f"/proc/{worker}").exists()


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _words(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/cmdline").read_text().split("\0")


def test_what_was_interrupted_is_not_served_as_whole(loading: Result, installation: Path) -> None:
    marker = installation / LOADED
    text = marker.read_text()
    marker.unlink()
    assert tuntas("demo", "--load-only").exit_code == 2
    marker.write_text(text)


def test_every_complaint_is_as_if_it_had_been_lived(found: Installation) -> None:
    proof = Proof(found.database.owner_url)
    assert proof.problems() == []
    assert len(proof.rows) == COUNT


def test_its_pemda_are_enrolled_and_everybody_has_a_position(found: Installation) -> None:
    with psycopg.connect(found.database.owner_url) as owner:
        counts = owner.execute(
            """SELECT (SELECT count(*) FROM tuntas.tenant),
            (SELECT count(*) FROM tuntas.topic WHERE tenant_id = 0) > 10,
            (SELECT count(*) FROM tuntas.account_email),
            (SELECT count(*) FROM tuntas.position) = (SELECT count(*) FROM tuntas.appointment)"""
        ).fetchone()
    assert counts == (53, True, len(ACCOUNTS), True)


def test_no_identity_lies_open(found: Installation) -> None:
    with psycopg.connect(found.database.owner_url, row_factory=class_row(ReporterRow)) as owner:
        sealed = owner.execute("SELECT * FROM tuntas.reporter").fetchall()
    assert len(sealed) == COUNT
    assert not any(b"0811-0000" in row.sealed for row in sealed)


@pytest.mark.parametrize("email", ["bintan@tuntas.test", "warga@tuntas.test"])
def test_the_printed_password_signs_in(url: str, email: str) -> None:
    with httpx.Client(base_url=url, timeout=30) as client:
        reply = client.post("/sign-in", json={"email": email, "password": PASSWORD})
        assert reply.status_code == 200, reply.text
        assert client.get("/session").status_code == 200


def test_the_journey_goes_through_every_role(url: str) -> None:
    result = tuntas("journey", "--url", url)
    assert (result.exit_code, result.exception) == (0, None), result.output
    steps = re.findall(r"^ +\d+ \d{4}-\d\d-\d\d \d\d:\d\d:\d\d  (\w+)", result.output, re.MULTILINE)
    assert steps == COURSE
    assert "SOLVED" in result.output
    assert "Bukan kewenangan" not in result.output
    assert "kewenangan Dinas Perkim" in result.output


def test_a_refusal_ends_the_journey_with_the_servers_words(url: str) -> None:
    with httpx.Client(base_url=url, timeout=30) as client, pytest.raises(JourneyFailedError, match="UNAUTHENTICATED"):
        Traveller(client, {}).ask("{ transfers { nodes { id } } }")


def test_an_account_for_every_role_that_works(found: Installation) -> None:
    with psycopg.connect(found.database.owner_url) as owner:
        held = {role for (role,) in owner.execute("SELECT DISTINCT role FROM tuntas.position").fetchall()}
    assert held >= {role.value for role in Role} - {"PUBLIK", "PELAPOR", "SISTEM"}


def test_every_stage_of_the_loading_has_its_bar() -> None:
    told = set(re.findall(r'\btell\("([^"]+)"', Path(stages.__file__).read_text(encoding="utf-8")))
    assert told == set(command._STAGES)
