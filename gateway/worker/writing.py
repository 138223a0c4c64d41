"""Which documents wait to be written? Each is read as whoever asked for it, rendered, kept, and said to be done.

A worker takes a document for some minutes. One that is killed leaves nothing but its time and the parts of a list that
it read: the next begins again, or goes on after these parts, under a key of its own, and what the first one may still
do counts no more. Files of attempts that broke are removed at once, or by the housekeeping, which also removes
documents whose time is over; their rows keep the checksum.
"""

import asyncio
import hashlib
import io
from datetime import datetime
from functools import partial
from typing import IO, Any, Final

import structlog

from gateway.contents.kinds import CONTENTS
from gateway.contents.lapor_export import lapor_export
from gateway.contents.statistics_table import statistics_table
from gateway.delivery.inside import SISTEM, Inside, NotAnsweredError
from gateway.delivery.recipients import principal_of
from gateway.rendering.formats import WRITING
from gateway.storage.store import Storage
from gateway.worker.listing import ComplaintLists
from graph.nodes import parse_id
from policies.principal import Principal
from rules.documents import DocumentFormat, DocumentKind, DocumentState
from rules.errors import CONFLICT, FORBIDDEN, NOT_FOUND, RETRY
from rules.identifiers import code_of

_WAITING: Final = """query Waiting($after: String) { waitingDocuments(first: 50, after: $after) {
  nodes { document } pageInfo { hasNextPage endCursor } } }"""
_BEGIN: Final = """mutation Begin($input: OfDocumentInput!) { beginDocument(input: $input) {
  document kind format year month subject requestedAt storageKey attempts account position
  question rows cut resumeAfter seenAs parts } }"""
_PROGRESS: Final = "mutation Note($input: DocumentProgressInput!) { noteDocumentProgress(input: $input) { progress } }"
_FINISH: Final = "mutation Finish($input: FinishDocumentInput!) { finishDocument(input: $input) { state } }"
_REMAINS: Final = """query Remains($after: String) { documentRemains(first: 50, after: $after) {
  nodes { document storageKeys over } pageInfo { hasNextPage endCursor } } }"""
_CLEAR: Final = "mutation Clear($input: ClearDocumentInput!) { clearDocument(input: $input) { removedAt } }"
_FAIL: Final = "mutation Fail($input: FailDocumentInput!) { failDocument(input: $input) { state } }"
_READ, _RENDERED = 40, 80
_PIECE: Final = 256 * 1024
_OURS: Final = frozenset({"INTERNAL", RETRY, CONFLICT, "None"})
"""What may go better another time; every other code is an answer."""
_NOT_MADE: Final = "NOT_AVAILABLE"
log = structlog.get_logger("tuntas.worker")


class Writing:
    """Writes the documents that wait."""

    def __init__(self, inside: Inside, storage: Storage) -> None:
        self._inside = inside
        self._storage = storage
        self._lists = ComplaintLists(inside, storage, self._asker)

    async def __call__(self) -> int:
        """Write them all; one that fails keeps nobody waiting. Answers how many were written."""
        written, after = 0, None
        while True:
            page = (await self._inside(SISTEM, _WAITING, after=after))["waitingDocuments"]
            for waiting in page["nodes"]:
                written += await self._take(waiting["document"])
            if not page["pageInfo"]["hasNextPage"]:
                return written
            after = page["pageInfo"]["endCursor"]

    async def clear(self) -> int:
        """Remove files that nobody needs any more, bytes first; answers of how many documents."""
        cleared, after = 0, None
        while True:
            page = (await self._inside(SISTEM, _REMAINS, after=after))["documentRemains"]
            for one in page["nodes"]:
                await self._storage.delete(one["storageKeys"])
                await self._inside(SISTEM, _CLEAR, input={"document": one["document"], "over": one["over"]})
                cleared += 1
            if not page["pageInfo"]["hasNextPage"]:
                return cleared
            after = page["pageInfo"]["endCursor"]

    async def _take(self, document: str) -> bool:
        task = (await self._inside(SISTEM, _BEGIN, input={"document": document}))["beginDocument"]
        if task is None:
            return False
        try:
            return await self._write(task)
        except NotAnsweredError as error:
            code = min(error.codes)
            await self._failed(task, code, again=bool(error.codes & _OURS), why=str(error))
        except Exception as error:  # noqa: BLE001 - whatever broke, the others are written
            await self._failed(task, "INTERNAL", again=True, why=type(error).__name__)
        return False

    async def _write(self, task: dict[str, Any]) -> bool:
        who = await self._asker(task)
        if who is None:
            await self._failed(task, FORBIDDEN, again=False, why="nobody holds the position")
            return False
        made = await self._made(task, who)
        if made is None:
            await self._failed(task, _NOT_MADE, again=False, why="nothing writes this kind")
            return False
        with made:
            sha256, size = await asyncio.to_thread(_measured, made)
            await self._storage.put_stream(task["storageKey"], made)
        await self._inside(SISTEM, _FINISH, input={**_attempt(task), "sha256": sha256, "size": size})
        await self._storage.delete(task["parts"])
        return True

    async def _made(self, task: dict[str, Any], who: Principal) -> IO[bytes] | None:
        """The document as an open file at its beginning; None for a kind that nothing writes."""
        kind, pemda = DocumentKind(task["kind"]), code_of(parse_id(task["document"], "Document").tenant)
        if kind is DocumentKind.LAPOR_EXPORT:
            return await lapor_export(self._inside, who, task, pemda, partial(self._note, task))
        if kind is DocumentKind.COMPLAINT_LIST:
            return await self._lists(task, who, pemda)
        if kind is DocumentKind.STATISTICS_TABLE:
            return await statistics_table(self._inside, who, task, pemda)
        content = CONTENTS.get(kind)
        if content is None:
            return None
        at = datetime.fromisoformat(task["requestedAt"])
        data = await self._inside(who, content.query, pemda=pemda, **content.variables(task))
        if not data[content.about]:
            raise NotAnsweredError(kind, frozenset({NOT_FOUND}))
        await self._note(task, _READ)
        write = WRITING[DocumentFormat(task["format"])]
        made = await asyncio.to_thread(lambda: write(content.document(data, at), at))
        await self._note(task, _RENDERED)
        return io.BytesIO(made)

    async def _asker(self, task: dict[str, Any]) -> Principal | None:
        """Whoever asked, in the position in which they did; None when they hold it no longer."""
        context = self._inside.context(SISTEM)
        return await principal_of(context.sessions, {**task, "recipient": "", "complaint": None}, context.now)

    async def _note(self, task: dict[str, Any], progress: int) -> None:
        await self._inside(SISTEM, _PROGRESS, input={**_attempt(task), "progress": progress})

    async def _failed(self, task: dict[str, Any], code: str, *, again: bool, why: str) -> None:
        log.warning("documents.not_written", document=task["document"], code=code, why=why)
        given = {**_attempt(task), "code": code, "again": again}
        now = (await self._inside(SISTEM, _FAIL, input=given))["failDocument"]["state"]
        if (
            now != DocumentState.DONE or code == CONFLICT
        ):  # done by this attempt, the answer to which was lost: it stays
            await self._storage.delete([task["storageKey"]])
        if now == DocumentState.FAILED:
            await self._storage.delete(task["parts"])


def _attempt(task: dict[str, Any]) -> dict[str, Any]:
    return {"document": task["document"], "attempt": task["attempts"]}


def _measured(file: IO[bytes]) -> tuple[str, int]:
    """SHA-256 and size of a file, which stands at its beginning again."""
    digest, size = hashlib.sha256(), 0
    while piece := file.read(_PIECE):
        digest.update(piece)
        size += len(piece)
    file.seek(0)
    return digest.hexdigest(), size
