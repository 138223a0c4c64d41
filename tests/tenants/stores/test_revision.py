"""The service sees at which revision the schema is, though it may not read the table of revisions."""

import psycopg
import pytest

from migrations import runner
from rules.identifiers import NOWHERE
from tenants.database import Database, Pool
from tenants.session import Sessions
from tenants.stores.revision import revision_of

pytestmark = pytest.mark.anyio


async def test_the_newest_that_was_applied(pool: Pool, database: Database) -> None:
    sessions = Sessions(pool, NOWHERE)
    assert await revision_of(sessions) == runner.head()
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        try:
            owner.execute("UPDATE tuntas.alembic_version SET version_num = 'kemarin'")
            assert await revision_of(sessions) == "kemarin"
            owner.execute("DELETE FROM tuntas.alembic_version")
            assert await revision_of(sessions) is None
        finally:
            owner.execute("DELETE FROM tuntas.alembic_version")
            owner.execute("INSERT INTO tuntas.alembic_version VALUES (%s)", (runner.head(),))


async def test_the_table_itself_is_closed(pool: Pool) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        await Sessions(pool, NOWHERE).read("SELECT version_num FROM tuntas.alembic_version")
