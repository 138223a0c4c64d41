"""What is this file really? Told from its bytes; its name and its Content-Type are only claims."""

import re
from typing import Final

from gateway.cleaning.verdicts import Unacceptable, damaged, dangerous, unsupported
from rules.attachments import MediaType

ZIP: Final = b"PK\x03\x04"
_SIGNATURES: Final = (
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"%PDF-", MediaType.PDF),
)
_MP4_BRANDS: Final = frozenset(
    {b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"}
)
_PHONE_IMAGES: Final = frozenset(
    {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
)
# Control characters that no text has; tab, line feed, form feed and carriage return are text.
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x9f\ufffe\uffff]")
_ACTS: Final = re.compile(
    rb"\s*(?:<(?:!doctype|html|head|body|script|iframe|svg|\?xml|\?php|!--)|#!|\{\\rtf|%!PS)", re.IGNORECASE
)
_UTF8_BOM: Final = b"\xef\xbb\xbf"


def sniff(data: bytes) -> MediaType | None:
    """The media type; None for a zip, whose inside decides. Raises Unacceptable for everything not on the list."""
    if not data:
        raise damaged()
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return MediaType.WEBP
    if data[4:8] == b"ftyp":
        return _film(data)
    if data.startswith(ZIP):
        return None
    return _text(data)


def _film(data: bytes) -> MediaType:
    """The brands of an ISO media file: the major one, then those it is compatible with."""
    length = int.from_bytes(data[:4], "big")
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, min(length, 256), 4))}
    if data[8:12] in _PHONE_IMAGES:
        raise unsupported(
            "Photos in HEIC or AVIF: let the phone share them as JPEG.",
            "Foto HEIC atau AVIF: bagikan dari ponsel sebagai JPEG.",
        )
    if not brands & _MP4_BRANDS:
        raise unsupported("Films: as MP4.", "Video: sebagai MP4.")
    return MediaType.MP4


def _text(data: bytes) -> MediaType:
    if _ACTS.match(data.removeprefix(_UTF8_BOM)):
        raise _active_text()
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise unsupported() from None
    if _NO_TEXT.search(text):
        raise unsupported()
    return MediaType.TEXT


def _active_text() -> Unacceptable:
    return dangerous(
        "Web pages, drawings with scripts and programs are not accepted: send a PDF or plain text.",
        "Halaman web, gambar berskrip, dan program tidak diterima: kirim PDF atau teks biasa.",
    )
