"""Requests that no honest client sends, as data: they suit any schema, and any application at /graphql.

Each must be refused with a status of its `statuses`, a body of errors with codes, within seconds, and never a 5xx.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from tests.gateway.asgi import RawHeaders, Reply

JSON: Final = "application/json"
REFUSED: Final = frozenset({400})
MAX_BODY: Final = 1_000_000
ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Malformed:
    """One bad request; `content_type` None leaves the header out, `chunks` sends the body in so many pieces.

    A real server refuses one with `by_server` itself (400), before any application is asked.
    """

    name: str
    body: bytes = b""
    method: str = "POST"
    content_type: str | None = JSON
    accept: str = "application/graphql-response+json"
    headers: RawHeaders = ()
    query_string: bytes = b""
    statuses: frozenset[int] = REFUSED
    chunks: int = 1
    by_server: bool = False

    @property
    def all_headers(self) -> list[tuple[str, str]]:
        given = [("content-type", self.content_type)] if self.content_type is not None else []
        return [*given, ("accept", self.accept), *self.headers]

    @property
    def pieces(self) -> list[bytes]:
        size = max(1, -(-len(self.body) // self.chunks))
        return [self.body[start : start + size] for start in range(0, len(self.body), size)] or [b""]

    @property
    def wire(self) -> bytes:
        """The request as bytes for a connection."""
        address = "/graphql" + ("?" if self.query_string else "")
        lines = [f"{self.method} {address}".encode() + self.query_string + b" HTTP/1.1", b"Host: testserver"]
        lines += [f"{name}: {value}".encode("latin-1") for name, value in self.all_headers]
        if self.chunks > 1:
            pieces = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in self.pieces)
            return b"\r\n".join([*lines, b"Transfer-Encoding: chunked", b"", pieces + b"0\r\n\r\n"])
        if all(name.lower() != "content-length" for name, _ in self.headers):
            lines.append(b"Content-Length: %d" % len(self.body))
        return b"\r\n".join([*lines, b"", self.body])


@dataclass(frozen=True)
class BrokenHttp:
    """Bytes that are not even HTTP, or lie about their length: the server refuses (4xx) or closes."""

    name: str
    wire: bytes


def complaints(case: Malformed, reply: Reply) -> list[str]:
    """What is wrong with a reply to a bad request; empty when it is as it must be."""
    found = []
    if reply.status not in case.statuses:
        found.append(f"status {reply.status}, not one of {sorted(case.statuses)}")
    if b"Traceback" in reply.body or b'File "' in reply.body:
        found.append("a traceback")
    if len(reply.body) > 200_000:
        found.append(f"{len(reply.body)} bytes of answer")
    if case.method != "HEAD":
        found.extend(_complaints_about_errors(reply))
    return found


def _complaints_about_errors(reply: Reply) -> Iterator[str]:
    try:
        errors = reply.json()["errors"]
    except (ValueError, KeyError, TypeError):
        yield f"no errors in {reply.body[:200]!r}"
        return
    for error in errors:
        extensions = error.get("extensions", {})
        for text in (error.get("message"), extensions.get("code"), extensions.get("messageId")):
            if not isinstance(text, str) or not text:
                yield f"message, code or messageId missing in {error}"


def _json(name: str, **members: Any) -> Malformed:
    return Malformed(name, json.dumps(members).encode())


def _raw(name: str, body: bytes) -> Malformed:
    return Malformed(name, body)


def _text(name: str, text: str) -> Malformed:
    return Malformed(name, json.dumps({"query": text}).encode())


def _each(member: str, values: Iterable[Any], **others: Any) -> list[Malformed]:
    return [_json(f"{member} is {value!r}", **{member: value}, **others) for value in values]


OK: Final = "{__typename}"

BODIES: Final = [
    _raw("an empty body", b""),
    _raw("white space", b" \r\n\t "),
    _raw("an open brace", b"{"),
    _raw("an open string", b'{"query": "{__typename}'),
    _raw("a missing value", b'{"query": }'),
    _raw("a trailing comma", b'{"query": "{__typename}",}'),
    _raw("single quotes", b"{'query': '{__typename}'}"),
    _raw("a comment", b'{"query": "{__typename}" /* please */}'),
    _raw("text after the object", b'{"query": "{__typename}"} x'),
    _raw("two objects", b'{"query": "{__typename}"}{"query": "{__typename}"}'),
    _raw("a raw line break in a string", b'{"query": "{\n__typename}"}'),
    _raw("a raw NUL in a string", b'{"query": "{__type\x00name}"}'),
    _raw("a broken escape", b'{"query": "\\q"}'),
    _raw("half a surrogate pair", b'{"query": "{__typename} # \\ud800"}'),
    _raw("half a surrogate pair in a variable", b'{"query": "{__typename}", "variables": {"a": "\\udfff"}}'),
    _raw("NaN", b'{"query": "{__typename}", "variables": {"a": NaN}}'),
    _raw("Infinity", b'{"query": "{__typename}", "variables": {"a": Infinity}}'),
    _raw("minus Infinity", b'{"query": "{__typename}", "variables": {"a": -Infinity}}'),
    _raw("a leading zero", b'{"query": "{__typename}", "variables": {"a": 007}}'),
    _raw("a hexadecimal number", b'{"query": "{__typename}", "variables": {"a": 0x10}}'),
    _raw("a lone minus", b'{"query": "{__typename}", "variables": {"a": -}}'),
    _raw("null", b"null"),
    _raw("true", b"true"),
    _raw("a number", b"1"),
    _raw("a string", b'"{__typename}"'),
    _raw("an empty array", b"[]"),
    _raw("a batch", b'[{"query": "{__typename}"}]'),
    _raw("an array of numbers", b"[1, 2]"),
    _raw("an empty object", b"{}"),
    _raw("a byte order mark", b'\xef\xbb\xbf{"query": "{__typename}"}'),
    _raw("UTF-16, little endian", '{"query": "{__typename}"}'.encode("utf-16-le")),
    _raw("UTF-16 with its mark", '{"query": "{__typename}"}'.encode("utf-16")),
    _raw("UTF-32", '{"query": "{__typename}"}'.encode("utf-32")),
    _raw("Latin-1", '{"query": "{__typename} # é"}'.encode("latin-1")),
    _raw("an overlong encoding", b'{"query": "{__typename} # \xc0\xaf"}'),
    _raw("a lone continuation byte", b'{"query": "{__typename} # \x80"}'),
    _raw("an encoded surrogate", b'{"query": "{__typename} # \xed\xa0\x80"}'),
    _raw("a code point beyond Unicode", b'{"query": "{__typename} # \xf5\x80\x80\x80"}'),
    _raw("a truncated sequence", b'{"query": "{__typename} # \xe2\x82"}'),
    _raw("only zeros", b"\x00" * 1000),
    _raw("random bytes", bytes(range(256)) * 40),
    _raw("100,000 open arrays", b"[" * 100_000),
    _raw("100,000 nested arrays", b"[" * 100_000 + b"]" * 100_000),
    _raw("100,000 open objects", b'{"a":' * 100_000),
    _raw("100,000 arrays in a variable", b'{"query": "{__typename}", "variables": {"a": ' + b"[" * 100_000),
    _raw("a form", b"query=%7B__typename%7D"),
    _raw("the last of two queries counts", b'{"query": "{__typename}", "query": "{"}'),
    _raw("an archive", b"PK\x03\x04" + b"\x00" * 100),
    _raw("markup", b"<?xml version='1.0'?><query>{__typename}</query>"),
]

MEMBERS: Final = [
    _json("a misspelt query", qeury=OK),
    *_each("query", [None, "", 1, 1.5, True, [OK], {"text": OK}]),
    *_each("operationName", [1, False, ["A"], {"a": "A"}], query=OK),
    *_each("variables", ["{}", 0, True, [1]], query=OK),
    *_each("extensions", ["{}", 0, False, [{}]], query=OK),
    *_each("documentId", [1, True, ["a"], {"sha256": "a"}]),
    _json("an unknown documentId", documentId="sha256:" + "0" * 64),
    _json("a documentId that is no hash", documentId="../../etc/passwd"),
    _json("an empty documentId", documentId=""),
    _json("a very long documentId", documentId="sha256:" + "a" * 100_000),
    _json("documentId and query", documentId="sha256:" + "0" * 64, query=OK),
    _json("an unknown operation", query="query A {__typename}", operationName="B"),
    _json("an empty operationName", query="query A {__typename}", operationName=""),
    _json("a very long operationName", query="query A {__typename}", operationName="A" * 100_000),
]

TEXTS: Final = [
    _text("white space as a document", "   \n\t"),
    _text("only a comment", "# nothing"),
    _text("an open selection", "{"),
    _text("a closed selection", "}"),
    _text("a stray bracket", "{ __typename ]"),
    _text("an unterminated string", '{ __type(name: "a) { name } }'),
    _text("an unterminated block string", '{ __type(name: """a) { name } }'),
    _text("a bad escape", '{ __type(name: "\\q") { name } }'),
    _text("an escape beyond Unicode", '{ __type(name: "\\u{110000}") { name } }'),
    _text("an escaped surrogate", '{ __type(name: "\\uD800") { name } }'),
    _text("a control character", "{ __type\u0007name }"),
    _text("a name of pictures", "{ 🍓 }"),
    _text("right-to-left override", "{ \u202e__typename }"),
    _text("a number for a name", "{ 1a }"),
    _text("a number with a leading zero", "{ __type(name: 01) { name } }"),
    _text("an open fragment", "{ ...  on }"),
    _text("a missing colon", "query ($a Int) { __typename }"),
    _text("an unknown keyword", "fetch { __typename }"),
    _text("a type definition", "type Query { a: Int }"),
    _text("an extension of the schema", "{ __typename } extend type Query { a: Int }"),
    _text("only a fragment", "fragment F on Query { __typename }"),
    _text("two anonymous operations", "{ __typename } { __typename }"),
    _text("an anonymous and a named operation", "{ __typename } query A { __typename }"),
    _text("two operations and no operationName", "query A { __typename } query B { __typename }"),
    _text("two operations of one name", "query A { __typename } query A { __typename }"),
    _text("an unknown field", "{ noSuchField }"),
    _text("a selection of a leaf", "{ __typename { name } }"),
    _text("no selection of an object", "{ __schema }"),
    _text("an unknown argument", '{ __type(nome: "Query") { name } }'),
    _text("a missing argument", "{ __type { name } }"),
    _text("an argument given twice", '{ __type(name: "A", name: "B") { name } }'),
    _text("a number for a string", "{ __type(name: 5) { name } }"),
    _text("a list for a string", '{ __type(name: ["Query"]) { name } }'),
    _text("an object for a string", '{ __type(name: {a: "Query"}) { name } }'),
    _text("null for a required argument", "{ __type(name: null) { name } }"),
    _text("an enum value for a boolean", "{ __schema { types { fields(includeDeprecated: MAYBE) { name } } } }"),
    _text("an undefined variable", "{ __type(name: $name) { name } }"),
    _text("an unused variable", "query ($a: Int) { __typename }"),
    _text("a variable of an unknown type", "query ($a: Nothing) { __type(name: $a) { name } }"),
    _text("a variable of an output type", "query ($a: __Schema) { __type(name: $a) { name } }"),
    _text("a variable in the wrong place", "query ($a: Int) { __type(name: $a) { name } }"),
    _text("a variable defined twice", "query ($a: String!, $a: String!) { __type(name: $a) { name } }"),
    _text("a default of the wrong type", "query ($a: String! = 5) { __type(name: $a) { name } }"),
    _text("an unknown directive", "{ __typename @please }"),
    _text("a directive in the wrong place", "query @skip(if: true) { __typename }"),
    _text("a directive given twice", "{ __typename @skip(if: true) @skip(if: false) }"),
    _text("a directive without its argument", "{ __typename @skip }"),
    _text("a directive with a wrong argument", '{ __typename @skip(if: "yes") }'),
    _text("an unknown fragment", "{ ...F }"),
    _text("an unused fragment", "{ __typename } fragment F on Query { __typename }"),
    _text("a fragment of itself", "{ ...F } fragment F on Query { ...F }"),
    _text("three fragments in a ring", "{...A} fragment A on Query {...B} fragment B on Query {...C} "
          "fragment C on Query {...A}"),
    _text("two fragments of one name", "{...A} fragment A on Query {__typename} fragment A on Query {__typename}"),
    _text("a fragment on a scalar", "{ ...F } fragment F on String { __typename }"),
    _text("a fragment on an unknown type", "{ ... on Nothing { __typename } }"),
    _text("a conflict of aliases", '{ a: __typename a: __type(name: "A") { name } }'),
    _text("a mutation that is none", "mutation { noSuchMutation }"),
    _text("defer", "{ ... @defer { __typename } }"),
    Malformed("a subscription that is answered once", json.dumps({"query": "subscription { __typename }"}).encode(),
              statuses=frozenset({400, 406})),
]  # fmt: skip

_TYPE: Final = "query ($a: String!) { __type(name: $a) { name } }"
_TYPE_OF: Final = b'{"query": "query ($a: String!) { __type(name: $a) { name } }", "variables": {"a": '

VARIABLES: Final = [
    *_each("variables", [{"a": None}, {"a": 5}, {"a": 1.5}, {"a": ["x"]}, {"a": {"x": "y"}}, {"b": "x"}], query=_TYPE),
    _json("no variables for one that is required", query=_TYPE),
    _raw("a huge integer for a string", _TYPE_OF + b"9" * 10_000 + b"}}"),
    _raw("a huge float for a string", _TYPE_OF + b"1e999}}"),
    _raw("500 nested arrays for a string", _TYPE_OF + b"[" * 500 + b"]" * 500 + b"}}"),
]


def _bomb(levels: int, spread: str = "...F0") -> str:
    chain = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels))
    return f"{{ {spread} }} {chain} fragment F{levels} on Query {{ __typename }}"


def _names(count: int) -> Iterator[str]:
    return (f"{ALPHABET[n % 26]}{n}" for n in range(count))


BOMBS: Final = [
    _text("a fragment bomb of 20 levels", _bomb(20)),
    _text("a fragment bomb of 60 levels", _bomb(60)),
    _text("a fragment bomb that nobody spreads", _bomb(60, "__typename")),
    _text("a fragment bomb with aliases", _bomb(30).replace("__typename", "a: __typename b: __typename")),
    _text("a ring of 100 fragments", "{ ...F0 } " + " ".join(
        f"fragment F{n} on Query {{ ...F{(n + 1) % 100} }}" for n in range(100))),
    _text("a chain of 150 fragments", "{ ...F0 } " + " ".join(
        f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(150)) + " fragment F150 on Query { nothing }"),
    _text("100 levels of fields", "{ a " * 100 + "}" * 100),
    _text("10,000 levels of fields", "{ a " * 10_000 + "}" * 10_000),
    _text("10,000 levels of a list", "{ __type(name: " + "[" * 10_000 + "]" * 10_000 + ") { name } }"),
    _text("180 levels of a list", "{ __type(name: " + "[" * 180 + "]" * 180 + ") { name } }"),
    _text("180 levels of an object", "{ __type(name: " + "{a: " * 180 + "1" + "}" * 180 + ") { name } }"),
    _text("180 levels of a type", "query ($a: " + "[" * 180 + "Int" + "]" * 180 + ") { __typename }"),
    _text("200 aliases", "{ " + " ".join(f"{name}: __typename" for name in _names(200)) + " }"),
    _text("10,000 aliases", "{ " + " ".join(f"{name}: __typename" for name in _names(10_000)) + " }"),
    _text("900 times the same field", "{ " + "__typename " * 900 + "}"),
    _text("450 times the same field with a selection", "{ " + "__schema{__typename} " * 190 + "}"),
    _text("300 directives", "{ __typename " + "@skip(if: false) " * 190 + "}"),
    _text("900 unknown directives", "{ __typename " + "@a " * 490 + "}"),
    _text("300 variables", "query (" + " ".join(f"${name}: Int" for name in _names(240)) + ") { __typename }"),
    _text("400 arguments", "{ __type(" + " ".join(f"{name}: 1" for name in _names(320)) + ") { name } }"),
    _text("300 operations", " ".join(f"query {name} {{ __typename }}" for name in _names(190))),
    _text("900 unknown fields", "{ " + " ".join(_names(900)) + " }"),
    _text("a circle through the schema", "{ __schema { types { fields { type { fields { type { fields { type { "
          "fields { name } } } } } } } } } }"),
    _text("100 looks at the schema", "{ " + " ".join(
        f"{name}: __schema {{ types {{ name }} }}" for name in _names(90)) + " }"),
    _text("a name of 40,000 letters", "{ " + "a" * 40_000 + " }"),
    _text("a text of 900,000 letters", '{ __type(name: "' + "a" * 900_000 + '") { name } }'),
    _text("a number of 40,000 digits", "{ __type(name: " + "9" * 40_000 + ") { name } }"),
    _text("a float beyond all floats", "{ __type(name: 1e999999) { name } }"),
    _text("a page of 5,000 digits", "{ __schema(first: " + "9" * 5_000 + ") { __typename } }"),
    _text("40,000 comments", "#\n" * 20_000 + "{ __typename }"),
    _text("900,000 spaces", " " * 900_000 + "{ __typename }"),
    _text("900,000 commas", "," * 900_000 + "{ __typename }"),
]  # fmt: skip

GOOD: Final = json.dumps({"query": OK}).encode()
_BIG: Final = b'{"query": "{__typename}", "variables": {"a": "' + b"a" * MAX_BODY + b'"}}'


def _status(*statuses: int) -> frozenset[int]:
    return frozenset(statuses)


HTTP: Final = [
    *[
        Malformed(f"the method {method}", GOOD, method=method, statuses=_status(405), by_server=method == "BREW")
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "BREW")
    ],
    *[
        Malformed(f"the content type {kind}", GOOD, content_type=kind, statuses=_status(415))
        for kind in (
            None, "", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a",
            "x/application/json-evil", "application/jsonx", "application/graphql", "application/json; charset=utf-16",
            "application/json, text/plain", "application/json;charset=iso-8859-1", "*/*", "json", ";", "\xff\xfe",
        )
    ],
    Malformed("a compressed body", b"\x1f\x8b\x08\x00", headers=[("content-encoding", "gzip")], statuses=_status(415)),
    Malformed("an unknown encoding", GOOD, headers=[("content-encoding", "rot13")], statuses=_status(415)),
    *[
        Malformed(f"accepting {accept}", GOOD, accept=accept, statuses=_status(406))
        for accept in ("text/plain", "image/*", "application/json;q=0", "application/xml, text/css", "a/b/c", "*",
                       "application/json;q=nan", "application/json;q=-1", ";;;,,,")
    ],
    Malformed("a body of over a megabyte", _BIG, statuses=_status(413)),
    Malformed("a body of over a megabyte in pieces", _BIG, chunks=50, statuses=_status(413)),
    Malformed("a megabyte announced", GOOD, headers=[("content-length", str(10**9))], statuses=_status(413)),
    Malformed("a number of megabytes announced", GOOD, headers=[("content-length", "9" * 5_000)],
              statuses=_status(413), by_server=True),
]  # fmt: skip


def _get(name: str, query_string: bytes, *statuses: int) -> Malformed:
    return Malformed(name, method="GET", content_type=None, query_string=query_string, statuses=_status(*statuses))


ADDRESSES: Final = [
    _get("an address without parameters", b"", 400),
    _get("an unknown documentId in the address", b"documentId=sha256:" + b"0" * 64, 400),
    _get("an empty documentId in the address", b"documentId=", 400),
    _get("a documentId given twice", b"documentId=a&documentId=b", 400),
    _get("documentId and query in the address", b"documentId=a&query=%7B__typename%7D", 400),
    _get("a mutation in the address", b"query=mutation%7B__typename%7D", 405),
    _get("a broken document in the address", b"query=%7B", 400, 405),
    _get("variables that are no JSON", b"documentId=a&variables=%7B", 400),
    _get("variables that are a list", b"documentId=a&variables=%5B%5D", 400),
    _get("extensions that are no JSON", b"documentId=a&extensions=x", 400),
    _get("deep variables in the address", b"documentId=a&variables=" + b"%5B" * 5_000, 400),
    _get("a percent sign alone", b"documentId=%", 400),
    _get("invalid UTF-8 in the address", b"documentId=%ff%fe", 400),
    replace(_get("raw bytes in the address", b"documentId=\xff\xfe", 400), by_server=True),
    _get("1,000 parameters", b"&".join(b"a=%d" % n for n in range(1_000)), 400),
    _get("only separators", b"&&&===&&&", 400),
]

CASES: Final = [*BODIES, *MEMBERS, *TEXTS, *VARIABLES, *BOMBS, *HTTP, *ADDRESSES]


def _post(headers: bytes, body: bytes = b"") -> bytes:
    return b"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + headers + b"\r\n" + body


_CHUNKED: Final = b"Transfer-Encoding: chunked\r\n"

WIRE: Final = [
    BrokenHttp("noise", bytes(range(256)) * 8),
    BrokenHttp("a TLS greeting", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 300),
    BrokenHttp("no version", b"POST /graphql\r\n\r\n"),
    BrokenHttp("an unknown version", b"POST /graphql HTTP/9.9\r\nHost: a\r\n\r\n"),
    BrokenHttp("a header without a colon", b"POST /graphql HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n"),
    BrokenHttp("a header with a NUL", b"POST /graphql HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n"),
    BrokenHttp("a megabyte of headers", b"POST /graphql HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n"),
    BrokenHttp("a length that is no number", _post(b"Content-Length: many\r\n", GOOD)),
    BrokenHttp("a negative length", _post(b"Content-Length: -1\r\n", GOOD)),
    BrokenHttp("two lengths", _post(b"Content-Length: 5\r\nContent-Length: 25\r\n", GOOD)),
    BrokenHttp("a length and chunks", _post(b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n")),
    BrokenHttp("a length too long", _post(b"Content-Length: 9999\r\n", GOOD)),
    BrokenHttp("a chunk size that is no number", _post(_CHUNKED, b"zz\r\n" + GOOD)),
    BrokenHttp("a chunk longer than it says", _post(_CHUNKED, b"3\r\n" + GOOD + b"\r\n0\r\n\r\n")),
    BrokenHttp("a chunk size beyond all memory", _post(_CHUNKED, b"f" * 30 + b"\r\n" + GOOD)),
    BrokenHttp("chunks that do not end", _post(_CHUNKED, b"19\r\n" + GOOD + b"\r\n")),
]
