"""The PostgreSQL of one test run: shared by its workers, one database each, cloned from a migrated template."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from migrations import runner
from tenants import enrolment
from tenants.database import Database, bootstrap
from tenants.embedded import EmbeddedServer, ServerOptions
from tenants.national_days import load_national_days
from tenants.question_sets import load_question_sets
from tests.tenancy import enrol, waiting

MASTER_KEY = b"tests know their master key, ok?"
TODAY = date(2026, 1, 5)
_PREFIX = "tuntas-test-"
_DEBIAN = Path("/usr/lib/postgresql")


@dataclass
class DatabaseHouse:
    """Where the run keeps its server; `elsewhere` is the administrator's URL of another one to use instead."""

    folder: Path
    postgres: str | None = None
    elsewhere: str | None = None
    _server: EmbeddedServer | None = None

    @classmethod
    def build(cls, postgres: str | None) -> "DatabaseHouse":
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        return cls(folder, postgres, os.environ.get("TUNTAS_TEST_DATABASE_URL"))

    def database_for(self, worker: str) -> Database:
        """This worker's own migrated database."""
        with self._one_at_a_time():
            admin = self._admin_url()
            template = self._name("template")
            if not self._exists(admin, template):
                self._make_template(admin, template)
            name = self._name(worker)
            with psycopg.connect(admin, autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            database = Database.at(_renamed(admin, name), MASTER_KEY)
            bootstrap(database)  # a role's settings belong to a database and are not cloned
        return database

    def abandon(self, worker: str) -> None:
        """Remove a database of `database_for` before the end of the run."""
        with psycopg.connect(self._admin_url(), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{self._name(worker)}" WITH (FORCE)')

    def empty_database(self, name: str) -> Database:
        """A database with nothing in it but roles and schemas."""
        with self._one_at_a_time():
            admin = self._admin_url()
            with psycopg.connect(admin, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{self._own(name)}" WITH (FORCE)')
                connection.execute(f'CREATE DATABASE "{self._own(name)}" TEMPLATE template0')
            database = Database.at(_renamed(admin, self._own(name)), MASTER_KEY)
            bootstrap(database)
        return database

    def drop(self, name: str) -> None:
        """Remove a database of `empty_database` before the end of the run."""
        with psycopg.connect(self._admin_url(), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{self._own(name)}" WITH (FORCE)')

    def leave(self) -> None:
        if self._server is not None:
            self._server.stop()

    def tear_down(self) -> None:
        """The end of the run: nothing stays behind, neither here nor on somebody else's server."""
        if self.elsewhere is not None:
            pattern = self._name("%").replace("_", r"\_")
            with psycopg.connect(self.elsewhere, autocommit=True) as connection:
                found = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", (pattern,))
                for (name,) in found.fetchall():
                    connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        _remove(self.folder)

    def _name(self, part: str) -> str:
        return f"tuntas_test_{self.folder.name.removeprefix(_PREFIX).lower()}_{part}"[:63]

    def _own(self, part: str) -> str:
        return self._name(f"{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{part}")

    def _admin_url(self) -> str:
        if self.elsewhere is not None:
            return self.elsewhere
        if self._server is None:
            binaries = None
            if self.postgres is not None:
                version = _DEBIAN / self.postgres / "bin"
                binaries = version if version.is_dir() else Path(self.postgres)
            self._server = EmbeddedServer(self.folder, ServerOptions(durable=False, binaries=binaries))
            self._server.start()
        return self._server.admin_url

    def _make_template(self, admin: str, template: str) -> None:
        draft = self._name("draft")
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{draft}" TEMPLATE template0')
        database = Database.at(_renamed(admin, draft), MASTER_KEY)
        bootstrap(database)
        runner.upgrade(database.owner_url)
        enrolment.load_regions(database.owner_url)
        enrolment.enrol(database.owner_url, ["00"], on=TODAY)
        enrol(database.owner_url, waiting())
        load_national_days(database.owner_url, TODAY)
        load_question_sets(database.owner_url)
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f'ALTER DATABASE "{draft}" RENAME TO "{template}"')

    @staticmethod
    def _exists(admin: str, name: str) -> bool:
        with psycopg.connect(admin) as connection:
            return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        with (self.folder / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def sweep_abandoned_houses() -> None:
    """A run that was killed left its server behind: stop it, unless somebody still uses it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        users = folder / "postgres.users"
        with suppress(OSError), users.open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _remove(folder)


def _remove(folder: Path) -> None:
    server = EmbeddedServer(folder)
    if server.pid is not None:
        server._shut_down()
    shutil.rmtree(folder, ignore_errors=True)


def _renamed(url: str, database: str) -> str:
    return make_conninfo(url, dbname=database)
