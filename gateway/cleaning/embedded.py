"""A picture inside a document without EXIF, GPS, XMP, comments and previews: only what decoding its pixels needs."""

import zlib
from typing import Final

_SOI: Final = b"\xff\xd8"
_EOI: Final = 0xD9
_SOS: Final = 0xDA
_ADOBE: Final = 0xEE
_FILL: Final = 0xFF
_TABLES: Final = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD, 0xDE, 0xDF})
"""Frames, Huffman and arithmetic tables, quantisation, lines, restart interval, hierarchy: what decoding needs."""
_IN_SCAN: Final = frozenset({0x00, 0x01, *range(0xD0, 0xD8), _FILL})
"""After 0xFF inside pixel data: a stuffed byte, a restart marker, or filling; none of them ends the scan."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_CHUNKS: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"cHRM", b"sBIT", b"pHYs", b"bKGD", b"IDAT"})


class NotAPicture(ValueError):
    """Its parts do not add up, or it ends before its end mark."""


def without_metadata(data: bytes) -> bytes:
    """The same pixels of a JPEG or PNG with nothing but what decoding needs; anything else as it is.

    What follows the end mark is dropped. The orientation goes with EXIF: pages place their pictures themselves.
    Raises NotAPicture.
    """
    if data.startswith(_SOI):
        return _jpeg(data)
    return _png(data) if data.startswith(_PNG) else data


def _jpeg(data: bytes) -> bytes:
    """Adobe's segment stays: it says how the colours are coded."""
    kept = [_SOI]
    at = len(_SOI)
    while True:
        marker, at = _marker(data, at)
        if marker == _EOI:
            kept.append(bytes((_FILL, _EOI)))
            return b"".join(kept)
        end = at + int.from_bytes(data[at : at + 2], "big")
        if end < at + 2 or end > len(data):
            raise NotAPicture("a segment is longer than the file")
        if marker == _SOS:
            end = _end_of_scan(data, end)
        if marker in _TABLES or marker == _SOS or (marker == _ADOBE and data[at + 2 : at + 7] == b"Adobe"):
            kept.append(bytes((_FILL, marker)) + data[at:end])
        at = end


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The marker at this place, and where its segment begins; filling bytes may precede it."""
    if data[at : at + 1] != b"\xff":
        raise NotAPicture("no marker where one must be")
    while data[at : at + 1] == b"\xff":
        at += 1
    if at >= len(data):
        raise NotAPicture("no end marker")
    return data[at], at + 1


def _end_of_scan(data: bytes, at: int) -> int:
    """Where pixel data end: at the next 0xFF that is followed by a real marker."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise NotAPicture("no end marker")
        if data[at + 1] not in _IN_SCAN:
            return at
        at += 1 if data[at + 1] == _FILL else 2


def _png(data: bytes) -> bytes:
    kept = [_PNG]
    at = len(_PNG)
    while True:
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + size
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]).to_bytes(4, "big") != data[end - 4 : end]:
            raise NotAPicture("a chunk is damaged")
        if name == b"IEND":
            kept.append(data[at:end])
            return b"".join(kept)
        if name in _CHUNKS:
            kept.append(data[at:end])
        at = end
