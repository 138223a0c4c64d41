"""A table has the rows of its question as whoever asked gets them, and is refused when the question is."""

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from graphql import parse, validate

from gateway.contents import statistics_table
from gateway.contents.statistics_table import COLUMNS
from graph.schema import schema
from policies.principal import Principal
from tenants.database import Database, Pool
from tests.gateway.worker.lists import Archive
from tests.gateway.worker.scribe import requested
from tests.graph.statistics.conftest import ASK, YEAR, unit_of
from tests.offices import VISITOR, Asking, Office, citizen, open_office
from tests.tallies import crowd, put_down
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


@pytest.fixture
def archive(pool: Pool, database: Database, new_tenant: NewTenant, tmp_path: Path) -> Archive:
    office = open_office(database, new_tenant())
    units = (*office.paths.values(), None)
    kinds = ("ASPIRASI", "PENGADUAN_BERKADAR")
    put_down(database, crowd([office.pemda], 60, seed=1, kind=kinds, channel=("WEB", "LETTER"), unit=units))
    return Archive(Asking(pool), pool, database, office, tmp_path)


async def written(archive: Archive, who: Principal, format_: str = "CSV", **given: Any) -> str:
    made = await requested(archive.ask, who, "STATISTICS_TABLE", format_, statistics={**YEAR, **given})
    await archive.write()
    return str(made["id"])


def rows_in(archive: Archive, id_: str) -> tuple[list[dict[str, str]], list[str]]:
    lines = list(csv.reader(io.StringIO(archive.file(id_).decode(), newline="")))
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:] if not line[0].startswith("# ")]
    return rows, [line[0] for line in lines if line[0].startswith("# ")]


def test_the_question_is_of_the_schema() -> None:
    assert validate(schema._schema, parse(statistics_table._QUERY)) == []
    assert len({column.title for column in COLUMNS}) == len(COLUMNS)


async def test_the_rows_are_those_of_the_question(archive: Archive) -> None:
    made = await written(archive, archive.office.admin, by=["KIND", "MONTH"])
    rows, notes = rows_in(archive, made)
    asked = (await archive.ask(archive.office.admin, ASK, q={**YEAR, "by": ["KIND", "MONTH"]}))["statistics"]["rows"]
    assert [(row["Hari pertama"], row["Masuk"], row["Tepat waktu: pembilang"]) for row in rows] == [
        (row["firstDay"], str(row["figures"]["received"]), str(row["figures"]["onTime"]["numerator"])) for row in asked
    ]
    assert {row["Klasifikasi"] for row in rows} >= {"Aspirasi", "Pengaduan berkadar pengawasan"}
    assert f"# Jumlah baris: {len(asked)}" in notes
    for row in rows:
        assert (row["Tepat waktu: %"] == "") is (row["Tepat waktu: penyebut"] == "0")
        if row["Tepat waktu: %"]:
            low, high = float(row["Tepat waktu: % batas bawah"]), float(row["Tepat waktu: % batas atas"])
            assert low <= float(row["Tepat waktu: %"]) <= high


async def test_a_workbook_has_figures_that_are_figures(archive: Archive) -> None:
    made = await written(archive, archive.office.admin, "XLSX")
    book = openpyxl.load_workbook(io.BytesIO(archive.file(made)))
    *_, titles, row = book.active.iter_rows(values_only=True)  # type: ignore[union-attr]
    found = dict(zip(titles, row, strict=True))
    assert isinstance(found["Masuk"], int)
    assert isinstance(found["Tindak lanjut: %"], float)
    assert found["Kode wilayah"] == archive.office.pemda.code


async def test_a_unit_has_its_own_sums(archive: Archive) -> None:
    who = archive.office.by("dinkes")
    rows, _ = rows_in(archive, await written(archive, who))
    asked = (await archive.ask(who, ASK, q=YEAR))["statistics"]["rows"]
    whole, _ = rows_in(archive, await written(archive, archive.office.admin))
    assert [int(row["Masuk"]) for row in rows] == [row["figures"]["received"] for row in asked]
    assert int(rows[0]["Masuk"]) < int(whole[0]["Masuk"])


async def test_what_may_not_be_asked_is_not_written(
    archive: Archive, database: Database, new_tenant: NewTenant
) -> None:
    sibling: Office = open_office(database, new_tenant(beside=archive.office.pemda))
    for who, given, code in (
        (archive.office.admin, {"region": sibling.pemda.code}, "NOT_FOUND"),
        (archive.office.by("perkim"), {"unit": unit_of(archive.office, "dinkes")}, "FORBIDDEN"),
        (archive.office.admin, {"by": ["DAY", "WEEK"]}, "BAD_USER_INPUT"),
    ):
        made = await written(archive, who, **given)
        found = await archive.seen(who, made)
        assert (found["state"], found["code"], found["url"]) == ("FAILED", code, None)
        for other in (archive.office.by("kelurahan"), sibling.admin, citizen(), VISITOR):
            assert await archive.seen(other, made) is None
