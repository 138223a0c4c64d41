"""Where does the benchmark's data live? An embedded server of its own under bench/out, with one database a question."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from migrations import runner
from rules.identifiers import tenant_id_of
from tenants import enrolment
from tenants.database import Database, bootstrap
from tenants.embedded import EmbeddedServer
from tenants.topic_tree import load_topics

OUT: Final = Path(__file__).with_name("out")
KEY: Final = b"a bench has a master key of 32 b"
MAIN: Final = "21.71"
"""Kota Batam: the pemda that is asked; its share of the complaints is the same in every database."""
FEW: Final = ("00", "21", MAIN, "21.01", "21.02", "21.03", "21.72", "19", "19.01", "19.71")
_ENROLLED_ON: Final = date(2026, 1, 5)


@dataclass(frozen=True, slots=True)
class Place:
    """One database with its enrolled pemda."""

    database: Database
    tenants: tuple[int, ...]

    @property
    def main(self) -> int:
        return tenant_id_of(MAIN)

    def size(self) -> int:
        """Bytes on disk."""
        with psycopg.connect(self.database.admin_url) as connection:
            row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(row[0]) if row else 0


@contextmanager
def server(folder: Path = OUT) -> Iterator[EmbeddedServer]:
    """The server while the block runs, with fsync on: a commit costs what it costs an installation."""
    with EmbeddedServer(folder) as running:
        yield running


def make(admin_url: str, name: str, codes: Sequence[str]) -> Place:
    """A new database of this name, migrated, with these pemda enrolled; an older one of the name goes."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    place = known(admin_url, name, codes)
    database = place.database
    bootstrap(database)
    runner.upgrade(database.owner_url)
    enrolment.load_regions(database.owner_url)
    load_topics(database.owner_url)
    enrolment.enrol(database.owner_url, codes, on=_ENROLLED_ON)
    return place


def known(admin_url: str, name: str, codes: Sequence[str]) -> Place:
    """A database of this name that was made."""
    database = Database.at(make_conninfo(admin_url, dbname=name), KEY)
    return Place(database, tuple(int(tenant_id_of(code)) for code in codes))


def drop(admin_url: str, name: str) -> None:
    """Remove a database that is not needed any more: a million complaints take gigabytes."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def everybody() -> tuple[str, ...]:
    """The codes of all 546 pemda and the nation; the few come first."""
    codes = [code for code, _name, _level in enrolment.pemda()]
    return (*FEW, *(code for code in codes if code not in FEW))
