"""A storage in memory, and ways to look at an archive and at a database as a whole."""

import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import psycopg

from tenants.archive.exporting import Source
from tenants.archive.importing import Target
from tenants.database import Database

BLOBS = {"ab/cd/abcd": b"foto jalan", "00/11/0011": b"", "ff/ff/ffff": bytes(range(256)) * 4000}


class Drawer:
    """A storage in memory."""

    def __init__(self, blobs: dict[str, bytes]) -> None:
        self.blobs = dict(blobs)

    def read(self, key: str) -> tuple[int, Iterator[bytes]]:
        content = self.blobs[key]
        return len(content), iter([content[:1000], content[1000:]])

    def write(self, key: str, content: IO[bytes]) -> None:
        self.blobs[key] = content.read()

    def delete(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.blobs.pop(key, None)

    def source(self, database: Database) -> Source:
        return Source(database.owner_url, self.read, "mark")

    def target(self, database: Database) -> Target:
        return Target(database.owner_url, self.blobs.__contains__, self.write, self.delete, "mark")


def everything(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    with psycopg.connect(database.owner_url) as owner:
        names = owner.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'tuntas'::regnamespace AND relkind IN ('r', 'p')"
        ).fetchall()
        counts = {name: owner.execute(f"SELECT count(*) FROM tuntas.{name}".encode()).fetchone() for (name,) in names}
    return {name: count[0] for name, count in counts.items() if count and count[0] and name != "alembic_version"}


def contents(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {
            member.name: file.read()
            for member in tar
            if (file := tar.extractfile(member)) and member.name != "manifest.json"
        }
