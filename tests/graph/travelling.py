"""A complaint that travels between the nation and a pemda, through the graph, and what the database holds then."""

from dataclasses import dataclass, replace
from typing import Any, LiteralString

import psycopg

from graph.nodes import node_id, parse_id
from policies.principal import Principal
from rules.identifiers import NATION, TenantId
from rules.roles import Role
from tenants.database import Database
from tests.casework import PASSED, Case, submitted
from tests.graph.changing import national
from tests.offices import Asking, Office

NOTE = "Kewenangan kabupaten menurut lokasi kejadian."
NOT_OURS = "Jalan nasional, kewenangan kementerian."
TRANSFERS = """query($pemda: String) { transfers(pemda: $pemda, first: 50) { nodes {
  id trackingCode move byTitle reason clock dueAt inTime at to { code } } } }"""


@dataclass
class Traveller:
    """`nation` is who decides there; `case` is moved as the desk that has it sees it."""

    case: Case
    nation: Principal

    @property
    def there(self) -> Case:
        """The same case with the nation's admin in place of the pemda's."""
        return replace(self.case, office=replace(self.case.office, people={("root", Role.INSTANSI): self.nation}))

    async def verified(self) -> "Traveller":
        await self.there.move(self.nation, "verifyComplaint", **PASSED)
        return self

    async def sent(self) -> Any:
        """Verified and disposed to its pemda."""
        await self.verified()
        pemda = self.case.office.pemda
        kept = await self.there.move(self.nation, "transferComplaint", pemda=pemda.code, note=NOTE)
        self.arrived(pemda.id)
        return kept

    async def back(self) -> Any:
        """Returned by its pemda."""
        kept = await self.case.move(self.case.office.admin, "returnComplaintToNation", reason=NOT_OURS)
        self.arrived(NATION)
        return kept

    def arrived(self, tenant: TenantId) -> None:
        """Its id names the pemda that holds it."""
        self.case.id = node_id("Complaint", tenant, parse_id(self.case.id).uuid)


async def traveller(ask: Asking, office: Office) -> Traveller:
    """A complaint at the nation's desk."""
    return Traveller(await submitted(ask, office, pemda="00"), national())


_TABLES: LiteralString = """
SELECT c.relname, EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id')
FROM pg_class c WHERE c.relnamespace = 'tuntas'::regnamespace AND c.relkind IN ('r', 'p')
"""
_NEWEST: LiteralString = "SELECT id FROM tuntas.tenant WHERE id <> 0 ORDER BY enrolled_at DESC LIMIT 12"


def counts(database: Database) -> dict[str, int]:
    """How many rows every table has: of the nation and of the pemda that tests opened last, where it is theirs."""
    found = {}
    with psycopg.connect(database.owner_url) as owner:
        some = ", ".join(["0", *(str(tenant) for (tenant,) in owner.execute(_NEWEST).fetchall())])
        for name, owned in owner.execute(_TABLES).fetchall():
            where = f" WHERE tenant_id IN ({some})" if owned else ""
            row = owner.execute(f"SELECT count(*) FROM tuntas.{name}{where}".encode()).fetchone()
            assert row is not None
            found[name] = int(row[0])
    return found
