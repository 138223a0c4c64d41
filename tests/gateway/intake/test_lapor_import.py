"""A whole export goes through the graph in batches, row by row, and needs no more memory for more rows."""

import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gateway.intake.lapor_import import BATCH, taken_over
from gateway.intake.lapor_workbook import Report, reports
from policies.principal import Principal
from rules.identifiers import Reach
from rules.roles import Role
from tenants.database import Database, Pool
from tests.gateway.intake.lapor_files import many
from tests.gateway.worker.scribe import Inside
from tests.graph.exchange.rows import cells, exported, fresh
from tests.offices import Asking, Office, open_office
from tests.tenancy import NewTenant

pytestmark = pytest.mark.anyio


@pytest.fixture
def office(database: Database, new_tenant: NewTenant) -> Office:
    fresh()
    return open_office(database, new_tenant())


def program(office: Office) -> Principal:
    return Principal(Role.INTEGRASI, tenant=office.tenant, reach=Reach(office.tenant, office.tenant))


async def test_every_row_has_its_fate_in_its_order(ask: Asking, pool: Pool, office: Office) -> None:
    rows = [Report(line, cells(str(line), **({"kind": "?"} if line % 50 == 0 else {}))) for line in range(6, 231)]
    inside = Inside(pool, office, ask)
    told = [row async for row in taken_over(inside, program(office), rows, dry_run=True)]
    assert [row["line"] for row in told] == list(range(6, 231))
    assert Counter(row["fate"] for row in told) == {"NEW": 221, "REFUSED": 4}
    assert await exported(ask, office.admin) == []
    done = [row async for row in taken_over(inside, program(office), iter(rows), dry_run=False)]
    again = [row async for row in taken_over(inside, program(office), rows, dry_run=False)]
    assert Counter(row["fate"] for row in done) == {"NEW": 221, "REFUSED": 4}
    assert Counter(row["fate"] for row in again) == {"SAME": 221, "REFUSED": 4}
    assert len(await exported(ask, office.admin)) == 221
    assert BATCH == 100


async def test_memory_does_not_grow_with_the_rows(ask: Asking, pool: Pool, office: Office, tmp_path: Path) -> None:
    """As the command does it, dry: the reader, the batches and the graph together."""
    inside, peaks = Inside(pool, office, ask), []
    for count in (1_000, 1_000, 4_000):  # the first warms up what is remembered for good
        file: Any = many(count, tmp_path / f"{count}.xlsx")
        tracemalloc.start()
        with file.open("rb") as opened:
            told = Counter(
                [row["fate"] async for row in taken_over(inside, program(office), reports(opened), dry_run=True)]
            )
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert told == {"NEW": count}
    _, few, more = peaks
    # forty batches: what each leaves behind for a while is its parsed document, and no row
    assert more < few + 2_500_000, peaks
