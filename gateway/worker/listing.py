"""How does a list of a hundred thousand rows survive a worker that is killed? Read in parts that are kept one by one.

Each part is some pages, asked of the graph as whoever asked for the list, with the rights that they have now: who lost
the position meanwhile gets nothing, and who has other rights than those of the parts gets all of it read anew.
"""

import asyncio
import hashlib
import io
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import IO, Any, Final

import orjson

from gateway.contents import complaint_list
from gateway.contents.heading import Author, author
from gateway.delivery.inside import SISTEM, Inside, NotAnsweredError
from gateway.rendering.rows import ROWS
from gateway.storage.store import Storage
from policies.permissions import Permission
from policies.principal import Principal
from rules.documents import MOST_ROWS, PAGES_A_PART, DocumentFormat
from rules.errors import CONFLICT, FORBIDDEN
from tenants.stores.documents import part_key

_KEEP: Final = """mutation Keep($input: KeepDocumentPartInput!) {
  keepDocumentPart(input: $input) { rows progress } }"""
_FAR, _HALF = 90, 1_000
"""In percent, and the rows after which it is half of that: nobody knows how many follow."""
Asker = Callable[[dict[str, Any]], Awaitable[Principal | None]]


class ComplaintLists:
    """Writes lists of complaints. `asker` says who asked for a task, as they are now; None when they are gone."""

    def __init__(self, inside: Inside, storage: Storage, asker: Asker) -> None:
        self._inside = inside
        self._storage = storage
        self._asker = asker

    async def __call__(self, task: dict[str, Any], who: Principal, pemda: str) -> IO[bytes]:
        """The file, open at its beginning. The task's parts are what is kept of it, for whoever removes them."""
        head = await self._inside(who, complaint_list.HEAD, pemda=pemda)
        if Permission.DOCUMENT_EXPORT.value not in head["viewer"]["permissions"]:
            raise NotAnsweredError("Head", frozenset({FORBIDDEN}))
        if task["parts"] and task["seenAs"] != rights(who):
            await self._storage.delete(task["parts"])
            task.update(parts=[], rows=0, cut=False, resumeAfter=None)
        while not task["parts"] or task["resumeAfter"] is not None:
            await self._part(task, who)
        return await self._written(task, author(head, datetime.fromisoformat(task["requestedAt"])))

    async def _part(self, task: dict[str, Any], who: Principal) -> None:
        """Read the next pages and keep them."""
        rows: list[list[Any]] = []
        after, room = task["resumeAfter"], MOST_ROWS - task["rows"]
        for _ in range(PAGES_A_PART):
            asked = complaint_list.variables(task)
            page = (await self._inside(who, complaint_list.PAGE, **asked, after=after))["complaints"]
            rows += [complaint_list.kept(node) for node in page["nodes"]]
            after = page["pageInfo"]["endCursor"] if page["pageInfo"]["hasNextPage"] else None
            if after is None or len(rows) >= room:
                break
        cut = len(rows) > room or (len(rows) == room and after is not None)
        await self._same(task, who)
        task.update(rows=task["rows"] + len(rows[:room]), cut=cut, resumeAfter=None if cut else after)
        await self._keep(task, rows[:room], who)

    async def _same(self, task: dict[str, Any], who: Principal) -> None:
        """Raises when whoever asked may no longer see what was read for them, or sees it otherwise."""
        now = await self._asker(task)
        if now is None or rights(now) != rights(who):
            raise NotAnsweredError("Page", frozenset({FORBIDDEN if now is None else CONFLICT}))

    async def _keep(self, task: dict[str, Any], rows: list[list[Any]], who: Principal) -> None:
        number = len(task["parts"]) + 1
        key = part_key(task["storageKey"], number)
        await self._storage.put_stream(key, io.BytesIO(orjson.dumps(rows)))
        given = {"document": task["document"], "attempt": task["attempts"], "number": number, "seenAs": rights(who)}
        given |= {name: task[name] for name in ("rows", "cut", "resumeAfter")}
        given["progress"] = _FAR * task["rows"] // (task["rows"] + _HALF)
        try:
            await self._inside(SISTEM, _KEEP, input=given)
        except NotAnsweredError as error:
            if CONFLICT in error.codes:  # another worker has it: nobody knows of this part
                await self._storage.delete([key])
            raise
        task["parts"].append(key)

    async def _written(self, task: dict[str, Any], by: Author) -> IO[bytes]:
        now = self._inside.context(SISTEM).now
        notes = complaint_list.notes(by, task, rows=task["rows"], cut=task["cut"], now=now)
        file = ROWS[DocumentFormat(task["format"])](complaint_list.TITLES, notes)
        try:
            for key in task["parts"]:
                blob = await self._storage.get_stream(key)
                read = orjson.loads(b"".join([chunk async for chunk in blob.chunks]))
                await asyncio.to_thread(file.add, [complaint_list.shown(row, by.zone) for row in read])
            return await asyncio.to_thread(file.finished)
        except BaseException:
            file.discard()
            raise


def rights(who: Principal) -> str:
    """A fingerprint of what decides which complaints somebody sees."""
    seen = (who.role.value, who.tenant, who.reach, who.position, who.unit_path, sorted(who.restricted))
    return hashlib.sha256(repr(seen).encode()).hexdigest()
