"""The queue of background work."""

from pathlib import Path

from alembic import op

from migrations import layout

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None
_QUEUE = "tuntas_queue"
_TABLES = Path(__file__).parents[1] / "queue" / "procrastinate.sql"
"""procrastinate's own schema as of 3.10 (MIT licence), kept here: what this revision does must never change.

It has a schema of its own, since none of it is a pemda's: no row security, and triggers, enums and serials of its own.
"""


def upgrade() -> None:
    layout.begin()
    op.execute(f"CREATE SCHEMA {_QUEUE}")
    op.execute(f"SET LOCAL search_path TO {_QUEUE}")
    layout.run_file(_TABLES)
    op.execute("SET LOCAL search_path TO public")
    op.execute(f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {_QUEUE} FROM PUBLIC")
    op.execute(f"GRANT USAGE ON SCHEMA {_QUEUE} TO {layout.SERVICE}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {_QUEUE} TO {layout.SERVICE}")
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {_QUEUE} TO {layout.SERVICE}")
    op.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {_QUEUE} TO {layout.SERVICE}")


def downgrade() -> None:
    layout.begin()
    op.execute(f"DROP SCHEMA {_QUEUE} CASCADE")
