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


def downgrade() -> None:
    layout.begin()
    op.drop_column("action_plan", "drafters", schema="tuntas")
    op.drop_column("plan_step", "by_account", schema="tuntas")
