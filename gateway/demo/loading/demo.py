"""The whole demo into an empty installation: pemda, offices, accounts, assessments, complaints; each stage tells."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Final, Literal

from argon2 import PasswordHasher

from gateway.demo.complaints.plan import stories
from gateway.demo.complaints.story import Story
from gateway.demo.loading.assessments import assessments
from gateway.demo.loading.people import Rows, people
from gateway.demo.loading.plans import enter_plans
from gateway.demo.loading.releases import publish_months
from gateway.demo.loading.stories import Teller
from gateway.demo.offices import Office, offices
from gateway.installation import Installation
from gateway.master_key import Purpose
from rules.identifiers import Reach, tenant_id_of
from tenants import enrolment
from tenants.bulk import analyze, copy_in
from tenants.database import open_pool
from tenants.first_units import open_units
from tenants.histories import connected
from tenants.rebuilding import rebuild
from tenants.session import Sessions
from tenants.timetables import Timetables
from tenants.vault import Sealer, Vault

PASSWORD: Final = "tuntas-demo-2026"  # noqa: S105 - printed for everybody who tries the demo
COMPLAINTS: Final = 5_000
PROVINCES_SHOWN: Final = ("19", "21")
"""Bangka Belitung and Kepulauan Riau: their regencies are enrolled too, and the complaints are theirs."""
_BATCH: Final = 1_000

Stage = Literal["pemda", "kantor", "pengaduan", "rencana aksi", "statistik", "data terbuka"]
Tell = Callable[[Stage, int, int], None]
"""Hears the stage, how much is done, and how much there is."""


def regions(*, everything: bool) -> list[tuple[str, str]]:
    """The (code, name) of the pemda to enrol: the nation, all provinces, and the regencies shown (or all)."""
    return [
        (code, name)
        for code, name, level in enrolment.pemda()
        if everything or level in ("nasional", "provinsi") or code[:2] in PROVINCES_SHOWN
    ]


async def load(installation: Installation, *, everything: bool, complaints: int, tell: Tell) -> None:
    """Fill an installation that was prepared. Raises what the database raises when it is not empty."""
    owner, now = installation.database.owner_url, datetime.now(UTC)
    wanted = regions(everything=everything)
    done = iter(range(1, len(wanted) + 1))
    enrolment.enrol(
        owner, [code for code, _ in wanted], on=now.date(), progress=lambda _: tell("pemda", next(done), len(wanted))
    )
    known = offices(wanted)
    rows, directory = people(known, PasswordHasher().hash(PASSWORD), now)
    copy_in(owner, rows)
    copy_in(owner, assessments(rows))
    open_units(owner, [tenant_id_of(code) for code, _ in wanted], on=now.date())
    tell("kantor", len(known), len(known))
    shown = [office for office in known if office.tenant[:2] in ("00", *PROVINCES_SHOWN)]
    sealers = await _sealers(installation, shown)
    teller = Teller(
        directory=directory,
        timetable=(await _timetables(installation, shown)).timetable,
        receipt_key=installation.key.derive(Purpose.RECEIPTS),
        seal=lambda tenant, complaint, identity: sealers[tenant](complaint, identity),
        ids={},
        now=now,
    )
    _tell_all(owner, teller, stories(shown, complaints, until=now), complaints, tell)
    await _count(installation, shown, tell)
    async with open_pool(installation.database.service_url, 1) as pool:
        entered = await enter_plans(pool, directory, now)
        published = len(await publish_months(pool, directory, now))
    tell("rencana aksi", entered, entered)
    tell("data terbuka", published, published)
    analyze(owner)


def _tell_all(owner: str, teller: Teller, told: Iterable[Story], count: int, tell: Tell) -> None:
    batch: Rows = defaultdict(list)
    done = 0
    for done, story in enumerate(told, 1):
        for table, rows in teller.tell(story).items():
            batch[table].extend(rows)
        if done % _BATCH == 0:
            copy_in(owner, batch)
            batch.clear()
            tell("pengaduan", done, count)
    copy_in(owner, batch)
    tell("pengaduan", done, count)


async def _count(installation: Installation, known: Sequence[Office], tell: Tell) -> None:
    """Statistics at once, and nothing left for the worker to count."""
    pemda = [tenant_id_of(office.tenant) for office in known]
    timetables = await _timetables(installation, known)
    with connected(installation.database.owner_url) as connection:
        for done, tenant in enumerate(pemda, 1):
            rebuild(connection, tenant, timetables.timetable(tenant))
            tell("statistik", done, len(pemda))


async def _timetables(installation: Installation, known: Sequence[Office]) -> Timetables:
    async with open_pool(installation.database.service_url, 1) as pool:
        found = Timetables(pool)
        await found.prepare(*{tenant_id_of(office.tenant) for office in known})
    return found


async def _sealers(installation: Installation, known: Sequence[Office]) -> dict[int, Sealer]:
    vault = Vault(installation.key.derive(Purpose.TENANT_KEYS))
    found: dict[int, Sealer] = {}
    async with open_pool(installation.database.service_url, 1) as pool:
        for office in known:
            tenant = tenant_id_of(office.tenant)
            async with Sessions(pool, Reach(tenant, tenant)).write((tenant,)) as tx:
                found[tenant] = await vault.sealer(tx, tenant)
    return found
