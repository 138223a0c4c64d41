"""A film without its stories: user data, metadata, times of recording and unknown boxes of an MP4 blanked in place."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from gateway.cleaning.verdicts import Unacceptable, damaged, dangerous

_TOP: Final = frozenset({b"ftyp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"styp", b"pdin", b"prft", b"ssix"})
_INSIDE: Final[Mapping[bytes, frozenset[bytes]]] = MappingProxyType(
    {
        b"moov": frozenset({b"mvhd", b"trak", b"mvex", b"iods"}),
        b"trak": frozenset({b"tkhd", b"edts", b"mdia", b"tref", b"load"}),
        b"mdia": frozenset({b"mdhd", b"hdlr", b"minf", b"elng"}),
        b"minf": frozenset({b"vmhd", b"smhd", b"nmhd", b"hmhd", b"sthd", b"gmhd", b"hdlr", b"dinf", b"stbl"}),
        b"stbl": frozenset(
            {b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"stsh"}
            | {b"sdtp", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio", b"padb", b"stdp"}
        ),
        b"mvex": frozenset({b"mehd", b"trex", b"leva"}),
        b"moof": frozenset({b"mfhd", b"traf"}),
        b"traf": frozenset({b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio"}),
    }
)
"""Boxes that playing needs, by the box they lie in. All others become `free`, so that no offset moves."""
_TIMED: Final = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_HANDLERS: Final = frozenset({b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"hint"})
_MAX_BOXES: Final = 50_000
_HEADER, _LONG_HEADER = 8, 16


class _Box(NamedTuple):
    name: bytes
    start: int
    body: int
    end: int


def clean_film(data: bytes) -> bytes:
    """The same film, byte for byte as long, telling nothing but pictures and sound. Raises Unacceptable.

    What a camera writes inside the pictures themselves stays; tracks of places or movements are refused.
    """
    film = bytearray(data)
    seen = 0
    found = set()
    waiting = [(b"", 0, len(film))]
    while waiting:
        parent, start, end = waiting.pop()
        for box in _boxes(film, start, end):
            seen += 1
            if seen > _MAX_BOXES:
                raise damaged()
            found.add(box.name)
            if box.name not in _INSIDE.get(parent, _TOP):
                _blank(film, box)
            elif box.name in _INSIDE:
                waiting.append((box.name, box.body, box.end))
            else:
                _forget(film, box)
    if not {b"moov", b"mdat"} <= found:
        raise damaged()
    return bytes(film)


def _boxes(film: bytearray, start: int, end: int) -> Iterator[_Box]:
    at = start
    while at < end:
        if at + _HEADER > end:
            raise damaged()
        size, name, header = int.from_bytes(film[at : at + 4], "big"), bytes(film[at + 4 : at + 8]), _HEADER
        if size == 1:
            size, header = int.from_bytes(film[at + 8 : at + 16], "big"), _LONG_HEADER
        elif size == 0:  # the last box reaches to the end of the file
            size = end - at
        if size < header or at + size > end:
            raise damaged()
        yield _Box(name, at, at + header, at + size)
        at += size


def _blank(film: bytearray, box: _Box) -> None:
    film[box.start + 4 : box.start + 8] = b"free"
    film[box.body : box.end] = bytes(box.end - box.body)


def _forget(film: bytearray, box: _Box) -> None:
    """Take out times of creation and change, and the names that programs give to handlers."""
    if box.name in _TIMED:
        width = 8 if film[box.body] == 1 else 4
        first = box.body + 4
        if first + 2 * width > box.end:
            raise damaged()
        film[first : first + 2 * width] = bytes(2 * width)
    elif box.name == b"hdlr":
        if bytes(film[box.body + 8 : box.body + 12]) not in _HANDLERS and film[box.body + 4 : box.body + 8] != b"dhlr":
            raise _tells_places()
        name = box.body + 24
        film[name : box.end] = bytes(max(0, box.end - name))


def _tells_places() -> Unacceptable:
    return dangerous(
        "This film has a track that records places or movements: cut it with the phone's editor and send it again.",
        "Video ini memuat jejak lokasi atau gerakan: potong dengan penyunting video di ponsel, lalu kirim kembali.",
    )
