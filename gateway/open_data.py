"""How does everybody get the published statistics? GET /open-data: an index, tables as CSV and JSON, a data dictionary.

    /open-data                          what was published, and where
    /open-data/dictionary.json          what each column means (also .csv)
    /open-data/2026-10/pemda.csv        a table of the newest version (nation, provinces, pemda; .csv, .json)
    /open-data/2026-10/v1/pemda.csv     the same of one version, which never changes

Everything is asked of the graph as whoever asks, mostly nobody: there is no other door to a release.
"""

import csv
import hashlib
import io
import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send
from strawberry import Schema

from gateway.answers import refused
from gateway.downloads import OpenContext
from gateway.media import header
from gateway.transport_errors import RawHeaders, TransportError, internal, method_not_allowed, of_refusal
from graph.context import Context
from rules.errors import BAD_USER_INPUT, NOT_FOUND, Refusal, not_found
from rules.open_data import COLUMNS, LICENCE_URL, TABLES, dictionary, rows_of
from tenants.release_rows import release_of

PATH: Final = "/open-data"
_LIST: Final = """
query Releases($after: String) { releases(first: 100, after: $after) {
  nodes { period version newest madeAt madeBy asOf note sha256 licence } pageInfo { hasNextPage endCursor } } }
"""
_ONE: Final = """
query Release($period: String!, $version: Int) { release(period: $period, version: $version) {
  period version newest madeAt madeBy asOf note sha256 licence content } }
"""
_DICTIONARY: Final = f"{PATH}/dictionary.json"
_VERSION: Final = re.compile(r"v([1-9][0-9]{0,5})")
_MOST_PAGES: Final = 50
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_MEDIA: Final = {"csv": b"text/csv; charset=utf-8; header=present", "json": b"application/json; charset=utf-8"}
_FRESH: Final = (b"cache-control", b"public, max-age=300")
_FOR_EVER: Final = (b"cache-control", b"public, max-age=31536000, immutable")
_OPEN: Final[RawHeaders] = (
    (b"access-control-allow-origin", b"*"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"link", f'<{LICENCE_URL}>; rel="license", <{_DICTIONARY}>; rel="describedby"'.encode()),
    (b"vary", b"Accept-Encoding"),
)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class File:
    """What is sent: bytes of a kind, which may change or never do."""

    kind: str
    body: bytes
    lasting: bool = False

    @property
    def etag(self) -> bytes:
        """Its fingerprint as an entity tag."""
        return b'"%b"' % hashlib.sha256(self.body).hexdigest()[:32].encode()

    @property
    def headers(self) -> RawHeaders:
        """The headers of its answer."""
        cache = _FOR_EVER if self.lasting else _FRESH
        return ((b"content-type", _MEDIA[self.kind]), (b"etag", self.etag), cache, *_OPEN)


class OpenData:
    """The endpoints of open data, as an ASGI application."""

    def __init__(self, schema: Schema, open_context: OpenContext) -> None:
        self._schema = schema
        self._open_context = open_context

    def routes(self) -> list[BaseRoute]:
        """Where it is served."""
        paths = ("", "/{file}", "/{period}/{file}", "/{period}/{version}/{file}")
        return [Route(PATH + path, self) for path in paths]

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Send what was asked for, or say why not."""
        try:
            file = await self._find(scope)
        except TransportError as error:
            await refused(error).send(scope, send)
        except Refusal as refusal:
            hidden = refusal.code in (BAD_USER_INPUT, NOT_FOUND)
            await refused(of_refusal(_nothing() if hidden else refusal)).send(scope, send)
        except Exception:
            log.exception("open data failed")
            await refused(internal()).send(scope, send)
        else:
            await _send(file, scope, send)

    async def _find(self, scope: Scope) -> File:
        if scope["method"] not in ("GET", "HEAD"):
            raise method_not_allowed(b"GET, HEAD", "Open data is fetched by GET.", "Data terbuka diambil dengan GET.")
        asked: Mapping[str, str] = scope["path_params"]
        if not asked:
            return File("json", _json(_index(await self._all(await self._open_context(Request(scope))))))
        name, _, kind = asked["file"].partition(".")
        if kind not in _MEDIA:
            raise _nothing()
        if "period" not in asked:
            return _meanings(name, kind)
        if name not in TABLES:
            raise _nothing()
        version = _version(asked.get("version"))
        variables = {"period": asked["period"], "version": version}
        data = await self._ask(await self._open_context(Request(scope)), _ONE, variables)
        return File(kind, _table(data["release"], name, kind), lasting=version is not None)

    async def _all(self, context: Context) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        after = None
        for _ in range(_MOST_PAGES):
            page = (await self._ask(context, _LIST, {"after": after}))["releases"]
            found += page["nodes"]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        return found

    async def _ask(self, context: Context, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        result = await self._schema.execute(document, variables, context_value=context)
        for error in result.errors or ():
            code = (error.extensions or {}).get("code")
            if not isinstance(code, str) or code == "INTERNAL":
                raise RuntimeError(f"the graph failed: {error.message}")
            raise Refusal(code, error.message, str((error.extensions or {}).get("messageId", error.message)))
        return result.data or {}


def table_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """Rows as CSV (RFC 4180, UTF-8): what is hidden is empty, and no cell is taken for a formula."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return written.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return " ".join(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def _table(row: Mapping[str, Any], name: str, kind: str) -> bytes:
    rows = list(rows_of(release_of(row["content"]), name))
    if kind == "csv":
        return table_csv(rows, [column.name for column in COLUMNS])
    said = {key: value for key, value in row.items() if key not in ("content", "newest")}
    return _json({**said, **_terms(row), "dictionary": _DICTIONARY, "table": name, "rows": rows})


def _index(releases: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "title": "Statistik pengaduan pelayanan publik SP4N-LAPOR! (complaints about public services)",
        "dictionary": [_DICTIONARY, _DICTIONARY.replace(".json", ".csv")],
        "licence_url": LICENCE_URL,
        "releases": [
            {
                **release,
                **_terms(release),
                "tables": [
                    f"{PATH}/{release['period']}/v{release['version']}/{table}.{kind}"
                    for table in TABLES
                    for kind in _MEDIA
                ],
            }
            for release in releases
        ],
    }


def _terms(release: Mapping[str, Any]) -> dict[str, str]:
    """Under which licence, and how to name the source."""
    source = "Pemerintah daerah dan Pemerintah Republik Indonesia (SP4N-LAPOR!)"
    return {
        "licence_url": LICENCE_URL,
        "attribution": f"{source}, {release['period']}, versi {release['version']}",
    }


def _meanings(name: str, kind: str) -> File:
    if name != "dictionary":
        raise _nothing()
    columns = dictionary()
    if kind == "csv":
        return File(kind, table_csv(columns, list(columns[0])))
    return File(kind, _json({"licence_url": LICENCE_URL, "tables": TABLES, "columns": columns}))


def _version(text: str | None) -> int | None:
    if text is None:
        return None
    found = _VERSION.fullmatch(text)
    if found is None:
        raise _nothing()
    return int(found[1])


async def _send(file: File, scope: Scope, send: Send) -> None:
    known = header(scope["headers"], b"if-none-match")
    same = known.strip() == "*" or file.etag.decode() in (tag.strip().removeprefix("W/") for tag in known.split(","))
    headers = list(file.headers) if same else [*file.headers, (b"content-length", b"%d" % len(file.body))]
    await send({"type": "http.response.start", "status": 304 if same else 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if same or scope["method"] == "HEAD" else file.body})


def _json(value: Any) -> bytes:
    return orjson.dumps(value, default=float)


def _nothing() -> Refusal:
    return not_found("This was not published.", "Data ini belum diterbitkan.")
