"""Which database and which keys this installation has: embedded or elsewhere, started, brought up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gateway.master_key import MasterKey, Purpose, master_key
from gateway.settings import Settings
from migrations import runner
from tenants.database import Database, bootstrap
from tenants.embedded import EmbeddedServer
from tenants.enrolment import load_regions
from tenants.national_days import load_national_days
from tenants.question_sets import load_question_sets
from tenants.topic_tree import load_topics


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the data lies and which keys open it. `server` is the embedded PostgreSQL, None when it is elsewhere."""

    settings: Settings
    key: MasterKey
    database: Database
    server: EmbeddedServer | None

    def service_url(self) -> str:
        """How other programs on this machine reach the database as the service role."""
        port = None if self.server is None else self.server.tcp_port
        return self.database.service_url if port is None else self.database.service_url_over_tcp(port)

    def replica_url(self) -> str | None:
        """How the service role reaches the replica that answers statistics; None when there is none."""
        given = self.settings.replica_url
        if given is None:
            return None
        return Database.at(given.get_secret_value(), self.key.derive(Purpose.DATABASE_ROLES)).service_url

    def prepare(self) -> None:
        """Make roles, schema and extensions, newest tables; regions, topics, questions and holidays where missing."""
        bootstrap(self.database)
        runner.upgrade(self.database.owner_url)
        load_regions(self.database.owner_url)
        load_topics(self.database.owner_url)
        load_question_sets(self.database.owner_url)
        load_national_days(self.database.owner_url, datetime.now(UTC).date())


@contextmanager
def installed(settings: Settings) -> Iterator[Installation]:
    """The installation of these settings while the block runs; the embedded server is joined or started."""
    data = Path(settings.data)
    data.mkdir(parents=True, exist_ok=True)
    secret = None if settings.master_key is None else settings.master_key.get_secret_value()
    key = master_key(secret, data)
    roles = key.derive(Purpose.DATABASE_ROLES)
    if settings.database_url is not None:
        yield Installation(settings, key, Database.at(settings.database_url, roles), None)
        return
    with EmbeddedServer(data) as server:
        yield Installation(settings, key, Database.at(server.admin_url, roles), server)
