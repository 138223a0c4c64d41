"""How the next revision begins: `make migration name=...` compares the tables with a database made for the occasion."""

import re
import secrets
import sys
import tempfile
from pathlib import Path

from migrations import runner
from tenants.database import Database, bootstrap
from tenants.embedded import EmbeddedServer

NAME = re.compile(r"[a-z][a-z0-9_]*")


def main(name: str) -> int:
    """Write migrations/versions/NNNN_<name>.py from what the tables have and the newest revision has not."""
    if NAME.fullmatch(name) is None:
        sys.stderr.write("A revision is named like add_colour: small letters, digits and underscores.\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="tuntas-migration-") as folder, EmbeddedServer(Path(folder)) as server:
        database = Database.at(server.admin_url, secrets.token_bytes(32))
        bootstrap(database)
        runner.upgrade(database.owner_url)
        runner.begin_revision(database.owner_url, name)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
