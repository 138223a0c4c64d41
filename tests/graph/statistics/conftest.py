"""A province with two regencies that have complaints, and a regency elsewhere."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from graph.nodes import node_id
from policies.principal import Principal
from rules.identifiers import NATION, Reach, TenantId, reach_of
from rules.roles import Role
from rules.unit_paths import ROOT
from tenants.database import Database
from tests.offices import Asking, Office, open_office
from tests.tallies import Tally, crowd, put_down
from tests.tenancy import NewTenant

ASK = """query($q: StatisticsInput!) { statistics(question: $q) { source countedUntil uncountedChanges
    rows { regionCode firstDay lastDay kind
      figures { received onTime { numerator denominator } backlog { open } } } } }"""
YEAR = {"firstDay": "2025-01-01", "lastDay": "2025-12-31"}


@dataclass
class Neighbourhood:
    """Who is where, and what complaints there are."""

    here: Office
    sibling: Office
    elsewhere: Office
    tallies: list[Tally]
    ask: Asking

    @property
    def province_code(self) -> str:
        return self.here.pemda.code[:2]

    def received(self, office: Office, *, under: str = "", until: str = "2025-12-31") -> int:
        """How many came in 2025 to a pemda, those held by a unit or below it alone."""
        own = [one for one in self.tallies if one.tenant == office.tenant and (one.unit or "").startswith(under)]
        return sum(
            column == "received" and "2025-01-01" <= day.isoformat() <= until
            for one in own
            for day, column, _ in one.facts
        )

    async def rows(self, who: Principal, document: str = ASK, /, **given: Any) -> list[Any]:
        found = await self.ask(who, document, q={**YEAR, **given})
        rows: list[Any] = found["statistics"]["rows"]
        return rows

    async def refused(self, who: Principal, /, **given: Any) -> tuple[str, str | None]:
        refusal = await self.ask.refused(who, ASK, q={**YEAR, **given})
        return refusal["code"], refusal.get("field")


def overseer(office: Office, role: Role = Role.INSTANSI, reach: Reach | None = None) -> Principal:
    """Somebody of the province's own government, or of the Ombudsman's office there."""
    province = TenantId(office.tenant // 100 * 100)
    tenant = NATION if role is Role.OMBUDSMAN else province
    return Principal(
        role, tenant, reach or reach_of(province), account=uuid4(), position=uuid4(), position_title="Uji",
        unit_path="-" if role is Role.OMBUDSMAN else ROOT,
    )  # fmt: skip


def unit_of(office: Office, name: str) -> str:
    return node_id("Unit", office.tenant, office.ids[name])


def _complaints(database: Database, office: Office, seed: int) -> list[Tally]:
    found = crowd(
        [office.pemda], 30, seed=seed, kind=("ASPIRASI", "PENGADUAN_BERKADAR"), channel=("WEB", "LETTER"),
        unit=(*office.paths.values(), None),
    )  # fmt: skip
    put_down(database, found)
    return found


@pytest.fixture(scope="module")
def elsewhere(database: Database, new_tenant: NewTenant) -> tuple[Office, list[Tally]]:
    """A regency of another province: nobody changes it, so one is enough for all tests."""
    office = open_office(database, new_tenant(beside=new_tenant(level="provinsi")))
    return office, _complaints(database, office, 3)


@pytest.fixture
def neighbourhood(
    database: Database, office: Office, sibling: Office, elsewhere: tuple[Office, list[Tally]], ask: Asking
) -> Neighbourhood:
    tallies = [*_complaints(database, office, 1), *_complaints(database, sibling, 2), *elsewhere[1]]
    return Neighbourhood(office, sibling, elsewhere[0], tallies, ask)
