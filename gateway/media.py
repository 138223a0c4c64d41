"""Which media type does a client want, and is what it sends JSON?"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

GRAPHQL_RESPONSE: Final = "application/graphql-response+json"
JSON: Final = "application/json"
EVENT_STREAM: Final = "text/event-stream"
HTML: Final = "text/html"

# Headers are attacker's text: only those of a usual length are remembered.
_REMEMBERED_LENGTH: Final = 256
_EXACT, _TYPE, _ANY = 2, 1, 0

Rank = tuple[float, int, int]
"""How much a client wants a media type: quality, then what it lists first, then what we would rather send."""


def header(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> str:
    """The value of a header by its lower-case name; repeated lines are joined as RFC 9110 says; "" when absent."""
    found = [value for key, value in headers if key == name]
    if not found:
        return ""
    return (found[0] if len(found) == 1 else b", ".join(found)).decode("latin-1")


def negotiate(accept: str) -> str | None:
    """The media type of a GraphQL answer for an Accept header: GRAPHQL_RESPONSE, JSON, EVENT_STREAM, or None for 406.

    No header and `*/*` mean JSON, which every client reads. An event stream is sent only to those who name it, and
    name it before JSON: urql lists it last on every query and cannot read a query's answer from a stream.
    """
    return _negotiated(accept) if len(accept) <= _REMEMBERED_LENGTH else _negotiate(accept)


def prefers_html(accept: str) -> bool:
    """Whether an Accept header is a browser's: it names text/html, and not after JSON."""
    ranges = _ranges(accept)
    page, data = _rank(ranges, HTML, _EXACT, 0), _rank(ranges, JSON, _EXACT, 0)
    return page is not None and (data is None or page > data)


@lru_cache(maxsize=256)
def is_json(content_type: str) -> bool:
    """Whether a Content-Type is application/json in UTF-8, the only encoding that JSON has between systems."""
    kind, *parameters = content_type.split(";")
    if kind.strip().lower() != JSON:
        return False
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip().strip('"').lower() not in ("utf-8", "utf8"):
            return False
    return True


def _negotiate(accept: str) -> str | None:
    if not accept.strip():
        return JSON
    ranges = _ranges(accept)
    ranked: list[tuple[Rank, str]] = []
    for media, least, ours in ((GRAPHQL_RESPONSE, _TYPE, 3), (JSON, _ANY, 2), (GRAPHQL_RESPONSE, _ANY, 1)):
        if (rank := _rank(ranges, media, least, ours)) is not None:
            ranked.append((rank, media))
    if (rank := _rank(ranges, EVENT_STREAM, _EXACT, 0)) is not None:
        ranked.append((rank, EVENT_STREAM))
    return max(ranked)[1] if ranked else None


_negotiated = lru_cache(maxsize=256)(_negotiate)


def _ranges(accept: str) -> list[tuple[str, float]]:
    """The media ranges of an Accept header with their quality, in the client's order."""
    ranges: list[tuple[str, float]] = []
    for part in accept.split(","):
        kind, *parameters = part.split(";")
        if not (kind := kind.strip().lower()):
            continue
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                quality = _quality(value.strip())
        ranges.append((kind, quality))
    return ranges


def _quality(text: str) -> float:
    """The value of a q parameter; what is no number between 0 and 1 counts as a refusal."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0.0 <= value <= 1.0 else 0.0


def _rank(ranges: list[tuple[str, float]], media: str, least: int, ours: int) -> Rank | None:
    """How much `media` is wanted by its most specific range, if that is at least as specific as `least`."""
    best: tuple[int, float, int] | None = None
    wildcard = media.partition("/")[0] + "/*"
    for position, (kind, quality) in enumerate(ranges):
        specific = _EXACT if kind == media else _TYPE if kind == wildcard else _ANY if kind == "*/*" else -1
        if specific >= 0 and (best is None or specific > best[0]):
            best = (specific, quality, position)
    if best is None or best[0] < least or best[1] <= 0.0:
        return None
    return (best[1], -best[2], ours)
