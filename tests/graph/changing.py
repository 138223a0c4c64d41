"""Administrative mutations in tests: asked as somebody, once for a client key, or refused with nothing changed."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg

from graph.nodes import node_id
from policies.principal import Principal
from rules.identifiers import NATION, Reach
from rules.roles import Role
from rules.unit_paths import ROOT
from tenants.database import Database
from tests.offices import Asking, Office

_TABLES = (
    "unit", "position", "appointment", "vacancy", "coordination_team", "coordination_member", "sanction", "restriction",
)  # fmt: skip


def key() -> str:
    """A client key that nobody has used."""
    return uuid4().hex


def document(name: str, selection: str = "{ id }") -> str:
    """The mutation of this name with its input as the variable `input`."""
    return f"mutation($input: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $input) {selection} }}"


async def change(ask: Asking, who: Principal, mutation: str, selection: str = "{ id }", /, **given: Any) -> Any:
    """What the mutation answers."""
    data = await ask(who, document(mutation, selection), input={"clientKey": key(), **given})
    return data[mutation]


@dataclass
class Unchanged:
    """Tries what must be refused, and looks that the pemda's organisation is what it was."""

    ask: Asking
    database: Database
    office: Office

    async def __call__(self, who: Principal, mutation: str, /, **given: Any) -> dict[str, Any]:
        before = self.organisation()
        refusal = await self.ask.refused(who, document(mutation, "{ __typename }"), input={"clientKey": key(), **given})
        assert self.organisation() == before
        return refusal

    def organisation(self) -> list[Any]:
        """Every row of every table of people of the pemda."""
        with psycopg.connect(self.database.owner_url) as owner:
            return [
                owner.execute(f"SELECT * FROM tuntas.{table} WHERE tenant_id = %s ORDER BY 2", (self.office.tenant,))
                .fetchall()
                for table in _TABLES
            ]  # fmt: skip


def national() -> Principal:
    """The national desk."""
    return Principal(
        Role.NASIONAL,
        tenant=NATION,
        reach=Reach(0, 9999),
        account=uuid4(),
        name="Admin Nasional",
        position=uuid4(),
        position_title="Admin Nasional",
        unit=uuid4(),
        unit_path=ROOT,
    )


def position_id(who: Principal) -> str:
    """The id of the position that somebody acts in."""
    assert who.position is not None
    return node_id("Position", who.tenant, who.position)


def account_id(who: Principal) -> str:
    """The id of somebody's account."""
    assert who.account is not None
    return node_id("Account", NATION, who.account)
