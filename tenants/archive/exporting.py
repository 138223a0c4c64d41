"""How all data of one pemda leave the database: one snapshot, one file, in little memory."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

import psycopg

from rules.identifiers import tenant_id_of
from tenants.archive.container import CHUNK, Writer
from tenants.archive.contents import SPELLING, Part, parts, revision
from tenants.archive.manifest import MANIFEST, SUMS, Manifest, refuse
from tenants.partitions import Connection

_SNAPSHOT: Final = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_TENANT: Final = "SELECT name FROM tuntas.tenant WHERE id = %s AND detached_at IS NULL"
_BLOBS: Final = """
SELECT storage_key FROM tuntas.attachment WHERE tenant_id = %(tenant)s
UNION SELECT storage_key FROM tuntas.packet WHERE tenant_id = %(tenant)s AND made_at IS NOT NULL
UNION SELECT storage_key FROM tuntas.document WHERE tenant_id = %(tenant)s AND state = 'DONE' ORDER BY 1
"""
_FETCH: Final = 1000

ReadBlob = Callable[[str], tuple[int, Iterator[bytes]]]
"""The size and the bytes behind a storage key. Raises LookupError when they are missing."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the data are: the owner's URL, the reader of attachments, the mark of the master key."""

    owner_url: str
    read_blob: ReadBlob
    key_mark: str


def export(source: Source, code: str, path: Path) -> Manifest:
    """Write everything of an enrolled pemda to a new file. Raises Refusal, and then leaves no file."""
    if path.exists():
        refuse(f"{path} exists already.", f"{path} sudah ada.")
    draft = path.with_name(f".{path.name}.part")
    try:
        # The file holds what citizens said in confidence: nobody else on this machine reads it.
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            manifest = _write(source, code, file)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()
    return manifest


def _write(source: Source, code: str, file: IO[bytes]) -> Manifest:
    tenant = tenant_id_of(code)
    with psycopg.connect(source.owner_url) as connection, tempfile.TemporaryFile() as sums:
        connection.execute(_SNAPSHOT)
        connection.execute(SPELLING)
        found = connection.execute(_TENANT, (tenant,)).fetchone()
        if found is None:
            refuse(f"{code} is not enrolled.", f"{code} belum terdaftar.")
        writer = Writer(file, sums)
        rows = {part.table: _write_table(connection, writer, part, tenant) for part in parts(connection)}
        blobs = _write_blobs(connection, writer, tenant, source.read_blob)
        checksum = _write_sums(writer, sums)
        manifest = Manifest(
            code=code,
            tenant=tenant,
            name=str(found[0]),
            revision=revision(connection),
            key_mark=source.key_mark,
            exported_at=datetime.now(UTC).isoformat(timespec="seconds"),
            rows=rows,
            blobs=blobs,
            sums=checksum,
        )
        encoded = manifest.encode()
        writer.add(MANIFEST, len(encoded), iter([encoded]))
        writer.close()
    return manifest


def _write_table(connection: Connection, writer: Writer, part: Part, tenant: int) -> int:
    """A tar wants the size before the contents: the rows wait on disk for it."""
    with tempfile.TemporaryFile() as spooled, connection.cursor() as cursor:
        with cursor.copy(part.copy_out(tenant)) as copy:
            for data in copy:
                spooled.write(data)
        size = spooled.tell()
        writer.add(part.member, size, _from_start(spooled))
        return cursor.rowcount


def _write_blobs(connection: Connection, writer: Writer, tenant: int, read_blob: ReadBlob) -> int:
    count = 0
    with connection.cursor("blobs") as cursor:
        cursor.itersize = _FETCH
        for (key,) in cursor.execute(_BLOBS, {"tenant": tenant}):
            try:
                size, chunks = read_blob(key)
            except LookupError as missing:
                refuse(f"The bytes of an attachment are missing: {key}.", f"Berkas lampiran hilang: {key}.", missing)
            writer.add(f"blobs/{key}", size, chunks)
            count += 1
    return count


def _write_sums(writer: Writer, sums: IO[bytes]) -> str:
    """Add the list of checksums as a member; returns its own."""
    size = sums.tell()
    digest = hashlib.sha256()
    for chunk in _from_start(sums):
        digest.update(chunk)
    writer.add(SUMS, size, _from_start(sums))
    return digest.hexdigest()


def _from_start(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk
