"""The indexes of lists that begin with the pemda go, from pemda that were set aside as well.

A shard of Citus holds several pemda: there they stay.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations import layout

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_NEWEST: list[Any] = [sa.text("received_at DESC"), sa.text("id DESC")]
_INDEXES = {
    "ix_complaint_tenant_id_due_order_id": ["tenant_id", "due_order", "id"],
    "ix_complaint_tenant_id": ["tenant_id", *_NEWEST],
}
_ASIDE = """
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN SELECT i.indexrelid::regclass AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        WHERE c.relnamespace = 'tuntas_partitions'::regnamespace AND c.relname ~ '^complaint_[0-9]{4}$'
          AND NOT c.relispartition AND pg_get_indexdef(i.indexrelid) ~
              'USING btree \\(tenant_id, (due_order, id|received_at DESC, id DESC)\\)$'
    LOOP
        EXECUTE format('DROP INDEX %s', found.name);
    END LOOP;
END
$$
"""


def upgrade() -> None:
    layout.begin()
    if layout.is_citus():
        return
    for name in _INDEXES:
        op.drop_index(op.f(name), table_name="complaint", schema="tuntas")
    op.execute(_ASIDE)


def downgrade() -> None:
    layout.begin()
    if layout.is_citus():
        return
    for name, columns in _INDEXES.items():
        op.create_index(op.f(name), "complaint", columns, schema="tuntas")
