"""What a pemda keeps in its statistics of a complaint that it passed on late."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import layout

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    layout.begin()
    op.add_column(
        "transfer",
        sa.Column("left_behind", postgresql.JSONB(), server_default="[]", nullable=False),
        schema="tuntas",
    )


def downgrade() -> None:
    layout.begin()
    op.drop_column("transfer", "left_behind", schema="tuntas")
