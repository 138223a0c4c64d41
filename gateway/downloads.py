"""How does a file go out? GET /attachments/{id}, /packets/{id}, /documents/{id}: the graph decides, then bytes flow."""

import hashlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from starlette.requests import HTTPConnection, Request
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send
from strawberry import Schema

from gateway.answers import refused
from gateway.storage.store import Blob, Storage
from gateway.transport_errors import NOT_STORED, RawHeaders, TransportError, internal, method_not_allowed, of_refusal
from graph.attachments.types import DOWNLOADS
from graph.context import Context
from graph.documents.types import DOWNLOADS as DOCUMENTS
from graph.nodes import parse_id
from graph.packets.types import DOWNLOADS as PACKETS
from rules.errors import BAD_USER_INPUT, NOT_FOUND, Refusal, not_found
from rules.identifiers import Reach
from rules.roles import Role
from rules.vocabulary import Audience
from tenants.database import Pool
from tenants.session import Sessions
from tenants.stores import attachments, documents, packets

_ASK: Final = """
query Download($id: ID!) { node(id: $id) {
  ... on Attachment { name mediaType size sha256 audience }
  ... on Packet { name mediaType size sha256 }
  ... on Document { name mediaType sizeWhenDone: size sha256WhenDone: sha256 }
} }
"""
_BYTES: Final = ("size", "sha256")
_FOR_ALL: Final = (b"cache-control", b"public, max-age=300")
_VARIES: Final = (b"vary", b"Authorization, Cookie, X-Position, X-Receipt")
_SHUT: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"sandbox; default-src 'none'"),
    (b"accept-ranges", b"none"),
)
"""Whatever a browser makes of a file, it runs nothing and reaches nothing of ours."""

_KEPT: Final[dict[str, tuple[str, Callable[..., Awaitable[list[Any]]]]]] = {
    DOWNLOADS: ("Attachment", attachments.by_id),
    PACKETS: ("Packet", packets.by_id),
    DOCUMENTS: ("Document", documents.by_id),
}
"""Where files of each type lie, and how their rows are found."""
OpenContext = Callable[[HTTPConnection], Awaitable[Context]]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the graph shows of a file to whoever asks."""

    name: str
    media_type: str
    size: int
    sha256: str
    public: bool

    @property
    def headers(self) -> RawHeaders:
        """The headers of its answer."""
        return (
            (b"content-type", _content_type(self.media_type)),
            (b"content-length", b"%d" % self.size),
            (b"content-disposition", disposition(self.name)),
            (b"etag", b'"%b"' % self.sha256.encode()),
            _FOR_ALL if self.public else NOT_STORED,
            _VARIES,
            *_SHUT,
        )


class Downloads:
    """The endpoint that gives files out, as an ASGI application: one door, the graph's, decides who may have them."""

    def __init__(self, schema: Schema, open_context: OpenContext, pool: Pool, storage: Storage) -> None:
        self._schema = schema
        self._open_context = open_context
        self._pool = pool
        self._storage = storage

    def routes(self) -> list[BaseRoute]:
        """Where it is served."""
        return [Route(DOWNLOADS + "{id}", self), Route(PACKETS + "{id}", self), Route(DOCUMENTS + "{id}", self)]

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Send one file, or say why not; what cannot be seen does not exist."""
        try:
            shown, blob = await self._find(scope)
        except TransportError as error:
            await refused(error).send(scope, send)
        except Refusal as refusal:
            hidden = refusal.code in (BAD_USER_INPUT, NOT_FOUND)
            await refused(of_refusal(_nothing() if hidden else refusal)).send(scope, send)
        except Exception:
            log.exception("a download failed")
            await refused(internal()).send(scope, send)
        else:
            await send({"type": "http.response.start", "status": 200, "headers": list(shown.headers)})
            if scope["method"] == "HEAD":
                await send({"type": "http.response.body", "body": b""})
            else:
                await _stream(blob, shown, send)

    async def _find(self, scope: Scope) -> tuple[Shown, Blob]:
        if scope["method"] not in ("GET", "HEAD"):
            raise method_not_allowed(b"GET, HEAD", "A file is fetched by GET.", "Berkas diambil dengan GET.")
        id_ = scope["path_params"]["id"]
        shown = await self._ask(id_, await self._open_context(Request(scope)))
        kind, by_id = next(found for path, found in _KEPT.items() if scope["path"].startswith(path))
        ref = parse_id(id_, kind)
        (row,) = await by_id(Sessions(self._pool, Reach(ref.tenant, ref.tenant)), [(ref.tenant, ref.uuid)])
        if row is None or getattr(row, "removed_at", None) is not None:
            raise _nothing()
        return shown, await self._storage.get_stream(row.storage_key)

    async def _ask(self, id_: str, context: Context) -> Shown:
        result = await self._schema.execute(_ASK, {"id": id_}, context_value=context)
        for error in result.errors or ():
            raise _as_refusal(dict(error.extensions or {}), error.message)
        file: dict[str, Any] | None = (result.data or {}).get("node")
        size, sha256 = (None, None) if not file else [file.get(name, file.get(f"{name}WhenDone")) for name in _BYTES]
        if not file or size is None or sha256 is None:  # what is not there, or not yet
            raise _nothing()
        public = file.get("audience") == Audience.PUBLIC and context.principal.role is Role.PUBLIK
        return Shown(file["name"], file["mediaType"], size, sha256, public)


def disposition(name: str) -> bytes:
    """To be saved, never shown in place: RFC 6266, the name in ASCII for old clients and in UTF-8 (RFC 8187)."""
    plain = "".join(char if " " <= char <= "~" and char not in '"\\%' else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}".encode("ascii")


def _content_type(media_type: str) -> bytes:
    return media_type.encode() + (b"; charset=utf-8" if media_type.startswith("text/") else b"")


async def _stream(blob: Blob, shown: Shown, send: Send) -> None:
    """The last piece is sent when all of them add up: a file that was changed on the disk breaks off instead."""
    digest = hashlib.sha256()
    async for chunk, is_last in _marked(blob.chunks):
        digest.update(chunk)
        if is_last and digest.hexdigest() != shown.sha256:
            raise FileChangedError(f"{shown.name}: its bytes are not those that were kept")
        await send({"type": "http.response.body", "body": chunk, "more_body": not is_last})


async def _marked(chunks: AsyncIterator[bytes]) -> AsyncIterator[tuple[bytes, bool]]:
    """Each piece, and whether it is the last; an empty file has one piece."""
    held = b""
    async for chunk in chunks:
        if held:
            yield held, False
        held = chunk
    yield held, True


class FileChangedError(RuntimeError):
    """Stored bytes do not match their SHA-256: the client sees a broken transfer, the operator this."""


def _as_refusal(extensions: dict[str, Any], message: str) -> Refusal | RuntimeError:
    code = extensions.get("code")
    if not isinstance(code, str) or code == "INTERNAL":
        return RuntimeError(f"the graph failed: {message}")
    return Refusal(code, message, str(extensions.get("messageId", message)))


def _nothing() -> Refusal:
    return not_found("No such file.", "Berkas tidak ditemukan.")
