"""Which pemda are counted anew, by which timetables, and how many at once?"""

import asyncio
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from rules.deadlines import Timetable
from rules.errors import bad_input
from rules.identifiers import NOWHERE, tenant_id_of
from tenants.database import Database, open_pool
from tenants.histories import connected
from tenants.rebuilding import rebuild
from tenants.session import Sessions
from tenants.stores import pemda as registry
from tenants.timetables import Timetables


async def wanted(database: Database, pemda: str | None = None) -> list[int]:
    """The pemda that are meant: one, or all that are enrolled. Raises BAD_USER_INPUT for one that is not."""
    async with open_pool(database.service_url, size=1) as pool:
        enrolled = await registry.enrolled(Sessions(pool, NOWHERE))
    if pemda is None:
        return enrolled
    tenant = tenant_id_of(pemda, field="pemda")
    if tenant not in enrolled:
        raise bad_input("pemda", "This pemda is not enrolled here.", "Pemda ini belum terhubung.")
    return [tenant]


async def timetables_of(database: Database, pemda: Sequence[int]) -> dict[int, Timetable]:
    """The timetables of these pemda."""
    async with open_pool(database.service_url, size=1) as pool:
        timetables = Timetables(pool)
        await timetables.prepare(*pemda)
        return {tenant: timetables.timetable(tenant) for tenant in pemda}


def rebuilt(database: Database, pemda: Sequence[int], jobs: int = 1) -> Iterator[tuple[int, int]]:
    """Rebuild these in so many processes; tells each with its number of complaints."""
    if jobs == 1:
        for tenant, timetable in asyncio.run(timetables_of(database, pemda)).items():
            with connected(database.owner_url) as connection:
                yield tenant, rebuild(connection, tenant, timetable)
        return
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        running = [(tenant, pool.submit(_rebuilt, database, tenant)) for tenant in pemda]
        for tenant, one in running:
            yield tenant, one.result()


def _rebuilt(database: Database, tenant: int) -> int:
    ((_, complaints),) = rebuilt(database, [tenant])
    return complaints
