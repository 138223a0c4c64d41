"""tuntas statistics, as an operator calls it: what differs is named and ends with 1, and is mended."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from gateway.commands.statistics import statistics_app
from gateway.installation import installed
from gateway.settings import Settings
from rules.errors import Refusal
from rules.identifiers import TenantId
from tenants import enrolment
from tenants.database import Database, open_pool
from tests.casework import submitted
from tests.gateway.commands.commanding import owner
from tests.offices import Asking, open_office
from tests.tenancy import EnrolledPemda

BINTAN = EnrolledPemda(TenantId(2101), "21.01", "kabupaten", "Kabupaten Bintan")


@pytest.fixture(scope="module")
def bintan(installation: Path) -> Path:
    with installed(Settings()) as found:
        enrolment.load_regions(found.database.owner_url)
        enrolment.enrol(found.database.owner_url, ["00", "21.01"], on=date(2026, 1, 5))
        asyncio.run(_with_a_complaint(found.database))
    return installation


async def _with_a_complaint(database: Database) -> None:
    async with open_pool(database.service_url, size=1) as pool:
        await submitted(Asking(pool), open_office(database, BINTAN), kind="ASPIRASI")


def tuntas(*words: str) -> Result:
    app = typer.Typer()
    app.add_typer(statistics_app, name="statistics")
    return CliRunner().invoke(app, ["statistics", *words])


def said(*words: str, code: int = 0) -> list[str]:
    result = tuntas(*words)
    assert result.exit_code == code, result.output
    return result.stdout.splitlines()


def change(sql: str) -> None:
    with owner() as connection:
        assert connection.execute(sql.encode()).rowcount > 0


def test_from_nothing_to_equality(bintan: Path) -> None:
    lines = said("recount")
    assert lines[:2] == ["00: 0 compared", "21.01: 1 compared, 1 wait to be counted"]
    change("DELETE FROM tuntas.complaint_change")
    lines = said("recount", code=1)
    assert lines[0] == "00: 0 compared"
    assert lines[-1].startswith("21.01: 1 compared; DIFFERENT: 1 complaints, ")
    assert "kept None" in lines[1]
    assert any(line.startswith("21.01 DAY 2026-03-04 ALL received: kept 0, recounted 1") for line in lines)
    lines = said("rebuild")
    assert lines[:2] == ["00: 0 complaints", "21.01: 1 complaints"]
    assert lines[2].startswith("1 complaints in ")
    lines = said("recount", "--check")
    assert lines[:2] == ["00: 0 compared", "21.01: 1 compared"]
    assert lines[2] == "Everything that is kept is what the events say. / Semua angka sesuai dengan riwayat."


def test_what_differs_is_repaired(bintan: Path) -> None:
    said("rebuild", "--pemda", "21.01")
    change(
        "UPDATE tuntas.complaint_rollup SET received = 7 WHERE tenant_id = 2101 AND grouped = 'KIND' AND received = 1"
    )
    lines = said("recount", "--pemda", "21.01", code=1)
    assert lines[0] == "21.01 MONTH 2026-03-01 KIND ASPIRASI received: kept 7, recounted 1"
    assert lines[1] == "21.01: 1 compared; DIFFERENT: 0 complaints, 1 sums"
    lines = said("recount", "--pemda", "21.01", "--repair", code=1)
    assert lines[2] == "21.01: 1 complaints rebuilt"
    assert said("recount", "--pemda", "21.01")[0] == "21.01: 1 compared"


def test_what_waits_is_no_difference(bintan: Path) -> None:
    said("rebuild")
    change("INSERT INTO tuntas.complaint_change SELECT 2101, id, 1, now() FROM tuntas.complaint")
    assert said("recount", "--pemda", "21.01")[0] == "21.01: 1 compared, 1 wait to be counted"
    said("rebuild")
    assert said("recount", "--pemda", "21.01")[0] == "21.01: 1 compared"


@pytest.mark.parametrize("words", [("recount", "--pemda", "21.02"), ("rebuild", "--pemda", "x"),
                                   ("recount", "--check", "--repair")])  # fmt: skip
def test_what_makes_no_sense_is_refused(bintan: Path, words: tuple[str, ...]) -> None:
    result = tuntas(*words)
    assert isinstance(result.exception, Refusal)
    assert result.exception.code == "BAD_USER_INPUT"
