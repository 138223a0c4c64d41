"""How an exported pemda comes into a database that does not have it: checked first, then all of it or nothing."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import psycopg
from psycopg import sql

from rules.identifiers import NATION
from tenants import enrolment, partitions
from tenants.archive.container import Member, members
from tenants.archive.contents import SPELLING, Part, parts, revision
from tenants.archive.manifest import MANIFEST, SUMS, Manifest, refuse, verified
from tenants.partitions import Connection

_IN_MEMORY: Final = 1024 * 1024
_STATE: Final = "SELECT detached_at IS NULL FROM tuntas.tenant WHERE id = %s"
# The nation has a calendar before it is enrolled: its own replaces the one that came with the installation.
_BUNDLED: Final = """
DELETE FROM tuntas.day_off WHERE tenant_id = 0;
DELETE FROM tuntas.calendar_version WHERE tenant_id = 0
"""
# Numbers of topics are given out by each installation: the same number must mean the same topic.
_OTHER_TOPIC: Final = """
SELECT a.id FROM archived_topic a JOIN tuntas.topic t USING (id)
WHERE (a.tenant_id, a.name) IS DISTINCT FROM (t.tenant_id, t.name) LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Target:
    """Where the data go: the owner's URL, the storage of attachments, the mark of the master key."""

    owner_url: str
    has_blob: Callable[[str], bool]
    write_blob: Callable[[str, IO[bytes]], None]
    delete_blobs: Callable[[Iterable[str]], None]
    key_mark: str


def import_(target: Target, path: Path) -> Manifest:
    """Bring an exported pemda in and enrol it. Raises Refusal, and then nothing has changed."""
    fresh: list[str] = []
    try:
        with path.open("rb") as file:
            manifest = verified(file)
            _check_key(manifest, target)
            with psycopg.connect(target.owner_url) as connection:
                _load(connection, manifest, file, _Blobs(target, fresh))
    except psycopg.errors.UniqueViolation as taken:
        target.delete_blobs(fresh)
        refuse(
            f"Something of it is here already: {taken.diag.message_detail}",
            f"Sebagian datanya sudah ada di sini: {taken.diag.message_detail}",
            taken,
        )
    except BaseException:
        target.delete_blobs(fresh)
        raise
    return manifest


class _Blobs:
    """Stores attachments' bytes and remembers which were not there before, in case all must be undone."""

    def __init__(self, target: Target, fresh: list[str]) -> None:
        self._target = target
        self._fresh = fresh

    def store(self, member: Member) -> None:
        key = member.name.removeprefix("blobs/")
        if not self._target.has_blob(key):
            self._fresh.append(key)
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as content:
            for chunk in member.chunks():
                content.write(chunk)
            content.seek(0)
            self._target.write_blob(key, content)


def _check_key(manifest: Manifest, target: Target) -> None:
    if manifest.key_mark != target.key_mark:
        refuse(
            "It was exported under another master key: the reporters' identities could never be opened here.",
            "Arsip ini dibuat dengan kunci induk lain: identitas pelapor tidak akan dapat dibuka di sini.",
        )


def _load(connection: Connection, manifest: Manifest, file: IO[bytes], blobs: _Blobs) -> None:
    here = revision(connection)
    if here != manifest.revision:
        refuse(
            f"The archive has schema revision {manifest.revision}, this database {here}.",
            f"Arsip ini berskema revisi {manifest.revision}, basis data ini {here}.",
        )
    known = {part.member: part for part in parts(connection)}
    if {part.table for part in known.values()} != set(manifest.rows):
        refuse("The archive has other tables.", "Tabel dalam arsip berbeda.")
    _make_room(connection, manifest, known.values())
    connection.execute(SPELLING)
    counted = _read(connection, known, file, blobs)
    if counted != (manifest.rows, manifest.blobs, manifest.sums):
        refuse("The archive changed while it was read.", "Arsip berubah saat dibaca.")


def _make_room(connection: Connection, manifest: Manifest, known: Iterable[Part]) -> None:
    """Partitions for a pemda that is new here; one that is enrolled already must be empty."""
    enrolment.one_at_a_time(connection, manifest.tenant)
    state = connection.execute(_STATE, (manifest.tenant,)).fetchone()
    if state == (False,):
        refuse(
            f"{manifest.code} was detached here: enrol it again instead.",
            f"{manifest.code} telah dilepas di sini: daftarkan kembali.",
        )
    if state is None:
        partitions.attach(connection, manifest.tenant)
        if manifest.tenant == NATION:
            connection.execute(_BUNDLED)
    for part in known:
        if not part.shared and _has_rows(connection, part, manifest.tenant):
            refuse(
                f"{manifest.code} has data here already ({part.table}).",
                f"{manifest.code} sudah memiliki data di sini ({part.table}).",
            )


def _has_rows(connection: Connection, part: Part, tenant: int) -> bool:
    question = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE {})").format(part.name, part.where(tenant))
    return connection.execute(question).fetchone() == (True,)


def _read(
    connection: Connection, known: dict[str, Part], file: IO[bytes], blobs: _Blobs
) -> tuple[dict[str, int], int, str]:
    """Load every member; returns rows by table, the number of blobs, the checksum of checksums."""
    file.seek(0)
    rows, count, sums = {}, 0, hashlib.sha256()
    for member in members(file):
        if member.name in (SUMS, MANIFEST):
            member.skip()
            continue
        part = known.get(member.name)
        if part is not None:
            rows[part.table] = (_add_missing if part.shared else _fill)(connection, part, member)
        else:
            blobs.store(member)
            count += 1
        sums.update(member.sum_line)
    return rows, count, sums.hexdigest()


def _fill(connection: Connection, part: Part, member: Member, into: sql.Composable | None = None) -> int:
    with connection.cursor() as cursor:
        with cursor.copy(part.copy_in(into or part.name)) as copy:
            for chunk in member.chunks():
                copy.write(chunk)
        return cursor.rowcount


def _add_missing(connection: Connection, part: Part, member: Member) -> int:
    """Rows of a table that others use too: through a table beside it, without touching what is there."""
    beside = sql.Identifier(f"archived_{part.table}")
    connection.execute(
        sql.SQL("CREATE TEMPORARY TABLE {} (LIKE {} INCLUDING GENERATED) ON COMMIT DROP").format(beside, part.name)
    )
    count = _fill(connection, part, member, beside)
    if part.table == "topic" and (other := connection.execute(_OTHER_TOPIC).fetchone()) is not None:
        refuse(f"Topic {other[0]} is another one here.", f"Topik {other[0]} di sini adalah topik lain.")
    columns = sql.SQL(", ").join(map(sql.Identifier, part.columns))
    connection.execute(
        sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} ON CONFLICT DO NOTHING").format(
            part.name, columns, columns, beside
        )
    )
    return count
