"""tuntas calendar, on an installation of its own: what is missing is told, added once, and told no more."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner, Result

from gateway.command_line import app
from gateway.commands import calendars
from gateway.installation import Installation, installed
from gateway.settings import Settings
from tenants.national_days import national_days

YEAR = 2025
"""Inside of what the installation knows, and published."""


@pytest.fixture
def installation(monkeypatch: pytest.MonkeyPatch) -> Iterator[Installation]:
    """A data directory of its own: the name is short, for a socket lies in it."""
    data = Path(tempfile.mkdtemp(prefix="tuntas-cal-"))
    for name in ("TUNTAS_DATABASE_URL", "TUNTAS_MASTER_KEY", "TUNTAS_STORAGE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TUNTAS_DATA", str(data))
    with installed(Settings()) as found:
        found.prepare()
        yield found
    shutil.rmtree(data)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["calendar", *arguments])


def unpublish(installation: Installation, kind: str) -> None:
    """As if the decree had come after the installation."""
    with psycopg.connect(installation.database.owner_url) as owner:
        owner.execute(
            "DELETE FROM tuntas.day_off WHERE tenant_id = 0 AND kind = %s AND extract(year FROM day) = %s", (kind, YEAR)
        )


def test_what_was_published_since_is_added_once(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendars, "_today", lambda: date(YEAR - 1, 11, 1))
    assert run("check").exit_code == 0
    unpublish(installation, "CUTI_BERSAMA")
    missing = run("check")
    assert missing.exit_code == 1
    assert f"tuntas calendar refresh {YEAR}" in missing.output
    leave = [one.day for one in national_days(YEAR) if one.kind == "CUTI_BERSAMA"]
    refreshed = run("refresh", str(YEAR))
    assert refreshed.exit_code == 0, refreshed.output
    assert f"{len(leave)} days added; {YEAR} is published." in refreshed.output
    assert "0 days added" in run("refresh", str(YEAR)).output
    assert run("check").exit_code == 0
    with psycopg.connect(installation.database.owner_url) as owner:
        added = owner.execute("SELECT day, since FROM tuntas.day_off WHERE tenant_id = 0 AND since > 1 ORDER BY day")
        assert added.fetchall() == [(day, 2) for day in leave]
        versions = owner.execute("SELECT version, set_by_title FROM tuntas.calendar_version WHERE tenant_id = 0")
        assert sorted(versions.fetchall()) == [(1, "Tuntas"), (2, "tuntas calendar refresh")]


def test_a_year_without_a_decree_stays_unpublished(installation: Installation) -> None:
    refreshed = run("refresh", "2040")
    assert refreshed.exit_code == 0
    assert f"{len(national_days(2040))} days added; 2040 is not published." in refreshed.output
