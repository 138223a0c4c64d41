"""Rows of LAPOR!'s export, for tests."""

from random import Random
from typing import Any

from policies.principal import Principal
from rules import lapor_layout as layout
from tests.offices import Asking

IMPORT = """mutation($input: ImportLaporInput!) { importLaporReports(input: $input) { dryRun rows {
  line trackingId fate complaint refusal { code field rule message messageId } } } }"""
EXPORT = """query($year: Int!, $month: Int, $after: String) { laporReports(year: $year, month: $month, first: 100,
  after: $after) { nodes { cells } pageInfo { hasNextPage endCursor } } }"""
_USUAL = {
    layout.DATE: "3 Jan 2026",
    layout.TIME: "14:05:33",
    layout.REPORTER: "Siti Pelapor",
    layout.KIND: "Pengaduan Tidak Berkadar Pengawasan",
    layout.TOPIC_ID: "2101",
    layout.TOPIC: "Infrastruktur Jalan",
    layout.TITLE: "Jalan berlubang di depan pasar",
    layout.FIRST_TEXT: "Jalan di depan pasar berlubang, hubungi 0811-0000-1234.",
    layout.LAST_TEXT: "Jalan di depan pasar berlubang.",
    layout.SOURCE: "Website",
    layout.PARENT: "Pemerintah Kabupaten Uji",
    layout.UNIT_ID: "771",
    layout.STATUS: "Ditutup oleh Sistem",
    layout.PROVINCE: "Provinsi Uji",
    layout.REGENCY: "Kabupaten Uji",
    layout.DISTRICT: "Kecamatan Uji",
    layout.VILLAGE: "Kelurahan Uji",
    layout.SK_NUMBER: "SK 12/2025",
    layout.RATING: "4",
}


_RANDOM = Random()
_prefix = ["7"]


def fresh() -> None:
    """Other tracking IDs from now on: the directory knows those of all pemda, also of other tests."""
    _prefix[0] = str(_RANDOM.randrange(10**12, 10**13))


def number(tracking_id: str) -> str:
    """The tracking ID of a row."""
    return _prefix[0] + tracking_id


def cells(tracking_id: str = "0", /, **other: str) -> list[str]:
    """A row with every column, some of them different: `status="Proses"`."""
    found = [_USUAL.get(at, "") for at in range(layout.WIDTH)]
    found[layout.TRACKING_ID] = number(tracking_id)
    for name, value in other.items():
        found[getattr(layout, name.upper())] = value
    return found


async def imported(ask: Asking, who: Principal, *rows: list[str], dry: bool = False) -> list[Any]:
    """The fates of these rows."""
    given = {"rows": [{"line": at, "cells": row} for at, row in enumerate(rows, 5)], "dryRun": dry}
    found = (await ask(who, IMPORT, input=given))["importLaporReports"]
    assert found["dryRun"] is dry
    return list(found["rows"])


async def fates(ask: Asking, who: Principal, *rows: list[str], dry: bool = False) -> list[str]:
    """Only what became of them."""
    return [row["fate"] for row in await imported(ask, who, *rows, dry=dry)]


async def exported(ask: Asking, who: Principal, year: int = 2026, month: int | None = None) -> list[list[str]]:
    """All rows of an export."""
    found, after = list[list[str]](), None
    while True:
        page = (await ask(who, EXPORT, year=year, month=month, after=after))["laporReports"]
        found += [node["cells"] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]
