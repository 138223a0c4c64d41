"""Lists of complaints in tests: asked for, written by a worker that may be killed, read as rows."""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from gateway.storage.store import Storage
from gateway.worker.writing import Writing
from graph.nodes import parse_id
from policies.principal import Principal
from tenants.database import Database, Pool
from tests.gateway.worker.scribe import Inside, requested
from tests.offices import Asking, Office

ONE = "query($id: ID!) { node(id: $id) { ... on Document { state code progress rows cut sha256 size name url } } }"
LIST = """query($f: ComplaintFilter, $after: String) { complaints(
  filter: $f, orderBy: NEWEST, first: 100, after: $after) {
  nodes { trackingCode } pageInfo { hasNextPage endCursor } } }"""


class Killed(BaseException):
    """The worker's process ends."""


class Watched(Inside):
    """The graph, which says how often pages were asked for, and lets something happen at one of them."""

    pages = 0
    at: int | None = None

    async def happens(self) -> None:
        """What happens at that page."""
        raise Killed

    async def __call__(self, principal: Principal, document: str, **variables: Any) -> Any:
        if document.startswith("query Page("):
            self.pages += 1
            if self.pages == self.at:
                await self.happens()
        return await super().__call__(principal, document, **variables)


@dataclass
class Archive:
    """A pemda, its worker's folder, and who asks."""

    ask: Asking
    pool: Pool
    database: Database
    office: Office
    folder: Path
    asked: list[str] = field(default_factory=list)

    async def wanted(self, who: Principal, format_: str = "CSV", **complaints: Any) -> str:
        made = await requested(self.ask, who, "COMPLAINT_LIST", format_, complaints=complaints)
        self.asked.append(made["id"])
        return str(made["id"])

    def watched(self, ask: Asking | None = None, kind: type[Watched] = Watched) -> Watched:
        return kind(self.pool, self.office, ask or self.ask)

    def worker(self, inside: Watched) -> Writing:
        return Writing(inside, Storage.open(None, self.folder))

    async def write(self, ask: Asking | None = None) -> int:
        """Let a worker write what waits; how many pages it read."""
        inside = self.watched(ask)
        await self.worker(inside)()
        return inside.pages

    async def seen(self, who: Principal, id_: str) -> Any:
        return (await self.ask(who, ONE, id=id_))["node"]

    def file(self, id_: str) -> bytes:
        with psycopg.connect(self.database.owner_url) as owner:
            ((key,),) = owner.execute("SELECT storage_key FROM tuntas.document WHERE id = %s", (parse_id(id_).uuid,))
        return (self.folder / "attachments" / str(key)).read_bytes()

    def table(self, id_: str) -> tuple[list[dict[str, str]], list[str]]:
        """The rows of a CSV, and its notes."""
        text = self.file(id_).decode()
        rows = list(csv.reader(io.StringIO(text, newline="")))
        notes = [row[0] for row in rows if row[0].startswith("# ")]
        return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if not row[0].startswith("# ")], notes

    def codes(self, id_: str) -> list[str]:
        return [row["Kode pelacakan"] for row in self.table(id_)[0]]

    async def listed(self, who: Principal, filter_: Any = None) -> list[str]:
        """The codes that the list shows to somebody, newest first."""
        found, after = list[str](), None
        while True:
            page = (await self.ask(who, LIST, f=filter_, after=after))["complaints"]
            found += [node["trackingCode"] for node in page["nodes"]]
            if not page["pageInfo"]["hasNextPage"]:
                return found
            after = page["pageInfo"]["endCursor"]

    def kept(self) -> list[str]:
        return sorted(path.name for path in self.folder.rglob("*") if path.is_file())
