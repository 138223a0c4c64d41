"""Lists of several pemda come in order out of each partition: a province's and the nation's first page, and a search.

A partition holds one pemda, so the number of the pemda at the head of an index said nothing there, and kept the planner
from merging partitions by what follows. A shard of Citus holds several: there the indexes of one pemda stay as well.
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
_DUE: list[Any] = ["due_order", "id"]
_OF_ONE = {
    "ix_complaint_tenant_id_due_order_id": ["tenant_id", *_DUE],
    "ix_complaint_tenant_id": ["tenant_id", *_NEWEST],
}
_OF_ALL = {"ix_complaint_due_order_id": _DUE, "ix_complaint_newest": _NEWEST}


def upgrade() -> None:
    layout.begin()
    for name, columns in _OF_ALL.items():
        op.create_index(op.f(name), "complaint", columns, schema="tuntas")
    if not layout.is_citus():
        for name in _OF_ONE:
            op.drop_index(op.f(name), table_name="complaint", schema="tuntas")
    layout.run_sql("functions/0023")


def downgrade() -> None:
    layout.begin()
    layout.run_file(_BEFORE)
    if not layout.is_citus():
        for name, columns in _OF_ONE.items():
            op.create_index(op.f(name), "complaint", columns, schema="tuntas")
    for name in _OF_ALL:
        op.drop_index(op.f(name), table_name="complaint", schema="tuntas")
