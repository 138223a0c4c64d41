"""Lists of several pemda come in order out of each partition: a province's and the nation's first page, and a search.

A partition holds one pemda, so the number of the pemda at the head of an index said nothing there, and kept the planner
from merging partitions by what follows. The indexes that these replace go in the next revision: to drop one, nobody may
be at the table, and whoever waits for that while building keeps those away who are.
"""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations import layout

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_BEFORE = Path(__file__).parents[1] / "functions" / "0022" / "search.sql"
_NEWEST: list[Any] = [sa.text("received_at DESC"), sa.text("id DESC")]
_INDEXES = {"ix_complaint_due_order_id": ["due_order", "id"], "ix_complaint_newest": _NEWEST}


def upgrade() -> None:
    layout.begin()
    for name, columns in _INDEXES.items():
        op.create_index(op.f(name), "complaint", columns, schema="tuntas")
    layout.run_sql("functions/0023")


def downgrade() -> None:
    layout.begin()
    layout.run_file(_BEFORE)
    for name in _INDEXES:
        op.drop_index(op.f(name), table_name="complaint", schema="tuntas")
