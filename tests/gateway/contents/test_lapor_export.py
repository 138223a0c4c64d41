"""An export has LAPOR!'s layout, only what whoever asked may see, and is the same when it is imported again."""

import tempfile
from pathlib import Path
from typing import Any

import pytest

from gateway.contents import lapor_export
from gateway.intake.lapor_workbook import reports
from gateway.intake.workbook import Workbook
from rules import lapor_layout as layout
from rules.roles import Role
from rules.time_zones import zone_of
from tenants.database import Database, Pool
from tests.casework import submitted
from tests.gateway.worker.scribe import listed, requested, scribe
from tests.graph.exchange.rows import cells, fates, fresh, imported
from tests.offices import NOW, Asking, Office, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


@pytest.fixture
def office(database: Database, new_tenant: NewTenant) -> Office:
    fresh()
    return open_office(database, new_tenant())


def _at(office: Office, how: str) -> str:
    """The moment of the test by the clocks of the pemda."""
    return NOW.astimezone(zone_of(office.tenant)).strftime(how)


async def written(ask: Asking, pool: Pool, office: Office, who: Any, folder: Path, **given: Any) -> Path:
    await requested(ask, who, "LAPOR_EXPORT", "XLSX", **{"year": 2026, **given})
    assert await scribe(pool, office, ask, folder)() == 1
    (made, *_) = await listed(ask, who)
    assert (made["state"], made["kind"]) == ("DONE", "LAPOR_EXPORT")
    (file,) = [path for path in folder.rglob("*") if path.is_file()]  # noqa: ASYNC240 - a folder of this test alone
    return file


async def test_what_was_imported_comes_out_as_it_went_in(
    ask: Asking, pool: Pool, office: Office, tmp_path: Path
) -> None:
    rows = [
        cells("1"),
        cells("2", status="Diarsipkan oleh Admin", reason="Salah peruntukan", type="Rahasia"),
        cells("3", status="Proses", rating="", title='=HYPERLINK("http://x";"y")'),
    ]
    assert await fates(ask, office.admin, *rows) == ["NEW", "NEW", "NEW"]
    file = await written(ask, pool, office, office.admin, tmp_path)
    with file.open("rb") as opened:
        found = list(reports(opened))
    assert [report.line for report in found] == [6, 7, 8]
    assert sorted(report.cells for report in found) == sorted(rows)
    assert await fates(ask, office.admin, *(report.cells for report in found)) == ["SAME"] * 3
    with file.open("rb") as opened, Workbook(opened) as book:
        head = list(book.rows())
    assert [row.cells[0] for row in head[:4]] == [
        "Laporan SP4N-LAPOR!",
        office.pemda.name,
        "Periode: Tahun 2026",
        f"Dibuat pada 4 Maret 2026 pukul {_at(office, '%H.%M')} {_at(office, '%Z')}",
    ]
    assert [head[4].cells[at] for at in range(32)] == [*layout.COLUMNS, *layout.ADDED]


async def test_the_timestamps_that_lapor_lacks_are_there(
    ask: Asking, pool: Pool, office: Office, tmp_path: Path
) -> None:
    case = await (await submitted(ask, office)).answered()
    file = await written(ask, pool, office, office.admin, tmp_path, month=3)
    with file.open("rb") as opened, Workbook(opened) as book:
        *_, row = book.rows()
    assert row.cells[layout.TRACKING_ID] == case.code.replace("-", "")
    assert row.cells[layout.STATUS] == "Ditindaklanjuti"
    assert [row.cells.get(at) for at in range(26, 32)] == [
        "4 Mar 2026",
        _at(office, "%H:%M:%S"),
        "4 Mar 2026",
        _at(office, "%H:%M:%S"),
        None,
        None,
    ]


@pytest.mark.parametrize("unit", ["dinkes", "perkim"])
async def test_a_unit_exports_its_own_cases_only(
    ask: Asking, pool: Pool, office: Office, tmp_path: Path, unit: str
) -> None:
    await imported(
        ask,
        office.admin,
        cells("1", unit=f"dinkes {office.pemda.name}"),
        cells("2", unit=f"dinkes {office.pemda.name}", type="Anonim"),
        cells("3"),
    )
    file = await written(ask, pool, office, office.by(unit), tmp_path)
    with file.open("rb") as opened:
        found = list(reports(opened))
    assert sorted(row.cells[layout.REPORTER] for row in found) == (["", "Siti Pelapor"] if unit == "dinkes" else [])


async def test_an_anonymous_reporter_is_named_to_nobody(
    ask: Asking, pool: Pool, office: Office, tmp_path: Path
) -> None:
    await imported(ask, office.admin, cells("1", type="Anonim"))
    file = await written(ask, pool, office, office.admin, tmp_path)
    assert b"Siti" not in file.read_bytes()
    with file.open("rb") as opened:
        (row,) = reports(opened)
    assert (row.cells[layout.REPORTER], row.cells[layout.TYPE]) == ("", "Anonim")


async def test_more_than_a_page_is_written(ask: Asking, pool: Pool, office: Office, tmp_path: Path) -> None:
    for begin in (0, 100, 200):
        await imported(ask, office.admin, *(cells(str(begin + at)) for at in range(100 if begin < 200 else 50)))
    file = await written(ask, pool, office, office.admin, tmp_path)
    with file.open("rb") as opened:
        assert len({row.cells[0] for row in reports(opened)}) == 250


async def test_an_export_is_for_whoever_asked(ask: Asking, pool: Pool, office: Office, tmp_path: Path) -> None:
    await written(ask, pool, office, office.admin, tmp_path)
    assert len(await listed(ask, office.admin)) == 1
    for (_, role), other in office.people.items():
        if other is not office.admin and role is not Role.INTEGRASI:
            assert await listed(ask, other) == []


async def test_an_export_that_breaks_leaves_no_file_behind(
    ask: Asking, pool: Pool, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary, streamed = tmp_path / "temporary", list[str]()
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    async def breaks(*_: Any) -> Any:
        yield ["1"]
        streamed.extend(path.name for path in temporary.iterdir())
        raise OSError("the connection broke")

    monkeypatch.setattr(lapor_export, "_rows", breaks)
    await requested(ask, office.admin, "LAPOR_EXPORT", "XLSX", year=2026)
    assert await scribe(pool, office, ask, tmp_path / "kept")() == 0
    assert [name.startswith("openpyxl.") for name in streamed] == [True]
    assert list(temporary.iterdir()) == []
