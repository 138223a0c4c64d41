"""A worker that writes documents of one pemda into a folder."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from gateway.delivery.inside import House
from gateway.master_key import Purpose
from gateway.storage.store import Storage
from gateway.worker.writing import Writing
from policies.principal import Principal
from rules.identifiers import Reach
from rules.roles import Role
from tenants.database import Pool
from tenants.timetables import Timetables
from tenants.vault import Vault
from tests.casework import key
from tests.offices import KEY, Asking, Office

SEEN = "{ id kind format year month state progress code name mediaType size sha256 url askedBy requestedAt finishedAt }"
REQUEST = "mutation($input: RequestDocumentInput!) { requestDocument(input: $input) " + SEEN + " }"
LISTED = "query { documents(first: 100) { nodes " + SEEN + " } }"


class Inside(House):
    """The graph for a system that reaches one pemda: others' tests have documents waiting, too."""

    def __init__(self, pool: Pool, office: Office, ask: Asking) -> None:
        timetables = Timetables(pool, lambda: 0.0, at_once=True)
        super().__init__(pool, Vault(KEY.derive(Purpose.TENANT_KEYS)), timetables, lambda: ask.now)
        self._office = office

    def context(self, principal: Principal) -> Any:
        if principal.role is not Role.SISTEM:
            return super().context(principal)
        return super().context(replace(principal, reach=Reach(self._office.tenant, self._office.tenant)))


def scribe(pool: Pool, office: Office, ask: Asking, folder: Path) -> Writing:
    """Writes what waits at this pemda, at the time at which `ask` asks."""
    return Writing(Inside(pool, office, ask), Storage.open(None, folder))


async def requested(ask: Asking, who: Principal, kind: str, format_: str = "PDF", **given: Any) -> Any:
    """A document that somebody asked for."""
    values = {"clientKey": key(), "kind": kind, "format": format_, **given}
    return (await ask(who, REQUEST, input=values))["requestDocument"]


async def listed(ask: Asking, who: Principal) -> list[Any]:
    """The documents that somebody sees."""
    return list((await ask(who, LISTED))["documents"]["nodes"])
