"""Who took the steps of a plan, as a person; documents whose bytes were removed; whose a number outside is."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import layout

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_WHOSE = """
UPDATE tuntas.directory d SET external_id = CASE WHEN EXISTS (
    SELECT 1 FROM tuntas.lapor_origin o WHERE o.tenant_id = d.tenant_id AND o.complaint_id = d.complaint_id
) THEN 'lapor:' ELSE 'app:' END || d.external_id
WHERE d.external_id IS NOT NULL
"""
_NOBODYS = "UPDATE tuntas.directory SET external_id = substr(external_id, strpos(external_id, ':') + 1)"


def upgrade() -> None:
    layout.begin()
    op.execute(_WHOSE)
    op.add_column("plan_step", sa.Column("by_account", sa.Uuid(), nullable=True), schema="tuntas")
    op.add_column(
        "action_plan",
        sa.Column("drafters", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False),
        schema="tuntas",
    )
    for name in ("swept_at", "removed_at"):
        op.add_column("document", sa.Column(name, sa.DateTime(timezone=True), nullable=True), schema="tuntas")
    op.create_check_constraint(
        op.f("ck_document_removed"), "document", "removed_at IS NULL OR state = 'DONE'", schema="tuntas"
    )


def downgrade() -> None:
    layout.begin()
    op.execute(_NOBODYS)
    op.drop_constraint(op.f("ck_document_removed"), "document", schema="tuntas", type_="check")
    op.drop_column("document", "removed_at", schema="tuntas")
    op.drop_column("document", "swept_at", schema="tuntas")
    op.drop_column("action_plan", "drafters", schema="tuntas")
    op.drop_column("plan_step", "by_account", schema="tuntas")
