"""How long does a worker take to write the longest list there is, and how much memory?

The main pemda's newest complaints, as many as a list may have, asked for and written as an officer's export is, by a
process of its own; against COPY of the same rows as they lie there.

python -m bench.exporting ADMIN_URL FORMAT, prints seconds, rows and peak bytes
"""

import asyncio
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from secrets import token_hex
from time import perf_counter
from typing import Any, Final, NamedTuple

import psycopg

from bench.nation.__main__ import nation
from bench.nation.loading import Scale, load
from bench.offices import officer
from bench.options import Options
from bench.site import KEY, MAIN, Place
from bench.table import Table
from gateway.delivery.inside import House
from gateway.storage.store import Storage
from gateway.worker.writing import Writing
from rules.documents import MOST_ROWS
from rules.identifiers import tenant_id_of
from tenants.database import Database, open_pool
from tenants.timetables import Timetables
from tenants.vault import Vault

FORMATS: Final = ("CSV", "XLSX")
_REQUEST: Final = "mutation Ask($input: RequestDocumentInput!) { requestDocument(input: $input) { id } }"
_SEEN: Final = "query Seen { documents(first: 1) { nodes { id state rows } } }"
_RAW: Final = (
    "COPY (SELECT c.* FROM tuntas.complaint c WHERE c.tenant_id = {tenant}"
    " ORDER BY c.received_at DESC, c.id DESC LIMIT {most}) TO STDOUT (FORMAT csv)"
)


class Exported(NamedTuple):
    """One list: how long its writing took, its rows, and the most memory that the worker had."""

    seconds: float
    rows: int
    peak: int


def measure(table: Table, admin_url: str, options: Options, _postmaster: int) -> None:
    """On the largest nation."""
    scale = Scale(options.nation_sizes[-1], options.until)
    place = nation(admin_url, scale, options.all_tenants)
    load(place, scale)
    raw = _raw_seconds(place)
    for format_ in FORMATS:
        command = [sys.executable, "-m", "bench.exporting", place.database.admin_url, format_]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        one = Exported(float(said[0]), int(said[1]), int(said[2]))
        what = f"list of {one.rows:,} complaints as {format_}"
        table.say(f"{what}: written; most memory", f"{one.seconds:.1f} s; {one.peak / 1e6:.0f} MB")
        table.ratio(f"{what}: to COPY of the same rows", one.seconds / raw)


async def exported(place: Place, format_: str, folder: Path) -> Exported:
    """Ask for the list and write it."""
    who = officer(place).principal
    async with open_pool(place.database.service_url, 4) as pool:
        house = House(pool, Vault(KEY), Timetables(pool))
        wanted: dict[str, Any] = {"clientKey": token_hex(16), "kind": "COMPLAINT_LIST", "format": format_}
        made = (await house(who, _REQUEST, input={**wanted, "complaints": {}}))["requestDocument"]["id"]
        began = perf_counter()
        await Writing(house, Storage.open(None, folder))()
        seconds = perf_counter() - began
        (seen,) = (await house(who, _SEEN))["documents"]["nodes"]
    if (seen["id"], seen["state"]) != (made, "DONE"):
        raise RuntimeError(f"the list was not written: {seen}")
    return Exported(seconds, seen["rows"], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def _raw_seconds(place: Place) -> float:
    statement = _RAW.format(tenant=place.main, most=MOST_ROWS)
    with (
        psycopg.connect(place.database.admin_url) as connection,
        connection.cursor() as cursor,
        Path(os.devnull).open("wb") as away,
    ):
        began = perf_counter()
        with cursor.copy(statement.encode()) as rows:
            away.writelines(rows)
        return perf_counter() - began


def main() -> None:
    url, format_ = sys.argv[1:]
    place = Place(Database.at(url, KEY), (tenant_id_of(MAIN),))
    with tempfile.TemporaryDirectory() as folder:
        print(*asyncio.run(exported(place, format_, Path(folder))))


if __name__ == "__main__":
    main()
