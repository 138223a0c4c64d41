"""How does a file come in? PUT /uploads/{token}: received within limits, cleaned, kept, and only then complete."""

import asyncio
import hashlib
import logging
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final
from uuid import UUID

import orjson
from starlette.routing import BaseRoute, Route
from starlette.types import Message, Receive, Scope, Send

from gateway.answers import Answer, refused
from gateway.cleaning.sandbox import Sandbox
from gateway.cleaning.verdicts import Unacceptable
from gateway.media import header
from gateway.storage.store import Storage, new_key
from gateway.transport_errors import (
    JSON_CONTENT,
    ClientGone,
    TransportError,
    internal,
    method_not_allowed,
    of_refusal,
    too_large,
    too_slow,
)
from gateway.upload_door import UPLOADS, SignedDoor, past_upload
from graph.nodes import node_id
from rules.attachments import name_for
from rules.errors import Refusal
from rules.identifiers import NATION, NOWHERE
from tenants.attachment_rows import StagedUploadRow
from tenants.database import Pool
from tenants.session import Sessions
from tenants.stores import uploads
from tenants.stores.uploads import Arrived

INCOMING: Final = "incoming"
_ONLY_US: Final = 0o700
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UploadSettings:
    """Seconds between two pieces of a file, seconds for all of it, and how many may come in at the same time."""

    silence: float = 30.0
    longest: float = 900.0
    at_once: int = 50


class Uploads:
    """The endpoint that takes files, as an ASGI application. What is not complete yet has no name on the disk."""

    def __init__(
        self,
        pool: Pool,
        storage: Storage,
        door: SignedDoor,
        data: Path,
        *,
        sandbox: Sandbox | None = None,
        settings: UploadSettings | None = None,
    ) -> None:
        self._sessions = Sessions(pool, NOWHERE)
        self._storage = storage
        self._door = door
        self._sandbox = sandbox or Sandbox()
        self._settings = settings or UploadSettings()
        self._coming = 0
        self._folder = data / INCOMING
        self._folder.mkdir(mode=_ONLY_US, parents=True, exist_ok=True)
        self._folder.chmod(_ONLY_US)

    def routes(self) -> list[BaseRoute]:
        """Where it is served."""
        return [Route(UPLOADS + "{token}", self)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one file, or say why not."""
        try:
            answer = await self._answer(scope, receive)
        except ClientGone:
            return
        await answer.send(scope, send)

    async def take(self, token: str, content: bytes) -> StagedUploadRow:
        """A file that somebody else received whole, as if it had been sent to this address. Raises TransportError."""

        async def receive() -> Message:
            return {"type": "http.request", "body": content, "more_body": False}

        return await self._take({"method": "PUT", "path_params": {"token": token}, "headers": []}, receive)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        try:
            row = await self._take(scope, receive)
            return Answer(200, orjson.dumps(_told(row)), (JSON_CONTENT,))
        except TransportError as error:
            return refused(error)
        except Refusal as refusal:
            return refused(of_refusal(refusal))
        except ClientGone:
            raise
        except Exception:
            log.exception("an upload failed")
            return refused(internal())

    async def _take(self, scope: Scope, receive: Receive) -> StagedUploadRow:
        if scope["method"] != "PUT":
            raise method_not_allowed(b"PUT", "A file is sent by PUT.", "Berkas dikirim dengan PUT.")
        upload = self._door.upload_at(scope["path_params"]["token"], datetime.now(UTC))
        row = await uploads.staged(self._sessions, upload)
        if row is None:
            raise past_upload()
        if row.is_complete:
            return row  # the answer to an earlier attempt was lost on the way
        limit = self._door.max_bytes
        declared = header(scope["headers"], b"content-length")
        if declared.isascii() and declared.isdigit() and int(declared[:20]) > limit:
            raise too_large(limit)
        if self._coming >= self._settings.at_once:
            raise _busy()
        self._coming += 1
        try:
            with tempfile.TemporaryFile(dir=self._folder) as source, tempfile.TemporaryFile(dir=self._folder) as target:
                await self._receive(receive, source)
                arrived = await self._clean(row, source, target)
                await self._keep(upload, arrived, target)
        finally:
            self._coming -= 1
        return await self._kept(upload)

    async def _receive(self, receive: Receive, source: IO[bytes]) -> None:
        """Raises ClientGone, too_large, too_slow; never keeps more than the limit."""
        length = 0
        try:
            async with asyncio.timeout(self._settings.longest):
                while True:
                    async with asyncio.timeout(self._settings.silence):
                        message = await receive()
                    if message["type"] == "http.disconnect":
                        raise ClientGone
                    chunk: bytes = message.get("body", b"")
                    length += len(chunk)
                    if length > self._door.max_bytes:
                        raise too_large(self._door.max_bytes)
                    source.write(chunk)
                    if not message.get("more_body", False):
                        return
        except TimeoutError:
            raise too_slow() from None

    async def _clean(self, row: StagedUploadRow, source: IO[bytes], target: IO[bytes]) -> Arrived:
        try:
            media_type = await self._sandbox.clean(source, target)
        except Unacceptable as verdict:
            await uploads.discard(self._sessions, row.id)
            log.info("an upload was refused: %s", verdict.code)
            raise TransportError(verdict.status, verdict.code, verdict.en, verdict.id) from None
        size, digest = await asyncio.to_thread(_measure, target)
        return Arrived(name=name_for(row.name, media_type), media_type=media_type.value, size=size, sha256=digest)

    async def _keep(self, upload: UUID, arrived: Arrived, target: IO[bytes]) -> None:
        """The row knows the key before the bytes lie there: whatever dies in between, the sweep finds them."""
        key = new_key()
        begun, earlier = await uploads.begin(self._sessions, upload, key)
        if earlier is not None:
            await self._storage.delete([earlier])
        if not begun:
            return  # another attempt was complete first
        target.seek(0)
        await self._storage.put_stream(key, target)
        if not await uploads.complete(self._sessions, upload, key, arrived):
            await self._storage.delete([key])

    async def _kept(self, upload: UUID) -> StagedUploadRow:
        row = await uploads.staged(self._sessions, upload)
        if row is None:
            raise past_upload()
        if not row.is_complete:
            raise _overtaken()
        return row


def _measure(file: IO[bytes]) -> tuple[int, bytes]:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").digest()  # type: ignore[arg-type] # any binary file will do
    return file.tell(), digest


def _told(row: StagedUploadRow) -> dict[str, Any]:
    return {
        "id": node_id("Upload", NATION, row.id),
        "name": row.name,
        "mediaType": row.media_type,
        "size": row.size,
        "sha256": (row.sha256 or b"").hex(),
    }


def _overtaken() -> TransportError:
    return TransportError(
        409,
        "CONFLICT",
        "The same file is being sent again at this moment: wait for that.",
        "Berkas yang sama sedang dikirim ulang: tunggu sampai selesai.",
    )


def _busy() -> TransportError:
    return TransportError(
        503,
        "BUSY",
        "Too many files are coming in at the moment: try again shortly.",
        "Terlalu banyak berkas sedang dikirim: coba lagi sebentar lagi.",
        headers=((b"retry-after", b"10"), (b"connection", b"close")),
    )
