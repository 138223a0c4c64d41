"""Who took the steps of a plan, as a person; documents whose bytes were removed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import layout

revision = "0019"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()
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
    op.drop_constraint(op.f("ck_document_removed"), "document", schema="tuntas", type_="check")
    op.drop_column("document", "removed_at", schema="tuntas")
    op.drop_column("document", "swept_at", schema="tuntas")
    op.drop_column("action_plan", "drafters", schema="tuntas")
    op.drop_column("plan_step", "by_account", schema="tuntas")
