"""A DOCX, XLSX or ODT as it reads, without who wrote it where, and without macros, foreign objects or remote parts."""

import io
import posixpath
import re
import zlib
from collections.abc import Iterable
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from gateway.cleaning.embedded import NotAPicture, without_metadata
from gateway.cleaning.verdicts import Unacceptable, damaged, dangerous, too_large, unsupported
from rules.attachments import MediaType

MAX_PARTS: Final = 3000
MAX_UNFOLDED: Final = 150 * 1024 * 1024
"""Bytes of all parts together, counted while they unfold: what a zip says about itself is only a claim."""
_MAX_DEPTH: Final = 1
_BLOCK: Final = 256 * 1024
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED: Final = 0x1

_MAIN: Final = (
    (b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", MediaType.DOCX),
    (b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", MediaType.XLSX),
)
_ODT: Final = b"application/vnd.oasis.opendocument.text"
_PROGRAMS: Final = re.compile(r"vbaproject|vbadata|activex|macrosheets|^basic/|^scripts/|/ctrlprops/", re.IGNORECASE)
_OBJECTS: Final = re.compile(
    r"(?:embeddings/.*\.bin|^object[ _]?\d+|.*\.(?:exe|dll|js|vbs|bat|cmd|ps1|lnk))$", re.IGNORECASE
)
_NESTED: Final = re.compile(r"embeddings/.*\.(?:docx|xlsx)$", re.IGNORECASE)
_PICTURE: Final = re.compile(r"\.(?:jpe?g|png)$", re.IGNORECASE)
_WRITTEN: Final = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)
_DROPPED: Final = re.compile(
    r"^(?:docprops/thumbnail\.\w+|thumbnails/.*|customxml/.*|xl/printersettings/.*)$", re.IGNORECASE
)

_CORE: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.'
    b'openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"/>'
)
_CUSTOM: Final = _APP.replace(b"extended-properties", b"custom-properties")
_META: Final = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:'
    b'xmlns:office:1.0" office:version="1.3"><office:meta/></office:document-meta>'
)
_EMPTIED: Final = {
    "docprops/core.xml": _CORE,
    "docprops/app.xml": _APP,
    "docprops/custom.xml": _CUSTOM,
    "meta.xml": _META,
}

_PEOPLE: Final = (
    # Who commented or changed, in attributes (Word) and in elements (Excel, OpenDocument); the path on somebody's disk.
    (re.compile(rb'(\s(?:w|w15|xr|x15):(?:author|initials|userId|providerId|displayName)=)"[^"]*"'), rb'\1""'),
    (re.compile(rb"(<author>)[^<]*(</author>)"), rb"\1\2"),
    (re.compile(rb"(<(?:dc:creator|meta:creator-initials|dc:date)>)[^<]*(</)"), rb"\1\2"),
    (re.compile(rb'(<(?:\w+:)?person\s[^>]*?displayName=)"[^"]*"'), rb'\1""'),
    (re.compile(rb"<x15ac:absPath\s[^>]*?/>"), b""),
    (re.compile(rb'(\slastModifiedBy=|\suserName=)"[^"]*"'), rb'\1""'),
    (re.compile(rb'(<config:config-item\sconfig:name="Printer\w+"[^>]*>)[^<]*(<)'), rb"\1\2"),
)
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_EXTERNAL: Final = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
_TYPE: Final = re.compile(rb"""Type\s*=\s*["'][^"']*/([A-Za-z0-9]+)["']""")
_TARGET: Final = re.compile(rb"""(Target\s*=\s*)(["'])[^"']*\2""")
_GONE: Final = re.compile(rb"""(?:Type\s*=\s*["'][^"']*/(?:thumbnail|customXml|printerSettings)["'])""", re.IGNORECASE)
_LISTED: Final = re.compile(
    rb"<manifest:file-entry\s[^>]*Thumbnails/[^>]*/>"
    rb"|<(?:\w+:)?Override\s[^>]*/(?:customXml/|docProps/thumbnail|xl/printerSettings/)[^>]*/>",
    re.IGNORECASE,
)
_LISTS: Final = frozenset({"META-INF/manifest.xml", "[Content_Types].xml"})
_PRINTER: Final = re.compile(rb'(<pageSetup\b[^>]*?)\sr:id="[^"]*"')


def clean_office(data: bytes, depth: int = 0) -> tuple[bytes, MediaType]:
    """The document packed anew from its checked parts, and which of the three it is. Raises Unacceptable."""
    try:
        with ZipFile(io.BytesIO(data)) as source:
            parts = _parts(source)
            kind = _kind(parts)
            return _pack(_cleaned(parts, kind, depth), kind), kind
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, LookupError):
        # zipfile raises any of these over an archive that is not what its directory says.
        raise damaged() from None


def _parts(source: ZipFile) -> dict[str, bytes]:
    listed = source.infolist()
    if len(listed) > MAX_PARTS:
        raise too_large()
    room = MAX_UNFOLDED
    parts: dict[str, bytes] = {}
    for info in listed:
        _check_entry(info, parts)
        if info.is_dir():
            continue
        parts[info.filename] = _unfold(source, info, room)
        room -= len(parts[info.filename])
    return parts


def _check_entry(info: ZipInfo, parts: Iterable[str]) -> None:
    name = info.filename
    if info.flag_bits & _ENCRYPTED:
        raise _locked()
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or name in parts:
        raise damaged()
    if name.startswith("/") or "\\" in name or posixpath.normpath(name).startswith("..") or "\0" in name:
        raise damaged()


def _unfold(source: ZipFile, info: ZipInfo, room: int) -> bytes:
    """One part, as far as there is room; its checksum is compared at its end."""
    if info.file_size > room:
        raise too_large()
    kept = bytearray()
    with source.open(info) as part:
        while block := part.read(_BLOCK):
            kept += block
            if len(kept) > room:
                raise too_large()
    return bytes(kept)


def _kind(parts: dict[str, bytes]) -> MediaType:
    if parts.get("mimetype") == _ODT and "content.xml" in parts:
        return MediaType.ODT
    types = parts.get("[Content_Types].xml", b"")
    for main, kind in _MAIN:
        if main in types:
            return kind
    if b"macroEnabled" in types:
        raise _programs()
    raise unsupported("Archives are not accepted.", "Arsip tidak diterima.")


def _cleaned(parts: dict[str, bytes], kind: MediaType, depth: int) -> dict[str, bytes]:
    if any(_PROGRAMS.search(name) for name in parts) or b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        raise _programs()
    if any(_OBJECTS.search(name) for name in parts):
        raise dangerous(
            "This document carries other files inside: send it without, or as PDF.",
            "Dokumen ini memuat berkas lain di dalamnya: kirim tanpa berkas itu, atau sebagai PDF.",
        )
    return {name: _clean_part(name, part, kind, depth) for name, part in parts.items() if not _DROPPED.match(name)}


def _clean_part(name: str, part: bytes, kind: MediaType, depth: int) -> bytes:
    # A chart in an OpenDocument is a document of its own, with its own meta.xml.
    known = "meta.xml" if kind is MediaType.ODT and name.endswith("/meta.xml") else name.lower()
    if known in _EMPTIED:
        return _EMPTIED[known]
    if _NESTED.search(name):
        if depth >= _MAX_DEPTH:
            raise too_large()
        return clean_office(part, depth + 1)[0]
    if _PICTURE.search(name):
        try:
            return without_metadata(part)
        except NotAPicture:
            raise damaged() from None
    return _clean_text(name, part) if _WRITTEN.search(name) else part


def _clean_text(name: str, part: bytes) -> bytes:
    """XML in UTF-8 without definitions of its own: otherwise what is looked for below could be written differently."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part:
        raise damaged()
    if b"manifest:encryption-data" in part:
        raise _locked()
    for pattern, replacement in _PEOPLE:
        part = pattern.sub(replacement, part)
    if name in _LISTS:
        return _LISTED.sub(b"", part)
    return _RELATION.sub(_relation, part) if name.lower().endswith(".rels") else _PRINTER.sub(rb"\1", part)


def _relation(found: re.Match[bytes]) -> bytes:
    """Links that people click stay; a template's path on somebody's disk goes; what loads by itself is refused."""
    text = found.group()
    if b"&#" in text:
        raise damaged()
    if _GONE.search(text):
        return b""
    if not _EXTERNAL.search(text):
        return text
    kind = _TYPE.search(text)
    if kind is not None and kind[1].lower() == b"hyperlink":
        return text
    if kind is not None and kind[1].lower() == b"attachedtemplate":
        return _TARGET.sub(rb"\1\2Normal.dotm\2", text)
    raise dangerous(
        "This document loads parts from elsewhere when it is opened: send it as PDF.",
        "Dokumen ini memuat bagian dari luar saat dibuka: kirim sebagai PDF.",
    )


def _pack(parts: dict[str, bytes], kind: MediaType) -> bytes:
    """A new archive; an OpenDocument begins with its type, not compressed."""
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        names = sorted(parts, key=lambda name: name != "mimetype") if kind is MediaType.ODT else list(parts)
        for name in names:
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            packed.writestr(info, parts[name])
    return target.getvalue()


def _programs() -> Unacceptable:
    return dangerous(
        "Documents with macros are not accepted: save it without macros.",
        "Dokumen dengan makro tidak diterima: simpan tanpa makro.",
    )


def _locked() -> Unacceptable:
    return dangerous(
        "This document is locked by a password: send it without.",
        "Dokumen ini terkunci kata sandi: kirim tanpa kata sandi.",
    )
