"""tuntas lapor import, as an operator calls it: a list of fates, a sum, and nothing changed by a dry run."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from gateway.commands.lapor import line_of
from gateway.installation import installed
from gateway.settings import Settings
from tenants import enrolment
from tests.gateway.commands.commanding import owner
from tests.gateway.intake.lapor_files import export
from tests.graph.exchange.rows import cells, number

PROGRAM = "from gateway.command_line import main; main()"


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TUNTAS_")}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, "lapor", "import", *words],
        env={**kept, "TUNTAS_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


@pytest.fixture(scope="module")
def bintan(installation: Path) -> Path:
    with installed(Settings()) as found:
        enrolment.load_regions(found.database.owner_url)
        enrolment.enrol(found.database.owner_url, ["00", "21.01"], on=date(2026, 1, 5))
    return installation


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ekspor.xlsx"
    export([cells("1"), cells("2", date="entah"), cells("3", status="Proses", rating="")], path)
    return path


def counted() -> int:
    with owner() as connection:
        ((count,),) = connection.execute("SELECT count(*) FROM tuntas.complaint WHERE tenant_id = 2101").fetchall()
    return int(str(count))


def test_fates_are_listed_and_a_dry_run_changes_nothing(bintan: Path, file: Path) -> None:
    dry = run(bintan, str(file), "--pemda", "21.01", "--dry-run")
    assert dry.returncode == 1, dry.stderr
    assert [line.split()[:3] for line in dry.stdout.splitlines()[:3]] == [
        ["6", number("1"), "new"], ["7", number("2"), "refused"], ["8", number("3"), "new"],
    ]  # fmt: skip
    assert "date [BAD_USER_INPUT, LAPOR!: Tanggal Laporan Masuk] Write a date as 3 Jan 2026. / Tulis" in dry.stdout
    assert "Nothing was changed." in dry.stdout
    assert counted() == 0
    real = run(bintan, str(file), "--pemda", "21.01", "--quiet")
    assert real.stdout.splitlines()[0].split()[0] == "7"
    assert real.stdout.splitlines()[1].split()[:2] == ["2", "new"]
    assert counted() == 2
    again = run(bintan, str(file), "--pemda", "21.01", "--quiet")
    assert "2 already here / sudah ada" in again.stdout
    assert counted() == 2


@pytest.mark.parametrize("code", ["21.02", "x"])
def test_another_pemda_is_refused(bintan: Path, file: Path, code: str) -> None:
    found = run(bintan, str(file), "--pemda", code)
    assert (found.returncode, found.stdout) == (1, "")
    assert "BAD_USER_INPUT" in found.stderr


def test_another_file_is_refused(bintan: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"Tracking ID;Tanggal")
    found = run(bintan, str(path), "--pemda", "21.01")
    assert (found.returncode, found.stdout) == (1, "")
    assert "not an Excel workbook" in found.stderr


def test_a_refusal_says_where_and_why() -> None:
    told = line_of({"line": 7, "trackingId": "12", "fate": "SAME", "refusal": None})
    assert told.split() == ["7", "12", "already", "here", "/", "sudah", "ada"]
