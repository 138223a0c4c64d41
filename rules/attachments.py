"""Which files may be attached to a complaint, under which name, and for how long an upload waits to be used."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from rules.errors import bad_input


class MediaType(StrEnum):
    """What an attachment can be; everything else is refused. It is read from the bytes, never from the name."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"
    MP4 = "video/mp4"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ODT = "application/vnd.oasis.opendocument.text"
    TEXT = "text/plain"


EXTENSIONS: Final[Mapping[MediaType, tuple[str, ...]]] = MappingProxyType(
    {
        MediaType.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
        MediaType.PNG: (".png",),
        MediaType.WEBP: (".webp",),
        MediaType.PDF: (".pdf",),
        MediaType.MP4: (".mp4", ".m4v"),
        MediaType.DOCX: (".docx",),
        MediaType.XLSX: (".xlsx",),
        MediaType.ODT: (".odt",),
        MediaType.TEXT: (".txt", ".csv", ".log", ".md"),
    }
)
"""The extensions that go with a type; the first is given to a file whose name says something else."""

MAX_BYTES: Final = 10 * 1024 * 1024
"""The size of an attachment unless the operator sets another."""
MAX_PER_MESSAGE: Final = 10
"""How many files one complaint or one message carries."""
MAX_NAME: Final = 120
_MAX_NAME_BYTES: Final = 200
_MAX_NAME_SENT: Final = 1000
UPLOAD_WAITS: Final = timedelta(hours=24)
"""How long an upload may lie before a complaint or a message claims it."""

_NAMELESS: Final = "lampiran"
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]+')
_SPACES: Final = re.compile(r"\s+")
_EXTENSION: Final = re.compile(r"\.(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{1,5}")
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The last part of a path, without control characters, bidi overrides and what no file system takes.

    Never empty; at most MAX_NAME characters. Raises BAD_USER_INPUT for a text that is no name at all but a flood.
    """
    if len(name) > _MAX_NAME_SENT:
        raise bad_input("name", "This file name is too long.", "Nama berkas ini terlalu panjang.")
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(" " if char.isspace() else char for char in last if char.isspace() or _is_shown(char))
    plain = _SPACES.sub(" ", _FORBIDDEN.sub("_", plain)).strip(" .")
    if _DEVICES.fullmatch(plain):
        plain = f"_{plain}"
    stem, extension = _split(plain)
    return _cut(stem, extension) if plain else _NAMELESS


def name_for(name: str, media_type: MediaType) -> str:
    """The cleaned name with an extension that tells the truth: `foto.exe` with a JPEG inside becomes `foto.jpg`."""
    fitting = EXTENSIONS[media_type]
    stem, extension = _split(clean_name(name))
    if extension.lower() in fitting:
        return _cut(stem, extension)
    return _cut(stem or _NAMELESS, fitting[0])


def _is_shown(char: str) -> bool:
    """Letters, marks, digits, punctuation, symbols: no control, format (bidi, zero width), surrogate, private use."""
    return unicodedata.category(char)[0] != "C"


def _split(name: str) -> tuple[str, str]:
    """Stem and extension; 'Laporan No. 5' has none, because an extension holds a letter."""
    stem, dot, rest = name.rpartition(".")
    if dot and stem and _EXTENSION.fullmatch(dot + rest):
        return stem.rstrip(" ."), dot + rest
    return name, ""


def _cut(stem: str, extension: str) -> str:
    """At most MAX_NAME characters and 200 bytes in UTF-8; the extension stays."""
    stem = stem[: MAX_NAME - len(extension)]
    while len((stem + extension).encode()) > _MAX_NAME_BYTES:
        stem = stem[:-1]
    return (stem.rstrip(" .") or _NAMELESS) + extension
